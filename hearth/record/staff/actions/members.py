"""Take people on, keep their file right, and see them off."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Q

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.intervals import day_bounds
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff.codes import DutyRole, DutyStatus, Employment
from hearth.record.staff.events import (
    AbsenceReported,
    OnCallCancelled,
    StaffMemberAdded,
    StaffMemberEnded,
)
from hearth.record.staff.models import DutyPeriod, OnCall, StaffMember, StaffRole


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody who begins to work here. ``roles`` are what they may be on duty as, house-wide."""

    family: str
    given: str = ""
    preferred: str = ""
    actor: Actor | None = None
    staff_number: str = ""
    employment: Employment = Employment.OWN
    job_title: str = ""
    credentials: str = ""
    phone: str = ""
    email: str = ""
    languages: Sequence[str] = ()
    active_from: date | None = None
    active_to: date | None = None
    roles: Sequence[DutyRole | str] = ()


class MemberChanges(TypedDict, total=False):
    """What can be changed in a staff file; what is left out stays."""

    family: str
    given: str
    preferred: str
    actor: Actor | None
    staff_number: str
    employment: Employment
    job_title: str
    credentials: str
    phone: str
    email: str
    languages: Sequence[str]
    photo_blob: UUID | None
    active_from: date


@action("staff.add_staff_member")
def add_staff_member(*, scope: Scope, by: Actor, member: NewMember) -> StaffMember:
    """Open the file of somebody who works here from a local day on (default: today).

    Raises Refused: name-missing, ends-first; Conflict: actor-taken, staff-number-taken.
    """
    made = _make(scope, [member])[0]
    note("staff.add_staff_member", made, by=by)
    publish(StaffMemberAdded(facility_id=made.facility_id, member_id=made.pk))
    return made


@action("staff.add_staff_members")
def add_staff_members(
    *, scope: Scope, by: Actor, members: Sequence[NewMember]
) -> list[StaffMember]:
    """The same for many at once, in a few statements: an import, a first setup. All or none."""
    if not members:
        return []
    made = _make(scope, members)
    note_many("staff.add_staff_member", made, by=by)
    publish_many([StaffMemberAdded(facility_id=m.facility_id, member_id=m.pk) for m in made])
    return made


@action("staff.change_staff_member")
def change_staff_member(
    *, scope: Scope, by: Actor, member: StaffMember, changes: MemberChanges
) -> StaffMember:
    """Set right what a staff file says. Nothing changed leaves no trace.

    Raises Refused: name-missing; Conflict: actor-taken, staff-number-taken.
    """
    row = _lock(member)
    changed = _put(row, changes)
    if not changed:
        return row
    _fold(row)
    row.save()
    note("staff.change_staff_member", row, by=by, detail={"fields": changed})
    return row


@action("staff.end_staff_member")
def end_staff_member(
    *, scope: Scope, by: Actor, member: StaffMember, last_day: date
) -> StaffMember:
    """Say that somebody works here no longer after a local day.

    What was planned for them later is called off, so that it shows as open; their roles end,
    their on-call turns are cancelled. Their sign-in is another matter: the office ends it.

    Raises Refused: ends-first.
    """
    row = _lock(member)
    if last_day < row.active_from:
        raise Refused("ends-first", N_("The last day is before the first."))
    row.active_to = last_day
    row.save()
    _end_roles(row, last_day)
    _call_off(row, last_day)
    _cancel_turns(row, last_day, by)
    note("staff.end_staff_member", row, by=by, detail={"last_day": last_day.isoformat()})
    publish(
        StaffMemberEnded(
            facility_id=row.facility_id, member_id=row.pk, active_to=last_day.isoformat()
        )
    )
    return row


def _put(row: object, changes: Mapping[str, object]) -> list[str]:
    """Put changed values on a row; which fields changed, by name."""
    changed = []
    for name, value in changes.items():
        value = value.strip() if isinstance(value, str) and type(value) is str else value
        value = list(value) if isinstance(value, tuple) else value
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    return sorted(changed)


def _make(scope: Scope, members: Sequence[NewMember]) -> list[StaffMember]:
    facility = Facility.objects.get(pk=scope.facility_id)
    rows, roles = [], []
    for one in members:
        values = asdict(one) | {"actor": one.actor}
        held = values.pop("roles")
        values["languages"] = list(one.languages)
        values["active_from"] = one.active_from or facility.today()
        row = StaffMember(facility=facility, **values)
        _put(row, {name: getattr(row, name) for name in values})
        _fold(row)
        rows.append(row)
        roles += [
            StaffRole(facility=facility, member=row, role=role, starts=row.active_from)
            for role in dict.fromkeys(held)
        ]
    StaffMember.objects.bulk_create(rows, batch_size=500)
    StaffRole.objects.bulk_create(roles, batch_size=1000)
    return rows


def _fold(row: StaffMember) -> None:
    """Keep the names as they are searched. Raises Refused: name-missing."""
    row.family_folded = folded(row.family)[:80]
    row.given_folded = folded(row.given)[:80]
    if not row.family.strip():
        raise Refused("name-missing", N_("Enter the family name."))


def _lock(member: StaffMember) -> StaffMember:
    return StaffMember.objects.select_for_update().get(pk=member.pk)


def _end_roles(member: StaffMember, last_day: date) -> None:
    held = StaffRole.objects.filter(facility_id=member.facility_id, member=member)
    held = held.filter(Q(ends__isnull=True) | Q(ends__gt=last_day))
    held.filter(starts__lte=last_day).update(ends=last_day)
    for row in held.filter(starts__gt=last_day):
        row.ends = row.starts  # a role that never began ends on the day it would have
        row.save(update_fields=["ends"])


def _call_off(member: StaffMember, last_day: date) -> None:
    """What was planned after the last day is called off."""
    after = day_bounds(last_day, _facility(member).zone)[1]
    planned = DutyPeriod.objects.select_for_update().filter(
        facility_id=member.facility_id,
        member=member,
        status=DutyStatus.PLANNED,
        starts__gte=after,
    )
    rows = list(planned)
    planned.update(status=DutyStatus.ABSENT)
    publish_many(
        [
            AbsenceReported(
                facility_id=d.facility_id, duty_id=d.pk, member_id=member.pk, role=d.role
            )
            for d in rows
        ]
    )


def _cancel_turns(member: StaffMember, last_day: date, by: Actor) -> None:
    after = day_bounds(last_day, _facility(member).zone)[1]
    turns = OnCall.objects.select_for_update().filter(
        facility_id=member.facility_id, member=member, cancelled_at__isnull=True, ends__gt=after
    )
    for turn in turns:
        if turn.starts < after:
            turn.ends = after
            turn.save(update_fields=["ends"])
            continue
        turn.cancelled_at, turn.cancelled_by = clock.now(), by
        turn.save(update_fields=["cancelled_at", "cancelled_by"])
        publish(
            OnCallCancelled(
                facility_id=turn.facility_id,
                on_call_id=turn.pk,
                member_id=member.pk,
                role=turn.role,
            )
        )


def _facility(member: StaffMember) -> Facility:
    return Facility.objects.get(pk=member.facility_id)
