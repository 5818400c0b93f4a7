"""Everybody who lives here, and finding anything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.residents import queries as residents_room
from hearth.surfaces.desk import permissions, queries
from hearth.surfaces.desk.presenters import doors


@requires(permissions.VIEW_RESIDENTS)
@require_safe
def residents(request: Request) -> HttpResponse:
    """Everybody with a residency that has not ended, by name, as filtered."""
    scope, facility, now = request.scope, request.facility, clock.now()
    status = request.GET.get("status", "")
    census = residents_room.census(scope, now)
    shown = doors.shown(census, status)
    list_seen(request, [s.resident.pk for s in shown], "desk.residents")
    context = {
        "answer": doors.count_words(len(shown), status),
        "filters": doors.resident_filters(census, status, facility),
        "table": doors.resident_table(
            shown, facility, now, safety=scope.may("residents.view_safety")
        ),
        "add": doors.adding(scope, facility),
    }
    return render(request, "desk/residents.html", context)


@requires(permissions.SEARCH)
@require_safe
def search(request: Request) -> HttpResponse:
    """Anything that begins with the words typed, by what it is."""
    scope, text = request.scope, request.GET.get("q", "").strip()[:100]
    found = queries.find(scope, text, clock.now(), request.facility.today())
    about = {r.resident.pk for r in found.residents} | {t.resident_id for t in found.tasks}
    about |= {n.resident_id for n in found.notes} | {d.resident_id for d in found.documents}
    shown = sorted(a for a in about if a)
    if shown:
        list_seen(request, shown, "desk.search")
    results = doors.results(found, text, scope, request.facility)
    page = "desk/search.html"
    context = {"results": results, "text": text, "answer": doors.found_words(results, text)}
    return render(request, f"{page}#results" if request.htmx else page, context)
