"""Somebody an agency sent goes: what their PIN opened ends with them."""

from hearth.care.rostering import actions as rostering
from hearth.care.rostering import queries
from hearth.kernel import clock
from hearth.platform.identity.actions import process_actor
from hearth.platform.outbox.events import on
from hearth.platform.scope import process_scope
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyStatus
from hearth.record.staff.events import DutyEnded


NAME = "protocols.duty_ended"


@on(DutyEnded)
def end_agency_pass(event: DutyEnded) -> None:
    """End the pass of whoever is on no duty any more; who went on in another role stays."""
    scope = process_scope(NAME, event.facility_id)
    found = queries.open_pass_of(scope, event.member_id)
    here = staff.duties_at(scope, clock.now()).filter(member_id=event.member_id)
    if found is None or here.filter(status=DutyStatus.ON).exists():
        return
    rostering.end_agency_pass(scope=scope, by=process_actor(NAME), agency_pass=found)
