"""One action on many residents at once, so that it can be undone at once. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("notes", "0001_initial"),
        ("residents", "0002_find_the_latest_whereabouts"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Together",
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
                        ("deeds", models.JSONField(default=list)),
                        (
                            "count",
                            models.PositiveIntegerField(
                                db_comment="How many residents it was for"
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_reason", models.CharField(blank=True, max_length=240)),
                        ("stayed", models.JSONField(blank=True, default=list)),
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
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TogetherHistory",
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
                        ("deeds", models.JSONField(default=list)),
                        (
                            "count",
                            models.PositiveIntegerField(
                                db_comment="How many residents it was for"
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_reason", models.CharField(blank=True, max_length=240)),
                        ("stayed", models.JSONField(blank=True, default=list)),
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
                                to="notes.together",
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
                            "undone_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TogetherItem",
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
                            "deed",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("task", "Task"),
                                    ("watch", "Watch"),
                                    ("precaution", "Precautions"),
                                    ("tell", "Families to tell"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("entity_type", models.CharField(max_length=40)),
                        ("entity_id", models.UUIDField()),
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
                        (
                            "together",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notes.together",
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="together",
                    index=models.Index(
                        fields=["facility", "-recorded"], name="notes_toget_facilit_c677ae_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="together",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="together_for_somebody"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="together",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            models.Q(
                                ("undone_at__gte", models.F("recorded")),
                                ("undone_by__isnull", False),
                                models.Q(("undone_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="together_undone_with_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="together",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notes_togetherhistory" ("count", "deeds", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "stayed", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."count", NEW."deeds", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."stayed", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                            hash="5f86162a5703d8515e7df7ccdabd25f9b51c9f2c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8047e",
                            table="notes_together",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="together",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notes_togetherhistory" ("count", "deeds", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "stayed", "undone_at", "undone_by_id", "undone_reason") VALUES (NEW."count", NEW."deeds", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."stayed", NEW."undone_at", NEW."undone_by_id", NEW."undone_reason"); RETURN NULL;',
                            hash="07cd989b8a2063a61aee42b5163e775e5675737b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22ae2",
                            table="notes_together",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="together",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notes_togetherhistory" ("count", "deeds", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "stayed", "undone_at", "undone_by_id", "undone_reason") VALUES (OLD."count", OLD."deeds", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."recorded", OLD."recorder_id", OLD."stayed", OLD."undone_at", OLD."undone_by_id", OLD."undone_reason"); RETURN NULL;',
                            hash="6be2b1fbbe62c0bcb5326a807cdbd9d81d0118b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_90e79",
                            table="notes_together",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="togetherhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="48198ab8edc0524290d3c093ae816cca1e425c90",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5467c",
                            table="notes_togetherhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="togetheritem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("deed__in", ["note", "task", "watch", "precaution", "tell"])
                        ),
                        name="togetheritem_deed_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="togetheritem",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "together", "entity_type", "entity_id"),
                        name="togetheritem_once",
                    ),
                ),
                Protect("notes", "Together", kind="state"),
                Protect("notes", "TogetherHistory", kind="trace", append_only=True),
                Protect("notes", "TogetherItem", kind="fact", resident="resident_id"),
            ]
        )
    ]
