"""Write down, correct, hand over. Lock, judge, write, note, publish: always in this order."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .contacts import record_contact_made, record_telling, retract_contact_made
from .drafts import discard_draft, forget_drafts, save_draft
from .handoffs import compose_handoff, sign_in_handoff, sign_out_handoff
from .notes import (
    NewNote,
    correct_note,
    put_away_note,
    retract_note,
    write_activity_note,
    write_note,
    write_notes,
)
from .passing import (
    pass_on_handoffs,
)
from .reading import forget_read_marks, mark_read
from .together import (
    UNDO_FOR,
    NoteForAll,
    PrecautionForAll,
    TaskForAll,
    TellForAll,
    WatchForAll,
    Written,
    act_together,
    undo_together,
)


CONSTRAINTS = {
    "note_corrected_once": (
        "corrected-already",
        N_("Somebody corrected this note just now. Correct the newer one."),
        Conflict,
    ),
    "note_client_ref_once": ("sent-already", N_("This was sent already."), Conflict),
    "contactmade_client_ref_once": ("sent-already", N_("This was sent already."), Conflict),
}

__all__ = [
    "UNDO_FOR",
    "NewNote",
    "NoteForAll",
    "PrecautionForAll",
    "TaskForAll",
    "TellForAll",
    "WatchForAll",
    "Written",
    "act_together",
    "compose_handoff",
    "correct_note",
    "discard_draft",
    "forget_drafts",
    "forget_read_marks",
    "mark_read",
    "pass_on_handoffs",
    "put_away_note",
    "record_contact_made",
    "record_telling",
    "retract_contact_made",
    "retract_note",
    "save_draft",
    "sign_in_handoff",
    "sign_out_handoff",
    "undo_together",
    "write_activity_note",
    "write_note",
    "write_notes",
]
