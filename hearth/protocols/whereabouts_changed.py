"""Somebody cannot be found, went to hospital or came back: what is to be done stands on the lists."""

from datetime import timedelta

from hearth.journeys.transitions import actions as transitions
from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.residents import queries as residents
from hearth.record.residents import rules
from hearth.record.residents.codes import OutFor, WhereaboutsCode
from hearth.record.residents.events import WhereaboutsChanged
from hearth.record.residents.models import Whereabouts
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


OLD = timedelta(days=2)
"""Written down later than this it is history: who had to know, knows. Hearth's own default."""


def _is_old(row: Whereabouts) -> bool:
    return bool(clock.now() - row.effective > OLD)


@on(WhereaboutsChanged)
def follow_who_is_out(event: WhereaboutsChanged) -> None:
    """Who was asked for is back, expected later, or never was out: the question follows."""
    scope, by = process_scope(NAME, event.facility_id), process_actor(NAME)
    row = residents.whereabouts_row(scope, event.whereabouts_id)
    if row is None:
        return
    first = row.way_out_id or row.pk
    ways = residents.ways_out(scope, [first])
    if ways:
        transitions.settle_questions(scope=scope, by=by, way=ways[0])


@on(WhereaboutsChanged)
def tell_of_hospital(event: WhereaboutsChanged) -> None:
    """Sent to hospital, or kept there: family, prescriber and the nurse on call are told."""
    scope, by = process_scope(NAME, event.facility_id), process_actor(NAME)
    row = residents.whereabouts_row(scope, event.whereabouts_id)
    if row is None or row.code != WhereaboutsCode.OUT or _is_old(row):
        return
    if row.entered_in_error_at is not None:
        transitions.call_off_telling(scope=scope, by=by, row=row)
        return
    before = residents.kind_before(scope, row)
    if rules.is_told_as_hospital(OutFor(row.out_for) if row.out_for else None, before):
        transitions.tell_of_hospital(scope=scope, by=by, resident=row.resident, row=row)


@on(WhereaboutsChanged)
def begin_the_short_return(event: WhereaboutsChanged) -> None:
    """Back from the emergency room with nothing new: the short list and the watch begin."""
    scope, by = process_scope(NAME, event.facility_id), process_actor(NAME)
    row = residents.whereabouts_row(scope, event.whereabouts_id)
    if row is None or row.code != WhereaboutsCode.IN or row.way_out_id is None:
        return
    if row.entered_in_error_at is not None or _is_old(row):
        return
    for way in residents.ways_out(scope, [row.way_out_id]):
        if not residents.standing(scope, row.resident, clock.now()).is_returning:
            transitions.begin_return(scope=scope, by=by, resident=row.resident, way=way)
