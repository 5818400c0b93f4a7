"""Which level of care somebody has, from a day on. Expand."""

import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_codes_of_visits"),
        ("residents", "0011_who_helps_with_whom"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="LevelOfCare",
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
                            "level",
                            models.CharField(
                                db_comment="A code of content kind levels-of-care",
                                max_length=60,
                            ),
                        ),
                        ("starts", models.DateField(help_text="The local day it holds from")),
                        (
                            "decided_by",
                            models.CharField(help_text="Who decided, by name", max_length=160),
                        ),
                        (
                            "reason",
                            models.CharField(
                                help_text="What was found: why this level", max_length=600
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
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
                        "verbose_name_plural": "levels of care",
                        "indexes": [
                            models.Index(
                                fields=["facility", "resident", "-starts"],
                                name="residents_l_facilit_a09f68_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", ""), _negated=True),
                                    models.Q(("decided_by", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="levelofcare_says_what_who_and_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_in_error_at__isnull", True),
                                    models.Q(
                                        ("entered_in_error_by__isnull", False),
                                        models.Q(
                                            ("entered_in_error_reason", ""), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="levelofcare_error_has_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("entered_in_error_at__isnull", True)),
                                fields=("facility", "resident", "starts"),
                                name="levelofcare_one_a_day",
                            ),
                        ],
                    },
                ),
                Protect("residents", "LevelOfCare", kind="fact", resident="resident_id"),
            ]
        )
    ]
