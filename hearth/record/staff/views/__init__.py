"""Someone asks who works, who is here, whom to call; or says so."""

from .arrivals import (
    check_in,
    check_in_member,
    check_out,
)
from .duty import change_duty, duty_board, end_duty, plan_duty, start_duty
from .members import (
    add_staff_member,
    assign_role,
    change_staff_member,
    end_role,
    end_staff_member,
    member,
    staff,
)
from .oncall import (
    cancel_on_call,
    end_stand_in,
    on_call,
    plan_on_call,
    plan_rotation,
    record_call_taken,
    retract_call_taken,
    set_stand_in,
    take_over_turn,
    take_part_of_turn,
    view_stand_ins,
)
from .practitioners import (
    add_outside_practitioner,
    change_outside_practitioner,
    practitioners,
)
from .qualifications import (
    change_qualification,
    clear_not_at_work,
    print_qualifications,
    qualifications,
    record_qualification,
    set_not_at_work,
    withdraw_qualification,
)
from .shifts import close_shift, set_shift


__all__ = [
    "add_outside_practitioner",
    "add_staff_member",
    "assign_role",
    "cancel_on_call",
    "change_duty",
    "change_outside_practitioner",
    "change_qualification",
    "change_staff_member",
    "check_in",
    "check_in_member",
    "check_out",
    "clear_not_at_work",
    "close_shift",
    "duty_board",
    "end_duty",
    "end_role",
    "end_staff_member",
    "end_stand_in",
    "member",
    "on_call",
    "plan_duty",
    "plan_on_call",
    "plan_rotation",
    "practitioners",
    "print_qualifications",
    "qualifications",
    "record_call_taken",
    "record_qualification",
    "retract_call_taken",
    "set_not_at_work",
    "set_shift",
    "set_stand_in",
    "staff",
    "start_duty",
    "take_over_turn",
    "take_part_of_turn",
    "view_stand_ins",
    "withdraw_qualification",
]
