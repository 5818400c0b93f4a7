"""The tables of rostering, as first laid. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.care.rostering.codes
import hearth.kernel.ids
import hearth.platform.scope.history
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        ("staff", "0005_qualifications_and_not_at_work"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="AgencyPass",
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
                        ("agency", models.CharField(max_length=120)),
                        ("until", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
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
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
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
                    ],
                ),
                migrations.CreateModel(
                    name="AgencyPassHistory",
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
                        ("agency", models.CharField(max_length=120)),
                        ("until", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
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
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
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
                                to="rostering.agencypass",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CallOff",
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
                            "starts",
                            models.DateTimeField(help_text="From when they do not work"),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("sick", "Sick"),
                                    ("family", "Family"),
                                    ("transport", "No ride"),
                                    ("weather", "Weather"),
                                    ("personal", "Personal"),
                                    ("no-show", "Did not come, did not call"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                            ),
                        ),
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
                ),
                migrations.CreateModel(
                    name="OpenShift",
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
                            "role",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("filled", "Filled"),
                                    ("unfilled", "Closed unfilled"),
                                ],
                                default=hearth.care.rostering.codes.OpenShiftStatus["OPEN"],
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unfilled_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("shared", "Shared out between those here"),
                                    ("not-needed", "Not needed after all"),
                                    ("nobody", "Nobody could come"),
                                    ("in-error", "Opened by mistake"),
                                ],
                                max_length=12,
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
                            "filled_by_duty",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.dutyperiod",
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.dutyperiod",
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
                            "opened_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.run",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OpenShiftHistory",
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
                            "role",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("filled", "Filled"),
                                    ("unfilled", "Closed unfilled"),
                                ],
                                default=hearth.care.rostering.codes.OpenShiftStatus["OPEN"],
                                max_length=10,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "unfilled_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("shared", "Shared out between those here"),
                                    ("not-needed", "Not needed after all"),
                                    ("nobody", "Nobody could come"),
                                    ("in-error", "Opened by mistake"),
                                ],
                                max_length=12,
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
                            "filled_by_duty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.dutyperiod",
                            ),
                        ),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.dutyperiod",
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
                            "opened_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="rostering.openshift",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.run",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                    name="ShiftOffer",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("call", "Call"),
                                    ("text", "Text message"),
                                    ("person", "In person"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("no-answer", "No answer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("effective", models.DateTimeField(db_comment="When they were asked")),
                        ("recorded", models.DateTimeField()),
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
                            "open_shift",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="rostering.openshift",
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
                ),
                migrations.AddIndex(
                    model_name="agencypass",
                    index=models.Index(
                        fields=["facility", "duty"], name="rostering_a_facilit_0ae3a9_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencypass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("agency", ""), _negated=True),
                        name="agencypass_names_agency",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencypass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("made_at"))),
                        name="agencypass_until_to_come",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencypass",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="agencypass_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencypass",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("facility", "member"),
                        name="agencypass_one_at_a_time",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agencypass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rostering_agencypasshistory" ("actor_id", "agency", "duty_id", "ended_at", "ended_by_id", "facility_id", "id", "made_at", "made_by_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."actor_id", NEW."agency", NEW."duty_id", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."until"); RETURN NULL;',
                            hash="1ca11eeda1f7bb555239ca9ca1d465c02ad5db54",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a5164",
                            table="rostering_agencypass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agencypass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rostering_agencypasshistory" ("actor_id", "agency", "duty_id", "ended_at", "ended_by_id", "facility_id", "id", "made_at", "made_by_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."actor_id", NEW."agency", NEW."duty_id", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."until"); RETURN NULL;',
                            hash="1db863b5efe974e754be613f001f19b57a714cca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c1df",
                            table="rostering_agencypass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agencypass",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rostering_agencypasshistory" ("actor_id", "agency", "duty_id", "ended_at", "ended_by_id", "facility_id", "id", "made_at", "made_by_id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (OLD."actor_id", OLD."agency", OLD."duty_id", OLD."ended_at", OLD."ended_by_id", OLD."facility_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."until"); RETURN NULL;',
                            hash="ebe3f087e933602c70c9d78613f3cf9d3175a4dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b3864",
                            table="rostering_agencypass",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agencypasshistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8e5dd5d8389ba4b5fb245983f3455bd813c324b5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e69f1",
                            table="rostering_agencypasshistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="calloff",
                    index=models.Index(
                        fields=["facility", "member", "-recorded"],
                        name="rostering_c_facilit_5d308c_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="calloff",
                    index=models.Index(
                        fields=["facility", "duty"], name="rostering_c_facilit_989c10_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="calloff",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "sick",
                                    "family",
                                    "transport",
                                    "weather",
                                    "personal",
                                    "no-show",
                                    "other",
                                ],
                            )
                        ),
                        name="calloff_reason_known",
                    ),
                ),
                migrations.AddIndex(
                    model_name="openshift",
                    index=models.Index(
                        fields=["facility", "status", "starts"],
                        name="rostering_o_facilit_7d12a2_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openshift",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="openshift_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openshift",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
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
                            )
                        ),
                        name="openshift_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openshift",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("filled_by_duty__isnull", True),
                                ("status", "open"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("filled_by_duty__isnull", False),
                                ("status", "filled"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("filled_by_duty__isnull", True),
                                ("status", "unfilled"),
                                (
                                    "unfilled_reason__in",
                                    ["shared", "not-needed", "nobody", "in-error"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="openshift_closed_says_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openshift",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("instead_of__isnull", False), ("status", "open")),
                        fields=("facility", "instead_of"),
                        name="openshift_once_per_duty",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openshift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rostering_openshifthistory" ("closed_at", "closed_by_id", "ends", "facility_id", "filled_by_duty_id", "id", "instead_of_id", "neighborhood_id", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run_id", "shift_id", "starts", "status", "unfilled_reason") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."ends", NEW."facility_id", NEW."filled_by_duty_id", NEW."id", NEW."instead_of_id", NEW."neighborhood_id", NEW."opened_at", NEW."opened_by_id", NOW(), \'insert\', NEW."id", NEW."role", NEW."run_id", NEW."shift_id", NEW."starts", NEW."status", NEW."unfilled_reason"); RETURN NULL;',
                            hash="d28801086a927c170cfe3909398298d61158c5f0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1c555",
                            table="rostering_openshift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openshift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "rostering_openshifthistory" ("closed_at", "closed_by_id", "ends", "facility_id", "filled_by_duty_id", "id", "instead_of_id", "neighborhood_id", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run_id", "shift_id", "starts", "status", "unfilled_reason") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."ends", NEW."facility_id", NEW."filled_by_duty_id", NEW."id", NEW."instead_of_id", NEW."neighborhood_id", NEW."opened_at", NEW."opened_by_id", NOW(), \'update\', NEW."id", NEW."role", NEW."run_id", NEW."shift_id", NEW."starts", NEW."status", NEW."unfilled_reason"); RETURN NULL;',
                            hash="143fb263fd69318e74021697cfdbb6a374979df5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b93fb",
                            table="rostering_openshift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openshift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "rostering_openshifthistory" ("closed_at", "closed_by_id", "ends", "facility_id", "filled_by_duty_id", "id", "instead_of_id", "neighborhood_id", "opened_at", "opened_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run_id", "shift_id", "starts", "status", "unfilled_reason") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."ends", OLD."facility_id", OLD."filled_by_duty_id", OLD."id", OLD."instead_of_id", OLD."neighborhood_id", OLD."opened_at", OLD."opened_by_id", NOW(), \'delete\', OLD."id", OLD."role", OLD."run_id", OLD."shift_id", OLD."starts", OLD."status", OLD."unfilled_reason"); RETURN NULL;',
                            hash="16da1f5185c1905bb17d1e88791e0331830d9d6b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f496b",
                            table="rostering_openshift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="openshifthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="80f7479d984461b9cbca0ecf0c60d60a4833fca5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6ef48",
                            table="rostering_openshifthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="shiftoffer",
                    index=models.Index(
                        fields=["facility", "open_shift", "effective"],
                        name="rostering_s_facilit_a84801_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shiftoffer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="shiftoffer_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shiftoffer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answer__in", ["yes", "no", "no-answer"])),
                        name="shiftoffer_answer_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shiftoffer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("channel__in", ["call", "text", "person"])),
                        name="shiftoffer_channel_known",
                    ),
                ),
                Protect("rostering", "CallOff", kind="fact"),
                Protect("rostering", "OpenShift", kind="state"),
                Protect("rostering", "OpenShiftHistory", kind="trace", append_only=True),
                Protect("rostering", "ShiftOffer", kind="fact"),
                Protect("rostering", "AgencyPass", kind="state"),
                Protect("rostering", "AgencyPassHistory", kind="trace", append_only=True),
            ]
        )
    ]
