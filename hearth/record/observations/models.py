"""Every measured or observed value."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident

from . import rules
from .codes import LOINC, Category, Method, ObservationStatus, Precision


class Observation(AboutResident):
    """FHIR Observation: one value, or one panel with its components.

    In the database the table is partitioned by month of ``effective``; its key there is
    (id, effective), so nothing has a foreign key to it: others hold a Reference.
    ``value_quantity`` is kept in the unit it was written in, ``value_decimals`` places
    behind the point as written (72.50 has two); a number of more than six is rounded, and
    ``value_text`` has all its digits. ``components`` is a list of
    {"code", "value", "decimals", "unit"}, numbers as strings. ``absent_reason`` says why a
    value that was looked for is missing (http://terminology.hl7.org/CodeSystem/data-absent-reason).
    """

    kind = Kind.FACT
    partition_by = "effective"
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    status = models.CharField(
        max_length=20, choices=ObservationStatus.choices(), default=ObservationStatus.FINAL
    )
    category = models.CharField(
        max_length=20, choices=Category.choices(), default=Category.VITAL_SIGNS
    )
    code_system = models.CharField(max_length=120, default=LOINC)
    code = models.CharField(max_length=60)
    text = models.CharField(
        max_length=240, blank=True, db_comment="Name of a measure outside the catalogue"
    )
    value_quantity = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_decimals = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=40, blank=True, db_comment="UCUM")
    value_system = models.CharField(max_length=120, blank=True)
    value_code = models.CharField(max_length=60, blank=True)
    value_text = models.TextField(blank=True)
    components = models.JSONField(default=list, blank=True)
    absent_reason = models.CharField(max_length=40, blank=True)
    interpretation = models.CharField(
        max_length=10, blank=True, db_comment="As the source judged it; Hearth writes none"
    )
    effective = models.DateTimeField(db_comment="When it was so; partition key")
    effective_precision = models.CharField(
        max_length=8, choices=Precision.choices(), default=Precision.INSTANT
    )
    recorded = models.DateTimeField()
    performer = key_to("staff.StaffMember", optional=True)
    performer_text = models.CharField(max_length=160, blank=True)
    recorder = key_to("identity.Actor")
    method = models.CharField(max_length=10, choices=Method.choices(), default=Method.HAND)
    body_site = models.CharField(max_length=60, blank=True)
    device = models.CharField(max_length=120, blank=True)
    comment = models.CharField(max_length=400, blank=True)
    because_type = models.CharField(
        max_length=40, blank=True, db_comment="Reference: what asked for it, e.g. Task"
    )
    because_id = models.UUIDField(null=True, blank=True)
    corrects = models.UUIDField(
        null=True, blank=True, db_comment="Observation that this one replaces"
    )
    client_ref = models.UUIDField(null=True, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ObservationStatus.codes()),
                name="observation_status_known",
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="observation_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(value_quantity__isnull=False)
                | ~Q(value_code="")
                | ~Q(value_text="")
                | ~Q(components=[])
                | ~Q(absent_reason=""),
                name="observation_says_something",
            ),
            models.CheckConstraint(
                condition=Q(value_quantity__isnull=True) | Q(value_decimals__lte=6),
                name="observation_decimals_fit",
            ),
            models.CheckConstraint(
                condition=Q(status="entered-in-error", entered_in_error_at__isnull=False)
                | (~Q(status="entered-in-error") & Q(entered_in_error_at__isnull=True)),
                name="observation_error_has_status",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="observation_error_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "code", "-effective"]),
            models.Index(fields=["facility", "-effective"]),
            models.Index(
                fields=["facility", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="observation_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.reading}"

    @property
    def reading(self) -> str:
        """The value as it was written, without its unit: 72.50, 128/76, 4 Smooth and soft."""
        return rules.reading(
            self.code,
            value=self.value_quantity,
            decimals=self.value_decimals,
            value_code=self.value_code,
            value_text=self.value_text,
            components=self.components,
        )

    @property
    def said_by(self) -> str:
        """Who took it, as shown; where that is not known, the system it came from, or the writer."""
        return str(self.performer or self.performer_text or self.source_system or self.recorder)
