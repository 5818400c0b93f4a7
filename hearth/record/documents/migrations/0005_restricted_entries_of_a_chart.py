"""Whether entries labelled restricted go with a chart. Expand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_what_was_released"),
    ]

    operations = [
        LayTables(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="chartfile",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="chartfile",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="chartfile",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="chartfile",
                    name="with_restricted",
                    field=models.BooleanField(
                        db_comment="Entries labelled restricted go with it", default=False
                    ),
                ),
                migrations.AddField(
                    model_name="chartfilehistory",
                    name="with_restricted",
                    field=models.BooleanField(
                        db_comment="Entries labelled restricted go with it", default=False
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id", "with_restricted") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."authority", NEW."blob", NEW."chapters", NEW."done", NEW."downloaded_at", NEW."expires_at", NEW."facility_id", NEW."failure", NEW."finished_at", NEW."from_day", NEW."id", NEW."left_out", NEW."pages", NEW."part", NOW(), \'insert\', NEW."id", NEW."purpose", NEW."recipient", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."state", NEW."to_whom", NEW."total", NEW."until_day", NEW."visit_id", NEW."with_restricted"); RETURN NULL;',
                            hash="1dded520efa4c5563c361bc1175e1dbcda9e9b47",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7eb2e",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id", "with_restricted") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."authority", NEW."blob", NEW."chapters", NEW."done", NEW."downloaded_at", NEW."expires_at", NEW."facility_id", NEW."failure", NEW."finished_at", NEW."from_day", NEW."id", NEW."left_out", NEW."pages", NEW."part", NOW(), \'update\', NEW."id", NEW."purpose", NEW."recipient", NEW."resident_id", NEW."security_label", NEW."sha256", NEW."size", NEW."state", NEW."to_whom", NEW."total", NEW."until_day", NEW."visit_id", NEW."with_restricted"); RETURN NULL;',
                            hash="bc1c0ee4183aeb4db959848be6ad7e91b9349f5b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ebbb0",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chartfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "documents_chartfilehistory" ("asked_at", "asked_by_id", "authority", "blob", "chapters", "done", "downloaded_at", "expires_at", "facility_id", "failure", "finished_at", "from_day", "id", "left_out", "pages", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "recipient", "resident_id", "security_label", "sha256", "size", "state", "to_whom", "total", "until_day", "visit_id", "with_restricted") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."authority", OLD."blob", OLD."chapters", OLD."done", OLD."downloaded_at", OLD."expires_at", OLD."facility_id", OLD."failure", OLD."finished_at", OLD."from_day", OLD."id", OLD."left_out", OLD."pages", OLD."part", NOW(), \'delete\', OLD."id", OLD."purpose", OLD."recipient", OLD."resident_id", OLD."security_label", OLD."sha256", OLD."size", OLD."state", OLD."to_whom", OLD."total", OLD."until_day", OLD."visit_id", OLD."with_restricted"); RETURN NULL;',
                            hash="955f4c97b2a86214bc181bc835f56ed1d12eb31b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44dfb",
                            table="documents_chartfile",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        )
    ]
