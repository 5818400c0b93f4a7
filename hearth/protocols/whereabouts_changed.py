"""Somebody cannot be found: looking for them stands first on every list until they are."""

from datetime import timedelta

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import WhereaboutsCode
from hearth.record.residents.events import WhereaboutsChanged
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import Priority


NAME = "protocols.whereabouts_changed"
PASSES_UP_AFTER = timedelta(minutes=5)
"""When nobody has taken it by then, the next role is asked. Hearth's own default."""


@on(WhereaboutsChanged)
def look_for_who_is_missing(event: WhereaboutsChanged) -> None:
    """Ask everybody on duty to look; once they are found, or signed out after all, it is done."""
    scope = process_scope(NAME, event.facility_id)
    cause = f"Resident/{event.resident_id}"
    found = residents.standings(scope, [event.resident_id], clock.now()).get(event.resident_id)
    if found is None:
        return
    latest = residents.latest_whereabouts(scope, found.resident)
    if latest is None or latest.code != WhereaboutsCode.UNACCOUNTED:
        for task in worklist.open_of_cause(scope, cause):
            tasks.complete_task(scope=scope, by=process_actor(NAME), task=task)
        return
    name = found.resident.preferred or found.resident.given
    tasks.create_task(
        scope=scope,
        by=process_actor(NAME),
        code="tasks.check",
        title=N_("Look for {name}: not found"),
        title_values={"name": name},
        resident=found.resident,
        opens=latest.effective,
        due=latest.effective,
        late=latest.effective + PASSES_UP_AFTER,
        priority=Priority.STAT,
        cause=cause,
        cause_code="unaccounted",
        cause_text=N_("Nobody knows where they are"),
    )
