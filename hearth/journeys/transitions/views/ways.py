"""Somebody goes out, is somewhere else, and comes back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.journeys.transitions import actions as journey
from hearth.journeys.transitions import forms, presenters, queries
from hearth.journeys.transitions import permissions as own
from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, permissions
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import MEDICAL
from hearth.record.residents.views.common import stopped

from .common import (
    answered,
    going_on,
    named,
    opened,
    page,
    row_of,
    standing_of,
    who,
)


LOOKS_BACK = timedelta(days=90)


@requires(permissions.VIEW_WHEREABOUTS)
@require_safe
def whereabouts(request: Request, resident_id: UUID) -> HttpResponse:
    """Where somebody is, what happens now, what is planned, and every way out of three months."""
    resident = opened(request, resident_id, "whereabouts")
    scope, facility, now = request.scope, request.facility, clock.now()
    found = residents.standing(scope, resident, now)
    seen = residents.whereabouts_of(scope, resident, now - LOOKS_BACK)
    way = residents.way_out_with(scope, found.whereabouts)
    open_way = way if way is not None and (way.back_at is None or found.is_returning) else None
    reasons = presenters.ways.reasons_of(facility)
    open_ = queries.what_happens_now(scope, resident, way)
    context = {
        "answer": presenters.answer(found, facility),
        "actions": presenters.actions(request, resident, found, way),
        "facts": presenters.way_facts(open_way, facility, reasons) if open_way else None,
        "rows": presenters.task_lines(request, open_, found, now),
        "links": presenters.now_links(request, resident, found, way, open_),
        "missing": presenters.missing_notice(way),
        "planned": presenters.planned_rows(
            request, residents.absences_of(scope, resident, now), facility
        ),
        "history": presenters.history(request, resident, seen, facility, reasons),
    }
    if request.htmx:  # type: ignore[attr-defined]
        shown = {"resident": resident, **context}
        return render(request, "transitions/whereabouts.html#panel", shown)
    return page(request, resident, "whereabouts", context, standing=found)


@requires(permissions.SIGN_OUT)
@require_http_methods(["GET", "POST"])
def sign_out(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody goes out: for what, with whom, back when."""
    resident = opened(request, resident_id, "sign_out")
    form = forms.SignOutForm(
        posted(request),
        facility=request.facility,
        **named(request, resident),
    )
    return answered(
        request,
        resident,
        form,
        "sign_out",
        lambda: actions.sign_out(**who(request), resident=resident, **form.cleaned_data),
        said=_("Signed out"),
        context=lambda: {
            "kinds": presenters.outing_buttons(),
            "planned": presenters.leave_notices(request, resident, clock.now()),
            "hospital": presenters.hospital_link(request, resident),
            **stopped(request, resident, form),
        },
        standing=standing_of(request, resident),
    )


@requires(permissions.LEAVE_FOR_HOSPITAL)
@require_http_methods(["GET", "POST"])
def leave_for_hospital(request: Request, resident_id: UUID) -> HttpResponse:
    """Sent to hospital now: few taps first, the paper afterwards. Their place is kept."""
    resident = opened(request, resident_id, "leave_for_hospital")
    stay = going_on(request, resident)
    form = forms.LeaveForHospitalForm(posted(request), facility=request.facility)
    return answered(
        request,
        resident,
        form,
        "leave_for_hospital",
        lambda: actions.leave_for_hospital(**who(request), stay=stay, **form.cleaned_data),
        said=_("Recorded. Look below at what happens now."),
        fields={"back-before-out": "expected_return"},
        standing=standing_of(request, resident),
    )


@requires(permissions.CHANGE_WAY_OUT)
@require_http_methods(["GET", "POST"])
def change_way_out(request: Request, resident_id: UUID) -> HttpResponse:
    """They stay there, go on elsewhere, or come back at another time."""
    resident = opened(request, resident_id, "change_way_out")
    way = residents.way_out_now(request.scope, resident)
    last = way.last if way is not None else None
    names = ("where", "phone", "expected_back")
    form = forms.ChangeWayOutForm(
        posted(request),
        zone=request.facility.zone,
        kinds=forms.SAME_SORT[way is not None and way.out_for in forms.SAME_SORT[True]],
        initial={"out_for": last.out_for, **{n: getattr(last, n) for n in names}}
        if last
        else {},
    )
    return answered(
        request,
        resident,
        form,
        "change_way_out",
        lambda: actions.change_way_out(
            **who(request),
            resident=resident,
            changes=form.changes(),
            **{n: form.cleaned_data[n] for n in ("effective", "comment", "client_ref")},
        ),
        standing=standing_of(request, resident),
    )


@requires(permissions.RECORD_RETURN)
@require_http_methods(["GET", "POST"])
def record_return(request: Request, resident_id: UUID) -> HttpResponse:
    """They are back: when, what was found, new orders or none, and what came back with them."""
    resident = opened(request, resident_id, "record_return")
    stay = going_on(request, resident)
    way = residents.way_out_now(request.scope, resident)
    form = forms.RecordReturnForm(
        posted(request),
        zone=request.facility.zone,
        went=way.went_along if way is not None else {},
        signed_in=way is not None and way.back_at is not None,
    )
    return answered(
        request,
        resident,
        form,
        "record_return",
        lambda: actions.record_return(**who(request), stay=stay, **form.cleaned_data),
        said=_("Recorded. Look below at what happens now."),
        context={
            "facts": presenters.way_facts(
                way, request.facility, presenters.ways.reasons_of(request.facility)
            )
            if way
            else None,
            "medical": way is not None and bool(set(way.kinds) & set(MEDICAL)),
        },
    )


@requires(permissions.RETRACT_WHEREABOUTS)
@require_http_methods(["GET", "POST"])
def retract_whereabouts(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """An entry of where somebody was is wrong."""
    resident = opened(request, resident_id, "retract_whereabouts")
    rows = residents.whereabouts_of(request.scope, resident, presenters.EVER)
    row = row_of(request, resident, rows, pk)
    form = forms.WhyForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "retract_whereabouts",
        lambda: actions.retract_whereabouts(**who(request), row=row, **form.cleaned_data),
        said=_("Taken back"),
        context={"entry": presenters.entry_text(row, request.facility)},
    )


@requires(own.CLOSE_RETURN)
@require_http_methods(["GET", "POST"])
def close_return(request: Request, resident_id: UUID) -> HttpResponse:
    """The list of a return is closed: they live here again."""
    resident = opened(request, resident_id, "close_return")
    stay: Any = going_on(request, resident)
    form = forms.NothingForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "close_return",
        lambda: journey.close_return(**who(request), stay=stay),
        said=_("They live here again"),
        context={"held": queries.what_holds(request.scope, resident)},
    )
