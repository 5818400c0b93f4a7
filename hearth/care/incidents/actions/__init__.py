"""Record what befell somebody, put it right, report on it. What follows is made in the same breath."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .incidents import correct_incident, record_incident, retract_incident
from .reports import review_report, sign_report


CONSTRAINTS = {
    "incident_corrected_once": (
        "corrected-already",
        N_("Somebody corrected this event just now. Correct the newer one."),
        Conflict,
    ),
    "incident_client_ref_once": ("sent-already", N_("This was sent already."), Conflict),
    "incidentreport_once": (
        "signed-already",
        N_("The report is signed already. Open it."),
        Conflict,
    ),
    "incidentreport_client_ref_once": ("sent-already", N_("This was sent already."), Conflict),
}

__all__ = [
    "correct_incident",
    "record_incident",
    "retract_incident",
    "review_report",
    "sign_report",
]
