"""Other ways to publish: delivered at the end of a block, or recorded only. For tests and the demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


MOST_IN_A_ROW = 100_000


@dataclass(slots=True)
class Mode:
    """How events published inside a block are delivered."""

    deliver: bool
    waiting: list[tuple[UUID, UUID]] = field(default_factory=list)


_mode: ContextVar[Mode | None] = ContextVar("outbox-mode", default=None)


def current_mode() -> Mode | None:
    """The mode of the open block, or None: by jobs."""
    return _mode.get()


@contextmanager
def recording_only() -> Iterator[None]:
    """Events are kept, nobody hears of them, and no open page is told: bulk history."""
    token = _mode.set(Mode(deliver=False))
    try:
        yield
    finally:
        _mode.reset(token)


@contextmanager
def deliveries_inline() -> Iterator[None]:
    """Run the reactions at the end of the block, in the order of publishing, without jobs.

    Each runs with the clock pinned to the event's own instant, and so do the reactions to what it
    publishes. An error comes out. If the block itself breaks, nothing is run.
    """
    from .delivery import deliver_inline

    mode = Mode(deliver=True)
    token = _mode.set(mode)
    try:
        yield
        done = 0
        while mode.waiting:
            facility_id, delivery_id = mode.waiting.pop(0)
            deliver_inline(facility_id, delivery_id)
            done += 1
            if done > MOST_IN_A_ROW:
                raise RuntimeError("reactions go on publishing events without end")
    finally:
        _mode.reset(token)
