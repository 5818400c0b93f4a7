"""The practitioners outside the house."""

from django.db import models
from django.db.models import Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import Specialty


@tracked
class OutsidePractitioner(InFacility):
    """FHIR Practitioner outside the house: physician, pharmacy, hospice nurse, therapist.

    ``npi`` is the US National Provider Identifier. ``actor`` when they sign in here.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    family = models.CharField(max_length=120, help_text="Or the name of a practice")
    given = models.CharField(max_length=80, blank=True)
    prefix = models.CharField(max_length=20, blank=True)
    credentials = models.CharField(max_length=40, blank=True)
    family_folded = models.CharField(max_length=120, blank=True, db_collation="C")
    specialty = models.CharField(
        max_length=24, choices=Specialty.choices(), default=Specialty.PRIMARY_CARE
    )
    npi = models.CharField(max_length=10, blank=True)
    organization = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    after_hours_phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=240, blank=True)
    comment = models.CharField(max_length=240, blank=True)
    actor = key_to("identity.Actor", optional=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "npi"],
                condition=~Q(npi=""),
                name="outsidepractitioner_npi_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "actor"],
                condition=Q(actor__isnull=False),
                name="outsidepractitioner_one_per_actor",
            ),
            models.CheckConstraint(
                condition=~Q(family=""), name="outsidepractitioner_has_name"
            ),
            models.CheckConstraint(
                condition=Q(npi="") | Q(npi__regex=r"^[0-9]{10}$"),
                name="outsidepractitioner_npi_is_ten_digits",
            ),
        ]
        indexes = [models.Index(fields=["facility", "family_folded"])]

    def __str__(self) -> str:
        return " ".join(x for x in (self.prefix, self.given, self.family) if x)
