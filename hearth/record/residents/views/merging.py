"""Two records that are one person's: proposed, confirmed by somebody else, taken apart again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import across, requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.residents import actions, forms, permissions, presenters, queries

from .common import FIELDS, answered, opened, who


MOST = 200
FOUND = 8


@requires(permissions.PROPOSE_MERGE)
@require_safe
def merges(request: Request) -> HttpResponse:
    """What waits for a second person, then what was decided."""
    waiting = list(queries.open_merges(request.scope)[:MOST])
    known = {m.pk for m in waiting}
    decided = [m for m in queries.merges(request.scope)[:MOST] if m.pk not in known]
    ids = {i for m in [*waiting, *decided] for i in (m.resident_id, m.duplicate_id)}
    list_seen(request, sorted(ids), "residents.merges")
    context = {
        "count": len(waiting),
        "waiting": presenters.stays.merges_table(request, waiting),
        "decided": presenters.stays.merges_table(request, decided) if decided else None,
    }
    return render(request, "residents/merges.html", context)


@requires(permissions.PROPOSE_MERGE)
@require_http_methods(["GET", "POST"])
def propose_merge(request: Request, resident_id: UUID) -> HttpResponse:
    """Say that another record is this person's too."""
    resident = opened(request, resident_id, "propose_merge")
    found, reasons = _candidates(request, resident)
    label = presenters.people.record_label(reasons)
    form = forms.ProposeMergeForm(posted(request), records=found, label=label)
    return answered(
        request,
        resident,
        form,
        "propose_merge",
        lambda: actions.propose_merge(**who(request), **_which(resident, form.cleaned_data)),
        said=_("Proposed: somebody else confirms it"),
        fields={"two-residencies": "duplicate", "wrong-way-round": "keep"},
        context={
            "found": found,
            "table": _beside(request, [resident, *found], reasons) if found else None,
            "q": request.GET.get("q", ""),
        },
        to="about",
    )


def _candidates(request: Request, resident: Any) -> tuple[list[Any], dict[UUID, str]]:
    """Records that may be the same person's: those that look like it, or those searched for."""
    scope, text = request.scope, request.GET.get("q", "")
    if text:
        hits = queries.search_residents(scope, text, clock.now(), limit=FOUND)
        found = [h.resident for h in hits if h.resident.pk != resident.pk]
        list_seen(request, [r.pk for r in found], "residents.propose_merge")
        return found, {}
    like = queries.possible_merges(scope, resident)[:FOUND]
    reasons = {d.resident.pk: presenters.people.reasons_text(d.match) for d in like}
    found = [d.resident for d in like]
    list_seen(request, [r.pk for r in found], "residents.propose_merge")
    return found, reasons


def _which(resident: Any, data: dict[str, Any]) -> dict[str, Any]:
    this, other = resident, data["duplicate"]
    stays, goes = (this, other) if data["keep"] == "this" else (other, this)
    return {"resident": stays, "duplicate": goes, "reason": data["reason"]}


def _beside(request: Request, records: list[Any], reasons: dict[UUID, str]) -> Any:
    headed = [(presenters.name_text(r), r) for r in records[:4]]
    standings = queries.standings(request.scope, [r.pk for r in records], clock.now())
    caption = _("Side by side")
    return presenters.people.compared_table(request, caption, headed, standings, reasons)


@requires(permissions.CONFIRM_MERGE)
@require_http_methods(["GET", "POST"])
def confirm_merge(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Look at both records as a second person, and say that they are one."""
    resident = opened(request, resident_id, "confirm_merge")
    merge = _merge(request, resident, pk)
    error = ""
    if request.method == "POST":
        try:
            actions.confirm_merge(**who(request), merge=merge)
        except Refused as refusal:
            error, status = refusal.shown(_), refusal.status
        else:
            messages.success(request, _("One record from now on"))
            return redirect(presenters.back_url(request, merge.resident))
    elif request.method == "GET":
        view_seen(request, merge.duplicate, "residents.confirm_merge")
    context = {
        "merge": merge,
        "error": error,
        "chip": presenters.stays.merge_chip(merge),
        "table": _beside(request, [merge.resident, merge.duplicate], {}),
        "open": merge.confirmed_at is None and merge.reversed_at is None,
        "own": merge.proposed_by_id == request.actor.pk,
        "reverse": presenters.stays.reverse_link(request, merge),
        "stays": presenters.name_text(merge.resident),
    }
    return render(
        request, "residents/confirm_merge.html", context, status=status if error else 200
    )


@requires(permissions.REVERSE_MERGE)
@require_http_methods(["GET", "POST"])
def reverse_merge(request: Request, resident_id: UUID, pk: UUID) -> HttpResponse:
    """Say that they are two people after all."""
    resident = opened(request, resident_id, "reverse_merge")
    merge = _merge(request, resident, pk)
    form = forms.ReasonForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "reverse_merge",
        lambda: actions.reverse_merge(**who(request), merge=merge, **form.cleaned_data),
        context={"merge": merge},
        to="about",
    )


def _merge(request: Request, resident: Any, pk: UUID) -> Any:
    return get_object_or_404(queries.merges_of(request.scope, resident), pk=pk)


@across(permissions.LINK_PERSON)
@require_http_methods(["GET", "POST"])
def link_person(request: Request, resident_id: UUID) -> HttpResponse:
    """Say that a resident here and one at another community of the operator are one person."""
    resident = opened(request, resident_id, "link_person")
    found, reasons = _elsewhere(request, resident)
    label = presenters.people.record_label(reasons)
    form = forms.LinkPersonForm(posted(request), records=found, label=label)
    home = resident.facility
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.link_person(**who(request), resident=resident, **form.cleaned_data),
            FIELDS | {"person-differs": "other", "other-operator": "other"},
        )
        if done is not None:
            messages.success(request, _("Linked"))
            return redirect("residents:about", home.slug, resident.pk)
    context = {
        "form": form,
        "found": found,
        "name": presenters.name_text(resident),
        "table": _beside(request, [resident, *found], reasons) if found else None,
        "back": presenters.address("residents:about", home.slug, resident.pk),
        "q": request.GET.get("q", ""),
    }
    return render(request, "residents/link_person.html", context, status=status_of(form))


def _elsewhere(request: Request, resident: Any) -> tuple[list[Any], dict[UUID, str]]:
    """Records at other communities of the same operator that may be this person's."""
    scope = request.scope
    mark = queries.marks_of(scope, [resident.pk]).get(resident.pk)
    like = queries.duplicates_of(scope, mark) if mark else []
    like = [d for d in like if d.resident.facility_id != resident.facility_id][:FOUND]
    for one in like:
        view_seen(request, one.resident, "residents.link_person")
    reasons = {d.resident.pk: presenters.people.reasons_text(d.match) for d in like}
    return [d.resident for d in like], reasons


@requires(permissions.UNLINK_PERSON)
@require_http_methods(["GET", "POST"])
def unlink_person(request: Request, resident_id: UUID) -> HttpResponse:
    """Other communities see nothing of this record any more."""
    resident = opened(request, resident_id, "unlink_person")
    form = forms.NothingForm(posted(request))
    return answered(
        request,
        resident,
        form,
        "unlink_person",
        lambda: actions.unlink_person(**who(request), resident=resident),
        to="about",
    )
