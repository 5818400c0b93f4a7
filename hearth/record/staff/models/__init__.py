"""Staff, their duty and their runs, and the practitioners outside the house."""

from .duty import DutyPeriod, Shift, ShiftNeed
from .oncall import CallTaken, OnCall, StandIn
from .people import StaffMember, StaffRole
from .practitioners import OutsidePractitioner
from .qualifications import (
    DutyDeviation,
    NotAtWork,
    Qualification,
)
from .runs import Run, RunAssignment, RunPlace


__all__ = [
    "CallTaken",
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
    "StandIn",
]
