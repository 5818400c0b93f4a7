"""Someone lets a surveyor in, follows the visit, and sees them out."""

import secrets
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity import scopes
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.scope import scoped
from hearth.platform.ui import parts
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.documents import actions, permissions, queries, rules
from hearth.record.documents.forms import surveying as forms
from hearth.record.documents.presenters import released, surveying
from hearth.record.residents import queries as residents


SHARE = 10
"""Per cent of residents drawn at random when asked: a sample surveyors commonly begin with."""
FIELDS = {
    "ends-past": "last_day",
    "visit-long": "last_day",
    "restricted": "knowingly",
    "not-yours": "sample",
    "part2": "sample",
    "sampled": "sample",
}


@requires(permissions.VIEW_SURVEY_VISITS)
@require_safe
def survey_visits(request: Request) -> HttpResponse:
    """Every visit, the one that runs first."""
    now = clock.now()
    found = list(queries.visits(request.scope)[:100])
    running = [v for v in found if surveying.is_running(v, now)]
    waiting = frozenset(v.pk for v in running if not queries.open_to_visitor(request.scope, v))
    context = {
        "table": surveying.visit_table(found, request.facility, now, waiting),
        "answer": surveying.answer(running[0], request.facility, now)
        if running
        else _("No surveyor is here"),
        "may_open": request.scope.may(permissions.OPEN_SURVEY_VISIT),
    }
    return render(request, "documents/survey_visits.html", context)


@requires(permissions.OPEN_SURVEY_VISIT)
@never_cache
@require_http_methods(["GET", "POST"])
def open_survey_visit(request: Request) -> HttpResponse:
    """Let a surveyor in on one form; the answer is the code, shown this once."""
    finder = queries.Finder(request.scope, clock.now())
    initial = {"last_day": request.facility.today(), "badge_seen_by": request.actor.label}
    form = forms.OpenSurveyVisitForm(
        posted(request), facility=request.facility, finder=finder, initial=initial
    )
    if request.method == "POST" and "draw" in request.POST:
        form = _drawn(request, finder)
    elif request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.open_survey_visit(
                scope=request.scope, by=request.actor, **form.said()
            ),
            FIELDS,
        )
        if made is not None:
            return _show_code(request, made)
    context = {"form": form, "share": SHARE, "people": len(finder.standings)}
    return render(request, "documents/open_survey_visit.html", context, status=status_of(form))


def _drawn(request: Request, finder: queries.Finder) -> forms.OpenSurveyVisitForm:
    """The form as it was typed, with residents drawn at random in it; nothing is opened yet."""
    typed: dict[str, Any] = {
        name: request.POST.get(name, "") for name in forms.OpenSurveyVisitForm.base_fields
    }
    normal = [s for s in finder.standings if s.resident.security_label == "normal"]
    chosen = rules.random_sample(normal, SHARE, secrets.randbelow)
    typed |= {"sample": "\n".join(finder.name_of(one) for one in chosen), "at_random": True}
    return forms.OpenSurveyVisitForm(facility=request.facility, finder=finder, initial=typed)


def _show_code(request: Request, made: Any) -> HttpResponse:
    url = request.build_absolute_uri(reverse("identity:use_visit_code"))
    picture = surveying.code_picture(f"{url}?{urlencode({'as': made.code[:5]})}")
    context = {
        "visit": made.visit,
        "code": made.code,
        "url": url,
        "picture": picture,
        "unchosen": surveying.unchosen_notice(
            made.visit,
            request.facility,
            chosen=queries.open_to_visitor(request.scope, made.visit),
            may_choose=_may_choose(request),
        ),
    }
    return render(request, "documents/survey_code.html", context)


@requires(permissions.VIEW_SURVEY_VISIT)
@require_safe
def view_survey_visit(request: Request, visit_id: UUID) -> HttpResponse:
    """The visit as it runs: whose records, what was opened, what was asked and given."""
    visit = _visit(request, visit_id)
    return _visit_page(request, visit)


def _visit_page(
    request: Request, visit: Any, *, sample_form: Any = None, asked_form: Any = None
) -> HttpResponse:
    now, scope, facility = clock.now(), request.scope, request.facility
    running = surveying.is_running(visit, now)
    context = _told(request, visit) | {
        "running": running,
        "crumbs": _crumbs(request),
        "actions": surveying.visit_actions(visit, scope, facility, now),
        "dialog": surveying.end_dialog(visit, facility) if running else None,
        "asked_form": asked_form or forms.LogSurveyRequestForm(),
        "may_log": scope.may(permissions.LOG_SURVEY_REQUEST),
    }
    if running:
        chosen = queries.open_to_visitor(scope, visit)
        context["unchosen"] = surveying.unchosen_notice(
            visit, facility, chosen=chosen, may_choose=_may_choose(request), here=True
        )
        context["unseen"] = surveying.unseen_words(chosen - context["in_sample"])
    if running and _may_choose(request):
        finder = queries.Finder(scope, now)
        context["sample_form"] = sample_form or forms.AddToSampleForm(finder=finder)
        context["names"] = finder.offered()
    form = sample_form or asked_form
    page = "documents/view_survey_visit.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{page}#board", context)
    return render(request, page, context, status=status_of(form) if form else 200)


