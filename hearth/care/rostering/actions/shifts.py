"""Somebody does not come: who, from when, and who comes instead."""

from datetime import datetime, timedelta
from typing import Any

from hearth.care.rostering import queries, rules
from hearth.care.rostering.codes import (
    OfferAnswer,
    OfferChannel,
    OpenShiftStatus,
    UnfilledReason,
)
from hearth.care.rostering.events import (
    CalledOff,
    ShiftClosedUnfilled,
    ShiftFilled,
    ShiftOpened,
)
from hearth.care.rostering.models import CallOff, OpenShift, ShiftOffer
from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Neighborhood
from hearth.record.staff import actions as staff
from hearth.record.staff import queries as people
from hearth.record.staff.codes import AbsenceReason, DutyRole, DutyStatus, RunKind
from hearth.record.staff.models import DutyPeriod, Run, Shift, StaffMember
from hearth.record.staff.rules import shift_turn


EARLY = timedelta(hours=2)
WENT, CAME = "went-home", "came-later"  # codes of run-change-reasons


@action("rostering.call_off")
def call_off(
    *,
    scope: Scope,
    by: Actor,
    duty: DutyPeriod,
    reason: AbsenceReason | str,
    starts: datetime | None = None,
) -> OpenShift | None:
    """Say that somebody does not work from ``starts`` (UTC): the whole duty, or from now where
    they are on it. Why is a class; what somebody has is not asked.

    Whoever was to come holds no run any more, and somebody is looked for: the open shift comes
    back, or None where nothing of the duty is left.
    Raises Refused: duty-over, called-off, future; Conflict: open-already.
    """
    row = DutyPeriod.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    now = clock.now()
    on = row.status == DutyStatus.ON
    away_from = starts or (now if on else row.starts)
    left = rules.left_open(row.starts, row.ends, away_from=away_from, now=now)
    run = _run_of(scope, row, away_from if on else max(row.starts, away_from))
    _leave(scope, by, row, away_from, str(reason))
    made = CallOff.objects.create(
        facility_id=row.facility_id,
        duty=row,
        member_id=row.member_id,
        starts=away_from,
        reason=reason,
        recorded=now,
        recorder=by,
    )
    note("rostering.call_off", made, by=by, detail={"reason": str(reason)})
    publish(
        CalledOff(
            facility_id=row.facility_id,
            call_off_id=made.pk,
            duty_id=row.pk,
            member_id=row.member_id,
        )
    )
    if left is None:
        return None
    return _open(
        scope,
        by,
        role=row.role,
        starts=left[0],
        ends=left[1],
        run=run,
        shift=row.shift,
        neighborhood=row.neighborhood,
        instead_of=row,
    )


@action("rostering.open_shift")
def open_shift(
    *,
    scope: Scope,
    by: Actor,
    role: DutyRole | str,
    starts: datetime,
    ends: datetime,
    run: Run | None = None,
    shift: Shift | None = None,
    neighborhood: Neighborhood | None = None,
) -> OpenShift:
    """Say that somebody is looked for. Raises Refused: ends-first, too-long, past."""
    rules.check_shift(starts, ends, clock.now())
    return _open(
        scope,
        by,
        role=str(role),
        starts=starts,
        ends=ends,
        run=run,
        shift=shift,
        neighborhood=neighborhood,
    )


@action("rostering.record_offer")
def record_offer(
    *,
    scope: Scope,
    by: Actor,
    open_shift: OpenShift,
    member: StaffMember,
    answer: OfferAnswer | str,
    channel: OfferChannel | str = OfferChannel.CALL,
    despite: str = "",
) -> ShiftOffer:
    """Say that somebody was asked, which way, and what they said. A yes fills the shift.

    Raises as ``fill_shift``; then nothing is kept. Conflict: closed-already.
    """
    row = _lock(scope, open_shift)
    now = clock.now()
    made = ShiftOffer.objects.create(
        facility_id=row.facility_id,
        open_shift=row,
        member=member,
        channel=channel,
        answer=answer,
        effective=now,
        recorded=now,
        recorder=by,
    )
    note("rostering.record_offer", made, by=by, detail={"answer": str(answer)})
    if answer == OfferAnswer.YES:
        fill_shift(scope=scope, by=by, open_shift=row, member=member, despite=despite)
    return made


