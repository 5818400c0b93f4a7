"""Staff, their duty, and the practitioners outside the house."""

from .duty import DutyPeriod, Shift, ShiftNeed
from .oncall import OnCall, StandIn
from .people import StaffMember, StaffRole
from .practitioners import OutsidePractitioner


__all__ = [
    "DutyPeriod",
    "OnCall",
    "OutsidePractitioner",
    "Shift",
    "ShiftNeed",
    "StaffMember",
    "StaffRole",
    "StandIn",
]
