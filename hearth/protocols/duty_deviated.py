"""Somebody was planned or worked although something speaks against it: somebody looks at it."""

from datetime import timedelta

from hearth.kernel.words import N_
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.staff import queries as staff
from hearth.record.staff.events import DutyDeviated
from hearth.record.tasks import actions as tasks


NAME = "protocols.duty_deviated"
WITHIN = timedelta(hours=24)
"""How soon the coordinator looks at it. Hearth's own default."""


@on(DutyDeviated)
def ask_for_a_look(event: DutyDeviated) -> None:
    """Put it on the coordinator's list, once a deviation."""
    scope = process_scope(NAME, event.facility_id)
    found = staff.deviations(scope).filter(pk=event.deviation_id).first()
    if found is None:
        return
    tasks.create_task(
        scope=scope,
        by=process_actor(NAME),
        code="rostering.deviation",
        title=N_("{who} was put on duty all the same: look at it"),
        title_values={"who": str(found.member)},
        instructions=found.reason,
        opens=found.recorded,
        due=found.recorded + WITHIN,
        cause=f"DutyDeviation/{found.pk}",
        cause_code=str(found.deviation),
    )
