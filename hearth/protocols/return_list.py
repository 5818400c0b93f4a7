"""The list of a return is done with: a resident who was returning lives here again."""

from uuid import UUID

from hearth.journeys.transitions import actions as transitions
from hearth.journeys.transitions import queries
from hearth.kernel import clock
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.residents import queries as residents
from hearth.record.tasks.events import ChecklistClosed, ChecklistItemProved, GatePassed


NAME = "protocols.return_list"


@on(ChecklistItemProved)
def close_with_the_last_step(event: ChecklistItemProved) -> None:
    """The last step that held them is done."""
    _close(event.facility_id, event.resident_id, event.key)


@on(GatePassed)
def close_with_a_pass(event: GatePassed) -> None:
    """The executive director let it go ahead."""
    _close(event.facility_id, event.resident_id, event.key)


@on(ChecklistClosed)
def close_with_the_list(event: ChecklistClosed) -> None:
    """The list is closed, or was given up."""
    _close(event.facility_id, event.resident_id, event.key)


def _close(facility_id: UUID, resident_id: UUID | None, key: str) -> None:
    """Look at the present: nothing holds them, and they are still returning."""
    if key != queries.RETURN or resident_id is None:
        return
    scope = process_scope(NAME, facility_id)
    found = residents.standings(scope, [resident_id], clock.now()).get(resident_id)
    if found is None or not found.is_returning or found.stay is None:
        return
    if not queries.what_holds(scope, found.resident):
        transitions.close_return(scope=scope, by=process_actor(NAME), stay=found.stay)
