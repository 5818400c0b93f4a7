"""Which notes, contacts and hand-offs are there, and what changed since somebody last looked?"""

from .contacts import contacts_made
from .notes import (
    active_notes,
    corrections_of,
    house_notes,
    needing_a_look,
    notes,
    notes_of,
    reference,
    search_notes,
    standing,
)
from .places import Home, homes, living_in
from .reading import draft, drafts, read_mark


__all__ = [
    "Home",
    "active_notes",
    "contacts_made",
    "corrections_of",
    "draft",
    "drafts",
    "homes",
    "house_notes",
    "living_in",
    "needing_a_look",
    "notes",
    "notes_of",
    "read_mark",
    "reference",
    "search_notes",
    "standing",
]
