"""Name the runs of the house, and say who holds them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Q

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Neighborhood, Place
from hearth.record.staff import queries, rules
from hearth.record.staff.codes import DutyRole, DutyStatus, RunKind
from hearth.record.staff.events import (
    AssignmentEnded,
    RunAssigned,
    RunChanged,
    RunSplit,
    SheetFilled,
)
from hearth.record.staff.models import (
    DutyPeriod,
    Run,
    RunAssignment,
    RunPlace,
    Shift,
    StaffMember,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Somebody's part of a run that is split."""

    member: StaffMember
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What filling a sheet did: from which day, what was copied, what was left empty and why."""

    day: date
    copied: tuple[RunAssignment, ...]
    left: tuple[rules.NotCopied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A line of a sheet laid out ahead: a run for the whole of somebody's duty on a shift."""

    run: Run
    duty: DutyPeriod
    shift: Shift
    day: date
    places: tuple[Place, ...] = ()


# The runs


@action("staff.set_run")
def set_run(
    *,
    scope: Scope,
    by: Actor,
    name: str,
    run_kind: RunKind | str,
    run: Run | None = None,
    role: DutyRole | str = "",
    neighborhood: Neighborhood | None = None,
    shifts: Collection[Shift] = (),
) -> Run:
    """Name a run, a med cart or an extra duty, or (with ``run``) set one right.

    ``shifts`` are those it is handed out on; none means every shift. Its kind stays.
    Raises Refused: name-missing; Conflict: run-name-taken, run-closed.
    """
    row = _lock_run(run) if run else _new_run(scope, RunKind(run_kind))
    row.name, row.role, row.neighborhood = name.strip(), str(role), neighborhood
    row.shifts = sorted((s.pk for s in shifts), key=str)
    row.save()
    note("staff.set_run", row, by=by)
    publish(RunChanged(facility_id=row.facility_id, run_id=row.pk))
    return row


@action("staff.close_run")
def close_run(*, scope: Scope, by: Actor, run: Run) -> Run:
    """Take a run out of use: its rooms are free for others, and nobody holds it any longer.

    Raises Conflict: run-closed.
    """
    row, now = _lock_run(run), clock.now()
    for line in _open_lines(row, now):
        _end(line, now, by=by)
    for place in _places_now(row):
        _end_place(place, now)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    note("staff.close_run", row, by=by)
    publish(RunChanged(facility_id=row.facility_id, run_id=row.pk))
    return row


@action("staff.set_run_places")
def set_run_places(*, scope: Scope, by: Actor, run: Run, places: Collection[Place]) -> Run:
    """Say which places a run or a cart serves, from now on.

    A place is in one run and one cart of a shift at a time.
    Raises Refused: no-rooms; Conflict: run-closed, place-in-run.
    """
    row, now = _lock_run(run), clock.now()
    if row.run_kind == RunKind.EXTRA and places:
        raise Refused("no-rooms", N_("An extra duty has no rooms of its own."))
    wanted = {p.pk for p in places}
    rules.check_places_free(
        wanted,
        [
            (other.place_id, other.place.label, other.run.name)
            for other in queries.run_places(scope, now).filter(
                place_id__in=wanted, run__run_kind=row.run_kind, run__closed_at__isnull=True
            )
            if other.run_id != row.pk and rules.shifts_meet(row.shifts, other.run.shifts)
        ],
    )
    known = {p.place_id: p for p in _places_now(row)}
    for key in known.keys() - wanted:
        _end_place(known[key], now)
    added = [
        RunPlace(facility_id=row.facility_id, run=row, place_id=key, starts=now)
        for key in sorted(wanted - known.keys(), key=str)
    ]
    RunPlace.objects.bulk_create(added)
    note(
        "staff.set_run_places",
        row,
        by=by,
        detail={"added": len(added), "taken": len(known.keys() - wanted)},
    )
    publish(RunChanged(facility_id=row.facility_id, run_id=row.pk))
    return row


# The sheet


