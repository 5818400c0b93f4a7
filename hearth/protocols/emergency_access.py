"""Somebody opened a record in an emergency: another person looks at it, and the task says by when."""

from hearth.kernel.words import N_
from hearth.platform.identity.actions import process_actor
from hearth.platform.identity.events import EmergencyAccessOpened, EmergencyAccessReviewed
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries


NAME = "protocols.emergency_access"
REVIEW = "tasks.emergency_access_review"


@on(EmergencyAccessOpened)
def ask_for_a_review(event: EmergencyAccessOpened) -> None:
    """Put the review on the list, once for each access."""
    tasks.create_task(
        scope=process_scope(NAME, event.facility_id),
        by=process_actor(NAME),
        code=REVIEW,
        resident=event.resident_id,
        opens=event.opened_at,
        due=event.review_by,
        cause=f"EmergencyAccess/{event.access_id}",
        cause_code=event.reason,
        cause_text=N_("A record was opened in an emergency"),
    )


@on(EmergencyAccessReviewed)
def close_the_review(event: EmergencyAccessReviewed) -> None:
    """The review is done: nobody needs to be reminded of it."""
    scope = process_scope(NAME, event.facility_id)
    for task in queries.open_of_cause(scope, f"EmergencyAccess/{event.access_id}"):
        tasks.complete_task(scope=scope, by=process_actor(NAME), task=task)
