"""Which column means what: the fields of each table, and the words exports use for them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hearth.kernel.words import N_
from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.tables.dates import DateOrder, order_of
from hearth.surfaces.interop.tables.sheet import Line, Sheet


class Kind(StrEnum):
    """What a table lists."""

    RESIDENTS = "residents"
    CONTACTS = "contacts"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a table can say. ``words`` are headings seen for it, folded."""

    name: str
    label: str
    words: tuple[str, ...]
    is_date: bool = False


def _field(name: str, label: str, *words: str, is_date: bool = False) -> Field:
    return Field(name, label, tuple(folded(word) for word in (name, label, *words)), is_date)


def folded(heading: str) -> str:
    """A heading without case, signs and line breaks: "Res. #" → "res number"."""
    heading = heading.replace("#", " number ").replace("&", " and ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.lower()).split())


# Headings as exports of care systems and hand-kept lists write them.
# Source: own collection from market material; editable on the mapping page.
RESIDENTS = (
    _field(
        "record_number",
        N_("Record number"),
        *(
            "res #",
            "resident #",
            "resident id",
            "resident no",
            "res no",
            "res id",
            "mrn",
            "mr #",
        ),
        *("medical record number", "medical record #", "medical rec #", "chart #", "client id"),
        *(
            "patient id",
            "patient #",
            "account #",
            "id",
            "number",
            "record #",
            "resident number",
        ),
    ),
    _field("last_name", N_("Last name"), "surname", "family name", "lname", "last", "family"),
    _field("first_name", N_("First name"), "given name", "fname", "first", "forename"),
    _field("middle_name", N_("Middle name"), "mi", "middle", "middle initial"),
    _field(
        "full_name",
        N_("Name"),
        *("resident", "resident name", "full name", "client name", "patient name", "client"),
        *("patient", "name last first", "name of resident"),
    ),
    _field(
        "preferred_name",
        N_("Preferred name"),
        *("nickname", "goes by", "known as", "likes to be called", "aka", "preferred"),
    ),
    _field(
        "birth_date",
        N_("Birth date"),
        *("dob", "date of birth", "birthdate", "birthday", "d o b", "born", "res dob"),
        is_date=True,
    ),
    _field("gender", N_("Gender"), "sex", "m f", "gender identity", "administrative sex"),
    _field(
        "room",
        N_("Room"),
        *("room bed", "room #", "room no", "apt", "apt #", "apartment", "unit room", "suite"),
        *("room number", "location", "rm", "rm bed", "unit room bed", "bed location", "unit #"),
    ),
    _field("bed", N_("Bed"), "bed #", "bed desc"),
    _field(
        "neighborhood",
        N_("Neighborhood"),
        *("unit", "wing", "hall", "floor unit", "nursing unit", "community area", "household"),
    ),
    _field(
        "admitted",
        N_("Moved in"),
        *("admit date", "admission date", "adm date", "move in date", "move in", "start date"),
        *("date admitted", "date of admission", "original admission date", "admitted"),
        is_date=True,
    ),
    _field(
        "code_status",
        N_("Code status"),
        *("code", "advance directive", "advance directives", "dnr status", "resuscitation"),
        *("cpr status", "dnr", "polst", "resuscitation status"),
    ),
    _field(
        "level",
        N_("Level of care"),
        *("loc", "care level", "level", "acuity", "acuity level", "service level", "care tier"),
    ),
    _field(
        "ssn", N_("Social security number"), "ssn", "ss #", "social security #", "soc sec #"
    ),
    _field("medicare", N_("Medicare number"), "medicare #", "mbi", "hicn", "medicare id"),
    _field("medicaid", N_("Medicaid number"), "medicaid #", "medicaid id"),
    _field("payer", N_("Payer"), "primary payer", "payor", "pay source", "payer source"),
    _field("religion", N_("Religion"), "faith", "denomination", "religious preference"),
    _field("language", N_("Language"), "primary language", "preferred language", "lang"),
    _field("marital_status", N_("Marital status"), "marital", "civil status"),
    _field("phone", N_("Phone"), "telephone", "resident phone", "home phone", "phone #", "tel"),
    _field("email", N_("E-mail"), "email address", "mail", "e mail address"),
    _field(
        "address", N_("Address"), "home address", "prior address", "street", "street address"
    ),
    _field("diet", N_("Diet"), "diet order", "diet type", "diet texture"),
    _field("allergies", N_("Allergies"), "allergy", "allergies intolerances", "allergy list"),
    _field(
        "physician",
        N_("Physician"),
        *("primary physician", "pcp", "attending physician", "doctor", "attending", "provider"),
        *("primary care physician", "md", "primary care provider"),
    ),
    _field(
        "responsible_party",
        N_("Responsible party"),
        *("responsible party name", "resp party", "rp", "rp name", "guarantor"),
    ),
    _field(
        "responsible_party_phone",
        N_("Responsible party's phone"),
        *(
            "resp party phone",
            "rp phone",
            "responsible party phone",
            "responsible party phone #",
        ),
    ),
    _field(
        "poa",
        N_("Power of attorney"),
        *("poa", "poa name", "power of attorney name", "dpoa", "hcpoa", "health care poa"),
        *("poa health", "medical poa", "poa care"),
    ),
    _field(
        "poa_phone", N_("Power of attorney's phone"), "poa phone", "poa phone #", "dpoa phone"
    ),
    _field(
        "emergency_contact",
        N_("Emergency contact"),
        *("emergency contact name", "emergency contact 1", "ec name", "ice", "emergency"),
    ),
    _field(
        "emergency_contact_phone",
        N_("Emergency contact's phone"),
        *(
            "emergency phone",
            "emergency contact phone",
            "emergency contact 1 phone",
            "ec phone",
        ),
        "emergency contact number",
    ),
)
CONTACTS = (
    _field(
        "resident_number",
        N_("Resident's record number"),
        *("res #", "resident #", "resident id", "mrn", "medical record number", "res id"),
        *("medical record #", "resident no", "patient id", "client id", "resident number"),
    ),
    _field(
        "resident_name",
        N_("Resident"),
        *("resident name", "res name", "client", "client name", "patient", "patient name"),
    ),
    _field("full_name", N_("Name"), "contact", "contact name", "full name", "name of contact"),
    _field("last_name", N_("Last name"), "surname", "contact last name", "lname", "last"),
    _field(
        "first_name", N_("First name"), "given name", "contact first name", "fname", "first"
    ),
    _field(
        "relationship",
        N_("Relationship"),
        *("relation", "relationship to resident", "rel", "relation to resident", "related as"),
    ),
    _field(
        "authority",
        N_("Authority"),
        *("contact type", "type", "contact types", "roles", "role", "authority type"),
        *("responsibility", "responsibilities", "contact role"),
    ),
    _field("poa", N_("Power of attorney"), "poa", "dpoa", "hcpoa", "is poa", "poa y n"),
    _field("responsible_party", N_("Responsible party"), "rp", "resp party", "responsible"),
    _field("guardian", N_("Guardian"), "legal guardian", "conservator"),
    _field("emergency", N_("Emergency contact"), "is emergency contact", "ec", "emergency"),
    _field("billing", N_("Billing contact"), "bill to", "guarantor", "send bill", "billing"),
    _field("phone", N_("Phone"), "home phone", "telephone", "phone #", "tel", "phone 1"),
    _field("mobile", N_("Mobile phone"), "cell", "cell phone", "mobile", "cell #", "mobile #"),
    _field("work_phone", N_("Work phone"), "office phone", "business phone", "work", "phone 2"),
    _field("email", N_("E-mail"), "email", "email address", "mail"),
    _field(
        "address", N_("Address"), "street", "street address", "address 1", "mailing address"
    ),
    _field("city", N_("City"), "town"),
    _field("state", N_("State"), "st", "province"),
    _field("postal_code", N_("Postal code"), "zip", "zip code", "postcode", "zipcode"),
)
ROOMS = (
    _field(
        "room",
        N_("Room"),
        *("room #", "room number", "apt", "apartment", "apt #", "suite", "unit #", "name"),
        *("room name", "apartment number", "room no", "unit number"),
    ),
    _field("bed", N_("Bed"), "bed #", "bed name", "bed number"),
    _field(
        "neighborhood",
        N_("Neighborhood"),
        *("unit", "wing", "hall", "household", "area", "section", "building", "nursing unit"),
    ),
    _field("floor", N_("Floor"), "level", "storey", "story"),
    _field(
        "room_type", N_("Kind"), "room type", "type", "unit type", "apartment type", "style"
    ),
    _field("capacity", N_("Places"), "beds", "max occupancy", "occupancy", "number of beds"),
    _field("status", N_("Status"), "room status", "available", "availability"),
)
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.RESIDENTS: RESIDENTS,
    Kind.CONTACTS: CONTACTS,
    Kind.ROOMS: ROOMS,
}

