"""Rooms as people write them on a sheet: "101-109, 112 A"."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A place as said aloud, with the number of its apartment; in the order of the house."""

    id: UUID
    label: str
    apartment: str = ""


def rooms_said(doors: Sequence[Door], chosen: Collection[UUID]) -> str:
    """Rooms in few words: neighbors in a row become "101-109"."""
    parts: list[list[Door]] = []
    last = -2
    for number, door in enumerate(doors):
        if door.id not in chosen:
            continue
        if number == last + 1:
            parts[-1].append(door)
        else:
            parts.append([door])
        last = number
    said = []
    for row in parts:
        if len(row) > 2:
            said.append(f"{row[0].label}-{row[-1].label}")
        else:
            said += [door.label for door in row]
    return ", ".join(said)


def rooms_meant(doors: Sequence[Door], text: str) -> list[UUID]:
    """Which rooms somebody wrote, each once, in the order of the house.

    Raises Refused: no-such-room, backwards.
    """
    found: set[UUID] = set()
    for part in text.replace(";", ",").split(","):
        if wanted := " ".join(part.split()):
            found |= _part(doors, wanted)
    return [door.id for door in doors if door.id in found]


def _part(doors: Sequence[Door], wanted: str) -> set[UUID]:
    if there := _at(doors, wanted):
        return {doors[n].id for n in there}
    words = wanted.replace("\N{EN DASH}", "-")
    for at, letter in enumerate(words):
        if letter != "-":
            continue
        first, last = _at(doors, words[:at].strip()), _at(doors, words[at + 1 :].strip())
        if first and last:
            if first[0] > last[-1]:
                raise Refused("backwards", N_("{rooms} runs backwards."), rooms=wanted)
            return {door.id for door in doors[first[0] : last[-1] + 1]}
    raise Refused("no-such-room", N_("There is no room {rooms} here."), rooms=wanted)


def _at(doors: Sequence[Door], name: str) -> list[int]:
    """Where a room stands in the order of the house; an apartment is all of its places."""
    folded = name.casefold()
    exact = [n for n, d in enumerate(doors) if d.label.casefold() == folded]
    return exact or [n for n, d in enumerate(doors) if d.apartment.casefold() == folded]
