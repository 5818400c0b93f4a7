"""One is here, or goes: light pages, for a phone in a corridor."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity import sessions
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.platform.ui.links import address
from hearth.record.staff import actions, permissions, presenters, queries
from hearth.record.staff.codes import DutyStatus
from hearth.record.staff.forms import qualifications as forms
from hearth.record.staff.presenters import qualifications as words

from .common import page


@requires(permissions.CHECK_IN)
@require_http_methods(["GET", "POST"])
def check_in(request: Request) -> HttpResponse:
    """I am here: one tap for each role I hold."""
    member = queries.member_of(request.scope, request.actor)
    roles = _roles(request, member)
    form = forms.CheckInForm(
        posted(request), roles=[(r, presenters.role_text(r)) for r in roles]
    )
    if request.method == "POST" and member is not None and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.check_in(
                scope=request.scope, by=request.actor, member=member, **form.cleaned_data
            ),
        )
        if done is not None:
            return redirect("staff:check_in", request.facility.slug)
    return _arrivals(request, member, roles, form)


@requires(permissions.CHECK_OUT)
@require_http_methods(["GET", "POST"])
def check_out(request: Request) -> HttpResponse:
    """I am leaving. On a shared tablet the next person chooses their name."""
    member = queries.member_of(request.scope, request.actor)
    if request.method == "POST" and member is not None:
        try:
            actions.check_out(scope=request.scope, by=request.actor, member=member)
        except Refused as refusal:
            messages.error(request, refusal.shown(_))
        else:
            if sessions.opened_by_pin(request):
                logout(request)
                return redirect("office:choose_person")
    if request.method == "POST":
        return redirect("staff:check_in", request.facility.slug)
    return _arrivals(request, member, _roles(request, member), None)


@requires(permissions.START_DUTY)
@require_http_methods(["GET", "POST"])
def check_in_member(request: Request) -> HttpResponse:
    """Somebody is here whom nobody planned."""
    scope, today = request.scope, request.facility.today()
    held = queries.role_codes(scope, today)
    known = sorted({r for codes in held.values() for r in codes}, key=presenters.role_text)
    people = [m for m in queries.members(scope, today) if m.pk in held]
    form = forms.CheckInMemberForm(
        posted(request),
        people=people,
        roles=[(r, presenters.role_text(r)) for r in known],
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.check_in(scope=scope, by=request.actor, **form.cleaned_data),
            {"role-missing": "role", "duty-began": "member", "not-qualified": "despite"},
        )
        if done is not None:
            messages.success(request, _("{who} is on duty").format(who=done.member))
            return redirect("staff:duty_board", request.facility.slug)
    return page(request, "duty_board", "check_in_member", {"form": form}, status_of(form))


def _arrivals(request: Request, member: Any, roles: list[str], form: Any) -> HttpResponse:
    """The page: how one stands, and one button for each thing one may say."""
    facility, now = request.facility, clock.now()
    near = _near(request, member)
    running = [d for d in near if d.status == DutyStatus.ON]
    planned = next((d for d in near if d.status == DutyStatus.PLANNED and d.ends > now), None)
    errors = form.errors.get("__all__", ()) if form is not None and form.is_bound else ()
    context = {
        "answer": words.arrival_answer(member, running, facility),
        "note": words.arrival_note(planned, running, facility, now) if member else "",
        "errors": list(errors),
        "going": words.going(request, running),
        "coming": words.coming(request, roles, running, planned),
        "list_url": address("floor:shift", facility.slug)
        if request.scope.may("floor.view_shift")
        else "",
        "nobody": member is not None and not roles,
    }
    status = status_of(form) if form is not None else 200
    return render(request, "staff/arrivals.html", context, status=status)


def _roles(request: Request, member: Any) -> list[str]:
    """As what somebody may be on duty today."""
    if member is None:
        return []
    held = queries.role_codes(request.scope, request.facility.today())
    return held.get(member.pk, [])


def _near(request: Request, member: Any) -> list[Any]:
    """Their duties around now."""
    if member is None:
        return []
    now, day = clock.now(), timedelta(hours=24)
    found = queries.duties(request.scope).filter(member=member, starts__gt=now - 2 * day)
    return list(found.filter(starts__lt=now + timedelta(hours=3)))
