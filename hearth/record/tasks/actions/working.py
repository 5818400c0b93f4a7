"""Work the list. Lock, judge, write, note, publish: always in this order."""

from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import rules
from hearth.record.tasks.codes import (
    CancelReason,
    Change,
    SnoozeReason,
    TaskStatus,
    Urgency,
)
from hearth.record.tasks.events import (
    TaskBegun,
    TaskCancelled,
    TaskClaimed,
    TaskCommented,
    TaskHanded,
    TaskReleased,
    TaskRetracted,
    TaskSnoozed,
)
from hearth.record.tasks.models import Task

from .keeping import (
    _climb_afresh,
    _keep,
    _lock,
    _me,
    _named,
    _nobody,
    _owner,
    _take_back_answers,
    _wait_no_more,
    _waits,
)


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
    _take_back_answers(scope, by, task, reason)
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
