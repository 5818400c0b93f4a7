"""FHIR Immunization → a vaccination given, or not given and why."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Ref
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import ImmunizationFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/immunization-status
STATUSES = frozenset({"completed", "entered-in-error", "not-done"})


def immunization(resource: Mapping[str, Any], context: Context) -> ImmunizationFacts:
    """Raises Unfit (missing, unknown-code, wrong-type) without a clear status and vaccine."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    vaccine = element.concept("vaccineCode", essential=True)
    if not status or vaccine is None:
        path = "Immunization.vaccineCode" if status else "Immunization.status"
        raise Unfit(reason("missing", path=path))
    occurrence = element.moment("occurrence")
    return ImmunizationFacts(
        resident=element.ref("patient", "Patient"),
        status=status,
        status_reason=element.concept("statusReason"),
        vaccine=vaccine,
        occurrence=occurrence,
        recorded=element.when("recorded"),
        primary_source=element.boolean("primarySource"),
        manufacturer=element.ref("manufacturer", "Organization"),
        lot_number=element.text("lotNumber"),
        expiration=element.date("expirationDate"),
        site=element.concept("site"),
        route=element.concept("route"),
        dose=element.quantity("doseQuantity"),
        dose_number=_dose_number(element),
        performers=_performers(element),
        location=element.ref("location", "Location"),
        encounter=element.ref("encounter", "Encounter"),
        reasons=element.concepts("reasonCode"),
        notes=element.notes(),
        in_error=status == "entered-in-error",
        line=Line(N_("Vaccination"), vaccine.label, status, str(occurrence or "")),
        **element.common(),
    )


def _performers(element: Element) -> tuple[Ref, ...]:
    found = (item.ref("actor") for item in element.all("performer"))
    return tuple(ref for ref in found if ref)


def _dose_number(element: Element) -> str:
    for item in element.all("protocolApplied"):
        number = item.integer("doseNumberPositiveInt")
        return str(number) if number else item.text("doseNumberString")
    return ""
