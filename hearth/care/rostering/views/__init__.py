"""A person asks who has whom, and says who shall have them."""

from .runs import add_run, close_run, runs, set_run
from .sheet import (
    assign_run,
    end_assignment,
    fill_sheet,
    print_sheet,
    sheet,
    split_run,
)


__all__ = [
    "add_run",
    "assign_run",
    "close_run",
    "end_assignment",
    "fill_sheet",
    "print_sheet",
    "runs",
    "set_run",
    "sheet",
    "split_run",
]
