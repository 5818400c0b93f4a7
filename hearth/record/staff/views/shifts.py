"""A shift, and how many it needs. The list of shifts is a page of the office."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy.queries import neighborhoods
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, forms, permissions, presenters, queries
from hearth.record.staff.codes import DutyRole

from .common import FIELDS, page


@requires(permissions.SET_SHIFT)
@require_http_methods(["GET", "POST"])
def set_shift(request: Request, pk: UUID) -> HttpResponse:
    """Set a shift right: its times, its reach, and how many of each role it needs."""
    shift = get_object_or_404(queries.shifts(request.scope), pk=pk)
    needs = queries.needs(request.scope).get(pk, {})
    initial = {n: getattr(shift, n) for n in ("name", "start", "end")}
    initial |= {f"need_{role}": count for role, count in needs.items()}
    form = forms.SetShiftForm(
        posted(request),
        neighborhoods=neighborhoods(request.scope),
        roles=_roles(request, needs),
        initial=initial | {"neighborhood": shift.neighborhood_id},
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.set_shift(
                scope=request.scope, by=request.actor, shift=shift, **form.cleaned_data
            ),
            FIELDS | {"name-missing": "name"},
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("office:set_shift", request.facility.slug)
    context = {
        "form": form,
        "shift": shift,
        "actions": presenters.link(request, _("Take out of use"), "close_shift", pk),
    }
    return page(request, "duty_board", "set_shift", context, status_of(form))


@requires(permissions.CLOSE_SHIFT)
@require_http_methods(["GET", "POST"])
def close_shift(request: Request, pk: UUID) -> HttpResponse:
    """Take a shift out of use, after a second look."""
    shift = get_object_or_404(queries.shifts(request.scope), pk=pk)
    if request.method == "POST":
        try:
            actions.close_shift(scope=request.scope, by=request.actor, shift=shift)
        except Refused as refusal:
            messages.error(request, refusal.shown(_))
        else:
            messages.success(request, _("Taken out of use"))
        return redirect("office:set_shift", request.facility.slug)
    return page(request, "duty_board", "close_shift", {"shift": shift})


def _roles(request: Request, needs: dict[str, int]) -> list[DutyRole]:
    """The roles a need can be said for: those needed, and those somebody here has."""
    held = queries.role_codes(request.scope, request.facility.today())
    known = {role for roles in held.values() for role in roles} | set(needs)
    return [role for role in DutyRole if role in known] or list(DutyRole)
