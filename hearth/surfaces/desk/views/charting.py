"""One resident's chart for a span of days, as one PDF made by the worker."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.platform.audit.viewing import view_seen
from hearth.platform.files import queries as stored
from hearth.platform.files import serving
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts, pdf
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.links import address
from hearth.record.documents import actions
from hearth.record.documents import permissions as may
from hearth.record.documents import queries as documents
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents
from hearth.surfaces.desk.chapters.forms import MakeChartForm
from hearth.surfaces.desk.jobs import make_chart_file
from hearth.surfaces.desk.presenters import charting as presenters


FIELDS = {
    "days-order": "until_day",
    "days-future": "from_day",
    "days-many": "from_day",
    "chapters-missing": "chapters",
    "recipient-missing": "to_whom",
    "authority-missing": "authority",
}


@requires(may.MAKE_CHART)
@require_http_methods(["GET", "POST"])
def make_chart(request: Request, resident_id: UUID) -> HttpResponse:
    """Ask for the chart: days, chapters, for whom and why. The worker makes it."""
    one = _resident(request, resident_id)
    view_seen(request, one, "documents.make_chart")
    visit = _visit(request)
    form = MakeChartForm(
        posted(request), scope=request.scope, facility=request.facility, visit=visit
    )
    if form.is_bound and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.make_chart(
                scope=request.scope,
                by=request.actor,
                resident=one,
                visit=visit if form.cleaned_data["recipient"] == "surveyor" else None,
                **form.cleaned_data,
            ),
            FIELDS,
        )
        if made is not None:
            make_chart_file.enqueue(facility_id=made.facility_id, chart_id=made.pk)
            return redirect("desk:view_chart", request.facility.slug, one.pk, made.pk)
    found = list(documents.charts_of(request.scope, one)[:12])
    context = _about(request, one) | {
        "form": form,
        "pdf_ready": pdf.ready(),
        "table": presenters.charts_table(found, request.facility, clock.now()),
    }
    return render(request, "desk/make_chart.html", context, status=status_of(form))


@requires(may.DOWNLOAD_CHART)
@require_safe
def view_chart(request: Request, resident_id: UUID, chart_id: UUID) -> HttpResponse:
    """How far a chart has come; when it is ready, the file."""
    one = _resident(request, resident_id)
    row = _chart(request, one, chart_id)
    view_seen(request, one, "desk.view_chart")
    waited = presenters.is_waited_for(row)
    context = _about(request, one) | {
        "row": row,
        "answer": presenters.answer(row, request.facility),
        "waited": waited,
        "progress": presenters.progress(row) if waited else None,
        "facts": presenters.facts(row, request.facility),
        "failure": presenters.failure_words(row) if row.state == "failed" else "",
        "outside": row.recipient != "inside",
    }
    page = "desk/view_chart.html"
    fragment = request.htmx and waited  # type: ignore[attr-defined]
    if request.htmx and not waited:  # type: ignore[attr-defined]
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, f"{page}#work" if fragment else page, context)


@requires(may.DOWNLOAD_CHART)  # type: ignore[arg-type]
@require_POST
def download_chart(request: Request, resident_id: UUID, chart_id: UUID) -> HttpResponseBase:
    """The file. The first time it goes outside is a release; every time is on the trail."""
    one = _resident(request, resident_id)
    row = _chart(request, one, chart_id)
    taken = actions.download_chart(
        scope=request.scope, by=request.actor, chart=row, what=presenters.release_words(row)
    )
    blob = stored.blobs(request.scope).filter(pk=taken.blob).first() if taken.blob else None
    if blob is None:
        raise Conflict(
            "chart-gone", N_("This file is not kept any more. Make the chart again.")
        )
    return serving.serve(request, blob)


def _resident(request: Request, resident_id: UUID) -> Any:
    return get_object_or_404(residents.residents(request.scope), pk=resident_id)


def _chart(request: Request, one: Any, chart_id: UUID) -> Any:
    return get_object_or_404(documents.charts_of(request.scope, one), pk=chart_id)


def _visit(request: Request) -> Any:
    """The visit the chart is made for, where the page was opened from one."""
    try:
        key = UUID(request.GET.get("visit", ""))
    except ValueError:
        return None
    if not request.scope.may(may.VIEW_SURVEY_VISIT):
        return None
    return documents.visits(request.scope).filter(pk=key).first()


def _about(request: Request, one: Any) -> dict[str, Any]:
    url = address("desk:resident", request.facility.slug, one.pk)
    copies = address("documents:disclosures", request.facility.slug, one.pk)
    return {
        "resident": one,
        "banner": people.banner(request, one),
        "crumbs": parts.Crumbs(
            (parts.Crumb(_("Summary"), url), parts.Crumb(_("Copies given"), copies))
        ),
    }