@requires(permissions.VIEW_SURVEY_VISIT)
@require_safe
def print_survey_visit(request: Request, visit_id: UUID) -> HttpResponse:
    """The visit as evidence, on paper."""
    visit = _visit(request, visit_id)
    context = _told(request, visit, on_paper=True) | {
        "printed_at": clock.now(),
        "back_url": reverse(
            "documents:view_survey_visit", args=[request.facility.slug, visit_id]
        ),
    }
    return render(request, "documents/print_survey_visit.html", context)


def _told(request: Request, visit: Any, *, on_paper: bool = False) -> dict[str, Any]:
    """What there is to say of a visit, read as somebody who may read the trail of it."""
    now, scope, facility = clock.now(), request.scope, request.facility
    with _looking(scope) as wide:
        sample = list(queries.sampled_in(wide, visit))
        opened = queries.opened_in(wide, visit, visit.ended_at or now)
        ids = [row.resident_id for row in sample]
        places = residents.places_held(wide, ids, now) if ids else {}
        asked = list(queries.asked_in(wide, visit))
        copies = list(queries.disclosures_of_visit(wide, visit))
    labels = {key: held.place.label for key, held in places.items()}
    names = {row.resident_id: str(row.resident) for row in sample}
    return {
        "visit": visit,
        "answer": surveying.answer(visit, facility, now),
        "waiting": surveying.waiting_words(asked),
        "facts": surveying.visit_facts(visit, facility),
        "sample": surveying.sample_table(
            visit, sample, opened, labels, scope, facility, now, on_paper=on_paper
        ),
        "opened": surveying.opened_table(opened, names, facility),
        "asked": surveying.request_table(visit, asked, scope, facility, now, on_paper=on_paper),
        "copies": released.disclosure_table(
            copies, scope, facility, with_resident=True, on_paper=on_paper
        ),
        "in_sample": sum(row.removed_at is None for row in sample),
        "heads": {
            "sample": parts.Section(_("Sample"), "sample", len(ids)),
            "asked": parts.Section(_("Asked for"), "asked", len(asked)),
            "copies": parts.Section(_("Copies given"), "copies", len(copies)),
            "opened": parts.Section(_("Opened"), "opened"),
        },
    }


@contextmanager
def _looking(scope: Any) -> Any:
    """The scope in which the trail of a visit is read by somebody who sees no residents."""
    if scope.residents is None or not scope.may("audit.view_audit"):
        yield scope
        return
    wide = scopes.review_scope(scope)
    with scoped(wide):
        yield wide


@requires(permissions.RENEW_SURVEY_CODE)
@never_cache
@require_POST
def renew_survey_code(request: Request, visit_id: UUID) -> HttpResponse:
    """Another code for a surveyor who was signed out."""
    visit = _visit(request, visit_id)
    made = actions.renew_survey_code(scope=request.scope, by=request.actor, visit=visit)
    return _show_code(request, made)


@requires(permissions.EXTEND_SURVEY_VISIT)
@require_http_methods(["GET", "POST"])
def extend_survey_visit(request: Request, visit_id: UUID) -> HttpResponse:
    """A later last day."""
    visit = _visit(request, visit_id)
    day = visit.ends.astimezone(request.facility.zone).date()
    form = forms.ExtendSurveyVisitForm(posted(request), initial={"last_day": day})
    if form.is_bound and form.is_valid():
        ends = forms.end_of(form.cleaned_data["last_day"], request.facility)
        made = carried_out(
            form,
            lambda: actions.extend_survey_visit(
                scope=request.scope, by=request.actor, visit=visit, ends=ends
            ),
            FIELDS,
        )
        if made is not None:
            messages.success(request, _("Made longer."))
            return _to(request, visit)
    return _verb(request, visit, "extend_survey_visit", form)


@requires(permissions.END_SURVEY_VISIT)
@require_POST
def end_survey_visit(request: Request, visit_id: UUID) -> HttpResponse:
    """See the surveyor out."""
    visit = _visit(request, visit_id)
    actions.end_survey_visit(scope=request.scope, by=request.actor, visit=visit)
    messages.success(request, _("The visit is over."))
    return _to(request, visit)


