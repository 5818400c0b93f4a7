"""Whose turn it is, who stands in for it, and when nobody's is. Pure: values in, verdict out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.words import N_


LONGEST_ROTATION = 104
"""More turns than two years of weeks at once is a slip of the pen. Hearth's own limit."""

LOOK_AHEAD = timedelta(days=14)
"""How far ahead gaps of the rota are shown. Hearth's own default."""

TAKEN_OVER_WITHIN = timedelta(minutes=15)
"""How long after its start a turn may stand without anybody saying they have it. Hearth's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An on-call turn. ``position`` is its layer: 1 is called first.

    ``instead_of`` is the key of the turn of which it takes a part: for its time, it counts and
    that one does not.
    """

    member_id: UUID
    role: str
    starts: datetime
    ends: datetime
    position: int = 1
    id: UUID | None = None
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallNeed:
    """Which role must have somebody to call: so many layers, always or outside office hours.

    ``office`` are the wall times between which, from Monday to Friday, nobody need be on call
    because the role is in the house; None means always.
    """

    role: str
    layers: int = 1
    office: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallGap:
    """A time in which nobody is to be called for a role, in a layer."""

    role: str
    position: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much on call one person was: hours, of them at night, and how often they were called.

    It is shown as load, never as performance.
    """

    member_id: UUID
    hours: float
    night_hours: float
    pages: int = 0
    nights_called: int = 0


Span = tuple[datetime, datetime]


def without(spans: Iterable[Span], cuts: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` outside of ``cuts``, in order."""
    left = sorted(spans)
    for cut_from, cut_to in sorted(cuts):
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, cut_from)), (max(start, cut_to), end))
            if piece[0] < piece[1]
        ]
    return sorted(left)


def turns_that_count(turns: Iterable[Turn]) -> list[Turn]:
    """Every turn with what is left of it: the times somebody stands in for are taken out."""
    rows = list(turns)
    taken: dict[UUID, list[Span]] = {}
    for one in rows:
        if one.instead_of is not None:
            taken.setdefault(one.instead_of, []).append((one.starts, one.ends))
    found = []
    for one in rows:
        cuts = taken.get(one.id, []) if one.id else []
        found += [
            replace(one, starts=start, ends=end)
            for start, end in without([(one.starts, one.ends)], cuts)
        ]
    return sorted(found, key=lambda t: (t.starts, t.role, t.position))


def on_call_at(turns: Iterable[Turn], at: datetime) -> list[Turn]:
    """The turns that count at an instant: by role, first called first."""
    running = [t for t in turns_that_count(turns) if t.starts <= at < t.ends]
    return sorted(running, key=lambda t: (t.role, t.position, t.starts))


def gaps_of_rota(
    needs: Iterable[OnCallNeed],
    turns: Iterable[Turn],
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
) -> list[OnCallGap]:
    """When nobody is to be called although somebody must be, the earliest first."""
    counting = turns_that_count(turns)
    found = []
    for need in needs:
        wanted = [(start, end)]
        if need.office is not None:
            wanted = without(wanted, office_hours(need.office, start, end, zone))
        for position in range(1, need.layers + 1):
            covered = [
                (t.starts, t.ends)
                for t in counting
                if t.role == need.role and t.position == position
            ]
            found += [
                OnCallGap(role=need.role, position=position, starts=a, ends=b)
                for a, b in without(wanted, covered)
            ]
    return sorted(found, key=lambda g: (g.starts, g.position, g.role))


def office_hours(
    hours: tuple[time, time], start: datetime, end: datetime, zone: ZoneInfo
) -> list[Span]:
    """The office hours, Monday to Friday by the clock on the wall, that touch a span of time."""
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    found = []
    while day <= last:
        if day.isoweekday() <= 5:
            found.append((instant_of(day, hours[0], zone), instant_of(day, hours[1], zone)))
        day += timedelta(days=1)
    return found


def rotation(
    people: Sequence[UUID],
    *,
    first: date,
    at: time,
    every_days: int,
    count: int,
    zone: ZoneInfo,
) -> list[tuple[UUID, datetime, datetime]]:
    """Turns one after the other, handed over at a wall time every so many days.

    Raises Refused: nobody-named, too-many, too-long.
    """
    if not people:
        raise Refused("nobody-named", N_("Choose who takes turns."))
    if not 1 <= count <= LONGEST_ROTATION:
        raise Refused("too-many", N_("Plan 1 to {n} turns at once."), n=LONGEST_ROTATION)
    if not 1 <= every_days <= 31:
        raise Refused("too-long", N_("An on-call turn has 1 to 31 days."))
    days = [first + timedelta(days=every_days * n) for n in range(count + 1)]
    instants = [instant_of(day, at, zone) for day in days]
    return [
        (people[n % len(people)], start, end)
        for n, (start, end) in enumerate(pairwise(instants))
    ]


