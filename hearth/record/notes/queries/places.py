"""Where do the residents live whom notes are about? In the order of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents import queries as people
from hearth.record.residents.models import Placement, Resident


@dataclass(frozen=True, slots=True)
class Home:
    """A resident and the place they hold; ``order`` is where it comes in a walk through the house."""

    resident: Resident
    place: str = ""
    neighborhood_id: UUID | None = None
    order: tuple[int, int, str] = (1_000_000, 0, "")


def homes(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> dict[UUID, Home]:
    """Those of the residents that this reader may see, with the places they hold now."""
    ids = {r for r in residents if r is not None and scope.may_see(r)}
    if not ids:
        return {}
    rows = people.every_record(scope).filter(pk__in=ids, security_label__in=scope.labels)
    held = people.places_held(scope, ids, now)
    return {row.pk: _home(row, held.get(row.pk)) for row in rows}


def home_of(scope: Scope, resident: Resident, now: datetime) -> Home:
    """One resident, with the place they hold now."""
    held = people.places_held(scope, [resident.pk], now)
    return _home(resident, held.get(resident.pk))


def _home(resident: Resident, held: Placement | None) -> Home:
    if held is None:
        return Home(resident, order=(1_000_000, 0, resident.family_folded))
    place = held.place
    order = (place.neighborhood.position, place.position, place.label)
    return Home(resident, place.label, place.neighborhood_id, order)


def living_in(scope: Scope, neighborhood_id: UUID, now: datetime) -> QuerySet[Placement, UUID]:
    """The keys of the residents who hold a place in a neighborhood now, to filter by."""
    there = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        cancelled_at__isnull=True,
        starts__lte=now,
        place__neighborhood_id=neighborhood_id,
    )
    return there.values_list("resident_id", flat=True)
