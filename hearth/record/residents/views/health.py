"""What somebody has, must not be given, wishes, eats and needs; and who looks after them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, forms, permissions, presenters, queries
from hearth.record.staff import queries as staff

from .common import answered, initial_of, opened, panel, paper_in, row_of, who


HEALTH = "health"


@requires(permissions.VIEW_HEALTH)
@require_safe
def health(request: Request, resident_id: UUID) -> HttpResponse:
    """Everything one must know of somebody's health, what must not be given first."""
    resident = opened(request, resident_id, "health")
    scope, words, link = request.scope, presenters.health, presenters.link
    flags = queries.open_flags(scope, resident, clock.now())
    none = link(request, resident, _("There is none"), "state_no_known_allergies")
    context = {
        "answer": words.answer(queries.allergy_line_of(scope, resident)),
        "basics": words.basics(request, resident),
        "basic_actions": words.basic_actions(request, resident),
        "flags": words.flags_table(request, resident, flags),
        "flag_actions": link(request, resident, _("Add a risk"), "raise_flag"),
        "allergies": words.allergies_table(
            request, resident, queries.allergies_of(scope, resident)
        ),
        "allergy_actions": link(request, resident, _("Add"), "add_allergy") + none,
        "levels": presenters.levels.levels_table(
            request, resident, queries.levels_of(scope, resident)
        ),
        "level_actions": link(request, resident, _("Change"), "change_level_of_care"),
        "conditions": words.conditions_table(
            request, resident, queries.conditions_of(scope, resident)
        ),
        "condition_actions": link(request, resident, _("Add"), "add_condition"),
        "directives": words.directives_table(
            request, resident, queries.directives_of(scope, resident)
        ),
        "directive_actions": link(request, resident, _("Add"), "add_directive"),
    }
    return panel(request, resident, "health", context)


@requires(permissions.CHANGE_CODE_STATUS)
@require_http_methods(["GET", "POST"])
def change_code_status(request: Request, resident_id: UUID) -> HttpResponse:
    """Say what to do when the heart stops."""
    resident = opened(request, resident_id, "change_code_status")
    initial = {
        "code_status": resident.code_status,
        "document": paper_in(request),
    }
    form = forms.CodeStatusForm(posted(request), initial=initial)
    return answered(
        request,
        resident,
        form,
        "change_code_status",
        lambda: actions.change_code_status(
            **who(request), resident=resident, **form.cleaned_data
        ),
        to=HEALTH,
    )


@requires(permissions.CHANGE_DIET)
@require_http_methods(["GET", "POST"])
def change_diet(request: Request, resident_id: UUID) -> HttpResponse:
    """Say what the kitchen serves."""
    resident = opened(request, resident_id, "change_diet")
    form = forms.DietForm(posted(request), initial=initial_of(resident, forms.DietForm))
    return answered(
        request,
        resident,
        form,
        "change_diet",
        lambda: actions.change_diet(**who(request), resident=resident, **form.cleaned_data),
        to=HEALTH,
    )


@requires(permissions.CHANGE_MOBILITY)
@require_http_methods(["GET", "POST"])
def change_mobility(request: Request, resident_id: UUID) -> HttpResponse:
    """Say how somebody gets about and up."""
    resident = opened(request, resident_id, "change_mobility")
    form = forms.MobilityForm(posted(request), initial=initial_of(resident, forms.MobilityForm))
    return answered(
        request,
        resident,
        form,
        "change_mobility",
        lambda: actions.change_mobility(**who(request), resident=resident, **form.cleaned_data),
        to=HEALTH,
    )


@requires(permissions.RAISE_FLAG)
@require_http_methods(["GET", "POST"])
def raise_flag(request: Request, resident_id: UUID) -> HttpResponse:
    """Put a risk where everybody sees it before they act."""
    resident = opened(request, resident_id, "raise_flag")
    form = forms.RaiseFlagForm(posted(request), zone=request.facility.zone)
    return answered(
        request,
        resident,
        form,
        "raise_flag",
        lambda: actions.raise_flag(**who(request), resident=resident, **form.cleaned_data),
        to=HEALTH,
    )


