"""Who is on duty, whose turn it is to be called, and who answers?

Instants are aware UTC; shifts are read in the zone of the community they belong to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from hearth.kernel import clock
from hearth.kernel.intervals import day_bounds
from hearth.platform.identity.duty import DutyNow
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyStatus
from hearth.record.staff.models import (
    DutyPeriod,
    OnCall,
    RunAssignment,
    Shift,
    ShiftNeed,
    StaffMember,
    StaffRole,
)

from .oncall import on_call


# Shifts


def shifts(scope: Scope, *, closed: bool = False) -> QuerySet[Shift]:
    """The shifts in use, in their order; with ``closed``, former ones too."""
    found = Shift.objects.filter(facility_id__in=scope.facilities)
    if not closed:
        found = found.filter(closed_at__isnull=True)
    return found.select_related("facility", "neighborhood").order_by("position", "start", "id")


def needs(scope: Scope) -> dict[UUID, dict[str, int]]:
    """How many people of which role each shift needs: by shift, by role."""
    found: dict[UUID, dict[str, int]] = {}
    for row in ShiftNeed.objects.filter(facility_id__in=scope.facilities).order_by("role"):
        found.setdefault(row.shift_id, {})[row.role] = row.headcount
    return found


def pattern(scope: Scope, shift: Shift) -> rules.ShiftPattern:
    """A shift as the rules read it."""
    return _pattern(shift)


def _pattern(shift: Shift) -> rules.ShiftPattern:
    return rules.ShiftPattern(
        id=shift.pk,
        name=shift.name,
        start=shift.start,
        end=shift.end,
        neighborhood_id=shift.neighborhood_id,
    )


def patterns(scope: Scope, facility: Facility) -> list[rules.ShiftPattern]:
    """A community's shifts in use, as the rules read them."""
    return [pattern(scope, s) for s in shifts(scope).filter(facility=facility)]


def turns_at(scope: Scope, facility: Facility, at: datetime) -> list[rules.ShiftTurn]:
    """The turns of shifts that run at an instant, the one that began last first."""
    return rules.turns_at(patterns(scope, facility), at, facility.zone)


def turn_now(scope: Scope, facility: Facility, at: datetime) -> rules.ShiftTurn | None:
    """The turn that began last of those that run; None between shifts."""
    return next(iter(turns_at(scope, facility, at)), None)


def turn_to_come_for(scope: Scope, facility: Facility, at: datetime) -> rules.ShiftTurn | None:
    """The turn that somebody who comes now comes for: the next one, where this is nearly over."""
    turn = turn_now(scope, facility, at)
    if turn is not None and turn.ends - at <= rules.NEARLY_OVER:
        return turn_now(scope, facility, turn.ends) or turn
    return turn


def turn_before(
    scope: Scope, facility: Facility, turn: rules.ShiftTurn
) -> rules.ShiftTurn | None:
    """The turn that hands over to this one."""
    return rules.turn_before(turn, patterns(scope, facility), facility.zone)


# Duty


def duties(scope: Scope) -> QuerySet[DutyPeriod]:
    """Every duty period, the earliest first, with its person, shift and neighborhood."""
    found = DutyPeriod.objects.filter(facility_id__in=scope.facilities)
    found = found.select_related("member", "shift", "neighborhood")
    return found.order_by("starts", "member__family_folded", "id")


def duties_between(scope: Scope, start: datetime, end: datetime) -> QuerySet[DutyPeriod]:
    """The duty periods that touch a span of time."""
    earliest = start - rules.LONGEST_DUTY  # a bound the index can use
    return duties(scope).filter(starts__lt=end, starts__gt=earliest, ends__gt=start)


def duties_on(scope: Scope, facility: Facility, day: date) -> QuerySet[DutyPeriod]:
    """The duty periods that begin on a local day."""
    start, end = day_bounds(day, facility.zone)
    return duties(scope).filter(facility=facility, starts__gte=start, starts__lt=end)


