"""What a person meant about the worklist."""

from .fields import OwnerField, day_and_time, next_good_time
from .making import ChangeTaskForm, CreateTaskForm, PromiseCallBackForm
from .series import ChangeSeriesForm, StartSeriesForm, WhyForm
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
    "CancelTaskForm",
    "ChangeSeriesForm",
    "ChangeTaskForm",
    "CommentTaskForm",
    "CompleteTaskForm",
    "CreateTaskForm",
    "HandTaskForm",
    "OwnerField",
    "PromiseCallBackForm",
    "Reason",
    "RetractTaskForm",
    "SnoozeTaskForm",
    "StartSeriesForm",
    "UndoTaskForm",
    "WhyForm",
    "day_and_time",
    "next_good_time",
    "reasons_of",
]
