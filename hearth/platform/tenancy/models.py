"""Operator, community, and the places in it. Every community row of the house derives from here."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention

from . import habits
from .codes import Jurisdiction, LicenceType, PlaceKind


class Operator(models.Model):
    """FHIR Organization: who runs one or more communities."""

    kind = Kind.HOUSE
    retention = Retention.HOUSE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=160)

    def __str__(self) -> str:
        return self.name


class Facility(models.Model):
    """FHIR Organization/Location: one community. On screen: community.

    ``timezone`` is an IANA zone: every wall time of the community is read in it.
    """

    kind = Kind.HOUSE
    retention = Retention.HOUSE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=60, unique=True)
    timezone = models.CharField(max_length=60, default="America/Chicago")
    jurisdiction = models.CharField(
        max_length=10, choices=Jurisdiction.choices(), default=Jurisdiction.US_XX
    )
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=240, blank=True)
    is_demo = models.BooleanField(default=False)
    set_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="facility_has_slug"),
            models.CheckConstraint(
                condition=Q(jurisdiction__in=Jurisdiction.codes()),
                name="facility_jurisdiction_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone; raises ZoneInfoNotFoundError when it does not exist."""
        return ZoneInfo(self.timezone)

    def today(self) -> date:
        """The community's calendar day."""
        return clock.today(self.zone)

    @cached_property
    def clock_24h(self) -> bool | None:
        """Whether its clocks run to 24, as it decided; None where nobody keeps such a thing."""
        return habits.habit("clock_24h", self)

    @property
    def words(self) -> dict[str, tuple[str, str]]:
        """Its own words (one, several) in the reader's language, by term."""
        language = get_language() or "en"
        kept = self.__dict__.setdefault("_words", {})
        if language not in kept:
            kept[language] = habits.habit("words", self) or {}
        return kept[language]


class InFacility(models.Model):
    """Base of every row that belongs to one community."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class AboutResident(InFacility):
    """Base of every row about one resident: it carries a security label from its first day.

    ``security_label``: normal, restricted, or part2 (42 CFR Part 2). The subclass declares
    ``resident``.
    """

    security_label = models.CharField(
        max_length=12,
        default="normal",
        choices=[("normal", "Normal"), ("restricted", "Restricted"), ("part2", "Part 2")],
    )

    class Meta:
        abstract = True


class Person(models.Model):
    """One human, across residencies and communities of an operator. An id and nothing else."""

    kind = Kind.HOUSE
    retention = Retention.RESIDENT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


@tracked
class Neighborhood(InFacility):
    """FHIR Location: a wing, floor or house with a licence of its own."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    name = models.CharField(max_length=80)
    licence_type = models.CharField(
        max_length=20, choices=LicenceType.choices(), default=LicenceType.ASSISTED
    )
    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction.choices(), blank=True)
    secured = models.BooleanField(
        default=False, help_text="Doors that residents cannot open alone"
    )
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="neighborhood_name_once"),
            models.CheckConstraint(
                condition=Q(licence_type__in=LicenceType.codes()),
                name="neighborhood_licence_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Apartment(InFacility):
    """FHIR Location: a door with a number. It may hold several places, each with one resident."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    floor = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="apartment_number_once")
        ]

    def __str__(self) -> str:
        return self.number


@tracked
class Place(InFacility):
    """FHIR Location: what one resident holds: a place in an apartment, or outside the house."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    apartment = models.ForeignKey(
        Apartment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    neighborhood = models.ForeignKey(Neighborhood, on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField(
        max_length=12, choices=PlaceKind.choices(), default=PlaceKind.ROOM
    )
    label = models.CharField(max_length=40, help_text="As said aloud: 214, 214 B, Cottage 3")
    position = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "label"], name="place_label_once"),
            models.CheckConstraint(
                condition=~Q(place_kind="room") | Q(apartment__isnull=False),
                name="place_in_house_has_apartment",
            ),
            models.CheckConstraint(
                condition=Q(place_kind__in=PlaceKind.codes()), name="place_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label
