"""The one worklist: tasks, what happened to them, the series they come from, and what makes them."""

from .checklist import Checklist
from .series import TaskSeries
from .task import Task, TaskChange
from .watch import Watch, WatchEntry


__all__ = ["Checklist", "Task", "TaskChange", "TaskSeries", "Watch", "WatchEntry"]
