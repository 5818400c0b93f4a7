"""An infection says how it passes on. Expand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_find_the_latest_whereabouts")]

    operations = [
        LayTables(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="flag",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="flag",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="flag",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="flag",
                    name="precaution",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "Contact precautions"),
                            ("droplet", "Droplet precautions"),
                            ("airborne", "Airborne precautions"),
                            ("stomach", "Stomach illness precautions"),
                        ],
                        db_comment="Of an infection: how it passes on; content kind precautions says what to do",
                        max_length=12,
                    ),
                ),
                migrations.AddField(
                    model_name="flaghistory",
                    name="precaution",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "Contact precautions"),
                            ("droplet", "Droplet precautions"),
                            ("airborne", "Airborne precautions"),
                            ("stomach", "Stomach illness precautions"),
                        ],
                        db_comment="Of an infection: how it passes on; content kind precautions says what to do",
                        max_length=12,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="flag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precaution", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (NEW."code", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."precaution", NEW."raised_by_id", NEW."raised_reason", NEW."resident_id", NEW."security_label", NEW."since", NEW."text", NEW."until"); RETURN NULL;',
                            hash="e257d51a30088665687ae14a3e66d7036c989064",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eb681",
                            table="residents_flag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="flag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precaution", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (NEW."code", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."precaution", NEW."raised_by_id", NEW."raised_reason", NEW."resident_id", NEW."security_label", NEW."since", NEW."text", NEW."until"); RETURN NULL;',
                            hash="5a7a42352e021f00c3a821058b054b0b7ae523ca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_86f3b",
                            table="residents_flag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="flag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precaution", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (OLD."code", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."precaution", OLD."raised_by_id", OLD."raised_reason", OLD."resident_id", OLD."security_label", OLD."since", OLD."text", OLD."until"); RETURN NULL;',
                            hash="404b2f0eed4c8647c54163838e9076b2e7647c53",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c8bfe",
                            table="residents_flag",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("precaution", ""),
                            models.Q(
                                ("code", "infection"),
                                (
                                    "precaution__in",
                                    ["contact", "droplet", "airborne", "stomach"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="flag_precaution_of_infection",
                    ),
                ),
            ]
        )
    ]
