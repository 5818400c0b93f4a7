"""Condition, AllergyIntolerance, Consent, Coverage and Flag in the record's columns."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from hearth.record.residents.codes import (
    AllergyCategory,
    FlagCode,
    NoKnownAllergy,
    PayerKind,
    Verification,
)
from hearth.surfaces.interop.datatypes import Concept
from hearth.surfaces.interop.mapped import (
    AllergyFacts,
    ConditionFacts,
    ConsentFacts,
    CoverageFacts,
    FlagFacts,
    Reaction,
)

from . import text


SNOMED = "http://snomed.info/sct"
_CONDITION_SYSTEMS = (
    SNOMED,
    "http://hl7.org/fhir/sid/icd-10-cm",
    "http://hl7.org/fhir/sid/icd-10",
    "http://hl7.org/fhir/sid/icd-9-cm",
)
_ALLERGY_SYSTEMS = (SNOMED, "http://www.nlm.nih.gov/research/umls/rxnorm")

# Codes that say there is none of a kind, and the record's own for the same.
# Source: http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips; SNOMED CT as in codes.
NONE_KNOWN: Mapping[str, NoKnownAllergy] = {
    **{str(code): code for code in NoKnownAllergy},
    "no-known-allergies": NoKnownAllergy.ANY,
    "nil-known": NoKnownAllergy.ANY,
    "no-known-medication-allergies": NoKnownAllergy.MEDICINE,
    "no-known-food-allergies": NoKnownAllergy.FOOD,
    "no-known-environmental-allergies": NoKnownAllergy.ENVIRONMENT,
}
_NONE_WORDS = frozenset(
    {"nka", "none", "none known", "no known allergies", "no known allergy", "no allergies"}
)
_NO_MEDICINE_WORDS = frozenset(
    {
        "nkda",
        "no known drug allergies",
        "no known drug allergy",
        "no known medication allergies",
    }
)

# Source: http://terminology.hl7.org/CodeSystem/v3-ActCode (ActCoverageTypeCode), words as
# exports write them; the more particular first.
_PAYERS: tuple[tuple[tuple[str, ...], PayerKind], ...] = (
    (("medicare advantage", "part c"), PayerKind.MEDICARE_ADVANTAGE),
    (("part d", "drug", "rx", "drugpol"), PayerKind.DRUG_PLAN),
    (("supplement", "medigap"), PayerKind.SUPPLEMENT),
    (("pace",), PayerKind.PACE),
    (("long term care", "long-term care", "ltc", "lngtermcare"), PayerKind.LONG_TERM),
    (("medicaid", "waiver", "subsidiz"), PayerKind.MEDICAID),
    (("medicare",), PayerKind.MEDICARE),
    (("veteran", "vetpol", "va"), PayerKind.VETERANS),
    (("self", "private pay", "pay", "out of pocket"), PayerKind.PRIVATE),
)

# What a flag's words mean, where that is beyond doubt. Source: own.
_FLAGS: tuple[tuple[tuple[str, ...], FlagCode], ...] = (
    (("fall",), FlagCode.FALL),
    (("elope", "wander", "exit seek"), FlagCode.LEAVING),
    (("chok", "aspirat"), FlagCode.CHOKING),
    (("pressure ulcer", "pressure injur", "skin breakdown"), FlagCode.SKIN),
    (("anticoag", "blood thinner", "bleeding"), FlagCode.BLEEDING),
    (("isolation", "contact precaution", "droplet precaution"), FlagCode.INFECTION),
    (("oxygen",), FlagCode.OXYGEN),
    (("seizure",), FlagCode.SEIZURE),
    (("hypoglyc",), FlagCode.LOW_SUGAR),
    (("smok",), FlagCode.SMOKING),
    (("suicid", "self harm", "self-harm"), FlagCode.SELF_HARM),
)


def condition_fields(facts: ConditionFacts, zone: ZoneInfo) -> dict[str, Any]:
    """A condition's columns. Without a verification status nobody has doubted it."""
    concept = facts.code or Concept()
    coding = text.chosen(concept, _CONDITION_SYSTEMS)
    onset, onset_precision = text.day_of(facts.onset, zone)
    abatement, abatement_precision = text.day_of(facts.abatement, zone)
    ended = facts.abatement is not None
    return {
        "code_system": text.code(coding.system, 120),
        "code": text.code(coding.code, 40),
        "text": text.words(concept, 400) or "?",
        "codings": text.codings(concept),
        "clinical_status": facts.clinical_status or ("resolved" if ended else "active"),
        "verification_status": facts.verification_status or Verification.CONFIRMED,
        "onset": onset,
        "onset_precision": onset_precision,
        "abatement": abatement,
        "abatement_precision": abatement_precision,
        "asserter_text": text.who(facts.asserter or facts.recorder),
        "comment": text.remarks(
            facts.notes,
            text.words(facts.severity, 80),
            text.unsaid(facts.onset),
            text.labels(facts.body_sites),
        ),
    }


