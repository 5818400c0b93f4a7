"""Minimal, valid tasks. Call inside an open scope."""

from datetime import date, time, timedelta

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.platform.scope import current_scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident
from hearth.record.tasks import actions
from hearth.record.tasks.models import Checklist, Task, TaskSeries, Watch, WatchEntry


def make_task(facility: Facility, actor: Actor, title: str = "Fix the lamp", **kwargs) -> Task:
    """An open task of the coordinator's, due in an hour."""
    now = clock.now()
    due = kwargs.pop("due", None) or now + timedelta(hours=1)
    defaults = {
        "code": "tasks.free",
        "opens": due - timedelta(hours=12),
        "late": due + timedelta(hours=4),
        "owner_role": "coordinator",
        "authored_on": now,
        "requester": actor,
        "changed": now,
    }
    return Task.objects.create(
        facility=facility, title=title, due=due, **{**defaults, **kwargs}
    )


def make_series(
    facility: Facility, actor: Actor, title: str = "Water the plants", **kwargs
) -> TaskSeries:
    """Every day at 08:00 by the community's clock."""
    defaults = {
        "code": "tasks.free",
        "owner_role": "coordinator",
        "wall_times": [time(8)],
        "starts": date(2026, 1, 1),
        "requester": actor,
        "authored_on": clock.now(),
    }
    return TaskSeries.objects.create(facility=facility, title=title, **{**defaults, **kwargs})


def make_watch(facility: Facility, actor: Actor, resident: Resident, **kwargs) -> Watch:
    """A resident on watch after a fall, with its checks."""
    reason = kwargs.pop("reason", "fall")
    return actions.start_watch(
        scope=current_scope(), by=actor, resident=resident, reason=reason, **kwargs
    )


def make_watch_entry(watch: Watch, actor: Actor, **kwargs) -> WatchEntry:
    """An answer to the last check of a watch: all as usual."""
    now = clock.now()
    defaults = {
        "task": Task.objects.filter(cause_id=watch.pk, code="tasks.watch_check").last(),
        "answers": {"awake": "usual"},
        "effective": now,
        "recorded": now,
        "recorder": actor,
    }
    return WatchEntry.objects.create(
        facility_id=watch.facility_id,
        resident_id=watch.resident_id,
        watch=watch,
        **{**defaults, **kwargs},
    )


def make_checklist(facility: Facility, actor: Actor, resident: Resident, **kwargs) -> Checklist:
    """A running move-in list."""
    values = {"key": "move-in", "anchor": facility.today(), "resident": resident} | kwargs
    return actions.start_checklist(scope=current_scope(), by=actor, **values)


def task_of(cause: Watch | Checklist, code: str) -> Task:
    """The first task of a kind that a watch or a list made."""
    return Task.objects.filter(cause_id=cause.pk, code=code).order_by("due", "id").first()