@action("rostering.fill_shift")
def fill_shift(
    *, scope: Scope, by: Actor, open_shift: OpenShift, member: StaffMember, despite: str = ""
) -> DutyPeriod:
    """Plan somebody for an open shift, from now or its start, and put them on its run.

    A run that was shared out meanwhile stays with those who have it.
    Raises Refused: not-employed, role-missing, not-qualified, not-yours; Conflict:
    closed-already, on-duty-then.
    """
    row = _lock(scope, open_shift)
    facility, now = Facility.objects.get(pk=row.facility_id), clock.now()
    fitting = next(
        (
            c.fit
            for one in queries.candidates(scope, facility, [row])
            for c in one.candidates
            if c.member.pk == member.pk
        ),
        None,
    )
    begins = max(row.starts, now, fitting.from_ if fitting else row.starts)
    if begins >= row.ends:
        raise Conflict("on-duty-then", N_("This person already has a duty at that time."))
    duty = staff.plan_duty(
        scope=scope,
        by=by,
        duty=staff.PlannedDuty(
            member=member,
            role=row.role,
            starts=begins,
            ends=row.ends,
            shift=row.shift,
            neighborhood=row.neighborhood,
        ),
        despite=despite,
    )
    _take_run(scope, by, row, duty, facility)
    row.status, row.filled_by_duty = OpenShiftStatus.FILLED, duty
    row.closed_at, row.closed_by = now, by
    row.save()
    note("rostering.fill_shift", row, by=by)
    publish(ShiftFilled(facility_id=row.facility_id, open_shift_id=row.pk, duty_id=duty.pk))
    return duty


@action("rostering.close_open_shift")
def close_open_shift(
    *, scope: Scope, by: Actor, open_shift: OpenShift, reason: UnfilledReason | str
) -> OpenShift:
    """Say that nobody is looked for any longer, and why. Raises Conflict: closed-already."""
    row = _lock(scope, open_shift)
    row.status, row.unfilled_reason = OpenShiftStatus.UNFILLED, reason
    row.closed_at, row.closed_by = clock.now(), by
    row.save()
    note("rostering.close_open_shift", row, by=by, detail={"reason": str(reason)})
    publish(
        ShiftClosedUnfilled(
            facility_id=row.facility_id, open_shift_id=row.pk, reason=str(reason)
        )
    )
    return row


def _leave(scope: Scope, by: Actor, duty: DutyPeriod, away_from: datetime, reason: str) -> None:
    """End what they work from an instant on: a duty that began, the rest of one, or all of it."""
    now = clock.now()
    if duty.status == DutyStatus.ON and away_from <= now:
        staff.end_duty(scope=scope, by=by, duty=duty, effective=away_from)
    elif duty.status == DutyStatus.ON or duty.starts < away_from < duty.ends:
        for line in people.assignments(scope).filter(duty=duty, ends__gt=away_from):
            staff.end_assignment(scope=scope, by=by, assignment=line, at=away_from, reason=WENT)
        staff.change_duty(scope=scope, by=by, duty=duty, changes={"ends": away_from})
    else:
        staff.report_absence(scope=scope, by=by, duty=duty, reason=reason)


def _run_of(scope: Scope, duty: DutyPeriod, at: datetime) -> Run | None:
    """The run or cart they hold at an instant of this duty; extra duties are shared out by hand."""
    lines = people.assignments(scope).filter(duty=duty, starts__lte=at, ends__gt=at)
    held = [line.run for line in lines if line.run.run_kind != RunKind.EXTRA]
    return next(iter(people.in_order(scope, held)), None)


def _open(scope: Scope, by: Actor, **values: Any) -> OpenShift:
    row = OpenShift.objects.create(
        facility_id=scope.facility_id, opened_at=clock.now(), opened_by=by, **values
    )
    note("rostering.open_shift", row, by=by)
    publish(ShiftOpened(facility_id=row.facility_id, open_shift_id=row.pk, role=row.role))
    return row


def _take_run(
    scope: Scope, by: Actor, row: OpenShift, duty: DutyPeriod, facility: Facility
) -> None:
    """Put them on the run, where it still stands empty."""
    if row.run is None or row.shift is None or row.run.closed_at is not None:
        return
    held = people.assignments(scope).filter(
        run=row.run, starts__lt=duty.ends, ends__gt=duty.starts
    )
    if held.exists():
        return
    day = duty.starts.astimezone(facility.zone).date()
    pattern = people.pattern(scope, row.shift)
    for one in (day, day - timedelta(days=1)):
        turn = shift_turn(pattern, one, facility.zone)
        if turn.starts - EARLY <= duty.starts < turn.ends:
            staff.assign_run(
                scope=scope,
                by=by,
                run=row.run,
                member=duty.member,
                shift=row.shift,
                day=one,
                starts=max(duty.starts, turn.starts),
                reason=CAME,
            )
            return


def _lock(scope: Scope, open_shift: OpenShift) -> OpenShift:
    found = OpenShift.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities
    )
    row = found.select_related("run", "shift", "neighborhood", "instead_of").get(
        pk=open_shift.pk
    )
    rules.check_open(row.status)
    return row
