"""Rooms from a table, and who lives in which of them."""

from collections.abc import Iterable
from datetime import time
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.merging import CREATED, Taken
from hearth.platform.scope import Scope, scoped
from hearth.platform.tenancy.actions import add_apartments, add_neighborhood, change_apartment
from hearth.platform.tenancy.models import Apartment, Facility, Neighborhood, Place
from hearth.record.residents.actions import NewStay, open_stays
from hearth.record.residents.codes import LIVE_STAY, StayStatus
from hearth.record.residents.models import Resident, Stay
from hearth.surfaces.interop.mapped import LocationFacts, ResidentFacts
from hearth.surfaces.interop.reasons import Notice, reason
from hearth.surfaces.interop.tables.reading import RowEntry

from .part import Case, Part


MOST_PLACES = 6  # behind one door; Source: tenancy.apartments


# Rooms


def take_places(part: Part) -> None:
    """Apartments with their places; what is here already is completed and never taken away."""
    doors: dict[str, list[Case]] = {}
    for case in part.of_type("Location"):
        doors.setdefault(_room_of(case.facts), []).append(case)
    if not doors:
        return
    known = {one.number: one for one in _apartments(part.scope)}
    for number, cases in doors.items():
        try:
            with scoped(part.scope):
                row = _door(part, known.get(number), number, [case.facts for case in cases])
        except Refused as refused:
            for case in cases:
                case.put_aside(reason("room-refused", problem=str(refused)))
            continue
        for case in cases:
            case.become("Apartment", Taken(row=row, fate=CREATED))


def _room_of(facts: LocationFacts) -> str:
    return facts.part_of.display if facts.part_of else facts.name


def _door(part: Part, known: Apartment | None, number: str, rows: list[LocationFacts]) -> UUID:
    """One apartment with as many places as its rows name beds, or as they say."""
    beds = {row.name for row in rows if row.part_of}
    wanted = max([len(beds), 1, *(row.capacity or 1 for row in rows)])
    who: dict[str, Any] = {"scope": part.scope, "by": part.by}
    if known is None:
        where = _neighborhood(part, next((r.neighborhood for r in rows if r.neighborhood), ""))
        text = number if wanted == 1 else f"{min(wanted, MOST_PLACES)} places in {number}"
        return add_apartments(**who, neighborhood=where, text=text)[0].pk
    held = Place.objects.filter(
        facility_id__in=part.scope.facilities, apartment=known, closed_at__isnull=True
    ).count()
    if wanted > held:
        change_apartment(**who, apartment=known, neighborhood=known.neighborhood, places=wanted)
    return known.pk


def _apartments(scope: Scope) -> Iterable[Apartment]:
    rows = Apartment.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    return rows.select_related("neighborhood")


def _neighborhood(part: Part, name: str) -> Neighborhood:
    """The neighborhood of that name; the first one where none is named."""
    rows = Neighborhood.objects.filter(
        facility_id__in=part.scope.facilities, closed_at__isnull=True
    ).order_by("position")
    found = rows.filter(name__iexact=name).first() if name else rows.first()
    if found is not None:
        return found
    house = Facility.objects.get(pk=part.scope.facility_id).name
    return add_neighborhood(scope=part.scope, by=part.by, name=name or house)


# Who lives where


def take_stays(part: Part) -> None:
    """Residents of a list with a room and a day of moving in live there, or move in then.

    Whoever has a residency already keeps it. A room nobody here has, or that somebody else
    holds, is said and left to a person.
    """
    cases = [
        case
        for case in part.cases
        if isinstance(case.entry, RowEntry)
        and isinstance(case.facts, ResidentFacts)
        and case.claim is not None
        and case.facts.room
    ]
    if not cases:
        return
    living = _with_a_residency(part.scope, [case.resident for case in cases])
    places = _places(part.scope)
    for case in cases:
        if case.resident in living:
            continue
        place = places.get(_plain(case.facts.room))
        if place is None:
            case.notices += (_said("place-unknown", case),)
        elif case.facts.admitted is None:
            case.notices += (_said("place-without-day", case),)
        else:
            _live(part, case, place)


def _live(part: Part, case: Case, place: Place) -> None:
    day, now = case.facts.admitted.first, clock.now()
    is_past = day <= clock.today(part.zone)
    # The hour is not known: noon of the day, and of today not later than now.
    starts = instant_of(day, time(12), part.zone)
    starts = min(starts, now) if is_past else starts
    try:
        with scoped(part.scope):
            open_stays(
                scope=part.scope,
                by=part.by,
                stays=[
                    NewStay(
                        resident=Resident.objects.get(pk__in=[case.resident]),
                        status=StayStatus.LIVES_HERE if is_past else StayStatus.MOVING_IN,
                        starts=starts,
                        since=starts if is_past else None,
                        place=place,
                        source_system=part.context.source,
                        source_id=case.source_id,
                    )
                ],
            )
    except Refused as refused:
        if refused.code == "place-held":
            case.notices += (_said("place-held", case),)
        else:
            case.notices += (_said("place-refused", case, problem=refused.code),)


def _said(code: str, case: Case, **values: str) -> Notice:
    return Notice("room", reason(code, room=case.facts.room, **values))


def _with_a_residency(scope: Scope, residents: list[UUID | None]) -> set[UUID]:
    rows = Stay.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=[one for one in residents if one],
        status__in=[str(status) for status in LIVE_STAY],
    )
    return set(rows.values_list("resident_id", flat=True))


def _places(scope: Scope) -> dict[str, Place]:
    """Places by how they are written: "12 A", "12-A" and, for the first of a door, "12-1"."""
    rows = Place.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    found: dict[str, Place] = {}
    behind: dict[UUID | None, int] = {}
    numbered: dict[str, Place] = {}
    for row in rows.select_related("apartment").order_by("position", "label"):
        found[_plain(row.label)] = row
        behind[row.apartment_id] = behind.get(row.apartment_id, 0) + 1
        if row.apartment is not None:
            numbered[_plain(f"{row.apartment.number}-{behind[row.apartment_id]}")] = row
    return numbered | found


def _plain(label: str) -> str:
    """A label without gaps and signs; a dash between two numbers still divides them."""
    parts = "".join(c if c.isalnum() else " " for c in label.casefold()).split()
    joined = ""
    for part in parts:
        both_digits = joined[-1:].isdigit() and part[:1].isdigit()
        joined += f"-{part}" if both_digits else part
    return joined
