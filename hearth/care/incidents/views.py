"""Someone records an event, reads who was told, writes the report; here is the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.care.incidents import actions, forms, permissions, presenters, queries
from hearth.care.incidents.codes import When
from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.parts import pages_of
from hearth.record.notes import queries as notes
from hearth.record.notes.presenters.common import banner
from hearth.record.residents import queries as people
from hearth.record.residents.presenters.warnings import call_first_notices
from hearth.record.tasks import queries as worklist


PAGE = 40
FIELDS = {
    "type-unknown": "type",
    "future": "happened_at",
    "found-first": "found_at",
    "seen-after": "last_seen",
    "head-missing": "head_struck",
    "text-missing": "text",
    "text-too-long": "text",
    "reason-missing": "reason",
    "narrative-missing": "narrative",
}
"""Which field a refusal belongs to; any other stands above the form."""
PICKED = ("type", "injury", "head_struck", "seen_by", "done", "where", "when")


@requires(permissions.RECORD_INCIDENT)
@require_http_methods(["GET", "POST"])
def record_incident(request: Request, resident_id: UUID) -> HttpResponse:
    """Record what befell a resident: one page, a handful of taps."""
    home = _whose(request, resident_id, "incidents.record_incident")
    form = forms.RecordIncidentForm(
        posted(request),
        zone=request.facility.zone,
        types=queries.incident_types(request.scope, request.facility),
    )
    if request.method == "POST" and form.is_valid():
        place = _place(request, resident_id)
        made = carried_out(
            form,
            lambda: actions.record_incident(
                scope=request.scope,
                by=request.actor,
                resident=home.resident,
                **form.meant(clock.now(), place),
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("The event is recorded."))
            return redirect("incidents:incident", request.facility.slug, made.pk)
    return _form_page(request, home, form, "incidents/record_incident.html")


def _form_page(request: Request, home: Any, form: Any, page: str, **more: Any) -> HttpResponse:
    thinner, text = queries.thinner_on_record(request.scope, home.resident, clock.now())
    context = {
        "form": form,
        "picks": {name: presenters.picks(form[name]) for name in PICKED},
        "asks": presenters.type_asks(form.types),
        "notice": presenters.thinner_notice(thinner, text),
        "thinner": thinner,
        "first": call_first_notices(people.call_first(request.scope, home.resident)),
        **_about(request, home),
        **more,
    }
    return render(request, page, context, status=status_of(form))


@requires(permissions.VIEW_INCIDENT)
@require_safe
def incident(request: Request, pk: UUID) -> HttpResponse:
    """One event: what happens now, who must be told and who was, what was recorded."""
    found = _incident(request, pk, "incidents.view_incident")
    scope, facility, now = request.scope, request.facility, clock.now()
    home = notes.home_of(scope, found.resident, now)
    versions = [row.pk for row in queries.versions(scope, found)]
    follow = queries.follow_ups(scope, versions)
    tasks = [task for key in versions for task in follow.get(key, [])]
    slots = list(dict.fromkeys([t.slot for t in tasks if "/" in t.slot] + ["Role/nurse"]))
    reach = queries.reach(scope, found, slots, now)
    report = queries.report_of(scope, found)
    nurse = reach.get("Role/nurse")
    types = queries.incident_types(scope, facility, every=True)
    name = found.resident.preferred or found.resident.given
    context = {
        "incident": found,
        "title": presenters.title_of(found),
        "answer": presenters.answer(
            name, tasks, in_error=found.entered_in_error_at is not None, now=now
        ),
        "say": presenters.say_notice(found, nurse.phones if nurse else ()),
        "told": presenters.told_rows(request, found, tasks, reach, now),
        "no_clocks": not queries.has_clocks(scope, facility),
        "watches": _watches(request, found, types.get(found.type)),
        "watch_wanted": found.type in types and types[found.type].watch,
        "report": presenters.report_row(request, found, report, tasks, now),
        "facts": presenters.facts(request, found),
        "actions": presenters.actions(request, found),
        "menus": presenters.mend(request, found, request.actor),
        "newer": queries.newer_of(scope, found),
        **_about(request, home),
    }
    return render(request, "incidents/incident.html", context)


def _watches(request: Request, found: Any, kind: Any) -> list[Any]:
    """The watch of its kind that runs, because of it or of one that came after."""
    scope = request.scope
    wanted = kind.watch if kind else ""
    running = worklist.watches_now(scope, [found.resident_id])
    shown = [w for w in running.get(found.resident_id, []) if w.reason == wanted]
    return presenters.watch_rows(request, shown, worklist.reasons_of(scope, shown))


@requires(permissions.VIEW_INCIDENTS)
@require_safe
def incidents(request: Request) -> HttpResponse:
    """The events of the house: those of which something is still to do, or all."""
    scope, facility, now = request.scope, request.facility, clock.now()
    shown = "all" if request.GET.get("show") == "all" else "open"
    rows = queries.incidents(scope) if shown == "all" else queries.open_incidents(scope)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    follow = queries.follow_ups(scope, [row.pk for row in page])
    if ids := sorted({row.resident_id for row in page}):
        list_seen(request, ids, "incidents.view_incidents")
    context = {
        "answer": presenters.list_answer(*_open_and_late(page, follow, now))
        if shown == "open"
        else _("All events"),
        "filters": presenters.filters(request, shown),
        "table": presenters.table(
            page,
            notes.homes(scope, ids, now),
            follow,
            facility,
            now,
        ),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
    }
    return render(request, "incidents/incidents.html", context)


def _open_and_late(page: Any, follow: Any, now: Any) -> tuple[int, int]:
    late = sum(
        1
        for row in page
        if any(t.due < now and t.status in worklist.LIVE_CODES for t in follow.get(row.pk, ()))
    )
    return page.paginator.count, late


@requires(permissions.VIEW_INCIDENTS)
@require_safe
def resident_incidents(request: Request, resident_id: UUID) -> HttpResponse:
    """The events of one resident; a panel of their page as well."""
    home = _whose(request, resident_id, "incidents.view_incidents")
    scope, facility, now = request.scope, request.facility, clock.now()
    page = Paginator(queries.incidents_of(scope, home.resident), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "table": presenters.table(
            page,
            {home.resident.pk: home},
            queries.follow_ups(scope, [row.pk for row in page]),
            facility,
            now,
        ),
        "pages": pages_of(page, request.GET) if page.has_other_pages() else None,
        **_about(request, home),
    }
    part = "#panel" if getattr(request, "htmx", False) else ""
    return render(request, f"incidents/resident_incidents.html{part}", context)


@requires(permissions.CORRECT_INCIDENT)
@require_http_methods(["GET", "POST"])
def correct_incident(request: Request, pk: UUID) -> HttpResponse:
    """Write it anew and right; the first stays readable."""
    found = _incident(request, pk, "incidents.correct_incident")
    home = notes.home_of(request.scope, found.resident, clock.now())
    form = forms.CorrectIncidentForm(
        posted(request),
        zone=request.facility.zone,
        types=queries.incident_types(request.scope, request.facility, every=True),
        found=found.found_at,
        initial=_as_asked(found),
    )
    if request.method == "POST" and form.is_valid():
        place = _place(request, found.resident_id)
        made = carried_out(
            form,
            lambda: actions.correct_incident(
                scope=request.scope,
                by=request.actor,
                incident=found,
                **form.meant(clock.now(), found.place or place),
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("The event is corrected. The first wording stays."))
            return redirect("incidents:incident", request.facility.slug, made.pk)
    return _form_page(request, home, form, "incidents/correct_incident.html", incident=found)


def _as_asked(found: Any) -> dict[str, Any]:
    """A row as its form asks for it."""
    names = (
        "type injury head_struck seen_by done text where happened_at last_seen found_at "
        "where_text seen_by_text injury_text"
    )
    when = When.EARLIER if found.happened_at else When.UNKNOWN
    return {name: getattr(found, name) for name in names.split()} | {"when": when}


@requires(permissions.RETRACT_INCIDENT)
@require_http_methods(["GET", "POST"])
def retract_incident(request: Request, pk: UUID) -> HttpResponse:
    """Mark it as entered in error; what it set going is called off."""
    found = _incident(request, pk, "incidents.retract_incident")
    form = forms.ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.retract_incident(
                scope=request.scope, by=request.actor, incident=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("It is marked as entered in error."))
            return redirect("incidents:incident", request.facility.slug, pk)
    return _about_incident(request, found, form, "incidents/retract_incident.html")


@requires(permissions.SIGN_REPORT)
@require_http_methods(["GET", "POST"])
def sign_report(request: Request, pk: UUID) -> HttpResponse:
    """Write and sign the full report."""
    found = _incident(request, pk, "incidents.sign_report")
    if queries.report_of(request.scope, found) is not None and request.method == "GET":
        return redirect("incidents:review_report", request.facility.slug, pk)
    form = forms.SignReportForm(posted(request), initial={"narrative": found.text})
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.sign_report(
                scope=request.scope, by=request.actor, incident=found, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("The report is signed."))
            return redirect("incidents:incident", request.facility.slug, pk)
    groups = [presenters.picks(form[name]) for name in ("surroundings", "body", "situation")]
    fields = [form["surroundings"], form["body"], form["situation"]]
    return _about_incident(
        request,
        found,
        form,
        "incidents/sign_report.html",
        causes=list(zip(fields, groups, strict=True)),
    )


@requires(permissions.REVIEW_REPORT)
@require_http_methods(["GET", "POST"])
def review_report(request: Request, pk: UUID) -> HttpResponse:
    """Read the report; whoever did not write it signs that they did."""
    found = _incident(request, pk, "incidents.review_report")
    report = queries.report_of(request.scope, found)
    if report is None:
        raise Http404
    form = forms.ReviewReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.review_report(
                scope=request.scope, by=request.actor, report=report, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("The report is reviewed."))
            return redirect("incidents:incident", request.facility.slug, pk)
    return _about_incident(
        request,
        found,
        form,
        "incidents/review_report.html",
        report=report,
        report_facts=presenters.report_facts(report),
        mine=report.recorder_id == request.actor.pk,
    )


@requires(permissions.VIEW_INCIDENT)
@require_safe
def open_report(request: Request, pk: UUID) -> HttpResponse:
    """Where a task of an event leads: to the report to write, to the one to review, or there."""
    found = queries.incident_of_task(request.scope, pk)
    if found is None:
        raise Http404
    slug, scope = request.facility.slug, request.scope
    if queries.report_of(scope, found) is not None and scope.may(permissions.REVIEW_REPORT):
        return redirect("incidents:review_report", slug, found.pk)
    page = "sign_report" if scope.may(permissions.SIGN_REPORT) else "incident"
    return redirect(f"incidents:{page}", slug, found.pk)


def _incident(request: Request, pk: UUID, action: str) -> Any:
    """An event this reader may read, or 404. That it was opened is written down."""
    found = get_object_or_404(queries.incidents(request.scope), pk=pk)
    view_seen(request, found.resident_id, action)
    return found


def _about_incident(
    request: Request, found: Any, form: Any, page: str, **more: Any
) -> HttpResponse:
    home = notes.home_of(request.scope, found.resident, clock.now())
    context = {
        "form": form,
        "incident": found,
        "title": presenters.title_of(found),
        "facts": presenters.facts(request, found),
        **_about(request, home),
        **more,
    }
    return render(request, page, context, status=status_of(form))


def _whose(request: Request, resident_id: UUID, action: str) -> Any:
    """The resident a page is about, with the place they hold; 404 for one who is not there."""
    resident = get_object_or_404(people.residents(request.scope), pk=resident_id)
    view_seen(request, resident, action)
    return notes.home_of(request.scope, resident, clock.now())


def _place(request: Request, resident_id: UUID) -> Any:
    held = people.places_held(request.scope, [resident_id], clock.now()).get(resident_id)
    return held.place if held else None


def _about(request: Request, home: Any) -> dict[str, Any]:
    facility = request.facility
    return {
        "resident": home.resident,
        "banner": banner(home, facility, facility.today()),
        "place": home.place,
    }
