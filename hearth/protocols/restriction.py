"""Somebody is kept away: it is looked at before it ends, and whenever it was passed by."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.kernel.words import N_
from hearth.platform.identity.actions import close_resident, process_actor
from hearth.platform.identity.queries import resident_accesses
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.platform.tenancy.queries import communities
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import DeviationKind, RestrictionKind
from hearth.record.residents.events import (
    RestrictionDeviationRetracted,
    RestrictionEnded,
    RestrictionPassed,
    RestrictionSet,
)
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import CancelReason, Priority


NAME = "protocols.restriction"
BEFORE = timedelta(days=14)
"""How long before its last day a restriction is looked at. Hearth's own default."""
WITHIN = timedelta(hours=4)
"""How soon somebody looks at what was passed by. Hearth's own default."""


@on(RestrictionSet)
def look_before_it_ends(event: RestrictionSet) -> None:
    """Put the review on the list, due two weeks before the last day; a new last day moves it."""
    scope = process_scope(NAME, event.facility_id)
    by, cause = process_actor(NAME), f"Restriction/{event.restriction_id}"
    for task in worklist.open_of_cause(scope, cause):
        tasks.cancel_task(scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE)
    row = residents.open_restrictions(scope).filter(pk=event.restriction_id).first()
    if row is None or row.ends is None:
        return
    facility = communities(scope).get(pk=event.facility_id)
    now = clock.now()
    due = max(_nine(row.ends - BEFORE, facility.zone), now + timedelta(hours=1))
    tasks.create_task(
        scope=scope,
        by=by,
        code="tasks.review",
        title=N_("Look at who is kept away from {name}: it ends {day}"),
        title_values={
            "name": row.resident.preferred or row.resident.given,
            "day": row.ends.isoformat(),
        },
        resident=row.resident,
        opens=min(due, max(now, due - BEFORE)),
        due=due,
        cause=cause,
        cause_code="restriction-ends",
        cause_text=N_("A restriction ends by itself"),
        security_label=row.security_label,
    )


@on(RestrictionSet)
def close_their_page(event: RestrictionSet) -> None:
    """Who may have no information sees the resident on no family page any more."""
    scope = process_scope(NAME, event.facility_id)
    row = residents.open_restrictions(scope).filter(pk=event.restriction_id).first()
    if row is None or row.contact is None or row.contact.actor_id is None:
        return
    if RestrictionKind.INFORMATION not in row.kinds:
        return
    now = clock.now()
    held = resident_accesses(scope).filter(
        actor_id=row.contact.actor_id, resident_id=row.resident_id
    )
    for access in held.filter(Q(ends__isnull=True) | Q(ends__gt=now)):
        close_resident(scope=scope, by=process_actor(NAME), access_id=access.pk)


@on(RestrictionEnded)
def call_off(event: RestrictionEnded) -> None:
    """Nobody is kept away by it any more."""
    _cancel(event.facility_id, f"Restriction/{event.restriction_id}")


@on(RestrictionPassed)
def look_at_what_happened(event: RestrictionPassed) -> None:
    """Somebody came, was told something or took the resident out all the same."""
    scope = process_scope(NAME, event.facility_id)
    row = residents.deviation(scope, event.deviation_id)
    if row is None or row.entered_in_error_at is not None:
        return
    now = clock.now()
    tasks.create_task(
        scope=scope,
        by=process_actor(NAME),
        code="tasks.look",
        title=N_("Look at {name}: somebody kept away came near"),
        title_values={"name": row.resident.preferred or row.resident.given},
        resident=row.resident,
        opens=min(row.recorded, now),
        due=row.recorded + WITHIN,
        owner_role="coordinator",
        priority=Priority.STAT,
        cause=f"RestrictionDeviation/{row.pk}",
        cause_code=row.what,
        cause_text=DeviationKind.label_of(row.what),
        security_label=row.security_label,
    )


@on(RestrictionDeviationRetracted)
def nothing_to_look_at(event: RestrictionDeviationRetracted) -> None:
    """It did not happen."""
    _cancel(event.facility_id, f"RestrictionDeviation/{event.deviation_id}")


def _cancel(facility_id: UUID, cause: str) -> None:
    scope = process_scope(NAME, facility_id)
    for task in worklist.open_of_cause(scope, cause):
        tasks.cancel_task(
            scope=scope, by=process_actor(NAME), task=task, reason=CancelReason.CAUSE_GONE
        )


def _nine(day: date, zone: ZoneInfo) -> datetime:
    return instant_of(day, time(9, 0), zone)
