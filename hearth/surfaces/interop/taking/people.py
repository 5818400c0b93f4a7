"""Residents, their contacts, and the practitioners outside who look after them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hearth.kernel.merging import Told
from hearth.record.residents.actions.import_contacts import import_contacts
from hearth.record.residents.actions.import_health import import_allergies, import_care_team
from hearth.record.residents.actions.imports import import_residents
from hearth.record.residents.actions.names import NewName, NewNumber
from hearth.record.residents.codes import CareTeamRole
from hearth.record.staff.actions.imports import import_practitioners
from hearth.surfaces.interop import queries
from hearth.surfaces.interop.datatypes import Name, Ref
from hearth.surfaces.interop.fhir.element import divided
from hearth.surfaces.interop.mapped import (
    ContactFacts,
    PractitionerFacts,
    PractitionerRoleFacts,
    ResidentFacts,
)
from hearth.surfaces.interop.plan import digest
from hearth.surfaces.interop.reasons import reason
from hearth.surfaces.interop.tables.reading import RowEntry
from hearth.surfaces.interop.told import health, people

from .part import Case, Part


RESIDENT, CONTACT, PRACTITIONER = "Resident", "Contact", "OutsidePractitioner"


@dataclass(frozen=True, slots=True)
class _Inner:
    """A contact that stands inside a resident's own entry."""

    facts: ContactFacts
    before: ContactFacts | None
    case: Case


def take_practitioners(part: Part) -> None:
    """Practitioners outside, then what their roles add to them."""
    cases = part.of_type("Practitioner")
    if not cases:
        return
    told = [
        part.told(
            case,
            people.practitioner_fields(case.facts),
            people.practitioner_fields(case.before)
            if isinstance(case.before, PractitionerFacts)
            else None,
        )
        for case in cases
    ]
    _become(
        part, PRACTITIONER, cases, import_practitioners(scope=part.scope, by=part.by, told=told)
    )


def take_roles(part: Part) -> None:
    """What a practitioner does where; without the practitioner it waits."""
    cases = part.of_type("PractitionerRole")
    for case in cases:
        case.row = part.whom(case.facts.practitioner, case, PRACTITIONER)
        if case.row is None:
            case.keep(reason("practitioner-unknown"))
    cases = [case for case in cases if not case.fate]
    if not cases:
        return
    told = [
        part.told(
            case,
            people.role_fields(case.facts),
            people.role_fields(case.before)
            if isinstance(case.before, PractitionerRoleFacts)
            else None,
        )
        for case in cases
    ]
    taken = import_practitioners(scope=part.scope, by=part.by, told=told)
    for case, one in zip(cases, taken, strict=True):
        case.become(PRACTITIONER, one)


def take_residents(part: Part) -> None:
    """Residents with their names and numbers; then whom to call and who looks after them."""
    cases = part.of_type("Patient")
    _find_by_number(part, cases)
    _part_persons(part, cases)
    cases = [case for case in cases if not case.fate]
    if not cases:
        return
    told = [_resident_told(part, case) for case in cases]
    _become(part, RESIDENT, cases, import_residents(scope=part.scope, by=part.by, told=told))
    for case in cases:
        if case.claim is not None:
            case.resident = case.claim.id
            part.context.labels[case.claim.id] = case.facts.security_label
    _take_inner_contacts(part, cases)
    _take_general_practitioners(part, cases)
    _take_written_allergies(part, cases)


def _find_by_number(part: Part, cases: list[Case]) -> None:
    """Somebody whom people put on the record is known by the number they were given."""
    for case in cases:
        if case.row is None:
            found = (part.row_of(key, RESIDENT) for key in case.facts.keys)
            case.row = next((row for row in found if row is not None), None)


def _part_persons(part: Part, cases: list[Case]) -> None:
    """Set aside whoever goes by a known number but is plainly somebody else."""
    known = queries.persons(part.scope, {case.row for case in cases if case.row})
    for case in cases:
        given, born = known.get(case.row, ("", None)) if case.row else ("", None)
        facts: ResidentFacts = case.facts
        told = facts.name.given[0] if facts.name.given else ""
        first = given.split()[0] if given else ""
        other_name = bool(first and told) and first.casefold() != told.casefold()
        exact = facts.birth_date.first if facts.birth_date else None
        if other_name and born and exact and born != exact:
            key = case.facts.keys[0].value if case.facts.keys else case.source_id
            case.put_aside(reason("another-person-here", key=key))


