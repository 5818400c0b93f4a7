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
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import Action
from hearth.record.staff import actions, forms, permissions, presenters, queries, rules

from .common import FIELDS, page


@requires(permissions.VIEW_DUTY)
@require_safe
def on_call(request: Request) -> HttpResponse:
    """Whom to call now, whose turns come, and when nobody is to be called."""
    scope, facility, now = request.scope, request.facility, clock.now()
    rota = queries.on_call_rota(scope, facility, now, now + rules.LOOK_AHEAD)
    ahead = [leg for leg in rota.legs if leg.starts > now]
    context = {
        "answer": presenters.on_call_answer(rota, now),
        "called": presenters.on_call_table(request, rota.at(now), _("On call now"), now),
        "gaps": presenters.gaps_table(request, rota.gaps),
        "ahead": presenters.on_call_table(request, ahead, _("Turns to come"), now),
        "actions": (
            *presenters.link(
                request, _("Plan turns"), "plan_rotation", style="plain", icon="repeat"
            ),
            *presenters.link(request, _("Plan one turn"), "plan_on_call", icon="plus"),
        ),
        "more": _doors(request),
    }
    return page(request, "on_call", "on_call", context)


def _doors(request: Request) -> tuple[Action, ...]:
    """What else is asked about being on call, as far as this reader may open it."""
    wanted = (
        ("desk.view_on_call", "desk:view_on_call", _("On-call page"), "phone"),
        (permissions.VIEW_STAND_INS, "staff:view_stand_ins", _("Who stands in"), "users"),
        (
            "desk.view_on_call_load",
            "desk:view_on_call_load",
            _("How much people are on call"),
            "clock",
        ),
    )
    found = []
    for permission, name, label, icon in wanted:
        url = address(name, request.facility.slug)
        if url and request.scope.may(permission):
            found.append(Action(label, url, icon=icon))
    return tuple(found)


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
            **_asked(request),
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


