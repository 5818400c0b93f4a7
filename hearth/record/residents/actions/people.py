"""Put people on the record, and keep what is said of them true."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.keyring import keyring
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import CodeStatus, DatePrecision, Gender, IdentifierType
from hearth.record.residents.events import (
    CodeStatusChanged,
    DietChanged,
    ResidentAdded,
    ResidentsAdded,
)
from hearth.record.residents.models import (
    Identifier,
    MergeLink,
    Resident,
    ResidentName,
    ResidentTerm,
)
from hearth.record.residents.queries import SSN_CONTEXT, Duplicate
from hearth.record.residents.rules import Likeness, PersonMark

from ._rows import _about, _apply, _fits, _record, _said, _tell, _today
from .names import (
    NewName,
    NewNumber,
    _new_name,
    _new_number,
    _searched,
    _terms_of,
    _write_terms,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResident:
    """A person as they are put on the record: the columns of Resident, names and numbers.

    ``not_the_same_as`` are residents somebody compared them with and found to be other people,
    and ``not_the_same_reason`` says how they knew.
    """

    family: str
    given: str = ""
    preferred: str = ""
    prefix: str = ""
    suffix: str = ""
    pronunciation: str = ""
    birth_date: date | None = None
    birth_date_precision: str = DatePrecision.DAY
    gender: str = Gender.UNKNOWN
    sex_at_birth: str = ""
    pronouns: str = ""
    phone: str = ""
    email: str = ""
    languages: Sequence[str] = ()
    needs_interpreter: bool = False
    marital_status: str = ""
    faith: str = ""
    culture: str = ""
    what_matters: str = ""
    what_works: str = ""
    life_story: str = ""
    veteran: bool | None = None
    code_status: str = CodeStatus.UNKNOWN
    diet: Sequence[str] = ()
    diet_comment: str = ""
    food_texture: str = ""
    fluid_thickness: str = ""
    mobility: str = ""
    transfer: str = ""
    deceased_at: datetime | None = None
    security_label: str = "normal"
    source_system: str = ""
    ssn: str = ""
    names: Sequence[NewName] = ()
    numbers: Sequence[NewNumber] = ()
    not_the_same_as: Sequence[UUID] = ()
    not_the_same_reason: str = ""


_BESIDE = {"ssn", "names", "numbers", "not_the_same_as", "not_the_same_reason"}
_COLUMNS = tuple(f.name for f in fields(NewResident) if f.name not in _BESIDE)

CHANGEABLE = (
    "family",
    "given",
    "preferred",
    "prefix",
    "suffix",
    "pronunciation",
    "birth_date",
    "birth_date_precision",
    "gender",
    "sex_at_birth",
    "pronouns",
    "phone",
    "email",
    "languages",
    "needs_interpreter",
    "marital_status",
    "veteran",
    "security_label",
    "ssn",
)
"""What ``change_resident`` may change."""

LIFE = (
    "faith",
    "culture",
    "what_matters",
    "what_works",
    "life_story",
    "pronunciation",
    "preferred_carer",
    "customs_at_death",
)
"""What ``change_life`` may change."""


class DuplicatesFound(Refused):
    """Somebody on the record is probably this person. ``found`` are they, surest first."""

    def __init__(self, found: Sequence[Duplicate]) -> None:
        super().__init__(
            "likely-duplicate",
            N_(
                "{name} is on the record already and is probably the same person. "
                "Open that record, or say how you know that they are two people."
            ),
            name=str(found[0].resident),
        )
        self.found = tuple(found)


# People


@action("residents.add_resident")
def add_resident(*, scope: Scope, by: Actor, person: NewResident) -> Resident:
    """Put a person on the record. Whether they live here is a matter of ``open_stay``.

    Somebody on the record who is probably the same person stops it, unless
    ``person.not_the_same_as`` names them; the reason given is kept with both records, and they
    are not proposed for a merge again. Numbers that open doors are kept closed.
    Raises Refused: name-missing, birth-future, birth-too-old, ssn-wrong, likely-duplicate
    (DuplicatesFound), reason-missing, too-long, not-a-choice; Conflict: identifier-taken.
    """
    resident = _add(scope, by, [person])[0]
    note("residents.add_resident", resident, by=by)
    publish(ResidentAdded(facility_id=resident.facility_id, resident_id=resident.pk))
    return resident


@action("residents.add_residents")
def add_residents(*, scope: Scope, by: Actor, people: Sequence[NewResident]) -> list[Resident]:
    """The same for a batch, all or none, in the order given: one audit row and one event.

    People of one batch are not compared with each other. Raises what ``add_resident`` raises.
    """
    added = _add(scope, by, people)
    if added:
        note_many("residents.add_residents", added, by=by)
        ids = tuple(r.pk for r in added)
        publish(ResidentsAdded(facility_id=scope.facility_id, resident_ids=ids))
    return added


@action("residents.change_resident")
def change_resident(
    *, scope: Scope, by: Actor, resident: Resident, changes: Mapping[str, Any]
) -> Resident:
    """Correct who somebody is: the columns of ``CHANGEABLE``, and ``ssn``. Search follows.

    Raises Refused: name-missing, birth-future, birth-too-old, ssn-wrong, label-hidden,
    too-long, not-a-choice, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    new = dict(changes)
    changed: tuple[str, ...] = ()
    if "ssn" in new:
        changed += _set_ssn(resident, new.pop("ssn"))
    if new.get("security_label", "normal") not in scope.labels:
        raise Refused("label-hidden", N_("You could not see the record with that label."))
    changed += _apply(resident, new, CHANGEABLE)
    if not changed:
        return resident
    _check_person(resident, _today(resident))
    _fits(resident)
    resident.family_folded = folded(resident.family)[:80]
    resident.given_folded = folded(resident.given)[:80]
    resident.save()
    _write_terms(resident)
    note("residents.change_resident", resident, by=by, detail={"fields": list(changed)})
    _tell(resident, *changed)
    return resident


