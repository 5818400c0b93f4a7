"""The tables of alerts, as first laid. Expand."""

import django.db.models.deletion
import hearth.kernel.ids
import hearth.platform.scope.history
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("tenancy", "0002_fence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
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
                    "where",
                    models.CharField(blank=True, help_text="Bathroom, garden", max_length=120),
                ),
                ("code", models.CharField(db_comment="Kind of call: app.kind", max_length=60)),
                ("cause_type", models.CharField(max_length=40)),
                ("cause_id", models.UUIDField()),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency"),
                            ("urgent", "Urgent"),
                            ("routine", "Routine"),
                        ],
                        max_length=10,
                    ),
                ),
                ("headline", models.CharField(max_length=200)),
                ("headline_values", models.JSONField(blank=True, default=dict)),
                ("effective", models.DateTimeField(db_comment="When it happened")),
                ("raised_at", models.DateTimeField(db_comment="When it was accepted")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("help_wanted_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "Helped"),
                            ("no-help-needed", "No help needed"),
                            ("sent-out", "Sent to hospital"),
                            ("false-alarm", "False alarm"),
                            ("test", "Test"),
                            ("cause-gone", "The reason for it is gone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("resolution_text", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="AlertHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_actor_id",
                    models.UUIDField(
                        db_default=hearth.platform.scope.history.ActingActor(), null=True
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
                (
                    "where",
                    models.CharField(blank=True, help_text="Bathroom, garden", max_length=120),
                ),
                ("code", models.CharField(db_comment="Kind of call: app.kind", max_length=60)),
                ("cause_type", models.CharField(max_length=40)),
                ("cause_id", models.UUIDField()),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency"),
                            ("urgent", "Urgent"),
                            ("routine", "Routine"),
                        ],
                        max_length=10,
                    ),
                ),
                ("headline", models.CharField(max_length=200)),
                ("headline_values", models.JSONField(blank=True, default=dict)),
                ("effective", models.DateTimeField(db_comment="When it happened")),
                ("raised_at", models.DateTimeField(db_comment="When it was accepted")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("help_wanted_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "Helped"),
                            ("no-help-needed", "No help needed"),
                            ("sent-out", "Sent to hospital"),
                            ("false-alarm", "False alarm"),
                            ("test", "Test"),
                            ("cause-gone", "The reason for it is gone"),
                        ],
                        max_length=16,
                    ),
                ),
                ("resolution_text", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("on-my-way", "On the way"),
                            ("with-resident", "With the resident"),
                            ("need-help", "Needs help"),
                            ("handed-on", "Handed to somebody"),
                            ("raised-again", "Raised again"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=240)),
                ("effective", models.DateTimeField()),
                ("recorded", models.DateTimeField()),
                ("client_ref", models.UUIDField(blank=True, null=True)),
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
        ),
    ]
