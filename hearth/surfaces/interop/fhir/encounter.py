"""FHIR Encounter → a visit or a hospital stay."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Coding, Ref
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import (
    EncounterFacts,
    EncounterLocation,
    Hospitalization,
    Line,
)
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/encounter-status
STATUSES = frozenset(
    {
        *("planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"),
        *("entered-in-error", "unknown"),
    }
)
LOCATION_STATUSES = frozenset({"planned", "active", "reserved", "completed"})


def encounter(resource: Mapping[str, Any], context: Context) -> EncounterFacts:
    """Raises Unfit (missing, unknown-code) without a clear status."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="Encounter.status"))
    types, period = element.concepts("type"), element.period("period")
    kind = _class(element)
    shown = types[0].label if types else (kind.display or kind.code if kind else "")
    return EncounterFacts(
        resident=element.ref("subject", "Patient"),
        status=status,
        encounter_class=kind,
        types=types,
        period=period,
        reasons=element.concepts("reasonCode"),
        participants=_participants(element),
        locations=tuple(_location(item) for item in element.all("location")),
        hospitalization=_hospitalization(element),
        service_provider=element.ref("serviceProvider", "Organization"),
        part_of=element.ref("partOf", "Encounter"),
        episodes=element.refs("episodeOfCare", "EpisodeOfCare"),
        in_error=status == "entered-in-error",
        line=Line(N_("Visit"), shown, status, str(period or "")),
        **element.common(),
    )


def _class(element: Element) -> Coding | None:
    if isinstance(element.json.get("class"), str):  # STU3 wrote the bare code
        return Coding(code=element.text("class"))
    return element.coding("class")


def _participants(element: Element) -> tuple[Ref, ...]:
    found = (item.ref("individual") for item in element.all("participant"))
    return tuple(ref for ref in found if ref)


def _location(element: Element) -> EncounterLocation:
    return EncounterLocation(
        element.ref("location", "Location"),
        element.code("status", LOCATION_STATUSES),
        element.concept("physicalType"),
        element.period("period"),
    )


def _hospitalization(element: Element) -> Hospitalization | None:
    found = element.one("hospitalization")
    if found is None:
        return None
    return Hospitalization(
        origin=found.ref("origin"),
        admit_source=found.concept("admitSource"),
        destination=found.ref("destination"),
        discharge_disposition=found.concept("dischargeDisposition"),
        re_admission=found.concept("reAdmission"),
        diet_preferences=found.concepts("dietPreference"),
    )
