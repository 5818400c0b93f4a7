"""The verbs of the worklist: make, work, repeat, pass up."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.record.tasks.rules import Completion, NewSeries, NewTask, Recurrence

from .ahead import make_tasks_ahead
from .escalation import pass_up_late_tasks, wake_tasks
from .making import change_task, create_task, create_tasks, promise_call_back
from .outcomes import complete_task, complete_tasks, undo_task
from .series import (
    change_series,
    end_care,
    end_series,
    hold_series,
    resume_series,
    start_series,
    start_several_series,
)
from .working import (
    begin_task,
    cancel_task,
    claim_task,
    comment_task,
    hand_task,
    release_task,
    retract_task,
    snooze_task,
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
    "NewSeries",
    "NewTask",
    "Recurrence",
    "begin_task",
    "cancel_task",
    "change_series",
    "change_task",
    "claim_task",
    "comment_task",
    "complete_task",
    "complete_tasks",
    "create_task",
    "create_tasks",
    "end_care",
    "end_series",
    "hand_task",
    "hold_series",
    "make_tasks_ahead",
    "pass_up_late_tasks",
    "promise_call_back",
    "release_task",
    "resume_series",
    "retract_task",
    "snooze_task",
    "start_series",
    "start_several_series",
    "undo_task",
    "wake_tasks",
]
