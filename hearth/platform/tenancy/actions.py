"""Found a community and lay it out: neighborhoods with their licence, apartments, places."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.text import slugify

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.scope import Scope, process_scope, scoped

from .apartments import doors
from .codes import Jurisdiction, LicenceType
from .models import Apartment, Facility, Neighborhood, Operator, Place


CONSTRAINTS = {
    "tenancy_facility_slug_key": (
        "community-name-taken",
        N_("A community of that name is here already: choose another name."),
        Conflict,
    ),
    "neighborhood_name_once": (
        "neighborhood-name-taken",
        N_("There is a neighborhood of that name already."),
        Conflict,
    ),
    "apartment_number_once": (
        "apartment-number-taken",
        N_("There is an apartment of that number already."),
        Conflict,
    ),
    "place_label_once": (
        "place-label-taken",
        N_("There is a place called that already."),
        Conflict,
    ),
}


@action("tenancy.found_community")
def found_community(
    *,
    scope: Scope,
    by: Any,
    name: str,
    timezone: str,
    jurisdiction: str,
    operator: Operator | None = None,
    operator_name: str = "",
    phone: str = "",
    address: str = "",
    is_demo: bool = False,
) -> Facility:
    """A new community, of a known operator or of a new one. Its address is made of its name.

    Raises Refused (timezone-unknown, jurisdiction-unknown) and Conflict (community-name-taken).
    """
    check_timezone(timezone)
    check_jurisdiction(jurisdiction)
    if operator is None:
        operator = Operator.objects.create(name=(operator_name or name).strip())
    facility = Facility.objects.create(
        operator=operator,
        name=name.strip(),
        slug=free_slug(name),
        timezone=timezone,
        jurisdiction=jurisdiction,
        phone=phone.strip(),
        address=address.strip(),
        is_demo=is_demo,
    )
    with scoped(process_scope("found", facility.pk, request_id=scope.request_id)):
        note("tenancy.found_community", facility, by=by)
    return facility


def free_slug(name: str) -> str:
    """The name as it stands in the address; a number behind it when that is taken."""
    wanted = slugify(name)[:54] or "community"
    taken = set(Facility.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, 999))) if s not in taken
    )


def check_timezone(timezone: str) -> None:
    """Refuse a zone no clock knows: every time on every page is read in it."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused("timezone-unknown", N_("Choose the time zone from the list.")) from error


def check_jurisdiction(jurisdiction: str) -> None:
    """Refuse a state or country that the value set does not name."""
    if jurisdiction not in Jurisdiction.codes():
        raise Refused("jurisdiction-unknown", N_("Choose the state or country from the list."))


@action("tenancy.change_community")
def change_community(
    *,
    scope: Scope,
    by: Any,
    facility: Facility,
    name: str,
    timezone: str,
    jurisdiction: str,
    phone: str = "",
    address: str = "",
) -> Facility:
    """The community's own data. Its address in the browser stays, so that links hold.

    Raises Refused (timezone-unknown, jurisdiction-unknown).
    """
    check_timezone(timezone)
    check_jurisdiction(jurisdiction)
    row = Facility.objects.select_for_update().get(pk=facility.pk, pk__in=scope.facilities)
    row.name, row.timezone, row.jurisdiction = name.strip(), timezone, jurisdiction
    row.phone, row.address = phone.strip(), address.strip()
    row.save(update_fields=["name", "timezone", "jurisdiction", "phone", "address"])
    note("tenancy.change_community", row, by=by)
    return row


@action("tenancy.add_neighborhood")
def add_neighborhood(
    *,
    scope: Scope,
    by: Any,
    name: str,
    licence_type: str = LicenceType.ASSISTED,
    jurisdiction: str = "",
    secured: bool = False,
) -> Neighborhood:
    """A wing, floor or house with a licence of its own. Raises Conflict (neighborhood-name-taken)."""
    last = (
        Neighborhood.objects.filter(facility_id=scope.facility_id).order_by("-position").first()
    )
    row = Neighborhood.objects.create(
        facility_id=scope.facility_id,
        name=name.strip(),
        licence_type=licence_type,
        jurisdiction=jurisdiction,
        secured=secured,
        position=last.position + 1 if last else 0,
    )
    note("tenancy.add_neighborhood", row, by=by)
    return row


@action("tenancy.change_neighborhood")
def change_neighborhood(
    *,
    scope: Scope,
    by: Any,
    neighborhood: Neighborhood,
    name: str,
    licence_type: str,
    secured: bool,
    jurisdiction: str = "",
) -> Neighborhood:
    """Its name and licence. Raises Conflict (neighborhood-name-taken)."""
    row = _locked(Neighborhood, scope, neighborhood.pk)
    row.name, row.licence_type = name.strip(), licence_type
    row.jurisdiction, row.secured = jurisdiction, secured
    row.save(update_fields=["name", "licence_type", "jurisdiction", "secured"])
    note("tenancy.change_neighborhood", row, by=by)
    return row


