"""Patient, RelatedPerson and Practitioner in the record's columns."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from hearth.record.residents.codes import (
    Authority,
    IdentifierType,
    NameUse,
    Relationship,
    TelecomSystem,
)
from hearth.record.staff.codes import Specialty
from hearth.surfaces.interop.datatypes import Concept, Identifier, Name
from hearth.surfaces.interop.fhir.authority import UNCLEAR_POA
from hearth.surfaces.interop.mapped import (
    ContactFacts,
    PractitionerFacts,
    PractitionerRoleFacts,
    ResidentFacts,
)

from . import text


_BIRTH_SEX = {"F": "female", "M": "male", "OTH": "other", "UNK": "unknown"}
# Source: http://terminology.hl7.org/CodeSystem/v3-MaritalStatus
_MARITAL = {
    **dict.fromkeys(("married", "m"), "M"),
    **dict.fromkeys(("single", "never married", "s"), "S"),
    **dict.fromkeys(("widowed", "widow", "widower", "w"), "W"),
    **dict.fromkeys(("divorced", "d"), "D"),
    **dict.fromkeys(("separated", "legally separated"), "L"),
    **dict.fromkeys(("domestic partner", "partner"), "T"),
}
_USES = {"maiden": NameUse.MAIDEN, "old": NameUse.OLD, "nickname": NameUse.NICKNAME}
# Words of specialties and roles, the more particular first. Source: own; NUCC and SNOMED CT
# displays as exports write them.
_SPECIALTIES: tuple[tuple[tuple[str, ...], Specialty], ...] = (
    (("pharmac",), Specialty.PHARMACY),
    (("hospice", "palliative"), Specialty.HOSPICE),
    (("home health", "home care"), Specialty.HOME_HEALTH),
    (("dentist", "dental"), Specialty.DENTISTRY),
    (("ophthalm", "optom", "eye"), Specialty.EYE_CARE),
    (("audiolog", "hearing"), Specialty.HEARING),
    (("podiat",), Specialty.PODIATRY),
    (("cardiolog",), Specialty.CARDIOLOGY),
    (("dermatolog",), Specialty.DERMATOLOGY),
    (("nephrolog",), Specialty.NEPHROLOGY),
    (("neurolog",), Specialty.NEUROLOGY),
    (("oncolog",), Specialty.ONCOLOGY),
    (("orthop",), Specialty.ORTHOPEDICS),
    (("psychiatr", "psycholog"), Specialty.PSYCHIATRY),
    (("pulmon", "respiratory"), Specialty.PULMONOLOGY),
    (("urolog",), Specialty.UROLOGY),
    (("wound",), Specialty.WOUND_CARE),
    (("social work",), Specialty.SOCIAL_WORK),
    (("physical therap", "occupational therap", "speech", "physiotherap"), Specialty.THERAPY),
    (("geriatr",), Specialty.GERIATRICS),
    (
        ("family medicine", "family practice", "general practice", "internal medicine",
         "primary care", "general practitioner"),
        Specialty.PRIMARY_CARE,
    ),
)  # fmt: skip


def resident_fields(facts: ResidentFacts, zone: ZoneInfo) -> dict[str, Any]:
    """A resident's own columns, without numbers and further names."""
    family, given = _family_given(facts.name)
    born = facts.birth_date
    deceased = facts.deceased_at.at(zone) if facts.deceased_at else None
    return {
        "family": family,
        "given": given,
        "preferred": text.cut(facts.preferred, 80),
        "prefix": text.code(" ".join(facts.name.prefix), 20),
        "suffix": text.code(" ".join(facts.name.suffix), 20),
        "birth_date": born.first if born else None,
        "birth_date_precision": born.precision if born else "day",
        "gender": facts.gender or "unknown",
        "sex_at_birth": _BIRTH_SEX.get(facts.birth_sex, ""),
        "phone": text.phone(facts.telecoms),
        "email": text.email(facts.telecoms),
        "languages": text.tags(facts.languages),
        "needs_interpreter": facts.interpreter_required is True,
        "marital_status": _marital(facts.marital_status),
        "faith": text.cut(facts.religion.label, 120) if facts.religion else "",
        "diet_comment": text.cut(facts.diet, 240),
        "code_status": facts.code_status or "unknown",
        "deceased_at": deceased,
    }


def _family_given(name: Name) -> tuple[str, str]:
    """Family and given name; whoever has one name only has it as the family name."""
    given = " ".join(name.given)
    if name.family:
        return text.cut(name.family, 80), text.cut(given, 80)
    return text.cut(given or name.text, 80), ""


