"""Qualifications, who is not at work, and what was done all the same. Expand."""

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
        ("staff", "0004_count_calls_taken"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="NotAtWork",
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
                        ("starts", models.DateField(help_text="First day away")),
                        (
                            "until",
                            models.DateField(blank=True, help_text="First day back", null=True),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("sick", "Sick"),
                                    ("infection-precautions", "Infection precautions"),
                                    ("leave", "Leave"),
                                    ("family", "Family"),
                                    ("office", "Until the office says so"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(
                                help_text="Who said so: the person, a manager", max_length=80
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("cleared_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cleared_by",
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
                            "set_by",
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
                    name="NotAtWorkHistory",
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
                        ("starts", models.DateField(help_text="First day away")),
                        (
                            "until",
                            models.DateField(blank=True, help_text="First day back", null=True),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("sick", "Sick"),
                                    ("infection-precautions", "Infection precautions"),
                                    ("leave", "Leave"),
                                    ("family", "Family"),
                                    ("office", "Until the office says so"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(
                                help_text="Who said so: the person, a manager", max_length=80
                            ),
                        ),
                        ("set_at", models.DateTimeField()),
                        ("cleared_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cleared_by",
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
                                to="staff.notatwork",
                            ),
                        ),
                        (
                            "set_by",
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
                migrations.CreateModel(
                    name="Qualification",
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
                            "sort",
                            models.CharField(
                                db_comment="Code of an entry of the definition qualification-sorts",
                                max_length=60,
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60)),
                        ("issuer", models.CharField(blank=True, max_length=120)),
                        ("starts", models.DateField(blank=True, null=True)),
                        (
                            "ends",
                            models.DateField(
                                blank=True, help_text="Last day it is good for", null=True
                            ),
                        ),
                        ("document_id", models.UUIDField(blank=True, null=True)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Taken back by who issued it, or entered in error",
                                null=True,
                            ),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                        (
                            "checked_by",
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
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "withdrawn_by",
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
                    name="QualificationHistory",
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
                            "sort",
                            models.CharField(
                                db_comment="Code of an entry of the definition qualification-sorts",
                                max_length=60,
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60)),
                        ("issuer", models.CharField(blank=True, max_length=120)),
                        ("starts", models.DateField(blank=True, null=True)),
                        (
                            "ends",
                            models.DateField(
                                blank=True, help_text="Last day it is good for", null=True
                            ),
                        ),
                        ("document_id", models.UUIDField(blank=True, null=True)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Taken back by who issued it, or entered in error",
                                null=True,
                            ),
                        ),
                        ("withdrawn_reason", models.CharField(blank=True, max_length=200)),
                        (
                            "checked_by",
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
                                to="staff.qualification",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "withdrawn_by",
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
                    name="DutyDeviation",
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
                            "deviation",
                            models.CharField(
                                choices=[
                                    ("allowed", "Allowed beforehand"),
                                    ("happened", "Happened"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("findings", models.JSONField()),
                        ("reason", models.CharField(max_length=300)),
                        ("recorded", models.DateTimeField()),
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
                            "recorder",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["facility", "duty"],
                                name="staff_dutyd_facilit_587c90_idx",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="dutydeviation_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deviation__in", ["allowed", "happened"])),
                                name="dutydeviation_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="notatwork",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("facility", "member"),
                        name="notatwork_one_stands",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notatwork",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="notatwork_until_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notatwork",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "sick",
                                    "infection-precautions",
                                    "leave",
                                    "family",
                                    "office",
                                    "other",
                                ],
                            )
                        ),
                        name="notatwork_reason_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notatwork",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("said_by", ""), _negated=True),
                        name="notatwork_said_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notatwork",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cleared_at__isnull", True), ("cleared_by__isnull", True)
                            ),
                            models.Q(
                                ("cleared_at__isnull", False), ("cleared_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="notatwork_cleared_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notatwork",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_notatworkhistory" ("cleared_at", "cleared_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_by", "set_at", "set_by_id", "starts", "until") VALUES (NEW."cleared_at", NEW."cleared_by_id", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."reason", NEW."said_by", NEW."set_at", NEW."set_by_id", NEW."starts", NEW."until"); RETURN NULL;',
                            hash="02b99a587c8e0cdd2bd640d182787567bbcc1509",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_62ef1",
                            table="staff_notatwork",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notatwork",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_notatworkhistory" ("cleared_at", "cleared_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_by", "set_at", "set_by_id", "starts", "until") VALUES (NEW."cleared_at", NEW."cleared_by_id", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."reason", NEW."said_by", NEW."set_at", NEW."set_by_id", NEW."starts", NEW."until"); RETURN NULL;',
                            hash="25ff56a2fcd6d321cce45fdc0ea9ec77487dbe87",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_66471",
                            table="staff_notatwork",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notatwork",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_notatworkhistory" ("cleared_at", "cleared_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_by", "set_at", "set_by_id", "starts", "until") VALUES (OLD."cleared_at", OLD."cleared_by_id", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."reason", OLD."said_by", OLD."set_at", OLD."set_by_id", OLD."starts", OLD."until"); RETURN NULL;',
                            hash="df08c8d5b4af77f9f8785ec9472223da9149e627",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_92210",
                            table="staff_notatwork",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="notatworkhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b4573c2aa8a826c23e4c66f397e615eb8f6b3b86",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_56031",
                            table="staff_notatworkhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="qualification",
                    index=models.Index(
                        fields=["facility", "member", "sort"],
                        name="staff_quali_facilit_b7bc58_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="qualification",
                    index=models.Index(
                        fields=["facility", "ends"], name="staff_quali_facilit_909083_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="qualification",
                    index=models.Index(
                        fields=["facility", "sort", "number"],
                        name="staff_quali_facilit_967a39_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="qualification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("sort", ""), _negated=True),
                        name="qualification_has_sort",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="qualification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="qualification_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="qualification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", True), ("checked_by__isnull", True)
                            ),
                            models.Q(
                                ("checked_at__isnull", False), ("checked_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="qualification_checked_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="qualification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="qualification_withdrawn_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_qualificationhistory" ("checked_at", "checked_by_id", "document_id", "ends", "facility_id", "id", "issuer", "member_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "sort", "starts", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."document_id", NEW."ends", NEW."facility_id", NEW."id", NEW."issuer", NEW."member_id", NEW."number", NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."sort", NEW."starts", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="c3b02c13cd4c59ec2de0496d717f0919f5dc3cf1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b7434",
                            table="staff_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_qualificationhistory" ("checked_at", "checked_by_id", "document_id", "ends", "facility_id", "id", "issuer", "member_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "sort", "starts", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."document_id", NEW."ends", NEW."facility_id", NEW."id", NEW."issuer", NEW."member_id", NEW."number", NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."sort", NEW."starts", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                            hash="fb9c58602835033c5096b020278dd0f8ab8881b6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d933d",
                            table="staff_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_qualificationhistory" ("checked_at", "checked_by_id", "document_id", "ends", "facility_id", "id", "issuer", "member_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "sort", "starts", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."document_id", OLD."ends", OLD."facility_id", OLD."id", OLD."issuer", OLD."member_id", OLD."number", NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."sort", OLD."starts", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                            hash="9d1655ef2024342ff0214854c897f69c58aede86",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7db38",
                            table="staff_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualificationhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b929382e9fc0d88820512d6388057234b7f24660",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_92a8f",
                            table="staff_qualificationhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("staff", "Qualification", kind="state"),
                Protect("staff", "QualificationHistory", kind="trace", append_only=True),
                Protect("staff", "NotAtWork", kind="state"),
                Protect("staff", "NotAtWorkHistory", kind="trace", append_only=True),
                Protect("staff", "DutyDeviation", kind="fact"),
            ]
        )
    ]