@action("residents.change_life")
def change_life(
    *, scope: Scope, by: Actor, resident: Resident, changes: Mapping[str, Any]
) -> Resident:
    """Keep what matters to somebody, what works for them and where they come from: ``LIFE``.

    Raises Refused: too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    changed = _apply(resident, changes, LIFE)
    return _saved(resident, by, "residents.change_life", changed)


@action("residents.change_photo")
def change_photo(
    *, scope: Scope, by: Actor, resident: Resident, photo_blob: UUID | None
) -> Resident:
    """Show another photo of somebody, a blob of platform.files; None takes it off.

    Raises Refused: not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    changed = _apply(resident, {"photo_blob": photo_blob}, ["photo_blob"])
    return _saved(resident, by, "residents.change_photo", changed)


@action("residents.change_code_status")
def change_code_status(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    code_status: CodeStatus,
    document: UUID | None = None,
) -> Resident:
    """Say what to do when the heart stops, by which signed order (documents.Document).

    Saying the same again renews who said it and when, and keeps the order it rests on.
    Raises Refused: not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    if document is not None or resident.code_status != code_status:
        resident.code_status_document = document
    resident.code_status = CodeStatus(code_status)
    resident.code_status_at, resident.code_status_by = clock.now(), by
    resident.save()
    note("residents.change_code_status", resident, by=by, detail={"code": resident.code_status})
    publish(
        CodeStatusChanged(
            facility_id=resident.facility_id,
            resident_id=resident.pk,
            code_status=resident.code_status,
        )
    )
    return resident


@action("residents.change_diet")
def change_diet(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    diet: Sequence[str] = (),
    diet_comment: str = "",
    food_texture: str = "",
    fluid_thickness: str = "",
) -> Resident:
    """Say what the kitchen serves, how soft and how thick. All four are what is true from now.

    Raises Refused: not-a-choice, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    changes = {
        "diet": list(diet),
        "diet_comment": diet_comment,
        "food_texture": food_texture,
        "fluid_thickness": fluid_thickness,
    }
    changed = _apply(resident, changes, changes)
    if changed:
        _saved(resident, by, "residents.change_diet", changed, tell=False)
        publish(DietChanged(facility_id=resident.facility_id, resident_id=resident.pk))
    return resident


