"""Runs, med carts and extra duties, and who holds them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import DutyRole, RunKind

from .duty import DutyPeriod, Shift
from .people import StaffMember


@tracked
class Run(InFacility):
    """Hearth's own: what one person looks after on a shift, as it is called here ("2 East").

    A run is rooms for one caregiver, a cart the residents of one med-tech, an extra duty a job
    beside them (showers, keys). ``role`` is what one is on duty as to hold it; empty means
    anybody. ``shifts`` are those it is used on; none named means every shift.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    name = models.CharField(max_length=40)
    run_kind = models.CharField(max_length=8, choices=RunKind.choices(), default=RunKind.RUN)
    role = models.CharField(max_length=24, choices=DutyRole.choices(), blank=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    shifts = ArrayField(models.UUIDField(), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "name"],
                condition=Q(closed_at__isnull=True),
                name="run_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="run_has_name"),
            models.CheckConstraint(
                condition=Q(run_kind__in=RunKind.codes()), name="run_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(role="") | Q(role__in=DutyRole.codes()), name="run_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class RunPlace(InFacility):
    """Hearth's own: a place that a run or a cart serves, from one instant to another.

    Whoever holds the place is in the run: people move, rooms do not.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    run = key_to(Run)
    place = key_to("tenancy.Place")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="runplace_once_in_a_run",
                index_type="GIST",
                expressions=[(same("run"), "&&"), (same("place"), "&&"), (period(), "&&")],
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="runplace_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["facility", "place", "run"])]


@tracked
class RunAssignment(InFacility):
    """Hearth's own: who holds a run, on which turn of which shift, from when to when.

    One line of the assignment sheet. A change ends one row and starts another. ``places`` is
    the part of a run that was split; none named means all of it. ``reason`` is a code of the
    definition run-change-reasons, said when a run changes hands while the shift runs.
    ``ended_by`` is who took it from them before the planned end; nobody where it ran out.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    run = key_to(Run)
    member = key_to(StaffMember)
    duty = key_to(DutyPeriod)
    shift = key_to(Shift)
    day = models.DateField(help_text="Local day on which the turn of the shift began")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    places = ArrayField(models.UUIDField(), default=list, blank=True)
    reason = models.CharField(
        max_length=60,
        blank=True,
        db_comment="Code of an entry of the definition run-change-reasons",
    )
    text = models.CharField(max_length=200, blank=True)
    end_reason = models.CharField(
        max_length=60,
        blank=True,
        db_comment="Code of an entry of the definition run-change-reasons",
    )
    ended_by = key_to("identity.Actor", optional=True)
    assigned_by = key_to("identity.Actor")
    assigned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken off the sheet before it began"
    )

    held_over: bool = False
    """Set by the query: they stay past the end of the shift and nobody took it over."""

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="runassignment_held_once",
                index_type="GIST",
                expressions=[(same("run"), "&&"), (same("member"), "&&"), (period(), "&&")],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="runassignment_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "starts", "ends"]),
            models.Index(fields=["facility", "shift", "day"]),
            models.Index(fields=["facility", "duty"]),
        ]
