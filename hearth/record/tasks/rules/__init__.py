"""Decisions about the worklist. Pure: values in, verdict out; no database, no clock."""

from .ladder import (
    DEFAULT_LADDER,
    Rung,
    escalation_after_snooze,
    first_escalation,
    ladder_for,
    next_rung,
)
from .outcomes import (
    STATUS_OF,
    check_cancel,
    check_change,
    check_claim,
    check_hand,
    check_outcome,
    check_snooze,
    check_undo,
    longest_snooze,
    undo_until,
)
from .recurrence import (
    AHEAD,
    Occurrence,
    Recurrence,
    check_recurrence,
    is_replaceable,
    materialise,
    span_to_make,
)
from .times import Window, check_window, lateness, window_around
from .today import Line, Reader, TaskMark, lines_for_today, needs_reader, rank_for_today


__all__ = [
    "AHEAD",
    "DEFAULT_LADDER",
    "STATUS_OF",
    "Line",
    "Occurrence",
    "Reader",
    "Recurrence",
    "Rung",
    "TaskMark",
    "Window",
    "check_cancel",
    "check_change",
    "check_claim",
    "check_hand",
    "check_outcome",
    "check_recurrence",
    "check_snooze",
    "check_undo",
    "check_window",
    "escalation_after_snooze",
    "first_escalation",
    "is_replaceable",
    "ladder_for",
    "lateness",
    "lines_for_today",
    "longest_snooze",
    "materialise",
    "needs_reader",
    "next_rung",
    "rank_for_today",
    "span_to_make",
    "undo_until",
    "window_around",
]
