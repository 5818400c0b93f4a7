"""Do: everything that may be written about residents. Each verb is a permission, an audit line."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .coverage import add_coverage, change_coverage
from .flags import end_flag, end_run_out_flags, raise_flag
from .names import (
    NewName,
    NewNumber,
    add_identifier,
    add_name,
    end_identifier,
    end_name,
)
from .people import (
    DuplicatesFound,
    NewResident,
    add_resident,
    add_residents,
    change_code_status,
    change_diet,
    change_life,
    change_mobility,
    change_photo,
    change_resident,
)
from .stays import (
    NewStay,
    assign_place,
    change_stay,
    leave_for_hospital,
    move_in,
    move_out,
    open_stay,
    open_stays,
    record_death,
    record_return,
)
from .whereabouts import report_unaccounted, sign_in, sign_out


__all__ = [
    "DuplicatesFound",
    "NewName",
    "NewNumber",
    "NewResident",
    "NewStay",
    "add_coverage",
    "add_identifier",
    "add_name",
    "add_resident",
    "add_residents",
    "assign_place",
    "change_code_status",
    "change_coverage",
    "change_diet",
    "change_life",
    "change_mobility",
    "change_photo",
    "change_resident",
    "change_stay",
    "end_flag",
    "end_identifier",
    "end_name",
    "end_run_out_flags",
    "leave_for_hospital",
    "move_in",
    "move_out",
    "open_stay",
    "open_stays",
    "raise_flag",
    "record_death",
    "record_return",
    "report_unaccounted",
    "sign_in",
    "sign_out",
]

CONSTRAINTS = {
    "placement_place_held_once": (
        "place-held",
        N_("Somebody else holds that place then. Choose another place, or a later day."),
        Conflict,
    ),
    "placement_one_place_at_a_time": (
        "place-twice",
        N_("They hold another place then already. Look at their places and try again."),
        Conflict,
    ),
    "placement_ends_after_start": (
        "before-placement",
        N_("That is before they held the place. Choose a later time."),
    ),
    "stay_one_at_a_time": (
        "stay-overlaps",
        N_("They had another residency then. Choose a day after it ended."),
        Conflict,
    ),
    "stay_one_live": (
        "stay-open",
        N_("They have a residency that goes on. Go on with that one, or end it first."),
        Conflict,
    ),
    "stay_ends_after_start": (
        "before-last",
        N_("That is before the residency began. Choose a later time."),
    ),
    "whereabouts_client_ref_once": (
        "reference-taken",
        N_("This was sent already."),
        Conflict,
    ),
    "identifier_value_once": (
        "identifier-taken",
        N_(
            "Another record has this number. Correct the number, or propose that both records "
            "are merged."
        ),
        Conflict,
    ),
    "identifier_private_value_once": (
        "identifier-taken",
        N_(
            "Another record has this number. Correct the number, or propose that both records "
            "are merged."
        ),
        Conflict,
    ),
    "flag_once": (
        "flag-open",
        N_("This risk is on the record already. End it first, or leave it as it is."),
        Conflict,
    ),
}
