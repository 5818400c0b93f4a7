"""A resident's record: the person, whom to call, health, and where they live."""

from .absence import PlannedAbsence
from .contact import Contact, ContactAuthority
from .health import AdvanceDirective, AllergyIntolerance, CareTeamMember, Condition, Flag
from .merge import MergeLink
from .resident import Coverage, Identifier, Resident, ResidentName, ResidentTerm
from .saved_list import SavedList
from .stay import Placement, Stay, StayEvent, Whereabouts


__all__ = [
    "AdvanceDirective",
    "AllergyIntolerance",
    "CareTeamMember",
    "Condition",
    "Contact",
    "ContactAuthority",
    "Coverage",
    "Flag",
    "Identifier",
    "MergeLink",
    "Placement",
    "PlannedAbsence",
    "Resident",
    "ResidentName",
    "ResidentTerm",
    "SavedList",
    "Stay",
    "StayEvent",
    "Whereabouts",
]
