"""What the clock does to the list: what is late passes up, what was put off comes back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish_many
from hearth.platform.scope import Scope
from hearth.record.staff import queries as staff
from hearth.record.tasks import codes, queries, rules
from hearth.record.tasks.codes import Change, TaskStatus
from hearth.record.tasks.events import TaskEscalated, TaskWoken
from hearth.record.tasks.models import Task, TaskChange

from .keeping import _named, _nobody, _owner


@action("tasks.pass_up_late_tasks")
def pass_up_late_tasks(*, scope: Scope, by: Actor, at_most: int = 500) -> int:
    """Hand what nobody did in time to the next role that somebody answers for; how many.

    The role it came from goes on seeing it, and whoever does it first has done it. Nobody is
    left above: it stays where it is. A task that somebody works on this instant is left for the
    next minute.
    """
    now = clock.now()
    late = list(
        queries.to_pass_up(scope, now)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_escalation", "id")[:at_most]
    )
    house = _House(scope, now)
    passed, changes = [], []
    for task in late:
        before = _owner(task)
        if house.pass_up(task):
            passed.append(task)
            changes.append(_change(task, Change.ESCALATED, by, now, before, _owner(task)))
    fields = ["owner_role", "owner_staff", "owner_actor", "claimed_at", "claimed_by", "status"]
    fields += ["escalated_level", "next_escalation", "changed"]
    Task.objects.bulk_update(late, fields, batch_size=200)
    if passed:
        TaskChange.objects.bulk_create(changes, batch_size=500)
        note_many("tasks.pass_up_late_tasks", passed, by=by)
        publish_many([_escalated(task) for task in passed])
    return len(passed)


@action("tasks.wake_tasks")
def wake_tasks(*, scope: Scope, by: Actor, at_most: int = 500) -> int:
    """Put what was put off back on the list when its time has come; how many."""
    now = clock.now()
    due = list(
        queries.to_wake(scope, now)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("snoozed_until", "id")[:at_most]
    )
    changes = []
    for task in due:
        before = {"snoozed_until": str(task.snoozed_until)}
        task.snoozed_until, task.changed = None, now
        changes.append(_change(task, Change.WOKEN, by, now, before, {}))
    if due:
        Task.objects.bulk_update(due, ["snoozed_until", "changed"], batch_size=200)
        TaskChange.objects.bulk_create(changes, batch_size=500)
        note_many("tasks.wake_tasks", due, by=by)
        publish_many([TaskWoken(**_named(task)) for task in due])
    return len(due)


class _House:
    """Who answers for what at this instant, and how long each role has: read once for all tasks."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        self.scope, self.now = scope, now
        self.rota = staff.rota(scope, now)
        self.answers: dict[tuple[str, UUID | None], bool] = {}
        self.ladders: dict[tuple[str, str], rules.Ladder] = {}

    def pass_up(self, task: Task) -> bool:
        """Move one task up; whether there was anybody above."""
        staffed = {r for r in task.ladder if self.is_staffed(r, task.neighborhood_id)}
        rung = rules.next_rung(
            task.ladder,
            task.escalated_level,
            now=self.now,
            step=timedelta(0),
            staffed=staffed,
        )
        task.changed = self.now
        if rung is None:
            task.next_escalation = None
            return False
        _nobody(task)
        task.owner_role, task.escalated_level = rung.role, rung.level
        task.status = TaskStatus.REQUESTED
        last = rung.next_escalation is None
        task.next_escalation = None if last else self.now + self.step(task, rung.role)
        return True

    def is_staffed(self, role: str, neighborhood_id: UUID | None) -> bool:
        key = (role, neighborhood_id)
        if key not in self.answers:
            self.answers[key] = bool(self.rota.who_answers(role, neighborhood_id))
        return self.answers[key]

    def step(self, task: Task, role: str) -> timedelta:
        key = (task.code, task.ladder[0])
        if key not in self.ladders:
            self.ladders[key] = queries.ladder(self.scope, *key)
        return self.ladders[key].step_above(role, codes.kind_of(task.code).step)


def _change(
    task: Task, change: Change, by: Actor, now: datetime, before: Any, after: Any
) -> TaskChange:
    return TaskChange(
        facility_id=task.facility_id,
        security_label=task.security_label,
        task=task,
        resident_id=task.resident_id,
        change=change,
        before=before,
        after=after,
        effective=now,
        recorded=now,
        recorder=by,
    )


def _escalated(task: Task) -> TaskEscalated:
    return TaskEscalated(**_named(task), level=task.escalated_level, owner_role=task.owner_role)
