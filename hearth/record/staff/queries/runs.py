"""Which runs, carts and extra duties are there, and who holds them?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Place
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyStatus, RunKind
from hearth.record.staff.models import DutyPeriod, Run, RunAssignment, RunPlace, StaffMember

from .duty import duties_between, patterns


_ORDER = {RunKind.RUN: 0, RunKind.CART: 1, RunKind.EXTRA: 2}


def runs(scope: Scope, *, closed: bool = False) -> QuerySet[Run]:
    """The runs, carts and extra duties in use, in their order; with ``closed``, former ones too."""
    found = Run.objects.filter(facility_id__in=scope.facilities)
    if not closed:
        found = found.filter(closed_at__isnull=True)
    return found.select_related("neighborhood").order_by("position", "name", "id")


def in_order(scope: Scope, found: Iterable[Run]) -> list[Run]:
    """Runs first, then carts, then extra duties; each in the community's order."""
    return sorted(found, key=lambda r: (_ORDER[RunKind(r.run_kind)], r.position, r.name))


def has_runs(scope: Scope) -> bool:
    """Whether this community hands out runs at all."""
    return runs(scope).filter(run_kind=RunKind.RUN).exists()


def places_of_runs(scope: Scope, at: datetime) -> dict[UUID, list[Place]]:
    """The places each run serves at an instant, in the order of the house."""
    found: dict[UUID, list[Place]] = {}
    for row in run_places(scope, at):
        found.setdefault(row.run_id, []).append(row.place)
    return found


def run_places(scope: Scope, at: datetime) -> QuerySet[RunPlace]:
    """Which place is in which run at an instant, in the order of the house."""
    rows = RunPlace.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=at), facility_id__in=scope.facilities, starts__lte=at
    )
    return rows.select_related("place", "run").order_by(
        "place__neighborhood__position", "place__position", "place__label"
    )


# Who holds them


def assignments(scope: Scope) -> QuerySet[RunAssignment]:
    """Every line of every sheet that stands, the earliest first."""
    found = RunAssignment.objects.filter(
        facility_id__in=scope.facilities, cancelled_at__isnull=True
    )
    return found.select_related("run", "member", "duty").order_by("starts", "id")


