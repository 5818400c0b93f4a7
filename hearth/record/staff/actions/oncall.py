"""Whose turn it is to be called, who takes a part of it, and who stands in for whom."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries, rules
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.events import (
    CallTakenRecorded,
    CallTakenRetracted,
    OnCallCancelled,
    OnCallPlanned,
    OnCallTakenOver,
    StandInEnded,
    StandInSet,
)
from hearth.record.staff.models import CallTaken, OnCall, StaffMember, StandIn


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
    publish(_planned(turn))
    return turn


@action("staff.plan_rotation")
def plan_rotation(
    *,
    scope: Scope,
    by: Actor,
    members: Sequence[StaffMember],
    role: DutyRole | str,
    first: date,
    at: time,
    every_days: int = 7,
    count: int = 4,
    position: int = 1,
) -> list[OnCall]:
    """Plan turns one after the other, in the order of ``members``, handed over at a wall time of
    the community every so many days. All of them or none.

    Raises Refused: nobody-named, too-many, too-long, no-phone, not-employed; Conflict: turn-taken.
    """
    zone = Facility.objects.get(pk=scope.facility_id).zone
    people = {m.pk: m for m in members}
    spans = rules.rotation(
        list(people), first=first, at=at, every_days=every_days, count=count, zone=zone
    )
    rows = []
    for member_id, starts, ends in spans:
        member = people[member_id]
        rules.check_turn(starts, ends, phone=member.phone)
        day = starts.astimezone(zone).date()
        rules.check_employed(member.active_from, member.active_to, day, who=str(member))
        _check_free(scope, role=role, position=position, starts=starts, ends=ends)
        rows.append(
            OnCall(
                facility_id=scope.facility_id,
                role=role,
                member=member,
                starts=starts,
                ends=ends,
                position=position,
            )
        )
    OnCall.objects.bulk_create(rows)
    note_many("staff.plan_rotation", rows, by=by)
    publish_many([_planned(row) for row in rows])
    return rows


@action("staff.take_part_of_turn")
def take_part_of_turn(
    *,
    scope: Scope,
    by: Actor,
    turn: OnCall,
    member: StaffMember,
    starts: datetime,
    ends: datetime,
    phone: str = "",
    reason: str = "",
) -> OnCall:
    """Let somebody else be called for a part of a turn, or for all of it; the turn itself stands.

    Raises Refused: ends-first, outside-turn, same-person, no-phone, not-employed;
    Conflict: turn-cancelled, part-taken.
    """
    row = OnCall.objects.select_for_update().get(pk=turn.pk)
    if row.cancelled_at is not None:
        raise Conflict("turn-cancelled", N_("This turn was cancelled already."))
    rules.check_part(row.as_turn, starts, ends, member_id=member.pk)
    number = phone.strip()
    rules.check_turn(starts, ends, phone=number or member.phone)
    zone = Facility.objects.get(pk=scope.facility_id).zone
    day = starts.astimezone(zone).date()
    rules.check_employed(member.active_from, member.active_to, day, who=str(member))
    part = OnCall.objects.create(
        facility_id=row.facility_id,
        role=row.role,
        member=member,
        starts=starts,
        ends=ends,
        position=row.position,
        phone=number,
        instead_of=row,
        reason=reason.strip(),
    )
    note("staff.take_part_of_turn", part, by=by)
    publish(_planned(part))
    return part


@action("staff.take_over_turn")
def take_over_turn(*, scope: Scope, by: Actor, turn: OnCall, text: str = "") -> OnCall:
    """Say that one has the turn from now on: the one before may stop listening for the phone.

    ``text`` is what they were told. Raises Refused: not-then, taken-over; Conflict: turn-cancelled.
    """
    row = OnCall.objects.select_for_update().get(pk=turn.pk)
    if row.cancelled_at is not None:
        raise Conflict("turn-cancelled", N_("This turn was cancelled already."))
    now = clock.now()
    rules.check_take_over(row.as_turn, now, taken=row.taken_over_at is not None)
    row.taken_over_at, row.taken_over_by = now, by
    row.handover_text = text.strip()
    row.save(update_fields=["taken_over_at", "taken_over_by", "handover_text"])
    note("staff.take_over_turn", row, by=by)
    publish(
        OnCallTakenOver(
            facility_id=row.facility_id,
            on_call_id=row.pk,
            member_id=row.member_id,
            role=row.role,
        )
    )
    return row


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


def _planned(turn: OnCall) -> OnCallPlanned:
    return OnCallPlanned(
        facility_id=turn.facility_id,
        on_call_id=turn.pk,
        member_id=turn.member_id,
        role=str(turn.role),
    )


@action("staff.record_call_taken")
def record_call_taken(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    minutes: int,
    came_in: bool = False,
    effective: datetime | None = None,
) -> CallTaken:
    """Record that somebody on call was called, at ``effective`` (UTC, default now).

    Raises Refused: future, too-long, not-on-call.
    """
    now = clock.now()
    at = effective or now
    rules.check_call_taken(at, minutes, now=now)
    turn = next((t for t in queries.on_call(scope, at) if t.member_id == member.pk), None)
    if turn is None:
        raise Refused(
            "not-on-call",
            N_("{who} was not on call then. Plan the turn first, or choose another time."),
            who=str(member),
        )
    row = CallTaken.objects.create(
        facility_id=scope.facility_id,
        member=member,
        turn=turn,
        minutes=minutes,
        came_in=came_in,
        effective=at,
        recorded=now,
        recorder=by,
    )
    note("staff.record_call_taken", row, by=by)
    publish(
        CallTakenRecorded(
            facility_id=row.facility_id, call_taken_id=row.pk, member_id=member.pk
        )
    )
    return row


@action("staff.retract_call_taken")
def retract_call_taken(*, scope: Scope, by: Actor, call: CallTaken, reason: str) -> CallTaken:
    """Mark a call as entered in error, with the reason; it counts no more and stays readable.

    Raises Refused: reason-missing; Conflict: already-retracted.
    """
    row = CallTaken.objects.select_for_update().get(pk=call.pk)
    if row.entered_in_error_at is not None:
        raise Conflict("already-retracted", N_("It was taken back already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it is taken back."))
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    row.save(
        update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"]
    )
    note("staff.retract_call_taken", row, by=by)
    publish(
        CallTakenRetracted(
            facility_id=row.facility_id, call_taken_id=row.pk, member_id=row.member_id
        )
    )
    return row


# Who stands in


@action("staff.set_stand_in")
def set_stand_in(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    stand_in: StaffMember,
    starts: datetime | None = None,
    ends: datetime | None = None,
    note_text: str = "",
) -> StandIn:
    """Name who looks after somebody's tasks and promises while they are away.

    Instants are UTC; ``starts`` default now, no ``ends`` until they are back. Nothing is moved:
    the tasks stay theirs and stand on the other's list too.
    Raises Refused: same-person, ends-first, until-past, not-employed; Conflict: away-then.
    """
    now = clock.now()
    begins = starts or now
    rules.check_stand_in(
        member_id=member.pk, by_id=stand_in.pk, starts=begins, ends=ends, now=now
    )
    day = begins.astimezone(Facility.objects.get(pk=scope.facility_id).zone).date()
    rules.check_employed(stand_in.active_from, stand_in.active_to, day, who=str(stand_in))
    row = StandIn.objects.create(
        facility_id=scope.facility_id,
        member=member,
        stand_in=stand_in,
        starts=begins,
        ends=ends,
        note=note_text.strip(),
        set_at=now,
        set_by=by,
    )
    note("staff.set_stand_in", row, by=by)
    publish(StandInSet(**_standing(row)))
    return row


@action("staff.end_stand_in")
def end_stand_in(*, scope: Scope, by: Actor, row: StandIn) -> StandIn:
    """Say that somebody is back, or takes their plan to be away back. Raises Conflict: back-already."""
    found = StandIn.objects.select_for_update().get(pk=row.pk)
    now = clock.now()
    until = found.until
    if until is not None and until <= now:
        raise Conflict("back-already", N_("They are back already."))
    found.ended_at, found.ended_by = now, by
    found.save(update_fields=["ended_at", "ended_by"])
    note("staff.end_stand_in", found, by=by)
    publish(StandInEnded(**_standing(found)))
    return found


def _standing(row: StandIn) -> dict[str, UUID]:
    return {
        "facility_id": row.facility_id,
        "member_id": row.member_id,
        "stand_in_id": row.stand_in_id,
    }
