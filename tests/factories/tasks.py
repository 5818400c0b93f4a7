"""Minimal, valid tasks. Call inside an open scope."""

from datetime import date, time, timedelta

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility
from hearth.record.tasks.models import Task, TaskSeries


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
