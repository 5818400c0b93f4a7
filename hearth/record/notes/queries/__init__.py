"""Which notes, contacts and hand-offs are there, and what changed since somebody last looked?"""

from .categories import categories, category_names
from .changes import Changed, changed_since
from .contacts import contacts_made, promises_kept_by, promises_to
from .evidence import evidence
from .handoffs import (
    ShiftHandoff,
    closer,
    composed,
    current_handoff,
    handoff_of,
    handoffs,
    kept_form,
    of_row,
    shift_handoffs,
    since_signed,
    told,
)
from .happenings import Happening, happened, waiting
from .notes import (
    LOOK,
    active_notes,
    earlier_of,
    every_note,
    house_notes,
    latest_of,
    looks_of,
    needing_a_look,
    newer_of,
    notes,
    notes_by,
    notes_of,
    open_looks,
    search_notes,
    standing,
    to_look_at,
)
from .places import Home, homes, living_in
from .reading import draft, drafts, read_mark


__all__ = [
    "LOOK",
    "Changed",
    "Happening",
    "Home",
    "ShiftHandoff",
    "active_notes",
    "categories",
    "category_names",
    "changed_since",
    "closer",
    "composed",
    "contacts_made",
    "current_handoff",
    "draft",
    "drafts",
    "earlier_of",
    "every_note",
    "evidence",
    "handoff_of",
    "handoffs",
    "happened",
    "homes",
    "house_notes",
    "kept_form",
    "latest_of",
    "living_in",
    "looks_of",
    "needing_a_look",
    "newer_of",
    "notes",
    "notes_by",
    "notes_of",
    "of_row",
    "open_looks",
    "promises_kept_by",
    "promises_to",
    "read_mark",
    "search_notes",
    "shift_handoffs",
    "since_signed",
    "standing",
    "to_look_at",
    "told",
    "waiting",
]
