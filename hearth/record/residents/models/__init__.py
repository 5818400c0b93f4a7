"""A resident's record: the person, whom to call, health, and where they live."""

from .absence import PlannedAbsence
from .contact import Contact, ContactAuthority
from .delegation import (
    Delegation,
)
from .emergency import CallFirst, EmsPage
from .health import AdvanceDirective, AllergyIntolerance, CareTeamMember, Condition, Flag
from .helping import Helping
from .level import LevelOfCare
from .merge import MergeLink
from .resident import Coverage, Identifier, Resident, ResidentName, ResidentTerm
from .saved_list import SavedList
from .stay import Placement, Stay, StayEvent, Whereabouts
from .telling import Agreement, ContactWish, Restriction, RestrictionDeviation


__all__ = [
    "AdvanceDirective",
    "Agreement",
    "AllergyIntolerance",
    "CallFirst",
    "CareTeamMember",
    "Condition",
    "Contact",
    "ContactAuthority",
    "ContactWish",
    "Coverage",
    "Delegation",
    "EmsPage",
    "Flag",
    "Helping",
    "Identifier",
    "LevelOfCare",
    "MergeLink",
    "Placement",
    "PlannedAbsence",
    "Resident",
    "ResidentName",
    "ResidentTerm",
    "Restriction",
    "RestrictionDeviation",
    "SavedList",
    "Stay",
    "StayEvent",
    "Whereabouts",
]
