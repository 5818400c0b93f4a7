"""Minimal, valid communities and places."""

from django.utils.text import slugify

from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Apartment, Facility, Neighborhood, Operator, Place


def make_facility(name: str = "Elm House", **kwargs) -> Facility:
    operator = kwargs.pop("operator", None) or Operator.objects.create(name=f"{name} Group")
    defaults = {"slug": slugify(name), "timezone": "America/Chicago", "jurisdiction": "US-IA"}
    return Facility.objects.create(name=name, operator=operator, **{**defaults, **kwargs})


def make_neighborhood(facility: Facility, name: str = "East", **kwargs) -> Neighborhood:
    with scoped(process_scope("test", facility.pk)):
        return Neighborhood.objects.create(facility=facility, name=name, **kwargs)


def make_place(facility: Facility, number: str = "214", neighborhood=None, **kwargs) -> Place:
    """A place in an apartment of the same number."""
    with scoped(process_scope("test", facility.pk)):
        where = neighborhood or Neighborhood.objects.filter(facility=facility).first()
        where = where or Neighborhood.objects.create(facility=facility, name="East")
        door, _ = Apartment.objects.get_or_create(
            facility=facility, number=number, defaults={"neighborhood": where}
        )
        return Place.objects.create(
            facility=facility, apartment=door, neighborhood=where, **{"label": number, **kwargs}
        )