@action("staff.fill_sheet")
def fill_sheet(*, scope: Scope, by: Actor, shift: Shift, day: date) -> Filled:
    """Fill the sheet of a shift from the last one of the same weekday.

    Everybody who works again is again on their run; what somebody holds already is not touched,
    and what cannot be copied stays visibly empty.
    Raises Refused: no-sheet-before, turn-over.
    """
    turn, facility, now = _turn(shift, day), _facility(shift), clock.now()
    list(Run.objects.select_for_update().filter(facility_id=shift.facility_id).order_by("pk"))
    found = queries.sheet(scope, turn, now)
    last = queries.last_sheet(scope, facility, turn)
    if last.day is None:
        raise Refused(
            "no-sheet-before",
            N_(
                "There is no sheet of this weekday and shift to fill from. Choose people below."
            ),
        )
    if turn.ends <= now:
        raise Refused("turn-over", N_("This shift is over. Its sheet stays as it was."))
    starts = rules.begins_at(turn, None, now)
    plan = queries.copy_plan(scope, found, last, queries.workers(scope, turn), starts)
    rows = [
        RunAssignment(
            facility_id=shift.facility_id,
            run_id=one.run_id,
            member_id=one.member_id,
            duty_id=one.duty_id,
            shift=shift,
            day=day,
            starts=one.starts,
            ends=one.ends,
            places=list(one.places),
            assigned_by=by,
            assigned_at=now,
        )
        for one in plan.copied
    ]
    made = RunAssignment.objects.bulk_create(rows)
    note(
        "staff.fill_sheet",
        shift,
        by=by,
        detail={"day": day.isoformat(), "from": last.day.isoformat(), "copied": len(made)},
    )
    if made:
        note_many("staff.assign_run", made, by=by)
    publish(
        SheetFilled(
            facility_id=shift.facility_id,
            shift_id=shift.pk,
            day=day.isoformat(),
            copied=len(made),
            left=len(plan.left),
        )
    )
    return Filled(day=last.day, copied=tuple(made), left=plan.left)


@action("staff.assign_run")
def assign_run(
    *,
    scope: Scope,
    by: Actor,
    run: Run,
    member: StaffMember,
    shift: Shift,
    day: date,
    starts: datetime | None = None,
    reason: str = "",
    text: str = "",
    together: bool = False,
) -> RunAssignment:
    """Put somebody on a run, from ``starts`` (UTC) to the end of the shift or of their duty.

    Whoever held it no longer does, unless they do it ``together``. Changing hands while the
    shift runs needs a reason (a code of run-change-reasons).
    Raises Refused: turn-over, not-then, not-on-duty, wrong-role, reason-missing;
    Conflict: run-closed, holds-it.
    """
    row, turn, now = _lock_run(run), _turn(shift, day), clock.now()
    first = rules.begins_at(turn, starts, now)
    duty = _duty_of(scope, row, member, turn, first)
    first = max(first, duty.starts) if starts is None else first
    last = _until(duty, turn)
    rules.check_times(turn, first, last, now)
    lines = _lines_of(row, shift, day)
    if together and any(x.member_id == member.pk and x.ends > first for x in lines):
        raise Conflict("holds-it", N_("They are on it already."))
    replaced = [] if together else [x for x in lines if x.ends > first]
    rules.check_reason(turn, first, reason, replaces=bool(replaced))
    for line in replaced:
        _end(line, first, by=by, reason=reason)
    made = RunAssignment.objects.create(
        facility_id=row.facility_id,
        run=row,
        member=member,
        duty=duty,
        shift=shift,
        day=day,
        starts=first,
        ends=last,
        reason=reason,
        text=text.strip(),
        assigned_by=by,
        assigned_at=now,
    )
    note("staff.assign_run", made, by=by, detail={"reason": reason, "ended": len(replaced)})
    publish(RunAssigned(**_named(made)))
    return made


@action("staff.assign_runs")
def assign_runs(
    *, scope: Scope, by: Actor, lines: Sequence[PlannedLine]
) -> list[RunAssignment]:
    """Lay out many lines at once, in a few statements: for sheets planned ahead or taken over.

    All or none. Raises Refused: wrong-role, not-then; Conflict: run-closed, holds-it.
    """
    rows, now = [], clock.now()
    zone = Facility.objects.get(pk=scope.facility_id).zone
    for line in lines:
        if line.run.closed_at is not None:
            raise Conflict("run-closed", N_("This run is no longer used."))
        rules.check_may_hold(
            RunKind(line.run.run_kind),
            line.run.role,
            line.duty.role,
            who=str(line.duty.member),
            run=line.run.name,
        )
        turn = _turn(line.shift, line.day, zone)
        starts, ends = max(turn.starts, line.duty.starts), min(turn.ends, line.duty.ends)
        if starts >= ends:
            raise Refused("not-then", N_("That time is outside of this shift."))
        rows.append(
            RunAssignment(
                facility_id=scope.facility_id,
                run=line.run,
                member_id=line.duty.member_id,
                duty=line.duty,
                shift=line.shift,
                day=line.day,
                starts=starts,
                ends=ends,
                places=[p.pk for p in line.places],
                assigned_by=by,
                assigned_at=now,
            )
        )
    made = RunAssignment.objects.bulk_create(rows, batch_size=1000)
    if made:
        note_many("staff.assign_run", made, by=by)
        publish_many([RunAssigned(**_named(one)) for one in made])
    return made


