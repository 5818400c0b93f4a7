"""What people at work are qualified for, until when, and what was done although something lacked."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import AwayReason, DeviationKind

from .duty import DutyPeriod
from .people import StaffMember


@tracked
class Qualification(InFacility):
    """FHIR Practitioner.qualification: a license, certificate, test or check of one person.

    ``ends`` is the last day it is good for; none means that it does not expire. A renewal is a
    row of its own. ``document_id`` names the paper (a plain key: documents live above).
    ``checked_at`` is when somebody saw it, or looked it up where it is issued.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    sort = models.CharField(
        max_length=60, db_comment="Code of an entry of the definition qualification-sorts"
    )
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Last day it is good for")
    document_id = models.UUIDField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = key_to("identity.Actor", optional=True)
    recorded_at = models.DateTimeField()
    recorded_by = key_to("identity.Actor")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken back by who issued it, or entered in error"
    )
    withdrawn_by = key_to("identity.Actor", optional=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sort=""), name="qualification_has_sort"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=F("starts")),
                name="qualification_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="qualification_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
                name="qualification_withdrawn_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "member", "sort"]),
            models.Index(fields=["facility", "ends"]),
            models.Index(fields=["facility", "sort", "number"]),
        ]


@tracked
class NotAtWork(InFacility):
    """Hearth's own: somebody is not at work until a day; why is a class, never a diagnosis.

    ``until`` is the first day they may work again; none means until somebody clears it.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    starts = models.DateField(help_text="First day away")
    until = models.DateField(null=True, blank=True, help_text="First day back")
    reason = models.CharField(max_length=24, choices=AwayReason.choices())
    said_by = models.CharField(max_length=80, help_text="Who said so: the person, a manager")
    set_at = models.DateTimeField()
    set_by = key_to("identity.Actor")
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "member"],
                condition=Q(cleared_at__isnull=True),
                name="notatwork_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("starts")),
                name="notatwork_until_after_start",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=AwayReason.codes()), name="notatwork_reason_known"
            ),
            models.CheckConstraint(condition=~Q(said_by=""), name="notatwork_said_by_somebody"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="notatwork_cleared_by_somebody",
            ),
        ]


class DutyDeviation(InFacility):
    """Hearth's own: somebody was planned or worked although something spoke against it.

    ``findings`` is what did: a list of {"code", "sorts", "day"}. Append-only.
    """

    kind = Kind.FACT
    retention = Retention.STAFF

    duty = key_to(DutyPeriod)
    member = key_to(StaffMember)
    deviation = models.CharField(max_length=10, choices=DeviationKind.choices())
    findings = models.JSONField()
    reason = models.CharField(max_length=300)
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="dutydeviation_says_why"),
            models.CheckConstraint(
                condition=Q(deviation__in=DeviationKind.codes()),
                name="dutydeviation_kind_known",
            ),
        ]
        indexes = [models.Index(fields=["facility", "duty"])]
