"""Visits of surveyors, what was given to somebody outside, and the charts made for it. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.documents.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_names_of_other_systems"),
        ("identity", "0002_codes_of_visits"),
        ("residents", "0002_find_the_latest_whereabouts"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="ChartFile",
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
                        ("from_day", models.DateField()),
                        ("until_day", models.DateField()),
                        (
                            "chapters",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    ("surveyor", "Surveyor or other authority"),
                                    ("ems", "Ambulance crew"),
                                    ("hospital", "Hospital"),
                                    ("provider", "Doctor, pharmacy or therapist"),
                                    ("family", "Family or friend"),
                                    ("resident", "The resident"),
                                    ("payer", "Insurance or payer"),
                                    ("court", "Court or lawyer"),
                                    ("other", "Somebody else outside"),
                                    ("inside", "Stays in the house"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("to_whom", models.CharField(blank=True, max_length=160)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("treatment", "Care and treatment"),
                                    ("oversight", "Inspection by an authority"),
                                    ("request", "The resident or who decides for them asked"),
                                    ("consent", "With written permission"),
                                    ("law", "A law or a court order asks for it"),
                                    ("health", "Public health report"),
                                    ("payment", "Payment"),
                                    ("operations", "Running the house"),
                                    ("other", "Another purpose"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("authority", models.CharField(blank=True, max_length=240)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("making", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be made"),
                                    ("gone", "Taken away"),
                                ],
                                default=hearth.record.documents.codes.ChartState["WAITING"],
                                max_length=8,
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                blank=True, db_comment="Chapter being laid out", max_length=40
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("asked_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=60)),
                        ("blob", models.UUIDField(blank=True, null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "left_out",
                            models.BooleanField(
                                db_comment="Something was left out because a law guards it",
                                default=False,
                            ),
                        ),
                        ("downloaded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
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
                            "resident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SurveyRequest",
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
                        ("text", models.CharField(max_length=240)),
                        ("asked_at", models.DateTimeField()),
                        ("due", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        ("given_by", models.CharField(blank=True, max_length=160)),
                        ("given_text", models.CharField(blank=True, max_length=240)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="SurveyVisit",
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
                        ("name", models.CharField(max_length=80)),
                        ("agency", models.CharField(max_length=80)),
                        (
                            "visit_kind",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine survey"),
                                    ("complaint", "A complaint"),
                                    ("follow-up", "Follow-up"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "badge",
                            models.CharField(help_text="Number on the badge", max_length=60),
                        ),
                        ("badge_seen_by", models.CharField(max_length=160)),
                        ("opened_at", models.DateTimeField()),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "ended_by",
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
                            "opened_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SurveySample",
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
                        ("at_random", models.BooleanField(default=False)),
                        ("added_at", models.DateTimeField()),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_index=False,
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
                            "removed_by",
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
                            "resident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.surveyvisit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SurveyRequestHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        ("text", models.CharField(max_length=240)),
                        ("asked_at", models.DateTimeField()),
                        ("due", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        ("given_by", models.CharField(blank=True, max_length=160)),
                        ("given_text", models.CharField(blank=True, max_length=240)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "entered_in_error_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="documents.surveyrequest",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="documents.surveyvisit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="surveyrequest",
                    name="visit",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.surveyvisit",
                    ),
                ),
                migrations.CreateModel(
                    name="Disclosure",
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
                            "residents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                db_comment="Who stood in a list of many",
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    ("surveyor", "Surveyor or other authority"),
                                    ("ems", "Ambulance crew"),
                                    ("hospital", "Hospital"),
                                    ("provider", "Doctor, pharmacy or therapist"),
                                    ("family", "Family or friend"),
                                    ("resident", "The resident"),
                                    ("payer", "Insurance or payer"),
                                    ("court", "Court or lawyer"),
                                    ("other", "Somebody else outside"),
                                    ("inside", "Stays in the house"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("to_whom", models.CharField(max_length=160)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("treatment", "Care and treatment"),
                                    ("oversight", "Inspection by an authority"),
                                    ("request", "The resident or who decides for them asked"),
                                    ("consent", "With written permission"),
                                    ("law", "A law or a court order asks for it"),
                                    ("health", "Public health report"),
                                    ("payment", "Payment"),
                                    ("operations", "Running the house"),
                                    ("other", "Another purpose"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("purpose_text", models.CharField(blank=True, max_length=240)),
                        ("authority", models.CharField(blank=True, max_length=240)),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("paper", "On paper"),
                                    ("file", "As a file"),
                                    ("fax", "By fax"),
                                    ("screen", "On a screen"),
                                    ("spoken", "Read out"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("what", models.CharField(max_length=240)),
                        (
                            "chapters",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("from_day", models.DateField(blank=True, null=True)),
                        ("until_day", models.DateField(blank=True, null=True)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        (
                            "performer_text",
                            models.CharField(help_text="Who gave it", max_length=160),
                        ),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "chart",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.chartfile",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.contact",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.surveyvisit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChartFileHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
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
                        ("from_day", models.DateField()),
                        ("until_day", models.DateField()),
                        (
                            "chapters",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        (
                            "recipient",
                            models.CharField(
                                choices=[
                                    ("surveyor", "Surveyor or other authority"),
                                    ("ems", "Ambulance crew"),
                                    ("hospital", "Hospital"),
                                    ("provider", "Doctor, pharmacy or therapist"),
                                    ("family", "Family or friend"),
                                    ("resident", "The resident"),
                                    ("payer", "Insurance or payer"),
                                    ("court", "Court or lawyer"),
                                    ("other", "Somebody else outside"),
                                    ("inside", "Stays in the house"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("to_whom", models.CharField(blank=True, max_length=160)),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("treatment", "Care and treatment"),
                                    ("oversight", "Inspection by an authority"),
                                    ("request", "The resident or who decides for them asked"),
                                    ("consent", "With written permission"),
                                    ("law", "A law or a court order asks for it"),
                                    ("health", "Public health report"),
                                    ("payment", "Payment"),
                                    ("operations", "Running the house"),
                                    ("other", "Another purpose"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("authority", models.CharField(blank=True, max_length=240)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("making", "Being made"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be made"),
                                    ("gone", "Taken away"),
                                ],
                                default=hearth.record.documents.codes.ChartState["WAITING"],
                                max_length=8,
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                blank=True, db_comment="Chapter being laid out", max_length=40
                            ),
                        ),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("asked_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("failure", models.CharField(blank=True, max_length=60)),
                        ("blob", models.UUIDField(blank=True, null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "left_out",
                            models.BooleanField(
                                db_comment="Something was left out because a law guards it",
                                default=False,
                            ),
                        ),
                        ("downloaded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="documents.chartfile",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="documents.surveyvisit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="chartfile",
                    name="visit",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.surveyvisit",
                    ),
                ),
                migrations.CreateModel(
                    name="SurveyVisitHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("agency", models.CharField(max_length=80)),
                        (
                            "visit_kind",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine survey"),
                                    ("complaint", "A complaint"),
                                    ("follow-up", "Follow-up"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "badge",
                            models.CharField(help_text="Number on the badge", max_length=60),
                        ),
                        ("badge_seen_by", models.CharField(max_length=160)),
                        ("opened_at", models.DateTimeField()),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="documents.surveyvisit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="surveyvisit",
                    index=models.Index(
                        fields=["facility", "-starts"], name="documents_s_facilit_b325b4_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="surveyvisit",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["facility", "ends"],
                        name="surveyvisit_running",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyvisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("visit_kind__in", ["routine", "complaint", "follow-up", "other"])
                        ),
                        name="surveyvisit_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyvisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("agency", ""), _negated=True),
                            models.Q(("badge", ""), _negated=True),
                            models.Q(("badge_seen_by", ""), _negated=True),
                        ),
                        name="surveyvisit_says_who",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyvisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="surveyvisit_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyvisit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="surveyvisit_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyvisit",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "actor"), name="surveyvisit_actor_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyvisit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_surveyvisithistory" ("actor_id", "agency", "badge", "badge_seen_by", "ended_at", "ended_by_id", "ends", "facility_id", "id", "name", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "visit_kind") VALUES (NEW."actor_id", NEW."agency", NEW."badge", NEW."badge_seen_by", NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."name", NEW."opened_at", NEW."opened_by_id", NOW(), \'insert\', NEW."id", NEW."starts", NEW."visit_kind"); RETURN NULL;',
                            hash="410d37c09cad89e89390090d76929be4c8996e9f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_415a7",
                            table="documents_surveyvisit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyvisit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "documents_surveyvisithistory" ("actor_id", "agency", "badge", "badge_seen_by", "ended_at", "ended_by_id", "ends", "facility_id", "id", "name", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "visit_kind") VALUES (NEW."actor_id", NEW."agency", NEW."badge", NEW."badge_seen_by", NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."name", NEW."opened_at", NEW."opened_by_id", NOW(), \'update\', NEW."id", NEW."starts", NEW."visit_kind"); RETURN NULL;',
                            hash="a34d7e244ae4a3d04d1c8afece3648e34f1e0bf4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b6df5",
                            table="documents_surveyvisit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyvisit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_surveyvisithistory" ("actor_id", "agency", "badge", "badge_seen_by", "ended_at", "ended_by_id", "ends", "facility_id", "id", "name", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "visit_kind") VALUES (OLD."actor_id", OLD."agency", OLD."badge", OLD."badge_seen_by", OLD."ended_at", OLD."ended_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."name", OLD."opened_at", OLD."opened_by_id", NOW(), \'delete\', OLD."id", OLD."starts", OLD."visit_kind"); RETURN NULL;',
                            hash="8dbfdf285635c8786bd0e767babeba37aaba92e0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_75dfd",
                            table="documents_surveyvisit",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveysample",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("facility", "visit", "resident"),
                        name="surveysample_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveysample",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", True),
                            ("removed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="surveysample_removed_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyrequesthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="604d74fe831bd527a2c0160de84e9a86efb1d295",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_57264",
                            table="documents_surveyrequesthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="surveyrequest",
                    index=models.Index(
                        fields=["facility", "visit", "asked_at"],
                        name="documents_s_facilit_4332a5_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="surveyrequest_has_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("asked_at__lte", models.F("recorded"))),
                        name="surveyrequest_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("given_at__isnull", True),
                            models.Q(
                                ("given_at__gte", models.F("asked_at")),
                                models.Q(("given_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="surveyrequest_given_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="surveyrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="surveyrequest_error_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_surveyrequesthistory" ("asked_at", "due", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "given_at", "given_by", "given_text", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "text", "visit_id") VALUES (NEW."asked_at", NEW."due", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."given_at", NEW."given_by", NEW."given_text", NEW."id", NOW(), \'insert\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."text", NEW."visit_id"); RETURN NULL;',
                            hash="08b9708117e67868f1268b311a704b7230d461b2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dff95",
                            table="documents_surveyrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "documents_surveyrequesthistory" ("asked_at", "due", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "given_at", "given_by", "given_text", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "text", "visit_id") VALUES (NEW."asked_at", NEW."due", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."given_at", NEW."given_by", NEW."given_text", NEW."id", NOW(), \'update\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."text", NEW."visit_id"); RETURN NULL;',
                            hash="e3c7f34c461aff7b6f85f5379824ee8c3407db2a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cf81a",
                            table="documents_surveyrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_surveyrequesthistory" ("asked_at", "due", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "given_at", "given_by", "given_text", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "text", "visit_id") VALUES (OLD."asked_at", OLD."due", OLD."entered_in_error_at", OLD."entered_in_error_by_id", OLD."entered_in_error_reason", OLD."facility_id", OLD."given_at", OLD."given_by", OLD."given_text", OLD."id", NOW(), \'delete\', OLD."id", OLD."recorded", OLD."recorder_id", OLD."text", OLD."visit_id"); RETURN NULL;',
                            hash="bd4d8534d044928c560c958886925e7604548ee3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ef2c1",
                            table="documents_surveyrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="disclosure",
                    index=models.Index(
                        fields=["facility", "resident", "-effective"],
                        name="documents_d_facilit_c7ad2b_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="disclosure",
                    index=models.Index(
                        condition=models.Q(("visit__isnull", False)),
                        fields=["facility", "visit", "-effective"],
                        name="disclosure_of_visit",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "recipient__in",
                                [
                                    "surveyor",
                                    "ems",
                                    "hospital",
                                    "provider",
                                    "family",
                                    "resident",
                                    "payer",
                                    "court",
                                    "other",
                                    "inside",
                                ],
                            )
                        ),
                        name="disclosure_recipient_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "treatment",
                                    "oversight",
                                    "request",
                                    "consent",
                                    "law",
                                    "health",
                                    "payment",
                                    "operations",
                                    "other",
                                ],
                            )
                        ),
                        name="disclosure_purpose_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["paper", "file", "fax", "screen", "spoken"])
                        ),
                        name="disclosure_way_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_whom", ""), _negated=True),
                            models.Q(("what", ""), _negated=True),
                            models.Q(("performer_text", ""), _negated=True),
                        ),
                        name="disclosure_says_what_to_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose__in", ["consent", "law"]), _negated=True),
                            models.Q(("authority", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disclosure_names_its_authority",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("resident__isnull", False),
                            models.Q(("residents", []), _negated=True),
                            _connector="OR",
                        ),
                        name="disclosure_about_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="disclosure_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_error_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfilehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ba19c24a1fa3d6574a72ba2eb90c2d4f3687ab58",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_37df3",
                            table="documents_chartfilehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="chartfile",
                    index=models.Index(
                        fields=["facility", "resident", "-asked_at"],
                        name="documents_c_facilit_9484ec_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="chartfile",
                    index=models.Index(
                        condition=models.Q(("state", "ready")),
                        fields=["facility", "expires_at"],
                        name="chartfile_expiring",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chartfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "making", "ready", "failed", "gone"])
                        ),
                        name="chartfile_state_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chartfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until_day__gte", models.F("from_day"))),
                        name="chartfile_days_in_order",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chartfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "recipient__in",
                                [
                                    "surveyor",
                                    "ems",
                                    "hospital",
                                    "provider",
                                    "family",
                                    "resident",
                                    "payer",
                                    "court",
                                    "other",
                                    "inside",
                                ],
                            ),
                            (
                                "purpose__in",
                                [
                                    "treatment",
                                    "oversight",
                                    "request",
                                    "consent",
                                    "law",
                                    "health",
                                    "payment",
                                    "operations",
                                    "other",
                                ],
                            ),
                        ),
                        name="chartfile_words_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chartfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("recipient", "inside"),
                            models.Q(("to_whom", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="chartfile_outside_says_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chartfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(
                                ("blob__isnull", False),
                                ("expires_at__isnull", False),
                                ("finished_at__isnull", False),
                                ("pages__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="chartfile_ready_has_file",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."authority", NEW."blob", NEW."chapters", NEW."done", NEW."downloaded_at", NEW."expires_at", NEW."facility_id", NEW."failure", NEW."finished_at", NEW."from_day", NEW."id", NEW."left_out", NEW."pages", NEW."part", NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recipient", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."state", NEW."to_whom", NEW."total", NEW."until_day", NEW."visit_id"); RETURN NULL;',
                            hash="98bb284ee8e07766a0750df11a570c67f54bf076",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7eb2e",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."authority", NEW."blob", NEW."chapters", NEW."done", NEW."downloaded_at", NEW."expires_at", NEW."facility_id", NEW."failure", NEW."finished_at", NEW."from_day", NEW."id", NEW."left_out", NEW."pages", NEW."part", NOW(), \'update\', NEW."id", NEW."purpose", NEW."recipient", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."state", NEW."to_whom", NEW."total", NEW."until_day", NEW."visit_id"); RETURN NULL;',
                            hash="3c5862b15a4d5df295e072cfb4bbfca66d1c5cf4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ebbb0",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."authority", OLD."blob", OLD."chapters", OLD."done", OLD."downloaded_at", OLD."expires_at", OLD."facility_id", OLD."failure", OLD."finished_at", OLD."from_day", OLD."id", OLD."left_out", OLD."pages", OLD."part", NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recipient", OLD."resident_id", OLD."security_label", OLD."sha256", OLD."size", OLD."state", OLD."to_whom", OLD."total", OLD."until_day", OLD."visit_id"); RETURN NULL;',
                            hash="c8912c9ea66e3ea96253e3f949f2025742329171",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44dfb",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="surveyvisithistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c67e26f930b1d84803a139388a031dda1b1916d7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0d758",
                            table="documents_surveyvisithistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("documents", "SurveyVisit", kind="state"),
                Protect("documents", "SurveyVisitHistory", kind="trace", append_only=True),
                Protect("documents", "SurveyRequest", kind="state"),
                Protect("documents", "SurveyRequestHistory", kind="trace", append_only=True),
                Protect("documents", "ChartFile", kind="state", resident="resident_id"),
                Protect(
                    "documents",
                    "ChartFileHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "documents",
                    "SurveySample",
                    kind="fact",
                    resident="resident_id",
                    extra=("removed_at", "removed_by_id"),
                ),
                Protect("documents", "Disclosure", kind="fact", resident="resident_id"),
            ]
        )
    ]
