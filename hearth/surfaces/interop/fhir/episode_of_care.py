"""FHIR EpisodeOfCare → a stay."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import EpisodeFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/episode-of-care-status
STATUSES = frozenset(
    {
        *("planned", "waitlist", "active", "onhold", "finished", "cancelled"),
        "entered-in-error",
    }
)


def episode_of_care(resource: Mapping[str, Any], context: Context) -> EpisodeFacts:
    """Raises Unfit (missing, unknown-code) without a clear status."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="EpisodeOfCare.status"))
    types, period = element.concepts("type"), element.period("period")
    return EpisodeFacts(
        resident=element.ref("patient", "Patient"),
        status=status,
        types=types,
        period=period,
        managing_organization=element.ref("managingOrganization", "Organization"),
        care_manager=element.ref("careManager"),
        in_error=status == "entered-in-error",
        line=Line(N_("Stay"), types[0].label if types else "", status, str(period or "")),
        **element.common(),
    )
