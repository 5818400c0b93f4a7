"""Two records that were one person."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident


@tracked
class MergeLink(AboutResident):
    """FHIR Patient.link: one person proposes that two records are one, another confirms.

    ``resident`` stays, ``duplicate`` points at it once confirmed. Reversing takes the pointer
    back; nothing was moved.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    duplicate = key_to("residents.Resident")
    reason = models.CharField(max_length=240)
    proposed_at = models.DateTimeField()
    proposed_by = key_to("identity.Actor")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = key_to("identity.Actor", optional=True)
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = key_to("identity.Actor", optional=True)
    reversed_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(resident=F("duplicate")), name="mergelink_two_records"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("proposed_by"))
                ),
                name="mergelink_two_people",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at__isnull=True)
                | (Q(reversed_by__isnull=False) & ~Q(reversed_reason="")),
                name="mergelink_reversed_with_reason",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="mergelink_has_reason"),
            models.UniqueConstraint(
                fields=["facility", "duplicate"],
                condition=Q(reversed_at__isnull=True),
                name="mergelink_once",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident"])]
