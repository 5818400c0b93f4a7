"""What a device may say about tasks, now or hours later: each read by the form of its own page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.replay.fields import checked, posted
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.tasks import actions, forms, permissions, queries


Payload = dict[str, Any]
Answer = dict[str, Any]


@verb("tasks.complete_task", permission=permissions.COMPLETE_TASK)
def complete_task(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """What became of a task, pressed on a device. A time the person typed wins over the press."""
    form = forms.CompleteTaskForm(posted(payload), facility=_facility(scope))
    values = checked(form)
    values["effective"] = values["effective"] or effective
    task = actions.complete_task(scope=scope, by=by, task=_task(scope, payload), **values)
    return {"id": str(task.pk), "outcome": task.outcome}


@verb("tasks.answer_watch_check", permission=permissions.ANSWER_WATCH_CHECK)
def answer_watch_check(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """A check of a watch, answered on a device. A time the person typed wins over the press."""
    task = queries.tasks(scope).get(pk=_task(scope, payload))
    watch = queries.watch_of_task(scope, task)
    if watch is None:
        raise Refused("not-a-check", N_("This is no check of a watch."))
    now = clock.now()
    nurse = queries.is_nurse(scope, queries.reader(scope, now), now)
    questions = queries.reason_of(scope, watch).asked_of(nurse=nurse)
    values = checked(
        forms.AnswerWatchForm(posted(payload), questions=questions, facility=_facility(scope))
    )
    values["effective"] = values["effective"] or effective
    entry = actions.answer_watch_check(scope=scope, by=by, task=task, nurse=nurse, **values)
    return {"id": str(entry.pk), "changed": entry.changed}


@verb("tasks.claim_task", permission=permissions.CLAIM_TASK)
def claim_task(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """Somebody said that they will do it."""
    task = actions.claim_task(scope=scope, by=by, task=_task(scope, payload))
    return {"id": str(task.pk), "status": task.status}


@verb("tasks.snooze_task", permission=permissions.SNOOZE_TASK)
def snooze_task(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """A task was put off. "In an hour" counts from when it arrives."""
    values = checked(forms.SnoozeTaskForm(posted(payload), facility=_facility(scope)))
    task = actions.snooze_task(scope=scope, by=by, task=_task(scope, payload), **values)
    return {"id": str(task.pk), "until": task.snoozed_until}


@verb("tasks.undo_task", permission=permissions.UNDO_TASK)
def undo_task(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """An outcome was taken back."""
    values = checked(forms.UndoTaskForm(posted(payload)))
    task = actions.undo_task(scope=scope, by=by, task=_task(scope, payload), **values)
    return {"id": str(task.pk), "status": task.status}


@verb("tasks.comment_task", permission=permissions.COMMENT_TASK)
def comment_task(
    *, scope: Scope, by: Actor, payload: Payload, effective: datetime | None
) -> Answer:
    """A word under a task."""
    values = checked(forms.CommentTaskForm(posted(payload)))
    task = actions.comment_task(scope=scope, by=by, task=_task(scope, payload), **values)
    return {"id": str(task.pk)}


def _task(scope: Scope, payload: Payload) -> UUID:
    """The task a write is about, if it exists for its sender. Raises Refused: task-unknown."""
    try:
        key = UUID(str(payload.get("task", "")))
    except ValueError:
        key = None
    if key is None or not queries.tasks(scope).filter(pk=key).exists():
        raise Refused("task-unknown", N_("There is no such task."))
    return key


def _facility(scope: Scope) -> Facility:
    return Facility.objects.get(pk=scope.facility_id)