def check_part(turn: Turn, starts: datetime, ends: datetime, *, member_id: UUID) -> None:
    """Refuse standing in where there is nothing to stand in for.

    Raises Refused: ends-first, outside-turn, same-person.
    """
    if ends <= starts:
        raise Refused("ends-first", N_("The turn ends before it starts."))
    if starts < turn.starts or ends > turn.ends:
        raise Refused("outside-turn", N_("Choose a time within the turn."))
    if member_id == turn.member_id:
        raise Refused("same-person", N_("It is their own turn already."))


def check_take_over(turn: Turn, now: datetime, *, taken: bool) -> None:
    """Refuse taking over what is not there to take. Raises Refused: not-then, taken-over."""
    if taken:
        raise Refused("taken-over", N_("It was taken over already."))
    if not turn.starts - timedelta(hours=2) <= now < turn.ends:
        raise Refused(
            "not-then",
            N_("A turn is taken over from two hours before it starts until it ends."),
        )


LONGEST_CALL = 12 * 60
"""A call of more minutes than this is a duty. Hearth's own limit."""


def check_call_taken(at: datetime, minutes: int, *, now: datetime) -> None:
    """Refuse a call nobody could have taken. Raises Refused: future, too-long."""
    if at > now:
        raise Refused("future", N_("This time has not come yet."))
    if not 1 <= minutes <= LONGEST_CALL:
        raise Refused("too-long", N_("A call takes from 1 minute to 12 hours."))


def check_stand_in(
    *, member_id: UUID, by_id: UUID, starts: datetime, ends: datetime | None, now: datetime
) -> None:
    """Refuse a stand-in who helps nobody. Raises Refused: same-person, ends-first, until-past."""
    if member_id == by_id:
        raise Refused("same-person", N_("Somebody else stands in for them."))
    if ends is not None and ends <= starts:
        raise Refused("ends-first", N_("They are back before they leave."))
    if ends is not None and ends <= now:
        raise Refused("until-past", N_("Choose a time to come."))


NIGHT = (time(22), time(6))
"""What counts as a night on call. Hearth's own default."""


def load_of(
    turns: Iterable[Turn],
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    calls: Mapping[UUID, Sequence[datetime]] | None = None,
) -> list[Load]:
    """How much on call each person was between two instants, the most first.

    ``calls`` are the instants at which each was called. Two layers at once count once.
    """
    spans: dict[UUID, list[Span]] = {}
    for one in turns_that_count(turns):
        begin, finish = max(one.starts, start), min(one.ends, end)
        if begin < finish:
            spans.setdefault(one.member_id, []).append((begin, finish))
    nights = _nights(start, end, zone)
    found = []
    for member_id in spans.keys() | (calls or {}).keys():
        mine = _joined(spans.get(member_id, []))
        by_day = without(mine, nights)
        called = [at for at in (calls or {}).get(member_id, ()) if start <= at < end]
        woken = {n for n, (a, b) in enumerate(nights) if any(a <= at < b for at in called)}
        found.append(
            Load(
                member_id=member_id,
                hours=_hours(mine),
                night_hours=round(_hours(mine) - _hours(by_day), 1),
                pages=len(called),
                nights_called=len(woken),
            )
        )
    return sorted(found, key=lambda x: (-x.hours, -x.pages, x.member_id))


def _nights(start: datetime, end: datetime, zone: ZoneInfo) -> list[Span]:
    day = start.astimezone(zone).date() - timedelta(days=1)
    last = end.astimezone(zone).date()
    found = []
    while day <= last:
        following = day + timedelta(days=1)
        found.append((instant_of(day, NIGHT[0], zone), instant_of(following, NIGHT[1], zone)))
        day = following
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _hours(spans: Iterable[Span]) -> float:
    return round(sum((b - a).total_seconds() for a, b in spans) / 3600, 1)


FLOOR = frozenset({"caregiver", "med-tech", "shift-lead", "agency"})
"""Roles that somebody on the shift always answers for."""


def office_roles(roles: Iterable[str]) -> frozenset[str]:
    """Of these duty roles, the ones whose tasks go to a stand-in: floor work goes to who is there."""
    return frozenset(roles) - FLOOR
