"""Decisions about duty. Pure: values in, verdict out; no database, no clock.

All instants are aware UTC; wall times are read in the community's zone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.words import N_
from hearth.record.staff.codes import DutyStatus

from .oncall import Turn


LONGEST_DUTY = timedelta(hours=24)
"""A duty period longer than this is a slip of the pen. Hearth's own limit."""

NEARLY_OVER = timedelta(minutes=45)
"""Who comes this shortly before a shift ends, comes for the next one. Hearth's own default."""

HANDING_OFF = timedelta(minutes=15)
"""How long a tablet still opens for somebody who left, to hand off. Hearth's own limit."""

EARLY = timedelta(hours=2)
"""How long before their duty somebody may come on duty. Hearth's own limit."""

LONGEST_TURN = timedelta(days=31)
"""An on-call turn longer than a month is a slip of the pen. Hearth's own limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPattern:
    """A shift by wall time: it ends on the next day when its end is not after its start."""

    id: UUID
    name: str
    start: time
    end: time
    neighborhood_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTurn:
    """One turn of a shift: the local day it began on, and its two instants."""

    shift: ShiftPattern
    day: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty period, as far as it matters to who answers."""

    member_id: UUID
    role: str
    starts: datetime
    ends: datetime
    status: DutyStatus
    neighborhood_id: UUID | None = None
    position: int = 0


def shift_turn(shift: ShiftPattern, day: date, zone: ZoneInfo) -> ShiftTurn:
    """The turn of a shift that begins on a local day: 7 or 9 hours long on the nights the clocks change."""
    last = day + timedelta(days=1) if shift.end <= shift.start else day
    return ShiftTurn(
        shift=shift,
        day=day,
        starts=instant_of(day, shift.start, zone),
        ends=instant_of(last, shift.end, zone),
    )


def turns_at(shifts: Iterable[ShiftPattern], at: datetime, zone: ZoneInfo) -> list[ShiftTurn]:
    """The turns that run at an instant, the one that began last first.

    The night shift after midnight belongs to the day before.
    """
    today = at.astimezone(zone).date()
    turns = [
        shift_turn(shift, day, zone)
        for shift in shifts
        for day in (today, today - timedelta(days=1))
    ]
    running = [t for t in turns if t.starts <= at < t.ends]
    return sorted(running, key=lambda t: (t.starts, t.shift.name), reverse=True)


def turn_before(
    turn: ShiftTurn, shifts: Iterable[ShiftPattern], zone: ZoneInfo
) -> ShiftTurn | None:
    """The turn that hands over to this one: the one of the same reach that ended last by its start."""
    earlier = [
        shift_turn(shift, turn.day - timedelta(days=back), zone)
        for shift in shifts
        for back in (0, 1, 2)
        if shift.neighborhood_id == turn.shift.neighborhood_id
    ]
    # Shifts may overlap for the hand-over itself, so the one before may end after this began.
    before = [t for t in earlier if t.starts < turn.starts and t.shift != turn.shift]
    return max(before, key=lambda t: (t.ends, t.starts), default=None)


def is_on_duty(duty: Duty, at: datetime) -> bool:
    """Whether somebody works at an instant: come, or planned for then; never once they called off.

    A person who came early or stays late counts while their status says so.
    """
    if duty.status is DutyStatus.ON:
        return True
    return duty.status is DutyStatus.PLANNED and duty.starts <= at < duty.ends


