"""Wall time and intervals, right on both nights the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def instant_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a wall-clock time on a local calendar day.

    A time the day skips (spring forward) keeps the old offset, so 02:30 becomes 03:30; one
    that happens twice (fall back) is taken the first time.
    """
    return datetime.combine(day, wall, tzinfo=zone).replace(fold=0).astimezone(UTC)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a local day and of the next: 23, 24 or 25 hours apart."""
    following = date.fromordinal(day.toordinal() + 1)
    return instant_of(day, time(0), zone), instant_of(following, time(0), zone)