_LOOKED_AT = 15


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) holds which field, and how the table writes dates.

    ``date_order`` is None while dates can be read two ways and nobody has said which.
    """

    kind: Kind
    heading_number: int
    headings: tuple[str, ...]
    places: Mapping[str, int] = field(default_factory=dict)
    date_order: DateOrder | None = None

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings that are mapped to nothing; their cells are kept with the row."""
        used = set(self.places.values())
        return tuple(name for at, name in enumerate(self.headings) if at not in used and name)

    def problems(self) -> tuple[Reason, ...]:
        """Why rows cannot be read with these columns yet."""
        found = []
        for names, shown in _NEEDED[self.kind]:
            if not any(name in self.places for name in names):
                found.append(reason("column-missing", field=shown))
        doubled = [
            at for at in self.places.values() if list(self.places.values()).count(at) > 1
        ]
        if doubled:
            found.append(reason("column-twice", field=self.headings[doubled[0]]))
        return tuple(found)


_NEEDED: Mapping[Kind, tuple[tuple[tuple[str, ...], str], ...]] = {
    Kind.RESIDENTS: ((("last_name", "full_name"), "Last name"),),
    Kind.CONTACTS: (
        (("last_name", "full_name"), "Name"),
        (("resident_number", "resident_name"), "Resident"),
    ),
    Kind.ROOMS: ((("room",), "Room"),),
}


