"""Which level of care somebody has, and what was entered in error."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import answered, opened, paper_in, row_of, who


HEALTH = "health"


@requires(permissions.CHANGE_LEVEL_OF_CARE)
@require_http_methods(["GET", "POST"])
def change_level_of_care(request: Request, resident_id: UUID) -> HttpResponse:
    """Say which level of care somebody has from a day on."""
    resident = opened(request, resident_id, "change_level_of_care")
    today = request.facility.today()
    now = queries.level_now(request.scope, resident, today)
    initial = {
        "level": now.now.level if now.now else "",
        "starts": today,
        "decided_by": str(request.actor),
        "document": paper_in(request),
    }
    form = forms.LevelOfCareForm(posted(request), initial=initial, facility=request.facility)
    return answered(
        request,
        resident,
        form,
        "change_level_of_care",
        lambda: actions.change_level_of_care(
            **who(request), resident=resident, **form.cleaned_data
        ),
        to=HEALTH,
        context={"held": presenters.level_text(now, request.facility)},
        fields={
            "level-unknown": "level",
            "same-level": "level",
            "decided-by-missing": "decided_by",
            "too-far-ahead": "starts",
            "level-that-day": "starts",
        },
    )


@requires(permissions.RETRACT_LEVEL_OF_CARE)
@require_http_methods(["GET", "POST"])
def retract_level_of_care(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """It was entered in error."""
    resident = opened(request, resident_id, "retract_level_of_care")
    row = row_of(request, resident, queries.levels(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "retract_level_of_care",
        lambda: actions.retract_level_of_care(**who(request), level=row, **form.cleaned_data),
        to=HEALTH,
        said=_("Marked as entered in error"),
        context={"what": presenters.level_from_text(row, request.facility)},
    )
