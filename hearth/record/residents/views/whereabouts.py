"""Where somebody is: out and in again, two taps each; or not accounted for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import answered, opened, panel, stopped, who


LOOKS_BACK = timedelta(days=30)


@requires(permissions.VIEW_WHEREABOUTS)
@require_safe
def whereabouts(request: Request, resident_id: UUID) -> HttpResponse:
    """Where somebody is now, and their comings and goings of the last month."""
    resident = opened(request, resident_id, "whereabouts")
    scope, facility, now = request.scope, request.facility, clock.now()
    found = queries.standing(scope, resident, now)
    seen = queries.whereabouts_of(scope, resident, now - LOOKS_BACK)
    context = {
        "answer": presenters.presence_text(found, facility),
        "actions": presenters.stays.presence_actions(request, resident, found.presence),
        "history": presenters.stays.history((), seen, facility),
    }
    return panel(request, resident, "whereabouts", context)


@requires(permissions.SIGN_OUT)
@require_http_methods(["GET", "POST"])
def sign_out(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody goes out: for what, with whom, back when."""
    resident = opened(request, resident_id, "sign_out")
    found = _callable(request, resident)
    kept = queries.restrictions_of(request.scope, resident, request.facility.today())
    barred = queries.stops_of_contacts(request.scope, resident, found, kept)
    form = forms.SignOutForm(
        posted(request),
        zone=request.facility.zone,
        contacts=found,
        label=lambda one: presenters.restrictions.labelled(one, barred.get(one.pk, ())),
    )
    return answered(
        request,
        resident,
        form,
        "sign_out",
        lambda: actions.sign_out(**who(request), resident=resident, **form.cleaned_data),
        to="whereabouts",
        said=_("Signed out"),
        context=lambda: {
            "reasons": presenters.stays.out_for_buttons(),
            "standing": _now(request, resident),
            **stopped(request, resident, form, barred=kept),
        },
    )


@requires(permissions.SIGN_IN)
@require_http_methods(["GET", "POST"])
def sign_in(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody is back, or was found in the house."""
    resident = opened(request, resident_id, "sign_in")
    form = forms.SignInForm(posted(request), zone=request.facility.zone)
    return answered(
        request,
        resident,
        form,
        "sign_in",
        lambda: actions.sign_in(**who(request), resident=resident, **form.cleaned_data),
        to="whereabouts",
        said=_("Signed in"),
        context={"standing": _now(request, resident)},
    )


@requires(permissions.REPORT_UNACCOUNTED)
@require_http_methods(["GET", "POST"])
def report_unaccounted(request: Request, resident_id: UUID) -> HttpResponse:
    """Somebody was looked for and not found."""
    resident = opened(request, resident_id, "report_unaccounted")
    form = forms.ReportUnaccountedForm(posted(request), zone=request.facility.zone)
    return answered(
        request,
        resident,
        form,
        "report_unaccounted",
        lambda: actions.report_unaccounted(
            **who(request), resident=resident, **form.cleaned_data
        ),
        to="whereabouts",
        said=_("Recorded: not accounted for"),
    )


def _callable(request: Request, resident: Any) -> list[Any]:
    """The contacts to choose from, for whoever may see them."""
    if not request.scope.may(permissions.VIEW_CONTACTS):
        return []
    today = request.facility.today()
    return [c.contact for c in queries.contacts_of(request.scope, resident, today)]


def _now(request: Request, resident: Any) -> str:
    found = queries.standing(request.scope, resident, clock.now())
    return presenters.presence_text(found, request.facility)