def duties_at(scope: Scope, at: datetime) -> QuerySet[DutyPeriod]:
    """Who works at an instant: those who came and have not left, and those planned for then.

    Somebody who stays longer counts until four hours after their duty's end, unless they said
    that they left. It answers for the past as well.
    """
    came = Q(status__in=[DutyStatus.ON, DutyStatus.ENDED], arrived_at__lte=at)
    came &= Q(left_at__gt=at) | Q(left_at__isnull=True, ends__gt=at - rules.FORGOTTEN_AFTER)
    planned = Q(status=DutyStatus.PLANNED, starts__lte=at, ends__gt=at)
    longest = rules.LONGEST_DUTY + rules.FORGOTTEN_AFTER
    near = {"starts__gt": at - longest, "starts__lte": at + rules.LONGEST_DUTY}
    return duties(scope).filter(came | planned, **near)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOnDuty:
    """A role now: who does it, and how many the shifts that run need."""

    role: str
    here: tuple[DutyPeriod, ...]
    needed: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.here))


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Who works at an instant, and against what: ``people`` by name, ``roles`` the shortest first."""

    at: datetime
    people: tuple[DutyPeriod, ...]
    roles: tuple[RoleOnDuty, ...]
    turns: tuple[rules.ShiftTurn, ...]

    @property
    def gaps(self) -> tuple[RoleOnDuty, ...]:
        """The roles that are short, the shortest first."""
        return tuple(r for r in self.roles if r.missing)


def on_duty(scope: Scope, at: datetime) -> OnDuty:
    """Who is on duty at an instant against who is needed then. Two statements.

    Each duty comes with its ``lines`` of the assignment sheet, for ``runs_held_by``, and its
    ``run`` says what the sheet says.
    """
    people = tuple(with_lines(scope, duties_at(scope, at)))
    for duty in people:
        duty.run = _run_text(duty, at) or duty.run
    here = list(shifts(scope).annotate(needed=ArraySubquery(_needs_of_shift())))
    turns = _running(here, at)
    by_shift = {
        shift.pk: {one["role"]: one["headcount"] for one in shift.needed} for shift in here
    }
    wanted = needed_by(scope, turns, by_shift)
    by_role: dict[str, list[DutyPeriod]] = {role: [] for role in wanted}
    for duty in people:
        by_role.setdefault(duty.role, []).append(duty)
    found = [
        RoleOnDuty(role=role, here=tuple(here), needed=wanted.get(role, 0))
        for role, here in by_role.items()
    ]
    ordered = sorted(found, key=lambda r: (-r.missing, -r.needed, r.role))
    return OnDuty(at=at, people=people, roles=tuple(ordered), turns=turns)


def _run_text(duty: DutyPeriod, at: datetime) -> str:
    """What somebody has on the sheet at an instant, in words."""
    lines = duty.lines  # type: ignore[attr-defined] # with_lines
    return ", ".join(
        line["name"]
        for line in lines
        if datetime.fromisoformat(line["starts"]) <= at < datetime.fromisoformat(line["ends"])
    )


def needed_by(
    scope: Scope,
    turns: Iterable[rules.ShiftTurn],
    wanted: dict[UUID, dict[str, int]],
) -> dict[str, int]:
    """How many of each role running turns need together.

    Two turns of one reach that overlap are a hand-over: the larger need counts, not the sum.
    """
    reach: dict[tuple[str, UUID | None], int] = {}
    for turn in turns:
        for role, count in wanted.get(turn.shift.id, {}).items():
            key = (role, turn.shift.neighborhood_id)
            reach[key] = max(reach.get(key, 0), count)
    total: dict[str, int] = {}
    for (role, _where), count in reach.items():
        total[role] = total.get(role, 0) + count
    return total


def _running(shifts: Iterable[Shift], at: datetime) -> tuple[rules.ShiftTurn, ...]:
    """The turns of these shifts that run at an instant, each by its community's clock."""
    by_zone: dict[str, list[Shift]] = {}
    for shift in shifts:
        by_zone.setdefault(shift.facility.timezone, []).append(shift)
    return tuple(
        turn
        for found in by_zone.values()
        for turn in rules.turns_at([_pattern(s) for s in found], at, found[0].facility.zone)
    )


def _needs_of_shift() -> QuerySet[Any]:
    """How many of each role the outer shift needs, each as one small object."""
    rows = ShiftNeed.objects.filter(
        facility_id=OuterRef("facility_id"), shift_id=OuterRef("pk")
    )
    return rows.order_by("role").values(
        one=JSONObject(role=F("role"), headcount=F("headcount"))
    )


def with_lines(scope: Scope, duties: QuerySet[DutyPeriod]) -> QuerySet[DutyPeriod]:
    """Each of these duties with its ``lines`` of the assignment sheet, in the same statement."""
    rows = RunAssignment.objects.filter(
        facility_id=OuterRef("facility_id"), duty_id=OuterRef("pk"), cancelled_at__isnull=True
    )
    lines = rows.order_by("starts").values(
        one=JSONObject(
            run=Cast("run_id", TextField()),
            name=F("run__name"),
            starts=F("starts"),
            ends=F("ends"),
            places=F("places"),
            ended_by=Cast("ended_by_id", TextField()),
        )
    )
    return duties.annotate(lines=ArraySubquery(lines))


