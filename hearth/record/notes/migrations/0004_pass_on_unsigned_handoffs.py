"""When an unsigned hand-off was passed on. Expand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0003_what_a_contact_was_asked"),
    ]

    operations = [
        LayTables(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="handoff",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="handoff",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="handoff",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="handoff",
                    name="passed_on_at",
                    field=models.DateTimeField(
                        blank=True,
                        db_comment="Nobody of the coming shift had signed: it went to the nurse on call",
                        null=True,
                    ),
                ),
                migrations.AddField(
                    model_name="handoffhistory",
                    name="passed_on_at",
                    field=models.DateTimeField(
                        blank=True,
                        db_comment="Nobody of the coming shift had signed: it went to the nurse on call",
                        null=True,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handoff",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "passed_on_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (NEW."composed_at", NEW."composed_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."neighborhood_id", NEW."passed_on_at", NOW(), \'insert\', NEW."id", NEW."questions", NEW."remarks", NEW."shift_id", NEW."signed_in_at", NEW."signed_in_by_id", NEW."signed_out_at", NEW."signed_out_by_id", NEW."snapshot", NEW."starts"); RETURN NULL;',
                            hash="50058583c7ffbf0f42ba71fe558e77d268ad49cf",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_51643",
                            table="notes_handoff",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handoff",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "passed_on_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (NEW."composed_at", NEW."composed_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."neighborhood_id", NEW."passed_on_at", NOW(), \'update\', NEW."id", NEW."questions", NEW."remarks", NEW."shift_id", NEW."signed_in_at", NEW."signed_in_by_id", NEW."signed_out_at", NEW."signed_out_by_id", NEW."snapshot", NEW."starts"); RETURN NULL;',
                            hash="6172668d5b4a3a95004ff7d6d4b9d5f42588a68d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3cd80",
                            table="notes_handoff",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handoff",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "passed_on_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (OLD."composed_at", OLD."composed_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."neighborhood_id", OLD."passed_on_at", NOW(), \'delete\', OLD."id", OLD."questions", OLD."remarks", OLD."shift_id", OLD."signed_in_at", OLD."signed_in_by_id", OLD."signed_out_at", OLD."signed_out_by_id", OLD."snapshot", OLD."starts"); RETURN NULL;',
                            hash="9b9359690a1fb9513ee013a030dc11c307d55816",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_12b5b",
                            table="notes_handoff",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        )
    ]
