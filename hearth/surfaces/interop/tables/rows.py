"""Rows of a table, read with confirmed columns, as the same facts FHIR resources give."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hearth.kernel.words import N_
from hearth.record.residents.codes import Authority, CodeStatus
from hearth.surfaces.interop.datatypes import (
    Address,
    Coding,
    Concept,
    Identifier,
    Key,
    Language,
    Name,
    PartialDate,
    Ref,
    Telecom,
)
from hearth.surfaces.interop.fhir import identity
from hearth.surfaces.interop.fhir.authority import UNCLEAR_POA, authorities, relationship
from hearth.surfaces.interop.fhir.element import divided
from hearth.surfaces.interop.mapped import (
    ContactFacts,
    Line,
    LocationFacts,
    Mapped,
    ResidentFacts,
)
from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.tables import dates
from hearth.surfaces.interop.tables.columns import Columns, Kind
from hearth.surfaces.interop.tables.sheet import MAX_CELL, Sheet, guarded
from hearth.surfaces.interop.tables.sheet import Line as SheetLine


WHAT_TO_FIX = N_("What to fix")

_GENDERS = {
    **dict.fromkeys(("m", "male", "man", "hombre", "masculino"), "male"),
    **dict.fromkeys(("f", "female", "woman", "w", "mujer", "femenino"), "female"),
    **dict.fromkeys(("o", "other", "x", "nonbinary", "non-binary", "nb"), "other"),
    **dict.fromkeys(("u", "unknown", "unk", "not stated"), "unknown"),
}
_YES = frozenset({"y", "yes", "true", "x", "1", "t", "✓", "✔", "si", "sí"})
_NO = frozenset({"", "n", "no", "false", "0", "f", "none", "n/a", "na", "-"})

# Source: the words of care systems' lists; residents' CodeStatus.
_CODE_STATUSES = {
    **dict.fromkeys(
        ("full code", "full", "cpr", "attempt cpr", "attempt resuscitation"), CodeStatus.FULL
    ),
    **dict.fromkeys(
        ("dnr", "no code", "do not resuscitate", "dnar", "no cpr", "allow natural death"),
        CodeStatus.DNR,
    ),
    **dict.fromkeys(("dnr dni", "dnr and dni", "dnr dnr dni", "dni dnr"), CodeStatus.DNR_DNI),
    **dict.fromkeys(
        ("limited", "limited code", "partial code", "selective treatment"), CodeStatus.LIMITED
    ),
    **dict.fromkeys(
        ("comfort", "comfort care", "comfort care only", "comfort measures only", "cmo"),
        CodeStatus.COMFORT,
    ),
}
# Source: http://terminology.hl7.org/CodeSystem/location-physical-type
_ROOM = Concept((Coding("http://terminology.hl7.org/CodeSystem/location-physical-type", "ro"),))
_BED = Concept((Coding("http://terminology.hl7.org/CodeSystem/location-physical-type", "bd"),))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, and in which column ("" for the row as a whole)."""

    column: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read. ``facts`` is None exactly when there are problems.

    ``cells`` holds every cell under its heading, also of columns that are mapped to nothing.
    """

    number: int
    cells: Mapping[str, str]
    facts: Mapped | None
    problems: tuple[Problem, ...] = ()


class _Cells:
    """The cells of one row by field, collecting what is wrong with them."""

    def __init__(self, line: SheetLine, columns: Columns, today: date) -> None:
        self.line = line
        self.columns = columns
        self.today = today
        self.problems: list[Problem] = []

    def get(self, name: str) -> str:
        """The text of a field, "" when its column is missing or empty."""
        at = self.columns.places.get(name)
        if at is None or at >= len(self.line.cells):
            return ""
        text = self.line.cells[at]
        if len(text) > MAX_CELL:
            self.wrong(name, "row-too-long", limit=MAX_CELL)
            return ""
        return text

    def heading(self, name: str) -> str:
        """What the table calls a field."""
        at = self.columns.places.get(name)
        return self.columns.headings[at] if at is not None else name.replace("_", " ")

    def wrong(self, name: str, code: str, **values: str | int) -> None:
        """Something is wrong in a field."""
        column = self.heading(name)
        self.problems.append(Problem(column, reason(code, column=column, **values)))

    def date(self, name: str, *, birth: bool = False) -> PartialDate | None:
        """The day in a field."""
        text, order = self.get(name), self.columns.date_order
        if not text:
            return None
        found = dates.parse(text, order, today=self.today, birth=birth)
        if found is None:
            if order is None and dates.is_ambiguous(text):
                self.wrong(name, "row-ambiguous-date", found=text)
            else:
                example = (order or dates.DateOrder.MONTH_FIRST).example
                self.wrong(name, "row-bad-date", found=text, example=example)
            return None
        if birth and found.first > self.today:
            self.wrong(name, "row-unlikely-date", found=text, problem="in the future")
        elif birth and self.today.year - found.year > dates.OLDEST:
            self.wrong(name, "row-unlikely-date", found=text, problem="too long ago")
        return found

    def yes(self, name: str) -> bool:
        """Whether a field says yes; a name or date in it counts as yes."""
        return self.get(name).lower() not in _NO

    def name(self) -> Name | None:
        """The person of the row, from separate columns or one."""
        family = self.get("last_name")
        given: tuple[str, ...] = (self.get("first_name"), self.get("middle_name"))
        if not family and not any(given):
            family, given = divided(self.get("full_name"))
        if not family and not any(given):
            missing = "last_name" if "last_name" in self.columns.places else "full_name"
            self.wrong(missing, "row-missing")
            return None
        return Name("official", family, tuple(part for part in given if part))


def rows(sheet: Sheet, columns: Columns, *, today: date, source: str = "") -> Iterator[Row]:
    """Every row under the heading, blank ones left out. Never raises for what a cell holds."""
    read = {Kind.RESIDENTS: _resident, Kind.CONTACTS: _contact, Kind.ROOMS: _room}[columns.kind]
    for line in sheet.lines:
        if line.number <= columns.heading_number or line.blank:
            continue
        cells = _Cells(line, columns, today)
        if line.problem:
            cells.problems.append(Problem("", line.problem))
        if len(line.cells) > len(columns.headings) and any(line.cells[len(columns.headings) :]):
            found, expected = len(line.cells), len(columns.headings)
            why = reason("row-too-many-cells", found=found, expected=expected)
            cells.problems.append(Problem("", why))
        facts = None if cells.problems else read(cells, source)
        by_heading = dict(zip(columns.headings, line.cells, strict=False))
        problems = tuple(cells.problems)
        yield Row(line.number, by_heading, None if problems else facts, problems)


def to_fix(columns: Columns, wrong: Iterator[Row] | list[Row]) -> str:
    """The rows with problems as CSV, with one more column that says what to fix.

    Open it, correct it, import it again: the added column is ignored. Cells that a
    spreadsheet would take for formulas are guarded.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(heading) for heading in (*columns.headings, WHAT_TO_FIX)])
    for row in wrong:
        if row.problems:
            cells = [guarded(row.cells.get(heading, "")) for heading in columns.headings]
            advice = " ".join(str(problem.reason) for problem in row.problems)
            writer.writerow([*cells, guarded(advice)])
    return "\ufeff" + out.getvalue()


