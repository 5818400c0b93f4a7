"""Help with a resident of somebody else's run."""

from datetime import timedelta

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents.events import HelpingBegan
from hearth.record.residents.models import Helping, Resident
from hearth.record.staff import queries as staff

from ._rows import _about


STAYS_OVER = timedelta(hours=2)
"""How long somebody who stays past their duty helps on. Hearth's own limit."""


@action("residents.help_with")
def help_with(*, scope: Scope, by: Actor, resident: Resident) -> Helping:
    """Say that one helps with a resident, until the end of one's duty; no reason is asked.

    The same again while it holds is the same row. Raises Refused: not-on-duty.
    """
    now = clock.now()
    duties = staff.duties_at(scope, now).filter(member__actor_id=by.pk).order_by("-starts")
    duty = duties.select_for_update(of=("self",)).first()
    if duty is None:
        raise Refused("not-on-duty", N_("You are not on duty now. Check in first."))
    known = Helping.objects.filter(
        facility_id=resident.facility_id,
        resident=resident,
        member_id=duty.member_id,
        starts__lte=now,
        ends__gt=now,
    ).first()
    if known is not None:
        return known
    ends = duty.ends if duty.ends > now else now + STAYS_OVER
    row = Helping.objects.create(
        **_about(resident), member_id=duty.member_id, duty=duty, starts=now, ends=ends
    )
    note("residents.help_with", row, by=by)
    publish(
        HelpingBegan(
            facility_id=row.facility_id, resident_id=row.resident_id, member_id=row.member_id
        )
    )
    return row
