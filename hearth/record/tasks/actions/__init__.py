"""The verbs of the worklist: make, work, repeat, pass up."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.record.tasks.rules import Completion, NewSeries, NewTask, Recurrence

from .ahead import make_tasks_ahead
from .checklists import (
    cancel_checklist,
    change_anchor,
    close_checklist,
    pass_gate,
    prove_checklist_item,
    start_checklist,
)
from .escalation import pass_up_late_tasks, wake_tasks
from .leaving import end_care
from .making import change_task, create_task, create_tasks, promise_call_back
from .outcomes import complete_task, complete_tasks, undo_task
from .series import (
    change_series,
    end_series,
    hold_series,
    resume_series,
    start_series,
    start_several_series,
)
from .watching import (
    answer_watch_check,
    end_watch,
    extend_watch,
    retract_watch_entry,
    start_watch,
)
from .watching_many import start_watches
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
    "watch_once_per_reason": (
        "watch-runs-already",
        N_("They are on watch for this already."),
        Conflict,
    ),
    "watchentry_once_per_check": (
        "answered-already",
        N_("This check was answered already."),
        Conflict,
    ),
    "checklist_runs_once": ("list-runs-already", N_("This list runs already."), Conflict),
}

__all__ = [
    "CONSTRAINTS",
    "Completion",
    "NewSeries",
    "NewTask",
    "Recurrence",
    "answer_watch_check",
    "begin_task",
    "cancel_checklist",
    "cancel_task",
    "change_anchor",
    "change_series",
    "change_task",
    "claim_task",
    "close_checklist",
    "comment_task",
    "complete_task",
    "complete_tasks",
    "create_task",
    "create_tasks",
    "end_care",
    "end_series",
    "end_watch",
    "extend_watch",
    "hand_task",
    "hold_series",
    "make_tasks_ahead",
    "pass_gate",
    "pass_up_late_tasks",
    "promise_call_back",
    "prove_checklist_item",
    "release_task",
    "resume_series",
    "retract_task",
    "retract_watch_entry",
    "snooze_task",
    "start_checklist",
    "start_series",
    "start_several_series",
    "start_watch",
    "start_watches",
    "undo_task",
    "wake_tasks",
]