@action("tenancy.close_neighborhood")
def close_neighborhood(*, scope: Scope, by: Any, neighborhood: Neighborhood) -> Neighborhood:
    """No longer used. Raises Refused (neighborhood-not-empty): close its apartments first."""
    row = _locked(Neighborhood, scope, neighborhood.pk)
    if Place.objects.filter(
        facility_id=row.facility_id, neighborhood=row, closed_at__isnull=True
    ).exists():
        raise Refused(
            "neighborhood-not-empty",
            N_("There are apartments in {name}: close those first."),
            name=row.name,
        )
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    note("tenancy.close_neighborhood", row, by=by)
    return row


@action("tenancy.add_apartments")
def add_apartments(
    *, scope: Scope, by: Any, neighborhood: Neighborhood, text: str
) -> list[Apartment]:
    """Many apartments at once, each with its places: "101-118; two places in 104".

    Raises Refused (as ``doors`` does; apartments-there names those that exist already).
    """
    listed = doors(text)
    here = {"facility_id": scope.facility_id}
    known = Apartment.objects.filter(**here, number__in=[d.number for d in listed])
    there = sorted(known.values_list("number", flat=True))
    if there:
        raise Refused(
            "apartments-there",
            N_("These are here already: {numbers}. Take them off the list."),
            numbers=", ".join(there[:12]),
        )
    made = Apartment.objects.bulk_create(
        Apartment(neighborhood=neighborhood, number=d.number, **here) for d in listed
    )
    after = (
        Place.objects.filter(**here).order_by("-position").values_list("position", flat=True)
    )
    start = (after.first() or 0) + 1
    labelled = [
        (apartment, label)
        for apartment, door in zip(made, listed, strict=True)
        for label in door.labels()
    ]
    Place.objects.bulk_create(
        Place(
            apartment=apartment,
            neighborhood=neighborhood,
            label=label,
            position=start + n,
            **here,
        )
        for n, (apartment, label) in enumerate(labelled)
    )
    note_many("tenancy.add_apartments", made, by=by)
    return made


@action("tenancy.change_apartment")
def change_apartment(
    *, scope: Scope, by: Any, apartment: Apartment, neighborhood: Neighborhood, places: int
) -> Apartment:
    """Where an apartment lies and how many it holds: places are added, none is taken away.

    Raises Refused (apartment-fewer-places).
    """
    row = _locked(Apartment, scope, apartment.pk)
    held = list(
        Place.objects.select_for_update()
        .filter(facility_id=row.facility_id, apartment=row, closed_at__isnull=True)
        .order_by("position")
    )
    if places < len(held):
        raise Refused(
            "apartment-fewer-places",
            N_("{number} has {n} places: a place goes when the apartment is closed."),
            number=row.number,
            n=len(held),
        )
    row.neighborhood = neighborhood
    row.save(update_fields=["neighborhood"])
    for place in held:
        place.neighborhood = neighborhood
        place.save(update_fields=["neighborhood"])
    _add_places(row, held, places)
    note("tenancy.change_apartment", row, by=by, detail={"places": places})
    return row


def _add_places(apartment: Apartment, held: list[Place], wanted: int) -> None:
    """More places behind a door: 204 becomes 204 A and 204 B, whoever lives there stays."""
    if wanted == len(held):
        return
    if len(held) == 1 and held[0].label == apartment.number:
        held[0].label = f"{apartment.number} A"
        held[0].save(update_fields=["label"])
    position = held[-1].position if held else 0
    for letter in "ABCDEFGHIJ"[len(held) : wanted]:
        Place.objects.create(
            facility_id=apartment.facility_id,
            apartment=apartment,
            neighborhood=apartment.neighborhood,
            label=f"{apartment.number} {letter}",
            position=position,
        )


@action("tenancy.close_apartment")
def close_apartment(
    *, scope: Scope, by: Any, apartment: Apartment, occupied: frozenset[UUID] = frozenset()
) -> Apartment:
    """An apartment no longer used, and its places with it.

    ``occupied`` are the places somebody holds, which only the record above knows. Raises
    Refused (apartment-occupied).
    """
    row = _locked(Apartment, scope, apartment.pk)
    held = Place.objects.select_for_update().filter(
        facility_id=row.facility_id, apartment=row, closed_at__isnull=True
    )
    if any(place.pk in occupied for place in held):
        raise Refused(
            "apartment-occupied",
            N_("Somebody lives in {number}: it can be closed when they have moved."),
            number=row.number,
        )
    now = clock.now()
    held.update(closed_at=now)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    note("tenancy.close_apartment", row, by=by)
    return row


@action("tenancy.finish_setup")
def finish_setup(*, scope: Scope, by: Any, facility: Facility) -> Facility:
    """The first layout is done; everything stays open to change. Raises Refused (setup-no-place)."""
    row = Facility.objects.select_for_update().get(pk=facility.pk, pk__in=scope.facilities)
    if not Place.objects.filter(facility_id=row.pk, closed_at__isnull=True).exists():
        raise Refused(
            "setup-no-place", N_("Add at least one apartment first: residents live there.")
        )
    if row.set_up_at is None:
        row.set_up_at = clock.now()
        row.save(update_fields=["set_up_at"])
    note("tenancy.finish_setup", row, by=by)
    return row


def _locked(model: Any, scope: Scope, pk: UUID) -> Any:
    return model.objects.select_for_update().get(pk=pk, facility_id__in=scope.facilities)
