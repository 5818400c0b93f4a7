"""Which notes, contacts and hand-offs are there, and what changed since somebody last looked?"""

from .changes import Changed, changed_since
from .contacts import contacts_made
from .handoffs import (
    ShiftHandoff,
    closer,
    composed,
    current_handoff,
    handoff_of,
    handoffs,
    kept_form,
    shift_handoffs,
    since_signed,
    told,
)
from .happenings import Happening, happened, waiting
from .notes import (
    active_notes,
    earlier_of,
    every_note,
    house_notes,
    looks_of,
    needing_a_look,
    notes,
    notes_by,
    notes_of,
    search_notes,
    standing,
)
from .places import Home, homes, living_in
from .reading import draft, drafts, read_mark


__all__ = [
    "Changed",
    "Happening",
    "Home",
    "ShiftHandoff",
    "active_notes",
    "changed_since",
    "closer",
    "composed",
    "contacts_made",
    "current_handoff",
    "draft",
    "drafts",
    "earlier_of",
    "every_note",
    "handoff_of",
    "handoffs",
    "happened",
    "homes",
    "house_notes",
    "kept_form",
    "living_in",
    "looks_of",
    "needing_a_look",
    "notes",
    "notes_by",
    "notes_of",
    "read_mark",
    "search_notes",
    "shift_handoffs",
    "since_signed",
    "standing",
    "told",
    "waiting",
]
