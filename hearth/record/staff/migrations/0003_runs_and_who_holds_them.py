"""Runs, the places they serve, and who holds them. Expand."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.staff.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("staff", "0002_take_turns_on_call_and_stand_in"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Run",
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
                        ("name", models.CharField(max_length=40)),
                        (
                            "run_kind",
                            models.CharField(
                                choices=[
                                    ("run", "Run"),
                                    ("cart", "Med cart"),
                                    ("extra", "Extra duty"),
                                ],
                                default=hearth.record.staff.codes.RunKind["RUN"],
                                max_length=8,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
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
                            "shifts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RunAssignment",
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
                            "day",
                            models.DateField(
                                help_text="Local day on which the turn of the shift began"
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "places",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition run-change-reasons",
                                max_length=60,
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=200)),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition run-change-reasons",
                                max_length=60,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Taken off the sheet before it began",
                                null=True,
                            ),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.dutyperiod",
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
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.run",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RunAssignmentHistory",
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
                            "day",
                            models.DateField(
                                help_text="Local day on which the turn of the shift began"
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "places",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition run-change-reasons",
                                max_length=60,
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=200)),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition run-change-reasons",
                                max_length=60,
                            ),
                        ),
                        ("assigned_at", models.DateTimeField()),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Taken off the sheet before it began",
                                null=True,
                            ),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "duty",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.dutyperiod",
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
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.runassignment",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.run",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RunHistory",
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
                        ("name", models.CharField(max_length=40)),
                        (
                            "run_kind",
                            models.CharField(
                                choices=[
                                    ("run", "Run"),
                                    ("cart", "Med cart"),
                                    ("extra", "Extra duty"),
                                ],
                                default=hearth.record.staff.codes.RunKind["RUN"],
                                max_length=8,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
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
                            "shifts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.run",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RunPlace",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
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
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.run",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RunPlaceHistory",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
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
                                to="staff.runplace",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.run",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddConstraint(
                    model_name="run",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("facility", "name"),
                        name="run_name_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="run",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="run_has_name"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="run",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("run_kind__in", ["run", "cart", "extra"])),
                        name="run_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="run",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("role", ""),
                            (
                                "role__in",
                                [
                                    "coordinator",
                                    "nurse",
                                    "shift-lead",
                                    "med-tech",
                                    "caregiver",
                                    "activities",
                                    "driver",
                                    "maintenance",
                                    "housekeeping",
                                    "dining",
                                    "dietitian",
                                    "social-worker",
                                    "therapist",
                                    "front-desk",
                                    "sales",
                                    "executive-director",
                                    "regional-nurse",
                                    "volunteer",
                                    "agency",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="run_role_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="run",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runhistory" ("closed_at", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "run_kind", "shifts") VALUES (NEW."closed_at", NEW."facility_id", NEW."id", NEW."name", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."position", NEW."role", NEW."run_kind", NEW."shifts"); RETURN NULL;',
                            hash="93dd3e5ed7933c00147aaa2f24b9ddc60cf9f919",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f0b33",
                            table="staff_run",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="run",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_runhistory" ("closed_at", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "run_kind", "shifts") VALUES (NEW."closed_at", NEW."facility_id", NEW."id", NEW."name", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."position", NEW."role", NEW."run_kind", NEW."shifts"); RETURN NULL;',
                            hash="f1c0c5c1f3dc0090502d2721dada963a0c6c1347",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f5642",
                            table="staff_run",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="run",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runhistory" ("closed_at", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "run_kind", "shifts") VALUES (OLD."closed_at", OLD."facility_id", OLD."id", OLD."name", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."position", OLD."role", OLD."run_kind", OLD."shifts"); RETURN NULL;',
                            hash="0d9f4e05bc7723f782e662755d64f5f0664294f1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_067dd",
                            table="staff_run",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="runassignment",
                    index=models.Index(
                        fields=["facility", "starts", "ends"],
                        name="staff_runas_facilit_9ffcda_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="runassignment",
                    index=models.Index(
                        fields=["facility", "shift", "day"],
                        name="staff_runas_facilit_35c403_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="runassignment",
                    index=models.Index(
                        fields=["facility", "duty"], name="staff_runas_facilit_d7ee01_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runassignment",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("run"),
                                    models.F("run"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("member"),
                                    models.F("member"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="runassignment_held_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runassignment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="runassignment_ends_after_start",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runassignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runassignmenthistory" ("assigned_at", "assigned_by_id", "cancelled_at", "day", "duty_id", "end_reason", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reason", "run_id", "shift_id", "starts", "text") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."cancelled_at", NEW."day", NEW."duty_id", NEW."end_reason", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."places", NEW."reason", NEW."run_id", NEW."shift_id", NEW."starts", NEW."text"); RETURN NULL;',
                            hash="df876ae95a9bb5ceba1ec1c4b49aa24093516e3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bc867",
                            table="staff_runassignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runassignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_runassignmenthistory" ("assigned_at", "assigned_by_id", "cancelled_at", "day", "duty_id", "end_reason", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reason", "run_id", "shift_id", "starts", "text") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."cancelled_at", NEW."day", NEW."duty_id", NEW."end_reason", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."places", NEW."reason", NEW."run_id", NEW."shift_id", NEW."starts", NEW."text"); RETURN NULL;',
                            hash="8abc8dec993d68f8606da46f015a0143ad0b203b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18c68",
                            table="staff_runassignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runassignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runassignmenthistory" ("assigned_at", "assigned_by_id", "cancelled_at", "day", "duty_id", "end_reason", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "reason", "run_id", "shift_id", "starts", "text") VALUES (OLD."assigned_at", OLD."assigned_by_id", OLD."cancelled_at", OLD."day", OLD."duty_id", OLD."end_reason", OLD."ended_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."places", OLD."reason", OLD."run_id", OLD."shift_id", OLD."starts", OLD."text"); RETURN NULL;',
                            hash="856bdff416fd22275d4f1cc4ec323e002fc09006",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c885",
                            table="staff_runassignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runassignmenthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e9914671f1a10ca29bca43a04923e2dc284c07fa",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5eb38",
                            table="staff_runassignmenthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a8be78a9fd7d8084035acef5cc9668286db30594",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e2594",
                            table="staff_runhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="runplace",
                    index=models.Index(
                        fields=["facility", "place", "run"],
                        name="staff_runpl_facilit_ebbc37_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runplace",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("run"),
                                    models.F("run"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("place"),
                                    models.F("place"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="runplace_once_in_a_run",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="runplace",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="runplace_ends_after_start",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runplacehistory" ("ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "run_id", "starts") VALUES (NEW."ends", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."place_id", NEW."run_id", NEW."starts"); RETURN NULL;',
                            hash="cdbd545275313598f78134570c3cf2e61e6e8c90",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_0dc0b",
                            table="staff_runplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_runplacehistory" ("ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "run_id", "starts") VALUES (NEW."ends", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."place_id", NEW."run_id", NEW."starts"); RETURN NULL;',
                            hash="0c23853626ca050ce3895e7caf41de4ad15b1982",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d07d0",
                            table="staff_runplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_runplacehistory" ("ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "run_id", "starts") VALUES (OLD."ends", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."place_id", OLD."run_id", OLD."starts"); RETURN NULL;',
                            hash="e8eebdbb8f1eb3d968753ae9d78f264f4e063b46",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c42ee",
                            table="staff_runplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="runplacehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="29108df89f728defe426793924f4b4aaf59af494",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_920ea",
                            table="staff_runplacehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("staff", "Run", kind="state"),
                Protect("staff", "RunHistory", kind="trace", append_only=True),
                Protect("staff", "RunPlace", kind="state"),
                Protect("staff", "RunPlaceHistory", kind="trace", append_only=True),
                Protect("staff", "RunAssignment", kind="state"),
                Protect("staff", "RunAssignmentHistory", kind="trace", append_only=True),
            ]
        )
    ]
