"""What every verb of the worklist does alike: lock the row, keep it, say it happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.staff import queries as staff
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import Change, TaskStatus
from hearth.record.tasks.models import Task, TaskChange, WatchEntry


ENTERED_IN_ERROR = ["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"]


def _lock(scope: Scope, task: Task | UUID) -> Task:
    """The row itself, locked: two people who act at once do so one after the other.

    Raises Refused: task-unknown.
    """
    key = task.pk if isinstance(task, Task) else task
    rows = Task.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities, pk=key
    )
    found = rows.select_related("owner_staff", "owner_actor").first()
    if found is None:
        raise Refused("task-unknown", N_("There is no such task."))
    return found


def _me(scope: Scope, by: Actor) -> StaffMember | None:
    """The staff file of whoever acts; None for a process, or somebody from outside."""
    return staff.member_of(scope, by) if by.kind == "person" else None


def _owner(task: Task) -> dict[str, str]:
    """Who has a task, as its history keeps it: only what is set."""
    kept = {
        "owner_role": task.owner_role,
        "owner_staff": str(task.owner_staff_id or ""),
        "owner_actor": str(task.owner_actor_id or ""),
    }
    return {name: value for name, value in kept.items() if value}


def _nobody(task: Task) -> None:
    """Take a task off the person who has it; its role on duty owns it again."""
    task.owner_staff = task.owner_actor = None
    task.claimed_at = task.claimed_by = None


def _climb_afresh(scope: Scope, task: Task) -> None:
    """A new owner begins at the foot of the ladder, and has the usual time if it is late already."""
    ladder = queries.ladder(scope, task.code, task.owner_role)
    task.ladder, task.escalated_level = list(ladder.roles), 0
    first = ladder.first(task.late)
    soonest = clock.now() + rules.SHORTEST_STEP
    task.next_escalation = max(first, soonest) if first else None
    if task.next_escalation and task.snoozed_until:
        task.next_escalation = max(task.next_escalation, task.snoozed_until)


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


def _take_back_answers(scope: Scope, by: Actor, task: Task, reason: str) -> list[WatchEntry]:
    """What a check answered is entered in error when the check is open again, or never was."""
    rows = list(
        WatchEntry.objects.select_for_update().filter(
            facility_id__in=scope.facilities, task=task, entered_in_error_at__isnull=True
        )
    )
    for row in rows:
        row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
        row.entered_in_error_reason = reason.strip()[:240] or N_("Taken back")
        row.save(update_fields=ENTERED_IN_ERROR)
    return rows


def _waits(task: Task) -> dict[str, Any]:
    """Until when a task waits, and when it passes up, as its history keeps it."""
    kept = {"snoozed_until": task.snoozed_until, "next_escalation": task.next_escalation}
    return {name: value.isoformat() for name, value in kept.items() if value}


def _wait_no_more(task: Task) -> None:
    task.next_escalation = task.snoozed_until = None


def _keep(
    task: Task,
    change: Change,
    by: Actor,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    text: str = "",
    effective: datetime | None = None,
) -> None:
    """Save a task with one line of its history. ``effective`` is when it happened; default now."""
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
        effective=effective or task.changed,
        recorded=task.changed,
        recorder=by,
    )


def _named(task: Task) -> dict[str, Any]:
    """What every event of a task names."""
    return {
        "facility_id": task.facility_id,
        "task_id": task.pk,
        "resident_id": task.resident_id,
        "code": task.code,
        "cause": f"{task.cause_type}/{task.cause_id}" if task.cause_id else "",
    }
