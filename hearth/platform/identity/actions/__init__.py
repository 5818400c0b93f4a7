"""The verbs of identity: let people in, say what they may do, and see them out."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .accounts import (
    add_person,
    allow_permission,
    change_account,
    deny_permission,
    end_own_sign_in,
    end_pin_access,
    end_role,
    first_administrator,
    grant_role,
    let_in_by_pin,
    off_board,
    process_actor,
    remember_community,
    sign_out_everywhere,
)
from .codes import set_password, start_reset, use_code
from .devices import (
    device_contacted,
    enroll_device,
    open_after_check_in,
    open_floor_session,
    revoke_device,
    set_pin,
    unlock_pin,
)
from .emergency import close_emergency_access, open_emergency_access, review_emergency_access
from .residents import close_resident, open_resident
from .visits import close_visit, extend_visit, open_visit, renew_visit_code, use_visit_code


CONSTRAINTS = {
    "identity_account_username_key": (
        "username-taken",
        N_("Somebody already signs in with that user name: choose another."),
    ),
    "account_username_plain": (
        "username-shape",
        N_(
            "A user name has small letters, digits, dots, dashes or underscores, and starts with a letter or digit."
        ),
    ),
    "membership_role_once": (
        "role-held",
        N_("This person already has that role here."),
        Conflict,
    ),
    "resident_access_once": (
        "resident-open",
        N_("That resident is already open to this person."),
        Conflict,
    ),
    "emergency_access_reviewed_by_another": (
        "review-own",
        N_("Another person reviews an emergency access, not the one who opened it."),
    ),
}

__all__ = [
    "CONSTRAINTS",
    "add_person",
    "allow_permission",
    "change_account",
    "close_emergency_access",
    "close_resident",
    "close_visit",
    "deny_permission",
    "device_contacted",
    "end_own_sign_in",
    "end_pin_access",
    "end_role",
    "enroll_device",
    "extend_visit",
    "first_administrator",
    "grant_role",
    "let_in_by_pin",
    "off_board",
    "open_after_check_in",
    "open_emergency_access",
    "open_floor_session",
    "open_resident",
    "open_visit",
    "process_actor",
    "remember_community",
    "renew_visit_code",
    "review_emergency_access",
    "revoke_device",
    "set_password",
    "set_pin",
    "sign_out_everywhere",
    "start_reset",
    "unlock_pin",
    "use_code",
    "use_visit_code",
]
