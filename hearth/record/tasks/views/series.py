"""Someone has something done again and again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.parts import pages_of
from hearth.record.tasks import actions, forms, permissions, presenters, queries
from hearth.record.tasks.codes import SeriesStatus

from .answering import posted


A_PAGE = 100


@requires(permissions.VIEW_SERIES)
@require_safe
def series(request: Request) -> HttpResponse:
    """Everything that comes again, what runs first."""
    scope, facility, now = request.scope, request.facility, clock.now()
    ended = request.GET.get("ended") == "1"
    page = Paginator(queries.series_listed(scope, ended=ended), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = list(page.object_list)
    about = {s.resident_id for s in rows if s.resident_id}
    if about:
        list_seen(request, sorted(about), "tasks.series")
    context = {
        "count": page.paginator.count,
        "ended": ended,
        "may_start": scope.may(permissions.START_SERIES),
        "table": presenters.series_table(
            rows,
            queries.coming(scope, [s.pk for s in rows], now),
            queries.places_of(scope, about, now),
            scope=scope,
            facility=facility,
        ),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
    }
    return render(request, "tasks/series.html", context)


@requires(permissions.START_SERIES)
@require_http_methods(["GET", "POST"])
def start_series(request: Request) -> HttpResponse:
    """Have something done again and again."""
    form = forms.StartSeriesForm(
        posted(request),
        scope=request.scope,
        facility=request.facility,
        initial={
            "starts": request.facility.today(),
            "every": "d",
            "code": "tasks.care",
            "resident": request.GET.get("resident", ""),
        },
    )
    return _filled_in(
        request, form, actions.start_series, "tasks/start_series.html", _("Begun")
    )


@requires(permissions.CHANGE_SERIES)
@require_http_methods(["GET", "POST"])
def change_series(request: Request, pk: UUID) -> HttpResponse:
    """Change what comes; what is open or done stays."""
    found = _load(request, pk, "tasks.change_series")
    facility = request.facility
    form = forms.ChangeSeriesForm(
        posted(request),
        scope=request.scope,
        facility=facility,
        initial=_as_form(found, facility),
    )
    return _filled_in(
        request,
        form,
        actions.change_series,
        "tasks/change_series.html",
        _("Changed"),
        series=found,
        live=found.status in {SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD},
        pattern=presenters.pattern_text(found, facility),
        sayable=bool(presenters.every_code(found)),
        actions=presenters.series_actions(found, request.scope, facility),
    )


@requires(permissions.HOLD_SERIES)
@require_http_methods(["GET", "POST"])
def hold_series(request: Request, pk: UUID) -> HttpResponse:
    """Pause it: nothing comes until it goes on."""
    found, form = _load(request, pk, "tasks.hold_series"), forms.WhyForm(posted(request))
    page = "tasks/hold_series.html"
    return _filled_in(request, form, actions.hold_series, page, _("Paused"), series=found)


@requires(permissions.RESUME_SERIES)
@require_POST
def resume_series(request: Request, pk: UUID) -> HttpResponse:
    """Let it go on from now."""
    found = _load(request, pk, "")
    try:
        actions.resume_series(scope=request.scope, by=request.actor, series=found)
    except Refused as refusal:
        context = {"message": refusal.shown(_)}
        return render(request, "ui/errors/refused.html", context, status=refusal.status)
    messages.success(request, _("It goes on"))
    return redirect("tasks:change_series", request.facility.slug, pk)


@requires(permissions.END_SERIES)
@require_http_methods(["GET", "POST"])
def end_series(request: Request, pk: UUID) -> HttpResponse:
    """End it for good."""
    found, form = _load(request, pk, "tasks.end_series"), forms.WhyForm(posted(request))
    page = "tasks/end_series.html"
    return _filled_in(request, form, actions.end_series, page, _("Ended"), series=found)


def _load(request: Request, pk: UUID, seen: str) -> Any:
    found = get_object_or_404(queries.all_series(request.scope), pk=pk)
    if seen and found.resident_id and request.method == "GET":
        view_seen(request, found.resident_id, seen)
    return found


def _as_form(series: Any, facility: Any) -> dict[str, Any]:
    """A series as its form shows it."""
    return {
        "title": presenters.task_title(series),
        "instructions": series.instructions,
        "minutes": series.minutes,
        "every": presenters.every_code(series),
        "weekdays": [str(n) for n in series.weekdays],
        "month_day": series.month_day,
        "times": ", ".join(t.strftime("%H:%M") for t in series.wall_times),
        "starts": series.starts,
        "ends": series.ends,
    }


def _filled_in(
    request: Request, form: Form, act: Any, template: str, said: str, **context: Any
) -> HttpResponse:
    status = 200
    about = {"series": context["series"]} if "series" in context else {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(scope=request.scope, by=request.actor, **form.cleaned_data, **about)
            except Refused as refusal:
                field = "resident" if refusal.code == "resident-missing" else None
                form.add_error(field, refusal.shown(_))
                status = refusal.status
            else:
                messages.success(request, said)
                return redirect("tasks:series", request.facility.slug)
    return render(request, template, {"form": form, **context}, status=status)
