"""Work the list. Lock, judge, write, note, publish: always in this order."""

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
from hearth.record.tasks.codes import (
    CancelReason,
    Change,
    Outcome,
    OutcomeReason,
    SnoozeReason,
    TaskStatus,
    Urgency,
)
from hearth.record.tasks.events import (
    TaskBegun,
    TaskCancelled,
    TaskClaimed,
    TaskClosed,
    TaskCommented,
    TaskHanded,
    TaskReleased,
    TaskRetracted,
    TasksClosed,
    TaskSnoozed,
    TaskUndone,
)
from hearth.record.tasks.models import Task, TaskChange
from hearth.record.tasks.rules import Completion

from .keeping import _keep, _lock, _me, _named, _nobody, _owner


@action("tasks.claim_task")
def claim_task(*, scope: Scope, by: Actor, task: Task | UUID) -> Task:
    """Say that one will do it. Taking it twice is harmless.

    Raises Conflict: task-closed, task-taken.
    """
    task = _lock(scope, task)
    before = _owner(task)
    if _take(scope, by, task):
        _keep(task, Change.CLAIMED, by, before=before, after=_owner(task))
        note("tasks.claim_task", task, by=by)
        publish(TaskClaimed(**_named(task)))
    return task


@action("tasks.release_task")
def release_task(*, scope: Scope, by: Actor, task: Task | UUID) -> Task:
    """Give back what one took: its role on duty owns it again.

    Raises Conflict: task-closed; Refused: not-yours, no-role.
    """
    task = _lock(scope, task)
    owner, mine = task.owner_staff_id or task.owner_actor_id, _mine(scope, by)
    rules.check_release(
        TaskStatus(task.status), is_own=owner in mine, owner_role=task.owner_role
    )
    before = _owner(task)
    _nobody(task)
    task.status = TaskStatus.REQUESTED
    _keep(task, Change.RELEASED, by, before=before, after=_owner(task))
    note("tasks.release_task", task, by=by)
    publish(TaskReleased(**_named(task), owner_role=task.owner_role))
    return task


@action("tasks.begin_task")
def begin_task(*, scope: Scope, by: Actor, task: Task | UUID) -> Task:
    """Begin with a task, and take it if nobody did. Beginning twice is harmless.

    Raises Conflict: task-closed, task-taken.
    """
    task = _lock(scope, task)
    before = _owner(task)
    _take(scope, by, task)
    if task.status != TaskStatus.IN_PROGRESS:
        task.status = TaskStatus.IN_PROGRESS
        _keep(task, Change.BEGUN, by, before=before, after=_owner(task))
        note("tasks.begin_task", task, by=by)
        publish(TaskBegun(**_named(task)))
    return task


