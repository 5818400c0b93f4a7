"""Someone writes, reads, hands over; here is the answer."""

from .contacts import contacts_made, record_contact_made, record_telling, retract_contact_made
from .drafts import discard_draft, save_draft
from .handoff import (
    compose_handoff,
    handoff,
    handoffs,
    print_handoff,
    sign_in_handoff,
    sign_out_handoff,
    view_handoff,
)
from .notes import (
    correct_note,
    house_notes,
    note,
    notes,
    own_notes,
    put_away_note,
    retract_note,
    write_activity_note,
    write_note,
)
from .reading import mark_read


__all__ = [
    "compose_handoff",
    "contacts_made",
    "correct_note",
    "discard_draft",
    "handoff",
    "handoffs",
    "house_notes",
    "mark_read",
    "note",
    "notes",
    "own_notes",
    "print_handoff",
    "put_away_note",
    "record_contact_made",
    "record_telling",
    "retract_contact_made",
    "retract_note",
    "save_draft",
    "sign_in_handoff",
    "sign_out_handoff",
    "view_handoff",
    "write_activity_note",
    "write_note",
]
