"""The tables of observations, as first laid, behind their fences. Expand."""

import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
import hearth.record.observations.codes
from hearth.platform.scope.ddl import MonthPartitions, Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.SeparateDatabaseAndState(
                    state_operations=[
                        migrations.CreateModel(
                            name="Observation",
                            fields=[
                                (
                                    "id",
                                    models.UUIDField(
                                        default=hearth.kernel.ids.uuid7,
                                        editable=False,
                                        primary_key=True,
                                        serialize=False,
                                    ),
                                ),
                                (
                                    "security_label",
                                    models.CharField(
                                        choices=[
                                            ("normal", "Normal"),
                                            ("restricted", "Restricted"),
                                            ("part2", "Part 2"),
                                        ],
                                        default="normal",
                                        max_length=12,
                                    ),
                                ),
                                (
                                    "status",
                                    models.CharField(
                                        choices=[
                                            ("final", "Final"),
                                            ("preliminary", "Preliminary"),
                                            ("amended", "Amended"),
                                            ("corrected", "Corrected"),
                                            ("cancelled", "Could not be taken"),
                                            ("unknown", "Not known"),
                                            ("entered-in-error", "Entered in error"),
                                        ],
                                        default=hearth.record.observations.codes.ObservationStatus[
                                            "FINAL"
                                        ],
                                        max_length=20,
                                    ),
                                ),
                                (
                                    "category",
                                    models.CharField(
                                        choices=[
                                            ("vital-signs", "Vital signs"),
                                            ("social-history", "Social history"),
                                            ("laboratory", "Laboratory"),
                                            ("imaging", "Imaging"),
                                            ("procedure", "Procedure"),
                                            ("survey", "Survey"),
                                            ("exam", "Exam"),
                                            ("therapy", "Therapy"),
                                            ("activity", "Daily living"),
                                        ],
                                        default=hearth.record.observations.codes.Category[
                                            "VITAL_SIGNS"
                                        ],
                                        max_length=20,
                                    ),
                                ),
                                (
                                    "code_system",
                                    models.CharField(
                                        default="http://loinc.org", max_length=120
                                    ),
                                ),
                                ("code", models.CharField(max_length=60)),
                                (
                                    "text",
                                    models.CharField(
                                        blank=True,
                                        db_comment="Name of a measure outside the catalogue",
                                        max_length=240,
                                    ),
                                ),
                                (
                                    "value_quantity",
                                    models.DecimalField(
                                        blank=True, decimal_places=6, max_digits=20, null=True
                                    ),
                                ),
                                ("value_decimals", models.PositiveSmallIntegerField(default=0)),
                                (
                                    "unit",
                                    models.CharField(
                                        blank=True, db_comment="UCUM", max_length=40
                                    ),
                                ),
                                ("value_system", models.CharField(blank=True, max_length=120)),
                                ("value_code", models.CharField(blank=True, max_length=60)),
                                ("value_text", models.TextField(blank=True)),
                                ("components", models.JSONField(blank=True, default=list)),
                                ("absent_reason", models.CharField(blank=True, max_length=40)),
                                (
                                    "interpretation",
                                    models.CharField(
                                        blank=True,
                                        db_comment="As the source judged it; Hearth writes none",
                                        max_length=10,
                                    ),
                                ),
                                (
                                    "effective",
                                    models.DateTimeField(
                                        db_comment="When it was so; partition key"
                                    ),
                                ),
                                (
                                    "effective_precision",
                                    models.CharField(
                                        choices=[
                                            ("instant", "Time"),
                                            ("day", "Day"),
                                            ("month", "Month"),
                                            ("year", "Year"),
                                        ],
                                        default=hearth.record.observations.codes.Precision[
                                            "INSTANT"
                                        ],
                                        max_length=8,
                                    ),
                                ),
                                ("recorded", models.DateTimeField()),
                                (
                                    "performer_text",
                                    models.CharField(blank=True, max_length=160),
                                ),
                                (
                                    "method",
                                    models.CharField(
                                        choices=[
                                            ("hand", "Read by a person"),
                                            ("device", "Sent by a device"),
                                            ("reported", "Said by the resident or family"),
                                            ("imported", "From another system"),
                                        ],
                                        default=hearth.record.observations.codes.Method["HAND"],
                                        max_length=10,
                                    ),
                                ),
                                ("body_site", models.CharField(blank=True, max_length=60)),
                                ("device", models.CharField(blank=True, max_length=120)),
                                ("comment", models.CharField(blank=True, max_length=400)),
                                (
                                    "because_type",
                                    models.CharField(
                                        blank=True,
                                        db_comment="Reference: what asked for it, e.g. Task",
                                        max_length=40,
                                    ),
                                ),
                                ("because_id", models.UUIDField(blank=True, null=True)),
                                (
                                    "corrects",
                                    models.UUIDField(
                                        blank=True,
                                        db_comment="Observation that this one replaces",
                                        null=True,
                                    ),
                                ),
                                ("client_ref", models.UUIDField(blank=True, null=True)),
                                ("source_system", models.CharField(blank=True, max_length=200)),
                                ("source_id", models.CharField(blank=True, max_length=200)),
                                (
                                    "entered_in_error_at",
                                    models.DateTimeField(blank=True, null=True),
                                ),
                                (
                                    "entered_in_error_reason",
                                    models.CharField(blank=True, max_length=240),
                                ),
                                (
                                    "entered_in_error_by",
                                    models.ForeignKey(
                                        blank=True,
                                        db_index=False,
                                        null=True,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="identity.actor",
                                    ),
                                ),
                                (
                                    "facility",
                                    models.ForeignKey(
                                        db_index=False,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="tenancy.facility",
                                    ),
                                ),
                                (
                                    "performer",
                                    models.ForeignKey(
                                        blank=True,
                                        db_index=False,
                                        null=True,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="staff.staffmember",
                                    ),
                                ),
                                (
                                    "recorder",
                                    models.ForeignKey(
                                        db_index=False,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="identity.actor",
                                    ),
                                ),
                                (
                                    "resident",
                                    models.ForeignKey(
                                        db_index=False,
                                        on_delete=django.db.models.deletion.PROTECT,
                                        related_name="+",
                                        to="residents.resident",
                                    ),
                                ),
                            ],
                            options={
                                "indexes": [
                                    models.Index(
                                        fields=["facility", "resident", "code", "-effective"],
                                        name="observation_facilit_c5cecd_idx",
                                    ),
                                    models.Index(
                                        fields=["facility", "-effective"],
                                        name="observation_facilit_5d1c51_idx",
                                    ),
                                    models.Index(
                                        condition=models.Q(("source_id", ""), _negated=True),
                                        fields=["facility", "source_system", "source_id"],
                                        name="observation_source",
                                    ),
                                ],
                                "constraints": [
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            (
                                                "status__in",
                                                [
                                                    "final",
                                                    "preliminary",
                                                    "amended",
                                                    "corrected",
                                                    "cancelled",
                                                    "unknown",
                                                    "entered-in-error",
                                                ],
                                            )
                                        ),
                                        name="observation_status_known",
                                    ),
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            ("effective__lte", models.F("recorded"))
                                        ),
                                        name="observation_not_in_future",
                                    ),
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            ("value_quantity__isnull", False),
                                            models.Q(("value_code", ""), _negated=True),
                                            models.Q(("value_text", ""), _negated=True),
                                            models.Q(("components", []), _negated=True),
                                            models.Q(("absent_reason", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                        name="observation_says_something",
                                    ),
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            ("value_quantity__isnull", True),
                                            ("value_decimals__lte", 6),
                                            _connector="OR",
                                        ),
                                        name="observation_decimals_fit",
                                    ),
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            models.Q(
                                                ("entered_in_error_at__isnull", False),
                                                ("status", "entered-in-error"),
                                            ),
                                            models.Q(
                                                models.Q(
                                                    ("status", "entered-in-error"),
                                                    _negated=True,
                                                ),
                                                ("entered_in_error_at__isnull", True),
                                            ),
                                            _connector="OR",
                                        ),
                                        name="observation_error_has_status",
                                    ),
                                    models.CheckConstraint(
                                        condition=models.Q(
                                            ("entered_in_error_at__isnull", True),
                                            models.Q(
                                                ("entered_in_error_by__isnull", False),
                                                models.Q(
                                                    ("entered_in_error_reason", ""),
                                                    _negated=True,
                                                ),
                                            ),
                                            _connector="OR",
                                        ),
                                        name="observation_error_has_reason",
                                    ),
                                ],
                            },
                        ),
                    ]
                ),
                MonthPartitions("observations", "Observation", column="effective"),
                Protect(
                    "observations",
                    "Observation",
                    kind="fact",
                    resident="resident_id",
                    keyed=False,
                ),
            ]
        )
    ]
