"""Somebody spoke with a person who was promised a call back: the promise is kept."""

from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.notes import queries as notes
from hearth.record.notes.codes import Reached
from hearth.record.notes.events import ContactMadeRecorded, ContactMadeRetracted
from hearth.record.tasks import actions as tasks


NAME = "protocols.contact_made"


@on(ContactMadeRecorded)
def keep_the_promise(event: ContactMadeRecorded) -> None:
    """Close what was promised before, as done by whoever spoke with them.

    Where nobody was reached, the promise stays open: trying is not keeping.
    """
    scope = process_scope(NAME, event.facility_id)
    made = notes.contacts_made(scope).filter(pk=event.contact_made_id).first()
    if made is None or made.entered_in_error_at or made.reached != Reached.REACHED:
        return
    for task in notes.promises_to(scope, made):
        tasks.complete_task(
            scope=scope,
            by=process_actor(NAME),
            task=task,
            effective=made.effective,
            performer=made.author,
            performer_text="" if made.author else str(made.recorder),
            outcome_values={"contact_made": str(made.pk)},
        )


@on(ContactMadeRetracted)
def open_it_again(event: ContactMadeRetracted) -> None:
    """The call was entered in error: whoever was promised one still waits."""
    scope = process_scope(NAME, event.facility_id)
    made = notes.contacts_made(scope).filter(pk=event.contact_made_id).first()
    for task in notes.promises_kept_by(scope, event.contact_made_id):
        tasks.undo_task(
            scope=scope,
            by=process_actor(NAME),
            task=task,
            reason=made.entered_in_error_reason if made else "",
        )
