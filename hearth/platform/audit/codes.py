"""Words of the audit trail."""

from uuid import UUID

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


class Outcome(Coded):
    """How it ended. FHIR AuditEvent.outcome says 0, 4 and 8; these are Hearth's words for them."""

    SUCCESS = "success", N_("Done"), "It happened as asked."
    REFUSED = (
        "refused",
        N_("Refused"),
        "Permission, scope or a rule said no; nothing was changed.",
    )
    FAILED = "failed", N_("Failed"), "It broke; nothing was changed."


# The chain of events that belong to no community: sign-ins, operator's pages.
HOUSE_CHAIN = UUID(int=0)