# Residents


def _number_system(source: str) -> str:
    return f"urn:hearth:table:{source}:record-number"


def resident_keys(
    number: str, name: Name, born: PartialDate | None, source: str
) -> tuple[Key, ...]:
    """What names a resident across tables: the record number, else name and birth date."""
    found = []
    if number and not identity.is_placeholder(number):
        found.append(Key("Patient", _number_system(source), number))
    if born or not found:
        value = f"{name.full.casefold()}|{born.iso if born else ''}"
        found.append(Key("Patient", f"urn:hearth:table:{source}:name-born", value))
    return tuple(found)


def _resident(cells: _Cells, source: str) -> ResidentFacts | None:
    name = cells.name()
    born = cells.date("birth_date", birth=True)
    gender = cells.get("gender")
    if gender and gender.lower() not in _GENDERS:
        cells.wrong("gender", "row-unknown-word", found=gender, expected="male, female, other")
    admitted = cells.date("admitted")
    if name is None:
        return None
    preferred = cells.get("preferred_name")
    names = (name, Name("nickname", given=(preferred,))) if preferred else (name,)
    keys = resident_keys(cells.get("record_number"), name, born, source)
    room, bed = cells.get("room"), cells.get("bed")
    facts = ResidentFacts(
        type="Patient",
        keys=keys,
        identifiers=_numbers(cells, source),
        names=names,
        gender=_GENDERS.get(gender.lower(), "") if gender else "",
        birth_date=born,
        marital_status=_words(cells.get("marital_status")),
        religion=_words(cells.get("religion")),
        languages=_languages(cells.get("language")),
        telecoms=_telecoms(cells, ("phone", "phone", "home"), ("email", "email", "")),
        addresses=_addresses(cells),
        general_practitioners=_physician(cells.get("physician")),
        room="-".join(part for part in (room, bed) if part),
        code_status=code_status_of(cells.get("code_status")),
        code_status_text=cells.get("code_status"),
        level=cells.get("level"),
        admitted=admitted,
        diet=cells.get("diet"),
        allergies_text=cells.get("allergies"),
        line=Line(N_("Resident"), name.full, room, str(born or "")),
    )
    return replace(facts, contacts=_contacts_of(cells, facts))


