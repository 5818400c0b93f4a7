"""Which tasks?"""

from datetime import datetime

from django.db.models import QuerySet

from hearth.platform.scope import Scope
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task, TaskChange


def tasks(scope: Scope) -> QuerySet[Task]:
    """Every task that exists for this reader."""
    found = Task.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff")


def open_tasks(scope: Scope, now: datetime) -> QuerySet[Task]:
    """What can be done now and waits for somebody, most pressing due time first."""
    live = tasks(scope).filter(status__in=[str(s) for s in LIVE], opens__lte=now)
    return live.order_by("due", "id")


def changes_of(scope: Scope, task: Task) -> list[TaskChange]:
    """Everything that ever happened to a task, oldest first."""
    rows = TaskChange.objects.filter(facility_id__in=scope.facilities, task=task)
    return list(rows.select_related("recorder").order_by("recorded", "id"))