def propose(sheet: Sheet, kind: Kind) -> Columns:
    """The likeliest reading of a table, for a person to confirm or change."""
    best: tuple[int, Line | None, dict[str, int]] = (0, None, {})
    for line in [line for line in sheet.lines if not line.blank][:_LOOKED_AT]:
        places = _places(line.cells, kind)
        if len(places) > best[0]:
            best = (len(places), line, places)
    _, heading, places = best
    if heading is None:
        heading = next(line for line in sheet.lines if not line.blank)
    return Columns(
        kind,
        heading.number,
        _distinct(heading.cells),
        places,
        order_of(_dates(sheet, heading.number, kind, places)),
    )


def guess_kind(sheet: Sheet) -> Kind:
    """What a table most probably lists."""

    def fit(kind: Kind) -> int:
        columns = propose(sheet, kind)
        return len(columns.places) - 3 * len(columns.problems())

    # The tell-tale columns of a contact list also stand in a list of residents.
    return max((Kind.RESIDENTS, Kind.CONTACTS, Kind.ROOMS), key=fit)


def _places(headings: Sequence[str], kind: Kind) -> dict[str, int]:
    """Fields by column: whole headings first, then headings that begin with the words."""
    names = [folded(heading) for heading in headings]
    places: dict[str, int] = {}
    for exact in (True, False):
        for item in FIELDS[kind]:
            if item.name in places:
                continue
            for at, name in enumerate(names):
                if at not in places.values() and _fits(name, item, exact=exact):
                    places[item.name] = at
                    break
    return places


def _fits(name: str, item: Field, *, exact: bool) -> bool:
    if exact:
        return name in item.words
    long = (word for word in item.words if len(word) > 4)
    return len(name) < 40 and any(name.startswith(f"{word} ") for word in long)


def _distinct(headings: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    found = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        found.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(found)


def _dates(sheet: Sheet, heading: int, kind: Kind, places: Mapping[str, int]) -> list[str]:
    columns = [
        places[item.name] for item in FIELDS[kind] if item.is_date and item.name in places
    ]
    return [
        line.cells[at]
        for line in sheet.lines
        if line.number > heading
        for at in columns
        if at < len(line.cells) and line.cells[at]
    ]


def confirmed(
    columns: Columns, fields: Mapping[str, str], dates: DateOrder | None = None
) -> Columns:
    """The columns with what a person said of them. ``fields`` is heading → field; "" for none.

    A heading is found however it is written. Raises LookupError with the word nobody knows.
    """
    places = dict(columns.places)
    known = {item.name for item in FIELDS[columns.kind]}
    at_heading = {folded(name): at for at, name in enumerate(columns.headings)}
    for heading, name in fields.items():
        at = at_heading.get(folded(heading))
        if at is None:
            raise LookupError(heading)
        if name and name not in known:
            raise LookupError(name)
        places = {field: place for field, place in places.items() if place != at}
        if name:
            places[name] = at
    return replace(columns, places=places, date_order=dates or columns.date_order)
