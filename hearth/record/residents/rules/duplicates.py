"""Whether two records may be one person, and what two people say about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import jellyfish

from hearth.kernel.codes import Coded
from hearth.kernel.errors import Refused
from hearth.kernel.folding import words_of
from hearth.kernel.words import N_
from hearth.record.residents.codes import DatePrecision, Gender

from .names import sounds


class Likeness(Coded):
    """How sure it is that two records are one person."""

    SAME = "same", N_("The same person"), N_("They share a number that one person has.")
    LIKELY = "likely", N_("Probably the same person")
    POSSIBLE = "possible", N_("Perhaps the same person")
    NONE = "none", N_("Two people")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMark:
    """What two records are compared by.

    ``given`` takes every first name and the preferred one; ``former`` every other family name.
    ``numbers`` are "system|value" texts (or indexes of private numbers).
    """

    family: str
    given: str = ""
    former: tuple[str, ...] = ()
    birth_date: date | None = None
    precision: DatePrecision = DatePrecision.DAY
    gender: Gender = Gender.UNKNOWN
    numbers: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The verdict, and what it rests on, as codes in the order of their weight."""

    likeness: Likeness
    reasons: tuple[str, ...] = ()


def _alike(one: str, other: str) -> bool:
    """Whether two folded words are one name: equal, short for each other, one slip, or one sound."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return True
    if set(sounds(one)) & set(sounds(other)) and short[:1] == long[:1]:
        return True
    return len(short) >= 4 and jellyfish.damerau_levenshtein_distance(one, other) == 1


def _share_a_name(one: Iterable[str], other: Iterable[str]) -> bool:
    theirs = list(other)
    return any(_alike(a, b) for a in one for b in theirs)


def _families(mark: PersonMark) -> list[str]:
    return [word for name in (mark.family, *mark.former) for word in words_of(name)]


def _birth(one: PersonMark, other: PersonMark) -> str:
    """How two birth dates agree: same, slip (one digit, or day and month changed over), other, unknown."""
    a, b = one.birth_date, other.birth_date
    if a is None or b is None:
        return "unknown"
    known = {one.precision, other.precision}
    if DatePrecision.YEAR in known:
        return "slip" if a.year == b.year else "other"
    if DatePrecision.MONTH in known:
        return "slip" if (a.year, a.month) == (b.year, b.month) else "other"
    if a == b:
        return "same"
    turned = (a.year, a.month, a.day) == (b.year, b.day, b.month)
    digits = sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True))
    return "slip" if turned or digits == 1 else "other"


_VERDICTS: Mapping[tuple[bool, bool, str], Likeness] = {
    # family, given, birth
    (True, True, "same"): Likeness.LIKELY,
    (True, True, "slip"): Likeness.LIKELY,
    (True, True, "unknown"): Likeness.POSSIBLE,
    (False, True, "same"): Likeness.POSSIBLE,
    (True, False, "same"): Likeness.POSSIBLE,
}


def likeness(one: PersonMark, other: PersonMark) -> Match:
    """Whether two records may be one person.

    A shared number settles it. Otherwise names count when they are equal, sound alike, differ
    by one slip or one is short for the other; a birth date counts when equal, and half when
    one digit or the order of day and month differs. Couples share a family name and often a
    birthday in no way: without a given name in common they are two people, unless born on
    the same day. Known and different genders weaken likely to possible.
    """
    if one.numbers & other.numbers:
        return Match(likeness=Likeness.SAME, reasons=("number",))
    family = _share_a_name(_families(one), _families(other))
    given = _share_a_name(words_of(one.given), words_of(other.given))
    birth = _birth(one, other)
    verdict = _VERDICTS.get((family, given, birth), Likeness.NONE)
    known = {Gender.FEMALE, Gender.MALE} == {one.gender, other.gender}
    if verdict is Likeness.LIKELY and known:
        verdict = Likeness.POSSIBLE
    if verdict is Likeness.NONE:
        return Match(likeness=verdict)
    said = (("birth-" + birth, birth in {"same", "slip"}), ("family", family), ("given", given))
    return Match(likeness=verdict, reasons=tuple(code for code, holds in said if holds))


def check_merge(
    *,
    resident_id: UUID,
    duplicate_id: UUID,
    proposed_by: UUID,
    confirmed_by: UUID | None = None,
    resident_merged: bool = False,
    duplicate_merged: bool = False,
) -> None:
    """Refuse a merge that two people did not see, or that could not be taken back.

    Raises Refused: same-record, already-merged, second-person.
    """
    if resident_id == duplicate_id:
        raise Refused("same-record", N_("These are one and the same record."))
    if resident_merged or duplicate_merged:
        raise Refused(
            "already-merged",
            N_("One of these records is merged already. Take that back first."),
        )
    if confirmed_by is not None and confirmed_by == proposed_by:
        raise Refused("second-person", N_("Somebody else than who proposed it has to confirm."))


def check_merge_stays(*, resident_lives: bool, duplicate_lives: bool) -> None:
    """Refuse a merge after which somebody would live here twice, or on the record that goes.

    ``…_lives``: the record has a residency that goes on. Raises Refused: two-residencies,
    wrong-way-round.
    """
    if resident_lives and duplicate_lives:
        raise Refused(
            "two-residencies",
            N_("Both records have a residency that goes on. End one of them first."),
        )
    if duplicate_lives:
        raise Refused(
            "wrong-way-round",
            N_("The residency is on the other record. Keep that one, and merge this into it."),
        )


def one_person(resident_id: UUID, merged_into: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """Every record of the person behind one record. ``merged_into`` maps a duplicate to what it joined."""
    root, seen = resident_id, {resident_id}
    while (above := merged_into.get(root)) is not None and above not in seen:
        root = above
        seen.add(root)
    found = {root}
    while more := {d for d, r in merged_into.items() if r in found} - found:
        found |= more
    return frozenset(found)
