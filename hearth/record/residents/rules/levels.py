"""Which level of care holds on a day, and whether a change of it may be kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_


LEVEL_AHEAD = timedelta(days=366)
"""How far ahead a level may be set: a notice of a new fee runs for months, not for years."""


class Begins(Protocol):
    """Something that holds from a day on, until the next of its kind begins."""

    @property
    def level(self) -> str:
        """Its code."""

    @property
    def starts(self) -> date:
        """The local day it begins."""


B = TypeVar("B", bound=Begins)


def level_on(rows: Iterable[B], day: date) -> B | None:
    """What holds on a day: of those that have begun, the one that began last."""
    begun = (row for row in rows if row.starts <= day)
    return max(begun, key=lambda row: row.starts, default=None)


@dataclass(frozen=True, slots=True)
class LevelMark:
    """A level and the day it begins."""

    level: str
    starts: date

    @classmethod
    def read(cls, found: Mapping[str, str]) -> "LevelMark":
        """As the database tells it along with another row."""
        return cls(found["level"], date.fromisoformat(found["starts"]))


@dataclass(frozen=True, slots=True)
class LevelNow:
    """The level that holds, and the next one where a change was decided ahead."""

    now: LevelMark | None = None
    next: LevelMark | None = None


def level_among(marks: Iterable[LevelMark], day: date) -> LevelNow:
    """What holds on a day and what begins next, of levels that were not entered in error."""
    kept = list(marks)
    return LevelNow(level_on(kept, day), level_ahead(kept, day))


def level_ahead(rows: Iterable[B], day: date) -> B | None:
    """What begins next after a day."""
    coming = (row for row in rows if row.starts > day)
    return min(coming, key=lambda row: row.starts, default=None)


def check_level(
    level: str,
    *,
    starts: date,
    kept: Collection[Begins],
    offered: Collection[str],
    today: date,
    decided_by: str,
    reason: str,
) -> None:
    """Refuse a level that no reader could trust, or that changes nothing.

    ``kept`` are the levels on the record, without those entered in error.
    """
    if level not in offered:
        raise Refused("level-unknown", N_("Choose a level from the community's list."))
    if not decided_by.strip():
        raise Refused("decided-by-missing", N_("Say who decided it."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say what was found: why this level."))
    if starts > today + LEVEL_AHEAD:
        raise Refused(
            "too-far-ahead", N_("That is more than a year ahead. Choose a nearer day.")
        )
    if any(row.starts == starts for row in kept):
        raise Conflict(
            "level-that-day",
            N_(
                "A level begins on that day already. If it is wrong, mark it as entered in "
                "error first."
            ),
        )
    before = level_on(kept, starts)
    if before is not None and before.level == level:
        raise Refused(
            "same-level",
            N_("They have that level then already. If it stays as it is, write a note."),
        )
