"""Someone at the desk asked."""

from .charting import download_chart, make_chart, view_chart
from .on_call import view_on_call, view_on_call_load
from .resident import print_face_sheet, resident, view_timeline
from .residents import residents, search
from .today import more, print_huddle_sheet, print_stand_up_sheet, today


__all__ = [
    "download_chart",
    "make_chart",
    "more",
    "print_face_sheet",
    "print_huddle_sheet",
    "print_stand_up_sheet",
    "resident",
    "residents",
    "search",
    "today",
    "view_chart",
    "view_on_call",
    "view_on_call_load",
    "view_timeline",
]
