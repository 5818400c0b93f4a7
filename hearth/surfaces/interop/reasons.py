"""Why something of a file could not be taken over as it stands, and how to put it right.

A reason is stored as its code and values; the sentence is made where it is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hearth.kernel.words import N_
from hearth.record.documents.codes import SetAsideReason


# Codes are stable: they are stored with quarantined entries.
MESSAGES: dict[str, str] = {
    # The file
    "file-empty": N_("The file is empty. Export it again and check its size."),
    "file-not-json": N_(
        "The file is not JSON. Export FHIR R4 as JSON (Bundle, single resource or NDJSON)."
    ),
    "file-xml": N_("The file is XML. Export FHIR R4 as JSON; XML is not read yet."),
    "file-too-large": N_(
        "The file unpacks to more than {limit} bytes. Split it and import the parts."
    ),
    "file-damaged": N_(
        "The compressed file is damaged or cut off after {offset} bytes. Copy or export it"
        " again; what came before was read."
    ),
    # An entry
    "cut-off": N_(
        "The file ends in the middle of this entry (line {line}). Export the file again;"
        " what came before was read."
    ),
    "malformed": N_(
        "This is not valid JSON: {problem} in line {line}, column {column}. Correct it at"
        " that place, or export the resource again."
    ),
    "not-utf8": N_("The text is not UTF-8 (line {line}). Export the file in UTF-8."),
    "duplicate-key": N_(
        'The name "{key}" stands twice in one object, so it is not clear which counts.'
        " Keep one of them."
    ),
    "not-a-number": N_("{value} is not a number in JSON. Leave the element out instead."),
    "number-too-long": N_("A whole number has more than 4,300 digits. Correct the number."),
    "nested-too-deep": N_(
        "The resource is nested more than {limit} levels deep. No FHIR resource needs that;"
        " export it again."
    ),
    "entry-too-large": N_(
        "This entry is larger than {limit} characters. Send large attachments as files."
    ),
    "not-an-object": N_("A resource was expected here, but found: {found}."),
    "unknown-part": N_(
        'A Bundle has no part called "{found}". Correct the name, and import the file again.'
    ),
    "not-a-list": N_("{path} should be a list, but is {found}. Put it in square brackets."),
    "no-resource": N_("The entry holds no resource. Add it, or remove the entry."),
    "asks-to-delete": N_(
        "The entry asks to delete {url}. Clinical facts are never deleted; mark the resource"
        " entered-in-error at its source instead."
    ),
    "no-resource-type": N_('The resource does not say its kind. Add "resourceType".'),
    # A resource
    "wrong-type": N_("{path} should be {expected}, but is {found}. Correct it at the source."),
    "missing": N_("{path} is missing. Add it at the source and import again."),
    "unknown-code": N_(
        '{path} says "{found}", which FHIR does not know there. Use one of: {expected}.'
    ),
    "bad-date": N_('{path} "{found}" is not a FHIR date. Write it like 1941-03-07.'),
    "bad-number": N_('{path} "{found}" is not a number that can be kept.'),
    "no-zone": N_('{path} "{found}" has a time but no time zone; only its day was taken over.'),
    "no-name": N_("This person has no name. Add a family or given name at the source."),
    "too-long": N_("{path} is longer than {limit} characters; its beginning was taken over."),
    "mapping-failed": N_(
        "Hearth could not read this {type} although it looks valid. It is kept as it is;"
        " tell whoever maintains Hearth ({problem})."
    ),
    # Kept as it is, and why
    "modifier-extension": N_(
        'The sender marked it with "{url}", which changes its meaning and which Hearth does'
        " not know. It is kept as it is and not shown as a fact."
    ),
    "subject-missing": N_("It does not say whom it is about. It is kept as it is."),
    "subject-unknown": N_(
        "It is about {subject}, who is neither in the file nor in the record. It is kept"
        " and can be taken over once that person is here."
    ),
    "subject-not-a-resident": N_("It is about a {subject}, not a resident; kept as it is."),
    "subject-ambiguous": N_(
        "It is about {subject}, but the file calls more than one person by that. It is kept"
        " until that is cleared up at the source."
    ),
    "another-person": N_(
        "The file calls two persons of different name or birth date {key}. Import their files"
        " one by one, each with the name of the system it comes from."
    ),
    "no-room": N_("Hearth has no place of its own for this yet; it is kept as it is."),
    "in-error": N_(
        "The sender marked it as entered in error. It is kept and not shown as a fact."
    ),
    "not-in-force": N_("The sender calls it {status}; it is kept and not shown as in force."),
    "no-time": N_("It does not say when it was so; it is kept as it is."),
    "no-value": N_("It has no value of its own; it is kept as it is."),
    "no-file": N_("It names a file but does not bring it; it is kept as it is."),
    "file-refused": N_(
        "Its file cannot be kept as a document ({problem}); it is kept as it is."
    ),
    "older": N_("It is older than what is here; it is kept, and the record stays."),
    "resident-elsewhere": N_(
        "It was about another resident before. It is kept until that is cleared up at the source."
    ),
    "retracted-here": N_(
        "Somebody here marked it as entered in error. It is kept, and that stays."
    ),
    "ended-here": N_("Somebody here ended it. It is kept, and that stays."),
    "run-out": N_("It has run out already; it is kept as it is."),
    "allergy-known": N_(
        "It says that there are no allergies, but one is on the record. It is kept, and the"
        " allergy stays."
    ),
    "practitioner-unknown": N_(
        "It is about a practitioner who is neither in the file nor in the record; kept as it is."
    ),
    # Rooms, and who lives in them
    "room-refused": N_("The room cannot be made like that. {problem}"),
    "place-unknown": N_("There is no place {room} here. Add it, then move the resident in."),
    "place-without-day": N_(
        "It does not say since when they live in {room}. Move the resident in with the day."
    ),
    "level-unknown": N_(
        '"{level}" is no level of care of this community. Set the level by hand, under Health.'
    ),
    "place-held": N_("Somebody else holds {room}. Move the resident in where there is room."),
    "place-refused": N_(
        "They could not be put into {room} ({problem}). Move the resident in by hand."
    ),
    # It contradicts what is here, or cannot be true
    "in-future": N_("It lies in the future ({when}). Correct the date at the source."),
    "another-person-here": N_(
        "The record knows another person, of different name and birth date, by {key}. Import"
        " the file with the name of the system it comes from."
    ),
    # A row of a table
    "row-missing": N_('Column "{column}" is empty. Fill it in.'),
    "row-bad-date": N_(
        '"{found}" in column "{column}" is not a date. Write it like {example}.'
    ),
    "row-ambiguous-date": N_(
        '"{found}" in column "{column}" can be read two ways. Say first whether the file'
        " writes month/day or day/month."
    ),
    "row-unlikely-date": N_('"{found}" in column "{column}" is {problem}. Correct it.'),
    "row-unknown-word": N_('Column "{column}" says "{found}". Use one of: {expected}.'),
    "row-bad-number": N_('"{found}" in column "{column}" is not a number.'),
    "row-too-many-cells": N_(
        "The row has {found} cells, the heading {expected}. Put quotes around text that holds"
        " the separator."
    ),
    "row-too-long": N_('The text in column "{column}" is longer than {limit} characters.'),
    "row-unclosed-quote": N_(
        "A quotation mark is not closed, so rows ran together. Close it or remove it."
    ),
    # A table as a whole
    "table-empty": N_("The table has no rows."),
    "table-no-heading": N_(
        "No heading row was found. Put the column names into the first row."
    ),
    "table-damaged": N_("The workbook cannot be opened. Save it again as .xlsx or CSV."),
    "table-old-excel": N_("This is an old Excel file (.xls). Save it as .xlsx or CSV."),
    "table-locked": N_("The workbook is protected by a password. Save it without one."),
    "table-too-large": N_("The table is larger than {limit}. Split it and import the parts."),
    "column-missing": N_('Say which column holds "{field}".'),
    "column-twice": N_('Two columns are mapped to "{field}". Keep one of them.'),
}


# Under which heading a reason is listed. What is not named here "does not fit its own standard".
_SET_ASIDE: dict[str, SetAsideReason] = {
    **dict.fromkeys(
        (
            *(
                "file-empty",
                "file-not-json",
                "file-xml",
                "file-damaged",
                "cut-off",
                "malformed",
            ),
            *("not-utf8", "duplicate-key", "not-a-number", "number-too-long", "not-an-object"),
            *("unknown-part", "not-a-list"),
            *("nested-too-deep", "row-unclosed-quote"),
        ),
        SetAsideReason.NOT_JSON,
    ),
    **dict.fromkeys(("no-resource", "no-resource-type"), SetAsideReason.NO_TYPE),
    **dict.fromkeys(("entry-too-large", "file-too-large"), SetAsideReason.TOO_LARGE),
    "asks-to-delete": SetAsideReason.OTHER,
    "mapping-failed": SetAsideReason.OTHER,
    "no-name": SetAsideReason.NO_NAME,
    "in-future": SetAsideReason.FUTURE,
    "row-unlikely-date": SetAsideReason.IMPOSSIBLE,
    "another-person": SetAsideReason.CONFLICT,
    "another-person-here": SetAsideReason.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable ``code`` and the ``values`` its sentence names."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The English source sentence, with its {placeholders}."""
        return MESSAGES[self.code]

    @property
    def set_aside(self) -> SetAsideReason:
        """Under which heading an entry set aside for this is listed."""
        return _SET_ASIDE.get(self.code, SetAsideReason.INVALID)

    def __str__(self) -> str:
        return self.shown(str)

    def shown(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language. ``translate`` is gettext."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something inside an entry that was left out or taken over in part; the rest went in."""

    path: str
    reason: Reason


def reason(code: str, **values: str | int) -> Reason:
    """A reason by code; long values are shortened so that a sentence stays a sentence."""
    return Reason(code, {name: _short(value) for name, value in values.items()})


def _short(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = "".join(sign if sign.isprintable() else " " for sign in value[:200])
    return text if len(value) <= 80 else text[:77] + "…"
