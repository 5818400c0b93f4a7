"""Whose turn it is to be called, and who stands in for somebody who is away."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Expression, F, Func, Q, Value
from django.db.models.functions import Cast

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyRole

from .people import StaffMember


def _only(number: Expression) -> Func:
    """A range of one number: equality that an exclusion constraint holds without btree_gist.

    A role goes in by its hash; a test shows that no two roles share one.
    """
    return Func(number, number, Value("[]"), function="int8range")


@tracked
class OnCall(InFacility):
    """Hearth's own: whose turn it is to be called for a role. ``position`` is the layer, 1 first.

    ``instead_of`` is the turn of which somebody takes a part: for that time this one counts.
    ``taken_over_at`` is when the person said that they have it, ``handover_text`` what the one
    before told them.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    role = models.CharField(max_length=24, choices=DutyRole.choices())
    member = key_to(StaffMember)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=1)
    phone = models.CharField(max_length=40, blank=True, help_text="When not the person's own")
    instead_of = key_to("staff.OnCall", optional=True)
    reason = models.CharField(max_length=160, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = key_to("identity.Actor", optional=True)
    handover_text = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "role", "position", "starts"],
                condition=Q(cancelled_at__isnull=True, instead_of__isnull=True),
                name="oncall_turn_once",
            ),
            ExclusionConstraint(
                name="oncall_layer_held_once",
                index_type="GIST",
                expressions=[
                    (same("facility"), "&&"),
                    (_only(Func(F("role"), function="hashtext")), "&&"),
                    (_only(Cast("position", models.IntegerField())), "&&"),
                    (period(), "&&"),
                ],
                condition=Q(cancelled_at__isnull=True, instead_of__isnull=True),
            ),
            ExclusionConstraint(
                name="oncall_part_taken_once",
                index_type="GIST",
                expressions=[(same("instead_of"), "&&"), (period(), "&&")],
                condition=Q(cancelled_at__isnull=True, instead_of__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(taken_over_at__isnull=True) | Q(taken_over_by__isnull=False),
                name="oncall_taken_over_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="oncall_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="oncall_role_known"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="oncall_position_from_one"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(cancelled_by__isnull=False),
                name="oncall_cancelled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["facility", "starts", "ends"])]

    @property
    def as_turn(self) -> rules.Turn:
        """The turn as the rules read it."""
        return rules.Turn(
            id=self.pk,
            member_id=self.member_id,
            role=self.role,
            starts=self.starts,
            ends=self.ends,
            position=self.position,
            instead_of=self.instead_of_id,
        )


@tracked
class StandIn(InFacility):
    """Hearth's own: who looks after somebody's tasks and promises while they are away.

    The tasks stay theirs: whoever stands in finds them on their own list. Without ``ends``,
    until they say that they are back (``ended_at``).
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    stand_in = key_to(StaffMember)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=240, blank=True, help_text="What to know")
    set_at = models.DateTimeField()
    set_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="standin_one_at_a_time",
                index_type="GIST",
                expressions=[(same("member"), "&&"), (period(), "&&")],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=~Q(member=F("stand_in")), name="standin_is_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="standin_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="standin_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "member", "-starts"]),
            models.Index(fields=["facility", "stand_in", "-starts"]),
        ]

    @property
    def until(self) -> datetime | None:
        """When the time away was, or will be, over; None while nobody knows."""
        return min((x for x in (self.ended_at, self.ends) if x is not None), default=None)

    def runs(self, at: datetime) -> bool:
        """Whether somebody is away at an instant, and another stands in."""
        return self.starts <= at and (self.until is None or self.until > at)


class CallTaken(InFacility):
    """Hearth's own: somebody who was on call was called, for how long, and whether they came in.

    It says nothing about whom the call was: that stands in the record. ``minutes`` is work.
    """

    kind = Kind.FACT
    retention = Retention.STAFF

    member = key_to(StaffMember)
    turn = key_to(OnCall, optional=True)
    minutes = models.PositiveSmallIntegerField(db_comment="Minutes of work, as they said")
    came_in = models.BooleanField(default=False)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="calltaken_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="calltaken_error_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "member", "-effective"])]
