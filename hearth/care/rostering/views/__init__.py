"""A person asks who has whom, and says who shall have them."""

from .openings import (
    call_off,
    close_open_shift,
    open_shift,
    open_shifts,
    record_offer,
    view_open_shift,
)
from .passes import (
    agency_passes,
    end_agency_pass,
    make_agency_pass,
)
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
    "agency_passes",
    "assign_run",
    "call_off",
    "close_open_shift",
    "close_run",
    "end_agency_pass",
    "end_assignment",
    "fill_sheet",
    "make_agency_pass",
    "open_shift",
    "open_shifts",
    "print_sheet",
    "record_offer",
    "runs",
    "set_run",
    "sheet",
    "split_run",
    "view_open_shift",
]
