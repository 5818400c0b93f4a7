"""Plan duty, and say who came, who left and who does not come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Neighborhood
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyRole, DutyStatus
from hearth.record.staff.events import AbsenceReported, DutyEnded, DutyPlanned, DutyStarted
from hearth.record.staff.models import DutyPeriod, Shift, StaffMember, StaffRole

from .members import _put
from .runs import _end_lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDuty:
    """One person, in one role, from one instant to another (UTC)."""

    member: StaffMember
    role: DutyRole | str
    starts: datetime
    ends: datetime
    shift: Shift | None = None
    neighborhood: Neighborhood | None = None
    run: str = ""


class DutyChanges(TypedDict, total=False):
    """What can be changed in a duty that is not over; what is left out stays."""

    member: StaffMember
    role: DutyRole | str
    starts: datetime
    ends: datetime
    shift: Shift | None
    neighborhood: Neighborhood | None
    run: str


@action("staff.plan_duty")
def plan_duty(*, scope: Scope, by: Actor, duty: PlannedDuty) -> DutyPeriod:
    """Plan somebody for a time. Instants are UTC; at most 24 hours.

    Raises Refused: ends-first, too-long, not-employed, role-missing; Conflict: on-duty-then.
    """
    row = _plan(scope, [duty])[0]
    note("staff.plan_duty", row, by=by)
    publish(DutyPlanned(**_named(row)))
    return row


@action("staff.plan_duties")
def plan_duties(*, scope: Scope, by: Actor, duties: Sequence[PlannedDuty]) -> list[DutyPeriod]:
    """Plan many at once, in a few statements. All or none; it raises what plan_duty raises."""
    if not duties:
        return []
    rows = _plan(scope, duties)
    note_many("staff.plan_duty", rows, by=by)
    publish_many([DutyPlanned(**_named(row)) for row in rows])
    return rows


@action("staff.change_duty")
def change_duty(
    *, scope: Scope, by: Actor, duty: DutyPeriod, changes: DutyChanges
) -> DutyPeriod:
    """Move a duty, give it to somebody else, or change its role, place or run.

    Once somebody came on duty it stays theirs.
    Raises Refused: duty-over, called-off, duty-began, ends-first, too-long, not-employed,
    role-missing; Conflict: on-duty-then.
    """
    row = _lock(duty)
    rules.check_open(DutyStatus(row.status))
    began = DutyStatus(row.status) is DutyStatus.ON
    changed = _put(row, changes)
    if not changed:
        return row
    if began and "member" in changed:
        raise Refused("duty-began", N_("They came on duty. Say when they left instead."))
    rules.check_duty(row.starts, row.ends)
    if {"member", "role", "starts"} & set(changed):
        _check_people(row.facility_id, [row])
    row.save()
    if "member" in changed:
        _end_lines_of(row, clock.now(), by=by)
    note("staff.change_duty", row, by=by, detail={"fields": changed})
    publish(DutyPlanned(**_named(row)))
    return row


@action("staff.start_duty")
def start_duty(
    *, scope: Scope, by: Actor, duty: DutyPeriod, effective: datetime | None = None
) -> DutyPeriod:
    """Say that somebody came on duty, at ``effective`` (UTC, default now).

    Raises Refused: future, duty-over, called-off, not-then; Conflict: duty-began.
    """
    row, now = _lock(duty), clock.now()
    came = effective or now
    rules.check_start(_as_rule(row), came, now)
    row.status, row.arrived_at = DutyStatus.ON, came
    row.save(update_fields=["status", "arrived_at"])
    note("staff.start_duty", row, by=by)
    publish(DutyStarted(**_named(row)))
    return row


@action("staff.end_duty")
def end_duty(
    *, scope: Scope, by: Actor, duty: DutyPeriod, effective: datetime | None = None
) -> DutyPeriod:
    """Say that somebody left, at ``effective`` (UTC, default now).

    Leaving early shortens the duty, so that they can come again that day; its history keeps
    what was planned. Raises Refused: duty-over, called-off, not-begun, future, left-first.
    """
    row, now = _lock(duty), clock.now()
    left = effective or now
    rules.check_end(DutyStatus(row.status), arrived=row.arrived_at, left=left, now=now)
    row.status, row.left_at = DutyStatus.ENDED, left
    if row.starts < left < row.ends:
        row.ends = left
    row.save(update_fields=["status", "left_at", "ends"])
    note("staff.end_duty", row, by=by)
    _end_lines_of(row, left, by=by)
    publish(DutyEnded(**_named(row)))
    return row


@action("staff.report_absence")
def report_absence(
    *, scope: Scope, by: Actor, duty: DutyPeriod, reason: str = ""
) -> DutyPeriod:
    """Say that somebody planned does not come. Why is optional, and never an illness.

    Raises Refused: duty-over, duty-began, called-off.
    """
    row = _lock(duty)
    rules.check_absence(DutyStatus(row.status))
    row.status, row.absence_reason = DutyStatus.ABSENT, reason.strip()
    row.save(update_fields=["status", "absence_reason"])
    note("staff.report_absence", row, by=by)
    _end_lines_of(row, clock.now(), by=by)
    publish(AbsenceReported(**_named(row)))
    return row


def _plan(scope: Scope, duties: Sequence[PlannedDuty]) -> list[DutyPeriod]:
    rows = [
        DutyPeriod(
            facility_id=scope.facility_id,
            member=one.member,
            role=one.role,
            starts=one.starts,
            ends=one.ends,
            shift=one.shift,
            neighborhood=one.neighborhood,
            run=one.run.strip(),
        )
        for one in duties
    ]
    for row in rows:
        rules.check_duty(row.starts, row.ends)
    _check_people(scope.facility_id, rows)
    return DutyPeriod.objects.bulk_create(rows, batch_size=1000)


def _check_people(facility_id: UUID, rows: Iterable[DutyPeriod]) -> None:
    """Refuse whoever does not work here then, or has not that role then.

    Raises Refused: not-employed, role-missing.
    """
    rows = list(rows)
    zone = Facility.objects.get(pk=facility_id).zone
    held = _roles_held(facility_id, {row.member_id for row in rows})
    for row in rows:
        day = _local(row.starts, zone)
        who = row.member
        rules.check_employed(who.active_from, who.active_to, day, who=str(who))
        spans = held.get((row.member_id, str(row.role)), [])
        if not any(rules.is_employed(first, last, day) for first, last in spans):
            raise Refused(
                "role-missing",
                N_("{who} does not have this role on that day. Assign it first."),
                who=str(who),
            )


Spans = dict[tuple[UUID, str], list[tuple[date, date | None]]]


def _roles_held(facility_id: UUID, member_ids: set[UUID]) -> Spans:
    found: Spans = {}
    rows = StaffRole.objects.filter(facility_id=facility_id, member_id__in=member_ids)
    for member_id, role, starts, ends in rows.values_list(
        "member_id", "role", "starts", "ends"
    ):
        found.setdefault((member_id, role), []).append((starts, ends))
    return found


def _local(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def _lock(duty: DutyPeriod) -> DutyPeriod:
    found = DutyPeriod.objects.select_for_update(of=("self",)).select_related("member")
    return found.get(pk=duty.pk)


def _as_rule(row: DutyPeriod) -> rules.Duty:
    return rules.Duty(
        member_id=row.member_id,
        role=row.role,
        starts=row.starts,
        ends=row.ends,
        status=DutyStatus(row.status),
        neighborhood_id=row.neighborhood_id,
    )


class _Named(TypedDict):
    facility_id: UUID
    duty_id: UUID
    member_id: UUID
    role: str


def _named(row: DutyPeriod) -> _Named:
    return {
        "facility_id": row.facility_id,
        "duty_id": row.pk,
        "member_id": row.member_id,
        "role": str(row.role),
    }
