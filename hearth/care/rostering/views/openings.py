"""Somebody does not come: call them off, and find somebody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.care.rostering import actions, permissions, queries
from hearth.care.rostering.codes import OfferAnswer, OpenShiftStatus
from hearth.care.rostering.forms import openings as forms
from hearth.care.rostering.presenters import openings as words
from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import queries as staff


RECENT = 12


@requires(permissions.CALL_OFF)
@require_http_methods(["GET", "POST"])
def call_off(request: Request, pk: UUID) -> HttpResponse:
    """Who, from when, which kind of reason: the second tap does it."""
    duty = get_object_or_404(staff.duties(request.scope), pk=pk)
    form = forms.CallOffForm(posted(request), zone=request.facility.zone)
    if request.method == "POST" and form.is_valid():
        done = carried_out(form, lambda: (_called_off(request, duty, form.cleaned_data),))
        if done is not None:
            if done[0] is not None:
                return redirect("rostering:view_open_shift", request.facility.slug, done[0].pk)
            return redirect("staff:duty_board", request.facility.slug)
    context = {
        "form": form,
        "duty": duty,
        "answer": words.call_off_answer(duty),
        "note": words.call_off_note(duty, request.facility),
        "reasons": words.reasons(),
    }
    return render(request, "rostering/call_off.html", context, status=status_of(form))


def _called_off(request: Request, duty: Any, said: dict[str, Any]) -> Any:
    opened = actions.call_off(scope=request.scope, by=request.actor, duty=duty, **said)
    messages.success(request, _("{who} is called off").format(who=duty.member))
    return opened


@requires(permissions.VIEW_OPEN_SHIFTS)
@require_safe
def open_shifts(request: Request) -> HttpResponse:
    """What is open, and who is free, qualified and rested."""
    scope, now = request.scope, clock.now()
    rows = queries.open_now(scope, now)
    closed = queries.open_shifts(scope, closed=True).exclude(status=OpenShiftStatus.OPEN)
    context = {
        "answer": words.answer(rows),
        "openings": words.openings(request, queries.candidates(scope, request.facility, rows)),
        "closed": words.closed_table(request, closed.order_by("-closed_at")[:RECENT]),
        "may_open": scope.may(permissions.OPEN_SHIFT),
    }
    return render(request, "rostering/open_shifts.html", context)


@requires(permissions.VIEW_OPEN_SHIFTS)
@require_safe
def view_open_shift(request: Request, pk: UUID) -> HttpResponse:
    """One open shift, and everybody who could take it."""
    row = _row(request, pk)
    found = queries.candidates(request.scope, request.facility, [row])
    open_ = row.status == OpenShiftStatus.OPEN
    context = {
        "opening": words.openings(request, found, everybody=True)[0] if open_ else None,
        "row": row,
        "title": words.shift_title(row, request.facility),
        "closed": None if open_ else words.closed_table(request, [row]),
    }
    return render(request, "rostering/view_open_shift.html", context)


@requires(permissions.OPEN_SHIFT)
@require_http_methods(["GET", "POST"])
def open_shift(request: Request) -> HttpResponse:
    """Somebody is looked for, without a call-off."""
    scope, facility = request.scope, request.facility
    turn = staff.turn_to_come_for(scope, facility, clock.now())
    initial = {"starts": clock.now(), "ends": turn.ends if turn else None}
    form = forms.OpenShiftForm(
        posted(request), runs=staff.runs(scope), zone=facility.zone, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        shift = staff.shifts(scope).filter(pk=turn.shift.id).first() if turn else None
        done = carried_out(
            form,
            lambda: actions.open_shift(
                scope=scope, by=request.actor, shift=shift, **form.cleaned_data
            ),
            {"ends-first": "ends", "too-long": "ends", "past": "ends"},
        )
        if done is not None:
            return redirect("rostering:view_open_shift", facility.slug, done.pk)
    return render(request, "rostering/open_shift.html", {"form": form}, status=status_of(form))


@requires(permissions.RECORD_OFFER)
@require_http_methods(["GET", "POST"])
def record_offer(request: Request, pk: UUID) -> HttpResponse:
    """Who was asked and what they said: one tap; where something speaks against it, why."""
    row, scope = _row(request, pk), request.scope
    people = staff.members(scope, row.starts.astimezone(request.facility.zone).date())
    form = forms.RecordOfferForm(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.record_offer(
                scope=scope, by=request.actor, open_shift=row, **form.cleaned_data
            ),
            {
                "not-qualified": "despite",
                "not-yours": "despite",
                "ask-somebody": "despite",
                "role-missing": "member",
                "on-duty-then": "member",
                "not-employed": "member",
            },
        )
        if done is not None:
            yes = done.answer == OfferAnswer.YES
            said = _("{who} comes") if yes else _("{who}: written down")
            messages.success(request, said.format(who=done.member))
            return redirect("rostering:open_shifts", request.facility.slug)
    context = {"form": form, "row": row, "title": words.shift_title(row, request.facility)}
    return render(request, "rostering/record_offer.html", context, status=status_of(form))


@requires(permissions.CLOSE_OPEN_SHIFT)
@require_http_methods(["GET", "POST"])
def close_open_shift(request: Request, pk: UUID) -> HttpResponse:
    """Nobody is looked for any longer, and why."""
    row = _row(request, pk)
    form = forms.CloseOpenShiftForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.close_open_shift(
                scope=request.scope, by=request.actor, open_shift=row, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Closed"))
            return redirect("rostering:open_shifts", request.facility.slug)
    context = {"form": form, "row": row, "title": words.shift_title(row, request.facility)}
    return render(request, "rostering/close_open_shift.html", context, status=status_of(form))


def _row(request: Request, pk: UUID) -> Any:
    return get_object_or_404(queries.open_shifts(request.scope, closed=True), pk=pk)
