"""Where somebody lives: a residency from application to the last day, and the places of the house."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.scope import scoped
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries
from hearth.record.residents.codes import ENDED_STAY, StayStatus

from .common import answered, initial_of, opened, panel, who


RESIDENCY = "residency"
LOOKS_BACK = timedelta(days=90)


@requires(permissions.VIEW_CENSUS)
@require_safe
def residency(request: Request, resident_id: UUID) -> HttpResponse:
    """How a residency stands and came to, the places held, and the steps it can take."""
    resident = opened(request, resident_id, "residency")
    scope, facility, now = request.scope, request.facility, clock.now()
    words = presenters.stays
    found = queries.standing(scope, resident, now)
    since = now - LOOKS_BACK
    events = queries.stay_history(scope, resident)
    seen = queries.whereabouts_of(scope, resident, since)
    context = {
        "answer": words.residency_answer(found, facility),
        "facts": words.residency_facts(found, facility),
        "actions": words.presence_actions(request, resident, found.presence),
        "steps": words.residency_actions(request, resident, found.stay),
        "history": words.history(events, seen, facility),
        "places": words.places_text(queries.placements_of(scope, resident), facility),
    }
    return panel(request, resident, "residency", context)


@requires(permissions.VIEW_CENSUS)
@require_safe
def census(request: Request) -> HttpResponse:
    """The rooms of the house: who holds each place, and which are free."""
    scope, words = request.scope, presenters.stays
    rooms = queries.rooms(scope, clock.now())
    only_free = bool(request.GET.get("free"))
    tables = words.rooms_tables(rooms, request.facility, only_free=only_free)
    shown = [] if only_free else words.resident_ids(rooms)
    list_seen(request, shown, "residents.census")
    context = {
        "answer": words.census_answer(rooms),
        "tables": tables,
        "filters": words.census_filters(request, rooms, only_free=only_free),
    }
    return render(request, "residents/census.html", context)


@requires(permissions.OPEN_STAY)
@require_http_methods(["GET", "POST"])
def open_stay(request: Request, resident_id: UUID) -> HttpResponse:
    """Begin a residency: somebody applies, or is about to move in."""
    resident = opened(request, resident_id, "open_stay")
    form = forms.OpenStayForm(posted(request))
    _offer_places(request, form, resident)
    return answered(
        request,
        resident,
        form,
        "open_stay",
        lambda: actions.open_stay(
            **who(request),
            resident=resident,
            **forms.planned(form.cleaned_data, request.facility.zone),
        ),
        to=RESIDENCY,
    )


@requires(permissions.CHANGE_STAY)
@require_http_methods(["GET", "POST"])
def change_stay(request: Request, resident_id: UUID) -> HttpResponse:
    """Change the plan of a residency, or take one of its lesser steps."""
    resident = opened(request, resident_id, "change_stay")
    stay = _going_on(request, resident)
    asked = request.GET.get("status", "")
    step = asked if asked in StayStatus.codes() else ""
    form = forms.ChangeStayForm(
        posted(request),
        zone=request.facility.zone,
        stay=stay,
        step=step,
        initial=initial_of(stay, forms.ChangeStayForm)
        | {"status": step, "effective": clock.now(), "reason": ""},
    )
    return answered(
        request,
        resident,
        form,
        "change_stay",
        lambda: actions.change_stay(**who(request), stay=stay, **form.step_and_plan()),
        to=RESIDENCY,
        fields={"stay-overlaps": "starts"},
    )


@requires(permissions.ASSIGN_PLACE)
@require_http_methods(["GET", "POST"])
def assign_place(request: Request, resident_id: UUID) -> HttpResponse:
    """Let somebody hold another place."""
    resident = opened(request, resident_id, "assign_place")
    stay = _going_on(request, resident)
    form = forms.AssignPlaceForm(
        posted(request), zone=request.facility.zone, initial={"starts": clock.now()}
    )
    _offer_places(request, form, resident)
    return answered(
        request,
        resident,
        form,
        "assign_place",
        lambda: actions.assign_place(**who(request), stay=stay, **form.cleaned_data),
        to=RESIDENCY,
    )


@requires(permissions.MOVE_IN)
@require_http_methods(["GET", "POST"])
def move_in(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody lives here from now on; a residency that was not planned begins with it."""
    resident = opened(request, resident_id, "move_in")
    stay = queries.stay_of(request.scope, resident)
    now = clock.now()
    kept = queries.places_held(request.scope, [resident.pk], now).get(resident.pk)
    form = forms.MoveInForm(
        posted(request),
        zone=request.facility.zone,
        initial={"effective": now, "place": kept.place_id if kept else None},
    )
    _offer_places(request, form, resident)
    return answered(
        request,
        resident,
        form,
        "move_in",
        lambda: _move_in(request, resident, stay, form.cleaned_data),
        to=RESIDENCY,
        said=_("Moved in"),
    )


def _move_in(request: Request, resident: Any, stay: Any, data: dict[str, Any]) -> Any:
    with scoped(request.scope):
        if stay is None or stay.status in ENDED_STAY:
            stay = actions.open_stay(
                **who(request),
                resident=resident,
                status=StayStatus.MOVING_IN,
                starts=data["effective"],
            )
        return actions.move_in(**who(request), stay=stay, **data)


@requires(permissions.MOVE_OUT)
@require_http_methods(["GET", "POST"])
def move_out(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody leaves for good; their place is free then."""
    resident = opened(request, resident_id, "move_out")
    stay = _going_on(request, resident)
    form = forms.MoveOutForm(
        posted(request), zone=request.facility.zone, initial={"effective": clock.now()}
    )
    return answered(
        request,
        resident,
        form,
        "move_out",
        lambda: actions.move_out(**who(request), stay=stay, **form.cleaned_data),
        to=RESIDENCY,
        said=_("Recorded"),
    )


@requires(permissions.RECORD_DEATH)
@require_http_methods(["GET", "POST"])
def record_death(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody died."""
    resident = opened(request, resident_id, "record_death")
    form = forms.RecordDeathForm(
        posted(request), zone=request.facility.zone, initial={"effective": clock.now()}
    )
    return answered(
        request,
        resident,
        form,
        "record_death",
        lambda: actions.record_death(**who(request), resident=resident, **form.cleaned_data),
        to=RESIDENCY,
        said=_("Recorded"),
    )


def _going_on(request: Request, resident: Any) -> Any:
    """The residency that goes on; where none does there is no such page."""
    stay = queries.stay_of(request.scope, resident)
    if stay is None or stay.status in ENDED_STAY:
        raise Http404
    return stay


def _offer_places(request: Request, form: Any, resident: Any) -> None:
    """Offer the places of the house: free ones, and the one kept for this resident."""
    rooms = queries.rooms(request.scope, clock.now())
    words = presenters.stays
    held = words.holders(rooms, but=resident.pk)
    form.fields["place"].offer_places(words.places_of(rooms), held)
