"""A list of residents as somebody keeps it. Expand."""

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
        ("residents", "0003_say_which_precautions"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="SavedList",
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
                        ("name", models.CharField(max_length=80)),
                        ("asked", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SavedListHistory",
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
                        ("name", models.CharField(max_length=80)),
                        ("asked", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="savedlist",
                    name="ended_by",
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
                    model_name="savedlist",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="savedlist",
                    name="owner",
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
                    model_name="savedlist",
                    name="saved_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="savedlisthistory",
                    name="ended_by",
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
                    model_name="savedlisthistory",
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
                    model_name="savedlisthistory",
                    name="owner",
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
                    model_name="savedlisthistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="residents.savedlist",
                    ),
                ),
                migrations.AddField(
                    model_name="savedlisthistory",
                    name="saved_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedlist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="savedlist_has_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedlist",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("facility", "owner", "name"),
                        name="savedlist_name_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedlist",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="savedlist_ended_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_savedlisthistory" ("asked", "ended_at", "ended_by_id", "facility_id", "id", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id") VALUES (NEW."asked", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."name", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."saved_by_id"); RETURN NULL;',
                            hash="985273e59d6455ea348da202ed5eb7138c2efad9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_941da",
                            table="residents_savedlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_savedlisthistory" ("asked", "ended_at", "ended_by_id", "facility_id", "id", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id") VALUES (NEW."asked", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."name", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."saved_at", NEW."saved_by_id"); RETURN NULL;',
                            hash="63aecdb711ad629489ace024af3cd76b82587734",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c733",
                            table="residents_savedlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_savedlisthistory" ("asked", "ended_at", "ended_by_id", "facility_id", "id", "name", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by_id") VALUES (OLD."asked", OLD."ended_at", OLD."ended_by_id", OLD."facility_id", OLD."id", OLD."name", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."saved_at", OLD."saved_by_id"); RETURN NULL;',
                            hash="3316fcfba222001f95a332765338e30396450383",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_15849",
                            table="residents_savedlist",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="savedlisthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a8a6c32490c28b681ba94fed28f4ab3c0777efdc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f619c",
                            table="residents_savedlisthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("residents", "SavedList", kind="state"),
                Protect("residents", "SavedListHistory", kind="trace", append_only=True),
            ]
        )
    ]
