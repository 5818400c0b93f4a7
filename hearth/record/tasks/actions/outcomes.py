"""What became of a task: one, a whole batch; and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import permissions, queries, rules
from hearth.record.tasks.codes import Change, Outcome, OutcomeReason, TaskStatus, kind_of
from hearth.record.tasks.events import TaskClosed, TasksClosed, TaskUndone
from hearth.record.tasks.models import Task, TaskChange
from hearth.record.tasks.rules import Completion

from .keeping import (
    _keep,
    _lock,
    _me,
    _named,
    _open_again,
    _take_back_answers,
    _wait_no_more,
    _waits,
)


@action("tasks.complete_task")
def complete_task(
    *,
    scope: Scope,
    by: Actor,
    task: Task | UUID,
    outcome: Outcome = Outcome.DONE,
    reason: OutcomeReason | None = None,
    text: str = "",
    effective: datetime | None = None,
    performer: StaffMember | None = None,
    performer_text: str = "",
    minutes_taken: int | None = None,
    outcome_values: Mapping[str, Any] | None = None,
) -> Task:
    """Record what became of a task.

    ``effective`` is when it happened, UTC; default now. ``by`` writes it down; ``performer`` did
    it (default: the same person), or ``performer_text`` names somebody from outside.

    Raises Conflict: task-closed; Refused: future, reason-missing, reason-unexplained, own-page.
    """
    task = _lock(scope, task)
    rules.check_own_page(
        kind_of(task.code),
        outcome,
        by_person=by.kind == "person",
        has_answer=bool(outcome_values),
    )
    now = clock.now()
    happened = effective or now
    rules.check_outcome(
        TaskStatus(task.status), outcome, reason=reason, text=text, effective=happened, now=now
    )
    before = {"status": task.status} | _waits(task)
    task.status, task.outcome = rules.STATUS_OF[outcome], outcome
    task.outcome_reason, task.outcome_text = reason or "", text
    task.outcome_values = dict(outcome_values or {})
    task.effective, task.recorded, task.recorder = happened, now, by
    task.performer_text = performer_text
    task.performer = performer or (None if performer_text else _me(scope, by))
    task.minutes_taken = minutes_taken
    _wait_no_more(task)
    _keep(
        task,
        rules.change_of(outcome),
        by,
        before=before,
        reason=reason or "",
        text=text,
        effective=happened,
    )
    note("tasks.complete_task", task, by=by, detail={"outcome": outcome.value})
    publish(TaskClosed(**_named(task), outcome=outcome.value, reason=reason or ""))
    return task


@action("tasks.complete_tasks")
def complete_tasks(*, scope: Scope, by: Actor, rows: Sequence[Completion]) -> int:
    """The same for a whole batch: one audit line and one event; how many were closed.

    Each row says who did it. Raises as ``complete_task`` for the first row that a rule refuses,
    and Conflict (task-closed) when one is closed already; then none is written.
    """
    wanted = {row.task_id: row for row in rows}
    found = {
        t.pk: t
        for t in Task.objects.select_for_update(of=("self",))
        .filter(facility_id__in=scope.facilities, pk__in=wanted)
        .order_by("id")
    }
    if len(found) < len(wanted):
        raise Refused("task-unknown", N_("There is no such task."))
    now = clock.now()
    for row in wanted.values():
        rules.check_own_page(
            kind_of(found[row.task_id].code), row.outcome, by_person=by.kind == "person"
        )
        rules.check_outcome(
            TaskStatus(found[row.task_id].status),
            row.outcome,
            reason=row.reason,
            text=row.text,
            effective=row.effective or now,
            now=now,
        )
    if wanted:
        _close_all(wanted, now, by)
        _remember_closed(found, wanted, now, by)
        note_many("tasks.complete_task", found.values(), by=by)
        publish(TasksClosed(facility_id=scope.facility_id, task_ids=tuple(found)))
    return len(wanted)


@action("tasks.undo_task")
def undo_task(*, scope: Scope, by: Actor, task: Task | UUID, reason: str = "") -> Task:
    """Take an outcome back: the task is open again, with whoever had it.

    Who recorded it may until their shift ends; a nurse or the coordinator at any time, saying
    why. Raises Refused: not-closed, not-yours, undo-over, reason-missing.
    """
    task = _lock(scope, task)
    recorded = task.recorded or task.cancelled_at
    recorder = task.recorder_id or task.cancelled_by_id
    rules.check_undo(
        TaskStatus(task.status),
        recorded=recorded,
        recorder=recorder,
        by=by.pk,
        now=clock.now(),
        shift_ends=queries.shift_ends(scope, by, recorded) if recorded else None,
        may_undo_others=scope.may(permissions.RETRACT_TASK),
        reason=reason,
    )
    before = {"status": task.status, "outcome": task.outcome}
    _open_again(scope, task)
    _take_back_answers(scope, by, task, reason)
    _keep(task, Change.UNDONE, by, before=before, after={"status": task.status}, text=reason)
    note("tasks.undo_task", task, by=by, detail={"outcome": before["outcome"]})
    publish(TaskUndone(**_named(task)))
    return task


_CLOSE = """
UPDATE tasks_task AS t SET status = r.status, outcome = r.outcome, outcome_reason = r.reason,
  outcome_text = r.words, effective = r.effective, recorded = %s, recorder_id = %s,
  performer_id = r.performer, performer_text = r.performer_text, minutes_taken = r.minutes,
  next_escalation = NULL, snoozed_until = NULL, changed = %s
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
  %s::uuid[], %s::text[], %s::smallint[])
  AS r(id, status, outcome, reason, words, effective, performer, performer_text, minutes)
WHERE t.id = r.id
"""


def _close_all(wanted: Mapping[UUID, Completion], now: datetime, by: Actor) -> None:
    """Write every outcome of a batch in one statement; the rows are locked and judged."""
    rows = list(wanted.values())
    columns: list[list[Any]] = [
        [row.task_id for row in rows],
        [str(rules.STATUS_OF[row.outcome]) for row in rows],
        [str(row.outcome) for row in rows],
        [str(row.reason or "") for row in rows],
        [row.text for row in rows],
        [row.effective or now for row in rows],
        [row.performer_id for row in rows],
        [row.performer_text for row in rows],
        [row.minutes_taken for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [now, by.pk, now, *columns])


def _remember_closed(
    found: Mapping[UUID, Task], wanted: Mapping[UUID, Completion], now: datetime, by: Actor
) -> None:
    TaskChange.objects.bulk_create(
        (
            TaskChange(
                facility_id=task.facility_id,
                security_label=task.security_label,
                task=task,
                resident_id=task.resident_id,
                change=rules.change_of(wanted[key].outcome),
                before={"status": task.status},
                reason=wanted[key].reason or "",
                text=wanted[key].text,
                effective=wanted[key].effective or now,
                recorded=now,
                recorder=by,
            )
            for key, task in found.items()
        ),
        batch_size=500,
    )
