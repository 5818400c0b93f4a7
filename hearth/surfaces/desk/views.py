"""Someone at the desk asked."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.kernel.intervals import day_bounds
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.ui import parts
from hearth.surfaces.desk import permissions, presenters, queries


RESIDENT = "residents.view_resident"


@requires(permissions.VIEW_TODAY)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The coordinator's one page: what needs me now."""
    return render(request, "desk/today.html", _today(request))


@requires(permissions.PRINT_HUDDLE_SHEET)
@require_safe
def print_huddle_sheet(request: HttpRequest) -> HttpResponse:
    """The care huddle's sheet, on paper."""
    return render(request, "desk/print_huddle_sheet.html", _today(request))


@requires(permissions.PRINT_STAND_UP_SHEET)
@require_safe
def print_stand_up_sheet(request: HttpRequest) -> HttpResponse:
    """The managers' stand-up sheet: no diagnoses, medicines or notes on it."""
    return render(request, "desk/print_stand_up_sheet.html", _today(request))


def _today(request: HttpRequest) -> dict:
    scope, facility, now = request.scope, request.facility, clock.now()
    start, end = day_bounds(facility.today(), facility.zone)
    hours = 24 if request.GET.get("since") == "24" else 72
    roles = {"coordinator", "nurse"} if "coordinator" in scope.roles else set(scope.roles)
    needed = queries.needs(scope, now, roles=roles, horizon=timedelta(hours=12))
    changed = queries.refused_since(scope, now - timedelta(hours=hours))
    out, duty, late = (
        queries.out_now(scope),
        queries.on_duty(scope, now),
        queries.late_care(scope, now),
    )
    census = queries.census(scope)
    about = {n.task.resident_id for n in needed} | {t.resident_id for t in changed}
    about |= {w.resident_id for w in out} | {s.resident_id for s in census.moving_in}
    where = queries.places(scope, {a for a in about if a}, now + timedelta(days=7))
    rows = [presenters.task_row(n, where, scope, facility, now) for n in needed]
    list_seen(request, sorted({a for a in about if a}), "desk.view_today")
    late_rows = sum(r.state == "late" for r in rows)
    return {
        "as_of": now,
        "printed_at": now,
        "actor": request.actor,
        "facility": facility,
        "answer": presenters.answer(len(rows), late_rows),
        "stats": presenters.census_stats(census),
        "now_strip": presenters.now_strip(out, late, duty, where, facility, now),
        "needs": parts.Section(_("Needs you"), "needs", len(rows)),
        "rows": rows[:60],
        "the_day": parts.Section(_("The day"), "day"),
        "day": presenters.day_items(queries.day(scope, start, end)),
        "changed_head": parts.Section(_("Changed in {hours} h").format(hours=hours), "changed"),
        "changed": presenters.changes(changed, where, facility),
        "hours": hours,
        "duty_head": parts.Section(_("On duty"), "duty"),
        "duty": presenters.duty_facts(duty),
        "moving_in": [
            (presenters.who(s.resident, where.get(s.resident_id, ""), facility), s.starts)
            for s in census.moving_in
        ],
        "done": parts.State(
            "done",
            _("Nothing needs you now"),
            _("What falls due in the next 12 hours will appear here."),
        ),
    }


@requires(RESIDENT)
@require_safe
def resident(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """One resident: who they are, what changed, what is next, whom to call."""
    return render(
        request, "desk/resident.html", _resident(request, resident_id, "desk.resident")
    )


@requires("residents.view_face_sheet")
@require_safe
def print_face_sheet(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """The sheet that goes with the ambulance: one page."""
    context = _resident(request, resident_id, "desk.print_face_sheet")
    return render(request, "desk/print_face_sheet.html", context)


def _resident(request: HttpRequest, resident_id: UUID, action: str) -> dict:
    scope, facility, now = request.scope, request.facility, clock.now()
    one = get_object_or_404(queries.residents(scope), pk=resident_id)
    chart = queries.chart(scope, one, now)
    view_seen(request, one, action)
    return {
        "resident": one,
        "facility": facility,
        "as_of": now,
        "printed_at": now,
        "actor": request.actor,
        "banner": presenters.banner(chart, facility, facility.today()),
        "out": presenters.out_text(chart.line.out, facility, now),
        "conditions": chart.conditions,
        "contacts": presenters.contact_facts(chart) if chart.contacts else None,
        "next": [
            presenters.task_row(queries.Need(t), {}, scope, facility, now)
            for t in chart.open_tasks
        ],
        "timeline": presenters.timeline(chart, facility),
        "may_print": scope.may("residents.view_face_sheet"),
        "links": presenters.resident_links(scope, facility, one),
    }


@requires("residents.view_residents")
@require_safe
def residents(request: HttpRequest) -> HttpResponse:
    """Everybody who lives here, by name."""
    now = clock.now()
    lines = queries.living_here(request.scope, now)
    list_seen(request, [line.resident.pk for line in lines], "desk.residents")
    table = presenters.resident_table(lines, request.facility, now)
    return render(request, "desk/residents.html", {"table": table, "count": len(lines)})


@requires(permissions.SEARCH)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Residents by the beginning of a name."""
    text = request.GET.get("q", "").strip()
    found = []
    if request.scope.may("residents.view_residents"):
        found = queries.search_residents(request.scope, text)
    where = queries.places(request.scope, [r.pk for r in found], clock.now())
    if found:
        list_seen(request, [r.pk for r in found], "desk.search")
    people = [presenters.who(r, where.get(r.pk, ""), request.facility) for r in found]
    return render(request, "desk/search.html", {"people": people, "text": text})


@requires(permissions.VIEW_HOME)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """Every other door this person may open."""
    return render(
        request, "desk/more.html", {"doors": presenters.doors(request.scope, request.facility)}
    )
