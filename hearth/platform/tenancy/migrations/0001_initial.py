"""The tables of tenancy, as first laid, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.platform.tenancy.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Facility",
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
                        ("name", models.CharField(max_length=160)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "timezone",
                            models.CharField(default="America/Chicago", max_length=60),
                        ),
                        (
                            "jurisdiction",
                            models.CharField(
                                choices=[
                                    ("US-CA", "California"),
                                    ("US-FL", "Florida"),
                                    ("US-IA", "Iowa"),
                                    ("US-MD", "Maryland"),
                                    ("US-ND", "North Dakota"),
                                    ("US-OK", "Oklahoma"),
                                    ("US-OR", "Oregon"),
                                    ("US-TX", "Texas"),
                                    ("US-WA", "Washington"),
                                    ("US", "United States, another state"),
                                    ("GB", "United Kingdom"),
                                    ("AU", "Australia"),
                                    ("CA", "Canada"),
                                    ("ZZ", "Another country"),
                                ],
                                default=hearth.platform.tenancy.codes.Jurisdiction["US_XX"],
                                max_length=10,
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("address", models.CharField(blank=True, max_length=240)),
                        ("is_demo", models.BooleanField(default=False)),
                        ("set_up_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Operator",
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
                        ("name", models.CharField(max_length=160)),
                    ],
                ),
                migrations.CreateModel(
                    name="Apartment",
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
                        ("number", models.CharField(max_length=20)),
                        ("floor", models.CharField(blank=True, max_length=20)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Neighborhood",
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
                        (
                            "licence_type",
                            models.CharField(
                                choices=[
                                    ("independent", "Independent living"),
                                    ("assisted", "Assisted living"),
                                    ("memory-care", "Memory care"),
                                    ("nursing", "Skilled nursing"),
                                    ("adult-day", "Adult day"),
                                    ("home-care", "Home care"),
                                ],
                                default=hearth.platform.tenancy.codes.LicenceType["ASSISTED"],
                                max_length=20,
                            ),
                        ),
                        (
                            "jurisdiction",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("US-CA", "California"),
                                    ("US-FL", "Florida"),
                                    ("US-IA", "Iowa"),
                                    ("US-MD", "Maryland"),
                                    ("US-ND", "North Dakota"),
                                    ("US-OK", "Oklahoma"),
                                    ("US-OR", "Oregon"),
                                    ("US-TX", "Texas"),
                                    ("US-WA", "Washington"),
                                    ("US", "United States, another state"),
                                    ("GB", "United Kingdom"),
                                    ("AU", "Australia"),
                                    ("CA", "Canada"),
                                    ("ZZ", "Another country"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "secured",
                            models.BooleanField(
                                default=False,
                                help_text="Doors that residents cannot open alone",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ApartmentHistory",
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
                        ("number", models.CharField(max_length=20)),
                        ("floor", models.CharField(blank=True, max_length=20)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="tenancy.apartment",
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
                            "neighborhood",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="apartment",
                    name="neighborhood",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.neighborhood",
                    ),
                ),
                migrations.CreateModel(
                    name="NeighborhoodHistory",
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
                        (
                            "licence_type",
                            models.CharField(
                                choices=[
                                    ("independent", "Independent living"),
                                    ("assisted", "Assisted living"),
                                    ("memory-care", "Memory care"),
                                    ("nursing", "Skilled nursing"),
                                    ("adult-day", "Adult day"),
                                    ("home-care", "Home care"),
                                ],
                                default=hearth.platform.tenancy.codes.LicenceType["ASSISTED"],
                                max_length=20,
                            ),
                        ),
                        (
                            "jurisdiction",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("US-CA", "California"),
                                    ("US-FL", "Florida"),
                                    ("US-IA", "Iowa"),
                                    ("US-MD", "Maryland"),
                                    ("US-ND", "North Dakota"),
                                    ("US-OK", "Oklahoma"),
                                    ("US-OR", "Oregon"),
                                    ("US-TX", "Texas"),
                                    ("US-WA", "Washington"),
                                    ("US", "United States, another state"),
                                    ("GB", "United Kingdom"),
                                    ("AU", "Australia"),
                                    ("CA", "Canada"),
                                    ("ZZ", "Another country"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "secured",
                            models.BooleanField(
                                default=False,
                                help_text="Doors that residents cannot open alone",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                                to="tenancy.neighborhood",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="facility",
                    name="operator",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.operator",
                    ),
                ),
                migrations.CreateModel(
                    name="Person",
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
                            "operator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.operator",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Place",
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
                            "place_kind",
                            models.CharField(
                                choices=[
                                    ("room", "Place in an apartment"),
                                    ("cottage", "Cottage"),
                                    ("own-home", "Own home"),
                                    ("adult-day", "Adult day place"),
                                ],
                                default=hearth.platform.tenancy.codes.PlaceKind["ROOM"],
                                max_length=12,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                help_text="As said aloud: 214, 214 B, Cottage 3", max_length=40
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "apartment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.apartment",
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
                            "neighborhood",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlaceHistory",
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
                            "place_kind",
                            models.CharField(
                                choices=[
                                    ("room", "Place in an apartment"),
                                    ("cottage", "Cottage"),
                                    ("own-home", "Own home"),
                                    ("adult-day", "Adult day place"),
                                ],
                                default=hearth.platform.tenancy.codes.PlaceKind["ROOM"],
                                max_length=12,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                help_text="As said aloud: 214, 214 B, Cottage 3", max_length=40
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "apartment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.apartment",
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
                            "neighborhood",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="tenancy.place",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddConstraint(
                    model_name="neighborhood",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "name"), name="neighborhood_name_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="neighborhood",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "licence_type__in",
                                [
                                    "independent",
                                    "assisted",
                                    "memory-care",
                                    "nursing",
                                    "adult-day",
                                    "home-care",
                                ],
                            )
                        ),
                        name="neighborhood_licence_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="neighborhood",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_neighborhoodhistory" ("closed_at", "facility_id", "id", "jurisdiction", "licence_type", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "secured") VALUES (NEW."closed_at", NEW."facility_id", NEW."id", NEW."jurisdiction", NEW."licence_type", NEW."name", NOW(), \'insert\', NEW."id", NEW."position", NEW."secured"); RETURN NULL;',
                            hash="3df7d5bd2ba032e8f9c0f9f541f6193440deb346",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_17b9b",
                            table="tenancy_neighborhood",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="neighborhood",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tenancy_neighborhoodhistory" ("closed_at", "facility_id", "id", "jurisdiction", "licence_type", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "secured") VALUES (NEW."closed_at", NEW."facility_id", NEW."id", NEW."jurisdiction", NEW."licence_type", NEW."name", NOW(), \'update\', NEW."id", NEW."position", NEW."secured"); RETURN NULL;',
                            hash="db8aa8c5952beb94dbb68ed99d6f88f099eb9137",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f337",
                            table="tenancy_neighborhood",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="neighborhood",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_neighborhoodhistory" ("closed_at", "facility_id", "id", "jurisdiction", "licence_type", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "secured") VALUES (OLD."closed_at", OLD."facility_id", OLD."id", OLD."jurisdiction", OLD."licence_type", OLD."name", NOW(), \'delete\', OLD."id", OLD."position", OLD."secured"); RETURN NULL;',
                            hash="19d52400042ad14815517fbbd8884fd660decd99",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a403",
                            table="tenancy_neighborhood",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="apartmenthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9166fa1ae7468ce2d5c33c4ee9244e588c4c8420",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9a17f",
                            table="tenancy_apartmenthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apartment",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "number"), name="apartment_number_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="apartment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_apartmenthistory" ("closed_at", "facility_id", "floor", "id", "neighborhood_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."facility_id", NEW."floor", NEW."id", NEW."neighborhood_id", NEW."number", NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="e3e00e2f72ccee95d6874a5ac9ae813caff66134",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8eead",
                            table="tenancy_apartment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="apartment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tenancy_apartmenthistory" ("closed_at", "facility_id", "floor", "id", "neighborhood_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."facility_id", NEW."floor", NEW."id", NEW."neighborhood_id", NEW."number", NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="86a50c91a1747e64e465a9cf8b4ab3365db841cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_43e46",
                            table="tenancy_apartment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="apartment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_apartmenthistory" ("closed_at", "facility_id", "floor", "id", "neighborhood_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_at", OLD."facility_id", OLD."floor", OLD."id", OLD."neighborhood_id", OLD."number", NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="46ab014a9a91c9370fada1491a489b6db7afebea",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c6c48",
                            table="tenancy_apartment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="neighborhoodhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2028b0bb440416fa1283aeb88bf8b98a98d424b2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7b416",
                            table="tenancy_neighborhoodhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="facility",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        name="facility_has_slug",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="facility",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "jurisdiction__in",
                                [
                                    "US-CA",
                                    "US-FL",
                                    "US-IA",
                                    "US-MD",
                                    "US-ND",
                                    "US-OK",
                                    "US-OR",
                                    "US-TX",
                                    "US-WA",
                                    "US",
                                    "GB",
                                    "AU",
                                    "CA",
                                    "ZZ",
                                ],
                            )
                        ),
                        name="facility_jurisdiction_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "label"), name="place_label_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place_kind", "room"), _negated=True),
                            ("apartment__isnull", False),
                            _connector="OR",
                        ),
                        name="place_in_house_has_apartment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("place_kind__in", ["room", "cottage", "own-home", "adult-day"])
                        ),
                        name="place_kind_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_placehistory" ("apartment_id", "closed_at", "facility_id", "id", "label", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "position") VALUES (NEW."apartment_id", NEW."closed_at", NEW."facility_id", NEW."id", NEW."label", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."place_kind", NEW."position"); RETURN NULL;',
                            hash="e84f2d68338ab1502ee9455a123858f4acb7fd7e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7c241",
                            table="tenancy_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tenancy_placehistory" ("apartment_id", "closed_at", "facility_id", "id", "label", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "position") VALUES (NEW."apartment_id", NEW."closed_at", NEW."facility_id", NEW."id", NEW."label", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."place_kind", NEW."position"); RETURN NULL;',
                            hash="a88d22b08b9bbcc3938a6ba70e7d789e5dc849f3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8165",
                            table="tenancy_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tenancy_placehistory" ("apartment_id", "closed_at", "facility_id", "id", "label", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "position") VALUES (OLD."apartment_id", OLD."closed_at", OLD."facility_id", OLD."id", OLD."label", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."place_kind", OLD."position"); RETURN NULL;',
                            hash="47f3d7d647581133a0de0f00d6711ef873de9d4e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8cf5a",
                            table="tenancy_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="placehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5afe4342015439dfabd860e4737f6332a97361c3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e1d08",
                            table="tenancy_placehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("tenancy", "Neighborhood", kind="state"),
                Protect("tenancy", "NeighborhoodHistory", kind="trace", append_only=True),
                Protect("tenancy", "Apartment", kind="state"),
                Protect("tenancy", "ApartmentHistory", kind="trace", append_only=True),
                Protect("tenancy", "Place", kind="state"),
                Protect("tenancy", "PlaceHistory", kind="trace", append_only=True),
            ]
        )
    ]
