"""Someone at the desk asked."""

from .charting import download_chart, make_chart, view_chart
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
from .roster import end_list, export_roster, print_roster, roster, save_list
from .today import more, print_huddle_sheet, print_stand_up_sheet, today
from .together import act_together, together, undo_together


__all__ = [
    "act_together",
    "download_chart",
    "ems_page",
    "ems_pages",
    "end_ems_code",
    "end_list",
    "export_roster",
    "issue_ems_code",
    "make_chart",
    "make_ems_page",
    "more",
    "open_ems_code",
    "print_ems_page",
    "print_face_sheet",
    "print_huddle_sheet",
    "print_roster",
    "print_stand_up_sheet",
    "resident",
    "residents",
    "roster",
    "save_list",
    "search",
    "send_ems_page",
    "today",
    "together",
    "undo_together",
    "view_chart",
    "view_ems_page",
    "view_on_call",
    "view_on_call_load",
    "view_timeline",
]
