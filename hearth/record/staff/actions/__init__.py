"""Change who works here and who is on duty. Lock, judge, write, note, publish: always in this order."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .arrivals import (
    check_in,
    check_out,
)
from .duty import (
    DutyChanges,
    PlannedDuty,
    change_duty,
    end_duty,
    plan_duties,
    plan_duty,
    report_absence,
    start_duty,
)
from .members import (
    MemberChanges,
    NewMember,
    add_staff_member,
    add_staff_members,
    change_staff_member,
    end_staff_member,
)
from .oncall import (
    cancel_on_call,
    end_stand_in,
    plan_on_call,
    plan_rotation,
    record_call_taken,
    retract_call_taken,
    set_stand_in,
    take_over_turn,
    take_part_of_turn,
)
from .practitioners import (
    PractitionerChanges,
    add_outside_practitioner,
    change_outside_practitioner,
)
from .qualifications import (
    QualificationChanges,
    change_qualification,
    clear_not_at_work,
    record_qualification,
    set_not_at_work,
    withdraw_qualification,
)
from .roles import assign_role, end_role
from .runs import (
    Filled,
    PlannedLine,
    Share,
    assign_run,
    assign_runs,
    close_run,
    end_assignment,
    fill_sheet,
    set_run,
    set_run_places,
    split_run,
)
from .shifts import close_shift, set_shift


CONSTRAINTS = {
    "staffmember_one_per_actor": (
        "actor-taken",
        N_("Another staff file here belongs to that sign-in."),
        Conflict,
    ),
    "staffmember_number_once": (
        "staff-number-taken",
        N_("Somebody else here has that staff number."),
        Conflict,
    ),
    "staffmember_has_name": ("name-missing", N_("Enter the family name.")),
    "staffmember_ends_after_start": (
        "ends-first",
        N_("The last day is before the first."),
    ),
    "staffrole_once": ("role-held", N_("They have this role already."), Conflict),
    "staffrole_ends_after_start": ("ends-first", N_("The last day is before the first.")),
    "shift_name_once": (
        "shift-name-taken",
        N_("There is a shift of that name already."),
        Conflict,
    ),
    "shift_has_name": ("name-missing", N_("Enter a name.")),
    "dutyperiod_one_at_a_time": (
        "on-duty-then",
        N_("This person already has a duty at that time."),
        Conflict,
    ),
    "run_name_once": (
        "run-name-taken",
        N_("There is a run of that name already."),
        Conflict,
    ),
    "run_has_name": ("name-missing", N_("Enter a name.")),
    "runplace_once_in_a_run": ("place-in-run", N_("That room is in this run."), Conflict),
    "runassignment_held_once": (
        "holds-it",
        N_("They are on it already."),
        Conflict,
    ),
    "qualification_ends_after_start": ("ends-first", N_("It ends before it starts.")),
    "notatwork_one_stands": (
        "away-already",
        N_("They are not at work already. Change that instead."),
        Conflict,
    ),
    "oncall_turn_once": (
        "turn-taken",
        N_("Somebody is planned for that place in the order already."),
        Conflict,
    ),
    "oncall_layer_held_once": (
        "turn-taken",
        N_("Somebody is planned for that place in the order then."),
        Conflict,
    ),
    "oncall_part_taken_once": (
        "part-taken",
        N_("Somebody else takes a part of this turn at that time already."),
        Conflict,
    ),
    "standin_one_at_a_time": (
        "away-then",
        N_("Somebody stands in for them at that time already."),
        Conflict,
    ),
    "standin_is_somebody_else": ("same-person", N_("Somebody else stands in for them.")),
    "outsidepractitioner_npi_once": (
        "npi-taken",
        N_("There is a practitioner with that NPI already."),
        Conflict,
    ),
    "outsidepractitioner_one_per_actor": (
        "actor-taken",
        N_("Another practitioner here belongs to that sign-in."),
        Conflict,
    ),
    "outsidepractitioner_has_name": ("name-missing", N_("Enter a name.")),
}

__all__ = [
    "CONSTRAINTS",
    "DutyChanges",
    "Filled",
    "MemberChanges",
    "NewMember",
    "PlannedDuty",
    "PlannedLine",
    "PractitionerChanges",
    "QualificationChanges",
    "Share",
    "add_outside_practitioner",
    "add_staff_member",
    "add_staff_members",
    "assign_role",
    "assign_run",
    "assign_runs",
    "cancel_on_call",
    "change_duty",
    "change_outside_practitioner",
    "change_qualification",
    "change_staff_member",
    "check_in",
    "check_out",
    "clear_not_at_work",
    "close_run",
    "close_shift",
    "end_assignment",
    "end_duty",
    "end_role",
    "end_staff_member",
    "end_stand_in",
    "fill_sheet",
    "plan_duties",
    "plan_duty",
    "plan_on_call",
    "plan_rotation",
    "record_call_taken",
    "record_qualification",
    "report_absence",
    "retract_call_taken",
    "set_not_at_work",
    "set_run",
    "set_run_places",
    "set_shift",
    "set_stand_in",
    "split_run",
    "start_duty",
    "take_over_turn",
    "take_part_of_turn",
    "withdraw_qualification",
]
