"""The level of care in words: what holds, what is to come, and the history."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import Cell, Column, Line, State, Table
from hearth.platform.ui.wording import day_text
from hearth.record.residents import rules

from .common import level_from_text, level_word, link, paper_url, written_text


def levels_table(request: Any, resident: Any, rows: Iterable[Any]) -> Table:
    """Every level that was set, from when to when, by whom and why; errors stay to be seen."""
    found = list(rows)
    kept = [row for row in found if row.entered_in_error_at is None]
    lines = tuple(_line(request, resident, row, kept) for row in found)
    columns = (
        Column(_("Level of care")),
        Column(_("From")),
        Column(_("What was found")),
        Column(_("Who decided")),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State("empty", _("No level of care yet"), _("Set it when it is agreed."))
    return Table(_("Level of care"), columns, lines, empty)


def _line(request: Any, resident: Any, row: Any, kept: list[Any]) -> Line:
    facility = request.facility
    word = level_word(row.level, facility)
    wrong = row.entered_in_error_at is not None
    written = written_text(row.recorded, row.recorder, facility)
    return Line(
        (
            Cell(word, head=True, note=_holds(row, kept, facility)),
            Cell(span_text(row, kept), url=paper_url(request, resident, row.document)),
            Cell(row.reason, note=_wrong_text(row, facility) if wrong else ""),
            Cell(row.decided_by, note=_("written by {who}").format(who=written)),
            Cell(
                actions=()
                if wrong
                else link(
                    request,
                    resident,
                    _("Entered in error"),
                    "retract_level_of_care",
                    row.pk,
                    about=level_from_text(row, facility),
                )
            ),
        )
    )


def span_text(row: Any, kept: list[Any]) -> str:
    """From and to, by day: a level holds until the day before the next one begins."""
    first = day_text(row.starts)
    after = rules.level_ahead(kept, row.starts)
    if after is None or row.entered_in_error_at is not None:
        return first
    last = day_text(after.starts - timedelta(days=1))
    return _("{first} to {last}").format(first=first, last=last)


def _holds(row: Any, kept: list[Any], facility: Facility) -> str:
    """Whether it holds, is to come, or was wrong; nothing for what is over."""
    if row.entered_in_error_at is not None:
        return _("Entered in error")
    if row == rules.level_on(kept, facility.today()):
        return _("now")
    return _("to come") if row.starts > facility.today() else ""


def _wrong_text(row: Any, facility: Facility) -> str:
    who = written_text(row.entered_in_error_at, row.entered_in_error_by, facility)
    return _("Entered in error: {reason} ({who})").format(
        reason=row.entered_in_error_reason, who=who
    )
