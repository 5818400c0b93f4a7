"""Published facts and their deliveries, fenced by community. Expand."""

import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import Protect


TOGETHER = """
ALTER TABLE outbox_domainevent ADD CONSTRAINT outbox_domainevent_facility_key UNIQUE (facility_id, id);
ALTER TABLE outbox_delivery ADD CONSTRAINT outbox_delivery_event_id_same_facility
  FOREIGN KEY (facility_id, event_id) REFERENCES outbox_domainevent (facility_id, id);
"""
UNTIE = """
ALTER TABLE outbox_delivery DROP CONSTRAINT outbox_delivery_event_id_same_facility;
ALTER TABLE outbox_domainevent DROP CONSTRAINT outbox_domainevent_facility_key;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("scope", "0001_scope_of_a_transaction")]

    operations = [
        migrations.CreateModel(
            name="DomainEvent",
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
                ("name", models.CharField(max_length=100)),
                ("payload", models.JSONField()),
                ("occurred_at", models.DateTimeField()),
                ("actor_id", models.UUIDField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("batch", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["facility_id", "occurred_at"], name="domainevent_by_time"
                    ),
                    models.Index(
                        fields=["facility_id", "name", "occurred_at"],
                        name="domainevent_of_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("reaction", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("done", "Delivered"),
                            ("failed", "Failed"),
                            ("dropped", "Given up"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                ("job_id", models.BigIntegerField(null=True)),
                ("published_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outbox.domainevent",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "done"), _negated=True),
                        fields=["facility_id", "published_at"],
                        name="delivery_not_done",
                    ),
                    models.Index(fields=["facility_id", "done_at"], name="delivery_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("facility_id", "event", "reaction"),
                        name="delivery_once_a_reaction",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending", "done", "failed", "dropped"])
                        ),
                        name="delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("done_at__isnull", False),
                            _connector="OR",
                        ),
                        name="delivery_done_has_time",
                    ),
                ],
            },
        ),
        Protect("outbox", "DomainEvent", kind="trace"),
        Protect("outbox", "Delivery", kind="trace"),
        migrations.RunSQL(TOGETHER, UNTIE),
    ]
