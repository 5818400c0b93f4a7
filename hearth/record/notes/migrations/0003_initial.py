"""The tables of notes, as first laid. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0003_end_emergency_access_and_list_sign_ins"),
        ("notes", "0002_initial"),
        ("residents", "0002_initial"),
        ("staff", "0001_initial"),
        ("tasks", "0001_initial"),
        ("tenancy", "0002_fence"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactmade",
            name="promise",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tasks.task",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="recorder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="resident",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.resident",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="composed_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="neighborhood",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.neighborhood",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="shift",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.shift",
            ),
        ),
        migrations.AddField(
            model_name="handoff",
            name="signed_in_by",
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
            model_name="handoff",
            name="signed_out_by",
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
            model_name="handoffhistory",
            name="composed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="handoffhistory",
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
            model_name="handoffhistory",
            name="neighborhood",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="tenancy.neighborhood",
            ),
        ),
        migrations.AddField(
            model_name="handoffhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="notes.handoff",
            ),
        ),
        migrations.AddField(
            model_name="handoffhistory",
            name="shift",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="staff.shift",
            ),
        ),
        migrations.AddField(
            model_name="handoffhistory",
            name="signed_in_by",
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
            model_name="handoffhistory",
            name="signed_out_by",
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
            model_name="note",
            name="author",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="notes.note",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="entered_in_error_by",
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
            model_name="note",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="neighborhood",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.neighborhood",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="put_away_by",
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
            model_name="note",
            name="recorder",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="note",
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
            model_name="notedraft",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="notedraft",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="notedraft",
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
            model_name="noteterm",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="noteterm",
            name="note",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="notes.note",
            ),
        ),
        migrations.AddField(
            model_name="noteterm",
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
            model_name="readmark",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddIndex(
            model_name="contactmade",
            index=models.Index(
                fields=["facility", "resident", "-effective"],
                name="notes_conta_facilit_45147c_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="contactmade",
            index=models.Index(
                fields=["facility", "-recorded"], name="notes_conta_facilit_4ba2aa_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="contactmade",
            index=models.Index(
                condition=models.Q(("promise__isnull", False)),
                fields=["facility", "promise"],
                name="contactmade_promise",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contact__isnull", False),
                    ("practitioner__isnull", False),
                    models.Q(("with_text", ""), _negated=True),
                    _connector="OR",
                ),
                name="contactmade_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        ["call", "visit", "video", "text", "email", "fax", "portal", "letter"],
                    )
                ),
                name="contactmade_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reached__in",
                        ["reached", "left-message", "no-answer", "wrong-number", "sent"],
                    )
                ),
                name="contactmade_reached_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective__lte", models.F("recorded"))),
                name="contactmade_not_in_future",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_in_error_at__isnull", True),
                    models.Q(
                        ("entered_in_error_by__isnull", False),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contactmade_error_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactmade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_ref__isnull", False)),
                fields=("facility", "client_ref"),
                name="contactmade_client_ref_once",
            ),
        ),
        migrations.AddIndex(
            model_name="handoff",
            index=models.Index(
                fields=["facility", "-starts"], name="notes_hando_facilit_85786a_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.UniqueConstraint(
                fields=("facility", "starts", "ends", "neighborhood"),
                name="handoff_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))),
                name="handoff_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_out_at__isnull", True), ("signed_out_by__isnull", True)),
                    models.Q(
                        ("signed_out_at__isnull", False), ("signed_out_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="handoff_signed_out_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_in_at__isnull", True), ("signed_in_by__isnull", True)),
                    models.Q(
                        ("signed_in_at__isnull", False),
                        ("signed_in_by__isnull", False),
                        ("signed_out_by__isnull", False),
                        models.Q(("signed_in_by", models.F("signed_out_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="handoff_signed_by_two_people",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoff",
            trigger=pgtrigger.compiler.Trigger(
                name="handoff_closed_when_both_signed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."signed_in_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f80aa34a074ff24e74147bec3a1da0bec2ff1461",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_handoff_closed_when_both_signed_4e63a",
                    table="notes_handoff",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoff",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (NEW."composed_at", NEW."composed_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."questions", NEW."remarks", NEW."shift_id", NEW."signed_in_at", NEW."signed_in_by_id", NEW."signed_out_at", NEW."signed_out_by_id", NEW."snapshot", NEW."starts"); RETURN NULL;',
                    hash="2cb75935e32862ae95ca95407b5ba7f272833709",
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
                    func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (NEW."composed_at", NEW."composed_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."questions", NEW."remarks", NEW."shift_id", NEW."signed_in_at", NEW."signed_in_by_id", NEW."signed_out_at", NEW."signed_out_by_id", NEW."snapshot", NEW."starts"); RETURN NULL;',
                    hash="ca5576edc57474aa9bd1d1ec629b28d9c2428648",
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
                    func='INSERT INTO "notes_handoffhistory" ("composed_at", "composed_by_id", "ends", "facility_id", "id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "remarks", "shift_id", "signed_in_at", "signed_in_by_id", "signed_out_at", "signed_out_by_id", "snapshot", "starts") VALUES (OLD."composed_at", OLD."composed_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."questions", OLD."remarks", OLD."shift_id", OLD."signed_in_at", OLD."signed_in_by_id", OLD."signed_out_at", OLD."signed_out_by_id", OLD."snapshot", OLD."starts"); RETURN NULL;',
                    hash="430beba27a6347d68df1be24579eba8b2d47c1b5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12b5b",
                    table="notes_handoff",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handoffhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="74bb71c6933e62439b550429a88e8d84568d7382",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bc83d",
                    table="notes_handoffhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["facility", "resident", "-effective"],
                name="notes_note_facilit_5d37b4_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["facility", "-recorded"], name="notes_note_facilit_b72336_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                condition=models.Q(
                    ("entered_in_error_at__isnull", True),
                    ("keep_active_until__isnull", False),
                    ("put_away_at__isnull", True),
                ),
                fields=["facility", "keep_active_until"],
                name="note_active",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(
                fields=["facility", "recorder", "-recorded"],
                name="notes_note_facilit_430d86_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="note_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "progress",
                            "health",
                            "mood",
                            "eating",
                            "sleep",
                            "skin",
                            "pain",
                            "moving",
                            "toilet",
                            "medicines",
                            "activity",
                            "family",
                            "provider",
                            "trip",
                            "house",
                            "other",
                        ],
                    )
                ),
                name="note_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["routine", "watch", "change", "urgent"])),
                name="note_severity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective__lte", models.F("recorded"))),
                name="note_not_in_future",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("put_away_at__isnull", True),
                    ("put_away_by__isnull", False),
                    _connector="OR",
                ),
                name="note_put_away_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects__isnull", True),
                    models.Q(
                        models.Q(("corrects", models.F("id")), _negated=True),
                        models.Q(("correction_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="note_correction_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_in_error_at__isnull", True),
                    models.Q(
                        ("entered_in_error_by__isnull", False),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="note_error_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shared_with_family", False), ("resident__isnull", False), _connector="OR"
                ),
                name="note_shared_is_about_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("corrects__isnull", False), ("entered_in_error_at__isnull", True)
                ),
                fields=("facility", "corrects"),
                name="note_corrected_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_ref__isnull", False)),
                fields=("facility", "client_ref"),
                name="note_client_ref_once",
            ),
        ),
        migrations.AddIndex(
            model_name="notedraft",
            index=models.Index(
                fields=["facility", "changed"], name="notes_noted_facilit_70f0a7_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="notedraft",
            constraint=models.UniqueConstraint(
                fields=("facility", "actor", "page", "resident"),
                name="notedraft_one_per_page",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="noteterm",
            index=models.Index(
                fields=["facility", "term", "-effective"], name="notes_notet_facilit_3c3b03_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="noteterm",
            constraint=models.UniqueConstraint(
                fields=("facility", "note", "term"), name="noteterm_once"
            ),
        ),
        migrations.AddIndex(
            model_name="readmark",
            index=models.Index(
                fields=["facility", "actor", "read_list", "-marked_at"],
                name="notes_readm_facilit_ba5147_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("upto__lte", models.F("marked_at"))),
                name="readmark_not_in_future",
            ),
        ),
    ]