@action("tasks.hand_task")
def hand_task(
    *,
    scope: Scope,
    by: Actor,
    task: Task | UUID,
    to_role: str = "",
    to_staff: StaffMember | None = None,
    text: str = "",
) -> Task:
    """Hand a task to a person, or to a role on duty. It passes up afresh from its new owner.

    Raises Conflict: task-closed; Refused: nobody-named, same-owner.
    """
    task = _lock(scope, task)
    rules.check_hand(
        TaskStatus(task.status),
        to_staff=to_staff.pk if to_staff else None,
        to_role=to_role,
        owner_staff=task.owner_staff_id,
        owner_role="" if task.owner_actor_id else task.owner_role,
    )
    before = _owner(task)
    _nobody(task)
    task.owner_staff = to_staff
    task.owner_role = to_role or task.owner_role
    task.status = TaskStatus.ACCEPTED if to_staff else TaskStatus.REQUESTED
    _climb_afresh(scope, task)
    _keep(task, Change.HANDED, by, before=before, after=_owner(task), text=text)
    note("tasks.hand_task", task, by=by)
    publish(
        TaskHanded(
            **_named(task), owner_role=task.owner_role, owner_staff_id=task.owner_staff_id
        )
    )
    return task


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

    Raises Conflict: task-closed; Refused: future, reason-missing, reason-unexplained.
    """
    task = _lock(scope, task)
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
    _keep(task, Change.UNDONE, by, before=before, after={"status": task.status}, text=reason)
    note("tasks.undo_task", task, by=by, detail={"outcome": before["outcome"]})
    publish(TaskUndone(**_named(task)))
    return task


@action("tasks.snooze_task")
def snooze_task(
    *,
    scope: Scope,
    by: Actor,
    task: Task | UUID,
    until: datetime,
    reason: SnoozeReason | None,
    text: str = "",
) -> Task:
    """Put a task off, saying why. It passes up not before it comes back.

    Raises Conflict: task-closed; Refused: reason-missing, until-past, cannot-wait, too-long.
    """
    task = _lock(scope, task)
    rules.check_snooze(
        TaskStatus(task.status),
        until=until,
        reason=reason,
        urgency=Urgency(task.urgency),
        now=clock.now(),
        due=task.due,
        late=task.late,
    )
    before = _waits(task)
    task.snoozed_until, task.snooze_reason = until, reason or ""
    task.snooze_count += 1
    task.next_escalation = rules.escalation_after_snooze(task.next_escalation, until)
    _keep(
        task,
        Change.SNOOZED,
        by,
        before=before,
        after=_waits(task),
        reason=reason or "",
        text=text,
    )
    note("tasks.snooze_task", task, by=by, detail={"reason": reason})
    publish(TaskSnoozed(**_named(task), until=until.isoformat()))
    return task


@action("tasks.cancel_task")
def cancel_task(
    *, scope: Scope, by: Actor, task: Task | UUID, reason: CancelReason | None, text: str = ""
) -> Task:
    """Say that an open task is no longer needed, and why.

    Raises Conflict: task-closed; Refused: reason-missing, reason-unexplained.
    """
    task = _lock(scope, task)
    rules.check_cancel(TaskStatus(task.status), reason or "")
    if reason is CancelReason.OTHER and not text.strip():
        raise Refused("reason-unexplained", N_("Say in a few words why."))
    before = {"status": task.status} | _waits(task)
    task.status = TaskStatus.CANCELLED
    task.cancelled_at, task.cancelled_by = clock.now(), by
    task.cancel_reason = reason or ""
    _wait_no_more(task)
    _keep(task, Change.CANCELLED, by, before=before, reason=reason or "", text=text)
    note("tasks.cancel_task", task, by=by, detail={"reason": reason})
    publish(TaskCancelled(**_named(task), reason=reason or ""))
    return task


@action("tasks.retract_task")
def retract_task(*, scope: Scope, by: Actor, task: Task | UUID, reason: str) -> Task:
    """Say that a task should never have been: it is kept as entered in error, open or closed.

    Raises Refused: reason-missing, retracted-already.
    """
    task = _lock(scope, task)
    rules.check_retract(TaskStatus(task.status), reason)
    before = {"status": task.status, "outcome": task.outcome}
    task.status = TaskStatus.ENTERED_IN_ERROR
    _wait_no_more(task)
    _keep(task, Change.RETRACTED, by, before=before, text=reason.strip())
    note("tasks.retract_task", task, by=by)
    publish(TaskRetracted(**_named(task)))
    return task


@action("tasks.comment_task")
def comment_task(*, scope: Scope, by: Actor, task: Task | UUID, text: str) -> Task:
    """Write a word under a task, open or closed. Raises Refused: text-missing."""
    task = _lock(scope, task)
    if not text.strip():
        raise Refused("text-missing", N_("Write your comment."))
    _keep(task, Change.COMMENTED, by, text=text.strip())
    note("tasks.comment_task", task, by=by)
    publish(TaskCommented(**_named(task)))
    return task


# What the verbs share


def _mine(scope: Scope, by: Actor) -> set[UUID]:
    """The keys under which a task is the actor's own."""
    me = _me(scope, by)
    return {by.pk, me.pk} if me else {by.pk}


def _take(scope: Scope, by: Actor, task: Task) -> bool:
    """Make the task the actor's, if it is free; whether anything changed."""
    me = _me(scope, by)
    mine = me.pk if me else by.pk
    owner = task.owner_staff_id or task.owner_actor_id
    label = str(task.owner_staff or task.owner_actor or "")
    rules.check_claim(TaskStatus(task.status), owner=owner, owner_label=label, claimer=mine)
    if owner == mine and task.claimed_at is not None:
        return False
    task.owner_staff, task.owner_actor = me, None if me else by
    task.claimed_at, task.claimed_by = clock.now(), by
    if task.status == TaskStatus.REQUESTED:
        task.status = TaskStatus.ACCEPTED
    return True


def _climb_afresh(scope: Scope, task: Task) -> None:
    """A new owner begins at the foot of the ladder, and has the usual time if it is late already."""
    ladder = queries.ladder(scope, task.code, task.owner_role)
    task.ladder, task.escalated_level = list(ladder.roles), 0
    first = ladder.first(task.late)
    soonest = clock.now() + rules.SHORTEST_STEP
    task.next_escalation = max(first, soonest) if first else None
    if task.next_escalation and task.snoozed_until:
        task.next_escalation = max(task.next_escalation, task.snoozed_until)


def _waits(task: Task) -> dict[str, Any]:
    """Until when a task waits, and when it passes up, as its history keeps it."""
    kept = {"snoozed_until": task.snoozed_until, "next_escalation": task.next_escalation}
    return {name: value.isoformat() for name, value in kept.items() if value}


def _wait_no_more(task: Task) -> None:
    task.next_escalation = task.snoozed_until = None


def _open_again(scope: Scope, task: Task) -> None:
    """Clear the outcome; what is late passes up again after a while, not at once."""
    person = task.owner_staff_id or task.owner_actor_id
    task.status = TaskStatus.ACCEPTED if person else TaskStatus.REQUESTED
    task.outcome = task.outcome_reason = task.outcome_text = task.performer_text = ""
    task.outcome_values = {}
    task.effective = task.recorded = task.recorder = task.performer = None
    task.minutes_taken = None
    task.cancelled_at = task.cancelled_by = None
    task.cancel_reason = ""
    level = task.escalated_level
    _climb_afresh(scope, task) if level == 0 else _climb_on(task, level)


def _climb_on(task: Task, level: int) -> None:
    above = level + 1 < len(task.ladder)
    task.next_escalation = clock.now() + rules.SHORTEST_STEP if above else None


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
