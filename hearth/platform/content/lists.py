"""Typed readings of the list-like kinds: what the record's forms offer and the tasks escalate by."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from hearth.platform.tenancy.models import Facility

from .queries import find, resolve
from .terms import in_language


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its code, its words in the reader's language, and all it carries."""

    code: str
    title: str
    values: dict[str, Any]


def items(kind: str, facility: Facility | UUID | None, language: str = "") -> list[Item]:
    """The entries of a list kind (note-categories, risk-flags, document-types, …), in order.

    A retired entry (``off: true``) is left out; ``item`` still finds it for old rows.
    """
    return [item for item in _all(kind, facility, language) if not item.values.get("off")]


def every_item(kind: str, facility: Facility | UUID | None, language: str = "") -> list[Item]:
    """The same with those no longer offered, for lists that name old rows."""
    return _all(kind, facility, language)


def item(
    kind: str, code: str, facility: Facility | UUID | None, language: str = ""
) -> Item | None:
    """One entry by its code, also one that is no longer offered."""
    return next((i for i in _all(kind, facility, language) if i.code == code), None)


def choices(kind: str, facility: Facility | UUID | None) -> list[tuple[str, str]]:
    """(code, words) for a form field."""
    return [(entry.code, entry.title) for entry in items(kind, facility)]


def _all(kind: str, facility: Facility | UUID | None, language: str) -> list[Item]:
    found = find(kind, "default", facility)
    spoken = language or get_language() or "en"
    entries = found.body["items"] if found else []
    return [Item(e["code"], in_language(e["title"], spoken), e) for e in entries]


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """After how long past due, and to which role, a late task goes."""

    after: timedelta
    role: str


def escalation_for(facility: Facility | UUID, task_kind: str) -> list[EscalationStep]:
    """Who hears of a late task of this kind, in order; the kind's own steps or the usual ones."""
    rules = resolve("escalation", "default", facility).body["steps"]
    own = [r for r in rules if r["task_kind"] == task_kind]
    chosen = own or [r for r in rules if r["task_kind"] == "any"]
    steps = [EscalationStep(timedelta(minutes=r["after_minutes"]), r["role"]) for r in chosen]
    return sorted(steps, key=lambda step: step.after)


@dataclass(frozen=True, slots=True)
class ShiftPattern:
    """One shift of the day, in the community's wall time; ``ends`` may be the next morning."""

    code: str
    title: str
    starts: time
    ends: time
    handoff: timedelta


def shift_patterns(facility: Facility | UUID | None, language: str = "") -> list[ShiftPattern]:
    """The shifts of a community's day, in order."""
    return [
        ShiftPattern(
            entry.code,
            entry.title,
            time.fromisoformat(entry.values["starts"]),
            time.fromisoformat(entry.values["ends"]),
            timedelta(minutes=entry.values.get("handoff_minutes", 15)),
        )
        for entry in items("shift-patterns", facility, language)
    ]
