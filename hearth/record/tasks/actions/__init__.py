"""The verbs of the worklist: make, work, repeat, pass up."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.record.tasks.rules import Completion, NewTask

from .making import change_task, create_task, create_tasks, promise_call_back
from .working import (
    begin_task,
    cancel_task,
    claim_task,
    comment_task,
    complete_task,
    complete_tasks,
    hand_task,
    release_task,
    retract_task,
    snooze_task,
    undo_task,
)


CONSTRAINTS = {
    "task_once_per_cause": (
        "task-open-already",
        N_("The same thing is on the list again already."),
        Conflict,
    ),
    "task_opens_before_due_before_late": (
        "window-order",
        N_("It has to open before it is due, and be due before it is late."),
    ),
    "taskseries_once_per_cause": (
        "series-runs-already",
        N_("This is done again and again already."),
        Conflict,
    ),
}

__all__ = [
    "CONSTRAINTS",
    "Completion",
    "NewTask",
    "begin_task",
    "cancel_task",
    "change_task",
    "claim_task",
    "comment_task",
    "complete_task",
    "complete_tasks",
    "create_task",
    "create_tasks",
    "hand_task",
    "promise_call_back",
    "release_task",
    "retract_task",
    "snooze_task",
    "undo_task",
]