def code_status_of(text: str) -> str:
    """Residents' CodeStatus for the words of a list, "" when they are not plainly one."""
    words = " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
    return _CODE_STATUSES.get(words, "")


def _numbers(cells: _Cells, source: str) -> tuple[Identifier, ...]:
    systems = (
        ("record_number", _number_system(source), "MR"),
        ("ssn", "http://hl7.org/fhir/sid/us-ssn", "SS"),
        ("medicare", "http://hl7.org/fhir/sid/us-medicare", "MC"),
        ("medicaid", "http://hl7.org/fhir/sid/us-medicaid", "MA"),
    )
    return tuple(
        identity.identifier(system=system, value=value, concept=Concept((Coding(code=code),)))
        for name, system, code in systems
        if (value := cells.get(name))
    )


def _contacts_of(cells: _Cells, resident: ResidentFacts) -> tuple[ContactFacts, ...]:
    """Contacts that stand in a resident's own row, one person named twice taken once."""
    found: dict[str, ContactFacts] = {}
    for name, authority in (
        ("responsible_party", Authority.RESPONSIBLE),
        ("poa", UNCLEAR_POA),
        ("emergency_contact", Authority.EMERGENCY),
    ):
        text = cells.get(name)
        if not text or text.lower() in _NO | _YES or text.lower() == "self":
            continue
        phone = cells.get(f"{name}_phone")
        telecoms = (Telecom("phone", phone),) if phone else ()
        earlier = found.get(text.casefold())
        if earlier:
            telecoms = tuple(dict.fromkeys((*earlier.telecoms, *telecoms)))
            authorities = (*earlier.authorities, authority)
            found[text.casefold()] = replace(
                earlier, authorities=authorities, telecoms=telecoms
            )
            continue
        family, given = divided(text)
        found[text.casefold()] = ContactFacts(
            type="Patient.contact",
            keys=(_contact_key(resident.keys[0], text),),
            resident=_resident_ref(resident.keys[0], resident.name.full),
            names=(Name("usual", family, given, text=text),),
            authorities=(authority,),
            telecoms=telecoms,
            line=Line(N_("Contact"), text, authority),
        )
    return tuple(found.values())


def _contact_key(owner: Key, name: str) -> Key:
    return Key("Patient.contact", owner.system, f"{owner.value}#{name.casefold()}")


def _resident_ref(key: Key, display: str) -> Ref:
    return Ref("Patient", identifier=Identifier(key.system, key.value), display=display)


