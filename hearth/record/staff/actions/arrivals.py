"""Somebody is here, or goes: planned or not, in any role they hold."""

from datetime import datetime, timedelta

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries, rules
from hearth.record.staff.codes import DutyRole, DutyStatus
from hearth.record.staff.models import DutyPeriod, Shift, StaffMember

from .duty import PlannedDuty, _as_rule, change_duty, end_duty, plan_duty, start_duty


WITHOUT_SHIFT = timedelta(hours=8)
"""How long somebody is expected to stay who comes unplanned, between shifts. Hearth's own default."""


@action("staff.check_in")
def check_in(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    role: DutyRole | str,
    despite: str = "",
    until: datetime | None = None,
) -> DutyPeriod:
    """Say that somebody is here now, in a role they hold.

    What was planned for them begins; planned in another role, it becomes this one; nothing
    planned makes a duty to ``until``, or the end of the shift. Whoever changes role, or goes on
    into a second shift, ends the duty before. ``despite`` says why when something speaks
    against it.

    Raises Refused: role-missing, not-employed, not-qualified, ask-somebody; Conflict: duty-began.
    """
    StaffMember.objects.select_for_update().get(pk=member.pk)
    now = clock.now()
    near = _near(scope, member, now)
    running = [d for d in near if d.status == DutyStatus.ON]
    planned = _planned(near, str(role), now)
    if planned is None and any(d.role == role for d in running):
        raise Conflict("duty-began", N_("They are on duty already."))
    for duty in running:
        end_duty(scope=scope, by=by, duty=duty)
    if planned is None:
        planned = _unplanned(scope, by, member, str(role), near, despite, until)
    elif planned.role != role:
        planned = change_duty(
            scope=scope, by=by, duty=planned, changes={"role": role}, despite=despite
        )
    done = start_duty(scope=scope, by=by, duty=planned, despite=despite)
    note("staff.check_in", done, by=by, detail={"role": str(role)})
    return done


@action("staff.check_out")
def check_out(*, scope: Scope, by: Actor, member: StaffMember) -> list[DutyPeriod]:
    """Say that somebody goes now: every duty they are on ends. Raises Refused: not-begun."""
    StaffMember.objects.select_for_update().get(pk=member.pk)
    running = [d for d in _near(scope, member, clock.now()) if d.status == DutyStatus.ON]
    if not running:
        raise Refused("not-begun", N_("They are not on duty now."))
    ended = [end_duty(scope=scope, by=by, duty=duty) for duty in running]
    for duty in ended:
        note("staff.check_out", duty, by=by)
    return ended


def _near(scope: Scope, member: StaffMember, now: datetime) -> list[DutyPeriod]:
    """Their duties around now, whatever became of them."""
    day = timedelta(hours=24)
    found = queries.duties(scope).filter(member=member, starts__gt=now - 2 * day)
    return list(found.filter(starts__lt=now + day))


def _planned(near: list[DutyPeriod], role: str, now: datetime) -> DutyPeriod | None:
    """What is planned for somebody who comes now: in this role first, else in another."""
    open_now = [d for d in near if rules.may_start(_as_rule(d), now)]
    return min(open_now, key=lambda d: (d.role != role, abs(d.starts - now)), default=None)


def _unplanned(
    scope: Scope,
    by: Actor,
    member: StaffMember,
    role: str,
    near: list[DutyPeriod],
    despite: str,
    until: datetime | None,
) -> DutyPeriod:
    """A duty for somebody nobody planned: to the end of the shift, or to their next duty."""
    now, shift = clock.now(), None
    ends = until
    if ends is None:
        facility = Facility.objects.get(pk=scope.facility_id)
        turn = queries.turn_to_come_for(scope, facility, now)
        if turn is not None:
            ends = turn.ends
            shift = Shift.objects.filter(facility=facility, pk=turn.shift.id).first()
    ends = ends or now + WITHOUT_SHIFT
    after = [d.starts for d in near if d.starts > now and d.status != DutyStatus.ABSENT]
    return plan_duty(
        scope=scope,
        by=by,
        duty=PlannedDuty(
            member=member, role=role, starts=now, ends=min([ends, *after]), shift=shift
        ),
        despite=despite,
        happened=True,
    )
