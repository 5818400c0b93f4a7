"""Work the list. Lock, judge, write, note, publish: always in this order."""

from datetime import datetime
from typing import Any

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import rules
from hearth.record.tasks.codes import Change, Outcome, OutcomeReason, TaskStatus
from hearth.record.tasks.events import TaskClaimed, TaskClosed, TaskHanded
from hearth.record.tasks.models import Task, TaskChange


@action("tasks.claim_task")
def claim_task(*, scope: Scope, by: Actor, task: Task) -> Task:
    """Say that one will do it. Taking it twice is harmless.

    Raises Conflict: task-closed, task-taken; the staff file of ``by`` must exist.
    """
    task = _lock(task)
    me = StaffMember.objects.filter(facility=task.facility_id, actor=by).first()
    mine = me.pk if me else by.pk
    owner = task.owner_staff_id or task.owner_actor_id
    label = str(task.owner_staff or task.owner_actor or "")
    rules.check_claim(TaskStatus(task.status), owner=owner, owner_label=label, claimer=mine)
    before = _owner(task)
    task.owner_staff, task.owner_actor = me, None if me else by
    task.status, task.claimed_at, task.claimed_by = TaskStatus.ACCEPTED, clock.now(), by
    _save(task, Change.CLAIMED, by, before=before, after=_owner(task))
    note("tasks.claim_task", task, by=by)
    publish(TaskClaimed(**_named(task)))
    return task


@action("tasks.hand_task")
def hand_task(*, scope: Scope, by: Actor, task: Task, to_role: str) -> Task:
    """Give a task to a role on duty. Raises Conflict: task-closed; Refused: nobody-named, same-owner."""
    task = _lock(task)
    rules.check_hand(
        TaskStatus(task.status),
        to_staff=None,
        to_role=to_role,
        owner_staff=task.owner_staff_id,
        owner_role=task.owner_role,
    )
    before = _owner(task)
    task.owner_staff = task.owner_actor = None
    task.owner_role, task.status = to_role, TaskStatus.REQUESTED
    _save(task, Change.HANDED, by, before=before, after=_owner(task))
    note("tasks.hand_task", task, by=by)
    publish(TaskHanded(**_named(task), owner_role=to_role))
    return task


@action("tasks.complete_task")
def complete_task(
    *,
    scope: Scope,
    by: Actor,
    task: Task,
    outcome: Outcome = Outcome.DONE,
    reason: OutcomeReason | None = None,
    text: str = "",
    effective: datetime | None = None,
) -> Task:
    """Record what became of a task. ``effective`` is when it happened, UTC; default now.

    Raises Conflict: task-closed; Refused: future, reason-missing, reason-unexplained.
    """
    task = _lock(task)
    now = clock.now()
    happened = effective or now
    rules.check_outcome(
        TaskStatus(task.status), outcome, reason=reason, text=text, effective=happened, now=now
    )
    task.status, task.outcome = rules.STATUS_OF[outcome], outcome
    task.outcome_reason, task.outcome_text = reason or "", text
    task.effective, task.recorded, task.recorder = happened, now, by
    task.performer = StaffMember.objects.filter(facility=task.facility_id, actor=by).first()
    task.next_escalation = task.snoozed_until = None
    change = Change.COMPLETED if outcome is Outcome.DONE else Change(outcome.value)
    _save(task, change, by, reason=reason or "", text=text)
    note("tasks.complete_task", task, by=by, detail={"outcome": outcome.value})
    publish(TaskClosed(**_named(task), outcome=outcome.value, reason=reason or ""))
    return task


def _lock(task: Task) -> Task:
    """The row itself, locked: two people who act at once do so one after the other."""
    return Task.objects.select_for_update().get(pk=task.pk)


def _owner(task: Task) -> dict[str, str]:
    staff = str(task.owner_staff_id or "")
    return {"owner_role": task.owner_role, "owner_staff": staff}


def _save(
    task: Task,
    change: Change,
    by: Actor,
    *,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
    reason: str = "",
    text: str = "",
) -> None:
    task.changed = clock.now()
    task.save()
    TaskChange.objects.create(
        facility_id=task.facility_id,
        security_label=task.security_label,
        task=task,
        resident_id=task.resident_id,
        change=change,
        before=before or {},
        after=after or {},
        reason=reason,
        text=text,
        effective=task.effective or task.changed,
        recorded=task.changed,
        recorder=by,
    )


def _named(task: Task) -> dict[str, Any]:
    return {
        "facility_id": task.facility_id,
        "task_id": task.pk,
        "resident_id": task.resident_id,
        "code": task.code,
    }