def _asked(request: Request) -> dict[str, str]:
    """The gap somebody came from, to be filled."""
    names = {"role": "role", "position": "position", "from": "starts", "to": "ends"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


@requires(permissions.PLAN_ROTATION)
@require_http_methods(["GET", "POST"])
def plan_rotation(request: Request) -> HttpResponse:
    """Plan turns one after the other, among those who may be on duty as it."""
    scope, facility = request.scope, request.facility
    day = facility.today()
    held = queries.role_codes(scope, day)
    offered = rules.office_roles(role for roles in held.values() for role in roles)
    usual = [need.role for need in queries.on_call_needs(scope, facility)]
    asked = [request.GET.get("role", ""), *usual, *sorted(offered)]
    role = next((r for r in asked if r in offered), "")
    form = forms.PlanRotationForm(
        posted(request),
        people=[m for m in queries.members(scope, day) if role in held.get(m.pk, ())],
        initial={"first": day, "at": time(17)},
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.plan_rotation(
                scope=scope, by=request.actor, role=role, **form.cleaned_data
            ),
            FIELDS
            | {"nobody-named": "members", "no-phone": "members", "not-employed": "members"},
        )
        if done is not None:
            messages.success(request, _("Planned"))
            return redirect("staff:on_call", facility.slug)
    context = {
        "form": form,
        "role": presenters.role_text(role) if role else "",
        "filters": presenters.role_filter(request, offered, role),
    }
    return page(request, "on_call", "plan_rotation", context, status_of(form))


@requires(permissions.TAKE_PART_OF_TURN)
@require_http_methods(["GET", "POST"])
def take_part_of_turn(request: Request, pk: UUID) -> HttpResponse:
    """Let somebody else be called for a while."""
    scope, facility, now = request.scope, request.facility, clock.now()
    turn = get_object_or_404(queries.on_calls(scope).filter(instead_of__isnull=True), pk=pk)
    form = forms.TakePartOfTurnForm(
        posted(request),
        people=queries.members(scope, facility.today()).exclude(pk=turn.member_id),
        zone=facility.zone,
        initial={"starts": max(turn.starts, now), "ends": turn.ends},
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.take_part_of_turn(
                scope=scope, by=request.actor, turn=turn, **form.cleaned_data
            ),
            FIELDS
            | {"outside-turn": "starts", "part-taken": "starts", "same-person": "member"},
        )
        if done is not None:
            messages.success(request, _("Planned"))
            return redirect("staff:on_call", facility.slug)
    context = {"form": form, "turn": turn, "role": presenters.role_text(turn.role)}
    return page(request, "on_call", "take_part_of_turn", context, status_of(form))


@requires(permissions.TAKE_OVER_TURN)
@require_http_methods(["GET", "POST"])
def take_over_turn(request: Request, pk: UUID) -> HttpResponse:
    """Say that one has the turn, and what one was told."""
    scope = request.scope
    turn = get_object_or_404(queries.on_calls(scope), pk=pk)
    form = forms.TakeOverTurnForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.take_over_turn(
                scope=scope, by=request.actor, turn=turn, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Recorded"))
            return redirect("staff:on_call", request.facility.slug)
    context = {"form": form, "turn": turn, "role": presenters.role_text(turn.role)}
    return page(request, "on_call", "take_over_turn", context, status_of(form))


@requires(permissions.RECORD_CALL_TAKEN)
@require_http_methods(["GET", "POST"])
def record_call_taken(request: Request) -> HttpResponse:
    """Record that one was called while on call: it counts as load, and is nobody's fault."""
    scope, facility, now = request.scope, request.facility, clock.now()
    me = queries.member_of(scope, request.actor)
    called = {leg.row.member_id for leg in queries.legs_at(scope, now)}
    people = queries.members(scope, facility.today())
    if not scope.may(permissions.PLAN_ON_CALL):
        people = people.filter(actor_id=request.actor.pk)
    form = forms.RecordCallTakenForm(
        posted(request),
        people=people,
        zone=facility.zone,
        initial={
            "member": me.pk if me else next(iter(called), None),
            "effective": now,
        },
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.record_call_taken(
                scope=scope, by=request.actor, **form.cleaned_data
            ),
            FIELDS | {"not-on-call": "effective", "too-long": "minutes"},
        )
        if done is not None:
            messages.success(request, _("Recorded"))
            return redirect(_back(request))
    return page(request, "on_call", "record_call_taken", {"form": form}, status_of(form))


@requires(permissions.RETRACT_CALL_TAKEN)
@require_http_methods(["GET", "POST"])
def retract_call_taken(request: Request, pk: UUID) -> HttpResponse:
    """Take back a call that never was, saying why."""
    call = get_object_or_404(queries.calls_taken(request.scope), pk=pk)
    form = forms.RetractCallTakenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.retract_call_taken(
                scope=request.scope, by=request.actor, call=call, **form.cleaned_data
            ),
            {"reason-missing": "reason"},
        )
        if done is not None:
            messages.success(request, _("Recorded"))
            return redirect(_back(request))
    context = {"form": form, "call": call}
    return page(request, "on_call", "retract_call_taken", context, status_of(form))


def _back(request: Request) -> str:
    return address("desk:view_on_call", request.facility.slug) or address(
        "staff:on_call", request.facility.slug
    )


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


# Who stands in


@requires(permissions.VIEW_STAND_INS)
@require_safe
def view_stand_ins(request: Request) -> HttpResponse:
    """Who is away, and who looks after their tasks and promises."""
    now = clock.now()
    rows = [
        row
        for row in queries.stand_ins(request.scope)[:200]
        if (end := row.until) is None or end > now - timedelta(days=14)
    ]
    context = {
        "count": sum(row.runs(now) for row in rows),
        "table": presenters.stand_in_table(request, rows, now),
        "actions": presenters.link(
            request, _("Name somebody"), "set_stand_in", style="plain", icon="plus"
        ),
    }
    return page(request, "on_call", "view_stand_ins", context)


@requires(permissions.SET_STAND_IN)
@require_http_methods(["GET", "POST"])
def set_stand_in(request: Request) -> HttpResponse:
    """Name who stands in for oneself; who plans the rota may do it for others."""
    scope, facility = request.scope, request.facility
    people = queries.members(scope, facility.today())
    leads = scope.may(permissions.PLAN_ON_CALL)
    away = people if leads else people.filter(actor_id=request.actor.pk)
    me = queries.member_of(scope, request.actor)
    form = forms.SetStandInForm(
        posted(request),
        members=away,
        people=people,
        zone=facility.zone,
        initial={"member": me.pk if me else None, "starts": clock.now()},
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.set_stand_in(scope=scope, by=request.actor, **form.cleaned_data),
            FIELDS
            | {
                "same-person": "stand_in",
                "ends-first": "ends",
                "until-past": "ends",
                "not-employed": "stand_in",
                "away-then": "starts",
            },
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:view_stand_ins", facility.slug)
    return page(request, "on_call", "set_stand_in", {"form": form}, status_of(form))


@requires(permissions.END_STAND_IN)
@require_http_methods(["POST"])
def end_stand_in(request: Request, pk: UUID) -> HttpResponse:
    """Say that somebody is back."""
    row = get_object_or_404(queries.stand_ins(request.scope), pk=pk)
    try:
        actions.end_stand_in(scope=request.scope, by=request.actor, row=row)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("Recorded"))
    return redirect("staff:view_stand_ins", request.facility.slug)
