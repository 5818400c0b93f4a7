"""The tables of documents, as first laid. Expand."""

import django.db.models.deletion
import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.documents.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0003_end_emergency_access_and_list_sign_ins"),
        ("tenancy", "0002_fence"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_actor_id",
                    models.UUIDField(
                        db_default=hearth.platform.scope.history.ActingActor(), null=True
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
                ("size", models.PositiveBigIntegerField(db_comment="Bytes, before encryption")),
                ("content_type", models.CharField(max_length=100)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "date",
                    models.DateField(blank=True, help_text="Date on the document", null=True),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("author_text", models.CharField(blank=True, max_length=160)),
                ("recorded", models.DateTimeField()),
                ("because_type", models.CharField(blank=True, max_length=40)),
                ("because_id", models.UUIDField(blank=True, null=True)),
                ("source_system", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
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
                        blank=True, db_comment="The file itself, while it is kept", null=True
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
                        db_default=hearth.platform.scope.history.ActingActor(), null=True
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
                        blank=True, db_comment="The file itself, while it is kept", null=True
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
                    models.CharField(db_comment="SHA-256 of the canonical JSON", max_length=64),
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
                    models.PositiveIntegerField(db_comment="Line or entry of the file, from 1"),
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
                        blank=True, db_comment="When it was so, as the resource says", null=True
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("claimed_type", models.CharField(blank=True, max_length=40)),
                ("claimed_id", models.UUIDField(blank=True, null=True)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
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
                ("size", models.PositiveBigIntegerField(db_comment="Bytes, before encryption")),
                ("content_type", models.CharField(max_length=100)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "date",
                    models.DateField(blank=True, help_text="Date on the document", null=True),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("author_text", models.CharField(blank=True, max_length=160)),
                ("recorded", models.DateTimeField()),
                ("because_type", models.CharField(blank=True, max_length=40)),
                ("because_id", models.UUIDField(blank=True, null=True)),
                ("source_system", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
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
            ],
        ),
    ]
