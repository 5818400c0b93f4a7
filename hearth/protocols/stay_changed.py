"""A resident died or moved out: nobody is sent to them any more."""

from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.residents.codes import ENDED_STAY
from hearth.record.residents.events import StayChanged
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries


NAME = "protocols.stay_changed"


@on(StayChanged)
def end_their_care(event: StayChanged) -> None:
    """End what comes again, and take care that is still open off the list.

    Promises, papers and what the law asks stay: somebody has to see to them.
    """
    scope = process_scope(NAME, event.facility_id)
    if event.to_status not in ENDED_STAY or queries.lives_here(scope, event.resident_id):
        return
    tasks.end_care(scope=scope, by=process_actor(NAME), resident_id=event.resident_id)
