"""Nursing tasks that a nurse hands to somebody for one resident."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents.codes import DelegationEnd


@tracked
class Delegation(AboutResident):
    """FHIR Task (delegation): what, by which nurse, to whom, for this resident, until when.

    It holds only while the nurse has a license that may delegate, and the person the
    qualification named in ``needs`` (a code of qualification-sorts; empty: none). ``until`` is
    the last day; ``supervision_due`` the day by which the nurse looks at how it is done.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    what = models.CharField(max_length=200)
    how = models.TextField(blank=True, help_text="What the nurse taught, and when to call")
    nurse = key_to("staff.StaffMember")
    member = key_to("staff.StaffMember")
    needs = models.CharField(
        max_length=60,
        blank=True,
        db_comment="Code of an entry of the definition qualification-sorts",
    )
    starts = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="Last day")
    supervision_due = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    end_reason = models.CharField(max_length=20, choices=DelegationEnd.choices(), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="delegation_says_what"),
            models.CheckConstraint(
                condition=~Q(nurse=F("member")), name="delegation_to_another_person"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts")),
                name="delegation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    end_reason__in=DelegationEnd.codes(),
                ),
                name="delegation_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident"]),
            models.Index(fields=["facility", "member"]),
        ]

    def __str__(self) -> str:
        return self.what
