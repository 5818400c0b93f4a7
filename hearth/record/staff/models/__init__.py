"""Staff, their duty, and the practitioners outside the house."""

from .duty import DutyPeriod, OnCall, Shift, ShiftNeed
from .people import StaffMember, StaffRole
from .practitioners import OutsidePractitioner
from .qualifications import DutyDeviation, NotAtWork, Qualification


__all__ = [
    "DutyDeviation",
    "DutyPeriod",
    "NotAtWork",
    "OnCall",
    "OutsidePractitioner",
    "Qualification",
    "Shift",
    "ShiftNeed",
    "StaffMember",
    "StaffRole",
]
