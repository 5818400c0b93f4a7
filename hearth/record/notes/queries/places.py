"""Where do the residents live whom notes are about? In the order of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents.models import Placement, Resident


@dataclass(frozen=True, slots=True)
class Home:
    """A resident and the place they hold: ``order`` is the order of the house."""

    resident: Resident
    place: str = ""
    neighborhood_id: UUID | None = None
    order: tuple[int, str] = (1_000_000, "")


def homes(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> dict[UUID, Home]:
    """Those of the residents that this reader may see, with the places they hold now."""
    ids = {r for r in residents if r is not None and scope.may_see(r)}
    people = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=ids)
    held = {p.resident_id: p for p in _placements(scope, now).filter(resident_id__in=ids)}
    found = {}
    for person in people:
        place = held[person.pk].place if person.pk in held else None
        found[person.pk] = (
            Home(person, place.label, place.neighborhood_id, (place.position, place.label))
            if place
            else Home(person, order=(1_000_000, person.family_folded))
        )
    return found


def living_in(scope: Scope, neighborhood_id: UUID, now: datetime) -> QuerySet[Placement, UUID]:
    """The keys of the residents who hold a place in a neighborhood now, to filter by."""
    there = _placements(scope, now).filter(place__neighborhood_id=neighborhood_id)
    return there.values_list("resident_id", flat=True)


def _placements(scope: Scope, now: datetime) -> QuerySet[Placement]:
    found = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        cancelled_at__isnull=True,
        starts__lte=now,
    )
    return found.select_related("place").order_by("starts")