@action("staff.split_run")
def split_run(
    *,
    scope: Scope,
    by: Actor,
    run: Run,
    shift: Shift,
    day: date,
    shares: Sequence[Share],
    starts: datetime | None = None,
    reason: str = "",
    text: str = "",
) -> list[RunAssignment]:
    """Share a run out: each of its rooms to exactly one of several people.

    Raises Refused: one-share, share-twice, share-empty, rooms-left, room-twice, turn-over,
    not-then, not-on-duty, wrong-role, reason-missing; Conflict: run-closed.
    """
    row, turn, now = _lock_run(run), _turn(shift, day), clock.now()
    first = rules.begins_at(turn, starts, now)
    whole = {p.place_id: p.place.label for p in _places_now(row)}
    rules.check_shares(
        whole, [(s.member.pk, frozenset(p.pk for p in s.places)) for s in shares]
    )
    rows = []
    for share in shares:
        duty = _duty_of(scope, row, share.member, turn, first)
        begins = max(first, duty.starts) if starts is None else first
        rules.check_times(turn, begins, _until(duty, turn), now)
        rows.append(
            RunAssignment(
                facility_id=row.facility_id,
                run=row,
                member=share.member,
                duty=duty,
                shift=shift,
                day=day,
                starts=begins,
                ends=_until(duty, turn),
                places=[p.pk for p in share.places],
                reason=reason,
                text=text.strip(),
                assigned_by=by,
                assigned_at=now,
            )
        )
    replaced = [x for x in _lines_of(row, shift, day) if x.ends > first]
    rules.check_reason(turn, first, reason, replaces=bool(replaced))
    for line in replaced:
        _end(line, first, by=by, reason=reason)
    made = RunAssignment.objects.bulk_create(rows)
    note("staff.split_run", row, by=by, detail={"between": len(made), "reason": reason})
    note_many("staff.assign_run", made, by=by)
    publish(RunSplit(facility_id=row.facility_id, run_id=row.pk, shift_id=shift.pk))
    publish_many([RunAssigned(**_named(one)) for one in made])
    return made


@action("staff.end_assignment")
def end_assignment(
    *,
    scope: Scope,
    by: Actor,
    assignment: RunAssignment,
    at: datetime | None = None,
    reason: str = "",
) -> RunAssignment:
    """Take somebody off a run, at ``at`` (UTC, default now): it stands empty from then.

    Raises Refused: reason-missing; Conflict: line-over.
    """
    row, now = _lock_line(assignment), clock.now()
    when = at or now
    if row.cancelled_at is not None or row.ends <= when:
        raise Conflict("line-over", N_("They are off this run already."))
    if row.starts < when and not reason:
        raise Refused("reason-missing", N_("Say why it changes during the shift."))
    _end(row, when, by=by, reason=reason)
    note("staff.end_assignment", row, by=by, detail={"reason": reason})
    publish(AssignmentEnded(**_named(row)))
    return row


def _end_lines_of(duty: DutyPeriod, at: datetime, *, by: Actor) -> list[RunAssignment]:
    """Whoever left or does not come holds nothing from then: their lines end with the duty."""
    found = RunAssignment.objects.select_for_update().filter(
        facility_id=duty.facility_id, duty=duty, cancelled_at__isnull=True, ends__gt=at
    )
    rows = list(found.order_by("pk"))
    for row in rows:
        _end(row, at, by=by)
        note("staff.end_assignment", row, by=by, detail={"with": "duty"})
    publish_many([AssignmentEnded(**_named(row)) for row in rows])
    return rows


# Rows


def _end(row: RunAssignment, at: datetime, *, by: Actor, reason: str = "") -> None:
    """End a line, or take it off the sheet where it had not begun."""
    row.ended_by = by
    row.end_reason = reason
    if row.starts < at:
        row.ends = at
    else:
        row.cancelled_at = clock.now()
    row.save(update_fields=["ended_by", "end_reason", "ends", "cancelled_at"])


