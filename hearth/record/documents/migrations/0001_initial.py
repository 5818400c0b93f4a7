"""The tables of documents, as first laid, behind their fences. Expand."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.documents.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("residents", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Document",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("current", "Current"),
                                    ("superseded", "Replaced"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.documents.codes.DocumentStatus["CURRENT"],
                                max_length=20,
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("advance-directive", "Advance directive"),
                                    ("code-status", "Code status order (DNR, POLST, MOLST)"),
                                    ("power-of-attorney", "Power of attorney or guardianship"),
                                    ("agreement", "Residency agreement"),
                                    ("consent", "Consent"),
                                    ("identity", "Identity or insurance card"),
                                    ("physician-report", "Physician's report"),
                                    ("orders", "Orders"),
                                    ("discharge-summary", "Discharge summary"),
                                    ("history", "History and physical"),
                                    ("lab-report", "Lab report"),
                                    ("imaging-report", "Imaging report"),
                                    ("consult-note", "Consultation note"),
                                    ("therapy-note", "Therapy note"),
                                    ("immunization", "Immunization record or TB test"),
                                    ("medication-list", "Medication list"),
                                    ("assessment", "Assessment"),
                                    ("care-plan", "Plan of care"),
                                    ("incident", "Incident report"),
                                    ("photo", "Photo"),
                                    ("letter", "Letter"),
                                    ("billing", "Bill or payment"),
                                    ("policy", "Policy of the house"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        ("blob", models.UUIDField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                db_comment="Bytes, before encryption"
                            ),
                        ),
                        ("content_type", models.CharField(max_length=100)),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "date",
                            models.DateField(
                                blank=True, help_text="Date on the document", null=True
                            ),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        ("author_text", models.CharField(blank=True, max_length=160)),
                        ("recorded", models.DateTimeField()),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
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
                            "recorder",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
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
                    name="DocumentHistory",
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
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("current", "Current"),
                                    ("superseded", "Replaced"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.documents.codes.DocumentStatus["CURRENT"],
                                max_length=20,
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("advance-directive", "Advance directive"),
                                    ("code-status", "Code status order (DNR, POLST, MOLST)"),
                                    ("power-of-attorney", "Power of attorney or guardianship"),
                                    ("agreement", "Residency agreement"),
                                    ("consent", "Consent"),
                                    ("identity", "Identity or insurance card"),
                                    ("physician-report", "Physician's report"),
                                    ("orders", "Orders"),
                                    ("discharge-summary", "Discharge summary"),
                                    ("history", "History and physical"),
                                    ("lab-report", "Lab report"),
                                    ("imaging-report", "Imaging report"),
                                    ("consult-note", "Consultation note"),
                                    ("therapy-note", "Therapy note"),
                                    ("immunization", "Immunization record or TB test"),
                                    ("medication-list", "Medication list"),
                                    ("assessment", "Assessment"),
                                    ("care-plan", "Plan of care"),
                                    ("incident", "Incident report"),
                                    ("photo", "Photo"),
                                    ("letter", "Letter"),
                                    ("billing", "Bill or payment"),
                                    ("policy", "Policy of the house"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        ("blob", models.UUIDField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                db_comment="Bytes, before encryption"
                            ),
                        ),
                        ("content_type", models.CharField(max_length=100)),
                        ("file_name", models.CharField(blank=True, max_length=200)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "date",
                            models.DateField(
                                blank=True, help_text="Date on the document", null=True
                            ),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        ("author_text", models.CharField(blank=True, max_length=160)),
                        ("recorded", models.DateTimeField()),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "entered_in_error_by",
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
                                to="documents.document",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
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
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        (
                            "blob",
                            models.UUIDField(
                                blank=True,
                                db_comment="The file itself, while it is kept",
                                null=True,
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("fhir-bundle", "FHIR bundle"),
                                    ("fhir-ndjson", "FHIR, one resource a line"),
                                    ("csv", "Table (CSV)"),
                                    ("xlsx", "Table (Excel)"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("dry-run", "Try only"),
                                    ("good-rows", "Take what can be read, set the rest aside"),
                                    ("whole", "All or nothing"),
                                ],
                                default=hearth.record.documents.codes.BatchMode["GOOD_ROWS"],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("finished", "Finished"),
                                    ("failed", "Stopped"),
                                ],
                                default=hearth.record.documents.codes.BatchState["WAITING"],
                                max_length=10,
                            ),
                        ),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        (
                            "mapping",
                            models.JSONField(
                                blank=True,
                                db_comment="Column of a table → field, when it is one",
                                default=dict,
                            ),
                        ),
                        ("entries", models.PositiveIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(blank=True, default=dict)),
                        ("failure", models.CharField(blank=True, max_length=240)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                            "started_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "import batches",
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatchHistory",
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
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        (
                            "blob",
                            models.UUIDField(
                                blank=True,
                                db_comment="The file itself, while it is kept",
                                null=True,
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("fhir-bundle", "FHIR bundle"),
                                    ("fhir-ndjson", "FHIR, one resource a line"),
                                    ("csv", "Table (CSV)"),
                                    ("xlsx", "Table (Excel)"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("dry-run", "Try only"),
                                    ("good-rows", "Take what can be read, set the rest aside"),
                                    ("whole", "All or nothing"),
                                ],
                                default=hearth.record.documents.codes.BatchMode["GOOD_ROWS"],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("finished", "Finished"),
                                    ("failed", "Stopped"),
                                ],
                                default=hearth.record.documents.codes.BatchState["WAITING"],
                                max_length=10,
                            ),
                        ),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        (
                            "mapping",
                            models.JSONField(
                                blank=True,
                                db_comment="Column of a table → field, when it is one",
                                default=dict,
                            ),
                        ),
                        ("entries", models.PositiveIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(blank=True, default=dict)),
                        ("failure", models.CharField(blank=True, max_length=240)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
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
                                to="documents.importbatch",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="SourceRecord",
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
                        ("source_system", models.CharField(max_length=200)),
                        ("resource_type", models.CharField(blank=True, max_length=64)),
                        (
                            "source_id",
                            models.CharField(
                                blank=True,
                                db_comment="Id in the source, or the hash where it has none",
                                max_length=200,
                            ),
                        ),
                        (
                            "content_hash",
                            models.CharField(
                                db_comment="SHA-256 of the canonical JSON", max_length=64
                            ),
                        ),
                        ("body", models.JSONField(blank=True, null=True)),
                        (
                            "raw",
                            models.TextField(
                                blank=True, db_comment="The line as it came, when it is no JSON"
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=240)),
                        (
                            "line",
                            models.PositiveIntegerField(
                                db_comment="Line or entry of the file, from 1"
                            ),
                        ),
                        (
                            "set_aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not-json", "The line could not be read"),
                                    ("no-type", "It does not say what it is"),
                                    ("invalid", "It does not fit its own standard"),
                                    ("no-resident", "It names a resident nobody here knows"),
                                    ("no-name", "The person has no name"),
                                    ("future", "It lies in the future"),
                                    ("impossible", "The value cannot be true"),
                                    ("conflict", "It contradicts what is here"),
                                    ("too-large", "It is too large"),
                                    ("other", "Another reason"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("set_aside_text", models.TextField(blank=True)),
                        (
                            "effective",
                            models.DateTimeField(
                                blank=True,
                                db_comment="When it was so, as the resource says",
                                null=True,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("claimed_type", models.CharField(blank=True, max_length=40)),
                        ("claimed_id", models.UUIDField(blank=True, null=True)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.importbatch",
                            ),
                        ),
                        (
                            "claimed_by",
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
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.sourcerecord",
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
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.sourcerecord",
                            ),
                        ),
                        (
                            "received_by",
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
                        condition=models.Q(
                            ("status", "current"), ("valid_until__isnull", False)
                        ),
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
                        condition=models.Q(("title", ""), _negated=True),
                        name="document_has_title",
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
                                ("entered_in_error_at__isnull", False),
                                ("status", "entered-in-error"),
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
                        fields=["facility", "-started_at"],
                        name="documents_i_facilit_05fd65_idx",
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
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "finished", "failed"])
                        ),
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
                        fields=["facility", "batch", "line"],
                        name="documents_s_facilit_203031_idx",
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
                Protect("documents", "Document", kind="state", resident="resident_id"),
                Protect(
                    "documents",
                    "DocumentHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("documents", "ImportBatch", kind="state"),
                Protect("documents", "ImportBatchHistory", kind="trace", append_only=True),
                Protect(
                    "documents",
                    "SourceRecord",
                    kind="fact",
                    resident="resident_id",
                    extra=(
                        "resident_id",
                        "claimed_type",
                        "claimed_id",
                        "claimed_at",
                        "claimed_by_id",
                    ),
                ),
            ]
        )
    ]
