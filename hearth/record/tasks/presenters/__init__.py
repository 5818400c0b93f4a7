"""How the worklist reads: rows, the page of one task, series."""

from .page import (
    actions,
    answer,
    chip,
    doors,
    facts,
    filters,
    history,
    nothing_here,
    people_in,
    reason_groups,
    worklist_answer,
)
from .rows import (
    address,
    caution_text,
    floor_row,
    owner_text,
    quick_toast,
    state_of,
    task_row,
    task_title,
    who,
)
from .series import every_code, pattern_text, series_actions, series_table


__all__ = [
    "actions",
    "address",
    "answer",
    "caution_text",
    "chip",
    "doors",
    "every_code",
    "facts",
    "filters",
    "floor_row",
    "history",
    "nothing_here",
    "owner_text",
    "pattern_text",
    "people_in",
    "quick_toast",
    "reason_groups",
    "series_actions",
    "series_table",
    "state_of",
    "task_row",
    "task_title",
    "who",
    "worklist_answer",
]
