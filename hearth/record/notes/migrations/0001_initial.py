"""The tables of notes, as first laid, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.notes.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
        ("tasks", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Handoff",
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
                            models.DateTimeField(
                                db_comment="Begin of the shift that hands over"
                            ),
                        ),
                        ("ends", models.DateTimeField()),
                        ("snapshot", models.JSONField(blank=True, default=list)),
                        ("composed_at", models.DateTimeField()),
                        ("remarks", models.TextField(blank=True)),
                        ("signed_out_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_in_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "questions",
                            models.TextField(
                                blank=True, help_text="What the coming shift asked"
                            ),
                        ),
                        (
                            "composed_by",
                            models.ForeignKey(
                                db_index=False,
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
                        (
                            "signed_in_by",
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
                            "signed_out_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HandoffHistory",
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
                            "starts",
                            models.DateTimeField(
                                db_comment="Begin of the shift that hands over"
                            ),
                        ),
                        ("ends", models.DateTimeField()),
                        ("snapshot", models.JSONField(blank=True, default=list)),
                        ("composed_at", models.DateTimeField()),
                        ("remarks", models.TextField(blank=True)),
                        ("signed_out_at", models.DateTimeField(blank=True, null=True)),
                        ("signed_in_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "questions",
                            models.TextField(
                                blank=True, help_text="What the coming shift asked"
                            ),
                        ),
                        (
                            "composed_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="notes.handoff",
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
                        (
                            "signed_in_by",
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
                            "signed_out_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Note",
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
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("progress", "Progress note"),
                                    ("health", "Health"),
                                    ("mood", "Mood and behavior"),
                                    ("eating", "Eating and drinking"),
                                    ("sleep", "Sleep"),
                                    ("skin", "Skin"),
                                    ("pain", "Pain"),
                                    ("moving", "Moving and falls"),
                                    ("toilet", "Toilet"),
                                    ("medicines", "Medicines"),
                                    ("activity", "Activities and visits"),
                                    ("family", "Family"),
                                    ("provider", "Doctor or clinic"),
                                    ("trip", "Trip"),
                                    ("house", "House"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("routine", "For the record"),
                                    ("watch", "Keep an eye on it"),
                                    ("change", "Something changed"),
                                    ("urgent", "Tell somebody now"),
                                ],
                                default=hearth.record.notes.codes.Severity["ROUTINE"],
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("keep_active_until", models.DateTimeField(blank=True, null=True)),
                        ("put_away_at", models.DateTimeField(blank=True, null=True)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        (
                            "author_text",
                            models.CharField(
                                blank=True,
                                help_text="Who saw it, when not one of the staff",
                                max_length=160,
                            ),
                        ),
                        ("shared_with_family", models.BooleanField(default=False)),
                        (
                            "because_type",
                            models.CharField(
                                blank=True,
                                db_comment="Reference: what it is a note on, e.g. Task",
                                max_length=40,
                            ),
                        ),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("correction_reason", models.CharField(blank=True, max_length=240)),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notes.note",
                            ),
                        ),
                        (
                            "entered_in_error_by",
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
                            "put_away_by",
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
                            "recorder",
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
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NoteDraft",
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
                        ("page", models.CharField(max_length=80)),
                        ("body", models.JSONField(default=dict)),
                        ("changed", models.DateTimeField()),
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
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NoteTerm",
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
                        ("term", models.CharField(db_collation="C", max_length=60)),
                        ("effective", models.DateTimeField()),
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
                            "note",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notes.note",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadMark",
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
                            "read_list",
                            models.CharField(
                                choices=[("today", "Changes on Today"), ("notes", "Notes")],
                                default=hearth.record.notes.codes.ReadList["TODAY"],
                                max_length=10,
                            ),
                        ),
                        ("upto", models.DateTimeField()),
                        ("marked_at", models.DateTimeField()),
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
                    name="ContactMade",
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
                        (
                            "with_text",
                            models.CharField(
                                blank=True,
                                help_text="With whom, if nobody above",
                                max_length=160,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("call", "Call"),
                                    ("visit", "Visit"),
                                    ("video", "Video call"),
                                    ("text", "Text message"),
                                    ("email", "E-mail"),
                                    ("fax", "Fax"),
                                    ("portal", "Family page"),
                                    ("letter", "Letter"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("in", "They came to us"), ("out", "We went to them")],
                                max_length=4,
                            ),
                        ),
                        (
                            "reached",
                            models.CharField(
                                choices=[
                                    ("reached", "Spoke with them"),
                                    ("left-message", "Left a message"),
                                    ("no-answer", "No answer"),
                                    ("wrong-number", "Wrong number"),
                                    ("sent", "Sent"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "because_type",
                            models.CharField(
                                blank=True,
                                db_comment="Reference: what it was about, e.g. Task",
                                max_length=40,
                            ),
                        ),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
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
                            "entered_in_error_by",
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
                            "practitioner",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.outsidepractitioner",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tasks.task",
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
                        (
                            "resident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "contacts made",
                        "indexes": [
                            models.Index(
                                fields=["facility", "resident", "-effective"],
                                name="notes_conta_facilit_45147c_idx",
                            ),
                            models.Index(
                                fields=["facility", "-recorded"],
                                name="notes_conta_facilit_4ba2aa_idx",
                            ),
                            models.Index(
                                condition=models.Q(("promise__isnull", False)),
                                fields=["facility", "promise"],
                                name="contactmade_promise",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("contact__isnull", False),
                                    ("practitioner__isnull", False),
                                    models.Q(("with_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contactmade_with_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "channel__in",
                                        [
                                            "call",
                                            "visit",
                                            "video",
                                            "text",
                                            "email",
                                            "fax",
                                            "portal",
                                            "letter",
                                        ],
                                    )
                                ),
                                name="contactmade_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reached__in",
                                        [
                                            "reached",
                                            "left-message",
                                            "no-answer",
                                            "wrong-number",
                                            "sent",
                                        ],
                                    )
                                ),
                                name="contactmade_reached_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effective__lte", models.F("recorded"))),
                                name="contactmade_not_in_future",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_in_error_at__isnull", True),
                                    models.Q(
                                        ("entered_in_error_by__isnull", False),
                                        models.Q(
                                            ("entered_in_error_reason", ""), _negated=True
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="contactmade_error_has_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("client_ref__isnull", False)),
                                fields=("facility", "client_ref"),
                                name="contactmade_client_ref_once",
                            ),
                        ],
                    },
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
                            models.Q(
                                ("signed_out_at__isnull", True), ("signed_out_by__isnull", True)
                            ),
                            models.Q(
                                ("signed_out_at__isnull", False),
                                ("signed_out_by__isnull", False),
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
                            models.Q(
                                ("signed_in_at__isnull", True), ("signed_in_by__isnull", True)
                            ),
                            models.Q(
                                ("signed_in_at__isnull", False),
                                ("signed_in_by__isnull", False),
                                ("signed_out_by__isnull", False),
                                models.Q(
                                    ("signed_in_by", models.F("signed_out_by")), _negated=True
                                ),
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
                        condition=models.Q(
                            ("severity__in", ["routine", "watch", "change", "urgent"])
                        ),
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
                            ("shared_with_family", False),
                            ("resident__isnull", False),
                            _connector="OR",
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
                        fields=["facility", "term", "-effective"],
                        name="notes_notet_facilit_3c3b03_idx",
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
                Protect("notes", "Handoff", kind="state"),
                Protect("notes", "HandoffHistory", kind="trace", append_only=True),
                Protect("notes", "ReadMark", kind="trace"),
                Protect(
                    "notes",
                    "Note",
                    kind="fact",
                    resident="resident_id",
                    extra=("put_away_at", "put_away_by_id"),
                ),
                Protect("notes", "NoteTerm", kind="trace", resident="resident_id"),
                Protect("notes", "NoteDraft", kind="trace", resident="resident_id"),
                Protect("notes", "ContactMade", kind="fact", resident="resident_id"),
            ]
        )
    ]
