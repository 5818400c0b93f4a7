"""Someone measured, or asks what was measured."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.observations import actions, forms, permissions, queries
from hearth.record.observations.presenters import pages, trends, words
from hearth.record.observations.presenters.words import Reader
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents


LOOKS_BACK = timedelta(days=400)
EVER = datetime(1900, 1, 1, tzinfo=UTC)
SEEN = "observations.view_observations"


@requires(permissions.VIEW_OBSERVATIONS)
@require_safe
def observations(request: Request, resident_id: UUID) -> HttpResponse:
    """The newest value of each measure, and what is not as usual."""
    one = _resident(request, resident_id)
    view_seen(request, one, SEEN)
    reader, now = Reader.of(request.scope, request.facility), clock.now()
    # What another system sent may all be older: an old value is better known than called missing.
    found = queries.latest(request.scope, one, since=now - LOOKS_BACK)
    found = found or queries.latest(request.scope, one, since=EVER)
    context: dict[str, Any] = {
        "resident": one,
        "answer": trends.answer(found, reader),
        "table": pages.latest_table(found, reader, one.pk),
        "actions": pages.page_actions(reader, one.pk),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "observations/observations.html#latest", context)
    return render(
        request, "observations/observations.html", context | _frame(request, one, reader)
    )


@requires(permissions.VIEW_OBSERVATIONS)
@require_safe
def chart(request: Request, resident_id: UUID, code: str) -> HttpResponse:
    """One measure over time: its picture, and each value with who took it."""
    one = _resident(request, resident_id)
    reader, now = Reader.of(request.scope, request.facility), clock.now()
    days = _days(request.GET.get("days"))
    rows = queries.series(
        request.scope,
        one,
        code,
        since=now - timedelta(days=days),
        each_day=reader.facility.zone if days > pages.EACH_VALUE_DAYS else None,
    )
    before = _before(request.GET.get("before"), now)
    written = queries.written(request.scope, one, before=before, code=code, most=pages.ROWS)
    name = words.measure_name(code, written)
    if not name:
        raise Http404
    view_seen(request, one, SEEN)
    context = _frame(request, one, reader) | {
        "name": name,
        "title": trends.headline(rows, reader, name),
        "chart": trends.chart(rows, reader, name),
        "spans": pages.spans(days),
        "table": pages.written_table(written, reader, one.pk, name),
        "older": pages.older(written, days),
        "record": pages.record_one(reader, one.pk, code),
    }
    return render(request, "observations/chart.html", context)


@requires(permissions.RECORD_OBSERVATION)
@require_http_methods(["GET", "POST"])
def record_observation(request: Request, resident_id: UUID) -> HttpResponse:
    """Write down one value or a whole round of them."""
    one = _resident(request, resident_id)
    reader = Reader.of(request.scope, request.facility)
    found: dict[str, Any] = {}
    if reader.may(permissions.VIEW_OBSERVATIONS):
        found = queries.latest(request.scope, one, since=clock.now() - LOOKS_BACK, count=2)
        view_seen(request, one, SEEN)
    form = _form(request, one, reader, found)
    if form.is_bound and form.is_valid():
        count = _write(request, form)
        if count:
            said = ngettext("Recorded {n} value.", "Recorded {n} values.", count)
            messages.success(request, said.format(n=count))
            return redirect(_after(request, reader, one.pk))
    context = _frame(request, one, reader) | pages.entering(form, found, reader, clock.now())
    context["next"] = request.POST.get("next") or request.GET.get("next", "")
    status = form.refused_with if form.is_bound and form.errors else 200
    return render(request, "observations/record_observation.html", context, status=status)


@requires(permissions.RETRACT_OBSERVATION)
@require_http_methods(["GET", "POST"])
def retract_observation(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Take a value back, and go on to write the right one."""
    one = _resident(request, resident_id)
    records = residents.record_ids(request.scope, one)
    mine = queries.observations(request.scope).filter(resident_id__in=records)
    row = get_object_or_404(mine.select_related("performer", "recorder"), pk=pk)
    reader = Reader.of(request.scope, request.facility)
    view_seen(request, one, SEEN)
    form = forms.RetractObservationForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            actions.retract_observation(
                scope=request.scope, by=request.actor, observation=row, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.shown(_))
            status = refusal.status
        else:
            messages.success(request, _("Taken back. Write the right value, or leave."))
            return redirect(_to_right_value(request, one.pk, row))
    status = 422 if form.errors and status == 200 else status
    context = _frame(request, one, reader) | {
        "form": form,
        "facts": pages.value_facts(row, reader),
    }
    return render(request, "observations/retract_observation.html", context, status=status)


def _resident(request: Request, resident_id: UUID) -> Any:
    return get_object_or_404(residents.every_record(request.scope), pk=resident_id)


def _frame(request: Request, one: Any, reader: Reader) -> dict[str, Any]:
    """What every page of one resident's measurements shows around its matter."""
    return {
        "resident": one,
        "banner": people.banner(request, one),
        "merged": people.merged_notice(request, one),
        "crumbs": words.crumbs(one, reader),
    }


def _form(
    request: Request, one: Any, reader: Reader, found: dict[str, Any]
) -> forms.RecordObservationForm:
    asked: QueryDict = request.GET
    given = {name: asked[name] for name in ("because", "corrects") if name in asked}
    return forms.RecordObservationForm(
        request.POST if request.method == "POST" else None,
        facility=reader.facility,
        resident_id=one.pk,
        units=reader.units,
        asked=asked.get("code", ""),
        last=queries.last_of(request.scope, one, found),
        initial=given,
    )


def _write(request: Request, form: forms.RecordObservationForm) -> int:
    """One value by its own verb, several in one go; how many. Refused, the form says why."""
    given: dict[str, Any] = {"scope": request.scope, "by": request.actor}
    try:
        if len(form.readings) == 1:
            actions.record_observation(**given, reading=form.readings[0])
        else:
            actions.record_observations(**given, readings=form.readings)
    except Refused as refusal:
        form.refuse(refusal)
        return 0
    return len(form.readings)


def _after(request: Request, reader: Reader, resident_id: UUID) -> str:
    """Where one goes on: where one came from, else the measurements, else the resident."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/"):
        return wanted
    if reader.may(permissions.VIEW_OBSERVATIONS):
        return words.address("observations", reader.facility, resident_id)
    return words.page_of("desk:resident", reader.facility.slug, resident_id) or "/"


def _to_right_value(request: Request, resident_id: UUID, row: Any) -> str:
    url = words.address("record_observation", request.facility, resident_id)
    return f"{url}?{urlencode({'code': row.code, 'corrects': row.pk})}"


def _days(text: str | None) -> int:
    return int(text) if text in {str(span) for span in pages.SPANS} else pages.SPANS[1]


def _before(text: str | None, now: datetime) -> datetime:
    """The instant a list goes on from; now for anything that is no instant."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return now + timedelta(seconds=1)
    return found if found.tzinfo else now + timedelta(seconds=1)
