"""Whom an agency sent, and until when they are let in."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility


@tracked
class AgencyPass(InFacility):
    """Hearth's own: one visit of somebody an agency sends; ends at check-out, or at ``until``.

    ``actor`` signs in by PIN on the house's tablets and nowhere else. The license stands among
    the person's qualifications: they are known again by its number.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to("staff.StaffMember")
    duty = key_to("staff.DutyPeriod")
    actor = key_to("identity.Actor")
    agency = models.CharField(max_length=120)
    until = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(agency=""), name="agencypass_names_agency"),
            models.CheckConstraint(
                condition=Q(until__gt=F("made_at")), name="agencypass_until_to_come"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="agencypass_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "member"],
                condition=Q(ended_at__isnull=True),
                name="agencypass_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["facility", "duty"])]
