"""Pages of out and back: who is out, who goes, who comes."""

from .absences import (
    cancel_planned_absence,
    change_planned_absence,
    leave_as_planned,
    plan_absence,
)
from .board import print_sign_out_sheet, ways_out
from .ways import (
    change_way_out,
    close_return,
    leave_for_hospital,
    record_return,
    retract_whereabouts,
    sign_out,
    whereabouts,
)


__all__ = [
    "cancel_planned_absence",
    "change_planned_absence",
    "change_way_out",
    "close_return",
    "leave_as_planned",
    "leave_for_hospital",
    "plan_absence",
    "print_sign_out_sheet",
    "record_return",
    "retract_whereabouts",
    "sign_out",
    "ways_out",
    "whereabouts",
]