def _new_run(scope: Scope, kind: RunKind) -> Run:
    rows = Run.objects.filter(facility_id=scope.facility_id, closed_at__isnull=True)
    last = rows.aggregate(last=Max("position"))["last"]
    return Run(
        facility_id=scope.facility_id,
        run_kind=kind,
        position=0 if last is None else last + 1,
    )


def _lock_run(run: Run) -> Run:
    row = Run.objects.select_for_update().get(pk=run.pk)
    if row.closed_at is not None:
        raise Conflict("run-closed", N_("This run is no longer used."))
    return row


def _lock_line(line: RunAssignment) -> RunAssignment:
    found = RunAssignment.objects.select_for_update(of=("self",)).select_related("member")
    return found.get(pk=line.pk)


def _lines_of(run: Run, shift: Shift, day: date) -> list[RunAssignment]:
    found = RunAssignment.objects.select_for_update().filter(
        facility_id=run.facility_id, run=run, shift=shift, day=day, cancelled_at__isnull=True
    )
    return list(found.order_by("pk"))


def _open_lines(run: Run, now: datetime) -> list[RunAssignment]:
    found = RunAssignment.objects.select_for_update().filter(
        facility_id=run.facility_id, run=run, cancelled_at__isnull=True, ends__gt=now
    )
    return list(found.order_by("pk"))


def _places_now(run: Run) -> list[RunPlace]:
    found = RunPlace.objects.filter(facility_id=run.facility_id, run=run, ends__isnull=True)
    return list(found.select_related("place").order_by("place__position", "place__label"))


def _end_place(row: RunPlace, now: datetime) -> None:
    """A place taken out in the instant it was put in was never in."""
    if row.starts >= now:
        row.delete()
        return
    row.ends = now
    row.save(update_fields=["ends"])


def _facility(shift: Shift) -> Facility:
    return Facility.objects.get(pk=shift.facility_id)


def _turn(shift: Shift, day: date, zone: ZoneInfo | None = None) -> rules.ShiftTurn:
    zone = _facility(shift).zone if zone is None else zone
    pattern = rules.ShiftPattern(
        id=shift.pk,
        name=shift.name,
        start=shift.start,
        end=shift.end,
        neighborhood_id=shift.neighborhood_id,
    )
    return rules.shift_turn(pattern, day, zone)


def _until(duty: DutyPeriod, turn: rules.ShiftTurn) -> datetime:
    """Until when a line holds: the end of the shift, or of the duty where that comes first.

    Somebody who is there past the end planned for them goes on to the end of the shift.
    """
    if duty.status == DutyStatus.ON and duty.ends <= clock.now():
        return turn.ends
    return min(turn.ends, duty.ends)


def _duty_of(
    scope: Scope, run: Run, member: StaffMember, turn: rules.ShiftTurn, at: datetime
) -> DutyPeriod:
    """The duty on which somebody takes a run. Raises Refused: not-on-duty, wrong-role."""
    near = Q(starts__lt=turn.ends, ends__gt=turn.starts) | Q(status=DutyStatus.ON)
    rows = DutyPeriod.objects.filter(
        near,
        facility_id__in=scope.facilities,
        member=member,
        starts__gt=turn.starts - rules.LONGEST_DUTY - rules.FORGOTTEN_AFTER,
    )
    found = [
        d
        for d in rows.exclude(status=DutyStatus.ABSENT).order_by("starts")
        if d.left_at is None or d.left_at > at
    ]
    if not found:
        raise Refused(
            "not-on-duty",
            N_("{who} does not work this shift. Plan or check them in first."),
            who=str(member),
        )
    kind = RunKind(run.run_kind)
    fit = [d for d in found if rules.may_hold(kind, run.role, d.role)]
    if not fit:
        rules.check_may_hold(kind, run.role, found[0].role, who=str(member), run=run.name)
    there = [d for d in fit if d.starts <= at < d.ends or d.status == DutyStatus.ON]
    return (there or fit)[0]


class _Named(TypedDict):
    facility_id: UUID
    assignment_id: UUID
    run_id: UUID
    member_id: UUID


def _named(row: RunAssignment) -> _Named:
    return {
        "facility_id": row.facility_id,
        "assignment_id": row.pk,
        "run_id": row.run_id,
        "member_id": row.member_id,
    }