def who_answers(
    role: str,
    *,
    at: datetime,
    neighborhood_id: UUID | None,
    duties: Iterable[Duty],
    turns: Iterable[Turn],
) -> list[UUID]:
    """Who answers for a role at a place and an instant, the first to be asked first.

    Somebody on duty in that neighborhood, then somebody on duty for the whole house, then
    whoever's turn it is to be called. Those who came go before those only planned. Empty
    means nobody: the caller passes it up.
    """

    def nearness(duty: Duty) -> int | None:
        if neighborhood_id is None or duty.neighborhood_id == neighborhood_id:
            return 0
        return 1 if duty.neighborhood_id is None else None

    there = [
        (near, duty.status is not DutyStatus.ON, duty.position, duty.starts, duty.member_id)
        for duty in duties
        if duty.role == role and is_on_duty(duty, at) and (near := nearness(duty)) is not None
    ]
    called = [
        (turn.position, turn.starts, turn.member_id)
        for turn in turns
        if turn.role == role and turn.starts <= at < turn.ends
    ]
    ordered = [row[-1] for row in sorted(there)] + [row[-1] for row in sorted(called)]
    return list(dict.fromkeys(ordered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A role that is short: so many needed, so many there."""

    role: str
    needed: int
    present: int

    @property
    def missing(self) -> int:
        return self.needed - self.present


def gaps(needs: Mapping[str, int], roles_present: Iterable[str]) -> list[Gap]:
    """Which roles are short, the shortest first."""
    present = Counter(roles_present)
    short = [
        Gap(role=role, needed=needed, present=present[role])
        for role, needed in needs.items()
        if present[role] < needed
    ]
    return sorted(short, key=lambda g: (-g.missing, g.role))


def check_duty(starts: datetime, ends: datetime) -> None:
    """Refuse a duty period that no person could work. Raises Refused: ends-first, too-long."""
    if ends <= starts:
        raise Refused("ends-first", N_("The duty ends before it starts."))
    if ends - starts > LONGEST_DUTY:
        raise Refused("too-long", N_("A duty period has at most 24 hours."))


def check_absence(status: DutyStatus) -> None:
    """Refuse calling off what began or is over. Raises Refused: duty-over, duty-began, called-off."""
    if status is DutyStatus.ON:
        raise Refused("duty-began", N_("They came on duty. Say when they left instead."))
    check_open(status)


def check_open(status: DutyStatus) -> None:
    """Refuse touching a duty that is over or called off. Raises Refused: duty-over, called-off."""
    if status is DutyStatus.ENDED:
        raise Refused("duty-over", N_("This duty is over."))
    if status is DutyStatus.ABSENT:
        raise Refused("called-off", N_("This duty was called off. Plan a new one."))


def may_start(duty: Duty, at: datetime, *, early: timedelta = EARLY) -> bool:
    """Whether somebody may come on duty: not called off, and not more than two hours early."""
    return duty.status is DutyStatus.PLANNED and duty.starts - early <= at < duty.ends


def check_start(duty: Duty, at: datetime, now: datetime) -> None:
    """Refuse an arrival nobody could believe. ``at`` is when they came.

    Raises Refused: future, duty-over, called-off, not-then; Conflict: duty-began.
    """
    if at > now:
        raise Refused("future", N_("This time has not come yet."))
    if duty.status is DutyStatus.ON:
        raise Conflict("duty-began", N_("They are on duty already."))
    check_open(duty.status)
    if not may_start(duty, at):
        raise Refused(
            "not-then",
            N_("That is outside of this duty: two hours early at most, and before its end."),
        )


def check_end(
    status: DutyStatus, *, arrived: datetime | None, left: datetime, now: datetime
) -> None:
    """Refuse a leaving nobody could believe. Raises Refused: future, duty-over, called-off,
    not-begun, left-first."""
    check_open(status)
    if status is not DutyStatus.ON or arrived is None:
        raise Refused("not-begun", N_("Say first when they came on duty."))
    if left > now:
        raise Refused("future", N_("This time has not come yet."))
    if left < arrived:
        raise Refused("left-first", N_("They cannot leave before they came."))


def check_turn(starts: datetime, ends: datetime, *, phone: str) -> None:
    """Refuse an on-call turn that reaches nobody. Raises Refused: ends-first, too-long, no-phone."""
    if ends <= starts:
        raise Refused("ends-first", N_("The turn ends before it starts."))
    if ends - starts > LONGEST_TURN:
        raise Refused("too-long", N_("An on-call turn has at most 31 days."))
    if not phone:
        raise Refused("no-phone", N_("Say under which number this person is called."))


def check_employed(active_from: date, active_to: date | None, day: date, *, who: str) -> None:
    """Refuse planning somebody who does not work here that day. Raises Refused: not-employed."""
    if not is_employed(active_from, active_to, day):
        raise Refused("not-employed", N_("{who} does not work here on that day."), who=who)


def is_employed(active_from: date, active_to: date | None, day: date) -> bool:
    """Whether somebody works here on a local day; the last day counts."""
    return active_from <= day and (active_to is None or day <= active_to)


def is_npi(number: str) -> bool:
    """Whether ten digits are a National Provider Identifier.

    Source: 45 CFR 162.406 and the CMS check digit: Luhn over the number with 80840 in front.
    """
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        return False
    digits: Sequence[int] = [int(c) for c in "80840" + number]
    doubled = [d * 2 - 9 if d * 2 > 9 else d * 2 for d in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
