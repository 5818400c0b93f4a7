"""Take over residents from another system.

What people wrote since is never overwritten: each telling is settled against what the record
has and what the same system said last time (``kernel.merging``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.merging import CREATED, SAME, UPDATED, Taken, Told, tell
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.record.residents import queries
from hearth.record.residents.codes import CodeStatus, Gender
from hearth.record.residents.events import ResidentChanged, ResidentsAdded
from hearth.record.residents.models import Identifier, Resident, ResidentName, ResidentTerm
from hearth.record.residents.rules import Likeness

from .merging import propose_merge
from .names import _new_name, _new_number, _terms_of, _write_terms
from .people import _set_ssn


BLANKS: Mapping[str, Any] = {
    "gender": Gender.UNKNOWN,
    "code_status": CodeStatus.UNKNOWN,
    "needs_interpreter": False,
}
BIRTH = (("birth_date", "birth_date_precision"),)

FOUND_AT_IMPORT = "Found at import"
"""Why a merge is proposed; the codes behind it say what the likeness rests on."""


# Residents


@action("residents.import_residents")
def import_residents(*, scope: Scope, by: Actor, told: Sequence[Told]) -> list[Taken]:
    """Take residents over. Whether they live here is a matter of ``open_stay``.

    ``extra`` may hold "names" (of NewName), "numbers" (of NewNumber) and "ssn". A number that
    somebody else here has is left out. Whoever is probably on the record already is put on it
    none the less and proposed for a merge, which two people decide: nobody is joined by name.
    A death is recorded by people where somebody lives here. One audit row for the batch, one
    event for those who are new.
    """
    known = _locked_rows(Resident, scope, told)
    rows, taken = [], []
    for one in told:
        row = known.get(one.row)
        taken.append(_tell_resident(row, by, one) if row else Taken(row=None, fate=CREATED))
        rows.append(row or _new_resident(scope, by, one))
    new = [row for row, one in zip(rows, taken, strict=True) if one.fate == CREATED]
    Resident.objects.bulk_create(new, batch_size=500)
    for row, found in zip(rows, taken, strict=True):
        if found.fate == UPDATED:
            row.save()
    grown, left_out = _add_beside(scope, list(zip(rows, told, strict=True)))
    taken = [
        replace(one, row=row.pk, fate=UPDATED)
        if one.fate == SAME and row.pk in grown
        else replace(one, row=row.pk)
        for row, one in zip(rows, taken, strict=True)
    ]
    changed = [row for row, one in zip(rows, taken, strict=True) if one.fate == UPDATED]
    _write_all_terms(new, changed)
    _tell_of(scope, by, new, changed)
    _propose_merges(scope, by, new, left_out)
    return taken


def _locked_rows(model: Any, scope: Scope, told: Sequence[Told]) -> dict[Any, Any]:
    """The rows that are known already, locked in the order of their keys."""
    ids = [one.row for one in told if one.row]
    rows = model.objects.select_for_update(no_key=True).order_by("pk")
    return {row.pk: row for row in rows.filter(facility_id__in=scope.facilities, pk__in=ids)}


def _new_resident(scope: Scope, by: Actor, told: Told) -> Resident:
    row = Resident(
        facility_id=scope.facility_id,
        security_label=told.security_label,
        source_system=told.source_system,
        **told.fields,
    )
    _fold(row, by, has_new_code_status=row.code_status != CodeStatus.UNKNOWN)
    _close_ssn(row, told)
    return row


def _tell_resident(row: Resident, by: Actor, told: Told) -> Taken:
    fields = dict(told.fields)
    died = fields.pop("deceased_at", None)
    before = row.code_status
    found = tell(row, replace(told, fields=fields), blanks=BLANKS, together=BIRTH)
    if died is not None and row.deceased_at != died:
        found = replace(found, kept=(*found.kept, "deceased_at"))
    _fold(row, by, has_new_code_status=row.code_status != before)
    if _close_ssn(row, told):
        found = replace(found, fate=UPDATED)
    return found


def _fold(row: Resident, by: Actor, *, has_new_code_status: bool) -> None:
    row.family_folded = folded(row.family)[:80]
    row.given_folded = folded(row.given)[:80]
    if has_new_code_status:
        row.code_status_at, row.code_status_by = clock.now(), by


def _close_ssn(row: Resident, told: Told) -> bool:
    """Keep a Social Security number closed where there is none yet; whether it was taken."""
    number = told.extra.get("ssn", "")
    if not number or row.ssn_index:
        return False
    try:
        return bool(_set_ssn(row, number))
    except Refused:
        return False  # not a number anybody can have; the words it came in are kept


def _add_beside(
    scope: Scope, pairs: Sequence[tuple[Resident, Told]]
) -> tuple[set[UUID], dict[UUID, set[str]]]:
    """Add further names and numbers that are not there yet.

    Returns whose record grew, and of each the numbers ("system|value") that somebody else has.
    """
    names = _further_names(scope, pairs)
    ResidentName.objects.bulk_create(names, batch_size=500)
    numbers, left_out = _further_numbers(scope, pairs)
    Identifier.objects.bulk_create(numbers, batch_size=500)
    grown = {name.resident_id for name in names} | {number.resident_id for number in numbers}
    return grown, left_out


def _further_names(scope: Scope, pairs: Sequence[tuple[Resident, Told]]) -> list[ResidentName]:
    """Names that were never kept with them: one that people ended is not brought back."""
    kept = ResidentName.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=[row.pk for row, _ in pairs]
    )
    called = {(n.resident_id, n.use, folded(f"{n.given} {n.family}")) for n in kept}
    found = []
    for row, told in pairs:
        for name in told.extra.get("names", ()):
            key = (row.pk, str(name.use), folded(f"{name.given} {name.family}"))
            if key not in called:
                called.add(key)
                found.append(_new_name(row, name))
    return found


def _further_numbers(
    scope: Scope, pairs: Sequence[tuple[Resident, Told]]
) -> tuple[list[Identifier], dict[UUID, set[str]]]:
    wanted = [
        _new_number(row, number)
        for row, told in pairs
        for number in told.extra.get("numbers", ())
    ]
    holders, ended = _holders(scope, wanted)
    found: list[Identifier] = []
    left_out: dict[UUID, set[str]] = {}
    for number in wanted:
        key, whose = _number_key(number), number.resident_id
        holder = holders.setdefault(key, whose)
        if holder != whose:
            left_out.setdefault(whose, set()).add("|".join(key))
        elif (whose, *key) not in ended:
            ended.add((whose, *key))
            found.append(number)
    return found, left_out


def _holders(
    scope: Scope, wanted: Sequence[Identifier]
) -> tuple[dict[tuple[str, str], UUID], set[tuple[UUID, str, str]]]:
    """Who has which number now, and which are or were kept with somebody already."""
    values = {_number_key(number)[1] for number in wanted}
    same = Identifier.objects.filter(
        Q(value__in=values) | Q(value_index__in=values), facility_id__in=scope.facilities
    )
    holders, kept = {}, set()
    for row in same:
        key = _number_key(row)
        kept.add((row.resident_id, *key))
        if row.ended_at is None:
            holders[key] = row.resident_id
    return holders, kept


def _number_key(number: Identifier) -> tuple[str, str]:
    return number.system, number.value or number.value_index


def _write_all_terms(new: Sequence[Resident], changed: Sequence[Resident]) -> None:
    """Let search find them: in one go for new ones, each anew where something changed."""
    here = {"resident_id__in": [row.pk for row in new]}
    names = ResidentName.objects.filter(**here, ended_at__isnull=True)
    numbers = Identifier.objects.filter(**here, ended_at__isnull=True)
    ResidentTerm.objects.bulk_create(_terms_of(new, names, numbers), batch_size=1000)
    for row in changed:
        _write_terms(row)


def _tell_of(
    scope: Scope, by: Actor, new: Sequence[Resident], changed: Sequence[Resident]
) -> None:
    note_many("residents.import_residents", [*new, *changed], by=by)
    if new:
        ids = tuple(row.pk for row in new)
        publish(ResidentsAdded(facility_id=scope.facility_id, resident_ids=ids))
    _tell_changed(scope, {row.pk for row in changed}, "person")


def _tell_changed(scope: Scope, residents: Collection[UUID], *fields: str) -> None:
    """One event for each resident of a batch, whatever came in for them."""
    publish_many(
        [
            ResidentChanged(facility_id=scope.facility_id, resident_id=pk, fields=fields)
            for pk in sorted(residents)
        ]
    )


def _propose_merges(
    scope: Scope, by: Actor, new: Sequence[Resident], left_out: Mapping[UUID, set[str]]
) -> None:
    """Offer for review whoever is surely or probably on the record twice now."""
    if not new:
        return
    marks = queries.marks_of(scope, [row.pk for row in new])
    asked = [
        replace(marks[row.pk], numbers=marks[row.pk].numbers | left_out.get(row.pk, set()))
        for row in new
    ]
    place = {row.pk: number for number, row in enumerate(new)}
    for row, found in zip(new, queries.duplicates_of_each(scope, asked), strict=True):
        for other in found:
            is_sure = other.match.likeness in {Likeness.SAME, Likeness.LIKELY}
            if is_sure and place.get(other.resident.pk, -1) < place[row.pk]:
                why = ", ".join(other.match.reasons)
                propose_merge(
                    scope=scope,
                    by=by,
                    resident=other.resident,
                    duplicate=row,
                    reason=f"{FOUND_AT_IMPORT}: {why}"[:240],
                )
                break
