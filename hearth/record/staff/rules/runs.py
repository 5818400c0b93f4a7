"""Decisions about runs and who holds them. Pure: values in, verdict out; no database, no clock."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.record.staff.codes import DutyRole, DutyStatus, RunKind

from .duty import ShiftTurn


GRACE = timedelta(minutes=30)
"""A sheet filled this long after the shift began still counts from its beginning: the first
minutes go to the hand-off. Hearth's own limit."""

WORKED = timedelta(hours=1)
"""A duty that touches a shift for less than this is the hand-over of another one. Hearth's own."""

FORGOTTEN_AFTER = timedelta(hours=4)
"""Somebody who never said that they left counts as gone this long after their duty's end, so
that no call goes to a person who went home. Hearth's own limit."""

WEEKS_BACK = 8
"""How many weeks back a sheet to copy from is looked for. Hearth's own limit."""

_CARE = frozenset(
    {
        DutyRole.CAREGIVER,
        DutyRole.MED_TECH,
        DutyRole.SHIFT_LEAD,
        DutyRole.NURSE,
        DutyRole.AGENCY,
    }
)
_MEDICINES = frozenset({DutyRole.MED_TECH, DutyRole.NURSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A line of the sheet with the duty it rests on, as far as it says who holds a run now."""

    starts: datetime
    ends: datetime
    was_ended: bool
    status: DutyStatus
    arrived_at: datetime | None
    left_at: datetime | None


def holds(line: Holding, at: datetime) -> bool:
    """Whether a line of the sheet holds at an instant: its time, and its person not gone."""
    if line.status is DutyStatus.ABSENT or (line.left_at is not None and line.left_at <= at):
        return False
    return line.starts <= at < line.ends


def holds_over(line: Holding, at: datetime) -> bool:
    """Whether somebody stays on a run past its time: still on duty, and nobody took it from them."""
    if line.was_ended or line.status is DutyStatus.ABSENT or line.arrived_at is None:
        return False
    if line.left_at is not None and line.left_at <= at:
        return False
    if line.left_at is None and line.status is not DutyStatus.ON:
        return False
    return line.arrived_at <= at and line.ends <= at < line.ends + FORGOTTEN_AFTER


def works_in(starts: datetime, ends: datetime, turn: ShiftTurn) -> bool:
    """Whether a duty belongs on the sheet of a turn: more than the hand-over to or from it."""
    shared = min(ends, turn.ends) - max(starts, turn.starts)
    whole = min(turn.ends - turn.starts, ends - starts)
    return shared >= min(WORKED, whole)


def roles_for(kind: RunKind, role: str) -> frozenset[str]:
    """As what one is on duty to hold a run of this kind; empty means as anything.

    A role the community named counts; med carts go to whoever may give medicines.
    """
    if kind is RunKind.CART:
        return frozenset(str(r) for r in _MEDICINES)
    if kind is RunKind.RUN:
        return frozenset({*(str(r) for r in _CARE), role} - {""})
    return frozenset({role} - {""})


def may_hold(kind: RunKind, run_role: str, duty_role: str) -> bool:
    """Whether somebody on duty in a role may hold a run."""
    allowed = roles_for(kind, run_role)
    return not allowed or duty_role in allowed


def check_may_hold(kind: RunKind, run_role: str, duty_role: str, *, who: str, run: str) -> None:
    """Refuse the wrong hands. Raises Refused: wrong-role."""
    if may_hold(kind, run_role, duty_role):
        return
    if kind is RunKind.CART:
        words = N_("{who} is not on duty as med-tech or nurse, and cannot take {run}.")
    else:
        words = N_("{who} is on duty as something else, and cannot take {run}.")
    raise Refused("wrong-role", words, who=who, run=run)


def begins_at(turn: ShiftTurn, asked: datetime | None, now: datetime) -> datetime:
    """From when a line of the sheet holds: as asked, else the beginning of the turn, else now."""
    if asked is not None:
        return asked
    return turn.starts if now <= turn.starts + GRACE else now


def check_times(turn: ShiftTurn, starts: datetime, ends: datetime, now: datetime) -> None:
    """Refuse a line outside of its turn. Raises Refused: turn-over, not-then."""
    if turn.ends <= now:
        raise Refused("turn-over", N_("This shift is over. Its sheet stays as it was."))
    if not turn.starts <= starts < turn.ends or ends <= starts:
        raise Refused("not-then", N_("That time is outside of this shift."))


def check_reason(turn: ShiftTurn, starts: datetime, reason: str, *, replaces: bool) -> None:
    """Ask why when a run changes hands while the shift runs. Raises Refused: reason-missing."""
    if replaces and starts > turn.starts + GRACE and not reason:
        raise Refused("reason-missing", N_("Say why it changes during the shift."))


def check_shares(
    all_places: Mapping[UUID, str], shares: Sequence[tuple[UUID, Collection[UUID]]]
) -> None:
    """Refuse to split a run so that a door has nobody, or two.

    Raises Refused: one-share, share-twice, share-empty, rooms-left, room-twice.
    """
    if len(shares) < 2:
        raise Refused("one-share", N_("Split a run between two people or more."))
    members = Counter(member for member, _ in shares)
    if max(members.values()) > 1:
        raise Refused("share-twice", N_("Name each person once."))
    if not all(places for _, places in shares):
        raise Refused("share-empty", N_("Give everybody at least one room."))
    counts = Counter(place for _, places in shares for place in places)
    twice = [all_places.get(p, "") for p, n in counts.items() if n > 1]
    if twice:
        raise Refused("room-twice", N_("Two people have {rooms}."), rooms=", ".join(twice))
    left = [label for place, label in all_places.items() if place not in counts]
    if left:
        raise Refused("rooms-left", N_("Nobody has {rooms} yet."), rooms=", ".join(left))


def check_places_free(
    places: Collection[UUID],
    others: Iterable[tuple[UUID, str, str]],
) -> None:
    """Refuse rooms that another run of the same kind and shift has. Raises Conflict: place-in-run.

    ``others`` are (place, its label, the run it is in).
    """
    for place, label, run in others:
        if place in places:
            raise Conflict(
                "place-in-run",
                N_("{room} is in {run}. Take it out there first."),
                room=label,
                run=run,
            )


def shifts_meet(one: Collection[UUID], other: Collection[UUID]) -> bool:
    """Whether two runs are used on a shift in common; none named means every shift."""
    return not one or not other or bool(set(one) & set(other))


def serves(shifts: Collection[UUID], neighborhood: UUID | None, turn: ShiftTurn) -> bool:
    """Whether a run is handed out on a turn: on its shifts, and within the shift's reach."""
    if shifts and turn.shift.id not in shifts:
        return False
    reach = turn.shift.neighborhood_id
    return reach is None or neighborhood is None or neighborhood == reach


def days_to_copy(day: date) -> list[date]:
    """The same weekdays before a day, the nearest first."""
    return [day - timedelta(weeks=n) for n in range(1, WEEKS_BACK + 1)]


# Copying the last sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RunMark:
    """A run, as far as copying a sheet needs it."""

    id: UUID
    kind: RunKind
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A line of the sheet that is copied."""

    run_id: UUID
    member_id: UUID
    places: tuple[UUID, ...]
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who works on the turn that is filled."""

    member_id: UUID
    duty_id: UUID
    role: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A line as it goes onto the new sheet."""

    run_id: UUID
    member_id: UUID
    duty_id: UUID
    places: tuple[UUID, ...]
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCopied:
    """A run, or somebody's part of one, that stays empty, and why (``WHY``)."""

    run_id: UUID
    why: str
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan:
    """What copying a sheet does, and what it leaves empty."""

    copied: tuple[Copied, ...] = ()
    left: tuple[NotCopied, ...] = ()


WHY = {
    "nobody-before": N_("Nobody was on it last time."),
    "called-off": N_("{who} called off."),
    "not-working": N_("{who} does not work this shift."),
    "wrong-role": N_("{who} is on duty as something else."),
    "too-late": N_("{who} comes later."),
}
"""Why a run of the last sheet was not copied, by its code."""


def as_it_began(lines: Iterable[Before], began: datetime) -> list[Before]:
    """The lines of a sheet once the hand-off was over; of a run filled later, its first ones."""
    by_run: dict[UUID, list[Before]] = {}
    for line in lines:
        by_run.setdefault(line.run_id, []).append(line)
    settled = began + GRACE
    found: list[Before] = []
    for rows in by_run.values():
        then = [r for r in rows if r.starts <= settled < r.ends]
        first = min(r.starts for r in rows)
        found += then or [r for r in rows if r.starts == first]
    return found


def plan_copy(
    runs: Sequence[RunMark],
    *,
    held: Collection[UUID],
    before: Iterable[Before],
    workers: Iterable[Worker],
    called_off: Collection[UUID],
    turn: ShiftTurn,
    starts: datetime,
) -> CopyPlan:
    """Everybody who works today again on their run; who does not leaves it visibly empty.

    A run that somebody holds already (``held``) is not touched.
    """
    by_run: dict[UUID, list[Before]] = {}
    for line in before:
        by_run.setdefault(line.run_id, []).append(line)
    here: dict[UUID, list[Worker]] = {}
    for worker in workers:
        here.setdefault(worker.member_id, []).append(worker)
    copied: list[Copied] = []
    left: list[NotCopied] = []
    for run in runs:
        if run.id in held:
            continue
        if run.id not in by_run:
            left.append(NotCopied(run_id=run.id, why="nobody-before"))
        for line in by_run.get(run.id, ()):
            found = _again(run, here.get(line.member_id, []), turn, starts)
            if isinstance(found, str):
                why = "called-off" if line.member_id in called_off else found
                left.append(NotCopied(run_id=run.id, why=why, member_id=line.member_id))
                continue
            copied.append(
                Copied(
                    run_id=run.id,
                    member_id=line.member_id,
                    duty_id=found.duty_id,
                    places=line.places,
                    starts=max(starts, found.starts),
                    ends=min(turn.ends, found.ends),
                )
            )
    return CopyPlan(copied=tuple(copied), left=tuple(left))


def _again(
    run: RunMark, duties: Sequence[Worker], turn: ShiftTurn, starts: datetime
) -> Worker | str:
    """The duty on which somebody takes their run again, or why they cannot."""
    if not duties:
        return "not-working"
    fit = [d for d in duties if may_hold(run.kind, run.role, d.role)]
    if not fit:
        return "wrong-role"
    return next((d for d in fit if max(starts, d.starts) < min(turn.ends, d.ends)), "too-late")
