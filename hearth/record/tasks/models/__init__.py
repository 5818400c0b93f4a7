"""The one worklist: tasks, what happened to them, and the series they come from."""

from .series import TaskSeries
from .task import Task, TaskChange


__all__ = ["Task", "TaskChange", "TaskSeries"]
