"""By which names other systems know what is here, and what an import would do. Expand."""

import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_types_of_the_community"),
        ("residents", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportPreview",
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
                ("body", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.importbatch",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility", "batch"), name="importpreview_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceKey",
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
                    "digest",
                    models.CharField(
                        db_collation="C",
                        db_comment="BLAKE2b-128, hex, of type|system|value",
                        max_length=32,
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
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.sourcerecord",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["facility", "record"], name="documents_s_facilit_2074cc_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility", "digest"), name="sourcekey_once"
                    )
                ],
            },
        ),
        Protect("documents", "ImportPreview", kind="trace", keyed=False),
        Protect("documents", "SourceKey", kind="trace", resident="resident_id", keyed=False),
    ]
