"""Which mapper reads which resource type, and what happens when one cannot."""

from collections.abc import Callable, Mapping
from typing import Any

from hearth.surfaces.interop.fhir.allergy_intolerance import allergy_intolerance
from hearth.surfaces.interop.fhir.care_plan import care_plan
from hearth.surfaces.interop.fhir.condition import condition
from hearth.surfaces.interop.fhir.consent import consent
from hearth.surfaces.interop.fhir.coverage import coverage
from hearth.surfaces.interop.fhir.document_reference import binary, document_reference
from hearth.surfaces.interop.fhir.element import Context, Unfit
from hearth.surfaces.interop.fhir.encounter import encounter
from hearth.surfaces.interop.fhir.episode_of_care import episode_of_care
from hearth.surfaces.interop.fhir.flag import flag
from hearth.surfaces.interop.fhir.goal import goal
from hearth.surfaces.interop.fhir.identity import fit
from hearth.surfaces.interop.fhir.immunization import immunization
from hearth.surfaces.interop.fhir.location import location
from hearth.surfaces.interop.fhir.medication_request import medication_request
from hearth.surfaces.interop.fhir.observation import observation
from hearth.surfaces.interop.fhir.organization import organization
from hearth.surfaces.interop.fhir.patient import patient
from hearth.surfaces.interop.fhir.practitioner import practitioner, practitioner_role
from hearth.surfaces.interop.fhir.procedure import procedure
from hearth.surfaces.interop.fhir.questionnaire_response import questionnaire_response
from hearth.surfaces.interop.fhir.related_person import related_person
from hearth.surfaces.interop.fhir.verbatim import verbatim
from hearth.surfaces.interop.mapped import Mapped
from hearth.surfaces.interop.reading import Entry
from hearth.surfaces.interop.reasons import Reason, reason


Mapper = Callable[[Mapping[str, Any], Context], Mapped]

# Facts of the record floor.
FACTS: dict[str, Mapper] = {
    "AllergyIntolerance": allergy_intolerance,
    "Binary": binary,
    "Condition": condition,
    "Consent": consent,
    "Coverage": coverage,
    "DocumentReference": document_reference,
    "Encounter": encounter,
    "EpisodeOfCare": episode_of_care,
    "Flag": flag,
    "Immunization": immunization,
    "Location": location,
    "Observation": observation,
    "Organization": organization,
    "Patient": patient,
    "Practitioner": practitioner,
    "PractitionerRole": practitioner_role,
    "RelatedPerson": related_person,
}

# Kept as they are, with words of their own for the list.
KEPT: dict[str, Mapper] = {
    "CarePlan": care_plan,
    "Goal": goal,
    "MedicationRequest": medication_request,
    "Procedure": procedure,
    "QuestionnaireResponse": questionnaire_response,
}


def mapped(resource: Mapping[str, Any], context: Context) -> Mapped:
    """The facts of one resource; every type gives something. Raises Unfit.

    A modifier extension or implicit rule that is not understood forbids reading the rest
    as fact, so such a resource is kept as it is.
    # Source: https://hl7.org/fhir/R4/extensibility.html#modifierExtension
    """
    kind = resource["resourceType"]
    if "modifierExtension" in resource or "implicitRules" in resource:
        return verbatim(resource, context, why=_modifier(resource))
    mapper = FACTS.get(kind) or KEPT.get(kind)
    return mapper(resource, context) if mapper else verbatim(resource, context)


def read(entry: Entry, *, source: str = "") -> Mapped | Reason:
    """The facts of an entry, or the reason why it is to be quarantined. Never raises.

    ``source`` names the sending system, within which bare resource ids are unique.
    """
    if entry.resource is None:
        return entry.unreadable or reason("no-resource")
    try:
        return mapped(entry.resource, Context(source=source, full_url=fit(entry.full_url)))
    except Unfit as unfit:
        return unfit.reason
    except Exception as error:  # whatever a file holds, the other entries go in
        return reason("mapping-failed", type=entry.type, problem=type(error).__name__)


def _modifier(resource: Mapping[str, Any]) -> Reason:
    found = resource.get("modifierExtension")
    first = found[0] if isinstance(found, list) and found else {}
    url = first.get("url") if isinstance(first, dict) else None
    return reason("modifier-extension", url=str(url or resource.get("implicitRules") or ""))
