"""How releases read: who was given what, why, when, and what the law counts."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.documents import permissions as may
from hearth.record.documents import rules
from hearth.record.documents.codes import Purpose, Recipient, Way


def disclosure_table(
    rows: Iterable[Any],
    scope: Scope,
    facility: Facility,
    *,
    with_resident: bool = False,
    on_paper: bool = False,
) -> parts.Table:
    """Each release: to whom, what, why and on which authority, when and by whom."""
    acts = not on_paper and scope.may(may.RETRACT_DISCLOSURE)
    lines = tuple(
        parts.Line(
            _cells(row, facility, with_resident=with_resident, acts=acts),
            id=f"disclosure-{row.pk}",
        )
        for row in rows
    )
    columns = [
        parts.Column(_("Given to")),
        parts.Column(_("What")),
        parts.Column(_("Why")),
        parts.Column(_("When")),
    ]
    if with_resident:
        columns.insert(0, parts.Column(_("Resident")))
    if acts:
        columns.append(parts.Column(_("What to do"), hidden_label=True))
    empty = parts.State(
        "empty",
        _("No copies given"),
        _("Each copy that is given to somebody outside stands here: to whom, what and why."),
    )
    return parts.Table(_("Copies given"), tuple(columns), lines, empty=empty)


def _cells(
    row: Any, facility: Facility, *, with_resident: bool, acts: bool
) -> tuple[parts.Cell, ...]:
    wrong = row.entered_in_error_at is not None
    to_whom = parts.Cell(
        row.to_whom,
        head=not with_resident,
        note=_(Recipient.label_of(row.recipient)),
    )
    said = [_(Purpose.label_of(row.purpose))]
    if row.purpose_text:
        said.append(row.purpose_text)
    note = [row.authority] if row.authority else []
    if rules.counted_by_law(row.purpose):
        note.append(_("counted by law"))
    cells = [
        to_whom,
        parts.Cell(row.what, note=_file_words(row)),
        parts.Cell(" · ".join(said), note=" · ".join(note)),
        parts.Cell(
            _("Entered in error: {reason}").format(reason=row.entered_in_error_reason)
            if wrong
            else moment_text(row.effective, facility),
            note=row.performer_text,
        ),
    ]
    if with_resident:
        cells.insert(0, parts.Cell(_about(row), head=True))
    if acts:
        cells.append(parts.Cell(actions=() if wrong else _acts(row, facility)))
    return tuple(cells)


def _about(row: Any) -> str:
    if row.resident is not None:
        return f"{row.resident.given} {row.resident.family}".strip()
    count = len(row.residents)
    return ngettext("{n} resident", "{n} residents", count).format(n=count)


def _file_words(row: Any) -> str:
    """How it was given, how many pages, and the first of the file's mark."""
    said = [_(Way.label_of(row.way))]
    if row.pages:
        said.append(ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages))
    if row.from_day and row.until_day:
        first, last = day_text(row.from_day), day_text(row.until_day)
        said.append(_("{first} to {last}").format(first=first, last=last))
    if row.sha256:
        said.append(_("file {mark}").format(mark=row.sha256[:12]))
    return " · ".join(said)


def _acts(row: Any, facility: Facility) -> tuple[parts.Action, ...]:
    if row.resident_id is None:
        return ()
    url = reverse("documents:retract_disclosure", args=[facility.slug, row.resident_id, row.pk])
    return (parts.Action(_("Take back"), url, about=row.what),)


def answer(count: int) -> str:
    """The sentence the page opens with."""
    if not count:
        return _("Nobody outside was given copies")
    return ngettext("{n} copy was given out", "{n} copies were given out", count).format(
        n=count
    )


def actions(scope: Scope, facility: Facility, resident_id: Any) -> tuple[parts.Action, ...]:
    """What one does from the list: write one down, make a chart, print the accounting."""
    found = []
    if scope.may(may.RECORD_DISCLOSURE):
        url = reverse("documents:record_disclosure", args=[facility.slug, resident_id])
        found.append(
            parts.Action(_("Write down a copy given"), url, style="primary", icon="plus")
        )
    chart = address("desk:make_chart", facility.slug, resident_id)
    if chart and scope.may(may.MAKE_CHART):
        found.append(parts.Action(_("Chart as a file"), chart, style="plain", icon="file"))
    url = reverse("documents:print_disclosures", args=[facility.slug, resident_id])
    found.append(parts.Action(_("Print"), url, style="plain", icon="printer"))
    return tuple(found)
