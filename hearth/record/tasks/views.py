"""Someone works the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.decorators import requires
from hearth.record.tasks import actions, permissions, queries
from hearth.record.tasks.forms import CompleteTaskForm, HandTaskForm


@requires(permissions.VIEW_TASKS)
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """Everything open, by due time."""
    rows = list(queries.open_tasks(request.scope, clock.now())[:200])
    list_seen(request, sorted({t.resident_id for t in rows if t.resident_id}), "tasks.worklist")
    return render(request, "tasks/worklist.html", {"tasks": rows, "now": clock.now()})


@requires(permissions.VIEW_TASK)
@require_safe
def task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One task and its history."""
    found = _load(request, pk, "tasks.task")
    return render(request, "tasks/task.html", _context(request, found))


@requires(permissions.COMPLETE_TASK)
@require_http_methods(["GET", "POST"])
def complete_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record what became of it: three taps."""
    found = _load(request, pk, "tasks.complete_task")
    form = CompleteTaskForm(request.POST or None, initial={"outcome": "done"})
    return _act(request, found, form, "tasks/complete_task.html", actions.complete_task)


@requires(permissions.HAND_TASK)
@require_http_methods(["GET", "POST"])
def hand_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give it to a role on duty."""
    found = _load(request, pk, "tasks.hand_task")
    form = HandTaskForm(request.POST or None)
    return _act(request, found, form, "tasks/hand_task.html", actions.hand_task)


@requires(permissions.CLAIM_TASK)
@require_http_methods(["POST"])
def claim_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that one will do it."""
    found = _load(request, pk, "")
    try:
        actions.claim_task(scope=request.scope, by=request.actor, task=found)
    except Refused as refusal:
        messages.warning(request, refusal.shown(_))
    return redirect("tasks:task", request.facility.slug, pk)


def _load(request: HttpRequest, pk: UUID, action: str):
    found = get_object_or_404(queries.tasks(request.scope), pk=pk)
    if found.resident_id and action:
        view_seen(request, found.resident_id, action)
    return found


def _context(request: HttpRequest, found) -> dict:
    return {
        "task": found,
        "changes": queries.changes_of(request.scope, found),
        "now": clock.now(),
        "scope": request.scope,
        "live": not found.outcome and not found.cancelled_at,
        "may_claim": request.scope.may(permissions.CLAIM_TASK),
        "may_complete": request.scope.may(permissions.COMPLETE_TASK),
        "may_hand": request.scope.may(permissions.HAND_TASK),
    }


def _act(request: HttpRequest, found, form, page: str, act) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(scope=request.scope, by=request.actor, task=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.shown(_))
            return render(request, page, {"task": found, "form": form}, status=refusal.status)
        messages.success(request, _("Recorded."))
        return redirect("tasks:task", request.facility.slug, found.pk)
    status = 422 if form.errors else 200
    return render(request, page, {"task": found, "form": form}, status=status)
