"""Do: everything that may be written about residents. Each verb is a permission, an audit line."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .absences import (
    ABSENCE,
    cancel_planned_absence,
    change_planned_absence,
    leave_as_planned,
    plan_absence,
)
from .contacts import (
    CONTACT,
    NewContact,
    add_contact,
    change_contact,
    end_authority,
    end_contact,
    end_run_out_authorities,
    grant_authority,
    set_may_see,
    tell_expiring_authorities,
)
from .coverage import add_coverage, change_coverage
from .delegations import (
    delegate_task,
    end_delegation,
    end_lapsed_delegations,
)
from .emergency import (
    add_call_first,
    end_call_first,
    end_ems_code,
    issue_ems_code,
    make_ems_page,
    open_ems_code,
    print_ems_page,
    send_ems_page,
)
from .flags import end_flag, end_run_out_flags, raise_flag
from .health import (
    ALLERGY,
    CONDITION,
    TEAM,
    NewAllergy,
    NewCondition,
    add_allergy,
    add_care_team_member,
    add_condition,
    add_directive,
    change_allergy,
    change_care_team_member,
    change_condition,
    end_care_team_member,
    end_directive,
    state_no_known_allergies,
)
from .helping import help_with
from .hospital import SENT, end_return, leave_for_hospital, record_return
from .leaving import move_out, record_death
from .levels import change_level_of_care, retract_level_of_care
from .merging import (
    confirm_merge,
    link_person,
    propose_merge,
    reverse_merge,
    unlink_person,
)
from .names import (
    NewName,
    NewNumber,
    add_identifier,
    add_name,
    end_identifier,
    end_name,
)
from .people import (
    CHANGEABLE,
    LIFE,
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
from .restrictions import (
    RESTRICTION,
    add_restriction,
    change_restriction,
    end_restriction,
    end_run_out_restrictions,
    record_restriction_deviation,
    retract_restriction_deviation,
)
from .saved_lists import end_list, save_list
from .stays import (
    PLAN,
    PLANNED,
    NewStay,
    assign_place,
    change_stay,
    move_in,
    open_stay,
    open_stays,
)
from .telling import add_agreement, retract_agreement, set_wishes
from .whereabouts import (
    NOT_CODED,
    STEP,
    change_way_out,
    report_unaccounted,
    retract_whereabouts,
    sign_in,
    sign_out,
)


__all__ = [
    "ABSENCE",
    "ALLERGY",
    "CHANGEABLE",
    "CONDITION",
    "CONTACT",
    "LIFE",
    "NOT_CODED",
    "PLAN",
    "PLANNED",
    "RESTRICTION",
    "SENT",
    "STEP",
    "TEAM",
    "DuplicatesFound",
    "NewAllergy",
    "NewCondition",
    "NewContact",
    "NewName",
    "NewNumber",
    "NewResident",
    "NewStay",
    "add_agreement",
    "add_allergy",
    "add_call_first",
    "add_care_team_member",
    "add_condition",
    "add_contact",
    "add_coverage",
    "add_directive",
    "add_identifier",
    "add_name",
    "add_resident",
    "add_residents",
    "add_restriction",
    "assign_place",
    "cancel_planned_absence",
    "change_allergy",
    "change_care_team_member",
    "change_code_status",
    "change_condition",
    "change_contact",
    "change_coverage",
    "change_diet",
    "change_level_of_care",
    "change_life",
    "change_mobility",
    "change_photo",
    "change_planned_absence",
    "change_resident",
    "change_restriction",
    "change_stay",
    "change_way_out",
    "confirm_merge",
    "delegate_task",
    "end_authority",
    "end_call_first",
    "end_care_team_member",
    "end_contact",
    "end_delegation",
    "end_directive",
    "end_ems_code",
    "end_flag",
    "end_identifier",
    "end_lapsed_delegations",
    "end_list",
    "end_name",
    "end_restriction",
    "end_return",
    "end_run_out_authorities",
    "end_run_out_flags",
    "end_run_out_restrictions",
    "grant_authority",
    "help_with",
    "issue_ems_code",
    "leave_as_planned",
    "leave_for_hospital",
    "link_person",
    "make_ems_page",
    "move_in",
    "move_out",
    "open_ems_code",
    "open_stay",
    "open_stays",
    "plan_absence",
    "print_ems_page",
    "propose_merge",
    "raise_flag",
    "record_death",
    "record_restriction_deviation",
    "record_return",
    "report_unaccounted",
    "retract_agreement",
    "retract_level_of_care",
    "retract_restriction_deviation",
    "retract_whereabouts",
    "reverse_merge",
    "save_list",
    "send_ems_page",
    "set_may_see",
    "set_wishes",
    "sign_in",
    "sign_out",
    "state_no_known_allergies",
    "tell_expiring_authorities",
    "unlink_person",
]

CONSTRAINTS = {
    "levelofcare_one_a_day": (
        "level-that-day",
        N_(
            "A level begins on that day already. If it is wrong, mark it as entered in "
            "error first."
        ),
        Conflict,
    ),
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
    "plannedabsence_one_at_a_time": (
        "absence-overlaps",
        N_("They are to be out then already. Change that plan, or choose another time."),
        Conflict,
    ),
    "plannedabsence_ends_after_start": (
        "ends-first",
        N_("They cannot be expected back before they go out."),
    ),
    "plannedabsence_way_out_once": (
        "left-already",
        N_("They left already. Say there what changed."),
        Conflict,
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
    "contactauthority_once": (
        "authority-granted",
        N_("They have this authority already. End it first, to grant it in another way."),
        Conflict,
    ),
    "mergelink_once": (
        "merge-proposed",
        N_("A merge of this record is proposed or done already. Decide about that one first."),
        Conflict,
    ),
    "condition_source_once": (
        "source-taken",
        N_("This entry of the other system is on the record already."),
        Conflict,
    ),
    "allergyintolerance_source_once": (
        "source-taken",
        N_("This entry of the other system is on the record already."),
        Conflict,
    ),
    "contact_one_per_actor": (
        "contact-there",
        N_("That person is a contact of this resident already."),
        Conflict,
    ),
}