@requires(permissions.ADD_TO_SAMPLE)
@require_POST
def add_to_sample(request: Request, visit_id: UUID) -> HttpResponse:
    """Open one more record, or several, by room or name."""
    visit = _visit(request, visit_id)
    finder = queries.Finder(request.scope, clock.now())
    form = forms.AddToSampleForm(request.POST, finder=finder)
    if form.is_valid():
        made = carried_out(form, lambda: _add_all(request, visit, form.cleaned_data), FIELDS)
        if made is not None:
            return _to(request, visit)
    return _visit_page(request, visit, sample_form=form)


def _add_all(request: Request, visit: Any, said: dict[str, Any]) -> bool:
    with transaction.atomic():  # all of them, or none
        for one in said["sample"]:
            actions.add_to_sample(
                scope=request.scope,
                by=request.actor,
                visit=visit,
                resident=one,
                knowingly=said["knowingly"],
            )
    return True


@requires(permissions.REMOVE_FROM_SAMPLE)
@require_POST
def remove_from_sample(request: Request, visit_id: UUID, resident_id: UUID) -> HttpResponse:
    """Close a record to the surveyor again."""
    visit = _visit(request, visit_id)
    one = get_object_or_404(residents.every_record(request.scope), pk=resident_id)
    try:
        actions.remove_from_sample(
            scope=request.scope, by=request.actor, visit=visit, resident=one
        )
    except Refused as refusal:
        messages.warning(request, refusal.shown(_))
    return _to(request, visit)


@requires(permissions.LOG_SURVEY_REQUEST)
@require_POST
def log_survey_request(request: Request, visit_id: UUID) -> HttpResponse:
    """Write down what was asked for."""
    visit = _visit(request, visit_id)
    form = forms.LogSurveyRequestForm(request.POST)
    if form.is_valid():
        made = carried_out(
            form,
            lambda: actions.log_survey_request(
                scope=request.scope,
                by=request.actor,
                visit=visit,
                text=form.cleaned_data["text"],
                due=form.due_at(request.facility),
            ),
        )
        if made is not None:
            return _to(request, visit)
    return _visit_page(request, visit, asked_form=form)


@requires(permissions.ANSWER_SURVEY_REQUEST)
@require_http_methods(["GET", "POST"])
def answer_survey_request(request: Request, visit_id: UUID, request_id: UUID) -> HttpResponse:
    """Write down what was given, when and by whom."""
    visit = _visit(request, visit_id)
    asked = get_object_or_404(queries.asked_in(request.scope, visit), pk=request_id)
    form = forms.AnswerSurveyRequestForm(
        posted(request), facility=request.facility, by=request.actor.label
    )
    if form.is_bound and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.answer_survey_request(
                scope=request.scope, by=request.actor, request=asked, **form.cleaned_data
            ),
            {"future": "given_at", "too-early": "given_at"},
        )
        if made is not None:
            return _to(request, visit)
    return _verb(request, visit, "answer_survey_request", form, asked=asked)


@requires(permissions.RETRACT_SURVEY_REQUEST)
@require_http_methods(["GET", "POST"])
def retract_survey_request(request: Request, visit_id: UUID, request_id: UUID) -> HttpResponse:
    """It was written down by mistake."""
    visit = _visit(request, visit_id)
    asked = get_object_or_404(queries.asked_in(request.scope, visit), pk=request_id)
    form = forms.ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.retract_survey_request(
                scope=request.scope, by=request.actor, request=asked, **form.cleaned_data
            ),
        )
        if made is not None:
            return _to(request, visit)
    return _verb(request, visit, "retract_survey_request", form, asked=asked)


def _may_choose(request: Request) -> bool:
    """Whether whoever asks sees residents to choose from."""
    scope = request.scope
    return scope.may(permissions.ADD_TO_SAMPLE) and scope.residents is None


def _visit(request: Request, visit_id: UUID) -> Any:
    return get_object_or_404(queries.visits(request.scope), pk=visit_id)


def _to(request: Request, visit: Any) -> HttpResponse:
    return redirect("documents:view_survey_visit", request.facility.slug, visit.pk)


def _verb(request: Request, visit: Any, verb: str, form: Any, **more: Any) -> HttpResponse:
    page = reverse("documents:view_survey_visit", args=[request.facility.slug, visit.pk])
    crumbs = _crumbs(request, parts.Crumb(str(visit), page))
    context = {"visit": visit, "form": form, "crumbs": crumbs} | more
    return render(request, f"documents/{verb}.html", context, status=status_of(form))


def _crumbs(request: Request, *further: parts.Crumb) -> parts.Crumbs:
    url = reverse("documents:survey_visits", args=[request.facility.slug])
    return parts.Crumbs((parts.Crumb(_("Surveyors"), url), *further))
