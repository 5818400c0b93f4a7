"""Whose turn it is to be called."""

from datetime import datetime

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.events import OnCallCancelled, OnCallPlanned
from hearth.record.staff.models import OnCall, StaffMember


@action("staff.plan_on_call")
def plan_on_call(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    role: DutyRole | str,
    starts: datetime,
    ends: datetime,
    position: int = 1,
    phone: str = "",
) -> OnCall:
    """Plan whose turn it is to be called for a role, between two instants (UTC).

    ``position`` 1 is called first. ``phone`` when it is not the person's own number.
    Raises Refused: ends-first, too-long, no-phone, not-employed; Conflict: turn-taken.
    """
    number = phone.strip()
    rules.check_turn(starts, ends, phone=number or member.phone)
    day = starts.astimezone(Facility.objects.get(pk=scope.facility_id).zone).date()
    rules.check_employed(member.active_from, member.active_to, day, who=str(member))
    _check_free(scope, role=role, position=position, starts=starts, ends=ends)
    turn = OnCall.objects.create(
        facility_id=scope.facility_id,
        role=role,
        member=member,
        starts=starts,
        ends=ends,
        position=position,
        phone=number,
    )
    note("staff.plan_on_call", turn, by=by)
    publish(
        OnCallPlanned(
            facility_id=turn.facility_id,
            on_call_id=turn.pk,
            member_id=member.pk,
            role=str(role),
        )
    )
    return turn


@action("staff.cancel_on_call")
def cancel_on_call(*, scope: Scope, by: Actor, turn: OnCall) -> OnCall:
    """Take a turn back; one that has begun ends now. Raises Conflict: turn-over, turn-cancelled."""
    row = OnCall.objects.select_for_update().get(pk=turn.pk)
    now = clock.now()
    if row.cancelled_at is not None:
        raise Conflict("turn-cancelled", N_("This turn was cancelled already."))
    if row.ends <= now:
        raise Conflict("turn-over", N_("This turn is over."))
    if row.starts < now:
        row.ends = now
    else:
        row.cancelled_at, row.cancelled_by = now, by
    row.save()
    note("staff.cancel_on_call", row, by=by)
    publish(
        OnCallCancelled(
            facility_id=row.facility_id,
            on_call_id=row.pk,
            member_id=row.member_id,
            role=row.role,
        )
    )
    return row


def _check_free(
    scope: Scope, *, role: str, position: int, starts: datetime, ends: datetime
) -> None:
    """Refuse a second person in the same place of the order at the same time."""
    there = OnCall.objects.filter(
        facility_id=scope.facility_id,
        role=role,
        position=position,
        cancelled_at__isnull=True,
        starts__lt=ends,
        ends__gt=starts,
    )
    taken = there.select_related("member").first()
    if taken is not None:
        raise Conflict(
            "turn-taken",
            N_("{who} is planned for that place in the order then."),
            who=str(taken.member),
        )
