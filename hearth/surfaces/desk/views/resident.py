"""One resident: the page, everything that happened, and the sheet for the ambulance."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import view_seen, view_token
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.record.documents import actions as documents
from hearth.record.residents import queries as residents
from hearth.surfaces.desk import permissions, queries
from hearth.surfaces.desk.panels import panels
from hearth.surfaces.desk.presenters import chart as presenters
from hearth.surfaces.desk.presenters import today
from hearth.surfaces.desk.presenters.common import out_text
from hearth.surfaces.desk.presenters.timeline import timeline
from hearth.surfaces.desk.views.sheets import sheet


RECENT = timedelta(hours=72)


@requires(permissions.VIEW_RESIDENT)
@require_safe
def resident(request: Request, resident_id: UUID) -> HttpResponse:
    """One resident: who they are, what changed, what is next, whom to call."""
    context = _resident(request, resident_id, "desk.resident")
    scope, facility, now = request.scope, request.facility, context["as_of"]
    chart = context["chart"]
    recent = queries.timeline(scope, context["resident"], before=now, since=now - RECENT)
    needs = [queries.Need(task) for task in chart.next]
    context |= {
        "out": out_text(presenters.out_of(chart), facility, now),
        "next": [replace(row, who=None) for row in today.rows(needs, {}, scope, facility, now)],
        "changed": presenters.changed_line(recent),
        "top": presenters.notices(chart),
        "called": presenters.called_line(
            residents.who_is_called(scope, context["resident"], now, standing=chart.standing)
        )
        if scope.may("staff.view_duty")
        else "",
        "timeline": timeline(recent[:12], facility),
        "links": presenters.resident_links(chart, scope, facility),
        "panels": panels(scope, facility, resident_id),
        "view_token": view_token(request),
    }
    page = "desk/resident.html#summary" if request.htmx else "desk/resident.html"
    return render(request, page, context)


@requires(permissions.VIEW_RESIDENT)
@require_safe
def view_timeline(request: Request, resident_id: UUID) -> HttpResponse:
    """Everything that happened to one resident, a page at a time."""
    one = get_object_or_404(
        residents.with_records(request.scope, residents.residents(request.scope)),
        pk=resident_id,
    )
    view_seen(request, one, "desk.view_timeline")
    found = queries.timeline(request.scope, one, before=_before(request), sorts=_sorts(request))
    url = address("desk:view_timeline", request.facility.slug, one.pk)
    older = (
        f"{url}?before={found[-1].effective.isoformat()}" if len(found) >= queries.PAGE else ""
    )
    context = _banner(request, one) | {
        "timeline": timeline(found, request.facility),
        "older": older.replace("+", "%2B"),
        "nothing": parts.State(
            "empty", _("Nothing here yet"), _("What happens will appear here.")
        ),
    }
    page = "desk/view_timeline.html"
    return render(request, f"{page}#panel" if request.htmx else page, context)


@requires(permissions.VIEW_FACE_SHEET)
@require_safe
def print_face_sheet(request: Request, resident_id: UUID) -> HttpResponse:
    """The sheet that goes with the ambulance: one page, on paper or as PDF."""
    context = _resident(request, resident_id, "desk.print_face_sheet")
    found = queries.sheet(request.scope, context["resident"], request.facility.today())
    shown = context["banner"]
    context |= {
        "banner": replace(shown, more=()),  # paper unfolds nothing
        "daily": parts.Facts(shown.more),
        "kept_away": presenters.kept_away_lines(context["chart"]),
        "call_first": context["chart"].call_first,
        "back_url": address("desk:resident", request.facility.slug, resident_id),
        "directives": presenters.directive_facts(found),
        "team": presenters.team_facts(found),
        "coverage": presenters.coverage_facts(found),
    }
    answer = sheet(request, "desk/print_face_sheet.html", context)
    if answer["Content-Type"] == "application/pdf":
        documents.take_copy(
            scope=request.scope,
            by=request.actor,
            resident=context["resident"],
            what=_("Face sheet"),
            sha256=hashlib.sha256(answer.content).hexdigest(),
        )
    return answer


def _resident(request: Request, resident_id: UUID, action: str) -> dict[str, Any]:
    scope, facility, now = request.scope, request.facility, clock.now()
    one = get_object_or_404(
        residents.with_records(scope, residents.residents(scope)), pk=resident_id
    )
    view_seen(request, one, action)
    chart = queries.chart(scope, one, now, facility.today())
    return {
        "resident": one,
        "facility": facility,
        "as_of": now,
        "printed_at": now,
        "actor": request.actor,
        "chart": chart,
        "banner": presenters.banner(chart, scope, facility, facility.today()),
        "contacts": presenters.contact_facts(chart) if chart.calls else None,
        "may_see_health": scope.may("residents.view_health"),
        "may_see_life": scope.may("residents.view_life"),
    }


def _banner(request: Request, one: Any) -> dict[str, Any]:
    """The banner alone, for a page that stands beside the resident's own; none in a fragment."""
    if request.htmx:
        return {"resident": one}
    day = request.facility.today()
    chart = queries.chart(request.scope, one, clock.now(), day, whole=False)
    return {
        "resident": one,
        "banner": presenters.banner(chart, request.scope, request.facility, day),
    }


def _before(request: Request) -> datetime:
    """From where an older page begins; now for what is no instant."""
    try:
        asked = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return clock.now()
    return asked if asked.tzinfo else clock.now()


def _sorts(request: Request) -> tuple[str, ...]:
    return tuple(request.GET.getlist("sort"))
