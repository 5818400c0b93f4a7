"""Who is to be out is entered ahead, once at a time. Expand."""

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
        ("identity", "0001_initial"),
        ("residents", "0005_code_ways_out"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="PlannedAbsence",
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
                            "out_for",
                            models.CharField(
                                choices=[
                                    ("family", "With family or friends"),
                                    ("appointment", "Appointment"),
                                    ("outing", "Outing with the community"),
                                    ("errand", "On their own"),
                                    ("emergency-room", "Emergency room"),
                                    ("observation", "Hospital, for observation"),
                                    ("hospital", "Hospital stay"),
                                    ("rehab", "Rehab"),
                                    ("hospice", "Hospice house"),
                                    ("overnight", "Away overnight"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        ("accompanied_by", models.CharField(blank=True, max_length=160)),
                        ("where", models.CharField(blank=True, max_length=160)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        (
                            "transport",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ems", "EMS"),
                                    ("family-car", "Family car"),
                                    ("van", "Van of the community"),
                                    ("ride", "Ordered ride"),
                                    ("on-foot", "On foot"),
                                    ("other", "Another way"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "bring",
                            models.CharField(
                                blank=True,
                                help_text="What to take along; medicines for the time out",
                                max_length=240,
                            ),
                        ),
                        ("asked_by", models.CharField(blank=True, max_length=160)),
                        ("planned_at", models.DateTimeField()),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "cancelled_by",
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
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.contact",
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
                            "planned_by",
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
                            "way_out",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.whereabouts",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlannedAbsenceHistory",
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
                            "out_for",
                            models.CharField(
                                choices=[
                                    ("family", "With family or friends"),
                                    ("appointment", "Appointment"),
                                    ("outing", "Outing with the community"),
                                    ("errand", "On their own"),
                                    ("emergency-room", "Emergency room"),
                                    ("observation", "Hospital, for observation"),
                                    ("hospital", "Hospital stay"),
                                    ("rehab", "Rehab"),
                                    ("hospice", "Hospice house"),
                                    ("overnight", "Away overnight"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        ("accompanied_by", models.CharField(blank=True, max_length=160)),
                        ("where", models.CharField(blank=True, max_length=160)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        (
                            "transport",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ems", "EMS"),
                                    ("family-car", "Family car"),
                                    ("van", "Van of the community"),
                                    ("ride", "Ordered ride"),
                                    ("on-foot", "On foot"),
                                    ("other", "Another way"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "bring",
                            models.CharField(
                                blank=True,
                                help_text="What to take along; medicines for the time out",
                                max_length=240,
                            ),
                        ),
                        ("asked_by", models.CharField(blank=True, max_length=160)),
                        ("planned_at", models.DateTimeField()),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "cancelled_by",
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
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.contact",
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
                                to="residents.plannedabsence",
                            ),
                        ),
                        (
                            "planned_by",
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
                        (
                            "way_out",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.whereabouts",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="plannedabsence",
                    index=models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("way_out__isnull", True)
                        ),
                        fields=["facility", "starts"],
                        name="plannedabsence_standing",
                    ),
                ),
                migrations.AddIndex(
                    model_name="plannedabsence",
                    index=models.Index(
                        fields=["facility", "resident", "-starts"],
                        name="residents_p_facilit_fda217_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedabsence",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("way_out__isnull", True)
                        ),
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
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="plannedabsence_one_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedabsence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="plannedabsence_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedabsence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "out_for__in",
                                [
                                    "family",
                                    "appointment",
                                    "outing",
                                    "errand",
                                    "emergency-room",
                                    "observation",
                                    "hospital",
                                    "rehab",
                                    "hospice",
                                    "overnight",
                                    "other",
                                ],
                            )
                        ),
                        name="plannedabsence_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedabsence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            models.Q(
                                ("cancelled_by__isnull", False),
                                ("way_out__isnull", True),
                                models.Q(("cancelled_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plannedabsence_cancelled_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plannedabsence",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("way_out__isnull", False)),
                        fields=("facility", "way_out"),
                        name="plannedabsence_way_out_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedabsence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_plannedabsencehistory" ("accompanied_by", "asked_by", "bring", "cancelled_at", "cancelled_by_id", "cancelled_reason", "contact_id", "ends", "facility_id", "id", "out_for", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_at", "planned_by_id", "reason", "resident_id", "security_label", "starts", "transport", "way_out_id", "where") VALUES (NEW."accompanied_by", NEW."asked_by", NEW."bring", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_reason", NEW."contact_id", NEW."ends", NEW."facility_id", NEW."id", NEW."out_for", NOW(), \'insert\', NEW."id", NEW."phone", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."starts", NEW."transport", NEW."way_out_id", NEW."where"); RETURN NULL;',
                            hash="5047d0dc6a2e5eafc703a84588797763a5556b72",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ea785",
                            table="residents_plannedabsence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedabsence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_plannedabsencehistory" ("accompanied_by", "asked_by", "bring", "cancelled_at", "cancelled_by_id", "cancelled_reason", "contact_id", "ends", "facility_id", "id", "out_for", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_at", "planned_by_id", "reason", "resident_id", "security_label", "starts", "transport", "way_out_id", "where") VALUES (NEW."accompanied_by", NEW."asked_by", NEW."bring", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_reason", NEW."contact_id", NEW."ends", NEW."facility_id", NEW."id", NEW."out_for", NOW(), \'update\', NEW."id", NEW."phone", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."starts", NEW."transport", NEW."way_out_id", NEW."where"); RETURN NULL;',
                            hash="8bf77de3e92360f43dbb903fcd9842987f8fb98b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eb4f4",
                            table="residents_plannedabsence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedabsence",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_plannedabsencehistory" ("accompanied_by", "asked_by", "bring", "cancelled_at", "cancelled_by_id", "cancelled_reason", "contact_id", "ends", "facility_id", "id", "out_for", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_at", "planned_by_id", "reason", "resident_id", "security_label", "starts", "transport", "way_out_id", "where") VALUES (OLD."accompanied_by", OLD."asked_by", OLD."bring", OLD."cancelled_at", OLD."cancelled_by_id", OLD."cancelled_reason", OLD."contact_id", OLD."ends", OLD."facility_id", OLD."id", OLD."out_for", NOW(), \'delete\', OLD."id", OLD."phone", OLD."planned_at", OLD."planned_by_id", OLD."reason", OLD."resident_id", OLD."security_label", OLD."starts", OLD."transport", OLD."way_out_id", OLD."where"); RETURN NULL;',
                            hash="824dce5c4764b2404672ffdf3cf8293e4dcd53ad",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a7d6c",
                            table="residents_plannedabsence",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedabsencehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c35650bb7fc06de3e914c842fc471b37c130d2ef",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_93ca9",
                            table="residents_plannedabsencehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("residents", "PlannedAbsence", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "PlannedAbsenceHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
            ]
        )
    ]
