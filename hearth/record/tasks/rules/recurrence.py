"""What comes again and again: which days, which wall times, which instants."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.intervals import day_bounds, instant_of
from hearth.kernel.words import N_
from hearth.record.tasks.codes import LIVE, Frequency, SeriesStatus, TaskStatus


AHEAD = timedelta(days=14)
"""How far ahead tasks are made, so that two weeks without the job leave no gap."""

MOST_BACK = timedelta(days=7)
"""How far back missed days are made up after an outage: they were worked on paper."""

SHORTEST = 5
"""Minutes: nothing repeats faster than that by the worklist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A pattern: wall times on certain days, or elapsed minutes from an anchor.

    ``starts`` and ``ends`` are local days, both included. ``weekdays`` are ISO, 1 is Monday; for
    days they only filter. Every other week counts from the week of ``starts``. A ``month_day``
    beyond the end of a month is its last day. No turn is due before ``not_before`` or after
    ``not_after``, instants.
    """

    starts: date
    ends: date | None = None
    unit: Frequency = Frequency.DAY
    period: int = 1
    wall_times: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    anchor: datetime | None = None
    count: int | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None

    def bounds(self, due: datetime) -> bool:
        """Whether a turn due then is one of it."""
        early = self.not_before is not None and due < self.not_before
        late = self.not_after is not None and due > self.not_after
        return not early and not late


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One turn: the local day it belongs to, the slot of that day, and the instant, UTC.

    (series, local_date, slot) is its key: the same on a second making, on both nights the
    clocks change.
    """

    local_date: date
    slot: str
    due: datetime


def check_recurrence(rule: Recurrence) -> None:
    """Refuse a timing that would never come, or that nobody could read. It is never skipped.

    Raises Refused: period-wrong, times-missing, weekday-wrong, month-day-wrong, anchor-missing,
    too-often, ends-first.
    """
    if rule.period < 1 or (rule.count is not None and rule.count < 1):
        raise Refused("period-wrong", N_("It has to repeat every 1 or more."))
    if rule.ends is not None and rule.ends < rule.starts:
        raise Refused("ends-first", N_("It ends before it starts."))
    if rule.unit is Frequency.MINUTE:
        _check_elapsed(rule)
        return
    if not rule.wall_times:
        raise Refused("times-missing", N_("Say at what time of day."))
    if any(not 1 <= day <= 7 for day in rule.weekdays):
        raise Refused("weekday-wrong", N_("That day of the week does not exist."))
    if rule.unit is Frequency.MONTH and not (rule.month_day and 1 <= rule.month_day <= 31):
        raise Refused("month-day-wrong", N_("Say on which day of the month, 1 to 31."))


def _check_elapsed(rule: Recurrence) -> None:
    if rule.anchor is None or rule.anchor.tzinfo is None:
        raise Refused("anchor-missing", N_("Say from when the minutes count."))
    if rule.period < SHORTEST:
        raise Refused(
            "too-often", N_("Nothing repeats more often than every {n} minutes."), n=SHORTEST
        )


def materialise(rule: Recurrence, first: date, last: date, zone: ZoneInfo) -> list[Occurrence]:
    """Every turn on the local days from ``first`` to ``last``, both included, in order of time.

    A wall time the day skips is kept with the old offset (02:30 becomes 03:30); one that comes
    twice is taken the first time. Elapsed minutes know no clock change.
    """
    check_recurrence(rule)
    low = max(first, rule.starts)
    high = last if rule.ends is None else min(last, rule.ends)
    if high < low:
        return []
    if rule.unit is Frequency.MINUTE:
        return [o for o in _elapsed(rule, low, high, zone) if rule.bounds(o.due)]
    times = sorted(set(rule.wall_times))
    found = [
        Occurrence(local_date=day, slot=wall.strftime("%H:%M"), due=instant_of(day, wall, zone))
        for day in _days(rule, low, high)
        for wall in times
    ]
    inside = [o for o in found if rule.bounds(o.due)]
    return sorted(inside, key=lambda o: (o.due, o.local_date, o.slot))


def _elapsed(rule: Recurrence, low: date, high: date, zone: ZoneInfo) -> Iterator[Occurrence]:
    assert rule.anchor is not None  # noqa: S101 - checked by check_recurrence
    anchor, step = rule.anchor.astimezone(UTC), timedelta(minutes=rule.period)
    begin, _ = day_bounds(low, zone)
    _, end = day_bounds(high, zone)
    number = max(0, -((anchor - begin) // step))
    while (due := anchor + number * step) < end and (rule.count is None or number < rule.count):
        if due >= begin:
            local = due.astimezone(zone).date()
            yield Occurrence(local_date=local, slot=due.strftime("%Y-%m-%dT%H:%MZ"), due=due)
        number += 1


def _days(rule: Recurrence, low: date, high: date) -> Iterator[date]:
    for number in range((high - low).days + 1):
        day = low + timedelta(days=number)
        if _falls_on(rule, day):
            yield day


def _falls_on(rule: Recurrence, day: date) -> bool:
    if rule.unit is Frequency.MONTH:
        months = (day.year - rule.starts.year) * 12 + day.month - rule.starts.month
        last = monthrange(day.year, day.month)[1]
        return months % rule.period == 0 and day.day == min(rule.month_day or 1, last)
    if rule.unit is Frequency.WEEK:
        monday = day - timedelta(days=day.weekday())
        first_monday = rule.starts - timedelta(days=rule.starts.weekday())
        weeks = (monday - first_monday).days // 7
        wanted = rule.weekdays or (rule.starts.isoweekday(),)
        return weeks % rule.period == 0 and day.isoweekday() in wanted
    on_weekday = not rule.weekdays or day.isoweekday() in rule.weekdays
    return on_weekday and (day - rule.starts).days % rule.period == 0


def span_to_make(
    materialised_until: date | None,
    *,
    starts: date,
    ends: date | None,
    today: date,
    ahead: timedelta = AHEAD,
) -> tuple[date, date] | None:
    """The local days for which tasks have still to be made, both included; None when there are none.

    After an outage missed days are made up, a week back at most.
    """
    after = starts if materialised_until is None else materialised_until + timedelta(days=1)
    first = max(starts, after, today - MOST_BACK)
    last = today + ahead if ends is None else min(ends, today + ahead)
    return (first, last) if first <= last else None


def is_replaceable(
    status: TaskStatus, *, opens: datetime, claimed: bool, now: datetime
) -> bool:
    """Whether a task may be taken back and made anew when its series changes: to come, and untouched."""
    return (
        status in LIVE and status is not TaskStatus.IN_PROGRESS and not claimed and opens > now
    )


def check_series(status: SeriesStatus) -> None:
    """Refuse to touch what has ended. Raises Conflict: series-ended."""
    if status not in {SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD}:
        raise Conflict("series-ended", N_("This has ended already."))


def check_hold(status: SeriesStatus, reason: str) -> None:
    """Refuse a pause without a reason. Raises Conflict: series-ended, held-already; Refused: reason-missing."""
    check_series(status)
    if status is SeriesStatus.ON_HOLD:
        raise Conflict("held-already", N_("This is paused already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it is paused."))


def check_resume(status: SeriesStatus) -> None:
    """Refuse to go on with what was never paused. Raises Conflict: series-ended, not-held."""
    check_series(status)
    if status is not SeriesStatus.ON_HOLD:
        raise Conflict("not-held", N_("This is not paused."))


def check_end(status: SeriesStatus, reason: str) -> None:
    """Refuse an end without a reason. Raises Conflict: series-ended; Refused: reason-missing."""
    check_series(status)
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it ends."))