def _resident_told(part: Part, case: Case) -> Told:
    facts: ResidentFacts = case.facts
    before = case.before if isinstance(case.before, ResidentFacts) else None
    numbers = people.numbers(facts)
    social = next((n["value"] for n in numbers if n["type"] == "SS"), "")
    return part.told(
        case,
        people.resident_fields(facts, part.zone),
        people.resident_fields(before, part.zone) if before else None,
        ssn=social,
        names=[NewName(use=u, family=f, given=g) for u, f, g in people.other_names(facts)],
        numbers=[
            NewNumber(value=n["value"], system=n["system"], type=n["type"], ends=n["ends"])
            for n in numbers
            if n["type"] != "SS"
        ],
    )


# Whom to call


def take_contacts(part: Part) -> None:
    """Contacts that are entries of their own."""
    cases = [case for case in part.of_type("RelatedPerson") if part.settle_resident(case)]
    if not cases:
        return
    told = [
        part.told(
            case,
            people.contact_fields(case.facts),
            people.contact_fields(case.before)
            if isinstance(case.before, ContactFacts)
            else None,
            authorities=people.authorities_of(case.facts),
        )
        for case in cases
    ]
    _become(part, CONTACT, cases, import_contacts(scope=part.scope, by=part.by, told=told))


def _take_inner_contacts(part: Part, cases: list[Case]) -> None:
    inner = [one for case in cases if case.claim for one in _inner_of(case)]
    told = [
        Told(
            fields=people.contact_fields(one.facts),
            before=people.contact_fields(one.before) if one.before else None,
            resident=one.case.resident,
            security_label=part.label(one.case),
            source_system=part.context.source,
            source_id=digest(one.facts.keys[0]),
            extra={"authorities": people.authorities_of(one.facts)},
        )
        for one in inner
    ]
    if told:
        import_contacts(scope=part.scope, by=part.by, told=told)


def _inner_of(case: Case) -> list[_Inner]:
    last = case.before.contacts if isinstance(case.before, ResidentFacts) else ()
    before = {one.keys: one for one in last}
    return [
        _Inner(facts, before.get(facts.keys), case)
        for facts in case.facts.contacts
        if facts.keys and people.contact_fields(facts)["family"]
    ]


# Who looks after them


def _take_general_practitioners(part: Part, cases: list[Case]) -> None:
    told, named = [], []
    for case in cases:
        for ref in case.facts.general_practitioners if case.claim else ():
            row = part.whom(ref, case, PRACTITIONER)
            if row is not None:
                told.append(_team(part, case, row))
            elif isinstance(case.entry, RowEntry) and ref.display:
                named.append((case, ref))
    rows = _practitioners_by_name(part, [ref for _, ref in named]) if named else []
    told += [_team(part, case, row) for (case, _), row in zip(named, rows, strict=True)]
    if told:
        import_care_team(scope=part.scope, by=part.by, told=told)


def _team(part: Part, case: Case, practitioner: UUID) -> Told:
    return Told(
        fields={"role": CareTeamRole.PRIMARY_CARE, "practitioner_id": practitioner},
        resident=case.resident,
        security_label=part.label(case),
    )


def _practitioners_by_name(part: Part, refs: list[Ref]) -> list[UUID]:
    """The practitioners a list names in words; a list knows no numbers."""
    told = [Told(fields=_named(ref.display)) for ref in refs]
    taken = import_practitioners(scope=part.scope, by=part.by, told=told, by_name=True)
    return [one.row for one in taken if one.row is not None]


def _named(written: str) -> dict[str, Any]:
    """ "Dr. Anita Chu, MD" as a name with what stands before and behind it."""
    words, _, behind = written.partition(",")
    is_title = behind.strip().replace(".", "").isupper() and len(behind.strip()) <= 10
    if not is_title:
        words, behind = written, ""
    prefix = ""
    for title in ("dr. ", "dr ", "doctor "):
        if words.casefold().startswith(title):
            prefix, words = "Dr.", words[len(title) :]
    family, given = divided(words.strip())
    name = Name(family=family, given=given)
    return {
        "family": (name.family or name.full or written)[:120],
        "given": " ".join(name.given)[:80],
        "prefix": prefix,
        "credentials": behind.strip()[:40],
    }


def _take_written_allergies(part: Part, cases: list[Case]) -> None:
    """Allergies that a list writes into one cell: what it said is kept, nothing is confirmed."""
    told = [
        Told(
            fields=fields,
            resident=case.resident,
            security_label=part.label(case),
            source_system=part.context.source,
        )
        for case in cases
        if case.claim and case.facts.allergies_text
        for fields in health.allergies_of_text(case.facts.allergies_text)
    ]
    if told:
        import_allergies(scope=part.scope, by=part.by, told=told)


def _become(part: Part, kind: str, cases: list[Case], taken: list[Any]) -> None:
    for case, one in zip(cases, taken, strict=True):
        case.become(kind, one)
        part.remember(case)