@requires(permissions.END_FLAG)
@require_http_methods(["GET", "POST"])
def end_flag(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say that a risk is no longer one, and why."""
    resident = opened(request, resident_id, "end_flag")
    flag = row_of(request, resident, queries.flags(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_flag",
        lambda: actions.end_flag(**who(request), flag=flag, **form.cleaned_data),
        to=HEALTH,
        context={"what": presenters.flag_name(flag)},
    )


@requires(permissions.ADD_CONDITION)
@require_http_methods(["GET", "POST"])
def add_condition(request: Request, resident_id: UUID) -> HttpResponse:
    """Put a diagnosis or health problem on the record."""
    resident = opened(request, resident_id, "add_condition")
    form = forms.ConditionForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "add_condition",
        lambda: actions.add_condition(
            **who(request),
            resident=resident,
            condition=actions.NewCondition(**_coded(form, forms.ICD10)),
        ),
        to=HEALTH,
    )


@requires(permissions.CHANGE_CONDITION)
@require_http_methods(["GET", "POST"])
def change_condition(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Correct a condition, or say how it stands now."""
    resident = opened(request, resident_id, "change_condition")
    row = row_of(request, resident, queries.conditions(request.scope), pk)
    initial = initial_of(row, forms.ChangeConditionForm)
    initial["onset"] = forms.partial(row.onset, row.onset_precision)
    form = forms.ChangeConditionForm(posted(request), initial=initial)

    def act() -> Any:
        changes = _coded(form, row.code_system or forms.ICD10)
        reason = changes.pop("error_reason")
        return actions.change_condition(
            **who(request), condition=row, changes=changes, error_reason=reason
        )

    context = {"what": row.text}
    return answered(
        request, resident, form, "change_condition", act, to=HEALTH, context=context
    )


@requires(permissions.ADD_ALLERGY)
@require_http_methods(["GET", "POST"])
def add_allergy(request: Request, resident_id: UUID) -> HttpResponse:
    """Put on the record what must not be given."""
    resident = opened(request, resident_id, "add_allergy")
    form = forms.AllergyForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "add_allergy",
        lambda: actions.add_allergy(
            **who(request),
            resident=resident,
            allergy=actions.NewAllergy(**_coded(form, forms.allergy_system(form))),
        ),
        to=HEALTH,
    )


@requires(permissions.CHANGE_ALLERGY)
@require_http_methods(["GET", "POST"])
def change_allergy(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Correct an allergy, or say how it stands now."""
    resident = opened(request, resident_id, "change_allergy")
    row = row_of(request, resident, queries.allergies(request.scope), pk)
    form = forms.ChangeAllergyForm(
        posted(request),
        kept=row.reactions[1:],
        initial=initial_of(row, forms.ChangeAllergyForm) | forms.first_reaction(row.reactions),
    )

    def act() -> Any:
        changes = _coded(form, row.code_system or forms.allergy_system(form))
        reason = changes.pop("error_reason")
        return actions.change_allergy(
            **who(request), allergy=row, changes=changes, error_reason=reason
        )

    context = {"what": row.text}
    return answered(request, resident, form, "change_allergy", act, to=HEALTH, context=context)


@requires(permissions.STATE_NO_KNOWN_ALLERGIES)
@require_http_methods(["GET", "POST"])
def state_no_known_allergies(request: Request, resident_id: UUID) -> HttpResponse:
    """Say that somebody asked, and there is none."""
    resident = opened(request, resident_id, "state_no_known_allergies")
    form = forms.NoKnownAllergiesForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "state_no_known_allergies",
        lambda: actions.state_no_known_allergies(
            **who(request), resident=resident, **form.cleaned_data
        ),
        to=HEALTH,
    )


@requires(permissions.ADD_DIRECTIVE)
@require_http_methods(["GET", "POST"])
def add_directive(request: Request, resident_id: UUID) -> HttpResponse:
    """Keep what somebody laid down ahead, and where the paper is."""
    resident = opened(request, resident_id, "add_directive")
    form = forms.DirectiveForm(posted(request), initial={"document": paper_in(request)})
    return answered(
        request,
        resident,
        form,
        "add_directive",
        lambda: actions.add_directive(**who(request), resident=resident, **form.cleaned_data),
        to=HEALTH,
    )


@requires(permissions.END_DIRECTIVE)
@require_http_methods(["GET", "POST"])
def end_directive(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say that it does not hold any more."""
    resident = opened(request, resident_id, "end_directive")
    row = row_of(request, resident, queries.directives(request.scope), pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_directive",
        lambda: actions.end_directive(**who(request), directive=row, **form.cleaned_data),
        to=HEALTH,
        context={"what": presenters.health.directive_name(row)},
    )


@requires(permissions.ADD_CARE_TEAM_MEMBER)
@require_http_methods(["GET", "POST"])
def add_care_team_member(request: Request, resident_id: UUID) -> HttpResponse:
    """Say who looks after somebody."""
    resident = opened(request, resident_id, "add_care_team_member")
    form = forms.CareTeamForm(
        posted(request),
        practitioners=staff.practitioners(request.scope),
        members=staff.members(request.scope),
    )
    return answered(
        request,
        resident,
        form,
        "add_care_team_member",
        lambda: actions.add_care_team_member(
            **who(request), resident=resident, **form.cleaned_data
        ),
        to="contacts",
    )


@requires(permissions.END_CARE_TEAM_MEMBER)
@require_http_methods(["POST"])
def end_care_team_member(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Somebody does not look after the resident any more."""
    resident = opened(request, resident_id)
    row = row_of(request, resident, queries.care_team(request.scope), pk)
    try:
        actions.end_care_team_member(**who(request), team_member=row)
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        messages.success(request, _("Taken off"))
    return redirect("residents:contacts", request.facility.slug, resident.pk)


def _coded(form: Any, system: str) -> dict[str, Any]:
    """What the form says, with the system of its code; none without a code."""
    data = dict(form.cleaned_data)
    return data | {"code_system": system if data.get("code") else ""}
