"""Texts, codes and dates as a column of the record holds them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from hearth.surfaces.interop.datatypes import (
    Address,
    Annotation,
    Coding,
    Concept,
    Language,
    Moment,
    Ref,
    Telecom,
    When,
)


# Source: IETF BCP 47 / ISO 639-1, English and Spanish names as lists write them.
_TAGS = {
    **dict.fromkeys(("english", "ingles", "inglés"), "en"),
    **dict.fromkeys(("spanish", "español", "espanol", "castellano"), "es"),
    **dict.fromkeys(("french", "français", "francais"), "fr"),
    **dict.fromkeys(("german", "deutsch"), "de"),
    **dict.fromkeys(("chinese", "mandarin", "cantonese"), "zh"),
    **dict.fromkeys(("tagalog", "filipino"), "tl"),
    "vietnamese": "vi",
    "korean": "ko",
    "japanese": "ja",
    "russian": "ru",
    "polish": "pl",
    "italian": "it",
    "portuguese": "pt",
    "arabic": "ar",
    "hindi": "hi",
    "american sign language": "ase",
    "asl": "ase",
}
# Source: SNOMED CT Editorial Guide, semantic tags of fully specified names.
_TAG = re.compile(
    r" \((?:disorder|finding|substance|situation|procedure|product|morphologic abnormality|"
    r"medicinal product|body structure|observable entity|event)\)\Z"
)
_BCP47 = ("urn:ietf:bcp:47", "urn:ietf:bcp47", "http://hl7.org/fhir/ValueSet/languages")


def cut(text: str, limit: int) -> str:
    """``text`` at most ``limit`` long; the whole of it stays with the record as it came."""
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def code(text: str, limit: int) -> str:
    """A code, or nothing: half a code means something else."""
    return text if len(text) <= limit else ""


def first_day(when: When | None, zone: ZoneInfo) -> tuple[date | None, str]:
    """The local day something names, or the first it can mean, and how exactly it is known."""
    if when is None:
        return None, "day"
    if when.instant is not None:
        return when.instant.astimezone(zone).date(), "day"
    return when.date.first, when.date.precision


def day_of(moment: Moment | None, zone: ZoneInfo) -> tuple[date | None, str]:
    """The day a moment begins, and how exactly it is known."""
    return first_day(moment.start if moment else None, zone)


def unsaid(moment: Moment | None) -> str:
    """What a moment says that no date can hold: an age, a range, words."""
    return "" if moment is None or moment.start is not None else str(moment)


def chosen(concept: Concept, systems: Sequence[str]) -> Coding:
    """The coding to be known by: of the first of ``systems`` that it is coded in, else its first."""
    for system in systems:
        for coding in concept.codings:
            if coding.system == system and coding.code:
                return coding
    return next((coding for coding in concept.codings if coding.code), Coding())


def codings(concept: Concept | None) -> list[dict[str, Any]]:
    """Every coding, verbatim."""
    return [
        {
            name: value
            for name, value in (
                ("system", coding.system),
                ("code", coding.code),
                ("display", coding.display),
                ("version", coding.version),
            )
            if value
        }
        for coding in (concept.codings if concept else ())
    ]


def words(concept: Concept | None, limit: int) -> str:
    """What a concept is called, without SNOMED CT's tag ("(disorder)"); its code if nothing else."""
    return cut(_TAG.sub("", concept.label), limit) if concept else ""


def labels(concepts: Iterable[Concept]) -> str:
    """The words of several concepts; a bare code is no word."""
    named = (one for one in concepts if one.text or any(c.display for c in one.codings))
    return ", ".join(dict.fromkeys(_TAG.sub("", one.label) for one in named))


def who(*refs: Ref | None) -> str:
    """The names that come with references; an id alone names nobody to a reader."""
    return cut(", ".join(ref.display for ref in refs if ref and ref.display), 160)


def remarks(notes: Iterable[Annotation], *further: str) -> str:
    """Notes and what else has no column of its own, one a line."""
    return "\n".join(text for text in (*further, *(note.text for note in notes)) if text)


def tags(languages: Iterable[Language]) -> list[str]:
    """BCP 47 tags, the preferred first; a language nobody has a tag for is left out."""
    ordered = sorted(languages, key=lambda item: not item.preferred)
    found = (_tag(item.language) for item in ordered)
    return list(dict.fromkeys(tag for tag in found if tag))


def _tag(concept: Concept) -> str:
    written = concept.code(*_BCP47) or concept.code()
    if not written or len(written) > 12:
        written = _TAGS.get(concept.label.casefold(), "")
    return written


def telecom(points: Iterable[Telecom]) -> list[dict[str, Any]]:
    """Ways to reach somebody as the record keeps them, the first to be tried in front."""
    kept = [
        point
        for point in points
        if point.value and point.use != "old" and point.system not in ("url", "pager")
    ]
    kept.sort(key=lambda point: point.rank or 99)
    return [
        {
            "system": point.system or ("email" if "@" in point.value else "phone"),
            "value": cut(point.value, 120),
            "use": point.use,
        }
        for point in kept
    ]


def reached(points: Iterable[Telecom], system: str) -> str:
    """The first way of one system: a phone, fax number or e-mail address, "" without."""
    found = (point["value"] for point in telecom(points) if point["system"] == system)
    return next(found, "")


def phone(points: Iterable[Telecom]) -> str:
    """A phone number as a column holds it."""
    return cut(reached(points, "phone"), 40)


def email(points: Iterable[Telecom]) -> str:
    """An e-mail address that can be one, else "".

    # Source: RFC 5321 §4.5.3.1.3: 254 characters are the most.
    """
    found = reached(points, "email")
    name, at, host = found.rpartition("@")
    return (
        found if at and name and "." in host and " " not in found and len(found) < 255 else ""
    )


def address(addresses: Iterable[Address]) -> str:
    """The present postal address in one line."""
    for one in addresses:
        if one.use == "old":
            continue
        town = " ".join(part for part in (one.city, one.state, one.postal_code) if part)
        line = ", ".join(part for part in (*one.lines, town, one.country) if part)
        if line or one.text:
            return cut(one.text or line, 240)
    return ""