def assignments_at(scope: Scope, at: datetime) -> list[RunAssignment]:
    """Who holds what at an instant: the one answer. One statement.

    Somebody who stays past the end of the shift, and whose run nobody else took over, still
    holds it (``held_over``). Who called off or left holds nothing.
    """
    longest = rules.LONGEST_DUTY + rules.FORGOTTEN_AFTER
    near = assignments(scope).filter(
        starts__lte=at, starts__gt=at - longest, ends__gt=at - rules.FORGOTTEN_AFTER
    )
    now: list[RunAssignment] = []
    over: list[RunAssignment] = []
    for row in near:
        line = holding(scope, row)
        if rules.holds(line, at):
            now.append(row)
        elif rules.holds_over(line, at):
            row.held_over = True
            over.append(row)
    taken = {row.run_id for row in now}
    return now + [row for row in over if row.run_id not in taken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A run that somebody holds at an instant, read with their duty."""

    run_id: UUID
    run_name: str
    member: StaffMember
    places: tuple[UUID, ...] = ()
    held_over: bool = False

    @property
    def member_id(self) -> UUID:
        return self.member.pk


def runs_held_by(scope: Scope, duties: Iterable[DutyPeriod], at: datetime) -> list[Held]:
    """Who holds what at an instant, off duties that were read ``with_lines``: no statement more."""
    now: list[Held] = []
    over: list[Held] = []
    for duty in duties:
        for line in duty.lines:  # type: ignore[attr-defined] # with_lines
            mark = rules.Holding(
                starts=datetime.fromisoformat(line["starts"]),
                ends=datetime.fromisoformat(line["ends"]),
                was_ended=bool(line["ended_by"]),
                status=DutyStatus(duty.status),
                arrived_at=duty.arrived_at,
                left_at=duty.left_at,
            )
            is_now = rules.holds(mark, at)
            if not is_now and not rules.holds_over(mark, at):
                continue
            (now if is_now else over).append(
                Held(
                    run_id=UUID(line["run"]),
                    run_name=line["name"],
                    member=duty.member,
                    places=tuple(UUID(key) for key in line["places"]),
                    held_over=not is_now,
                )
            )
    taken = {one.run_id for one in now}
    return now + [one for one in over if one.run_id not in taken]


def held_by_actor(scope: Scope, actor_id: UUID, at: datetime) -> list[RunAssignment]:
    """What somebody who is signed in holds at an instant."""
    return [a for a in assignments_at(scope, at) if a.member.actor_id == actor_id]


def holding(scope: Scope, row: RunAssignment) -> rules.Holding:
    """A line of the sheet as the rules read it."""
    return rules.Holding(
        starts=row.starts,
        ends=row.ends,
        was_ended=row.ended_by_id is not None,
        status=DutyStatus(row.duty.status),
        arrived_at=row.duty.arrived_at,
        left_at=row.duty.left_at,
    )


# The sheet of one turn of a shift


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A run on a sheet: who holds it, who is to take it later, who had it, and what is left.

    ``nobody`` are the places of the run that nobody looks after at that instant.
    """

    run: Run
    places: tuple[Place, ...] = ()
    holders: tuple[RunAssignment, ...] = ()
    later: tuple[RunAssignment, ...] = ()
    earlier: tuple[RunAssignment, ...] = ()
    nobody: tuple[Place, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody holds it at all."""
        return not self.holders

    @property
    def needs_somebody(self) -> bool:
        """Whether it is a run or a cart with nobody on it, or on a part of it."""
        if self.run.run_kind == RunKind.EXTRA:
            return False
        return self.is_empty or bool(self.nobody)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The assignment sheet of one turn of a shift, read at an instant within it."""

    turn: rules.ShiftTurn
    at: datetime
    lines: tuple[SheetLine, ...] = ()

    def of(self, kind: RunKind) -> tuple[SheetLine, ...]:
        """Its runs, its carts or its extra duties."""
        return tuple(line for line in self.lines if line.run.run_kind == kind)

    @property
    def gaps(self) -> tuple[SheetLine, ...]:
        """The runs and carts with nobody on them, or on a part of them."""
        return tuple(line for line in self.lines if line.needs_somebody)


def turns_of_day(scope: Scope, facility: Facility, day: date) -> list[rules.ShiftTurn]:
    """The turns of shifts that begin on a local day, in their order."""
    zone = facility.zone
    return [rules.shift_turn(p, day, zone) for p in patterns(scope, facility)]


def sheet(scope: Scope, turn: rules.ShiftTurn, now: datetime) -> Sheet:
    """The sheet of a turn: now while it runs, else as it begins or as it ended. Three statements."""
    at = min(max(now, turn.starts), turn.ends - timedelta(microseconds=1))
    rows: dict[UUID, list[RunAssignment]] = {}
    for row in assignments(scope).filter(shift_id=turn.shift.id, day=turn.day):
        rows.setdefault(row.run_id, []).append(row)
    known = [
        run
        for run in in_order(scope, runs(scope, closed=True))
        if run.pk in rows or (run.closed_at is None and _serves(run, turn))
    ]
    where = places_of_runs(scope, at)
    return Sheet(
        turn=turn,
        at=at,
        lines=tuple(
            _line(scope, run, rows.get(run.pk, []), where.get(run.pk, []), at) for run in known
        ),
    )


def uncovered(
    scope: Scope, places: Sequence[Place], holders: Sequence[RunAssignment]
) -> tuple[Place, ...]:
    """The places of a run that none of its holders looks after."""
    if not holders:
        return tuple(places)
    if any(not row.places for row in holders):
        return ()
    covered = {key for row in holders for key in row.places}
    return tuple(p for p in places if p.pk not in covered)


def workers(scope: Scope, turn: rules.ShiftTurn) -> list[DutyPeriod]:
    """Who works, or is to work, on a turn: by name; those called off are among them."""
    found = [
        duty
        for duty in duties_between(scope, turn.starts, turn.ends)
        if rules.works_in(duty.starts, duty.ends, turn)
    ]
    return sorted(
        found, key=lambda d: (d.member.family_folded, d.member.given_folded, d.starts)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSheet:
    """The sheet a new one is copied from, as it began."""

    day: date | None = None
    lines: tuple[rules.Before, ...] = ()
    names: dict[UUID, str] = field(default_factory=dict)


def last_sheet(scope: Scope, facility: Facility, turn: rules.ShiftTurn) -> LastSheet:
    """The last sheet of the same weekday and shift; nothing where there is none. One statement."""
    days = rules.days_to_copy(turn.day)
    rows = assignments(scope).filter(shift_id=turn.shift.id, day__in=days)
    latest = Subquery(rows.order_by("-day").values("day")[:1])
    found = list(rows.filter(day=latest))
    if not found:
        return LastSheet()
    day = found[0].day
    began = rules.shift_turn(turn.shift, day, facility.zone).starts
    lines = [
        rules.Before(
            run_id=row.run_id,
            member_id=row.member_id,
            places=tuple(row.places),
            starts=row.starts,
            ends=row.ends,
        )
        for row in found
    ]
    return LastSheet(
        day=day,
        lines=tuple(rules.as_it_began(lines, began)),
        names={row.member_id: str(row.member) for row in found},
    )


def copy_plan(
    scope: Scope,
    found: Sheet,
    last: LastSheet,
    people: Sequence[DutyPeriod],
    starts: datetime,
) -> rules.CopyPlan:
    """What filling a sheet from the last one would do, and what it would leave empty, and why."""
    open_lines = [line for line in found.lines if line.run.closed_at is None]
    return rules.plan_copy(
        [
            rules.RunMark(id=line.run.pk, kind=RunKind(line.run.run_kind), role=line.run.role)
            for line in open_lines
        ],
        held={line.run.pk for line in open_lines if line.holders or line.later},
        before=last.lines,
        workers=[
            rules.Worker(
                member_id=d.member_id,
                duty_id=d.pk,
                role=d.role,
                starts=d.starts,
                ends=d.ends,
            )
            for d in people
            if d.status != DutyStatus.ABSENT
        ],
        called_off={d.member_id for d in people if d.status == DutyStatus.ABSENT},
        turn=found.turn,
        starts=starts,
    )


def _serves(run: Run, turn: rules.ShiftTurn) -> bool:
    return rules.serves(run.shifts, run.neighborhood_id, turn)


def _line(
    scope: Scope,
    run: Run,
    rows: Sequence[RunAssignment],
    places: Sequence[Place],
    at: datetime,
) -> SheetLine:
    holders = [row for row in rows if rules.holds(holding(scope, row), at)]
    return SheetLine(
        run=run,
        places=tuple(places),
        holders=tuple(holders),
        later=tuple(r for r in rows if r.starts > at and r.duty.status != DutyStatus.ABSENT),
        earlier=tuple(r for r in rows if r.starts <= at and r not in holders),
        nobody=uncovered(scope, places, holders),
    )