# Who answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Somebody who answers for a role: on duty (``duty``) or because it is their turn (``turn``)."""

    member: StaffMember
    duty: DutyPeriod | None = None
    turn: OnCall | None = None

    @property
    def on_call(self) -> bool:
        """Whether they must be called in, not being in the house."""
        return self.duty is None

    @property
    def phone(self) -> str:
        """The number to reach them at, empty when none is known."""
        return (self.turn.phone if self.turn else "") or self.member.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Duty and turns at one instant, read once: ask it about as many roles and places as needed."""

    at: datetime
    duties: tuple[DutyPeriod, ...]
    turns: tuple[OnCall, ...]

    def who_answers(self, role: str, neighborhood_id: UUID | None = None) -> list[Answer]:
        """Who answers for a role at a place, the first to be asked first; empty means nobody."""
        here = [d for d in self.duties if d.role == role]
        called = [t for t in self.turns if t.role == role]
        ids = rules.who_answers(
            role,
            at=self.at,
            neighborhood_id=neighborhood_id,
            duties=map(_duty, here),
            turns=(t.as_turn for t in called),
        )
        on = {d.member_id: d for d in reversed(here)}
        turn = {t.member_id: t for t in reversed(called)}
        return [_answer(i, on.get(i), turn.get(i)) for i in ids]

    def roles(self) -> frozenset[str]:
        """The roles that somebody answers for."""
        found = {d.role for d in self.duties if rules.is_on_duty(_duty(d), self.at)}
        return frozenset(found | {t.role for t in self.turns})


def rota(scope: Scope, at: datetime) -> Rota:
    """Duty and on-call turns at an instant. Two statements, whatever is then asked of it."""
    return Rota(
        at=at,
        duties=tuple(with_lines(scope, duties_at(scope, at))),
        turns=tuple(on_call(scope, at)),
    )


def who_answers(
    scope: Scope, *, role: str, at: datetime, neighborhood_id: UUID | None = None
) -> list[Answer]:
    """Who answers for a role, at a place, at an instant: the only answer to that question.

    Somebody on duty there, then somebody on duty for the whole house, then whoever is to be
    called. Empty means nobody: the caller passes it up. For several at once, ask a ``rota``.
    """
    return rota(scope, at).who_answers(role, neighborhood_id)


def duty_now(scope: Scope, facility: Facility, actor_id: UUID) -> DutyNow:
    """Whether an actor is on duty and as what: for the platform's sign-in. One statement.

    What is planned opens nothing: whoever comes checks in. A person who leaves has some minutes
    for the hand-off; one who stays over counts. The role counts only while they have it.
    Somebody without a staff file here is not counted by duty at all.
    """
    now = clock.now()
    mine = DutyPeriod.objects.filter(
        facility_id=OuterRef("pk"),
        member__actor_id=actor_id,
        starts__gt=now - rules.LONGEST_DUTY - rules.FORGOTTEN_AFTER,
        starts__lt=now + rules.LONGEST_DUTY,
    )
    on = mine.filter(
        status=DutyStatus.ON, arrived_at__lte=now, ends__gt=now - rules.FORGOTTEN_AFTER
    )
    hands_off = mine.filter(left_at__gt=now - rules.HANDING_OFF)
    today = now.astimezone(facility.zone).date()
    held = StaffRole.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=today),
        facility_id=OuterRef("facility_id"),
        member_id=OuterRef("member_id"),
        role=OuterRef("role"),
        starts__lte=today,
    )
    files = StaffMember.objects.filter(facility_id=OuterRef("pk"), actor_id=actor_id)
    found = (
        Facility.objects.filter(pk=facility.pk)
        .annotate(
            on=Exists(on),
            hands_off=Exists(hands_off),
            counted=Exists(files),
            worked=Subquery(on.filter(Exists(held)).order_by("-arrived_at").values("role")[:1]),
        )
        .values_list("on", "hands_off", "counted", "worked")
        .get()
    )
    is_on, handing_off, counted, role = found
    return DutyNow(here=is_on or handing_off or not counted, role=role or "")


def roles_on_duty(scope: Scope, actor: Any, at: datetime) -> frozenset[str]:
    """As what an actor (or an actor's key) works at an instant; empty when off duty."""
    mine = duties_at(scope, at).filter(member__actor_id=getattr(actor, "pk", actor))
    return frozenset(mine.order_by().values_list("role", flat=True))


def staffed_roles(scope: Scope, at: datetime) -> frozenset[str]:
    """The roles that somebody answers for at an instant, on duty or on call."""
    return rota(scope, at).roles()


def _duty(row: DutyPeriod) -> rules.Duty:
    return rules.Duty(
        member_id=row.member_id,
        role=row.role,
        starts=row.starts,
        ends=row.ends,
        status=DutyStatus(row.status),
        neighborhood_id=row.neighborhood_id,
    )


def _answer(member_id: UUID, duty: DutyPeriod | None, turn: OnCall | None) -> Answer:
    """An answer by whoever it is: a person on duty is not called in, whatever else is planned."""
    found = duty or turn
    if found is None:
        raise LookupError(f"nobody {member_id} in this rota")
    return Answer(member=found.member, duty=duty, turn=turn)
