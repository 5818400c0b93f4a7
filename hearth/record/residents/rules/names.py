"""How a resident is called, found, and how old they are."""

from collections.abc import Iterable
from datetime import date

import jellyfish

from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded, words_of
from hearth.kernel.words import N_
from hearth.record.residents.codes import DatePrecision, TermSort


def spoken_name(family: str, given: str, preferred: str = "") -> str:
    """The name as a colleague says it: Margaret Hayes ("Peg")."""
    first = given.split()[0] if given.split() else preferred
    name = f"{first} {family}".strip()
    if preferred and folded(preferred) != folded(first):
        return f'{name} ("{preferred}")'
    return name


def formal_name(family: str, given: str) -> str:
    """The name as a banner commits it: HAYES, Margaret Anne.

    Source: NHS Common User Interface, patient banner: family name first, in capitals.
    """
    return ", ".join(part for part in (family.upper(), given) if part)


def sounds(word: str) -> list[str]:
    """Keys of how a folded word sounds in English; two spellings of one name share a key.

    Empty for scripts that English keys say nothing about.
    """
    if not (word.isascii() and word.isalpha() and len(word) > 1):
        return []
    heard = jellyfish.metaphone(word).lower()
    # Hayes and Hays, Meyer and Maier: a glide inside a name is spelled at will.
    heard = heard[:1] + heard[1:].translate(str.maketrans("", "", "yw "))
    keys = ("m" + heard, "n" + jellyfish.nysiis(word).lower())
    return [key for key in keys if len(key) > 1]


SOUNDS_LIKE = 0.64
"""Jaro-Winkler similarity that names of one sound must have. Hearth's own: it keeps Leigh with
Lee and Catherine with Kathryn, and lets Maria go from Meyer."""


def is_alike_by_sound(one: str, other: str) -> bool:
    """Whether two folded words may be one name heard by two people."""
    if not set(sounds(one)) & set(sounds(other)):
        return False
    return jellyfish.jaro_winkler_similarity(one, other) >= SOUNDS_LIKE


def name_terms(names: Iterable[str], numbers: Iterable[str] = ()) -> list[tuple[TermSort, str]]:
    """The terms by which search finds a resident: the words of every name, their sounds, and numbers.

    A double name is found by each part and by both written as one.
    """
    terms: list[tuple[TermSort, str]] = []
    for name in names:
        parts = words_of(name)
        whole = "".join(parts)
        terms += [(TermSort.NAME, word) for word in parts]
        if len(parts) > 1:
            terms.append((TermSort.NAME, whole))
        terms += [(TermSort.SOUND, key) for word in parts for key in sounds(word)]
    terms += [(TermSort.NUMBER, "".join(words_of(n))) for n in numbers]
    return [(sort, term[:80]) for sort, term in dict.fromkeys(terms) if term]


def age_on(
    birth_date: date, day: date, precision: DatePrecision = DatePrecision.DAY
) -> tuple[int, bool]:
    """Completed years of age on a day, and whether that is certain.

    When only month or year of birth is known, the age is the higher one possible. Somebody
    born on 29 February is a year older on 1 March.
    """
    if precision is DatePrecision.YEAR:
        return day.year - birth_date.year, False
    if precision is DatePrecision.MONTH:
        had = (day.month, 1) >= (birth_date.month, 1)
        return day.year - birth_date.year - (not had), day.month != birth_date.month
    had = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had), True


def normal_ssn(text: str) -> str:
    """The nine digits of a US Social Security number. Raises Refused: ssn-wrong.

    Source: SSA, "Social Security Number Randomization": no area 000, 666 or 900 to 999, no
    group 00, no serial 0000.
    """
    digits = text.translate(str.maketrans("", "", " -"))
    fits = len(digits) == 9 and digits.isascii() and digits.isdigit()
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    if (
        not fits
        or area in {"000", "666"}
        or area[0] == "9"
        or group == "00"
        or serial == "0000"
    ):
        raise Refused(
            "ssn-wrong", N_("A Social Security number has nine digits, like 219-09-9999.")
        )
    return digits