def allergy_fields(facts: AllergyFacts, zone: ZoneInfo) -> dict[str, Any]:
    """An allergy's columns. Without a verification status it is not confirmed."""
    concept = facts.code or Concept()
    coding = text.chosen(concept, _ALLERGY_SYSTEMS)
    none = none_known(facts)
    onset, _ = text.day_of(facts.onset, zone)
    return {
        "code_system": SNOMED if none else text.code(coding.system, 120),
        "code": str(none or text.code(coding.code, 40)),
        "text": text.words(concept, 240) or "?",
        "codings": text.codings(concept),
        "type": facts.allergy_type,
        "category": [word for word in facts.categories if word in AllergyCategory.codes()],
        "criticality": facts.criticality,
        "reactions": [_reaction(one) for one in facts.reactions],
        "clinical_status": facts.clinical_status or "active",
        "verification_status": facts.verification_status
        or (Verification.CONFIRMED if none else Verification.UNCONFIRMED),
        "onset": onset,
        "asserter_text": text.who(facts.asserter or facts.recorder),
        "comment": text.remarks(facts.notes, text.unsaid(facts.onset)),
    }


def none_known(facts: AllergyFacts) -> NoKnownAllergy | None:
    """Which kind it says there is none of, None when it names something."""
    concept = facts.code
    if concept is None:
        return None
    return next((NONE_KNOWN[c.code] for c in concept.codings if c.code in NONE_KNOWN), None)


def _reaction(reaction: Reaction) -> dict[str, str]:
    first = reaction.manifestations[0] if reaction.manifestations else None
    coding = text.chosen(first, (SNOMED,)) if first else None
    return {
        "text": text.labels(reaction.manifestations) or reaction.description,
        "code": coding.code if coding else "",
        "system": coding.system if coding else "",
        "severity": reaction.severity,
    }


def allergies_of_text(said: str) -> list[dict[str, Any]]:
    """The allergies a list writes in one cell: "Penicillin; Sulfa", "NKDA", "none"."""
    found = []
    for part in re.split(r"[;,\n/]+", said):
        words = " ".join(part.split())
        folded = words.casefold().strip(".")
        if not folded or folded in ("n/a", "na", "-", "unknown"):
            continue
        none = NoKnownAllergy.ANY if folded in _NONE_WORDS else None
        none = NoKnownAllergy.MEDICINE if folded in _NO_MEDICINE_WORDS else none
        found.append(
            {
                "code_system": SNOMED if none else "",
                "code": str(none or ""),
                "text": none.label if none else text.cut(words, 240),
                "clinical_status": "active",
                "verification_status": Verification.UNCONFIRMED,
            }
        )
    return found


def directive_fields(facts: ConsentFacts, zone: ZoneInfo) -> dict[str, Any]:
    """An advance directive's columns; the paper itself is not here until somebody files it."""
    starts, _ = text.first_day(facts.date, zone)
    period = facts.period
    if period and period.start:
        starts, _ = text.first_day(period.start, zone)
    ends, _ = text.first_day(period.end if period else None, zone)
    agents = text.who(*facts.agents)
    meaning = text.labels(facts.categories)
    return {
        "directive_kind": facts.directive,
        "text": "\n".join(part for part in (meaning, agents) if part),
        "starts": starts,
        "ends": ends,
    }


def coverage_fields(facts: CoverageFacts, zone: ZoneInfo) -> dict[str, Any]:
    """A coverage's columns. ``member_number`` is private: the record encrypts it."""
    payer = text.who(*facts.payors)
    kinds = {one.type: one for one in facts.classes}
    plan, group = kinds.get("plan"), kinds.get("group")
    period = facts.period
    starts, _ = text.first_day(period.start if period else None, zone)
    ends, _ = text.first_day(period.end if period else None, zone)
    if starts and ends and ends < starts:
        ends = None
    return {
        "payer_kind": payer_kind(facts, payer),
        "payer": text.cut(payer, 160),
        "plan": text.cut(plan.name or plan.value, 160) if plan else "",
        "group": text.cut(group.value or group.name, 80) if group else "",
        "member_number": facts.subscriber_id,
        "position": facts.order or 1,
        "starts": starts,
        "ends": ends,
    }


def payer_kind(facts: CoverageFacts, payer: str) -> PayerKind:
    """Who pays, by the words of type and payer."""
    concept = facts.coverage_type
    said = [concept.label if concept else "", payer]
    said += [coding.code for coding in concept.codings] if concept else []
    words = f" {re.sub(r'[^a-z0-9]+', ' ', ' '.join(said).casefold())} "
    for signs, kind in _PAYERS:
        if any(f" {sign} " in words if len(sign) < 5 else sign in words for sign in signs):
            return kind
    return PayerKind.OTHER


def flag_fields(facts: FlagFacts, zone: ZoneInfo) -> dict[str, Any]:
    """A flag's columns; one whose words are not plainly a risk Hearth names is "other"."""
    label = facts.code.label if facts.code else ""
    words = label.casefold()
    known = (code for signs, code in _FLAGS if any(sign in words for sign in signs))
    period = facts.period
    return {
        "code": str(next(known, FlagCode.OTHER)),
        "text": text.cut(label, 240) or "?",
        "since": period.start.at(zone) if period and period.start else None,
        "until": period.end.at(zone) if period and period.end else None,
    }
