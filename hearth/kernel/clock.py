"""The only place that reads the time. Tests, the demo and replays pin it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """Current instant, UTC, timezone-aware."""
    return _pinned.get() or datetime.now(UTC)


def pinned_instant() -> datetime | None:
    """The instant the clock is pinned to, or None when it runs.

    ``scoped`` hands it to the database, so that triggers share the pinned clock.
    """
    return _pinned.get()


def today(zone: ZoneInfo) -> date:
    """The calendar day it is now in ``zone``: a community's day, never the server's."""
    return now().astimezone(zone).date()


@contextmanager
def pinned(instant: datetime) -> Iterator[datetime]:
    """Hold the clock at ``instant`` (aware) inside the block."""
    if instant.tzinfo is None:
        raise ValueError("a pinned instant needs a time zone")
    token = _pinned.set(instant.astimezone(UTC))
    try:
        yield instant
    finally:
        _pinned.reset(token)
