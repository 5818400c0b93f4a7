"""How the making of a chart reads: what was asked for, how far it is, and where the file is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.documents.codes import ChartState, Purpose, Recipient
from hearth.surfaces.desk import chapters


TITLES = {one.key: one.title for one in chapters.CHAPTERS}


def answer(row: Any, facility: Facility) -> str:
    """The sentence the page opens with."""
    if row.state == ChartState.READY:
        pages = ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages)
        return _("The chart is ready: {pages}").format(pages=pages)
    if row.state == ChartState.FAILED:
        return _("The chart could not be made")
    if row.state == ChartState.GONE:
        return _("This file is not kept any more")
    return _("The chart is being made")


def is_waited_for(row: Any) -> bool:
    """Whether the worker still has it."""
    return row.state in {ChartState.WAITING, ChartState.MAKING}


def progress(row: Any) -> parts.Progress:
    """How far it has come."""
    if row.part == "pages":
        label = _("Laying out the pages")
    elif row.part in TITLES:
        label = _("Reading: {chapter}").format(chapter=_(TITLES[row.part]))
    else:
        label = _("Waiting for its turn")
    return parts.Progress(label, row.done, row.total or None)


def facts(row: Any, facility: Facility) -> parts.Facts:
    """What was asked for, by whom and for whom."""
    first, last = day_text(row.from_day), day_text(row.until_day)
    items = [
        parts.Fact(_("Days"), _("{first} to {last}").format(first=first, last=last)),
        parts.Fact(_("Chapters"), ", ".join(_(TITLES.get(k, k)) for k in row.chapters)),
        parts.Fact(
            _("For"),
            row.to_whom or _(Recipient.label_of(row.recipient)),
            note=_(Purpose.label_of(row.purpose)),
        ),
        parts.Fact(_("Asked for"), moment_text(row.asked_at, facility), note=str(row.asked_by)),
    ]
    if row.state == ChartState.READY:
        items.append(parts.Fact(_("Kept until"), moment_text(row.expires_at, facility)))
        if row.left_out:
            items.append(parts.Fact(_("Left out"), _("Something a law or a rule guards")))
    return parts.Facts(tuple(items))


def failure_words(row: Any) -> str:
    """Why it could not be made, and what to do."""
    if row.failure == "no-pdf":
        return _("This machine cannot make PDF files. Tell your administrator.")
    return _("Whoever asked for it may not read here any more. Ask for it again yourself.")


def charts_table(rows: Iterable[Any], facility: Facility, now: datetime) -> parts.Table:
    """The charts asked for lately: each opens its own page."""
    lines = tuple(
        parts.Line(
            (
                parts.Cell(
                    _("{first} to {last}").format(
                        first=day_text(row.from_day), last=day_text(row.until_day)
                    ),
                    url=reverse(
                        "desk:view_chart", args=[facility.slug, row.resident_id, row.pk]
                    ),
                    head=True,
                ),
                parts.Cell(row.to_whom or _(Recipient.label_of(row.recipient))),
                parts.Cell(_(ChartState.label_of(row.state))),
                parts.Cell(moment_text(row.asked_at, facility), note=str(row.asked_by)),
            ),
            id=f"chart-{row.pk}",
        )
        for row in rows
    )
    columns = (
        parts.Column(_("Days")),
        parts.Column(_("For")),
        parts.Column(_("Standing")),
        parts.Column(_("Asked for"), minor=True),
    )
    return parts.Table(_("Charts made"), columns, lines)


def release_words(row: Any) -> str:
    """What the release is called in the resident's list of copies."""
    names = ", ".join(_(TITLES.get(k, k)) for k in row.chapters)
    return _("Chart: {chapters}").format(chapters=names)[:240]
