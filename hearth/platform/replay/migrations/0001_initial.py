"""What devices sent, fenced by community. Expand."""

import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import Protect


TOGETHER = """
ALTER TABLE replay_replayentry ADD CONSTRAINT replay_replayentry_facility_key UNIQUE (facility_id, id);
ALTER TABLE replay_replayconflict ADD CONSTRAINT replay_replayconflict_entry_id_same_facility
  FOREIGN KEY (facility_id, entry_id) REFERENCES replay_replayentry (facility_id, id);
"""
UNTIE = """
ALTER TABLE replay_replayconflict DROP CONSTRAINT replay_replayconflict_entry_id_same_facility;
ALTER TABLE replay_replayentry DROP CONSTRAINT replay_replayentry_facility_key;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("scope", "0001_scope_of_a_transaction")]

    operations = [
        migrations.CreateModel(
            name="ReplayEntry",
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
                ("facility_id", models.UUIDField()),
                ("device_id", models.UUIDField(null=True)),
                ("actor_id", models.UUIDField()),
                ("client_ref", models.UUIDField()),
                ("verb", models.CharField(max_length=100)),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("accepted", "Written"),
                            ("refused", "Refused by a rule"),
                            ("conflict", "Overtaken"),
                            ("review", "For review"),
                            ("settled", "Settled"),
                        ],
                        max_length=8,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(default=200)),
                ("answer", models.JSONField(default=dict)),
                ("payload", models.JSONField(null=True)),
                ("effective", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_id", models.UUIDField(null=True)),
                (
                    "settlement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Carried out now"),
                            ("written", "Already written in another way"),
                            ("dismissed", "Not to be carried out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["refused", "conflict", "review"])),
                        fields=["facility_id", "received_at"],
                        name="replayentry_waiting",
                    ),
                    models.Index(
                        fields=["facility_id", "device_id", "received_at"],
                        name="replayentry_of_device",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility_id", "client_ref"), name="replayentry_ref_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["accepted", "refused", "conflict", "review", "settled"],
                            )
                        ),
                        name="replayentry_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["refused", "conflict", "review"]), _negated=True
                            ),
                            ("payload__isnull", False),
                            _connector="OR",
                        ),
                        name="replayentry_kept_as_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by_id__isnull", False),
                                models.Q(("settlement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="replayentry_settled_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplayConflict",
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
                ("facility_id", models.UUIDField()),
                ("device_id", models.UUIDField(null=True)),
                ("actor_id", models.UUIDField()),
                ("verb", models.CharField(max_length=100)),
                ("content_hash", models.CharField(max_length=64)),
                ("payload", models.JSONField()),
                ("effective", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_id", models.UUIDField(null=True)),
                (
                    "settlement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Carried out now"),
                            ("written", "Already written in another way"),
                            ("dismissed", "Not to be carried out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settled_reason", models.CharField(blank=True, max_length=500)),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="replay.replayentry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["facility_id", "received_at"],
                        name="replayconflict_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility_id", "entry", "content_hash"),
                        name="replayconflict_content_once",
                    )
                ],
            },
        ),
        Protect("replay", "ReplayEntry", kind="trace"),
        Protect("replay", "ReplayConflict", kind="trace"),
        migrations.RunSQL(TOGETHER, UNTIE),
    ]
