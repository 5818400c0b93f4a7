"""FHIR Patient → a resident."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Coding, Extension, Key, Language, Name, Ref
from hearth.surfaces.interop.fhir.authority import authorities, relationship
from hearth.surfaces.interop.fhir.element import Context, Element, Unfit
from hearth.surfaces.interop.fhir.identity import fit_json
from hearth.surfaces.interop.mapped import ContactFacts, Line, ResidentFacts
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/administrative-gender
GENDERS = frozenset({"male", "female", "other", "unknown"})

_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core"
_CORE = "http://hl7.org/fhir/StructureDefinition/patient"


def patient(resource: Mapping[str, Any], context: Context) -> ResidentFacts:
    """Raises Unfit (no-name) for a person nobody could be called by."""
    element = Element.of(resource, context)
    names = element.names()
    if not names:
        raise Unfit(reason("no-name"))
    deceased_at = element.when("deceasedDateTime")
    deceased = element.boolean("deceasedBoolean")
    races, race_text = _omb(element, f"{_US_CORE}-race")
    ethnicities, ethnicity_text = _omb(element, f"{_US_CORE}-ethnicity")
    birth_date = element.date("birthDate")
    facts = ResidentFacts(
        active=element.boolean("active"),
        names=names,
        gender=element.code("gender", GENDERS),
        birth_sex=_extension_code(element, f"{_US_CORE}-birthsex"),
        birth_date=birth_date,
        deceased=True if deceased_at else deceased,
        deceased_at=deceased_at,
        marital_status=element.concept("maritalStatus"),
        races=races,
        race_text=race_text,
        ethnicities=ethnicities,
        ethnicity_text=ethnicity_text,
        religion=_religion(element),
        languages=languages(element),
        interpreter_required=_interpreter(element),
        telecoms=element.telecoms(),
        addresses=element.addresses(),
        photos=element.attachments("photo"),
        contacts=_contacts(element, context),
        general_practitioners=element.refs("generalPractitioner"),
        managing_organization=element.ref("managingOrganization", "Organization"),
        replaced_by=_replaced_by(element),
        extensions=_extensions(element),
        line=Line(N_("Resident"), names[0].full, when=str(birth_date or "")),
        **element.common(),
    )
    return _with_contact_keys(facts)


def languages(element: Element) -> tuple[Language, ...]:
    """Patient.communication and RelatedPerson.communication."""
    found = (
        (item.concept("language"), item.boolean("preferred"))
        for item in element.all("communication")
    )
    return tuple(Language(spoken, preferred is True) for spoken, preferred in found if spoken)


def _omb(element: Element, url: str) -> tuple[tuple[Coding, ...], str]:
    """US Core race and ethnicity: the categories and the words, as they were answered."""
    found = element.extension(url)
    if found is None:
        return (), ""
    codings, text = [], ""
    for part in found.all("extension"):
        if part.json.get("url") == "text":
            text = part.text("valueString")
        elif coding := part.coding("valueCoding"):
            codings.append(coding)
    return tuple(codings), text


def _extension_code(element: Element, url: str) -> str:
    found = element.extension(url)
    return found.text("valueCode") if found else ""


def _religion(element: Element) -> Any:
    found = element.extension(f"{_CORE}-religion")
    return found.concept("valueCodeableConcept") if found else None


def _interpreter(element: Element) -> bool | None:
    found = element.extension(f"{_CORE}-interpreterRequired") or element.extension(
        f"{_US_CORE}-interpreter-needed"
    )
    if found is None:
        return None
    answer = found.coding("valueCoding")  # US Core answers with SNOMED CT yes 373066001
    return answer.code == "373066001" if answer else found.boolean("valueBoolean")


def _extensions(element: Element) -> tuple[Extension, ...]:
    found = element.all("extension")
    return tuple(Extension(item.text("url"), fit_json(item.json)) for item in found)


def _replaced_by(element: Element) -> tuple[Ref, ...]:
    links = (item for item in element.all("link") if item.json.get("type") == "replaced-by")
    found = (item.ref("other", "Patient") for item in links)
    return tuple(ref for ref in found if ref)


def _contacts(element: Element, context: Context) -> tuple[ContactFacts, ...]:
    found = []
    for item in element.all("contact"):
        name = item.one("name")
        named = name.as_name() if name else None
        organization = item.ref("organization", "Organization")
        relationships = item.concepts("relationship")
        telecoms = item.telecoms()
        if not (named or organization or telecoms):
            continue
        shown = named.full if named else str(organization or "")
        found.append(
            ContactFacts(
                type="Patient.contact",
                names=(named,) if named else (),
                relationships=relationships,
                relationship=relationship(relationships),
                authorities=authorities(relationships),
                gender=item.code("gender", GENDERS),
                telecoms=telecoms,
                addresses=item.addresses(),
                organization=organization,
                period=item.period("period"),
                line=Line(
                    N_("Contact"), shown, relationships[0].label if relationships else ""
                ),
            )
        )
    return tuple(found)


def _with_contact_keys(facts: ResidentFacts) -> ResidentFacts:
    """Contacts inside a Patient have no id: the resident's key and their name make one."""
    if not facts.contacts:
        return facts
    owner = facts.keys[0] if facts.keys else Key("Patient", "", facts.name.full)
    target = f"Patient/{facts.id}" if facts.id else ""
    contacts = []
    for position, contact in enumerate(facts.contacts):
        named = contact.names[0] if contact.names else Name(text=f"contact {position + 1}")
        value = f"{owner.value}#{named.full.casefold()}"
        key = Key("Patient.contact", owner.system, value)
        resident = Ref("Patient", target, display=facts.name.full)
        contacts.append(replace(contact, keys=(key,), resident=resident))
    return replace(facts, contacts=tuple(contacts))
