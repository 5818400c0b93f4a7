"""A hand-off was taken over after all: the nurse on call need not look after it."""

from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.notes.events import HandoffSignedIn
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist


NAME = "protocols.handoff_signed"


@on(HandoffSignedIn)
def close_what_was_passed_on(event: HandoffSignedIn) -> None:
    """Complete what stands on the nurse's list because nobody had signed."""
    scope = process_scope(NAME, event.facility_id)
    for task in worklist.open_of_cause(scope, f"Handoff/{event.handoff_id}"):
        tasks.complete_task(scope=scope, by=process_actor(NAME), task=task)
