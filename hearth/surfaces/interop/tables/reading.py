"""A table as a stream of entries, so that it is planned and imported as FHIR files are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearth.surfaces.interop.mapped import Mapped
from hearth.surfaces.interop.reading import Entry, write_json
from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.tables.columns import Columns, Kind
from hearth.surfaces.interop.tables.rows import Problem, Row, rows
from hearth.surfaces.interop.tables.sheet import Line, Sheet


# What a row of each table is, in FHIR's words.
TYPES = {Kind.RESIDENTS: "Patient", Kind.CONTACTS: "RelatedPerson", Kind.ROOMS: "Location"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEntry(Entry):
    """One row as an entry. ``found`` is what it says; ``problems`` are all that is wrong in it."""

    found: Mapped | Reason
    problems: tuple[Problem, ...] = ()


class TableReading:
    """The rows of a sheet under confirmed columns, once: a Reading of a table."""

    form = "table"

    def __init__(self, sheet: Sheet, columns: Columns, *, today: date, source: str) -> None:
        self.file = sheet.name
        self._sheet, self._columns = sheet, columns
        self._today, self._source = today, source

    def __iter__(self) -> Iterator[Entry]:
        made = rows(self._sheet, self._columns, today=self._today, source=self._source)
        for index, row in enumerate(made):
            yield _entry(self.file, index, row, self._columns.kind)


def row_entry(cells: dict[str, str], columns: Columns, *, today: date, source: str) -> RowEntry:
    """One row again, from its cells by heading: kept from an earlier file, or corrected."""
    line = Line(
        columns.heading_number + 1, tuple(cells.get(name, "") for name in columns.headings)
    )
    sheet = Sheet("", (line,))
    (row,) = rows(sheet, columns, today=today, source=source)
    return _entry("", 0, row, columns.kind)


def _entry(file: str, index: int, row: Row, kind: Kind) -> RowEntry:
    body = {"resourceType": TYPES[kind], "cells": dict(row.cells)}
    found: Mapped | Reason | None = row.facts
    if found is None:
        found = row.problems[0].reason if row.problems else reason("table-empty")
    return RowEntry(
        file=file,
        index=index,
        line=row.number,
        offset=0,
        text=write_json(body),
        resource=body,
        found=found,
        problems=row.problems,
    )
