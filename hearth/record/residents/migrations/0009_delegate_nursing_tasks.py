"""Nursing tasks that a nurse hands to somebody. Expand."""

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
        ("residents", "0008_outside_team_and_warnings"),
        ("staff", "0005_qualifications_and_not_at_work"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Delegation",
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
                        ("what", models.CharField(max_length=200)),
                        (
                            "how",
                            models.TextField(
                                blank=True, help_text="What the nurse taught, and when to call"
                            ),
                        ),
                        (
                            "needs",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition qualification-sorts",
                                max_length=60,
                            ),
                        ),
                        ("starts", models.DateField()),
                        (
                            "until",
                            models.DateField(blank=True, help_text="Last day", null=True),
                        ),
                        ("supervision_due", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no-longer-needed", "No longer needed"),
                                    ("other-person", "Somebody else does it now"),
                                    ("not-safe", "Not safe any more"),
                                    ("nurse-licence", "The nurse's license ended"),
                                    ("qualification", "The person's qualification ended"),
                                    ("left", "One of them no longer works here"),
                                    ("ran-out", "Its time was over"),
                                    ("in-error", "Entered in error"),
                                ],
                                max_length=20,
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
                            "nurse",
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
                    name="DelegationHistory",
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
                        ("what", models.CharField(max_length=200)),
                        (
                            "how",
                            models.TextField(
                                blank=True, help_text="What the nurse taught, and when to call"
                            ),
                        ),
                        (
                            "needs",
                            models.CharField(
                                blank=True,
                                db_comment="Code of an entry of the definition qualification-sorts",
                                max_length=60,
                            ),
                        ),
                        ("starts", models.DateField()),
                        (
                            "until",
                            models.DateField(blank=True, help_text="Last day", null=True),
                        ),
                        ("supervision_due", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no-longer-needed", "No longer needed"),
                                    ("other-person", "Somebody else does it now"),
                                    ("not-safe", "Not safe any more"),
                                    ("nurse-licence", "The nurse's license ended"),
                                    ("qualification", "The person's qualification ended"),
                                    ("left", "One of them no longer works here"),
                                    ("ran-out", "Its time was over"),
                                    ("in-error", "Entered in error"),
                                ],
                                max_length=20,
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
                            "nurse",
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
                                to="residents.delegation",
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
                    model_name="delegation",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_d_facilit_461c0d_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="delegation",
                    index=models.Index(
                        fields=["facility", "member"], name="residents_d_facilit_1fab12_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True),
                        name="delegation_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("nurse", models.F("member")), _negated=True),
                        name="delegation_to_another_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="delegation_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="delegation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                                ("ended_by__isnull", True),
                            ),
                            models.Q(
                                (
                                    "end_reason__in",
                                    [
                                        "no-longer-needed",
                                        "other-person",
                                        "not-safe",
                                        "nurse-licence",
                                        "qualification",
                                        "left",
                                        "ran-out",
                                        "in-error",
                                    ],
                                ),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="delegation_ended_says_why",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="delegation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_delegationhistory" ("end_reason", "ended_at", "ended_by_id", "facility_id", "how", "id", "member_id", "needs", "nurse_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "security_label", "starts", "supervision_due", "until", "what") VALUES (NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."how", NEW."id", NEW."member_id", NEW."needs", NEW."nurse_id", NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."supervision_due", NEW."until", NEW."what"); RETURN NULL;',
                            hash="b4b070de7896753566739750b840be4e941e6666",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4200a",
                            table="residents_delegation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="delegation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_delegationhistory" ("end_reason", "ended_at", "ended_by_id", "facility_id", "how", "id", "member_id", "needs", "nurse_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "security_label", "starts", "supervision_due", "until", "what") VALUES (NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."how", NEW."id", NEW."member_id", NEW."needs", NEW."nurse_id", NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."supervision_due", NEW."until", NEW."what"); RETURN NULL;',
                            hash="17cd463c339d36ba92518f024230d8414bd31be2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_93fe9",
                            table="residents_delegation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="delegation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_delegationhistory" ("end_reason", "ended_at", "ended_by_id", "facility_id", "how", "id", "member_id", "needs", "nurse_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "security_label", "starts", "supervision_due", "until", "what") VALUES (OLD."end_reason", OLD."ended_at", OLD."ended_by_id", OLD."facility_id", OLD."how", OLD."id", OLD."member_id", OLD."needs", OLD."nurse_id", NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."resident_id", OLD."security_label", OLD."starts", OLD."supervision_due", OLD."until", OLD."what"); RETURN NULL;',
                            hash="e153e4129d4b163ca7067f336984a3db3f5f6093",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c436b",
                            table="residents_delegation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="delegationhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="11b4256bb4f122aa9fb37ae88750a1d6739c3a6e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d39a0",
                            table="residents_delegationhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("residents", "Delegation", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "DelegationHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
            ]
        )
    ]
