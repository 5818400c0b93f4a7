"""The practitioners outside the house."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.staff import actions, forms, permissions, presenters, queries

from .common import FIELDS, page


@requires(permissions.VIEW_STAFF)
@require_safe
def practitioners(request: Request) -> HttpResponse:
    """Whom the house deals with: physicians, pharmacies, hospices."""
    found = list(queries.practitioners(request.scope)[:400])
    context = {
        "count": len(found),
        "table": presenters.practitioners_table(request, found),
        "actions": presenters.link(
            request, _("Add"), "add_outside_practitioner", style="plain", icon="plus"
        ),
    }
    return page(request, "practitioners", "practitioners", context)


@requires(permissions.ADD_OUTSIDE_PRACTITIONER)
@require_http_methods(["GET", "POST"])
def add_outside_practitioner(request: Request) -> HttpResponse:
    """Add a practitioner."""
    form = forms.PractitionerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.add_outside_practitioner(
                scope=request.scope,
                by=request.actor,
                values=form.cleaned_data,  # type: ignore[arg-type]
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("Added"))
            return redirect("staff:practitioners", request.facility.slug)
    context = {"form": form}
    return page(request, "practitioners", "add_outside_practitioner", context, status_of(form))


@requires(permissions.CHANGE_OUTSIDE_PRACTITIONER)
@require_http_methods(["GET", "POST"])
def change_outside_practitioner(request: Request, pk: UUID) -> HttpResponse:
    """Set right what is known of a practitioner, or take them off the list."""
    found = get_object_or_404(queries.practitioners(request.scope, closed=True), pk=pk)
    form = forms.ChangePractitionerForm(posted(request))
    form.initial = {n: getattr(found, n) for n in form.fields if n != "in_use"}
    form.initial["in_use"] = found.closed_at is None
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.change_outside_practitioner(
                scope=request.scope,
                by=request.actor,
                practitioner=found,
                changes=form.cleaned_data,  # type: ignore[arg-type]
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("Saved"))
            return redirect("staff:practitioners", request.facility.slug)
    context = {"form": form, "practitioner": found}
    return page(
        request, "practitioners", "change_outside_practitioner", context, status_of(form)
    )
