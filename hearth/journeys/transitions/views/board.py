"""Who is out of the house, who goes next, who is returning."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.journeys.transitions import presenters, queries
from hearth.kernel import clock
from hearth.kernel.errors import Unavailable
from hearth.kernel.intervals import day_bounds
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts, pdf
from hearth.record.residents import permissions


AHEAD = timedelta(days=7)


@requires(permissions.VIEW_WHEREABOUTS)
@require_safe
def ways_out(request: Request) -> HttpResponse:
    """Who is out now, since when and until when; who goes out this week; who is returning."""
    page = "transitions/ways_out.html#board" if request.htmx else "transitions/ways_out.html"  # type: ignore[attr-defined]
    return render(request, page, _board(request, "transitions.ways_out"))


@requires(permissions.VIEW_WHEREABOUTS)
@require_safe
def print_sign_out_sheet(request: Request) -> HttpResponse:
    """The sign-out sheet: who is out and who goes out today, with lines for whoever comes."""
    context = _board(request, "transitions.print_sign_out_sheet") | {
        "pdf_url": f"{request.path}?as=pdf",
        "pdf_ready": pdf.ready(),
    }
    response = render(request, "transitions/print_sign_out_sheet.html", context)
    if request.GET.get("as") != "pdf":
        return response
    try:
        return pdf.answer(response.content.decode(), name="sign-out-sheet.pdf")
    except Unavailable as refusal:
        said = {"message": refusal.shown(_), "back_url": request.path}
        return render(request, "ui/errors/refused.html", said, status=refusal.status)


def _board(request: Request, view: str) -> dict[str, Any]:
    scope, facility, now = request.scope, request.facility, clock.now()
    _start, today_ends = day_bounds(facility.today(), facility.zone)
    found = queries.board(scope, now, today_ends + AHEAD)
    places = queries.places_of(scope, found.census, found.next, now)
    list_seen(request, presenters.seen(found), view)
    return {
        "as_of": now,
        "printed_at": now,
        "actor": request.actor,
        "facility": facility,
        "answer": presenters.board_answer(found, now),
        "stats": presenters.board_stats(found, facility),
        "out_head": parts.Section(_("Out now"), "out", len(found.out)),
        "out": presenters.out_table(request, found, places, facility, now),
        "next_head": parts.Section(_("Goes out next"), "next", len(found.next)),
        "next": presenters.next_table(request, found, places, facility, now),
        "returning_head": parts.Section(_("Returning"), "returning", len(found.returning)),
        "returning": presenters.returning_table(request, found, facility),
        "lines": presenters.sheet_lines(found, places, facility),
        "empty_lines": range(8),
        "back_url": reverse("transitions:ways_out", args=[facility.slug]),
    }
