"""How the sheet and its runs read."""

from .paper import Paper, PaperRun, paper_of
from .runs import runs_table
from .sheet import (
    REASONS,
    answer,
    doors_of,
    earlier_text,
    fill_action,
    filters,
    is_running,
    line_actions,
    my_line,
    no_runs,
    no_shifts,
    people_label,
    reason_words,
    run_title,
    tables,
    turn_text,
    weekday_text,
)


__all__ = [
    "REASONS",
    "Paper",
    "PaperRun",
    "answer",
    "doors_of",
    "earlier_text",
    "fill_action",
    "filters",
    "is_running",
    "line_actions",
    "my_line",
    "no_runs",
    "no_shifts",
    "paper_of",
    "people_label",
    "reason_words",
    "run_title",
    "runs_table",
    "tables",
    "turn_text",
    "weekday_text",
]
