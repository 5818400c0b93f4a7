"""The duty board of a day: who is here against who is needed."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.queries import neighborhoods
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, forms, permissions, presenters, queries

from .common import FIELDS, page


@requires(permissions.VIEW_DUTY)
@require_safe
def duty_board(request: Request) -> HttpResponse:
    """Who is on duty and on call now, and who is planned for a day."""
    scope, facility, now = request.scope, request.facility, clock.now()
    day = _day(request)
    here = queries.on_duty(scope, now) if day == facility.today() else None
    duties = queries.duties_on(scope, facility, day)
    called = queries.legs_at(scope, now) if here else []
    context = {
        "day": day,
        "here": here,
        "answer": presenters.duty_answer(here) if here else presenters.short_day_text(day),
        "turns": presenters.turns_text(here, facility) if here else "",
        "now_table": presenters.now_table(request, here, day) if here else None,
        "called": presenters.on_call_table(request, called, _("On call now"), now),
        "tables": presenters.duty_tables(request, duties, now),
        "filters": presenters.days_filter(request, day),
        "actions": _plan_link(request, day),
    }
    return page(request, "duty_board", "duty_board", context)


@requires(permissions.PLAN_DUTY)
@require_http_methods(["GET", "POST"])
def plan_duty(request: Request) -> HttpResponse:
    """Plan one person or several, in one role."""
    scope, facility, day = request.scope, request.facility, _day(request)
    held = queries.role_codes(scope, day)
    offered = Counter(role for roles in held.values() for role in roles)
    asked = request.GET.get("role", "")
    role = asked if asked in offered else next((r for r, _n in offered.most_common(1)), "")
    able = [m for m in queries.members(scope, day) if role in held.get(m.pk, ())]
    form = forms.PlanDutyForm(
        posted(request),
        people=able,
        label=presenters.busy_labels(queries.duties_on(scope, facility, day), facility),
        shifts=queries.shifts(scope),
        neighborhoods=neighborhoods(scope),
        zone=facility.zone,
        initial={"day": day, "shift": _shift_now(request)},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        people, despite = values.pop("people"), values.pop("despite")
        wanted = [actions.PlannedDuty(member=who, role=role, **values) for who in people]
        done = carried_out(
            form,
            lambda: actions.plan_duties(
                scope=scope, by=request.actor, duties=wanted, despite=despite
            ),
            {
                "on-duty-then": "people",
                "not-employed": "people",
                "role-missing": "people",
                "not-qualified": "despite",
                "not-yours": "despite",
            },
        )
        if done is not None:
            messages.success(request, _("Planned"))
            return _to_board(request, wanted[0].starts.astimezone(facility.zone).date())
    context = {
        "form": form,
        "role": presenters.role_text(role) if role else "",
        "filters": presenters.role_filter(
            request, offered, role, more=f"&day={day.isoformat()}"
        ),
    }
    return page(request, "duty_board", "plan_duty", context, status_of(form))


@requires(permissions.CHANGE_DUTY)
@require_http_methods(["GET", "POST"])
def change_duty(request: Request, pk: UUID) -> HttpResponse:
    """Move a duty, give it to somebody else, or change its role, place or run."""
    scope, facility, found = request.scope, request.facility, _load(request, pk)
    starts, ends = (x.astimezone(facility.zone) for x in (found.starts, found.ends))
    form = forms.ChangeDutyForm(
        posted(request),
        people=queries.members(scope, starts.date()),
        shifts=queries.shifts(scope),
        neighborhoods=neighborhoods(scope),
        zone=facility.zone,
        initial={
            "member": found.member_id,
            "role": found.role,
            "day": starts.date(),
            "shift": found.shift_id,
            "start": starts.time(),
            "end": ends.time(),
            "run": found.run,
            "neighborhood": found.neighborhood_id,
        },
    )
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        despite = changes.pop("despite")
        done = carried_out(
            form,
            lambda: actions.change_duty(
                scope=scope,
                by=request.actor,
                duty=found,
                changes=changes,  # type: ignore[arg-type]
                despite=despite,
            ),
            FIELDS
            | {
                "on-duty-then": "member",
                "not-employed": "member",
                "not-qualified": "despite",
                "not-yours": "despite",
            },
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return _to_board(request, done.starts.astimezone(facility.zone).date())
    context = {
        "form": form,
        "duty": found,
        "chip": presenters.duty_chip(found, facility, clock.now()),
        "actions": presenters.duty_actions(request, found, clock.now()),
    }
    return page(request, "duty_board", "change_duty", context, status_of(form))


@requires(permissions.START_DUTY)
@require_http_methods(["GET", "POST"])
def start_duty(request: Request, pk: UUID) -> HttpResponse:
    """Say that somebody came, and when."""
    return _happened(request, pk, actions.start_duty, "start_duty", forms.StartDutyForm)


@requires(permissions.END_DUTY)
@require_http_methods(["GET", "POST"])
def end_duty(request: Request, pk: UUID) -> HttpResponse:
    """Say that somebody left, and when."""
    return _happened(request, pk, actions.end_duty, "end_duty", forms.AtForm)


def _happened(request: Request, pk: UUID, act, template: str, ask) -> HttpResponse:  # type: ignore[no-untyped-def]
    found, zone = _load(request, pk), request.facility.zone
    form = ask(posted(request), zone=zone, initial={"effective": clock.now()})
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: act(scope=request.scope, by=request.actor, duty=found, **form.cleaned_data),
            FIELDS | {"not-qualified": "despite"},
        )
        if done is not None:
            messages.success(request, _("Recorded"))
            return _to_board(request, _day_of(request, found))
    context = {"form": form, "duty": found, "role": presenters.role_text(found.role)}
    return page(request, "duty_board", template, context, status_of(form))


def _load(request: Request, pk: UUID):  # type: ignore[no-untyped-def]
    return get_object_or_404(queries.duties(request.scope), pk=pk)


def _day(request: Request) -> date:
    """The day asked for; today where none, or none that exists, is named."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.facility.today()


def _shift_now(request: Request) -> UUID | None:
    turn = queries.turn_now(request.scope, request.facility, clock.now())
    return turn.shift.id if turn else None


def _day_of(request: Request, found) -> date:  # type: ignore[no-untyped-def]
    return found.starts.astimezone(request.facility.zone).date()


def _to_board(request: Request, day: date) -> HttpResponse:
    response = redirect("staff:duty_board", request.facility.slug)
    if day != request.facility.today():
        response["Location"] += f"?day={day.isoformat()}"
    return response


def _plan_link(request: Request, day: date):  # type: ignore[no-untyped-def]
    link = presenters.link
    found = link(request, _("Plan duties"), "plan_duty", style="plain", icon="plus")
    found = presenters.with_query(found, f"?day={day.isoformat()}")
    if day != request.facility.today():
        return found
    return found + presenters.lead_links(request)
