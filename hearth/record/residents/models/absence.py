"""Who is to be out, entered ahead."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents.codes import OutFor, Transport


@tracked
class PlannedAbsence(AboutResident):
    """FHIR Appointment, or Hearth's own: somebody is to be out, entered ahead.

    ``ends`` is when they are expected back. It stands until it is cancelled with a reason or
    becomes a way out (``way_out``); two that stand never overlap for one resident.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    out_for = models.CharField(max_length=16, choices=OutFor.choices())
    reason = models.CharField(max_length=240, blank=True)
    contact = key_to("residents.Contact", optional=True)
    accompanied_by = models.CharField(max_length=160, blank=True)
    where = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    transport = models.CharField(max_length=16, choices=Transport.choices(), blank=True)
    bring = models.CharField(
        max_length=240, blank=True, help_text="What to take along; medicines for the time out"
    )
    asked_by = models.CharField(max_length=160, blank=True)
    planned_at = models.DateTimeField()
    planned_by = key_to("identity.Actor")
    way_out = key_to("residents.Whereabouts", optional=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = key_to("identity.Actor", optional=True)
    cancelled_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="plannedabsence_one_at_a_time",
                index_type="GIST",
                expressions=[(same("resident"), "&&"), (period(), "&&")],
                condition=Q(cancelled_at__isnull=True, way_out__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="plannedabsence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(out_for__in=OutFor.codes()), name="plannedabsence_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True)
                | (
                    Q(cancelled_by__isnull=False, way_out__isnull=True)
                    & ~Q(cancelled_reason="")
                ),
                name="plannedabsence_cancelled_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "way_out"],
                condition=Q(way_out__isnull=False),
                name="plannedabsence_way_out_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "starts"],
                condition=Q(cancelled_at__isnull=True, way_out__isnull=True),
                name="plannedabsence_standing",
            ),
            models.Index(fields=["facility", "resident", "-starts"]),
        ]
