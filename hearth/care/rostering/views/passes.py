"""Somebody an agency sends: let in on one form, out with one tap."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.care.rostering import actions, permissions, queries
from hearth.care.rostering.forms import openings as forms
from hearth.care.rostering.presenters import openings as words
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.content import lists
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import queries as staff


FIELDS = {
    "agency-missing": "agency",
    "number-missing": "number",
    "works-here": "number",
    "pass-open": "number",
    "pass-role": "role",
    "until-past": "until",
    "too-long": "until",
    "ends-missing": "ends",
    "sort-unknown": "sort",
    "name-missing": "family",
    "pin-shape": "pin",
    "pin-simple": "pin",
    "pin-date": "pin",
    "not-qualified": "despite",
    "ask-somebody": "despite",
    "holds-it": "run",
    "wrong-role": "run",
    "run-closed": "run",
}


@requires(permissions.VIEW_AGENCY_PASSES)
@require_safe
def agency_passes(request: Request) -> HttpResponse:
    """Who is here from an agency."""
    rows = list(queries.agency_passes(request.scope))
    context = {
        "answer": words.passes_answer(rows),
        "table": words.passes_table(request, rows),
        "may_make": request.scope.may(permissions.MAKE_AGENCY_PASS),
    }
    return render(request, "rostering/agency_passes.html", context)


@requires(permissions.MAKE_AGENCY_PASS)
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def make_agency_pass(request: Request) -> HttpResponse:
    """Let somebody in whom an agency sends."""
    scope, facility = request.scope, request.facility
    turn = staff.turn_to_come_for(scope, facility, clock.now())
    form = forms.AgencyPassForm(
        posted(request),
        runs=staff.runs(scope),
        sorts=lists.choices(staff.SORTS, facility),
        zone=facility.zone,
        initial={"until": turn.ends if turn else None, **_asked(request)},
    )
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        despite = values.pop("despite")
        done = carried_out(
            form,
            lambda: actions.make_agency_pass(
                scope=scope, by=request.actor, new=actions.NewPass(**values), despite=despite
            ),
            FIELDS,
        )
        if done is not None:
            said = _("{who} is on duty. The PIN works on the tablets until they leave.")
            messages.success(request, said.format(who=done.member))
            return redirect("rostering:agency_passes", facility.slug)
    return render(
        request, "rostering/make_agency_pass.html", {"form": form}, status=status_of(form)
    )


@requires(permissions.END_AGENCY_PASS)
@require_POST
def end_agency_pass(request: Request, pk: UUID) -> HttpResponse:
    """They leave: duty, PIN and sign-in end."""
    found = get_object_or_404(queries.agency_passes(request.scope, ended=True), pk=pk)
    try:
        actions.end_agency_pass(scope=request.scope, by=request.actor, agency_pass=found)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("{who} has left").format(who=found.member))
    return redirect("rostering:agency_passes", request.facility.slug)


def _asked(request: Request) -> dict[str, Any]:
    """A run that stands empty may be named in the address."""
    run = request.GET.get("run", "")
    return {"run": run} if run else {}
