"""Lists of steps that run, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.ddl
import hearth.platform.scope.history
import hearth.platform.scope.laying
import hearth.record.tasks.codes


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("residents", "0002_find_the_latest_whereabouts"),
        ("staff", "0001_initial"),
        ("tasks", "0005_watch_residents"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        hearth.platform.scope.laying.LayTables(
            operations=[
                migrations.CreateModel(
                    name="Checklist",
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
                        ("key", models.CharField(max_length=80)),
                        ("definition_id", models.UUIDField()),
                        ("definition_version", models.PositiveIntegerField()),
                        ("anchor", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("running", "Running"),
                                    ("closed", "Done with"),
                                    ("cancelled", "Given up"),
                                ],
                                default=hearth.record.tasks.codes.ChecklistStatus["RUNNING"],
                                max_length=10,
                            ),
                        ),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("started_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_reason", models.CharField(blank=True, max_length=240)),
                        ("passed_at", models.DateTimeField(blank=True, null=True)),
                        ("passed_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "passed_until",
                            models.DateField(
                                blank=True,
                                db_comment="The day by which what was missing comes",
                                null=True,
                            ),
                        ),
                        (
                            "closed_by",
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
                            "passed_by",
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "started_by",
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
                    name="ChecklistHistory",
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
                        ("key", models.CharField(max_length=80)),
                        ("definition_id", models.UUIDField()),
                        ("definition_version", models.PositiveIntegerField()),
                        ("anchor", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("running", "Running"),
                                    ("closed", "Done with"),
                                    ("cancelled", "Given up"),
                                ],
                                default=hearth.record.tasks.codes.ChecklistStatus["RUNNING"],
                                max_length=10,
                            ),
                        ),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("started_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_reason", models.CharField(blank=True, max_length=240)),
                        ("passed_at", models.DateTimeField(blank=True, null=True)),
                        ("passed_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "passed_until",
                            models.DateField(
                                blank=True,
                                db_comment="The day by which what was missing comes",
                                null=True,
                            ),
                        ),
                        (
                            "closed_by",
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
                            "passed_by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="tasks.checklist",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddIndex(
                    model_name="checklist",
                    index=models.Index(
                        condition=models.Q(("status", "running")),
                        fields=["facility", "anchor"],
                        name="checklist_running",
                    ),
                ),
                migrations.AddIndex(
                    model_name="checklist",
                    index=models.Index(
                        fields=["facility", "resident", "key"], name="checklist_resident"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "closed", "cancelled"])),
                        name="checklist_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("status", "running")),
                            models.Q(
                                models.Q(("status", "running"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="checklist_closed_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("closed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="checklist_given_up_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("passed_at__isnull", True),
                            models.Q(
                                ("passed_by__isnull", False),
                                ("passed_until__isnull", False),
                                models.Q(("passed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="checklist_passed_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("because_id__isnull", True),
                            models.Q(("because_type", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="checklist_because_has_type",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "running")),
                        fields=("facility", "resident", "key"),
                        name="checklist_runs_once",
                        nulls_distinct=False,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_checklisthistory" ("anchor", "because_id", "because_type", "closed_at", "closed_by_id", "closed_reason", "definition_id", "definition_version", "facility_id", "id", "key", "passed_at", "passed_by_id", "passed_reason", "passed_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "started_at", "started_by_id", "status") VALUES (NEW."anchor", NEW."because_id", NEW."because_type", NEW."closed_at", NEW."closed_by_id", NEW."closed_reason", NEW."definition_id", NEW."definition_version", NEW."facility_id", NEW."id", NEW."key", NEW."passed_at", NEW."passed_by_id", NEW."passed_reason", NEW."passed_until", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."security_label", NEW."started_at", NEW."started_by_id", NEW."status"); RETURN NULL;',
                            hash="af8c5dd3c0a0804151063b2bebae4ddefa7a3b02",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1c096",
                            table="tasks_checklist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_checklisthistory" ("anchor", "because_id", "because_type", "closed_at", "closed_by_id", "closed_reason", "definition_id", "definition_version", "facility_id", "id", "key", "passed_at", "passed_by_id", "passed_reason", "passed_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "started_at", "started_by_id", "status") VALUES (NEW."anchor", NEW."because_id", NEW."because_type", NEW."closed_at", NEW."closed_by_id", NEW."closed_reason", NEW."definition_id", NEW."definition_version", NEW."facility_id", NEW."id", NEW."key", NEW."passed_at", NEW."passed_by_id", NEW."passed_reason", NEW."passed_until", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."security_label", NEW."started_at", NEW."started_by_id", NEW."status"); RETURN NULL;',
                            hash="4650fde9275d3215c6bc62c262cf25c183dcdf57",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e33fe",
                            table="tasks_checklist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_checklisthistory" ("anchor", "because_id", "because_type", "closed_at", "closed_by_id", "closed_reason", "definition_id", "definition_version", "facility_id", "id", "key", "passed_at", "passed_by_id", "passed_reason", "passed_until", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "started_at", "started_by_id", "status") VALUES (OLD."anchor", OLD."because_id", OLD."because_type", OLD."closed_at", OLD."closed_by_id", OLD."closed_reason", OLD."definition_id", OLD."definition_version", OLD."facility_id", OLD."id", OLD."key", OLD."passed_at", OLD."passed_by_id", OLD."passed_reason", OLD."passed_until", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."security_label", OLD."started_at", OLD."started_by_id", OLD."status"); RETURN NULL;',
                            hash="2e73063116d3d370eba25c37b3d8b49651fbdf8e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_597f5",
                            table="tasks_checklist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="checklisthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0c205941e3467e03d1b6903611411b37c1a3a856",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9392d",
                            table="tasks_checklisthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="tasks",
                    model_name="Checklist",
                    kind="state",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="tasks",
                    model_name="ChecklistHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
            ],
        ),
    ]
