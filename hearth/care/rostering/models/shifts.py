"""Call-offs, open shifts, and who was asked to take them."""

from django.db import models
from django.db.models import F, Q

from hearth.care.rostering.codes import (
    OfferAnswer,
    OfferChannel,
    OpenShiftStatus,
    UnfilledReason,
)
from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import AbsenceReason, DutyRole


class CallOff(InFacility):
    """Hearth's own: somebody planned or on duty does not work from an instant; who took the call.

    ``reason`` is a class: what somebody is ill with is never asked or kept. Append-only.
    """

    kind = Kind.FACT
    retention = Retention.STAFF

    duty = key_to("staff.DutyPeriod")
    member = key_to("staff.StaffMember")
    starts = models.DateTimeField(help_text="From when they do not work")
    reason = models.CharField(max_length=12, choices=AbsenceReason.choices())
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=AbsenceReason.codes()), name="calloff_reason_known"
            )
        ]
        indexes = [
            models.Index(fields=["facility", "member", "-recorded"]),
            models.Index(fields=["facility", "duty"]),
        ]


@tracked
class OpenShift(InFacility):
    """FHIR Slot (free): somebody is looked for in a role, on a run, from an instant to another."""

    kind = Kind.STATE
    retention = Retention.STAFF

    role = models.CharField(max_length=24, choices=DutyRole.choices())
    run = key_to("staff.Run", optional=True)
    shift = key_to("staff.Shift", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=OpenShiftStatus.choices(), default=OpenShiftStatus.OPEN
    )
    instead_of = key_to("staff.DutyPeriod", optional=True)
    opened_at = models.DateTimeField()
    opened_by = key_to("identity.Actor")
    filled_by_duty = key_to("staff.DutyPeriod", optional=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = key_to("identity.Actor", optional=True)
    unfilled_reason = models.CharField(
        max_length=12, choices=UnfilledReason.choices(), blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="openshift_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="openshift_role_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open",
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    filled_by_duty__isnull=True,
                )
                | Q(
                    status="filled",
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    filled_by_duty__isnull=False,
                )
                | Q(
                    status="unfilled",
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    filled_by_duty__isnull=True,
                    unfilled_reason__in=UnfilledReason.codes(),
                ),
                name="openshift_closed_says_how",
            ),
            models.UniqueConstraint(
                fields=["facility", "instead_of"],
                condition=Q(status="open", instead_of__isnull=False),
                name="openshift_once_per_duty",
            ),
        ]
        indexes = [models.Index(fields=["facility", "status", "starts"])]


class ShiftOffer(InFacility):
    """Hearth's own: somebody was asked to take an open shift, and what they said. Append-only."""

    kind = Kind.FACT
    retention = Retention.STAFF

    open_shift = key_to(OpenShift)
    member = key_to("staff.StaffMember")
    channel = models.CharField(max_length=8, choices=OfferChannel.choices())
    answer = models.CharField(max_length=10, choices=OfferAnswer.choices())
    effective = models.DateTimeField(db_comment="When they were asked")
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="shiftoffer_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=OfferAnswer.codes()), name="shiftoffer_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=OfferChannel.codes()), name="shiftoffer_channel_known"
            ),
        ]
        indexes = [models.Index(fields=["facility", "open_shift", "effective"])]