def _marital(concept: Concept | None) -> str:
    if concept is None:
        return ""
    code = text.code(concept.code(), 8)
    return _MARITAL.get(concept.label.casefold()) or ("" if code == "UNK" else code)


def other_names(facts: ResidentFacts) -> list[tuple[str, str, str]]:
    """(use, family, given) of names beside the first: before marriage, former, nicknames."""
    found = []
    for name in facts.names:
        use = _USES.get(name.use)
        given = " ".join(name.given)
        if use is None or name is facts.name or not (name.family or given):
            continue
        if use is NameUse.NICKNAME and given == facts.preferred:
            continue
        found.append((str(use), text.cut(name.family, 80), text.cut(given, 80)))
    return list(dict.fromkeys(found))


def numbers(facts: ResidentFacts) -> list[dict[str, Any]]:
    """Identifiers to be kept with the resident: system, value, type, private, ends.

    Placeholders ("unknown", 000-00-0000) name nobody and are left out.
    """
    return [
        {
            "system": number.system,
            "value": number.value,
            "type": number.type if number.type in IdentifierType.codes() else "XX",
            "private": number.sensitive,
            "ends": _ends(number),
        }
        for number in facts.identifiers
        if number.value
        and not number.placeholder
        and len(number.value) <= 200
        and len(number.system) <= 200
    ]


def _ends(number: Identifier) -> date | None:
    end = number.period.end if number.period else None
    return end.date.first if end else None


def contact_fields(facts: ContactFacts) -> dict[str, Any]:
    """A contact's columns. What they may decide is said apart, by ``authorities_of``."""
    family, given = _family_given(facts.name)
    organization = text.who(facts.organization)
    points = [
        point
        for point in text.telecom(facts.telecoms)
        if point["system"] in TelecomSystem.codes()
    ]
    if not family and not organization:
        family = points[0]["value"][:80] if points else ""
    return {
        "family": family,
        "given": given,
        "organization": text.cut(organization, 160),
        "relationship": relationship_of(facts),
        "relationship_text": text.cut(text.labels(facts.relationships), 80),
        "telecom": points,
        "address": text.address(facts.addresses),
        "languages": text.tags(facts.languages),
    }


def relationship_of(facts: ContactFacts) -> str:
    """Who they are to the resident; a power of attorney of unclear kind is said here, where it
    claims nothing."""
    if facts.relationship:
        return facts.relationship
    unclear = UNCLEAR_POA in facts.authorities
    return Relationship.POWER_OF_ATTORNEY if unclear else Relationship.OTHER


def authorities_of(facts: ContactFacts) -> tuple[str, ...]:
    """What the sender claims they may decide: no document was seen for any of it."""
    return tuple(word for word in facts.authorities if word in Authority.codes())


def practitioner_fields(facts: PractitionerFacts) -> dict[str, Any]:
    """An outside practitioner's columns."""
    family, given = _family_given(facts.name)
    npi = facts.npi if len(facts.npi) == 10 and facts.npi.isdigit() else ""
    degrees = [item.code.label for item in facts.qualifications if item.code]
    degrees += list(facts.name.suffix)
    said = " ".join(degrees)
    return {
        "family": family or text.cut(facts.npi or facts.id, 120),
        "given": given,
        "prefix": text.code(" ".join(facts.name.prefix), 20),
        "credentials": text.code(", ".join(dict.fromkeys(degrees)), 40),
        "specialty": specialty_of(said) or Specialty.OTHER,
        "npi": npi,
        "phone": text.phone(facts.telecoms),
        "fax": text.cut(text.reached(facts.telecoms, "fax"), 40),
        "email": text.email(facts.telecoms),
        "address": text.address(facts.addresses),
    }


def role_fields(facts: PractitionerRoleFacts) -> dict[str, Any]:
    """What a role adds to its practitioner."""
    said = text.labels((*facts.specialties, *facts.codes))
    return {
        "specialty": specialty_of(said) or Specialty.OTHER,
        "organization": text.who(facts.organization),
        "phone": text.phone(facts.telecoms),
        "fax": text.cut(text.reached(facts.telecoms, "fax"), 40),
        "email": text.email(facts.telecoms),
    }


def specialty_of(said: str) -> str:
    """The record's word for a specialty, "" when the words tell none."""
    words = said.casefold()
    return next(
        (str(word) for signs, word in _SPECIALTIES if any(s in words for s in signs)), ""
    )
