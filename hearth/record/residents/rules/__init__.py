"""Decisions about residents. Pure: values in, verdict out; no database, no clock."""

from .contacts import (
    check_authority,
    check_telecom,
    expires_within,
    is_in_force,
    is_unproven,
    may_see,
    may_tell_at,
)
from .duplicates import Likeness, Match, PersonMark, check_merge, likeness, one_person
from .health import (
    AllergyLine,
    AllergyMark,
    allergy_line,
    check_no_known_allergies,
    is_flag_open,
)
from .names import (
    age_on,
    formal_name,
    name_terms,
    normal_ssn,
    sounds,
    spoken_name,
)
from .people import check_birth_date, check_names, check_person_link
from .stays import (
    Presence,
    allowed_next,
    census,
    check_transition,
    check_whereabouts,
    episode_status,
    holds_place,
    is_not_back,
    presence,
    status_when_out,
)


__all__ = [
    "AllergyLine",
    "AllergyMark",
    "Likeness",
    "Match",
    "PersonMark",
    "Presence",
    "age_on",
    "allergy_line",
    "allowed_next",
    "census",
    "check_authority",
    "check_birth_date",
    "check_merge",
    "check_names",
    "check_no_known_allergies",
    "check_person_link",
    "check_telecom",
    "check_transition",
    "check_whereabouts",
    "episode_status",
    "expires_within",
    "formal_name",
    "holds_place",
    "is_flag_open",
    "is_in_force",
    "is_not_back",
    "is_unproven",
    "likeness",
    "may_see",
    "may_tell_at",
    "name_terms",
    "normal_ssn",
    "one_person",
    "presence",
    "sounds",
    "spoken_name",
    "status_when_out",
]
