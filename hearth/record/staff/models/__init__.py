"""Staff, their duty and their runs, and the practitioners outside the house."""

from .duty import DutyPeriod, OnCall, Shift, ShiftNeed
from .people import StaffMember, StaffRole
from .practitioners import OutsidePractitioner
from .qualifications import DutyDeviation, NotAtWork, Qualification
from .runs import Run, RunAssignment, RunPlace


__all__ = [
    "DutyDeviation",
    "DutyPeriod",
    "NotAtWork",
    "OnCall",
    "OutsidePractitioner",
    "Qualification",
    "Run",
    "RunAssignment",
    "RunPlace",
    "Shift",
    "ShiftNeed",
    "StaffMember",
    "StaffRole",
]
