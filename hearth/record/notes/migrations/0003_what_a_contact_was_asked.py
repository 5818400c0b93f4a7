"""A contact made says which task asked for it, and what the other asked. Expand."""

import django.db.models.deletion
from django.db import migrations, models

from hearth.platform.scope.ddl import EMPTY_SCOPE, Refer
from hearth.platform.scope.laying import LayTables


CHANNELS = [
    ("call", "Call"),
    ("visit", "Visit"),
    ("talk", "Talk at the door"),
    ("video", "Video call"),
    ("text", "Text message"),
    ("email", "E-mail"),
    ("fax", "Fax"),
    ("portal", "Family page"),
    ("letter", "Letter"),
]
REACHED = [
    ("reached", "Spoke with them"),
    ("left-message", "Left a message without details"),
    ("no-answer", "No answer"),
    ("wrong-number", "Wrong number"),
    ("sent", "Sent"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0002_many_at_once"),
        ("tasks", "0002_find_what_comes_back"),
    ]
    operations = [
        LayTables(
            [
                migrations.RunSQL(EMPTY_SCOPE, migrations.RunSQL.noop),
                migrations.AddField(
                    "contactmade",
                    "asked",
                    models.TextField(blank=True, help_text="What they asked"),
                ),
                migrations.AddField(
                    "contactmade",
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tasks.task",
                    ),
                ),
                Refer("notes", "ContactMade", "task_id"),
                migrations.AlterField(
                    "contactmade", "channel", models.CharField(choices=CHANNELS, max_length=8)
                ),
                migrations.AlterField(
                    "contactmade", "reached", models.CharField(choices=REACHED, max_length=16)
                ),
                migrations.RemoveConstraint("contactmade", "contactmade_channel_known"),
                migrations.AddConstraint(
                    "contactmade",
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", [code for code, _ in CHANNELS])),
                        name="contactmade_channel_known",
                    ),
                ),
                migrations.AddIndex(
                    "contactmade",
                    models.Index(
                        condition=models.Q(("task__isnull", False)),
                        fields=["facility", "task"],
                        name="contactmade_task",
                    ),
                ),
            ]
        )
    ]
