"""FHIR AllergyIntolerance → an allergy or intolerance, or the statement that there is none."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Concept
from hearth.surfaces.interop.fhir.condition import status_of
from hearth.surfaces.interop.fhir.element import LONG, Context, Element, Unfit
from hearth.surfaces.interop.mapped import AllergyFacts, Line, Reaction
from hearth.surfaces.interop.reasons import reason


# Source: http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical, -verification;
# http://hl7.org/fhir/ValueSet/allergy-intolerance-type, -category, -criticality;
# http://hl7.org/fhir/ValueSet/reaction-event-severity
CLINICAL = frozenset({"active", "inactive", "resolved"})
VERIFICATION = frozenset(
    {"unconfirmed", "presumed", "confirmed", "refuted", "entered-in-error"}
)
TYPES = frozenset({"allergy", "intolerance"})
CATEGORIES = frozenset({"food", "medication", "environment", "biologic"})
CRITICALITIES = frozenset({"low", "high", "unable-to-assess"})
SEVERITIES = frozenset({"mild", "moderate", "severe"})

# SNOMED CT: no known allergy, drug, food, environmental, latex; nothing known (absent-unknown).
# Source: http://hl7.org/fhir/ValueSet/allergyintolerance-code,
# http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips
_NO_KNOWN = (
    *("716186003", "409137002", "428607008", "429625007", "428197003", "1003774007"),
    *("no-known-allergies", "no-known-medication-allergies", "no-known-food-allergies"),
    *("no-known-environmental-allergies", "nil-known"),
)


def allergy_intolerance(resource: Mapping[str, Any], context: Context) -> AllergyFacts:
    """Raises Unfit (missing, unknown-code, wrong-type) when the substance or state is unclear."""
    element = Element.of(resource, context)
    reactions = tuple(_reaction(item) for item in element.all("reaction", essential=True))
    code = element.concept("code", essential=True) or _substance(reactions)
    verification = status_of(element, "verificationStatus", VERIFICATION)
    clinical = status_of(element, "clinicalStatus", CLINICAL)
    criticality = element.code("criticality", CRITICALITIES)
    onset, recorded = element.moment("onset"), element.when("recordedDate")
    return AllergyFacts(
        resident=element.ref("patient", "Patient"),
        code=code,
        clinical_status=clinical,
        verification_status=verification,
        allergy_type=element.code("type", TYPES),
        categories=_categories(element),
        criticality=criticality,
        reactions=reactions,
        onset=onset,
        last_occurrence=element.when("lastOccurrence"),
        recorded=recorded,
        recorder=element.ref("recorder"),
        asserter=element.ref("asserter"),
        encounter=element.ref("encounter", "Encounter"),
        notes=element.notes(),
        no_known=code.has(*_NO_KNOWN),
        in_error=verification == "entered-in-error",
        line=Line(N_("Allergy"), code.label, clinical, str(onset or recorded or "")),
        **element.common(),
    )


def _categories(element: Element) -> tuple[str, ...]:
    found = element.texts("category")
    if unknown := next((word for word in found if word not in CATEGORIES), ""):
        expected, path = ", ".join(sorted(CATEGORIES)), f"{element.path}.category"
        why = reason("unknown-code", path=path, found=unknown, expected=expected)
        element.notice("category", why)
    return tuple(word for word in found if word in CATEGORIES)


def _substance(reactions: tuple[Reaction, ...]) -> Concept:
    found = next((reaction.substance for reaction in reactions if reaction.substance), None)
    if found is None:
        raise Unfit(reason("missing", path="AllergyIntolerance.code"))
    return found


def _reaction(element: Element) -> Reaction:
    return Reaction(
        manifestations=element.concepts("manifestation"),
        severity=element.code("severity", SEVERITIES, essential=True),
        substance=element.concept("substance"),
        exposure_route=element.concept("exposureRoute"),
        onset=element.when("onset"),
        description=element.text("description", limit=LONG),
        notes=element.notes(),
    )
