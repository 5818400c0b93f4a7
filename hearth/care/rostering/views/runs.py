"""The runs of the house: their names, their rooms, on which shifts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.care.rostering import forms, presenters, rules
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import queries as tenancy
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, permissions, queries
from hearth.record.staff.codes import RunKind


FIELDS = {"name-missing": "name", "run-name-taken": "name", "place-in-run": "rooms"}
FIELDS |= {"no-rooms": "rooms"}


@requires(permissions.VIEW_SHEET)
@require_safe
def runs(request: Request) -> HttpResponse:
    """Every run, med cart and extra duty in use."""
    scope = request.scope
    found = queries.in_order(scope, queries.runs(scope))
    doors = presenters.doors_of(tenancy.places(scope))
    places = queries.places_of_runs(scope, clock.now())
    context = {
        "count": len(found),
        "table": presenters.runs_table(request, found, places, doors, queries.shifts(scope)),
        "left": _left(found, places, doors),
        "nothing": presenters.no_runs(request),
        "may_set": scope.may(permissions.SET_RUN),
    }
    return render(request, "rostering/runs.html", context)


@requires(permissions.SET_RUN)
@require_http_methods(["GET", "POST"])
def add_run(request: Request) -> HttpResponse:
    """Name a run, a med cart or an extra duty."""
    form, doors = _form(request, None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, None):
        messages.success(request, _("Saved"))
        return redirect("rostering:runs", request.facility.slug)
    context = {"form": form, "run": None, "doors": doors}
    return render(request, "rostering/set_run.html", context, status=status_of(form))


@requires(permissions.SET_RUN)
@require_http_methods(["GET", "POST"])
def set_run(request: Request, pk: UUID) -> HttpResponse:
    """Set a run right: its name, its rooms, its shifts."""
    run = get_object_or_404(queries.runs(request.scope), pk=pk)
    form, doors = _form(request, run)
    if request.method == "POST" and form.is_valid() and _saved(request, form, run):
        messages.success(request, _("Saved"))
        return redirect("rostering:runs", request.facility.slug)
    context = {"form": form, "run": run, "doors": doors}
    return render(request, "rostering/set_run.html", context, status=status_of(form))


@requires(permissions.CLOSE_RUN)
@require_http_methods(["GET", "POST"])
def close_run(request: Request, pk: UUID) -> HttpResponse:
    """Take a run out of use, after a second look."""
    run = get_object_or_404(queries.runs(request.scope), pk=pk)
    if request.method == "POST":
        try:
            actions.close_run(scope=request.scope, by=request.actor, run=run)
        except Refused as refusal:
            messages.error(request, refusal.shown(_))
        else:
            messages.success(request, _("Taken out of use"))
        return redirect("rostering:runs", request.facility.slug)
    held = [a for a in queries.assignments_at(request.scope, clock.now()) if a.run_id == pk]
    return render(request, "rostering/close_run.html", {"run": run, "held": held})


def _form(request: Request, run: Any) -> tuple[forms.RunForm, list[rules.Door]]:
    scope = request.scope
    doors = presenters.doors_of(tenancy.places(scope))
    initial: dict[str, Any] = {}
    if run is not None:
        places = queries.places_of_runs(scope, clock.now()).get(run.pk, [])
        initial = {
            "name": run.name,
            "role": run.role,
            "neighborhood": run.neighborhood_id,
            "shifts": [str(key) for key in run.shifts],
            "rooms": rules.rooms_said(doors, {p.pk for p in places}),
        }
    form = forms.RunForm(
        posted(request),
        doors=doors,
        shifts=queries.shifts(scope),
        neighborhoods=tenancy.neighborhoods(scope),
        new=run is None,
        initial=initial,
    )
    return form, doors


def _saved(request: Request, form: forms.RunForm, run: Any) -> bool:
    """Name and rooms at once: both or neither."""
    values = dict(form.cleaned_data)
    wanted = set(values.pop("rooms"))
    kind = run.run_kind if run is not None else values.pop("run_kind")

    def act() -> Any:
        with transaction.atomic():
            made = actions.set_run(
                scope=request.scope, by=request.actor, run=run, run_kind=kind, **values
            )
            places = [p for p in tenancy.places(request.scope) if p.pk in wanted]
            return actions.set_run_places(
                scope=request.scope, by=request.actor, run=made, places=places
            )

    return carried_out(form, act, FIELDS) is not None


def _left(found: list[Any], places: dict[UUID, list[Any]], doors: list[rules.Door]) -> str:
    """The rooms that are in no run at all: nobody would have them."""
    if not any(run.run_kind == RunKind.RUN for run in found):
        return ""
    kinds = {run.pk for run in found if run.run_kind == RunKind.RUN}
    taken = {p.pk for key in kinds for p in places.get(key, [])}
    return rules.rooms_said(doors, {door.id for door in doors} - taken)
