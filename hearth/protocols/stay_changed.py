"""Somebody moved in, came back or left: what their care asks for follows."""

from datetime import datetime, timedelta

from hearth.journeys.transitions import actions as transitions
from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import ENDED_STAY, StayStatus
from hearth.record.residents.events import StayChanged
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries


NAME = "protocols.stay_changed"
NEW = "new-resident"
"""The reason in content/tasks/watch-reasons by which a newcomer is on watch."""

BEFORE = {"", StayStatus.APPLICANT, StayStatus.MOVING_IN}


@on(StayChanged)
def end_their_care(event: StayChanged) -> None:
    """End what comes again, and take care that is still open off the list.

    Promises, papers and what the law asks stay: somebody has to see to them.
    """
    scope = process_scope(NAME, event.facility_id)
    if event.to_status not in ENDED_STAY or queries.lives_here(scope, event.resident_id):
        return
    tasks.end_care(scope=scope, by=process_actor(NAME), resident_id=event.resident_id)


@on(StayChanged)
def begin_the_return(event: StayChanged) -> None:
    """Back from hospital or rehab: the list of the return and the watch begin, once."""
    if event.to_status != StayStatus.RETURNING:
        return
    scope = process_scope(NAME, event.facility_id)
    found = residents.standings(scope, [event.resident_id], clock.now()).get(event.resident_id)
    if found is None or not found.is_returning:
        return
    way = residents.way_out_now(scope, found.resident)
    if way is not None:
        transitions.begin_return(
            scope=scope, by=process_actor(NAME), resident=found.resident, way=way
        )


@on(StayChanged)
def call_off_the_return(event: StayChanged) -> None:
    """Out again before the list of the return was closed: it ends."""
    if event.from_status != StayStatus.RETURNING:
        return
    if event.to_status not in {StayStatus.HOSPITAL, StayStatus.AWAY}:
        return
    scope = process_scope(NAME, event.facility_id)
    found = residents.standings(scope, [event.resident_id], clock.now()).get(event.resident_id)
    if found is None or found.is_returning:
        return
    transitions.call_off_return(scope=scope, by=process_actor(NAME), resident=found.resident)


@on(StayChanged)
def watch_a_newcomer(event: StayChanged) -> None:
    """Put somebody who just moved in on watch, where the community's list offers it.

    What moved in long ago and was written down now is no news.
    """
    if event.to_status != StayStatus.LIVES_HERE or event.from_status not in BEFORE:
        return
    scope = process_scope(NAME, event.facility_id)
    reason = lists.item("watch-reasons", NEW, event.facility_id)
    came = datetime.fromisoformat(event.effective)
    if reason is None or reason.values.get("off"):
        return
    until = came + timedelta(hours=reason.values["hours"])
    if until <= clock.now() or not queries.lives_here(scope, event.resident_id):
        return
    tasks.start_watch(
        scope=scope,
        by=process_actor(NAME),
        resident=event.resident_id,
        reason=NEW,
        starts=came,
        until=until,
        because=f"Stay/{event.stay_id}",
    )
