"""Who helps with a resident of somebody else's run. Expand."""

import django.contrib.postgres.constraints
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
        ("residents", "0010_the_usual_mind"),
        ("staff", "0005_qualifications_and_not_at_work"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Helping",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
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
                            "resident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HelpingHistory",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
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
                                to="residents.helping",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="helping",
                    index=models.Index(
                        fields=["facility", "resident", "-starts"],
                        name="residents_h_facilit_c672b1_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="helping",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("resident"),
                                    models.F("resident"),
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
                        name="helping_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="helping",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="helping_ends_after_start",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="helping",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_helpinghistory" ("duty_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts") VALUES (NEW."duty_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="24a1508e84e733277cfe43474a8adc8403bd57d4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1a6e6",
                            table="residents_helping",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="helping",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_helpinghistory" ("duty_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts") VALUES (NEW."duty_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="29928ee222dbab79ddad29b40e3988d324ee230d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_389d4",
                            table="residents_helping",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="helping",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_helpinghistory" ("duty_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts") VALUES (OLD."duty_id", OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."security_label", OLD."starts"); RETURN NULL;',
                            hash="95cae7d44170e26f8401ddf73b45cdebf9084423",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8420e",
                            table="residents_helping",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="helpinghistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6fddee3b4079ded6a93f67e07b65e17d30949a49",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3cc35",
                            table="residents_helpinghistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("residents", "Helping", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "HelpingHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
            ]
        )
    ]
