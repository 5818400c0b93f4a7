"""Somebody moved in, and is looked after closely at first; or left, and nobody is sent any more."""

from datetime import datetime, timedelta

from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
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
