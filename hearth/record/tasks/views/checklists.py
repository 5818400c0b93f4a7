"""Someone runs a list of steps: starts it, proves a step, moves its day, passes it, closes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.residents.presenters import banner
from hearth.record.tasks import actions, forms, permissions, presenters, queries
from hearth.record.tasks.codes import ProofBy

from .answering import back_url


FIELDS = {
    "reason-missing": "reason",
    "until-past": "until",
    "resident-missing": "resident",
    "about-community": "resident",
    "document-missing": "document",
    "word-missing": "text",
    "no-definition": "key",
}
"""Which field a refusal belongs to; any other stands above the form."""


@requires(permissions.VIEW_CHECKLISTS)
@require_safe
def view_checklists(request: Request) -> HttpResponse:
    """Every list that runs: about whom, its day, how far it is, what holds."""
    scope, facility, now = request.scope, request.facility, clock.now()
    rows = list(queries.running_lists(scope))
    about = {r.resident_id for r in rows if r.resident_id}
    if about:
        list_seen(request, sorted(about), "tasks.view_checklists")
    steps, tasks = queries.steps_of(scope, rows), queries.item_tasks(scope, rows)
    held = sum(1 for r in rows if r.passed_at is None and _missing(steps, tasks, r))
    context = {
        "answer": presenters.lists_answer(len(rows), held),
        "table": presenters.lists_table(
            rows, steps, tasks, queries.places_of(scope, about, now), facility, now
        ),
        "may_start": scope.may(permissions.START_CHECKLIST),
    }
    return render(request, "tasks/view_checklists.html", context)


@requires(permissions.VIEW_CHECKLIST)
@require_safe
def view_checklist(request: Request, pk: UUID) -> HttpResponse:
    """One list: what holds, then each step with whose it is, by when, and what proves it."""
    row = _list(request, pk, "tasks.view_checklist")
    scope, facility, now = request.scope, request.facility, clock.now()
    steps = queries.list_of(scope, row)
    tasks = queries.item_tasks(scope, [row]).get(row.pk, {})
    missing = queries.missing_of(scope, row)
    left = sum(1 for t in tasks.values() if t.status in queries.LIVE_CODES)
    facts = queries.facts_of(scope, row.resident_id, [i.fact for i in steps.items if i.fact])
    types = [i.document_type for i in steps.items if i.document_type]
    papers = queries.papers_of(scope, row.resident_id, types)
    context = _frame(request, row) | {
        "title": presenters.list_title(steps),
        "answer": presenters.list_answer(row, steps, missing, left, facility),
        "missing": presenters.missing_facts(missing) if row.passed_at is None else "",
        "facts": presenters.list_facts(row, steps, facility),
        "actions": presenters.list_actions(row, missing, scope, facility),
        "groups": presenters.step_groups(
            row, steps, tasks, facts, papers, scope, facility, now
        ),
    }
    return render(request, "tasks/view_checklist.html", context)


@requires(permissions.START_CHECKLIST)
@require_http_methods(["GET", "POST"])
def start_checklist(request: Request) -> HttpResponse:
    """Start a list: which, for whom, and the day it is about."""
    scope, facility = request.scope, request.facility
    resident = request.GET.get("resident", "")
    lists = queries.lists_to_start(scope, about_resident=True)
    if not resident:
        lists += queries.lists_to_start(scope, about_resident=False)
    form = forms.StartChecklistForm(
        posted(request),
        scope=scope,
        lists=lists,
        initial={
            "key": request.GET.get("key", ""),
            "resident": resident,
            "anchor": request.GET.get("anchor") or facility.today(),
        },
    )
    if form.is_valid():
        row = carried_out(
            form,
            lambda: actions.start_checklist(scope=scope, by=request.actor, **form.cleaned_data),
            FIELDS,
        )
        if row is not None:
            messages.success(request, _("The steps are on the list of those who do them."))
            return redirect("tasks:view_checklist", facility.slug, row.pk)
    context = {
        "form": form,
        "back": back_url(request) or presenters.address("tasks:view_checklists", facility.slug),
        "next": back_url(request),
    }
    return render(request, "tasks/start_checklist.html", context, status=status_of(form))


@requires(permissions.PROVE_CHECKLIST_ITEM)
@require_http_methods(["GET", "POST"])
def prove_checklist_item(request: Request, pk: UUID) -> HttpResponse:
    """Say that a step is done, with what proves it."""
    scope, facility, now = request.scope, request.facility, clock.now()
    task = get_object_or_404(queries.tasks(scope), pk=pk)
    row = queries.checklist_of_task(scope, task)
    if row is None:
        raise Http404
    steps = queries.list_of(scope, row)
    item = next((i for i in steps.items if i.code == task.slot), None)
    if item is None:
        raise Http404
    facts = queries.facts_of(scope, row.resident_id, [item.fact] if item.fact else [])
    papers = queries.papers_of(
        scope, row.resident_id, [item.document_type] if item.document_type else []
    ).get(item.document_type, [])
    form = forms.ProveItemForm(
        posted(request),
        item=item,
        papers=papers,
        found=item.fact in facts,
        initial={"document": papers[0].reference if papers else ""},
    )
    if form.is_valid():
        done = carried_out(
            form,
            lambda: actions.prove_checklist_item(
                scope=scope, by=request.actor, task=task, **form.cleaned_data
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("Proved"))
            return redirect(
                back_url(request)
                or presenters.address("tasks:view_checklist", facility.slug, row.pk)
            )
    complete = presenters.address("tasks:complete_task", facility.slug, task.pk)
    context = _frame(request, row) | {
        "form": form,
        "title": presenters.task_title(task),
        "answer": presenters.answer(task, now, facility),
        "help": presenters.spoken_words(item.help),
        "found": presenters.proof_found(item, facts),
        "file_url": _file_url(request, row, item, papers),
        "gate": item.gate,
        "live": task.status in queries.LIVE_CODES,
        "not_done_url": f"{complete}?outcome=not-done",
        "next": back_url(request),
        "back": back_url(request)
        or presenters.address("tasks:view_checklist", facility.slug, row.pk),
    }
    if request.method == "GET" and row.resident_id:
        view_seen(request, row.resident_id, "tasks.prove_checklist_item")
    page = "tasks/prove_checklist_item.html"
    return render(request, page, context, status=status_of(form))


@requires(permissions.CHANGE_ANCHOR)
@require_http_methods(["GET", "POST"])
def change_anchor(request: Request, pk: UUID) -> HttpResponse:
    """Move the day a list is about; its open steps move along."""
    row = _list(request, pk, "tasks.change_anchor")
    form = forms.ChangeAnchorForm(posted(request), initial={"anchor": row.anchor})
    return _changed(request, row, form, actions.change_anchor, "change_anchor", _("Moved"))


@requires(permissions.PASS_GATE)
@require_http_methods(["GET", "POST"])
def pass_gate(request: Request, pk: UUID) -> HttpResponse:
    """Let what a list holds go ahead all the same: why, and by when the rest is here."""
    row = _list(request, pk, "tasks.pass_gate")
    form = forms.PassGateForm(posted(request))
    said = _("It may go ahead. What is missing stays on the list with its day.")
    return _changed(request, row, form, actions.pass_gate, "pass_gate", said)


@requires(permissions.CLOSE_CHECKLIST)
@require_http_methods(["GET", "POST"])
def close_checklist(request: Request, pk: UUID) -> HttpResponse:
    """Be done with a list."""
    row = _list(request, pk, "tasks.close_checklist")
    form = forms.CloseChecklistForm(posted(request))
    return _changed(request, row, form, actions.close_checklist, "close_checklist", _("Closed"))


@requires(permissions.CANCEL_CHECKLIST)
@require_http_methods(["GET", "POST"])
def cancel_checklist(request: Request, pk: UUID) -> HttpResponse:
    """Give a list up."""
    row = _list(request, pk, "tasks.cancel_checklist")
    form = forms.CancelChecklistForm(posted(request))
    return _changed(
        request, row, form, actions.cancel_checklist, "cancel_checklist", _("Given up")
    )


# What the pages share


def _list(request: Request, pk: UUID, seen: str) -> Any:
    """One list that exists for this reader; the look at its resident is noted."""
    found = get_object_or_404(queries.checklists(request.scope), pk=pk)
    if found.resident_id and request.method == "GET":
        view_seen(request, found.resident_id, seen)
    return found


def _frame(request: Request, row: Any) -> dict[str, Any]:
    """What every page about one list shows: the list, and whose it is."""
    return {
        "checklist": row,
        "banner": banner(request, row.resident) if row.resident_id else None,
    }


def _changed(
    request: Request, row: Any, form: Any, act: Any, verb: str, said: str
) -> HttpResponse:
    """A form's round about a list: shown; sent and carried out; or refused, all typed kept."""
    scope, facility = request.scope, request.facility
    if form.is_valid():
        done = carried_out(
            form,
            lambda: act(scope=scope, by=request.actor, checklist=row, **form.cleaned_data),
            FIELDS,
        )
        if done is not None:
            messages.success(request, said)
            return redirect("tasks:view_checklist", facility.slug, row.pk)
    steps = queries.list_of(scope, row)
    context = _frame(request, row) | {
        "form": form,
        "title": presenters.list_title(steps),
        "missing": presenters.missing_facts(queries.missing_of(scope, row)),
        "back": presenters.address("tasks:view_checklist", facility.slug, row.pk),
    }
    return render(request, f"tasks/{verb}.html", context, status=status_of(form))


def _missing(steps: Any, tasks: Any, row: Any) -> bool:
    """Whether a step that holds is not done."""
    of = steps.get(row.pk)
    mine = tasks.get(row.pk, {})
    done = {code for code, task in mine.items() if task.status == "completed"}
    return of is not None and any(item.code not in done for item in of.gate)


def _file_url(request: Request, row: Any, item: Any, papers: Any) -> str:
    """Where the document that proves a step is filed, when it is not on file yet."""
    if item.by is not ProofBy.DOCUMENT or papers or not row.resident_id:
        return ""
    url = presenters.address(
        "documents:upload_document", request.facility.slug, row.resident_id
    )
    return f"{url}?type={item.document_type}" if url else ""
