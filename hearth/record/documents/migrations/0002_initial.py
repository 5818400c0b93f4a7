"""The tables of documents, as first laid. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_initial"),
        ("identity", "0003_end_emergency_access_and_list_sign_ins"),
        ("residents", "0001_initial"),
        ("tenancy", "0002_fence"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddField(
            model_name="documenthistory",
            name="entered_in_error_by",
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
            model_name="documenthistory",
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
            model_name="documenthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="documenthistory",
            name="recorder",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="documenthistory",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="documenthistory",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="started_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="importbatchhistory",
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
            model_name="importbatchhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="documents.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="importbatchhistory",
            name="started_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="batch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.importbatch",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="claimed_by",
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
            model_name="sourcerecord",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.sourcerecord",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.sourcerecord",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="received_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="resident",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["facility", "resident", "-recorded"],
                name="documents_d_facilit_733276_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["facility", "sha256"], name="documents_d_facilit_a43764_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("status", "current"), ("valid_until__isnull", False)),
                fields=["facility", "valid_until"],
                name="document_expiring",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["current", "superseded", "entered-in-error"])
                ),
                name="document_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "type__in",
                        [
                            "advance-directive",
                            "code-status",
                            "power-of-attorney",
                            "agreement",
                            "consent",
                            "identity",
                            "physician-report",
                            "orders",
                            "discharge-summary",
                            "history",
                            "lab-report",
                            "imaging-report",
                            "consult-note",
                            "therapy-note",
                            "immunization",
                            "medication-list",
                            "assessment",
                            "care-plan",
                            "incident",
                            "photo",
                            "letter",
                            "billing",
                            "policy",
                            "other",
                        ],
                    )
                ),
                name="document_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="document_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="document_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("replaces", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="document_not_replacing_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("replaces__isnull", False),
                    models.Q(("status", "entered-in-error"), _negated=True),
                ),
                fields=("facility", "replaces"),
                name="document_replaced_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("facility", "source_system", "source_id"),
                name="document_source_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_in_error_at__isnull", False), ("status", "entered-in-error")
                    ),
                    models.Q(
                        models.Q(("status", "entered-in-error"), _negated=True),
                        ("entered_in_error_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="document_error_has_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_in_error_at__isnull", True),
                    models.Q(
                        ("entered_in_error_by__isnull", False),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="document_error_has_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_documenthistory" ("author_text", "because_id", "because_type", "blob", "content_type", "date", "description", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "file_name", "id", "pages", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "replaces_id", "resident_id", "security_label", "sha256", "size", "source_id", "source_system", "status", "title", "type", "valid_until") VALUES (NEW."author_text", NEW."because_id", NEW."because_type", NEW."blob", NEW."content_type", NEW."date", NEW."description", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."file_name", NEW."id", NEW."pages", NOW(), \'insert\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."replaces_id", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."source_id", NEW."source_system", NEW."status", NEW."title", NEW."type", NEW."valid_until"); RETURN NULL;',
                    hash="873b21dc793a2981addbc22936ab71da3c119371",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_be524",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_documenthistory" ("author_text", "because_id", "because_type", "blob", "content_type", "date", "description", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "file_name", "id", "pages", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "replaces_id", "resident_id", "security_label", "sha256", "size", "source_id", "source_system", "status", "title", "type", "valid_until") VALUES (NEW."author_text", NEW."because_id", NEW."because_type", NEW."blob", NEW."content_type", NEW."date", NEW."description", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."file_name", NEW."id", NEW."pages", NOW(), \'update\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."replaces_id", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."source_id", NEW."source_system", NEW."status", NEW."title", NEW."type", NEW."valid_until"); RETURN NULL;',
                    hash="866a6b5d041d4552ca281ab9203fb0f33e902fcd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3ed6",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_documenthistory" ("author_text", "because_id", "because_type", "blob", "content_type", "date", "description", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "file_name", "id", "pages", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "replaces_id", "resident_id", "security_label", "sha256", "size", "source_id", "source_system", "status", "title", "type", "valid_until") VALUES (OLD."author_text", OLD."because_id", OLD."because_type", OLD."blob", OLD."content_type", OLD."date", OLD."description", OLD."entered_in_error_at", OLD."entered_in_error_by_id", OLD."entered_in_error_reason", OLD."facility_id", OLD."file_name", OLD."id", OLD."pages", NOW(), \'delete\', OLD."id", OLD."recorded", OLD."recorder_id", OLD."replaces_id", OLD."resident_id", OLD."security_label", OLD."sha256", OLD."size", OLD."source_id", OLD."source_system", OLD."status", OLD."title", OLD."type", OLD."valid_until"); RETURN NULL;',
                    hash="bc3f5b4b1b6e2c664e62f8fcfd7922642cd40e08",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0c008",
                    table="documents_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e952eac4cf617089a686e59793cc2023ddb6f8e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3ec26",
                    table="documents_documenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(
                fields=["facility", "-started_at"], name="documents_i_facilit_05fd65_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("format__in", ["fhir-bundle", "fhir-ndjson", "csv", "xlsx"])
                ),
                name="importbatch_format_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["dry-run", "good-rows", "whole"])),
                name="importbatch_mode_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "running", "finished", "failed"])),
                name="importbatch_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["finished", "failed"]), _negated=True),
                    ("finished_at__isnull", False),
                    _connector="OR",
                ),
                name="importbatch_finished_has_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_importbatchhistory" ("blob", "counts", "done", "entries", "facility_id", "failure", "file_name", "finished_at", "format", "id", "mapping", "mode", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "source_system", "started_at", "started_by_id", "state") VALUES (NEW."blob", NEW."counts", NEW."done", NEW."entries", NEW."facility_id", NEW."failure", NEW."file_name", NEW."finished_at", NEW."format", NEW."id", NEW."mapping", NEW."mode", NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."source_system", NEW."started_at", NEW."started_by_id", NEW."state"); RETURN NULL;',
                    hash="265a8a22e006ff831e8319e424fc8fbf37a2693d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4608e",
                    table="documents_importbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "documents_importbatchhistory" ("blob", "counts", "done", "entries", "facility_id", "failure", "file_name", "finished_at", "format", "id", "mapping", "mode", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "source_system", "started_at", "started_by_id", "state") VALUES (NEW."blob", NEW."counts", NEW."done", NEW."entries", NEW."facility_id", NEW."failure", NEW."file_name", NEW."finished_at", NEW."format", NEW."id", NEW."mapping", NEW."mode", NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."source_system", NEW."started_at", NEW."started_by_id", NEW."state"); RETURN NULL;',
                    hash="23a8c279b206bb3159826ce9325c1b1aab19ffc4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_feaeb",
                    table="documents_importbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "documents_importbatchhistory" ("blob", "counts", "done", "entries", "facility_id", "failure", "file_name", "finished_at", "format", "id", "mapping", "mode", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "source_system", "started_at", "started_by_id", "state") VALUES (OLD."blob", OLD."counts", OLD."done", OLD."entries", OLD."facility_id", OLD."failure", OLD."file_name", OLD."finished_at", OLD."format", OLD."id", OLD."mapping", OLD."mode", NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."source_system", OLD."started_at", OLD."started_by_id", OLD."state"); RETURN NULL;',
                    hash="a33c438faaba77da3971b7f2af630760c9709cde",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b8cc",
                    table="documents_importbatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importbatchhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4f196b8304d6383fc9edc7992264cf42bd55437c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_06d78",
                    table="documents_importbatchhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="sourcerecord",
            index=models.Index(
                fields=["facility", "resident", "resource_type"],
                name="documents_s_facilit_865b03_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="sourcerecord",
            index=models.Index(
                fields=[
                    "facility",
                    "source_system",
                    "resource_type",
                    "source_id",
                    "-received_at",
                ],
                name="documents_s_facilit_1436b2_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="sourcerecord",
            index=models.Index(
                fields=["facility", "batch", "line"], name="documents_s_facilit_203031_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="sourcerecord",
            index=models.Index(
                condition=models.Q(("claimed_at__isnull", True)),
                fields=["facility", "resource_type"],
                name="sourcerecord_unclaimed",
            ),
        ),
        migrations.AddIndex(
            model_name="sourcerecord",
            index=models.Index(
                condition=models.Q(("claimed_at__isnull", False)),
                fields=["facility", "claimed_type", "claimed_id"],
                name="sourcerecord_claimed",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("set_aside", "")),
                fields=(
                    "facility",
                    "source_system",
                    "resource_type",
                    "source_id",
                    "content_hash",
                ),
                name="sourcerecord_content_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("body__isnull", False),
                    models.Q(("raw", ""), _negated=True),
                    _connector="OR",
                ),
                name="sourcerecord_has_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("set_aside", ""), _negated=True),
                    models.Q(
                        models.Q(("resource_type", ""), _negated=True),
                        models.Q(("source_id", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sourcerecord_kept_has_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("set_aside", ""),
                    models.Q(("set_aside_text", ""), _negated=True),
                    _connector="OR",
                ),
                name="sourcerecord_set_aside_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claimed_at__isnull", True),
                        ("claimed_id__isnull", True),
                        ("claimed_type", ""),
                    ),
                    models.Q(
                        ("claimed_at__isnull", False),
                        ("claimed_by__isnull", False),
                        ("claimed_id__isnull", False),
                        models.Q(("claimed_type", ""), _negated=True),
                        ("set_aside", ""),
                    ),
                    _connector="OR",
                ),
                name="sourcerecord_claimed_by_a_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("line__gte", 1)), name="sourcerecord_line_from_one"
            ),
        ),
    ]
