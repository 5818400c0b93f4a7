"""The tables of observations, as first laid. Expand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0003_end_emergency_access_and_list_sign_ins"),
        ("observations", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="performer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="recorder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="resident",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["facility", "resident", "code", "-effective"],
                name="observation_facilit_c5cecd_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["facility", "-effective"], name="observation_facilit_5d1c51_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=["facility", "source_system", "source_id"],
                name="observation_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective__lte", models.F("recorded"))),
                name="observation_not_in_future",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value_quantity__isnull", True),
                    ("value_decimals__lte", 6),
                    _connector="OR",
                ),
                name="observation_decimals_fit",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_in_error_at__isnull", False), ("status", "entered-in-error")
                    ),
                    models.Q(
                        models.Q(("status", "entered-in-error"), _negated=True),
                        ("entered_in_error_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="observation_error_has_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_in_error_at__isnull", True),
                    models.Q(
                        ("entered_in_error_by__isnull", False),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="observation_error_has_reason",
            ),
        ),
    ]
