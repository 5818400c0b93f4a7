"""Residents on watch, and what each check found, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.ddl
import hearth.platform.scope.history
import hearth.platform.scope.laying


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("residents", "0002_find_the_latest_whereabouts"),
        ("staff", "0001_initial"),
        ("tasks", "0004_bound_a_series_to_the_minute"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        hearth.platform.scope.laying.LayTables(
            operations=[
                migrations.CreateModel(
                    name="Watch",
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
                            "reason",
                            models.CharField(
                                db_comment="Code of an entry of watch-reasons", max_length=60
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        (
                            "checks_from",
                            models.DateTimeField(
                                db_comment="From when its steps count: its start, or the last time it happened again"
                            ),
                        ),
                        ("steps", models.JSONField(default=list)),
                        (
                            "look_for",
                            models.TextField(
                                blank=True, help_text="Own words, beside those of the reason"
                            ),
                        ),
                        (
                            "may_do",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "decides",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("definition_id", models.UUIDField()),
                        ("definition_version", models.PositiveIntegerField()),
                        ("recorded", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("as-usual", "Back to usual"),
                                    ("in-plan", "It is in the plan or the orders now"),
                                    ("hospital", "In hospital"),
                                    ("resident-left", "The resident no longer lives here"),
                                    ("mistake", "Started by mistake"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("ended_text", models.CharField(blank=True, max_length=500)),
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
                            "resident",
                            models.ForeignKey(
                                db_index=False,
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
                    options={
                        "verbose_name_plural": "watches",
                    },
                ),
                migrations.CreateModel(
                    name="WatchEntry",
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
                        ("answers", models.JSONField(default=dict)),
                        ("changed", models.BooleanField(default=False)),
                        ("text", models.TextField(blank=True)),
                        ("effective", models.DateTimeField()),
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
                            "performer",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
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
                        (
                            "task",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "watch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tasks.watch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "watch entries",
                    },
                ),
                migrations.CreateModel(
                    name="WatchHistory",
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
                        (
                            "reason",
                            models.CharField(
                                db_comment="Code of an entry of watch-reasons", max_length=60
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        (
                            "checks_from",
                            models.DateTimeField(
                                db_comment="From when its steps count: its start, or the last time it happened again"
                            ),
                        ),
                        ("steps", models.JSONField(default=list)),
                        (
                            "look_for",
                            models.TextField(
                                blank=True, help_text="Own words, beside those of the reason"
                            ),
                        ),
                        (
                            "may_do",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "decides",
                            models.CharField(
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("definition_id", models.UUIDField()),
                        ("definition_version", models.PositiveIntegerField()),
                        ("recorded", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("as-usual", "Back to usual"),
                                    ("in-plan", "It is in the plan or the orders now"),
                                    ("hospital", "In hospital"),
                                    ("resident-left", "The resident no longer lives here"),
                                    ("mistake", "Started by mistake"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("ended_text", models.CharField(blank=True, max_length=500)),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="tasks.watch",
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
                    model_name="watch",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["facility", "resident"],
                        name="watch_running",
                    ),
                ),
                migrations.AddIndex(
                    model_name="watch",
                    index=models.Index(
                        fields=["facility", "resident", "-starts"], name="watch_resident"
                    ),
                ),
                migrations.AddIndex(
                    model_name="watch",
                    index=models.Index(fields=["facility", "recorded"], name="watch_recorded"),
                ),
                migrations.AddIndex(
                    model_name="watch",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["facility", "ended_at"],
                        name="watch_ended",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="watch_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("starts"))),
                        name="watch_until_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                                ("ended_reason", ""),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                (
                                    "ended_reason__in",
                                    [
                                        "as-usual",
                                        "in-plan",
                                        "hospital",
                                        "resident-left",
                                        "mistake",
                                        "other",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="watch_ended_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_reason", "other"), _negated=True),
                            models.Q(("ended_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="watch_other_reason_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("because_id__isnull", True),
                            models.Q(("because_type", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="watch_because_has_type",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watch",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("facility", "resident", "reason"),
                        name="watch_once_per_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="watch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_watchhistory" ("because_id", "because_type", "checks_from", "decides", "definition_id", "definition_version", "ended_at", "ended_by_id", "ended_reason", "ended_text", "facility_id", "id", "look_for", "may_do", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded", "resident_id", "security_label", "started_by_id", "starts", "steps", "until") VALUES (NEW."because_id", NEW."because_type", NEW."checks_from", NEW."decides", NEW."definition_id", NEW."definition_version", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ended_text", NEW."facility_id", NEW."id", NEW."look_for", NEW."may_do", NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded", NEW."resident_id", NEW."security_label", NEW."started_by_id", NEW."starts", NEW."steps", NEW."until"); RETURN NULL;',
                            hash="efee726538a8b315e1c2a27b371d4268956aaa1f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3f9b7",
                            table="tasks_watch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="watch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_watchhistory" ("because_id", "because_type", "checks_from", "decides", "definition_id", "definition_version", "ended_at", "ended_by_id", "ended_reason", "ended_text", "facility_id", "id", "look_for", "may_do", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded", "resident_id", "security_label", "started_by_id", "starts", "steps", "until") VALUES (NEW."because_id", NEW."because_type", NEW."checks_from", NEW."decides", NEW."definition_id", NEW."definition_version", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ended_text", NEW."facility_id", NEW."id", NEW."look_for", NEW."may_do", NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded", NEW."resident_id", NEW."security_label", NEW."started_by_id", NEW."starts", NEW."steps", NEW."until"); RETURN NULL;',
                            hash="a709a1ba5237bddb294bd694b7cca9e69f3d0a61",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d3917",
                            table="tasks_watch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="watch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_watchhistory" ("because_id", "because_type", "checks_from", "decides", "definition_id", "definition_version", "ended_at", "ended_by_id", "ended_reason", "ended_text", "facility_id", "id", "look_for", "may_do", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded", "resident_id", "security_label", "started_by_id", "starts", "steps", "until") VALUES (OLD."because_id", OLD."because_type", OLD."checks_from", OLD."decides", OLD."definition_id", OLD."definition_version", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ended_text", OLD."facility_id", OLD."id", OLD."look_for", OLD."may_do", NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded", OLD."resident_id", OLD."security_label", OLD."started_by_id", OLD."starts", OLD."steps", OLD."until"); RETURN NULL;',
                            hash="3937b231a4832955b156c3005836bb7184356b75",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_26283",
                            table="tasks_watch",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="watchentry",
                    index=models.Index(
                        fields=["facility", "watch", "-effective"], name="watchentry_watch"
                    ),
                ),
                migrations.AddIndex(
                    model_name="watchentry",
                    index=models.Index(
                        fields=["facility", "recorded"], name="watchentry_recorded"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watchentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="watchentry_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watchentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("changed", False),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="watchentry_change_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watchentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="watchentry_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="watchentry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("entered_in_error_at__isnull", True)),
                        fields=("facility", "task"),
                        name="watchentry_once_per_check",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="watchhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="81fcfd2ea7e0873b282c798a376b68f0e945a695",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8cc57",
                            table="tasks_watchhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="tasks",
                    model_name="Watch",
                    kind="state",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="tasks",
                    model_name="WatchHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="tasks",
                    model_name="WatchEntry",
                    kind="fact",
                    resident="resident_id",
                ),
            ],
        ),
    ]
