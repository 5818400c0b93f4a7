"""A reason why something was not done asks for more: a nurse looks at the resident."""

from datetime import timedelta

from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries
from hearth.record.tasks.codes import CancelReason
from hearth.record.tasks.events import TaskClosed, TaskUndone


NAME = "protocols.task_closed"
WITHIN = timedelta(hours=2)
"""How soon somebody looks in. Hearth's own default."""


@on(TaskClosed)
def ask_for_a_look(event: TaskClosed) -> None:
    """Put a look on the nurse's list where the community's reason asks for one, once a task."""
    scope = process_scope(NAME, event.facility_id)
    task = queries.tasks(scope).filter(pk=event.task_id).exclude(outcome="").first()
    if task is None or task.recorded is None or task.resident is None:
        return
    if task.code == "tasks.look":
        return
    code = task.outcome_values.get("reason") or task.outcome_reason
    reason = lists.item("not-done-reasons", code, event.facility_id) if code else None
    if reason is None or not reason.values.get("look_again"):
        return
    tasks.create_task(
        scope=scope,
        by=process_actor(NAME),
        code="tasks.look",
        title=N_("Look in on {name}"),
        title_values={"name": task.resident.preferred or task.resident.given},
        resident=task.resident,
        opens=task.recorded,
        due=task.recorded + WITHIN,
        cause=f"Task/{task.pk}",
        cause_code=code,
        cause_text=N_("Something could not be done"),
        security_label=task.security_label,
    )


@on(TaskUndone)
def call_off(event: TaskUndone) -> None:
    """The outcome was taken back: what it asked for is not needed."""
    scope = process_scope(NAME, event.facility_id)
    for task in queries.open_of_cause(scope, f"Task/{event.task_id}"):
        tasks.cancel_task(
            scope=scope, by=process_actor(NAME), task=task, reason=CancelReason.CAUSE_GONE
        )
