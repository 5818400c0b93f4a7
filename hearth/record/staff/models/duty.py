"""Shifts, duty, and whose turn it is to be called."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import DutyRole, DutyStatus

from .people import StaffMember


@tracked
class Shift(InFacility):
    """FHIR Schedule: the pattern of a shift, by wall time of the community.

    A shift that ends at or before its start ends on the next day. No ``neighborhood`` means
    the whole community.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    name = models.CharField(max_length=40)
    start = models.TimeField(help_text="Wall time in the community's zone")
    end = models.TimeField(help_text="Wall time in the community's zone")
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "neighborhood", "name"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="shift_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="shift_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class ShiftNeed(InFacility):
    """Hearth's own: how many people of a role a shift needs."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    shift = key_to(Shift)
    role = models.CharField(max_length=24, choices=DutyRole.choices())
    headcount = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "shift", "role"], name="shiftneed_role_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="shiftneed_role_known"
            ),
        ]


@tracked
class DutyPeriod(InFacility):
    """FHIR Slot: one person, in one role, from one instant to another.

    ``run`` is the assignment as it is called here ("2 East"). Nobody is on duty twice at once;
    a person who called off is free.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    role = models.CharField(max_length=24, choices=DutyRole.choices())
    shift = key_to(Shift, optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    run = models.CharField(max_length=40, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=DutyStatus.choices(), default=DutyStatus.PLANNED
    )
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    absence_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="dutyperiod_one_at_a_time",
                index_type="GIST",
                expressions=[(same("member"), "&&"), (period(), "&&")],
                condition=~Q(status="absent"),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="dutyperiod_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="dutyperiod_role_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DutyStatus.codes()), name="dutyperiod_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="on") | Q(arrived_at__isnull=False),
                name="dutyperiod_on_has_arrival",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "starts", "ends"]),
            models.Index(fields=["facility", "member", "-starts"]),
        ]
