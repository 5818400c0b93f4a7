"""Who on the record may be the person that is about to be added?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import DatePrecision, Gender, TermSort
from hearth.record.residents.models import (
    Identifier,
    Resident,
    ResidentName,
    ResidentTerm,
)
from hearth.record.residents.rules import Likeness, Match, PersonMark


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody on the record, how likely they are the person asked about, and why."""

    resident: Resident
    match: Match


_ORDER = list(Likeness)
_BIRTHS = 400
"""Most births a batch is looked up by at once."""


def duplicates_of(scope: Scope, mark: PersonMark) -> list[Duplicate]:
    """Who on the record may be this person, surest first; merged records are left out."""
    return duplicates_of_each(scope, [mark])[0]


def duplicates_of_each(scope: Scope, marks: Sequence[PersonMark]) -> list[list[Duplicate]]:
    """The same for each of several people, in the questions it takes for one.

    A person is compared with those who share a number, a birth date (or one that a slip of the
    pen makes of it), a word of their name or its sound; nobody else can be likely.
    """
    known = _marks(scope, _candidates(scope, marks))
    by_key: dict[object, set[int]] = {}
    for at, (_, theirs) in enumerate(known):
        for key in _keys(theirs) | {theirs.birth_date}:
            by_key.setdefault(key, set()).add(at)
    found = []
    for mark in marks:
        near = set().union(*(by_key.get(key, set()) for key in _keys(mark) | _births(mark)))
        found.append(_alike(mark, [known[at] for at in sorted(near)]))
    return found


def marks_of(scope: Scope, ids: Iterable[UUID]) -> dict[UUID, PersonMark]:
    """What these residents are compared by, by their key."""
    return {row.pk: mark for row, mark in _marks(scope, ids)}


def _keys(mark: PersonMark) -> set[object]:
    """What somebody must share to be compared: a number, a word of the family name, its sound."""
    terms = rules.name_terms([mark.family, *mark.former])
    return {term for _, term in terms} | set(mark.numbers)


def _alike(mark: PersonMark, known: list[tuple[Resident, PersonMark]]) -> list[Duplicate]:
    found = [Duplicate(row, rules.likeness(mark, theirs)) for row, theirs in known]
    found = [d for d in found if d.match.likeness is not Likeness.NONE]
    return sorted(found, key=lambda d: (_ORDER.index(d.match.likeness), str(d.resident.pk)))


def _candidates(scope: Scope, marks: Sequence[PersonMark]) -> set[UUID]:
    here: dict[str, Any] = {"facility_id__in": scope.facilities}
    found = _with_numbers(here, {n for mark in marks for n in mark.numbers})
    births = sorted({day for mark in marks for day in _births(mark)})
    for start in range(0, len(births), _BIRTHS):
        near = Resident.objects.filter(
            **here, birth_date__in=births[start : start + _BIRTHS], merged_into__isnull=True
        )
        found |= set(near.values_list("pk", flat=True))
    terms = {
        term for mark in marks for _, term in rules.name_terms([mark.family, *mark.former])
    }
    named = ResidentTerm.objects.filter(**here, term__in=sorted(terms), sort__in=_NAMES)
    return found | set(named.values_list("resident_id", flat=True))


_NAMES = [TermSort.NAME, TermSort.SOUND]


def _with_numbers(here: dict[str, Any], numbers: set[str]) -> set[UUID]:
    if not numbers:
        return set()
    values = {number.partition("|")[2] for number in numbers}
    same = Identifier.objects.filter(
        Q(value__in=values) | Q(value_index__in=values), **here, ended_at__isnull=True
    )
    insured = Resident.objects.filter(**here, ssn_index__in=values)
    return set(same.values_list("resident_id", flat=True)) | set(
        insured.values_list("pk", flat=True)
    )


def _births(mark: PersonMark) -> set[date]:
    """The birth date, and every one that a wrong digit or a changed order makes of it."""
    day = mark.birth_date
    if day is None:
        return set()
    if mark.precision is not DatePrecision.DAY:
        last = 12 if mark.precision is DatePrecision.YEAR else 1
        start = day.replace(day=1)
        return {
            start + timedelta(days=n)
            for n in range(31 * last)
            if (start + timedelta(days=n)).year == day.year
        }
    text = day.isoformat()
    found = {day, day.replace(day=1), day.replace(month=1, day=1)}
    slips = [f"{text[:4]}-{text[8:]}-{text[5:7]}"]
    slips += [
        text[:at] + digit + text[at + 1 :]
        for at in (0, 1, 2, 3, 5, 6, 8, 9)
        for digit in "0123456789"
    ]
    for slip in slips:
        try:
            found.add(date.fromisoformat(slip))
        except ValueError:
            continue
    return found


def _marks(scope: Scope, ids: Iterable[UUID]) -> list[tuple[Resident, PersonMark]]:
    here: dict[str, Any] = {"facility_id__in": scope.facilities}
    rows = list(Resident.objects.filter(**here, pk__in=list(ids), merged_into__isnull=True))
    keys = [row.pk for row in rows]
    former: dict[UUID, list[str]] = {}
    given: dict[UUID, list[str]] = {}
    for name in ResidentName.objects.filter(
        **here, resident_id__in=keys, ended_at__isnull=True
    ):
        former.setdefault(name.resident_id, []).append(name.family)
        given.setdefault(name.resident_id, []).append(name.given)
    numbers: dict[UUID, set[str]] = {}
    for number in Identifier.objects.filter(
        **here, resident_id__in=keys, ended_at__isnull=True
    ):
        said = f"{number.system}|{number.value or number.value_index}"
        numbers.setdefault(number.resident_id, set()).add(said)
    return [
        (
            row,
            PersonMark(
                family=row.family,
                given=" ".join([row.given, row.preferred, *given.get(row.pk, [])]),
                former=tuple(n for n in former.get(row.pk, []) if n),
                birth_date=row.birth_date,
                precision=DatePrecision(row.birth_date_precision),
                gender=Gender(row.gender),
                numbers=frozenset(
                    numbers.get(row.pk, set())
                    | ({f"ssn|{row.ssn_index}"} if row.ssn_index else set())
                ),
            ),
        )
        for row in rows
    ]
