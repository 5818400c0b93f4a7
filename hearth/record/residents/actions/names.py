"""Other names somebody goes by, and the numbers by which systems know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.keyring import keyring
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import IdentifierType, NameUse
from hearth.record.residents.models import Identifier, Resident, ResidentName, ResidentTerm
from hearth.record.residents.queries import IDENTIFIER_CONTEXT

from ._rows import _about, _fits, _locked, _not_ended, _plain, _record, _tell


PRIVATE_NUMBERS = frozenset(
    {
        IdentifierType.MEDICARE,
        IdentifierType.MEDICAID,
        IdentifierType.NATIONAL_HEALTH,
        IdentifierType.DRIVER_LICENCE,
        IdentifierType.PASSPORT,
    }
)
"""Numbers with which somebody could pass for the resident: kept closed, found only whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """A number by which some system knows the person. ``system`` is its URI."""

    value: str
    system: str = ""
    type: str = IdentifierType.OTHER
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A name beside the first one: before marriage, in their own script."""

    use: str
    family: str = ""
    given: str = ""


@action("residents.add_name")
def add_name(
    *, scope: Scope, by: Actor, resident: Resident, use: str, family: str = "", given: str = ""
) -> ResidentName:
    """Keep another name somebody goes or went by; search finds them by it.

    Raises Refused: name-empty, not-a-choice, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    row = _new_name(resident, NewName(use=use, family=family, given=given))
    row.save()
    _write_terms(resident)
    note("residents.add_name", row, by=by)
    _tell(resident, "names")
    return row


@action("residents.end_name")
def end_name(*, scope: Scope, by: Actor, name: ResidentName) -> ResidentName:
    """Somebody is not called that any more. Raises Refused: not-found; Conflict: ended-already."""
    name = _not_ended(_locked(scope, name))
    name.ended_at = clock.now()
    name.save()
    _write_terms(name.resident)
    note("residents.end_name", name, by=by)
    _tell(name.resident, "names")
    return name


@action("residents.add_identifier")
def add_identifier(
    *, scope: Scope, by: Actor, resident: Resident, number: NewNumber
) -> Identifier:
    """Keep a number by which some system knows somebody. A private one is kept closed.

    Raises Refused: number-missing, ssn-elsewhere, not-a-choice, too-long, not-found;
    Conflict: identifier-taken, merged-away.
    """
    resident = _record(scope, resident)
    if number.type == IdentifierType.SOCIAL_SECURITY:
        raise Refused(
            "ssn-elsewhere",
            N_("Enter the Social Security number where the name and birth date stand."),
        )
    row = _new_number(resident, number)
    row.save()
    _write_terms(resident)
    note("residents.add_identifier", row, by=by, detail={"type": row.type})
    _tell(resident, "identifiers")
    return row


@action("residents.end_identifier")
def end_identifier(*, scope: Scope, by: Actor, identifier: Identifier) -> Identifier:
    """Take a number off the record; its history stays.

    Raises Refused: not-found; Conflict: ended-already.
    """
    identifier = _not_ended(_locked(scope, identifier))
    identifier.ended_at = clock.now()
    identifier.save()
    _write_terms(identifier.resident)
    note("residents.end_identifier", identifier, by=by, detail={"type": identifier.type})
    _tell(identifier.resident, "identifiers")
    return identifier


def _new_name(resident: Resident, name: NewName) -> ResidentName:
    if not (name.family.strip() or name.given.strip()):
        raise Refused("name-empty", N_("Enter a name."))
    row = ResidentName(
        **_about(resident), use=NameUse(name.use), family=name.family, given=name.given
    )
    _fits(row)
    return row


def _searched(number: NewNumber) -> str:
    """What a number is found by: itself, or the index of a private one."""
    value = number.value.strip()
    if number.type in PRIVATE_NUMBERS:
        return keyring().blind_index(_plain(value), context=IDENTIFIER_CONTEXT)
    return value


def _new_number(resident: Resident, number: NewNumber) -> Identifier:
    if not number.value.strip():
        raise Refused("number-missing", N_("Enter the number."))
    row = Identifier(
        **_about(resident),
        system=number.system,
        type=IdentifierType(number.type),
        starts=number.starts,
        ends=number.ends,
    )
    if row.type in PRIVATE_NUMBERS:
        text = number.value.strip().encode()
        row.value_encrypted = keyring().encrypt(text, context=IDENTIFIER_CONTEXT)
        row.value_index = _searched(number)
    else:
        row.value = number.value.strip()
    _fits(row)
    return row


def _write_terms(resident: Resident) -> None:
    """Rewrite the words by which search finds somebody."""
    here = {"facility_id": resident.facility_id, "resident": resident}
    names = list(ResidentName.objects.filter(**here, ended_at__isnull=True))
    numbers = list(Identifier.objects.filter(**here, ended_at__isnull=True))
    wanted = {(t.sort, t.term): t for t in _terms_of([resident], names, numbers)}
    for old in ResidentTerm.objects.filter(**here):
        if wanted.pop((old.sort, old.term), None) is None:
            old.delete()
    ResidentTerm.objects.bulk_create(wanted.values())


def _terms_of(
    residents: Iterable[Resident],
    names: Iterable[ResidentName],
    numbers: Iterable[Identifier],
) -> list[ResidentTerm]:
    called: dict[UUID, list[str]] = {}
    known: dict[UUID, list[str]] = {}
    for name in names:
        called.setdefault(name.resident_id, []).extend([name.family, name.given])
    for number in numbers:
        known.setdefault(number.resident_id, []).extend([number.value] if number.value else [])
    return [
        ResidentTerm(**_about(r), sort=sort, term=term)
        for r in residents
        for sort, term in rules.name_terms(
            [r.family, r.given, r.preferred, *called.get(r.pk, [])], known.get(r.pk, [])
        )
    ]
