"""Which communities, neighborhoods, apartments and places are there?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hearth.platform.scope import Scope

from .models import Apartment, Facility, Neighborhood, Place


def communities(scope: Scope) -> QuerySet[Facility]:
    """The communities of this scope, by name."""
    return (
        Facility.objects.filter(pk__in=scope.facilities)
        .select_related("operator")
        .order_by("name")
    )


def any_community(scope: Scope) -> bool:
    """Whether this house has a community at all."""
    return Facility.objects.exists()


def neighborhoods(scope: Scope, *, closed: bool = False) -> QuerySet[Neighborhood]:
    """The neighborhoods in their order; with ``closed``, those no longer used too.

    Each carries ``apartments`` and ``places``: how many of either are in use.
    """
    found = Neighborhood.objects.filter(facility_id__in=scope.facilities)
    if not closed:
        found = found.filter(closed_at__isnull=True)
    return found.order_by("position", "name")


def apartments(scope: Scope, *, neighborhood_id: UUID | None = None) -> QuerySet[Apartment]:
    """The apartments in use, by number, each with ``places``: how many residents it holds."""
    found = Apartment.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    if neighborhood_id is not None:
        found = found.filter(neighborhood_id=neighborhood_id)
    return found.select_related("neighborhood").order_by("number")


def places(scope: Scope) -> QuerySet[Place]:
    """The places in use, in the order of the house."""
    found = Place.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    return found.select_related("apartment", "neighborhood").order_by("position", "label")


@dataclass(frozen=True, slots=True)
class Size:
    """How many apartments and places a neighborhood has in use."""

    apartments: int = 0
    places: int = 0


def sizes(scope: Scope) -> dict[UUID, Size]:
    """The size of each neighborhood, by its key."""
    open_ = Q(closed_at__isnull=True, facility_id__in=scope.facilities)
    doors = dict(
        Apartment.objects.filter(open_).values_list("neighborhood_id").annotate(n=Count("id"))
    )
    beds = dict(
        Place.objects.filter(open_).values_list("neighborhood_id").annotate(n=Count("id"))
    )
    return {key: Size(doors.get(key, 0), beds.get(key, 0)) for key in doors | beds}


def places_of(scope: Scope) -> dict[UUID, int]:
    """How many places each apartment has in use, by its key."""
    found = Place.objects.filter(
        facility_id__in=scope.facilities, closed_at__isnull=True, apartment__isnull=False
    )
    return dict(found.values_list("apartment_id").annotate(n=Count("id")))
