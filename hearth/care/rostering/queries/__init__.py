"""Which shifts are open, who was asked, who could take them, and whom did an agency send?"""

from .passes import agency_passes, open_pass_of
from .shifts import (
    Candidate,
    OpenOne,
    call_offs,
    candidates,
    open_now,
    open_shifts,
    shift_offers,
)


__all__ = [
    "Candidate",
    "OpenOne",
    "agency_passes",
    "call_offs",
    "candidates",
    "open_now",
    "open_pass_of",
    "open_shifts",
    "shift_offers",
]
