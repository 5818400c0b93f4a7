"""Who is to be out, entered ahead."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.journeys.transitions import forms, presenters
from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, permissions
from hearth.record.residents import queries as residents
from hearth.record.residents.views.common import stopped

from .common import answered, named, opened, row_of, who


@requires(permissions.PLAN_ABSENCE)
@require_http_methods(["GET", "POST"])
def plan_absence(request: Request, resident_id: UUID) -> HttpResponse:
    """Enter ahead that somebody is to be out: from when to when, where to, with whom."""
    resident = opened(request, resident_id, "plan_absence")
    form = _form(request, resident, {})
    return answered(
        request,
        resident,
        form,
        "plan_absence",
        lambda: actions.plan_absence(**who(request), resident=resident, **form.cleaned_data),
        said=_("Planned"),
        context=lambda: stopped(request, resident, form),
    )


@requires(permissions.CHANGE_PLANNED_ABSENCE)
@require_http_methods(["GET", "POST"])
def change_planned_absence(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Change a plan that stands."""
    resident = opened(request, resident_id, "change_planned_absence")
    absence = row_of(request, resident, residents.planned_absences(request.scope), pk)
    form = _form(request, resident, {n: getattr(absence, n) for n in actions.ABSENCE})
    return answered(
        request,
        resident,
        form,
        "change_planned_absence",
        lambda: actions.change_planned_absence(
            **who(request),
            absence=absence,
            changes={n: v for n, v in form.cleaned_data.items() if n in actions.ABSENCE},
            somebody_else=form.cleaned_data["somebody_else"],
        ),
        context=lambda: stopped(request, resident, form),
    )


@requires(permissions.CANCEL_PLANNED_ABSENCE)
@require_http_methods(["GET", "POST"])
def cancel_planned_absence(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It does not happen."""
    resident = opened(request, resident_id, "cancel_planned_absence")
    absence = row_of(request, resident, residents.planned_absences(request.scope), pk)
    form = forms.WhyForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "cancel_planned_absence",
        lambda: actions.cancel_planned_absence(
            **who(request), absence=absence, **form.cleaned_data
        ),
        said=_("Cancelled"),
        context={"plan": presenters.absence_facts(absence, request.facility)},
    )


@requires(permissions.LEAVE_AS_PLANNED)
@require_http_methods(["GET", "POST"])
def leave_as_planned(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """They leave now, as planned: one tap from any list, or with what they take along."""
    resident = opened(request, resident_id, "leave_as_planned")
    since = clock.now() - timedelta(days=2)
    rows = residents.absences_of(request.scope, resident, since)
    absence = row_of(request, resident, rows, pk)
    form = forms.LeaveAsPlannedForm(posted(request), zone=request.facility.zone)
    return answered(
        request,
        resident,
        form,
        "leave_as_planned",
        lambda: actions.leave_as_planned(**who(request), absence=absence, **form.cleaned_data),
        said=_("Signed out"),
        context=lambda: {
            "plan": presenters.absence_facts(absence, request.facility),
            "stops": presenters.stops_of_plan(request, absence, form),
        },
    )


def _form(request: Request, resident: Any, initial: dict[str, Any]) -> forms.AbsenceForm:
    return forms.AbsenceForm(
        posted(request),
        facility=request.facility,
        **named(request, resident),
        initial=initial,
    )
