"""Someone at the desk asked."""

from .ems import (
    ems_page,
    ems_pages,
    end_ems_code,
    issue_ems_code,
    make_ems_page,
    open_ems_code,
    print_ems_page,
    send_ems_page,
    view_ems_page,
)
from .on_call import view_on_call, view_on_call_load
from .resident import print_face_sheet, resident, view_timeline
from .residents import residents, search
from .today import more, print_huddle_sheet, print_stand_up_sheet, today


__all__ = [
    "ems_page",
    "ems_pages",
    "end_ems_code",
    "issue_ems_code",
    "make_ems_page",
    "more",
    "open_ems_code",
    "print_ems_page",
    "print_face_sheet",
    "print_huddle_sheet",
    "print_stand_up_sheet",
    "resident",
    "residents",
    "search",
    "send_ems_page",
    "today",
    "view_ems_page",
    "view_on_call",
    "view_on_call_load",
    "view_timeline",
]
