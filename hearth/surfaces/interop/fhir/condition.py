"""FHIR Condition → a problem or diagnosis."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Concept
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.mapped import ConditionFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://terminology.hl7.org/CodeSystem/condition-clinical
CLINICAL = frozenset({"active", "recurrence", "relapse", "inactive", "remission", "resolved"})
# Source: http://terminology.hl7.org/CodeSystem/condition-ver-status
VERIFICATION = frozenset(
    {
        *("unconfirmed", "provisional", "differential", "confirmed", "refuted"),
        "entered-in-error",
    }
)


def status_of(element: Element, key: str, permitted: frozenset[str]) -> str:
    """The code of a status that is a CodeableConcept with a required value set.

    Raises Unfit (unknown-code): a state that is not understood must not be guessed.
    """
    value = element.json.get(key)
    if isinstance(value, str):  # DSTU2 and STU3 wrote the bare code
        return element.code(key, permitted, essential=True)
    concept = element.concept(key, essential=True)
    if concept is None:
        return ""
    codes = [coding.code.lower() for coding in concept.codings if coding.code]
    if not codes and concept.text.lower() in permitted:
        codes = [concept.text.lower()]
    known = next((code for code in codes if code in permitted), None)
    if known is None:
        expected, path = ", ".join(sorted(permitted)), f"{element.path}.{key}"
        raise Unfit(reason("unknown-code", path=path, found=concept.label, expected=expected))
    return known


def condition(resource: Mapping[str, Any], context: Context) -> ConditionFacts:
    """Raises Unfit (missing, unknown-code, wrong-type) when it does not say which problem."""
    element = Element.of(resource, context)
    code = element.concept("code", essential=True) or _without_code(element)
    verification = status_of(element, "verificationStatus", VERIFICATION)
    clinical = status_of(element, "clinicalStatus", CLINICAL)
    onset = element.moment("onset")
    recorded = element.when("recordedDate")
    since = str(onset or recorded or "")
    return ConditionFacts(
        resident=element.ref("subject", "Patient"),
        code=code,
        clinical_status=clinical,
        verification_status=verification,
        categories=element.concepts("category"),
        severity=element.concept("severity"),
        body_sites=element.concepts("bodySite"),
        onset=onset,
        abatement=element.moment("abatement"),
        recorded=recorded,
        recorder=element.ref("recorder"),
        asserter=element.ref("asserter"),
        encounter=element.ref("encounter", "Encounter"),
        notes=element.notes(),
        in_error=verification == "entered-in-error",
        line=Line(N_("Condition"), code.label, clinical or verification, since),
        **element.common(),
    )


def _without_code(element: Element) -> Concept:
    notes = element.notes()
    if not notes:
        raise Unfit(reason("missing", path="Condition.code"))
    return Concept((), notes[0].text[:200])
