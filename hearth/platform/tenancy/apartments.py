"""Apartments as a person lists them: "101-118, 201-220; two places in 204 and 206"."""

import re
from dataclasses import dataclass

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_


MOST_AT_ONCE = 500
MOST_PLACES = 6
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
NUMBERS |= {"uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}

_PLACES = re.compile(
    r"^(\w+)\s+(?:places?|plazas?|lugares?|lugar)\s+(?:in|en)\s+(.+)$", re.IGNORECASE
)
_RANGE = re.compile(r"^([^\W\d_]*)(\d+)\s*(?:-|\u2013|to|a)\s*([^\W\d_]*)(\d+)$", re.IGNORECASE)
_DOOR = re.compile(r"^[\w][\w ./-]{0,19}$")


@dataclass(frozen=True, slots=True)
class Door:
    """One apartment of a list: its number, and how many residents it holds."""

    number: str
    places: int = 1

    def labels(self) -> list[str]:
        """How its places are said aloud: 204, or 204 A and 204 B."""
        if self.places == 1:
            return [self.number]
        return [f"{self.number} {letter}" for letter in "ABCDEF"[: self.places]]


def doors(text: str) -> list[Door]:
    """The apartments of the list, in its order, each once.

    Ranges, commas, semicolons and lines separate; "two places in 204" (digits or words up to
    six) says how many live behind a door. Raises Refused (apartments-none, apartments-unread,
    apartments-many, apartments-places).
    """
    found: dict[str, int] = {}
    shared: list[tuple[int, str]] = []
    for part in _parts(text):
        places = _PLACES.match(part)
        if places:
            shared.append((_count(places.group(1), part), places.group(2)))
            continue
        for number in _numbers(part):
            found.setdefault(number, 1)
    for count, listed in shared:
        for piece in re.split(r"\s+(?:and|y)\s+|&", listed):
            for number in _numbers(piece.strip()):
                found[number] = count
    if not found:
        raise Refused("apartments-none", N_("Write at least one apartment number."))
    if len(found) > MOST_AT_ONCE:
        raise Refused(
            "apartments-many",
            N_("That is {n} apartments at once: add at most {most}."),
            n=len(found),
            most=MOST_AT_ONCE,
        )
    return [Door(number, count) for number, count in found.items()]


def _parts(text: str) -> list[str]:
    """The pieces of the list. "two places in 204, 206" keeps its own commas."""
    pieces: list[str] = []
    for line in re.split(r"[;\n]+", text):
        if _PLACES.match(line.strip()):
            head, tail = _PLACES.match(line.strip()).groups()  # type: ignore[union-attr]
            pieces += [
                f"{head} places in {one.strip()}" for one in tail.split(",") if one.strip()
            ]
            continue
        for piece in line.split(","):
            pieces.append(piece.strip())
    return [p for p in pieces if p]


def _numbers(part: str) -> list[str]:
    ranged = _RANGE.match(part)
    if ranged is None:
        if not _DOOR.match(part):
            raise Refused(
                "apartments-unread", N_("“{part}” is not read as an apartment."), part=part[:40]
            )
        return [part]
    before, first, after, last = ranged.groups()
    start, end = int(first), int(last)
    if (after and after.upper() != before.upper()) or end < start or end - start > MOST_AT_ONCE:
        raise Refused(
            "apartments-unread",
            N_("“{part}” is not read as a row of apartments: write it as 101-118."),
            part=part[:40],
        )
    return [f"{before}{n:0{len(first)}}" for n in range(start, end + 1)]


def _count(word: str, part: str) -> int:
    count = int(word) if word.isdecimal() else NUMBERS.get(word.lower(), 0)
    if not 1 <= count <= MOST_PLACES:
        raise Refused(
            "apartments-places",
            N_("“{part}”: an apartment holds one to {most} places."),
            part=part[:40],
            most=MOST_PLACES,
        )
    return count
