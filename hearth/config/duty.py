"""Whether somebody is on duty, as the tablet's door asks (settings.HEARTH_ON_DUTY)."""

from uuid import UUID

from hearth.kernel import clock
from hearth.platform.scope import process_scope
from hearth.record.staff import queries
from hearth.record.staff.codes import DutyStatus


def is_on_duty(facility_id: UUID, actor_id: UUID) -> bool:
    """Whether a person said that they are here, and not that they left.

    What is planned opens nothing: whoever comes checks in. Somebody without a staff file here is
    not counted by duty at all.
    """
    scope = process_scope("device", facility_id)
    member = queries.member_of(scope, actor_id)
    if member is None:
        return True
    here = queries.duties_at(scope, clock.now()).filter(member=member)
    return here.filter(status=DutyStatus.ON).exists()
