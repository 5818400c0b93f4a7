"""Minimal, valid people at work. Call inside an open scope."""

from datetime import date, time, timedelta

from hearth.kernel import clock
from hearth.kernel.folding import folded
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility
from hearth.record.staff.models import (
    DutyPeriod,
    OutsidePractitioner,
    Qualification,
    Run,
    RunAssignment,
    RunPlace,
    Shift,
    StaffMember,
    StaffRole,
)


def make_member(
    facility: Facility, family: str = "Diaz", given: str = "Ana", **kwargs
) -> StaffMember:
    defaults = {
        "family_folded": folded(family),
        "given_folded": folded(given),
        "active_from": date(2020, 1, 1),
    }
    return StaffMember.objects.create(
        facility=facility, family=family, given=given, **{**defaults, **kwargs}
    )


def make_shift(facility: Facility, name: str = "Day", **kwargs) -> Shift:
    defaults = {"start": time(7), "end": time(15)}
    return Shift.objects.create(facility=facility, name=name, **{**defaults, **kwargs})


def make_duty(member: StaffMember, role: str = "nurse", **kwargs) -> DutyPeriod:
    """Planned for the eight hours from now, unless told otherwise."""
    starts = kwargs.pop("starts", None) or clock.now()
    defaults = {"ends": starts + timedelta(hours=8)}
    return DutyPeriod.objects.create(
        facility_id=member.facility_id,
        member=member,
        role=role,
        starts=starts,
        **{**defaults, **kwargs},
    )


def make_practitioner(
    facility: Facility, family: str = "Okafor", **kwargs
) -> OutsidePractitioner:
    defaults = {"given": "Chidi", "prefix": "Dr", "family_folded": folded(family)}
    return OutsidePractitioner.objects.create(
        facility=facility, family=family, **{**defaults, **kwargs}
    )


def make_qualification(member: StaffMember, sort: str = "cpr", **kwargs) -> Qualification:
    """On file since long, without an end unless told otherwise."""
    return Qualification.objects.create(
        facility_id=member.facility_id,
        member=member,
        sort=sort,
        recorded_at=clock.now(),
        recorded_by=kwargs.pop("by", None) or Actor.objects.filter(kind="person").first(),
        **kwargs,
    )


def make_role(member: StaffMember, role: str = "caregiver") -> StaffRole:
    """What somebody may be on duty as, from their first day."""
    return StaffRole.objects.create(
        facility_id=member.facility_id, member=member, role=role, starts=member.active_from
    )


def make_run(facility: Facility, name: str = "2 East", places=(), **kwargs) -> Run:
    """A run that serves these places since yesterday."""
    run = Run.objects.create(facility=facility, name=name, **kwargs)
    for place in places:
        RunPlace.objects.create(
            facility=facility, run=run, place=place, starts=clock.now() - timedelta(days=60)
        )
    return run


def make_assignment(run: Run, duty: DutyPeriod, shift: Shift, actor, **kwargs) -> RunAssignment:
    """Somebody on a run for the whole of their duty, unless told otherwise."""
    defaults = {
        "day": duty.starts.astimezone(run.facility.zone).date(),
        "starts": duty.starts,
        "ends": duty.ends,
        "assigned_by": actor,
        "assigned_at": clock.now(),
    }
    return RunAssignment.objects.create(
        facility_id=run.facility_id,
        run=run,
        member=duty.member,
        duty=duty,
        shift=shift,
        **{**defaults, **kwargs},
    )