@action("residents.change_mobility")
def change_mobility(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    mobility: str,
    transfer: str,
    usual_mind: str | None = None,
) -> Resident:
    """Say how somebody gets about, what it takes to get up, and how their mind is as a rule.

    Raises Refused: not-a-choice, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    changes = {"mobility": mobility, "transfer": transfer}
    if usual_mind is not None:
        changes["usual_mind"] = usual_mind
    changed = _apply(resident, changes, changes)
    return _saved(resident, by, "residents.change_mobility", changed)


def _add(scope: Scope, by: Actor, people: Sequence[NewResident]) -> list[Resident]:
    facility = Facility.objects.get(pk=scope.facility_id)
    today = facility.today()
    made = [_new_resident(facility, by, person, today) for person in people]
    _refuse_duplicates(scope, people)
    Resident.objects.bulk_create(made, batch_size=500)
    pairs = list(zip(made, people, strict=True))
    names = [_new_name(r, name) for r, p in pairs for name in p.names]
    numbers = [_new_number(r, number) for r, p in pairs for number in _numbers(p)]
    ResidentName.objects.bulk_create(names, batch_size=500)
    Identifier.objects.bulk_create(numbers, batch_size=500)
    ResidentTerm.objects.bulk_create(_terms_of(made, names, numbers), batch_size=1000)
    told_apart = [link for r, p in pairs for link in _told_apart(scope, by, r, p)]
    MergeLink.objects.bulk_create(told_apart)
    return made


def _new_resident(facility: Facility, by: Actor, person: NewResident, today: date) -> Resident:
    values = {name: getattr(person, name) for name in _COLUMNS}
    row = Resident(facility=facility, **values)
    row.languages, row.diet = list(person.languages), list(person.diet)
    row.family_folded = folded(person.family)[:80]
    row.given_folded = folded(person.given)[:80]
    _set_ssn(row, _ssn(person))
    if row.code_status != CodeStatus.UNKNOWN:
        row.code_status_at, row.code_status_by = clock.now(), by
    _check_person(row, today)
    _fits(row)
    return row


def _check_person(row: Resident, today: date) -> None:
    rules.check_names(row.family, row.given)
    rules.check_birth_date(row.birth_date, today)


def _ssn(person: NewResident) -> str:
    """The Social Security number, wherever it stood among the numbers."""
    among = (n.value for n in person.numbers if n.type == IdentifierType.SOCIAL_SECURITY)
    return person.ssn or next(among, "")


def _numbers(person: NewResident) -> list[NewNumber]:
    return [n for n in person.numbers if n.type != IdentifierType.SOCIAL_SECURITY]


def _set_ssn(row: Resident, text: str) -> tuple[str, ...]:
    """Close a Social Security number into its columns, or empty them; what changed."""
    if not text.strip():
        had = bool(row.ssn_index)
        row.ssn_encrypted, row.ssn_index, row.ssn_last4 = None, "", ""
        return ("ssn",) if had else ()
    digits = rules.normal_ssn(text)
    index = keyring().blind_index(digits, context=SSN_CONTEXT)
    if index == row.ssn_index:
        return ()
    row.ssn_encrypted = keyring().encrypt(digits.encode(), context=SSN_CONTEXT)
    row.ssn_index, row.ssn_last4 = index, digits[-4:]
    return ("ssn",)


def _refuse_duplicates(scope: Scope, people: Sequence[NewResident]) -> None:
    found = queries.duplicates_of_each(scope, [_mark_of(p) for p in people])
    for person, duplicates in zip(people, found, strict=True):
        sure = [d for d in duplicates if d.match.likeness in {Likeness.SAME, Likeness.LIKELY}]
        other = [d for d in sure if d.resident.pk not in person.not_the_same_as]
        if other:
            raise DuplicatesFound(other)


def _mark_of(person: NewResident) -> PersonMark:
    given = " ".join([person.given, person.preferred, *(n.given for n in person.names)])
    numbers = {f"{n.system}|{_searched(n)}" for n in _numbers(person) if n.value.strip()}
    ssn = _ssn(person)
    if ssn.strip():
        index = keyring().blind_index(rules.normal_ssn(ssn), context=SSN_CONTEXT)
        numbers.add(f"ssn|{index}")
    return PersonMark(
        family=person.family,
        given=given,
        former=tuple(n.family for n in person.names if n.family),
        birth_date=person.birth_date,
        precision=DatePrecision(person.birth_date_precision),
        gender=Gender(person.gender),
        numbers=frozenset(numbers),
    )


def _told_apart(
    scope: Scope, by: Actor, resident: Resident, person: NewResident
) -> Iterable[MergeLink]:
    """That somebody compared two records and found two people: a merge proposed and declined."""
    if not person.not_the_same_as:
        return
    reason, now = _said(person.not_the_same_reason)[:240], clock.now()
    for other in queries.residents(scope).filter(pk__in=person.not_the_same_as):
        yield MergeLink(
            **_about(resident) | {"resident": other},
            duplicate=resident,
            reason=reason,
            proposed_at=now,
            proposed_by=by,
            reversed_at=now,
            reversed_by=by,
            reversed_reason=reason,
        )


def _saved(
    resident: Resident, by: Actor, name: str, changed: tuple[str, ...], *, tell: bool = True
) -> Resident:
    """Save what changed, if anything, with its line and its event."""
    if changed:
        _fits(resident)
        resident.save()
        note(name, resident, by=by, detail={"fields": list(changed)})
        if tell:
            _tell(resident, *changed)
    return resident
