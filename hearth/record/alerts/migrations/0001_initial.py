"""The tables of alerts, as first laid, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Alert",
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
                            "where",
                            models.CharField(
                                blank=True, help_text="Bathroom, garden", max_length=120
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                db_comment="Kind of call: app.kind", max_length=60
                            ),
                        ),
                        ("cause_type", models.CharField(max_length=40)),
                        ("cause_id", models.UUIDField()),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("emergency", "Emergency"),
                                    ("urgent", "Urgent"),
                                    ("routine", "Routine"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("headline", models.CharField(max_length=200)),
                        ("headline_values", models.JSONField(blank=True, default=dict)),
                        ("effective", models.DateTimeField(db_comment="When it happened")),
                        ("raised_at", models.DateTimeField(db_comment="When it was accepted")),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("help_wanted_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "resolution",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("helped", "Helped"),
                                    ("no-help-needed", "No help needed"),
                                    ("sent-out", "Sent to hospital"),
                                    ("false-alarm", "False alarm"),
                                    ("test", "Test"),
                                    ("cause-gone", "The reason for it is gone"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("resolution_text", models.TextField(blank=True)),
                        (
                            "answered_by",
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
                            "arrived_by",
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
                            "help_wanted_by",
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
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "raised_by",
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "resolved_by",
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
                    name="Acknowledgement",
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
                            "step",
                            models.CharField(
                                choices=[
                                    ("raised", "Raised"),
                                    ("on-my-way", "On the way"),
                                    ("with-resident", "With the resident"),
                                    ("need-help", "Needs help"),
                                    ("handed-on", "Handed to somebody"),
                                    ("raised-again", "Raised again"),
                                    ("resolved", "Resolved"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=240)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
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
                            "handed_to",
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "alert",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alerts.alert",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AlertHistory",
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
                            "where",
                            models.CharField(
                                blank=True, help_text="Bathroom, garden", max_length=120
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                db_comment="Kind of call: app.kind", max_length=60
                            ),
                        ),
                        ("cause_type", models.CharField(max_length=40)),
                        ("cause_id", models.UUIDField()),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("emergency", "Emergency"),
                                    ("urgent", "Urgent"),
                                    ("routine", "Routine"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("headline", models.CharField(max_length=200)),
                        ("headline_values", models.JSONField(blank=True, default=dict)),
                        ("effective", models.DateTimeField(db_comment="When it happened")),
                        ("raised_at", models.DateTimeField(db_comment="When it was accepted")),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("help_wanted_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "resolution",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("helped", "Helped"),
                                    ("no-help-needed", "No help needed"),
                                    ("sent-out", "Sent to hospital"),
                                    ("false-alarm", "False alarm"),
                                    ("test", "Test"),
                                    ("cause-gone", "The reason for it is gone"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("resolution_text", models.TextField(blank=True)),
                        (
                            "answered_by",
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
                            "arrived_by",
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
                            "help_wanted_by",
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
                                to="alerts.alert",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "raised_by",
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
                            "resolved_by",
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
                migrations.AddIndex(
                    model_name="alert",
                    index=models.Index(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=["facility", "raised_at"],
                        name="alert_open",
                    ),
                ),
                migrations.AddIndex(
                    model_name="alert",
                    index=models.Index(
                        fields=["facility", "resident", "-raised_at"],
                        name="alerts_aler_facilit_0f9b87_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="alert",
                    index=models.Index(
                        fields=["facility", "-raised_at"], name="alerts_aler_facilit_8b03cb_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=("facility", "code", "cause_type", "cause_id"),
                        name="alert_once_per_cause",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("priority__in", ["emergency", "urgent", "routine"])
                        ),
                        name="alert_priority_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("raised_at"))),
                        name="alert_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_at__isnull", True),
                            models.Q(
                                ("resolved_by__isnull", False),
                                (
                                    "resolution__in",
                                    [
                                        "helped",
                                        "no-help-needed",
                                        "sent-out",
                                        "false-alarm",
                                        "test",
                                        "cause-gone",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="alert_resolved_says_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("answered_by__isnull", False),
                            _connector="OR",
                        ),
                        name="alert_answered_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alert",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_at__isnull", True),
                            ("arrived_by__isnull", False),
                            _connector="OR",
                        ),
                        name="alert_arrived_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "alerts_alerthistory" ("answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "cause_id", "cause_type", "code", "effective", "facility_id", "headline", "headline_values", "help_wanted_at", "help_wanted_by_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "priority", "raised_at", "raised_by_id", "resident_id", "resolution", "resolution_text", "resolved_at", "resolved_by_id", "security_label", "where") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."arrived_at", NEW."arrived_by_id", NEW."cause_id", NEW."cause_type", NEW."code", NEW."effective", NEW."facility_id", NEW."headline", NEW."headline_values", NEW."help_wanted_at", NEW."help_wanted_by_id", NEW."id", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."place_id", NEW."priority", NEW."raised_at", NEW."raised_by_id", NEW."resident_id", NEW."resolution", NEW."resolution_text", NEW."resolved_at", NEW."resolved_by_id", NEW."security_label", NEW."where"); RETURN NULL;',
                            hash="60bfa16850d7ce8b1936a2913a77aef7ee126ad7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_607e3",
                            table="alerts_alert",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "alerts_alerthistory" ("answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "cause_id", "cause_type", "code", "effective", "facility_id", "headline", "headline_values", "help_wanted_at", "help_wanted_by_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "priority", "raised_at", "raised_by_id", "resident_id", "resolution", "resolution_text", "resolved_at", "resolved_by_id", "security_label", "where") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."arrived_at", NEW."arrived_by_id", NEW."cause_id", NEW."cause_type", NEW."code", NEW."effective", NEW."facility_id", NEW."headline", NEW."headline_values", NEW."help_wanted_at", NEW."help_wanted_by_id", NEW."id", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."place_id", NEW."priority", NEW."raised_at", NEW."raised_by_id", NEW."resident_id", NEW."resolution", NEW."resolution_text", NEW."resolved_at", NEW."resolved_by_id", NEW."security_label", NEW."where"); RETURN NULL;',
                            hash="6d9e67832beb1c6910149b04616ae18811a96a11",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_953db",
                            table="alerts_alert",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alert",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "alerts_alerthistory" ("answered_at", "answered_by_id", "arrived_at", "arrived_by_id", "cause_id", "cause_type", "code", "effective", "facility_id", "headline", "headline_values", "help_wanted_at", "help_wanted_by_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "priority", "raised_at", "raised_by_id", "resident_id", "resolution", "resolution_text", "resolved_at", "resolved_by_id", "security_label", "where") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."arrived_at", OLD."arrived_by_id", OLD."cause_id", OLD."cause_type", OLD."code", OLD."effective", OLD."facility_id", OLD."headline", OLD."headline_values", OLD."help_wanted_at", OLD."help_wanted_by_id", OLD."id", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."place_id", OLD."priority", OLD."raised_at", OLD."raised_by_id", OLD."resident_id", OLD."resolution", OLD."resolution_text", OLD."resolved_at", OLD."resolved_by_id", OLD."security_label", OLD."where"); RETURN NULL;',
                            hash="06e4f0db4816739ac197f33f3b549c121a9bad69",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2fa4e",
                            table="alerts_alert",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="acknowledgement",
                    index=models.Index(
                        fields=["facility", "alert", "recorded"],
                        name="alerts_ackn_facilit_c6fbe2_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acknowledgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "raised",
                                    "on-my-way",
                                    "with-resident",
                                    "need-help",
                                    "handed-on",
                                    "raised-again",
                                    "resolved",
                                ],
                            )
                        ),
                        name="acknowledgement_step_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acknowledgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="acknowledgement_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acknowledgement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "handed-on"), _negated=True),
                            ("handed_to__isnull", False),
                            _connector="OR",
                        ),
                        name="acknowledgement_handed_to_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="acknowledgement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("client_ref__isnull", False)),
                        fields=("facility", "client_ref"),
                        name="acknowledgement_client_ref_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="alerthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3b5ae4c508a5d5b711084266942f899493d3a851",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d1b73",
                            table="alerts_alerthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("alerts", "Alert", kind="state", resident="resident_id"),
                Protect(
                    "alerts",
                    "AlertHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("alerts", "Acknowledgement", kind="fact", resident="resident_id"),
            ]
        )
    ]
