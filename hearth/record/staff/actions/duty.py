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
from hearth.record.staff import permissions, queries, rules
from hearth.record.staff.codes import DeviationKind, DutyRole, DutyStatus
from hearth.record.staff.events import (
    AbsenceReported,
    DutyDeviated,
    DutyEnded,
    DutyPlanned,
    DutyStarted,
)
from hearth.record.staff.models import DutyDeviation, DutyPeriod, Shift, StaffMember, StaffRole

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
def plan_duty(
    *,
    scope: Scope,
    by: Actor,
    duty: PlannedDuty,
    despite: str = "",
    happened: bool = False,
) -> DutyPeriod:
    """Plan somebody for a time. Instants are UTC; at most 24 hours.

    ``despite`` says why, where a qualification lacks or they are not at work; ``happened``
    that they are here already, so that it is a fact and no plan.

    Raises Refused: ends-first, too-long, not-employed, role-missing, not-qualified, not-yours,
    ask-somebody; Conflict: on-duty-then.
    """
    row = _plan(scope, by, [duty], despite, happened=happened)[0]
    note("staff.plan_duty", row, by=by)
    publish(DutyPlanned(**_named(row)))
    return row


@action("staff.plan_duties")
def plan_duties(
    *, scope: Scope, by: Actor, duties: Sequence[PlannedDuty], despite: str = ""
) -> list[DutyPeriod]:
    """Plan many at once, in a few statements. All or none; it raises what plan_duty raises."""
    if not duties:
        return []
    rows = _plan(scope, by, duties, despite)
    note_many("staff.plan_duty", rows, by=by)
    publish_many([DutyPlanned(**_named(row)) for row in rows])
    return rows


@action("staff.change_duty")
def change_duty(
    *,
    scope: Scope,
    by: Actor,
    duty: DutyPeriod,
    changes: DutyChanges,
    despite: str = "",
) -> DutyPeriod:
    """Move a duty, give it to somebody else, or change its role, place or run.

    Once somebody came on duty it stays theirs.
    ``despite`` says why, where something speaks against it. Raises Refused: duty-over,
    called-off, duty-began, ends-first, too-long, not-employed, role-missing, not-qualified,
    not-yours, ask-somebody; Conflict: on-duty-then.
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
        _check_people(row.facility_id, [row], _zone(row.facility_id))
    row.save()
    if "member" in changed:
        _end_lines_of(row, clock.now(), by=by)
    note("staff.change_duty", row, by=by, detail={"fields": changed})
    publish(DutyPlanned(**_named(row)))
    return row


@action("staff.start_duty")
def start_duty(
    *,
    scope: Scope,
    by: Actor,
    duty: DutyPeriod,
    effective: datetime | None = None,
    despite: str = "",
) -> DutyPeriod:
    """Say that somebody came on duty, at ``effective`` (UTC, default now).

    Where a qualification lacks or they are not at work, somebody else than the person says why
    they work all the same (``despite``): what is true can be recorded, and is looked at after.

    Raises Refused: future, duty-over, called-off, not-then, not-qualified, ask-somebody;
    Conflict: duty-began.
    """
    row, now = _lock(duty), clock.now()
    came = effective or now
    rules.check_start(_as_rule(row), came, now)
    if not DutyDeviation.objects.filter(facility_id=row.facility_id, duty=row).exists():
        _ask(scope, by, [row], despite, DeviationKind.HAPPENED)
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


def _plan(
    scope: Scope,
    by: Actor,
    duties: Sequence[PlannedDuty],
    despite: str,
    *,
    happened: bool = False,
) -> list[DutyPeriod]:
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
    zone = _zone(scope.facility_id)
    _check_people(scope.facility_id, rows, zone)
    against = _against(scope, rows, zone)
    kind = DeviationKind.HAPPENED if happened else DeviationKind.ALLOWED
    _check_despite(scope, by, against, despite, kind)
    made = DutyPeriod.objects.bulk_create(rows, batch_size=1000)
    _deviate(by, against, despite, kind)
    return made


Against = list[tuple[DutyPeriod, list[rules.Finding]]]


def _ask(
    scope: Scope, by: Actor, rows: Sequence[DutyPeriod], despite: str, kind: DeviationKind
) -> None:
    """Ask before somebody works against what is asked for; keep why where it was said."""
    against = _against(scope, rows, _zone(scope.facility_id))
    _check_despite(scope, by, against, despite, kind)
    _deviate(by, against, despite, kind)


def _against(scope: Scope, rows: Sequence[DutyPeriod], zone: ZoneInfo) -> Against:
    """What stops these people from working then, as far as something does."""
    known = queries.asking(scope, {row.member_id for row in rows})
    found = [
        (row, known.stops(row.member_id, row.role, _local(row.starts, zone))) for row in rows
    ]
    return [(row, stops) for row, stops in found if stops]


def _check_despite(
    scope: Scope, by: Actor, against: Against, despite: str, kind: DeviationKind
) -> None:
    """Refuse without a reason, and from whoever may not say it.

    Raises Refused: not-qualified, not-yours, ask-somebody.
    """
    if not against:
        return
    row, stops = against[0]
    who, what = str(row.member), queries.findings_text(scope, stops)
    if not despite.strip():
        raise Refused(
            "not-qualified",
            N_("{who}: {what}. Choose somebody else, or say why it must be so."),
            who=who,
            what=what,
        )
    if scope.may(permissions.OVERRULE_STOP) or scope.actor_kind == "process":
        return
    if kind is DeviationKind.ALLOWED:
        raise Refused(
            "not-yours",
            N_("{who}: {what}. The coordinator, a nurse or the director decides that."),
            who=who,
            what=what,
        )
    if any(one.member.actor_id == by.pk for one, _stops in against):
        raise Refused(
            "ask-somebody",
            N_("{who}: {what}. Whoever leads the shift checks you in."),
            who=who,
            what=what,
        )


def _deviate(by: Actor, against: Against, despite: str, kind: DeviationKind) -> None:
    """Keep what was done all the same, and why."""
    rows = [
        DutyDeviation(
            facility_id=duty.facility_id,
            duty=duty,
            member_id=duty.member_id,
            deviation=kind,
            findings=[
                {
                    "code": str(f.code),
                    "sorts": list(f.sorts),
                    "day": f.day.isoformat() if f.day else "",
                }
                for f in stops
            ],
            reason=despite.strip(),
            recorded=clock.now(),
            recorder=by,
        )
        for duty, stops in against
    ]
    DutyDeviation.objects.bulk_create(rows)
    for row in rows:
        note("staff.overrule_stop", row, by=by, detail={"kind": str(kind)})
    publish_many(
        [
            DutyDeviated(
                facility_id=row.facility_id,
                deviation_id=row.pk,
                duty_id=row.duty_id,
                member_id=row.member_id,
            )
            for row in rows
        ]
    )


def _check_people(facility_id: UUID, rows: Iterable[DutyPeriod], zone: ZoneInfo) -> None:
    """Refuse whoever does not work here then, or has not that role then.

    Raises Refused: not-employed, role-missing.
    """
    rows = list(rows)
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


def _zone(facility_id: UUID) -> ZoneInfo:
    return Facility.objects.get(pk=facility_id).zone


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
