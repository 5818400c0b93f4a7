"""Make one resident's chart for a span of days: read with the asker's eyes, laid out, kept.

Each step is a transaction of its own, so that the page that waits sees how far it has come, and
nothing holds the database while pages are laid out.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.apps import apps
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.actions import process_actor
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import Scope, process_scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import pdf
from hearth.platform.ui.context import watermark_text
from hearth.platform.ui.wording import clock_text, day_text, partial_day_text
from hearth.record.documents import actions, queries
from hearth.record.residents import queries as residents
from hearth.surfaces.desk import chapters
from hearth.surfaces.desk.chapters import Chapter, Reading, Section


GUARDED = ("restricted", "part2")
ROWS_A_PART = 400
"""Rows laid out at once: small enough that progress is seen, large enough that pages are full."""


@dataclass(slots=True)
class _Told:
    """A chapter as it was read."""

    chapter: Chapter
    sections: list[Section]

    @property
    def rows(self) -> int:
        return sum(len(section.rows) for section in self.sections)


def make(scope: Scope, chart_id: UUID) -> None:
    """Make a chart that was asked for; where it cannot be made, its page says so."""
    by = process_actor("desk.make_chart_file")
    with scoped(scope):
        row = queries.charts(scope).filter(pk=chart_id).first()
        if row is None or row.state not in {"waiting", "making"}:
            return
        facility = Facility.objects.get(pk=row.facility_id)
        theirs = scope_for(row.asked_by, facility)
    if theirs is None:
        _failed(scope, by, chart_id, "no-access")
        return
    eyes = theirs if row.with_restricted else replace(theirs, labels=("normal",))
    with override(settings_for(facility).language):
        told = _read(scope, by, row, facility, eyes)
        book = _bound(scope, by, row, facility, told, left_out=_left_out(row, eyes))
    if book is None:
        _failed(scope, by, chart_id, "no-pdf")
        return
    label = "restricted" if row.with_restricted else "normal"
    with scoped(scope):
        actions.keep_chart(
            scope=scope,
            by=by,
            chart_id=chart_id,
            content=book.content,
            sha256=hashlib.sha256(book.content).hexdigest(),
            pages=book.pages,
            hours=settings_for(facility).chart_file_hours,
            security_label=label,
            left_out=_left_out(row, eyes),
        )


def _read(scope: Scope, by: Any, row: Any, facility: Facility, eyes: Scope) -> list[_Told]:
    """Every chapter, with the asker's eyes; how far it has come is told after each."""
    wanted = chapters.chosen(list(row.chapters), eyes)
    found: list[_Told] = []
    for number, chapter in enumerate(wanted):
        _progress(scope, by, row, chapter.key, number, 2 * len(wanted))
        with scoped(eyes):
            reading = reading_of(eyes, facility, row.resident, row.from_day, row.until_day)
            found.append(_Told(chapter, chapter.make(reading)))
    return found


def reading_of(
    scope: Scope, facility: Facility, resident: Any, first: Any, last: Any
) -> Reading:
    """What a chapter is asked with."""
    return Reading(
        scope=scope,
        facility=facility,
        resident=resident,
        ids=residents.record_ids(scope, resident),
        from_day=first,
        until_day=last,
        now=clock.now(),
    )


def _bound(
    scope: Scope, by: Any, row: Any, facility: Facility, told: list[_Told], *, left_out: bool
) -> pdf.Book | None:
    """The pages; None where this machine cannot make them."""
    sheets: list[str] = []
    begins: list[int] = []
    for one in told:
        begins.append(len(sheets))
        sheets += list(_sheets(one))
    total = len(sheets)

    def tell(number: int) -> None:
        _progress(scope, by, row, "pages", total + number, 2 * total)

    context = _cover(row, facility, told, begins, left_out=left_out)
    cover = render_to_string("desk/chart/cover.html", context)
    over = render_to_string("desk/chart/over.html", context)
    try:
        return pdf.book(cover, sheets, over, told=tell)
    except Refused:
        return None


@dataclass(slots=True)
class _Piece:
    """Rows of one section that stand on one sheet; ``begun`` says that its heading stands before."""

    section: Section
    rows: list[Any]
    begun: bool = False

    @property
    def columns(self) -> list[tuple[str, int]]:
        return list(zip(self.section.columns, self.section.widths, strict=True))

    @property
    def headed(self) -> bool:
        return any(self.section.columns)


def _sheets(told: _Told) -> Iterable[str]:
    """A chapter as sheets of at most so many rows; its heading stands on the first."""
    heading = _(told.chapter.title)
    sheet: list[_Piece] = []
    room = ROWS_A_PART
    for section in told.sections:
        rest, begun = section.rows, False
        while True:
            if not room:
                yield _laid(heading, sheet)
                heading, sheet, room = "", [], ROWS_A_PART
            piece = _Piece(section, rest[:room], begun)
            sheet.append(piece)
            rest, room, begun = rest[room:], room - len(piece.rows), True
            if not rest:
                break
    yield _laid(heading, sheet)


def _laid(heading: str, sheet: list[_Piece]) -> str:
    context = {"heading": heading, "pieces": sheet}
    return render_to_string("desk/chart/chapter.html", context)


def _cover(
    row: Any, facility: Facility, told: list[_Told], begins: list[int], *, left_out: bool
) -> dict[str, Any]:
    """What the first page says, and the foot of every page."""
    one, now = row.resident, clock.now()
    asked_by = row.asked_by.label
    for_whom = row.to_whom or _("the house")
    printed = f"{day_text(now.astimezone(facility.zone))} {clock_text(now, facility)}"
    return {
        "facility": facility,
        "family": one.family.upper(),
        "given": one.given,
        "born": partial_day_text(one.birth_date, one.birth_date_precision),
        "from_day": day_text(row.from_day),
        "until_day": day_text(row.until_day),
        "printed": printed,
        "asked_by": asked_by,
        "for_whom": for_whom,
        "authority": row.authority,
        "contents": [
            {"title": _(t.chapter.title), "rows": t.rows, "page": f"%%PAGE:{begin}%%"}
            for t, begin in zip(told, begins, strict=True)
        ],
        "mark": content_mark(told),
        "left_out": left_out,
        "watermark": watermark_text(row.to_whom, facility) if row.visit_id else "",
    }


def content_mark(told: Iterable[Any]) -> str:
    """SHA-256 over the list of what is in it: chapter and key of each row, in order."""
    lines = [
        f"{one.chapter.key} {row.key} {'struck' if row.struck else ''}"
        for one in told
        for section in one.sections
        for row in section.rows
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _left_out(row: Any, eyes: Scope) -> bool:
    """Whether something of these chapters is guarded by a label the reader of the chart lacks."""
    every = process_scope("desk.make_chart_file", row.facility_id)
    wanted = {one.key: one for one in chapters.CHAPTERS}
    with scoped(every):
        ids = residents.record_ids(every, row.resident)
        for key in row.chapters:
            for name in wanted[key].tables if key in wanted else ():
                found = apps.get_model(name).objects.filter(
                    facility_id=row.facility_id, resident_id__in=ids
                )
                if found.exclude(security_label__in=eyes.labels).exists():
                    return True
    return False


def _progress(scope: Scope, by: Any, row: Any, part: str, done: int, total: int) -> None:
    with scoped(scope):
        actions.chart_progress(
            scope=scope, by=by, chart_id=row.pk, part=part, done=done, total=total
        )


def _failed(scope: Scope, by: Any, chart_id: UUID, code: str) -> None:
    with scoped(scope):
        actions.chart_failed(scope=scope, by=by, chart_id=chart_id, code=code)
