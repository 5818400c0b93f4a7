"""A note says that something changed: a nurse looks in, and the task stays until somebody has."""

from datetime import timedelta
from uuid import UUID

from hearth.kernel.words import N_
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import Scope, process_scope
from hearth.record.notes import queries as notes
from hearth.record.notes.codes import NoteCategory, Severity
from hearth.record.notes.events import NoteCorrected, NoteRetracted, NoteWritten
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.codes import CancelReason, Priority


NAME = "protocols.note_written"
WITHIN = {Severity.URGENT: timedelta(minutes=15), Severity.CHANGE: timedelta(hours=2)}
"""How soon somebody looks in. Hearth's own default."""


@on(NoteWritten)
def ask_for_a_look(event: NoteWritten) -> None:
    """Put it on the nurse's list, once for each note."""
    _ask(process_scope(NAME, event.facility_id), event.note_id)


@on(NoteCorrected)
def follow_the_newer(event: NoteCorrected) -> None:
    """Who was to look at the older words looks at the newer ones, where they still ask for it."""
    scope = process_scope(NAME, event.facility_id)
    owner = _call_off(scope, event.corrected_id)
    _ask(scope, event.note_id, owner_staff=owner)


@on(NoteRetracted)
def call_off(event: NoteRetracted) -> None:
    """Nobody needs to look at what was written in error; what it had corrected counts again."""
    scope = process_scope(NAME, event.facility_id)
    owner = _call_off(scope, event.note_id)
    if event.corrected_id is not None:
        _ask(scope, event.corrected_id, owner_staff=owner)


def _ask(scope: Scope, note_id: UUID, *, owner_staff: UUID | None = None) -> None:
    note = notes.to_look_at(scope, note_id)
    if note is None:
        return  # put right, taken back or looked at since
    severity = Severity(note.severity)
    tasks.create_task(
        scope=scope,
        by=process_actor(NAME),
        code=notes.LOOK,
        title=N_("Look in on {name}"),
        title_values={"name": note.resident.preferred or note.resident.given},
        resident=note.resident,
        opens=note.recorded,
        due=note.recorded + WITHIN[severity],
        owner_staff=owner_staff,
        priority=Priority.STAT if severity is Severity.URGENT else Priority.URGENT,
        cause=f"Note/{note.pk}",
        cause_code=note.category,
        cause_text=NoteCategory.label_of(note.category),
        security_label=note.security_label,
    )


def _call_off(scope: Scope, note_id: UUID) -> UUID | None:
    """Close what still waits for a note; who had it."""
    owner: UUID | None = None
    for task in notes.open_looks(scope, note_id):
        owner = task.owner_staff_id
        tasks.cancel_task(
            scope=scope, by=process_actor(NAME), task=task, reason=CancelReason.CAUSE_GONE
        )
    return owner
