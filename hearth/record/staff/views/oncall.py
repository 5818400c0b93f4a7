"""Whose turn it is to be called."""

from datetime import time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, forms, permissions, presenters, queries

from .common import FIELDS, page


@requires(permissions.VIEW_DUTY)
@require_safe
def on_call(request: Request) -> HttpResponse:
    """Whom to call now, and whose turns come."""
    scope, now = request.scope, clock.now()
    called = queries.on_call(scope, now)
    ahead = queries.on_calls(scope).filter(starts__gt=now)[:60]
    context = {
        "count": len(called),
        "called": presenters.on_call_table(request, called, _("On call now"), now),
        "ahead": presenters.on_call_table(request, ahead, _("Turns to come"), now),
        "actions": presenters.link(
            request, _("Plan a turn"), "plan_on_call", style="plain", icon="plus"
        ),
    }
    return page(request, "on_call", "on_call", context)


@requires(permissions.PLAN_ON_CALL)
@require_http_methods(["GET", "POST"])
def plan_on_call(request: Request) -> HttpResponse:
    """Plan whose turn it is."""
    scope, facility = request.scope, request.facility
    day = facility.today()
    form = forms.PlanOnCallForm(
        posted(request),
        people=queries.members(scope, day),
        zone=facility.zone,
        initial={
            "starts": instant_of(day, time(17), facility.zone),
            "ends": instant_of(day + timedelta(days=1), time(8), facility.zone),
        },
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.plan_on_call(scope=scope, by=request.actor, **form.cleaned_data),
            FIELDS | {"ends-first": "ends", "too-long": "ends", "not-employed": "member"},
        )
        if done is not None:
            messages.success(request, _("Planned"))
            return redirect("staff:on_call", facility.slug)
    return page(request, "on_call", "plan_on_call", {"form": form}, status_of(form))


@requires(permissions.CANCEL_ON_CALL)
@require_http_methods(["GET", "POST"])
def cancel_on_call(request: Request, pk: UUID) -> HttpResponse:
    """Take a turn back, after a second look."""
    turn = get_object_or_404(queries.on_calls(request.scope), pk=pk)
    if request.method == "POST":
        try:
            actions.cancel_on_call(scope=request.scope, by=request.actor, turn=turn)
        except Refused as refusal:
            messages.error(request, refusal.shown(_))
        else:
            messages.success(request, _("Cancelled"))
        return redirect("staff:on_call", request.facility.slug)
    context = {"turn": turn, "role": presenters.role_text(turn.role)}
    return page(request, "on_call", "cancel_on_call", context)
