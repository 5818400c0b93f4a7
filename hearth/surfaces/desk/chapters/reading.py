"""What a chapter is asked with, and what it answers: sections of rows, already in words."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hearth.kernel.intervals import day_bounds
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import clock_text, day_text


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose chart, for which local days, read with whose eyes. ``ids`` are the records merged into
    one; the span is from the first instant of the first day to before the end of the last."""

    scope: Scope
    facility: Facility
    resident: Any
    ids: frozenset[UUID]
    from_day: date
    until_day: date
    now: datetime

    @property
    def start(self) -> datetime:
        return day_bounds(self.from_day, self.facility.zone)[0]

    @property
    def end(self) -> datetime:
        return min(day_bounds(self.until_day, self.facility.zone)[1], self.now)

    def span(self, column: str) -> dict[str, datetime]:
        """The filter of a column of instants."""
        return {f"{column}__gte": self.start, f"{column}__lt": self.end}

    def at(self, instant: datetime) -> str:
        """An instant as the chart tells it: always with its day."""
        local = instant.astimezone(self.facility.zone)
        return f"{day_text(local)} {clock_text(instant, self.facility)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells, the key of what it tells, and ``struck`` when it holds no more.

    ``remark`` stands under it: late, corrected, by whom and why.
    """

    cells: tuple[str, ...]
    key: str = ""
    struck: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading. ``widths`` are per cent of the page; ``intro`` a line above them."""

    title: str
    columns: tuple[str, ...]
    rows: list[Row]
    widths: tuple[int, ...] = ()
    intro: str = ""
    empty: str = ""
    more: list[str] = field(default_factory=list)
