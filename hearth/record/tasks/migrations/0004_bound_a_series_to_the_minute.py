"""A series may begin and end at an instant, not only on a day. Expand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0003_room_for_whom_to_tell"),
    ]

    operations = [
        LayTables(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="taskseries",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="taskseries",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="taskseries",
                    name="delete_delete",
                ),
                migrations.AddField(
                    model_name="taskseries",
                    name="not_after",
                    field=models.DateTimeField(
                        blank=True, db_comment="No turn is due after this instant", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="taskseries",
                    name="not_before",
                    field=models.DateTimeField(
                        blank=True, db_comment="No turn is due before this instant", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="taskserieshistory",
                    name="not_after",
                    field=models.DateTimeField(
                        blank=True, db_comment="No turn is due after this instant", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="taskserieshistory",
                    name="not_before",
                    field=models.DateTimeField(
                        blank=True, db_comment="No turn is due before this instant", null=True
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "not_after", "not_before", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (NEW."anchor", NEW."authored_on", NEW."cause_code", NEW."cause_id", NEW."cause_type", NEW."code", NEW."count", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."instructions", NEW."materialised_until", NEW."minutes", NEW."month_day", NEW."neighborhood_id", NEW."not_after", NEW."not_before", NEW."owner_role", NEW."owner_staff_id", NEW."period", NEW."period_unit", NOW(), \'insert\', NEW."id", NEW."priority", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."status", NEW."title", NEW."title_values", NEW."urgency", NEW."wall_times", NEW."weekdays", NEW."window_after", NEW."window_before"); RETURN NULL;',
                            hash="a215db8b5a3ecddd9906c63611622a80e3858866",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f9e3d",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "not_after", "not_before", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (NEW."anchor", NEW."authored_on", NEW."cause_code", NEW."cause_id", NEW."cause_type", NEW."code", NEW."count", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."instructions", NEW."materialised_until", NEW."minutes", NEW."month_day", NEW."neighborhood_id", NEW."not_after", NEW."not_before", NEW."owner_role", NEW."owner_staff_id", NEW."period", NEW."period_unit", NOW(), \'update\', NEW."id", NEW."priority", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."status", NEW."title", NEW."title_values", NEW."urgency", NEW."wall_times", NEW."weekdays", NEW."window_after", NEW."window_before"); RETURN NULL;',
                            hash="c027c924868739da05a67486270ead7c9d6c3974",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_11fae",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "not_after", "not_before", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (OLD."anchor", OLD."authored_on", OLD."cause_code", OLD."cause_id", OLD."cause_type", OLD."code", OLD."count", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ends", OLD."facility_id", OLD."id", OLD."instructions", OLD."materialised_until", OLD."minutes", OLD."month_day", OLD."neighborhood_id", OLD."not_after", OLD."not_before", OLD."owner_role", OLD."owner_staff_id", OLD."period", OLD."period_unit", NOW(), \'delete\', OLD."id", OLD."priority", OLD."requester_id", OLD."resident_id", OLD."security_label", OLD."starts", OLD."status", OLD."title", OLD."title_values", OLD."urgency", OLD."wall_times", OLD."weekdays", OLD."window_after", OLD."window_before"); RETURN NULL;',
                            hash="4c7092c50a091b273ace3cc18bf90da8654706c4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0a5cd",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("not_before__isnull", True),
                            ("not_after__isnull", True),
                            ("not_after__gte", models.F("not_before")),
                            _connector="OR",
                        ),
                        name="taskseries_not_after_not_before",
                    ),
                ),
            ]
        )
    ]
