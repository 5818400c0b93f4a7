"""Any resource that no app has room for yet: kept as it is, with enough to list and find it."""

import re
from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Concept, Moment, Ref
from hearth.surfaces.interop.fhir import identity
from hearth.surfaces.interop.fhir.element import Context, Element
from hearth.surfaces.interop.mapped import Line, Verbatim
from hearth.surfaces.interop.reasons import Reason


# The words of the trade for the types that turn up most; others show their FHIR name.
LABELS = {
    "Appointment": N_("Appointment"),
    "CarePlan": N_("Care plan"),
    "CareTeam": N_("Care team"),
    "Claim": N_("Claim"),
    "ClinicalImpression": N_("Clinical impression"),
    "Communication": N_("Message"),
    "Composition": N_("Document"),
    "Consent": N_("Consent"),
    "Device": N_("Device"),
    "DeviceUseStatement": N_("Assistive device"),
    "DiagnosticReport": N_("Report"),
    "ExplanationOfBenefit": N_("Payer statement"),
    "FamilyMemberHistory": N_("Family history"),
    "Goal": N_("Goal"),
    "List": N_("List"),
    "Medication": N_("Medicine"),
    "MedicationAdministration": N_("Medicine given"),
    "MedicationDispense": N_("Medicine dispensed"),
    "MedicationRequest": N_("Medication order"),
    "MedicationStatement": N_("Medicine taken"),
    "NutritionOrder": N_("Diet order"),
    "Procedure": N_("Procedure"),
    "Questionnaire": N_("Questionnaire"),
    "QuestionnaireResponse": N_("Answered questionnaire"),
    "RiskAssessment": N_("Risk assessment"),
    "ServiceRequest": N_("Order"),
    "Task": N_("Task"),
}

_WORDS = ("code", "type", "category", "class", "serviceType", "topic", "reasonCode", "outcome")
_TITLES = ("name", "description", "deviceName", "comment", "contentType")
_SUBJECTS = ("subject", "patient", "for", "beneficiary", "individual", "securityContext")
# In this order: when it held, then when it was written.
_MOMENTS = ("effective", "performed", "occurrence", "started", "start", "serviced", "onset")
_PERIODS = ("period", "executionPeriod", "billablePeriod")
_DATES = (
    *("authoredOn", "authored", "whenHandedOver", "whenPrepared", "dateTime", "date"),
    *("sent", "created", "recorded", "recordedDate", "dateAsserted", "issued", "detected"),
    *("identifiedDateTime", "startDate", "timestamp"),
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def verbatim(
    resource: Mapping[str, Any],
    context: Context,
    *,
    why: Reason | None = None,
    what: str = "",
    effective: Moment | None = None,
    since: bool = False,
) -> Verbatim:
    """Never raises Unfit. ``what`` and ``effective`` spare the guess where a mapper knows."""
    element = Element.of(resource, context)
    kind = element.path
    status = _status(element)
    effective = effective or moment_of(element)
    start = effective.start if effective else None
    when = str(start or effective or "")
    return Verbatim(
        resident=subject_of(element),
        status=status,
        code=concept_of(resource.get("code"), element),
        effective=effective,
        attachments=(
            *element.attachments("presentedForm"),
            *element.attachments("sourceAttachment"),
            *element.attachments("content" if kind == "Media" else "photo"),
        ),
        why=why,
        in_error=status == "entered-in-error",
        line=Line(label_of(kind), what or what_of(resource), status, when, since),
        **element.common(),
    )


def label_of(kind: str) -> str:
    """The words for a resource type."""
    return LABELS.get(kind) or _CAMEL.sub(" ", kind).capitalize()


def what_of(resource: Mapping[str, Any]) -> str:
    """The words that best say which one it is, "" when it has none."""
    if medicine := medication_of(resource):
        return medicine
    if isinstance(title := resource.get("title"), str) and title.strip():
        return identity.fit(title.strip()[:120])
    for key in _WORDS:
        if words := identity.concept_words(resource.get(key)):
            return words[:120]
    for key in _TITLES:
        value = resource.get(key)
        if isinstance(value, str) and value.strip():
            return identity.fit(value.strip()[:120])
    return identity.display_of(resource)[:120]


def medication_of(resource: Mapping[str, Any]) -> str:
    """The medicine's name: coded here, contained, or shown by the reference."""
    words = identity.concept_words(resource.get("medicationCodeableConcept"))
    value = resource.get("medicationReference")
    if words or not isinstance(value, dict):
        return words
    ref = Element.of(resource, Context()).ref("medicationReference", "Medication")
    return ref.display if ref else ""


def concept_of(value: Any, element: Element) -> Concept | None:
    """The code of a resource, if it has one that is coded."""
    return element.concept("code") if isinstance(value, dict) else None


def subject_of(element: Element) -> Ref | None:
    """Whom it is about, by whichever name the resource type gives that."""
    for key in _SUBJECTS:
        value = element.json.get(key)
        if isinstance(value, dict):
            return element.ref(key, "" if key in ("subject", "securityContext") else "Patient")
    return None


def moment_of(element: Element) -> Moment | None:
    """When it holds or was written, as far as it says."""
    for name in _MOMENTS:
        if found := element.moment(name):
            return found
    for key in (*_MOMENTS, *_DATES):
        if isinstance(element.json.get(key), str) and (when := element.when(key)):
            return Moment(when=when)
    for key in _PERIODS:
        if isinstance(element.json.get(key), dict) and (period := element.period(key)):
            return Moment(period=period)
    return None


def _status(element: Element) -> str:
    for key in ("status", "lifecycleStatus", "verificationStatus"):
        if isinstance(element.json.get(key), str):
            return element.text(key)
    return ""
