"""Minimal, valid residents. Call inside an open scope."""

from datetime import date, datetime, timedelta

from hearth.kernel import clock
from hearth.kernel.folding import folded
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility, Place
from hearth.record.residents.models import (
    Contact,
    Placement,
    PlannedAbsence,
    Resident,
    Stay,
    Whereabouts,
)


def make_resident(
    facility: Facility, family: str = "Hayes", given: str = "Margaret", **kwargs
) -> Resident:
    """A person on the record, who does not live here until ``make_stay``."""
    defaults = {
        "family_folded": folded(family),
        "given_folded": folded(given),
        "birth_date": date(1936, 4, 12),
    }
    return Resident.objects.create(
        facility=facility, family=family, given=given, **{**defaults, **kwargs}
    )


def make_stay(resident: Resident, status: str = "lives-here", **kwargs) -> Stay:
    """A residency that began 90 days ago."""
    starts: datetime = kwargs.pop("starts", None) or clock.now() - timedelta(days=90)
    defaults = {"status_since": starts, "moved_in_at": starts}
    return Stay.objects.create(
        facility_id=resident.facility_id,
        resident=resident,
        status=status,
        starts=starts,
        **{**defaults, **kwargs},
    )


def make_placement(stay: Stay, place: Place, actor: Actor, **kwargs) -> Placement:
    """The place a residency holds, from its first day."""
    defaults = {"starts": stay.starts, "placed_by": actor}
    return Placement.objects.create(
        facility_id=stay.facility_id,
        resident_id=stay.resident_id,
        stay=stay,
        place=place,
        **{**defaults, **kwargs},
    )


def make_contact(
    resident: Resident, family: str = "Boyle", given: str = "Ann", **kwargs
) -> Contact:
    defaults = {
        "facility_id": resident.facility_id,
        "relationship": "DAU",
        "telecom": [{"system": "phone", "value": "515-555-0123"}],
    }
    return Contact.objects.create(
        resident=resident,
        family=family,
        given=given,
        **{**defaults, **kwargs},
    )


def make_whereabouts(
    resident: Resident, actor: Actor, code: str = "out", **kwargs
) -> Whereabouts:
    now = clock.now()
    defaults = {"effective": now, "recorded": now, "recorder": actor}
    return Whereabouts.objects.create(
        facility_id=resident.facility_id, resident=resident, code=code, **{**defaults, **kwargs}
    )


def make_absence(resident: Resident, actor: Actor, **kwargs) -> PlannedAbsence:
    """An appointment in two hours, for two hours."""
    now = clock.now()
    defaults = {
        "starts": now + timedelta(hours=2),
        "ends": now + timedelta(hours=4),
        "out_for": "appointment",
        "planned_at": now,
        "planned_by": actor,
    }
    return PlannedAbsence.objects.create(
        facility_id=resident.facility_id, resident=resident, **{**defaults, **kwargs}
    )
