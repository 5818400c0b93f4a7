"""Which nursing tasks are delegated for a resident, or to somebody."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.platform.audit.viewing import list_seen
from hearth.platform.content import lists
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import posted
from hearth.record.residents import actions, permissions, presenters, queries
from hearth.record.residents.forms import delegation as forms
from hearth.record.residents.presenters import delegations as words
from hearth.record.staff import queries as staff

from .common import answered, opened, panel, row_of, who


DELEGATIONS = "delegations"


@requires(permissions.VIEW_DELEGATIONS)
@require_safe
def delegations(request: Request, resident_id: UUID) -> HttpResponse:
    """What a nurse delegated for a resident, to whom, until when."""
    resident = opened(request, resident_id, DELEGATIONS)
    scope, today = request.scope, request.facility.today()
    mine = queries.delegations(scope).filter(
        resident_id__in=queries.record_ids(scope, resident)
    )
    found = queries.as_held(scope, mine, today)
    context = {
        "answer": words.answer(found),
        "table": words.delegations_table(request, resident, found, staff.sort_titles(scope)),
        "add": presenters.link(request, resident, _("Delegate a task"), "delegate_task"),
    }
    return panel(request, resident, DELEGATIONS, context)


@requires(permissions.VIEW_DELEGATIONS)
@require_safe
def member_delegations(request: Request, pk: UUID) -> HttpResponse:
    """What somebody was handed by a nurse, or handed on as one."""
    member = get_object_or_404(staff.every_member(request.scope), pk=pk)
    found = queries.delegations_of_member(request.scope, pk, request.facility.today())
    list_seen(
        request, sorted({d.row.resident_id for d in found}), "residents.member_delegations"
    )
    context = {"member": member, "table": words.member_table(request, found)}
    return render(request, "residents/member_delegations.html", context)


@requires(permissions.DELEGATE_TASK)
@require_http_methods(["GET", "POST"])
def delegate_task(request: Request, resident_id: UUID) -> HttpResponse:
    """A nurse hands a nursing task for this resident to somebody."""
    resident = opened(request, resident_id, "delegate_task")
    scope, today = request.scope, request.facility.today()
    people = list(staff.members(scope, today))
    roles = staff.role_codes(scope, today)
    nurses = [m for m in people if "nurse" in roles.get(m.pk, ())]
    mine = staff.member_of(scope, request.actor)
    form = forms.DelegateTaskForm(
        posted(request),
        people=people,
        nurses=nurses,
        sorts=lists.choices(staff.SORTS, request.facility),
        initial={
            "starts": today,
            "nurse": mine.pk if mine in nurses else None,  # type: ignore[union-attr]
            "needs": "medication-certificate",
        },
    )
    fields = {
        "what-missing": "what",
        "same-person": "member",
        "qualification": "needs",
        "nurse-licence": "nurse",
        "ends-first": "until",
        "supervision-first": "supervision_due",
    }
    return answered(
        request,
        resident,
        form,
        "delegate_task",
        lambda: actions.delegate_task(**who(request), resident=resident, **form.cleaned_data),
        to=DELEGATIONS,
        fields=fields,
    )


@requires(permissions.END_DELEGATION)
@require_http_methods(["GET", "POST"])
def end_delegation(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Somebody no longer does it, and why."""
    resident = opened(request, resident_id, "end_delegation")
    row: Any = row_of(request, resident, queries.delegations(request.scope), pk)
    form = forms.EndDelegationForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "end_delegation",
        lambda: actions.end_delegation(**who(request), delegation=row, **form.cleaned_data),
        to=DELEGATIONS,
        context={"row": row},
    )
