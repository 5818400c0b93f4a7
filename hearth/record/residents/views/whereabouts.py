"""Somebody is in the house, or cannot be found: one tap each."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import answered, opened, who


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


def _now(request: Request, resident: Any) -> str:
    found = queries.standing(request.scope, resident, clock.now())
    return presenters.presence_text(found, request.facility)
