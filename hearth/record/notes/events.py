"""Facts about notes and hand-offs that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """Something was written down."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    note_id: UUID
    resident_id: UUID | None = None
    category: str
    severity: str


@dataclass(frozen=True, kw_only=True)
class NoteCorrected(Event):
    """A new note took the place of an older one, which stays readable."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    note_id: UUID
    corrected_id: UUID
    resident_id: UUID | None = None
    category: str
    severity: str


@dataclass(frozen=True, kw_only=True)
class NoteRetracted(Event):
    """A note was marked as entered in error; ``corrected_id`` is what it had corrected, if anything."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    note_id: UUID
    resident_id: UUID | None = None
    corrected_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NotePutAway(Event):
    """A note was taken off the hand-off before its time."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    note_id: UUID
    resident_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ContactMadeRecorded(Event):
    """Somebody spoke with family or a clinic, or tried to."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    contact_made_id: UUID
    resident_id: UUID
    contact_id: UUID | None = None
    reached: str


@dataclass(frozen=True, kw_only=True)
class ContactMadeRetracted(Event):
    """A contact was marked as entered in error."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    contact_made_id: UUID
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandoffSignedOut(Event):
    """The shift that leaves handed over."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    handoff_id: UUID


@dataclass(frozen=True, kw_only=True)
class HandoffSignedIn(Event):
    """The shift that comes took over."""

    live: ClassVar[tuple[str, ...]] = ("notes",)
    handoff_id: UUID


@dataclass(frozen=True, kw_only=True)
class DoneTogether(Event):
    """The same was done for many residents in one go."""

    live: ClassVar[tuple[str, ...]] = ("notes", "tasks")
    together_id: UUID


@dataclass(frozen=True, kw_only=True)
class UndoneTogether(Event):
    """What was done for many residents in one go was undone."""

    live: ClassVar[tuple[str, ...]] = ("notes", "tasks")
    together_id: UUID
