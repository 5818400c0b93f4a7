"""The tables of notes, as first laid. Expand."""

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.notes.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactMade",
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
                    "with_text",
                    models.CharField(
                        blank=True, help_text="With whom, if nobody above", max_length=160
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("video", "Video call"),
                            ("text", "Text message"),
                            ("email", "E-mail"),
                            ("fax", "Fax"),
                            ("portal", "Family page"),
                            ("letter", "Letter"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "They came to us"), ("out", "We went to them")],
                        max_length=4,
                    ),
                ),
                (
                    "reached",
                    models.CharField(
                        choices=[
                            ("reached", "Spoke with them"),
                            ("left-message", "Left a message"),
                            ("no-answer", "No answer"),
                            ("wrong-number", "Wrong number"),
                            ("sent", "Sent"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "because_type",
                    models.CharField(
                        blank=True,
                        db_comment="Reference: what it was about, e.g. Task",
                        max_length=40,
                    ),
                ),
                ("because_id", models.UUIDField(blank=True, null=True)),
                ("effective", models.DateTimeField()),
                ("recorded", models.DateTimeField()),
                ("client_ref", models.UUIDField(blank=True, null=True)),
                ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "verbose_name_plural": "contacts made",
            },
        ),
        migrations.CreateModel(
            name="Handoff",
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
                    "starts",
                    models.DateTimeField(db_comment="Begin of the shift that hands over"),
                ),
                ("ends", models.DateTimeField()),
                ("snapshot", models.JSONField(blank=True, default=list)),
                ("composed_at", models.DateTimeField()),
                ("remarks", models.TextField(blank=True)),
                ("signed_out_at", models.DateTimeField(blank=True, null=True)),
                ("signed_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "questions",
                    models.TextField(blank=True, help_text="What the coming shift asked"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoffHistory",
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
                    "starts",
                    models.DateTimeField(db_comment="Begin of the shift that hands over"),
                ),
                ("ends", models.DateTimeField()),
                ("snapshot", models.JSONField(blank=True, default=list)),
                ("composed_at", models.DateTimeField()),
                ("remarks", models.TextField(blank=True)),
                ("signed_out_at", models.DateTimeField(blank=True, null=True)),
                ("signed_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "questions",
                    models.TextField(blank=True, help_text="What the coming shift asked"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("progress", "Progress note"),
                            ("health", "Health"),
                            ("mood", "Mood and behavior"),
                            ("eating", "Eating and drinking"),
                            ("sleep", "Sleep"),
                            ("skin", "Skin"),
                            ("pain", "Pain"),
                            ("moving", "Moving and falls"),
                            ("toilet", "Toilet"),
                            ("medicines", "Medicines"),
                            ("activity", "Activities and visits"),
                            ("family", "Family"),
                            ("provider", "Doctor or clinic"),
                            ("trip", "Trip"),
                            ("house", "House"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("routine", "For the record"),
                            ("watch", "Keep an eye on it"),
                            ("change", "Something changed"),
                            ("urgent", "Tell somebody now"),
                        ],
                        default=hearth.record.notes.codes.Severity["ROUTINE"],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("keep_active_until", models.DateTimeField(blank=True, null=True)),
                ("put_away_at", models.DateTimeField(blank=True, null=True)),
                ("effective", models.DateTimeField()),
                ("recorded", models.DateTimeField()),
                (
                    "author_text",
                    models.CharField(
                        blank=True,
                        help_text="Who saw it, when not one of the staff",
                        max_length=160,
                    ),
                ),
                ("shared_with_family", models.BooleanField(default=False)),
                (
                    "because_type",
                    models.CharField(
                        blank=True,
                        db_comment="Reference: what it is a note on, e.g. Task",
                        max_length=40,
                    ),
                ),
                ("because_id", models.UUIDField(blank=True, null=True)),
                ("correction_reason", models.CharField(blank=True, max_length=240)),
                ("client_ref", models.UUIDField(blank=True, null=True)),
                ("source_system", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
            ],
        ),
        migrations.CreateModel(
            name="NoteDraft",
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
                ("page", models.CharField(max_length=80)),
                ("body", models.JSONField(default=dict)),
                ("changed", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NoteTerm",
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
                ("term", models.CharField(db_collation="C", max_length=60)),
                ("effective", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReadMark",
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
                    "read_list",
                    models.CharField(
                        choices=[("today", "Changes on Today"), ("notes", "Notes")],
                        default=hearth.record.notes.codes.ReadList["TODAY"],
                        max_length=10,
                    ),
                ),
                ("upto", models.DateTimeField()),
                ("marked_at", models.DateTimeField()),
            ],
        ),
    ]
