"""Someone works the list: looks at it, takes, does, hands on, puts off, takes back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.tasks import actions, forms, permissions, presenters, queries
from hearth.record.tasks.codes import LIVE, kind_of

from .answering import filled_in, frame_of, in_row, load, posted, pressed, row_of


@requires(permissions.VIEW_TASK)
@require_safe
def task(request: Request, pk: UUID) -> HttpResponse:
    """One task: how it stands, what may be done, everything that happened to it."""
    found = load(request, pk, "tasks.task")
    scope, facility, now = request.scope, request.facility, clock.now()
    if in_row(request, pk):
        return render(request, "tasks/_row.html", {"row": row_of(request, found)})
    changes = queries.changes_of(scope, found)
    names = queries.names_of(scope, presenters.people_in(changes))
    series = queries.all_series(scope).filter(pk=found.series_id).first()
    pattern = presenters.pattern_text(series, facility) if series else ""
    context = {
        **frame_of(request, found),
        "live": found.status in LIVE,
        "may_complete": scope.may(permissions.COMPLETE_TASK),
        "do_url": presenters.do_url(found, facility),
        "may_comment": scope.may(permissions.COMMENT_TASK),
        "chip": presenters.chip(found, now),
        "facts": presenters.facts(found, facility, pattern),
        "actions": presenters.actions(found, scope, facility),
        "history": presenters.history(found, changes, names, facility),
        "comment_form": forms.CommentTaskForm(),
    }
    return render(request, "tasks/task.html", context)


@requires(permissions.COMPLETE_TASK)
@require_http_methods(["GET", "POST"])
def complete_task(request: Request, pk: UUID) -> HttpResponse:
    """Record what became of it: done in one tap, not done in two."""
    found = load(request, pk, "tasks.complete_task" if request.method == "GET" else "")
    form = forms.CompleteTaskForm(posted(request), facility=request.facility)
    return filled_in(
        request,
        found,
        form,
        actions.complete_task,
        "tasks/complete_task.html",
        _("Recorded"),
        undo=True,
        reasons=presenters.reason_groups(form.reasons.values()),
        not_done=request.GET.get("outcome") == "not-done" or kind_of(found.code).own_page,
    )


@requires(permissions.CLAIM_TASK)
@require_POST
def claim_task(request: Request, pk: UUID) -> HttpResponse:
    """Say that one will do it."""
    return pressed(request, pk, actions.claim_task, _("You have it"))


@requires(permissions.RELEASE_TASK)
@require_POST
def release_task(request: Request, pk: UUID) -> HttpResponse:
    """Give back what one took."""
    return pressed(request, pk, actions.release_task, _("Given back"))


@requires(permissions.BEGIN_TASK)
@require_POST
def begin_task(request: Request, pk: UUID) -> HttpResponse:
    """Begin with it."""
    return pressed(request, pk, actions.begin_task, _("Begun"))


@requires(permissions.HAND_TASK)
@require_http_methods(["GET", "POST"])
def hand_task(request: Request, pk: UUID) -> HttpResponse:
    """Hand it to a role on duty, or to a person."""
    found = load(request, pk, "tasks.hand_task" if request.method == "GET" else "")
    form = forms.HandTaskForm(posted(request), scope=request.scope)
    page = "tasks/hand_task.html"
    return filled_in(request, found, form, actions.hand_task, page, _("Handed on"))


@requires(permissions.SNOOZE_TASK)
@require_http_methods(["GET", "POST"])
def snooze_task(request: Request, pk: UUID) -> HttpResponse:
    """Put it off, and say why."""
    found = load(request, pk, "tasks.snooze_task" if request.method == "GET" else "")
    form = forms.SnoozeTaskForm(posted(request), facility=request.facility)
    page = "tasks/snooze_task.html"
    return filled_in(request, found, form, actions.snooze_task, page, _("Put off"))


@requires(permissions.CANCEL_TASK)
@require_http_methods(["GET", "POST"])
def cancel_task(request: Request, pk: UUID) -> HttpResponse:
    """Say that it is no longer needed."""
    found = load(request, pk, "tasks.cancel_task" if request.method == "GET" else "")
    form = forms.CancelTaskForm(posted(request))
    page, said = "tasks/cancel_task.html", _("Taken off the list")
    return filled_in(request, found, form, actions.cancel_task, page, said, undo=True)


@requires(permissions.UNDO_TASK)
@require_http_methods(["GET", "POST"])
def undo_task(request: Request, pk: UUID) -> HttpResponse:
    """Take an outcome back."""
    found = load(request, pk, "tasks.undo_task" if request.method == "GET" else "")
    form = forms.UndoTaskForm(posted(request))
    page = "tasks/undo_task.html"
    return filled_in(request, found, form, actions.undo_task, page, _("Taken back"))


@requires(permissions.RETRACT_TASK)
@require_http_methods(["GET", "POST"])
def retract_task(request: Request, pk: UUID) -> HttpResponse:
    """Say that it should never have been on the list."""
    found = load(request, pk, "tasks.retract_task" if request.method == "GET" else "")
    form = forms.RetractTaskForm(posted(request))
    page, said = "tasks/retract_task.html", _("Marked as entered in error")
    return filled_in(request, found, form, actions.retract_task, page, said)


@requires(permissions.COMMENT_TASK)
@require_http_methods(["GET", "POST"])
def comment_task(request: Request, pk: UUID) -> HttpResponse:
    """Write a word under it."""
    found = load(request, pk, "tasks.comment_task" if request.method == "GET" else "")
    form = forms.CommentTaskForm(posted(request))
    page = "tasks/comment_task.html"
    return filled_in(request, found, form, actions.comment_task, page, _("Written down"))
