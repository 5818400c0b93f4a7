"""What a person meant about the worklist."""

from .checklists import (
    CancelChecklistForm,
    ChangeAnchorForm,
    CloseChecklistForm,
    PassGateForm,
    ProveItemForm,
    StartChecklistForm,
)
from .fields import OwnerField, day_and_time, next_good_time
from .making import ChangeTaskForm, CreateTaskForm, PromiseCallBackForm
from .series import ChangeSeriesForm, StartSeriesForm, WhyForm
from .watching import (
    AnswerWatchForm,
    EndWatchForm,
    ExtendWatchForm,
    RetractWatchEntryForm,
    StartWatchForm,
    length_text,
    words,
)
from .working import (
    CancelTaskForm,
    CommentTaskForm,
    CompleteTaskForm,
    HandTaskForm,
    Reason,
    RetractTaskForm,
    SnoozeTaskForm,
    UndoTaskForm,
    reasons_of,
)


__all__ = [
    "AnswerWatchForm",
    "CancelChecklistForm",
    "CancelTaskForm",
    "ChangeAnchorForm",
    "ChangeSeriesForm",
    "ChangeTaskForm",
    "CloseChecklistForm",
    "CommentTaskForm",
    "CompleteTaskForm",
    "CreateTaskForm",
    "EndWatchForm",
    "ExtendWatchForm",
    "HandTaskForm",
    "OwnerField",
    "PassGateForm",
    "PromiseCallBackForm",
    "ProveItemForm",
    "Reason",
    "RetractTaskForm",
    "RetractWatchEntryForm",
    "SnoozeTaskForm",
    "StartChecklistForm",
    "StartSeriesForm",
    "StartWatchForm",
    "UndoTaskForm",
    "WhyForm",
    "day_and_time",
    "length_text",
    "next_good_time",
    "reasons_of",
    "words",
]
