"""Call somebody off, find somebody else, let an agency's person in, and look after what ends."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .passes import (
    NewPass,
    end_agency_pass,
    end_agency_passes,
    make_agency_pass,
)
from .reminders import ask_for_renewals, ask_for_supervision
from .shifts import call_off, close_open_shift, fill_shift, open_shift, record_offer


CONSTRAINTS = {
    "openshift_once_per_duty": (
        "open-already",
        N_("Somebody is looked for already for this duty."),
        Conflict,
    ),
    "agencypass_one_at_a_time": (
        "pass-open",
        N_("They are here on a pass already. End that one first."),
        Conflict,
    ),
}

__all__ = [
    "CONSTRAINTS",
    "NewPass",
    "ask_for_renewals",
    "ask_for_supervision",
    "call_off",
    "close_open_shift",
    "end_agency_pass",
    "end_agency_passes",
    "fill_shift",
    "make_agency_pass",
    "open_shift",
    "record_offer",
]