# Contacts


def _contact(cells: _Cells, source: str) -> ContactFacts | None:
    name = cells.name()
    resident = _whose(cells, source)
    if name is None or resident is None:
        return None
    related = cells.get("relationship")
    relationships = (Concept((), related),) if related else ()
    said = authorities(relationships, cells.get("authority"))
    telecoms = _telecoms(
        cells,
        ("phone", "phone", "home"),
        ("mobile", "phone", "mobile"),
        ("work_phone", "phone", "work"),
        ("email", "email", ""),
    )
    owner = resident.identifier or Identifier(value=resident.display.casefold())
    key = _contact_key(Key("Patient", owner.system, owner.value), name.full)
    return ContactFacts(
        type="RelatedPerson",
        keys=(key,),
        references=(resident,),
        resident=resident,
        names=(name,),
        relationships=relationships,
        relationship=relationship(relationships),
        authorities=tuple(dict.fromkeys((*said, *_ticked(cells)))),
        telecoms=telecoms,
        addresses=_addresses(cells),
        line=Line(N_("Contact"), name.full, related),
    )


def _whose(cells: _Cells, source: str) -> Ref | None:
    number, name = cells.get("resident_number"), cells.get("resident_name")
    if number:
        return _resident_ref(Key("Patient", _number_system(source), number), name)
    if name:
        return Ref("Patient", display=name)
    has_number = "resident_number" in cells.columns.places
    cells.wrong("resident_number" if has_number else "resident_name", "row-missing")
    return None


def _ticked(cells: _Cells) -> tuple[str, ...]:
    """Authorities with a column of their own that says yes."""
    columns = (
        ("poa", UNCLEAR_POA),
        ("responsible_party", Authority.RESPONSIBLE),
        ("guardian", Authority.GUARDIAN),
        ("emergency", Authority.EMERGENCY),
        ("billing", Authority.BILLING),
    )
    return tuple(authority for name, authority in columns if cells.yes(name))


# Rooms


def _room(cells: _Cells, source: str) -> LocationFacts | None:
    room, bed = cells.get("room"), cells.get("bed")
    if not room:
        cells.wrong("room", "row-missing")
        return None
    capacity = cells.get("capacity")
    places = int(capacity) if capacity.isascii() and capacity.isdigit() else None
    if capacity and (places is None or not 0 < places < 100):
        cells.wrong("capacity", "row-bad-number", found=capacity)
    area = cells.get("neighborhood")
    value = "|".join(part.casefold() for part in (area, room, bed))
    kind = cells.get("room_type")
    name = f"{room}-{bed}" if bed else room
    return LocationFacts(
        type="Location",
        keys=(Key("Location", f"urn:hearth:table:{source}:place", value),),
        name=name,
        physical_type=_BED if bed else _ROOM,
        types=(Concept((), kind),) if kind else (),
        description=cells.get("status"),
        neighborhood=area,
        floor=cells.get("floor"),
        capacity=places,
        part_of=Ref("Location", display=room) if bed else None,
        line=Line(N_("Place"), name, area),
    )


# Parts


def _words(text: str) -> Concept | None:
    return Concept((), text) if text else None


def _languages(text: str) -> tuple[Language, ...]:
    return (Language(Concept((), text), preferred=True),) if text else ()


def _telecoms(cells: _Cells, *columns: tuple[str, str, str]) -> tuple[Telecom, ...]:
    return tuple(
        Telecom(system, value, use)
        for name, system, use in columns
        if (value := cells.get(name))
    )


def _addresses(cells: _Cells) -> tuple[Address, ...]:
    address = Address(
        lines=(cells.get("address"),) if cells.get("address") else (),
        city=cells.get("city"),
        state=cells.get("state"),
        postal_code=cells.get("postal_code"),
    )
    return (address,) if address != Address() else ()


def _physician(text: str) -> tuple[Ref, ...]:
    return (Ref("Practitioner", display=text),) if text else ()
