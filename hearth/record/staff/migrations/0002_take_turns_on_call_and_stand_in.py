"""Turns taken in part, turns taken over, and who stands in for whom. Expand."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
from hearth.platform.scope.ddl import Protect, Refer
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="StandIn",
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
                            "note",
                            models.CharField(
                                blank=True, help_text="What to know", max_length=240
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="StandInHistory",
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
                            "note",
                            models.CharField(
                                blank=True, help_text="What to know", max_length=240
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="oncall",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="oncall",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="oncall",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="oncall",
                    name="oncall_turn_once",
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="handover_text",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="instead_of",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.oncall",
                    ),
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="reason",
                    field=models.CharField(blank=True, max_length=160),
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="taken_over_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="taken_over_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="oncallhistory",
                    name="handover_text",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="oncallhistory",
                    name="instead_of",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.oncall",
                    ),
                ),
                migrations.AddField(
                    model_name="oncallhistory",
                    name="reason",
                    field=models.CharField(blank=True, max_length=160),
                ),
                migrations.AddField(
                    model_name="oncallhistory",
                    name="taken_over_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="oncallhistory",
                    name="taken_over_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "handover_text", "id", "instead_of_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "reason", "role", "starts", "taken_over_at", "taken_over_by_id") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."handover_text", NEW."id", NEW."instead_of_id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."reason", NEW."role", NEW."starts", NEW."taken_over_at", NEW."taken_over_by_id"); RETURN NULL;',
                            hash="3cd214b732f2a399a357a2e457c19f2b8a6ebe37",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84389",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "handover_text", "id", "instead_of_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "reason", "role", "starts", "taken_over_at", "taken_over_by_id") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."handover_text", NEW."id", NEW."instead_of_id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."reason", NEW."role", NEW."starts", NEW."taken_over_at", NEW."taken_over_by_id"); RETURN NULL;',
                            hash="4b94453232829155073fac6c09eb857affb502eb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_407b4",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "handover_text", "id", "instead_of_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "reason", "role", "starts", "taken_over_at", "taken_over_by_id") VALUES (OLD."cancelled_at", OLD."cancelled_by_id", OLD."ends", OLD."facility_id", OLD."handover_text", OLD."id", OLD."instead_of_id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."reason", OLD."role", OLD."starts", OLD."taken_over_at", OLD."taken_over_by_id"); RETURN NULL;',
                            hash="36a48b52733ff84e75793b33c361cfb374f595dc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f8c46",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("instead_of__isnull", True)
                        ),
                        fields=("facility", "role", "position", "starts"),
                        name="oncall_turn_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("instead_of__isnull", False)
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("instead_of"),
                                    models.F("instead_of"),
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
                        name="oncall_part_taken_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("taken_over_at__isnull", True),
                            ("taken_over_by__isnull", False),
                            _connector="OR",
                        ),
                        name="oncall_taken_over_by_somebody",
                    ),
                ),
                migrations.AddField(
                    model_name="standin",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="standin",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="standin",
                    name="member",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.AddField(
                    model_name="standin",
                    name="set_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="standin",
                    name="stand_in",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="facility",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="member",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="staff.standin",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="set_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="standinhistory",
                    name="stand_in",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.AddIndex(
                    model_name="standin",
                    index=models.Index(
                        fields=["facility", "member", "-starts"],
                        name="staff_stand_facilit_97fd59_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="standin",
                    index=models.Index(
                        fields=["facility", "stand_in", "-starts"],
                        name="staff_stand_facilit_77af9d_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standin",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        expressions=[
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
                        name="standin_one_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standin",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("member", models.F("stand_in")), _negated=True),
                        name="standin_is_somebody_else",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standin",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="standin_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="standin",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="standin_ended_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_standinhistory" ("ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "stand_in_id", "starts") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NEW."note", NOW(), \'insert\', NEW."id", NEW."set_at", NEW."set_by_id", NEW."stand_in_id", NEW."starts"); RETURN NULL;',
                            hash="bfb74b3389b0277f9c56d16d5384d4691b6e9da8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_95a72",
                            table="staff_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_standinhistory" ("ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "stand_in_id", "starts") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NEW."note", NOW(), \'update\', NEW."id", NEW."set_at", NEW."set_by_id", NEW."stand_in_id", NEW."starts"); RETURN NULL;',
                            hash="2f384077d077201e52f4db47cb7efd24d3babb00",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cbbea",
                            table="staff_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_standinhistory" ("ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "stand_in_id", "starts") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", OLD."note", NOW(), \'delete\', OLD."id", OLD."set_at", OLD."set_by_id", OLD."stand_in_id", OLD."starts"); RETURN NULL;',
                            hash="50a916f154be338179bdf6001be62068690bba15",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9b594",
                            table="staff_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standinhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="69d7f3a33fbead7260f30f714bbd590e799e6e55",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2ac1c",
                            table="staff_standinhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Refer("staff", "OnCall", "instead_of_id"),
                Protect("staff", "StandIn", kind="state"),
                Protect("staff", "StandInHistory", kind="trace", append_only=True),
            ]
        )
    ]
