"""The tables of residents, as first laid, behind their fences. Expand."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.residents.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="AdvanceDirective",
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
                            "directive_kind",
                            models.CharField(
                                choices=[
                                    ("living-will", "Living will"),
                                    ("dnr-order", "DNR order"),
                                    ("polst", "POLST or MOLST"),
                                    ("health-proxy", "Health care proxy"),
                                    ("no-hospital", "Do not send to hospital"),
                                    ("organ-donation", "Organ donation"),
                                    ("funeral", "Funeral wishes"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("original_is_at", models.CharField(blank=True, max_length=160)),
                        (
                            "starts",
                            models.DateField(blank=True, help_text="Signed on", null=True),
                        ),
                        ("ends", models.DateField(blank=True, null=True)),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
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
                            "verified_by",
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
                    name="AllergyIntolerance",
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
                        ("code_system", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("text", models.CharField(max_length=240)),
                        ("codings", models.JSONField(blank=True, default=list)),
                        (
                            "type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("allergy", "Allergy"),
                                    ("intolerance", "Intolerance"),
                                    ("", "Not known"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "category",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "Food"),
                                        ("medication", "Medicine"),
                                        ("environment", "Environment"),
                                        ("biologic", "Biologic"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "criticality",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("low", "Low"),
                                    ("high", "High"),
                                    ("unable-to-assess", "Cannot be judged"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reactions", models.JSONField(blank=True, default=list)),
                        (
                            "clinical_status",
                            models.CharField(
                                choices=[
                                    ("active", "Active"),
                                    ("inactive", "Inactive"),
                                    ("resolved", "Resolved"),
                                ],
                                default=hearth.record.residents.codes.AllergyStatus["ACTIVE"],
                                max_length=10,
                            ),
                        ),
                        (
                            "verification_status",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "Not confirmed"),
                                    ("provisional", "Provisional"),
                                    ("differential", "Differential"),
                                    ("confirmed", "Confirmed"),
                                    ("refuted", "Ruled out"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.residents.codes.Verification[
                                    "UNCONFIRMED"
                                ],
                                max_length=20,
                            ),
                        ),
                        ("onset", models.DateField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        (
                            "asserter_text",
                            models.CharField(
                                blank=True, help_text="Who said so", max_length=160
                            ),
                        ),
                        ("comment", models.TextField(blank=True)),
                        ("error_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="CareTeamMember",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("primary-care", "Primary care"),
                                    ("specialist", "Specialist"),
                                    ("pharmacy", "Pharmacy"),
                                    ("hospice", "Hospice"),
                                    ("home-health", "Home health"),
                                    ("dentist", "Dentist"),
                                    ("eye-care", "Eye care"),
                                    ("podiatrist", "Podiatrist"),
                                    ("therapist", "Therapist"),
                                    ("social-worker", "Social worker"),
                                    ("hospital", "Preferred hospital"),
                                    ("key-worker", "Own caregiver"),
                                    ("case-manager", "Case manager"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_by",
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
                            "member",
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
                    ],
                ),
                migrations.CreateModel(
                    name="Condition",
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
                        ("code_system", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("text", models.CharField(max_length=400)),
                        (
                            "codings",
                            models.JSONField(
                                blank=True,
                                db_comment="Every coding of the source, verbatim",
                                default=list,
                            ),
                        ),
                        (
                            "clinical_status",
                            models.CharField(
                                choices=[
                                    ("active", "Active"),
                                    ("recurrence", "Recurred"),
                                    ("relapse", "Relapsed"),
                                    ("inactive", "Inactive"),
                                    ("remission", "In remission"),
                                    ("resolved", "Resolved"),
                                ],
                                default=hearth.record.residents.codes.ConditionStatus["ACTIVE"],
                                max_length=12,
                            ),
                        ),
                        (
                            "verification_status",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "Not confirmed"),
                                    ("provisional", "Provisional"),
                                    ("differential", "Differential"),
                                    ("confirmed", "Confirmed"),
                                    ("refuted", "Ruled out"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.residents.codes.Verification["CONFIRMED"],
                                max_length=20,
                            ),
                        ),
                        ("onset", models.DateField(blank=True, null=True)),
                        (
                            "onset_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        ("abatement", models.DateField(blank=True, null=True)),
                        (
                            "abatement_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("asserter_text", models.CharField(blank=True, max_length=160)),
                        ("comment", models.TextField(blank=True)),
                        ("error_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="Contact",
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
                        ("family", models.CharField(blank=True, max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("preferred", models.CharField(blank=True, max_length=80)),
                        ("organization", models.CharField(blank=True, max_length=160)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "relationship",
                            models.CharField(
                                choices=[
                                    ("SPS", "Spouse"),
                                    ("DOMPART", "Partner"),
                                    ("DAU", "Daughter"),
                                    ("SON", "Son"),
                                    ("CHLDINLAW", "Son- or daughter-in-law"),
                                    ("SIB", "Brother or sister"),
                                    ("GRNDCHILD", "Grandchild"),
                                    ("PRN", "Parent"),
                                    ("NIENEPH", "Niece or nephew"),
                                    ("EXT", "Other family"),
                                    ("FRND", "Friend"),
                                    ("NBOR", "Neighbor"),
                                    ("GUARD", "Guardian"),
                                    ("POWATT", "Has power of attorney"),
                                    ("O", "Other"),
                                ],
                                default=hearth.record.residents.codes.Relationship["OTHER"],
                                max_length=12,
                            ),
                        ),
                        ("relationship_text", models.CharField(blank=True, max_length=80)),
                        ("telecom", models.JSONField(blank=True, default=list)),
                        ("address", models.CharField(blank=True, max_length=240)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("needs_interpreter", models.BooleanField(default=False)),
                        (
                            "tell_by",
                            models.CharField(
                                choices=[
                                    ("call", "Call"),
                                    ("text", "Text message"),
                                    ("email", "E-mail"),
                                    ("portal", "Family page"),
                                    ("letter", "Letter"),
                                ],
                                default=hearth.record.residents.codes.TellBy["CALL"],
                                max_length=8,
                            ),
                        ),
                        ("tell_from", models.TimeField(blank=True, null=True)),
                        ("tell_until", models.TimeField(blank=True, null=True)),
                        ("tell_comment", models.CharField(blank=True, max_length=240)),
                        (
                            "may_see",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("daily-life", "Daily life and activities"),
                                        ("care", "Help with daily living"),
                                        ("care-plan", "Plan of care"),
                                        ("health", "Health and conditions"),
                                        ("medicines", "Medicines"),
                                        ("vitals", "Measurements"),
                                        ("incidents", "Incidents"),
                                        ("appointments", "Appointments and rides"),
                                        ("documents", "Documents"),
                                        ("money", "Fees and payments"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "may_see_consent",
                            models.CharField(
                                blank=True, help_text="Who allowed it, and when", max_length=240
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="1 is called first"
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "actor",
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
                            "ended_by",
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
                    ],
                ),
                migrations.CreateModel(
                    name="ContactAuthority",
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
                            "authority",
                            models.CharField(
                                choices=[
                                    ("health-poa", "Health care power of attorney"),
                                    ("financial-poa", "Financial power of attorney"),
                                    ("guardian", "Guardian"),
                                    ("emergency", "Emergency contact"),
                                    ("billing", "Receives the bill"),
                                    ("next-of-kin", "Next of kin"),
                                    ("responsible-person", "Responsible person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "scope_text",
                            models.CharField(
                                blank=True, help_text="What it covers", max_length=240
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "contact",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.contact",
                            ),
                        ),
                        (
                            "ended_by",
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
                            "verified_by",
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
                    name="Coverage",
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
                            "payer_kind",
                            models.CharField(
                                choices=[
                                    ("private-pay", "Resident or family"),
                                    ("long-term-care", "Long-term care insurance"),
                                    ("medicaid", "Medicaid or waiver"),
                                    ("medicare", "Medicare"),
                                    ("medicare-advantage", "Medicare Advantage"),
                                    ("supplement", "Supplement plan"),
                                    ("drug-plan", "Drug plan"),
                                    ("veterans", "Veterans benefits"),
                                    ("pace", "PACE"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("payer", models.CharField(blank=True, max_length=160)),
                        ("plan", models.CharField(blank=True, max_length=160)),
                        ("group", models.CharField(blank=True, max_length=80)),
                        (
                            "member_number_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.member_number",
                                null=True,
                            ),
                        ),
                        ("member_number_index", models.CharField(blank=True, max_length=64)),
                        ("member_number_last4", models.CharField(blank=True, max_length=4)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="Flag",
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
                            "code",
                            models.CharField(
                                choices=[
                                    ("fall", "May fall"),
                                    ("leaving", "May leave unnoticed"),
                                    ("choking", "May choke"),
                                    ("skin", "Skin breaks easily"),
                                    ("bleeding", "Takes a blood thinner"),
                                    ("infection", "Infection precautions"),
                                    ("oxygen", "Uses oxygen"),
                                    ("seizure", "May have seizures"),
                                    ("low-sugar", "Blood sugar may fall"),
                                    ("smoking", "Smokes"),
                                    ("self-harm", "May harm themselves"),
                                    ("distress", "May strike out when distressed"),
                                    ("two-staff", "Two people for care"),
                                    ("side", "Do not use one arm"),
                                    ("no-contact", "Somebody may not visit or call"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True, help_text="What to do about it", max_length=240
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        (
                            "until",
                            models.DateTimeField(
                                blank=True, help_text="Ends by itself then", null=True
                            ),
                        ),
                        ("raised_reason", models.CharField(blank=True, max_length=240)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
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
                            "raised_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Identifier",
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
                        ("system", models.CharField(blank=True, max_length=200)),
                        (
                            "value",
                            models.CharField(blank=True, db_collation="C", max_length=200),
                        ),
                        (
                            "value_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.identifier",
                                null=True,
                            ),
                        ),
                        ("value_index", models.CharField(blank=True, max_length=64)),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("MR", "Medical record number"),
                                    ("SS", "Social Security number"),
                                    ("MC", "Medicare number"),
                                    ("MA", "Medicaid number"),
                                    ("DL", "Driver's license"),
                                    ("PPN", "Passport"),
                                    ("NH", "National health number"),
                                    ("PI", "Number in this community"),
                                    ("XX", "Other number"),
                                ],
                                default=hearth.record.residents.codes.IdentifierType["OTHER"],
                                max_length=10,
                            ),
                        ),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, help_text="Taken off the record", null=True
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
                    name="MergeLink",
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
                        ("reason", models.CharField(max_length=240)),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("reversed_at", models.DateTimeField(blank=True, null=True)),
                        ("reversed_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "confirmed_by",
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
                            "proposed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "reversed_by",
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
                    name="Resident",
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
                        ("family", models.CharField(max_length=80)),
                        (
                            "given",
                            models.CharField(
                                blank=True, help_text="All given names", max_length=80
                            ),
                        ),
                        (
                            "preferred",
                            models.CharField(
                                blank=True, help_text="Called: Peg", max_length=80
                            ),
                        ),
                        (
                            "prefix",
                            models.CharField(
                                blank=True, help_text="Mrs, Dr, Sister", max_length=20
                            ),
                        ),
                        ("suffix", models.CharField(blank=True, max_length=20)),
                        ("pronunciation", models.CharField(blank=True, max_length=120)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "given_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True)),
                        (
                            "birth_date_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        (
                            "gender",
                            models.CharField(
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("unknown", "Not known"),
                                ],
                                default=hearth.record.residents.codes.Gender["UNKNOWN"],
                                max_length=8,
                            ),
                        ),
                        (
                            "sex_at_birth",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("unknown", "Not known"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("pronouns", models.CharField(blank=True, max_length=40)),
                        ("photo_blob", models.UUIDField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                help_text="BCP 47 tags, the best understood first",
                                size=None,
                            ),
                        ),
                        ("needs_interpreter", models.BooleanField(default=False)),
                        (
                            "marital_status",
                            models.CharField(
                                blank=True,
                                db_comment="http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
                                max_length=8,
                            ),
                        ),
                        ("faith", models.CharField(blank=True, max_length=120)),
                        ("culture", models.TextField(blank=True)),
                        (
                            "what_matters",
                            models.TextField(
                                blank=True, help_text="What matters to me, in their words"
                            ),
                        ),
                        (
                            "what_works",
                            models.TextField(
                                blank=True, help_text="What works for me: read before helping"
                            ),
                        ),
                        ("life_story", models.TextField(blank=True)),
                        ("veteran", models.BooleanField(blank=True, null=True)),
                        (
                            "code_status",
                            models.CharField(
                                choices=[
                                    ("full-code", "Full code"),
                                    ("dnr", "DNR"),
                                    ("dnr-dni", "DNR and DNI"),
                                    ("limited", "Limited, see order"),
                                    ("comfort", "Comfort care only"),
                                    ("unknown", "Not known"),
                                ],
                                default=hearth.record.residents.codes.CodeStatus["UNKNOWN"],
                                max_length=12,
                            ),
                        ),
                        (
                            "code_status_document",
                            models.UUIDField(
                                blank=True,
                                db_comment="documents.Document that holds the signed order",
                                null=True,
                            ),
                        ),
                        ("code_status_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "diet",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("regular", "Regular"),
                                        ("consistent-carbohydrate", "Consistent carbohydrate"),
                                        ("low-sodium", "Low sodium"),
                                        ("renal", "Renal"),
                                        ("low-fat", "Low fat"),
                                        ("high-calorie", "High calorie"),
                                        ("gluten-free", "Gluten free"),
                                        ("lactose-free", "Lactose free"),
                                        ("vegetarian", "Vegetarian"),
                                        ("vegan", "Vegan"),
                                        ("kosher", "Kosher"),
                                        ("halal", "Halal"),
                                        ("steady-vitamin-k", "Steady vitamin K"),
                                        ("other", "Other, see comment"),
                                    ],
                                    max_length=24,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("diet_comment", models.CharField(blank=True, max_length=240)),
                        (
                            "food_texture",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("7", "7 Regular"),
                                    ("7-ec", "7 Easy to chew"),
                                    ("6", "6 Soft and bite-sized"),
                                    ("5", "5 Minced and moist"),
                                    ("4", "4 Pureed"),
                                    ("3", "3 Liquidised"),
                                    ("npo", "Nothing by mouth"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "fluid_thickness",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0", "0 Thin"),
                                    ("1", "1 Slightly thick"),
                                    ("2", "2 Mildly thick"),
                                    ("3", "3 Moderately thick"),
                                    ("4", "4 Extremely thick"),
                                    ("npo", "Nothing by mouth"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "mobility",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("independent", "Walks alone"),
                                    ("cane", "Cane"),
                                    ("walker", "Walker"),
                                    ("walks-with-help", "Walks with a person"),
                                    ("wheelchair-self", "Wheelchair, moves it alone"),
                                    ("wheelchair-pushed", "Wheelchair, is pushed"),
                                    ("bed", "Stays in bed"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "transfer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("independent", "Gets up alone"),
                                    ("standby", "Somebody stands by"),
                                    ("one-person", "One person helps"),
                                    ("two-person", "Two people help"),
                                    ("stand-aid", "Stand aid"),
                                    ("full-lift", "Full lift, two people"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ssn_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.ssn",
                                null=True,
                            ),
                        ),
                        (
                            "ssn_index",
                            models.CharField(
                                blank=True,
                                db_comment="HMAC of the nine digits, for exact search",
                                max_length=64,
                            ),
                        ),
                        ("ssn_last4", models.CharField(blank=True, max_length=4)),
                        (
                            "deceased_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="FHIR deceasedDateTime; the act of recording is a StayEvent",
                                null=True,
                            ),
                        ),
                        ("person_linked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person_consent",
                            models.CharField(
                                blank=True,
                                help_text="Who agreed that communities share, and when",
                                max_length=240,
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
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        (
                            "code_status_by",
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
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.person",
                            ),
                        ),
                        (
                            "person_linked_by",
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
                    name="Placement",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, help_text="Given up before it began", null=True
                            ),
                        ),
                        (
                            "cancelled_by",
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
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "placed_by",
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
                ),
                migrations.CreateModel(
                    name="MergeLinkHistory",
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
                        ("reason", models.CharField(max_length=240)),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("reversed_at", models.DateTimeField(blank=True, null=True)),
                        ("reversed_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "confirmed_by",
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
                                to="residents.mergelink",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "reversed_by",
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
                            "duplicate",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="mergelink",
                    name="duplicate",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="mergelink",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="IdentifierHistory",
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
                        ("system", models.CharField(blank=True, max_length=200)),
                        (
                            "value",
                            models.CharField(blank=True, db_collation="C", max_length=200),
                        ),
                        (
                            "value_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.identifier",
                                null=True,
                            ),
                        ),
                        ("value_index", models.CharField(blank=True, max_length=64)),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("MR", "Medical record number"),
                                    ("SS", "Social Security number"),
                                    ("MC", "Medicare number"),
                                    ("MA", "Medicaid number"),
                                    ("DL", "Driver's license"),
                                    ("PPN", "Passport"),
                                    ("NH", "National health number"),
                                    ("PI", "Number in this community"),
                                    ("XX", "Other number"),
                                ],
                                default=hearth.record.residents.codes.IdentifierType["OTHER"],
                                max_length=10,
                            ),
                        ),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, help_text="Taken off the record", null=True
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
                                to="residents.identifier",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="identifier",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="FlagHistory",
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
                            "code",
                            models.CharField(
                                choices=[
                                    ("fall", "May fall"),
                                    ("leaving", "May leave unnoticed"),
                                    ("choking", "May choke"),
                                    ("skin", "Skin breaks easily"),
                                    ("bleeding", "Takes a blood thinner"),
                                    ("infection", "Infection precautions"),
                                    ("oxygen", "Uses oxygen"),
                                    ("seizure", "May have seizures"),
                                    ("low-sugar", "Blood sugar may fall"),
                                    ("smoking", "Smokes"),
                                    ("self-harm", "May harm themselves"),
                                    ("distress", "May strike out when distressed"),
                                    ("two-staff", "Two people for care"),
                                    ("side", "Do not use one arm"),
                                    ("no-contact", "Somebody may not visit or call"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True, help_text="What to do about it", max_length=240
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        (
                            "until",
                            models.DateTimeField(
                                blank=True, help_text="Ends by itself then", null=True
                            ),
                        ),
                        ("raised_reason", models.CharField(blank=True, max_length=240)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
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
                                to="residents.flag",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="flag",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="CoverageHistory",
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
                            "payer_kind",
                            models.CharField(
                                choices=[
                                    ("private-pay", "Resident or family"),
                                    ("long-term-care", "Long-term care insurance"),
                                    ("medicaid", "Medicaid or waiver"),
                                    ("medicare", "Medicare"),
                                    ("medicare-advantage", "Medicare Advantage"),
                                    ("supplement", "Supplement plan"),
                                    ("drug-plan", "Drug plan"),
                                    ("veterans", "Veterans benefits"),
                                    ("pace", "PACE"),
                                    ("other", "Other"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("payer", models.CharField(blank=True, max_length=160)),
                        ("plan", models.CharField(blank=True, max_length=160)),
                        ("group", models.CharField(blank=True, max_length=80)),
                        (
                            "member_number_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.member_number",
                                null=True,
                            ),
                        ),
                        ("member_number_index", models.CharField(blank=True, max_length=64)),
                        ("member_number_last4", models.CharField(blank=True, max_length=4)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
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
                                to="residents.coverage",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="coverage",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="ContactHistory",
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
                        ("family", models.CharField(blank=True, max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("preferred", models.CharField(blank=True, max_length=80)),
                        ("organization", models.CharField(blank=True, max_length=160)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "relationship",
                            models.CharField(
                                choices=[
                                    ("SPS", "Spouse"),
                                    ("DOMPART", "Partner"),
                                    ("DAU", "Daughter"),
                                    ("SON", "Son"),
                                    ("CHLDINLAW", "Son- or daughter-in-law"),
                                    ("SIB", "Brother or sister"),
                                    ("GRNDCHILD", "Grandchild"),
                                    ("PRN", "Parent"),
                                    ("NIENEPH", "Niece or nephew"),
                                    ("EXT", "Other family"),
                                    ("FRND", "Friend"),
                                    ("NBOR", "Neighbor"),
                                    ("GUARD", "Guardian"),
                                    ("POWATT", "Has power of attorney"),
                                    ("O", "Other"),
                                ],
                                default=hearth.record.residents.codes.Relationship["OTHER"],
                                max_length=12,
                            ),
                        ),
                        ("relationship_text", models.CharField(blank=True, max_length=80)),
                        ("telecom", models.JSONField(blank=True, default=list)),
                        ("address", models.CharField(blank=True, max_length=240)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("needs_interpreter", models.BooleanField(default=False)),
                        (
                            "tell_by",
                            models.CharField(
                                choices=[
                                    ("call", "Call"),
                                    ("text", "Text message"),
                                    ("email", "E-mail"),
                                    ("portal", "Family page"),
                                    ("letter", "Letter"),
                                ],
                                default=hearth.record.residents.codes.TellBy["CALL"],
                                max_length=8,
                            ),
                        ),
                        ("tell_from", models.TimeField(blank=True, null=True)),
                        ("tell_until", models.TimeField(blank=True, null=True)),
                        ("tell_comment", models.CharField(blank=True, max_length=240)),
                        (
                            "may_see",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("daily-life", "Daily life and activities"),
                                        ("care", "Help with daily living"),
                                        ("care-plan", "Plan of care"),
                                        ("health", "Health and conditions"),
                                        ("medicines", "Medicines"),
                                        ("vitals", "Measurements"),
                                        ("incidents", "Incidents"),
                                        ("appointments", "Appointments and rides"),
                                        ("documents", "Documents"),
                                        ("money", "Fees and payments"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "may_see_consent",
                            models.CharField(
                                blank=True, help_text="Who allowed it, and when", max_length=240
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="1 is called first"
                            ),
                        ),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "actor",
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
                            "ended_by",
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
                                to="residents.contact",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="ContactAuthorityHistory",
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
                            "authority",
                            models.CharField(
                                choices=[
                                    ("health-poa", "Health care power of attorney"),
                                    ("financial-poa", "Financial power of attorney"),
                                    ("guardian", "Guardian"),
                                    ("emergency", "Emergency contact"),
                                    ("billing", "Receives the bill"),
                                    ("next-of-kin", "Next of kin"),
                                    ("responsible-person", "Responsible person"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "scope_text",
                            models.CharField(
                                blank=True, help_text="What it covers", max_length=240
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "contact",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.contact",
                            ),
                        ),
                        (
                            "ended_by",
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
                                to="residents.contactauthority",
                            ),
                        ),
                        (
                            "verified_by",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="contactauthority",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="contact",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="ConditionHistory",
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
                        ("code_system", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("text", models.CharField(max_length=400)),
                        (
                            "codings",
                            models.JSONField(
                                blank=True,
                                db_comment="Every coding of the source, verbatim",
                                default=list,
                            ),
                        ),
                        (
                            "clinical_status",
                            models.CharField(
                                choices=[
                                    ("active", "Active"),
                                    ("recurrence", "Recurred"),
                                    ("relapse", "Relapsed"),
                                    ("inactive", "Inactive"),
                                    ("remission", "In remission"),
                                    ("resolved", "Resolved"),
                                ],
                                default=hearth.record.residents.codes.ConditionStatus["ACTIVE"],
                                max_length=12,
                            ),
                        ),
                        (
                            "verification_status",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "Not confirmed"),
                                    ("provisional", "Provisional"),
                                    ("differential", "Differential"),
                                    ("confirmed", "Confirmed"),
                                    ("refuted", "Ruled out"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.residents.codes.Verification["CONFIRMED"],
                                max_length=20,
                            ),
                        ),
                        ("onset", models.DateField(blank=True, null=True)),
                        (
                            "onset_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        ("abatement", models.DateField(blank=True, null=True)),
                        (
                            "abatement_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("asserter_text", models.CharField(blank=True, max_length=160)),
                        ("comment", models.TextField(blank=True)),
                        ("error_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                                to="residents.condition",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="condition",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="CareTeamMemberHistory",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("primary-care", "Primary care"),
                                    ("specialist", "Specialist"),
                                    ("pharmacy", "Pharmacy"),
                                    ("hospice", "Hospice"),
                                    ("home-health", "Home health"),
                                    ("dentist", "Dentist"),
                                    ("eye-care", "Eye care"),
                                    ("podiatrist", "Podiatrist"),
                                    ("therapist", "Therapist"),
                                    ("social-worker", "Social worker"),
                                    ("hospital", "Preferred hospital"),
                                    ("key-worker", "Own caregiver"),
                                    ("case-manager", "Case manager"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_by",
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
                            "member",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="residents.careteammember",
                            ),
                        ),
                        (
                            "practitioner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.outsidepractitioner",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="careteammember",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="AllergyIntoleranceHistory",
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
                        ("code_system", models.CharField(blank=True, max_length=120)),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("text", models.CharField(max_length=240)),
                        ("codings", models.JSONField(blank=True, default=list)),
                        (
                            "type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("allergy", "Allergy"),
                                    ("intolerance", "Intolerance"),
                                    ("", "Not known"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "category",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "Food"),
                                        ("medication", "Medicine"),
                                        ("environment", "Environment"),
                                        ("biologic", "Biologic"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "criticality",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("low", "Low"),
                                    ("high", "High"),
                                    ("unable-to-assess", "Cannot be judged"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("reactions", models.JSONField(blank=True, default=list)),
                        (
                            "clinical_status",
                            models.CharField(
                                choices=[
                                    ("active", "Active"),
                                    ("inactive", "Inactive"),
                                    ("resolved", "Resolved"),
                                ],
                                default=hearth.record.residents.codes.AllergyStatus["ACTIVE"],
                                max_length=10,
                            ),
                        ),
                        (
                            "verification_status",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "Not confirmed"),
                                    ("provisional", "Provisional"),
                                    ("differential", "Differential"),
                                    ("confirmed", "Confirmed"),
                                    ("refuted", "Ruled out"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.residents.codes.Verification[
                                    "UNCONFIRMED"
                                ],
                                max_length=20,
                            ),
                        ),
                        ("onset", models.DateField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        (
                            "asserter_text",
                            models.CharField(
                                blank=True, help_text="Who said so", max_length=160
                            ),
                        ),
                        ("comment", models.TextField(blank=True)),
                        ("error_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                                to="residents.allergyintolerance",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="allergyintolerance",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="AdvanceDirectiveHistory",
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
                            "directive_kind",
                            models.CharField(
                                choices=[
                                    ("living-will", "Living will"),
                                    ("dnr-order", "DNR order"),
                                    ("polst", "POLST or MOLST"),
                                    ("health-proxy", "Health care proxy"),
                                    ("no-hospital", "Do not send to hospital"),
                                    ("organ-donation", "Organ donation"),
                                    ("funeral", "Funeral wishes"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("original_is_at", models.CharField(blank=True, max_length=160)),
                        (
                            "starts",
                            models.DateField(blank=True, help_text="Signed on", null=True),
                        ),
                        ("ends", models.DateField(blank=True, null=True)),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
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
                                to="residents.advancedirective",
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
                            "verified_by",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.AddField(
                    model_name="advancedirective",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.CreateModel(
                    name="ResidentHistory",
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
                        ("family", models.CharField(max_length=80)),
                        (
                            "given",
                            models.CharField(
                                blank=True, help_text="All given names", max_length=80
                            ),
                        ),
                        (
                            "preferred",
                            models.CharField(
                                blank=True, help_text="Called: Peg", max_length=80
                            ),
                        ),
                        (
                            "prefix",
                            models.CharField(
                                blank=True, help_text="Mrs, Dr, Sister", max_length=20
                            ),
                        ),
                        ("suffix", models.CharField(blank=True, max_length=20)),
                        ("pronunciation", models.CharField(blank=True, max_length=120)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "given_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True)),
                        (
                            "birth_date_precision",
                            models.CharField(
                                choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                                default=hearth.record.residents.codes.DatePrecision["DAY"],
                                max_length=5,
                            ),
                        ),
                        (
                            "gender",
                            models.CharField(
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("unknown", "Not known"),
                                ],
                                default=hearth.record.residents.codes.Gender["UNKNOWN"],
                                max_length=8,
                            ),
                        ),
                        (
                            "sex_at_birth",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("female", "Female"),
                                    ("male", "Male"),
                                    ("other", "Other"),
                                    ("unknown", "Not known"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("pronouns", models.CharField(blank=True, max_length=40)),
                        ("photo_blob", models.UUIDField(blank=True, null=True)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                help_text="BCP 47 tags, the best understood first",
                                size=None,
                            ),
                        ),
                        ("needs_interpreter", models.BooleanField(default=False)),
                        (
                            "marital_status",
                            models.CharField(
                                blank=True,
                                db_comment="http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
                                max_length=8,
                            ),
                        ),
                        ("faith", models.CharField(blank=True, max_length=120)),
                        ("culture", models.TextField(blank=True)),
                        (
                            "what_matters",
                            models.TextField(
                                blank=True, help_text="What matters to me, in their words"
                            ),
                        ),
                        (
                            "what_works",
                            models.TextField(
                                blank=True, help_text="What works for me: read before helping"
                            ),
                        ),
                        ("life_story", models.TextField(blank=True)),
                        ("veteran", models.BooleanField(blank=True, null=True)),
                        (
                            "code_status",
                            models.CharField(
                                choices=[
                                    ("full-code", "Full code"),
                                    ("dnr", "DNR"),
                                    ("dnr-dni", "DNR and DNI"),
                                    ("limited", "Limited, see order"),
                                    ("comfort", "Comfort care only"),
                                    ("unknown", "Not known"),
                                ],
                                default=hearth.record.residents.codes.CodeStatus["UNKNOWN"],
                                max_length=12,
                            ),
                        ),
                        (
                            "code_status_document",
                            models.UUIDField(
                                blank=True,
                                db_comment="documents.Document that holds the signed order",
                                null=True,
                            ),
                        ),
                        ("code_status_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "diet",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("regular", "Regular"),
                                        ("consistent-carbohydrate", "Consistent carbohydrate"),
                                        ("low-sodium", "Low sodium"),
                                        ("renal", "Renal"),
                                        ("low-fat", "Low fat"),
                                        ("high-calorie", "High calorie"),
                                        ("gluten-free", "Gluten free"),
                                        ("lactose-free", "Lactose free"),
                                        ("vegetarian", "Vegetarian"),
                                        ("vegan", "Vegan"),
                                        ("kosher", "Kosher"),
                                        ("halal", "Halal"),
                                        ("steady-vitamin-k", "Steady vitamin K"),
                                        ("other", "Other, see comment"),
                                    ],
                                    max_length=24,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("diet_comment", models.CharField(blank=True, max_length=240)),
                        (
                            "food_texture",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("7", "7 Regular"),
                                    ("7-ec", "7 Easy to chew"),
                                    ("6", "6 Soft and bite-sized"),
                                    ("5", "5 Minced and moist"),
                                    ("4", "4 Pureed"),
                                    ("3", "3 Liquidised"),
                                    ("npo", "Nothing by mouth"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "fluid_thickness",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0", "0 Thin"),
                                    ("1", "1 Slightly thick"),
                                    ("2", "2 Mildly thick"),
                                    ("3", "3 Moderately thick"),
                                    ("4", "4 Extremely thick"),
                                    ("npo", "Nothing by mouth"),
                                ],
                                max_length=4,
                            ),
                        ),
                        (
                            "mobility",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("independent", "Walks alone"),
                                    ("cane", "Cane"),
                                    ("walker", "Walker"),
                                    ("walks-with-help", "Walks with a person"),
                                    ("wheelchair-self", "Wheelchair, moves it alone"),
                                    ("wheelchair-pushed", "Wheelchair, is pushed"),
                                    ("bed", "Stays in bed"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "transfer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("independent", "Gets up alone"),
                                    ("standby", "Somebody stands by"),
                                    ("one-person", "One person helps"),
                                    ("two-person", "Two people help"),
                                    ("stand-aid", "Stand aid"),
                                    ("full-lift", "Full lift, two people"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "ssn_encrypted",
                            models.BinaryField(
                                blank=True,
                                db_comment="Keyring ciphertext, context residents.ssn",
                                null=True,
                            ),
                        ),
                        (
                            "ssn_index",
                            models.CharField(
                                blank=True,
                                db_comment="HMAC of the nine digits, for exact search",
                                max_length=64,
                            ),
                        ),
                        ("ssn_last4", models.CharField(blank=True, max_length=4)),
                        (
                            "deceased_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="FHIR deceasedDateTime; the act of recording is a StayEvent",
                                null=True,
                            ),
                        ),
                        ("person_linked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person_consent",
                            models.CharField(
                                blank=True,
                                help_text="Who agreed that communities share, and when",
                                max_length=240,
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
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        (
                            "code_status_by",
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
                            "merged_into",
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
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.person",
                            ),
                        ),
                        (
                            "person_linked_by",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="residents.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ResidentName",
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
                            "use",
                            models.CharField(
                                choices=[
                                    ("maiden", "Name before marriage"),
                                    ("old", "Former name"),
                                    ("nickname", "Also called"),
                                    ("usual", "Name in their own script"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("family", models.CharField(blank=True, max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ResidentNameHistory",
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
                            "use",
                            models.CharField(
                                choices=[
                                    ("maiden", "Name before marriage"),
                                    ("old", "Former name"),
                                    ("nickname", "Also called"),
                                    ("usual", "Name in their own script"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("family", models.CharField(blank=True, max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                                to="residents.residentname",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="ResidentTerm",
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
                            "sort",
                            models.CharField(
                                choices=[
                                    ("name", "Name"),
                                    ("sound", "Sound of a name"),
                                    ("number", "Number"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("term", models.CharField(db_collation="C", max_length=80)),
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Stay",
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
                                    ("applicant", "Applicant"),
                                    ("moving-in", "Moving in"),
                                    ("lives-here", "Lives here"),
                                    ("away", "Away"),
                                    ("hospital", "In hospital"),
                                    ("returning", "Returning"),
                                    ("moved-out", "Moved out"),
                                    ("deceased", "Deceased"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default=hearth.record.residents.codes.StayStatus["APPLICANT"],
                                max_length=12,
                            ),
                        ),
                        ("status_since", models.DateTimeField()),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        (
                            "moved_in_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="Effective; who recorded it is in StayEvent",
                                null=True,
                            ),
                        ),
                        ("expected_return", models.DateTimeField(blank=True, null=True)),
                        (
                            "expected_end",
                            models.DateField(
                                blank=True, help_text="Notice given for this day", null=True
                            ),
                        ),
                        (
                            "away_at",
                            models.CharField(
                                blank=True, help_text="Hospital or other place", max_length=160
                            ),
                        ),
                        (
                            "ended_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("home", "Own or family home"),
                                    ("assisted-living", "Another assisted living community"),
                                    ("nursing-home", "Nursing home"),
                                    ("hospital", "Hospital"),
                                    ("hospice-house", "Hospice house"),
                                    ("other", "Somewhere else"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PlacementHistory",
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, help_text="Given up before it began", null=True
                            ),
                        ),
                        (
                            "cancelled_by",
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
                                to="residents.placement",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.place",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "stay",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.stay",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="placement",
                    name="stay",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.stay",
                    ),
                ),
                migrations.CreateModel(
                    name="StayEvent",
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
                            "from_status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("applicant", "Applicant"),
                                    ("moving-in", "Moving in"),
                                    ("lives-here", "Lives here"),
                                    ("away", "Away"),
                                    ("hospital", "In hospital"),
                                    ("returning", "Returning"),
                                    ("moved-out", "Moved out"),
                                    ("deceased", "Deceased"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "to_status",
                            models.CharField(
                                choices=[
                                    ("applicant", "Applicant"),
                                    ("moving-in", "Moving in"),
                                    ("lives-here", "Lives here"),
                                    ("away", "Away"),
                                    ("hospital", "In hospital"),
                                    ("returning", "Returning"),
                                    ("moved-out", "Moved out"),
                                    ("deceased", "Deceased"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=240)),
                        ("away_at", models.CharField(blank=True, max_length=160)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("performer_text", models.CharField(blank=True, max_length=160)),
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
                            "from_place",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
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
                        (
                            "stay",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.stay",
                            ),
                        ),
                        (
                            "to_place",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="StayHistory",
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
                                    ("applicant", "Applicant"),
                                    ("moving-in", "Moving in"),
                                    ("lives-here", "Lives here"),
                                    ("away", "Away"),
                                    ("hospital", "In hospital"),
                                    ("returning", "Returning"),
                                    ("moved-out", "Moved out"),
                                    ("deceased", "Deceased"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default=hearth.record.residents.codes.StayStatus["APPLICANT"],
                                max_length=12,
                            ),
                        ),
                        ("status_since", models.DateTimeField()),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        (
                            "moved_in_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="Effective; who recorded it is in StayEvent",
                                null=True,
                            ),
                        ),
                        ("expected_return", models.DateTimeField(blank=True, null=True)),
                        (
                            "expected_end",
                            models.DateField(
                                blank=True, help_text="Notice given for this day", null=True
                            ),
                        ),
                        (
                            "away_at",
                            models.CharField(
                                blank=True, help_text="Hospital or other place", max_length=160
                            ),
                        ),
                        (
                            "ended_to",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("home", "Own or family home"),
                                    ("assisted-living", "Another assisted living community"),
                                    ("nursing-home", "Nursing home"),
                                    ("hospital", "Hospital"),
                                    ("hospice-house", "Hospice house"),
                                    ("other", "Somewhere else"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        ("source_system", models.CharField(blank=True, max_length=200)),
                        ("source_id", models.CharField(blank=True, max_length=200)),
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
                                to="residents.stay",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
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
                    name="Whereabouts",
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
                            "code",
                            models.CharField(
                                choices=[
                                    ("in", "In"),
                                    ("out", "Out"),
                                    ("unaccounted", "Not accounted for"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "out_for",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("family", "With family or friends"),
                                    ("appointment", "Appointment"),
                                    ("outing", "Outing with the community"),
                                    ("errand", "On their own"),
                                    ("emergency-room", "Emergency room"),
                                    ("hospital", "Hospital"),
                                    ("overnight", "Away overnight"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "accompanied_by",
                            models.CharField(
                                blank=True, help_text="Out with whom", max_length=160
                            ),
                        ),
                        ("where", models.CharField(blank=True, max_length=160)),
                        (
                            "phone",
                            models.CharField(
                                blank=True, help_text="How to reach them there", max_length=40
                            ),
                        ),
                        ("expected_back", models.DateTimeField(blank=True, null=True)),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("performer_text", models.CharField(blank=True, max_length=160)),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
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
                ),
                migrations.AddIndex(
                    model_name="resident",
                    index=models.Index(
                        fields=["facility", "family_folded", "given_folded"],
                        name="residents_r_facilit_172a66_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="resident",
                    index=models.Index(
                        fields=["facility", "birth_date"], name="residents_r_facilit_3c92df_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="resident",
                    index=models.Index(
                        condition=models.Q(("ssn_index", ""), _negated=True),
                        fields=["facility", "ssn_index"],
                        name="resident_ssn",
                    ),
                ),
                migrations.AddIndex(
                    model_name="resident",
                    index=models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["facility", "merged_into"],
                        name="resident_merged",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("family", ""), _negated=True),
                        name="resident_has_family_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="resident_not_merged_into_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True),
                            models.Q(
                                ("person_linked_at__isnull", False),
                                ("person_linked_by__isnull", False),
                                models.Q(("person_consent", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resident_person_link_has_consent",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ssn_encrypted__isnull", True), ("ssn_index", "")),
                            models.Q(
                                ("ssn_encrypted__isnull", False),
                                models.Q(("ssn_index", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resident_ssn_with_index",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code_status__in",
                                [
                                    "full-code",
                                    "dnr",
                                    "dnr-dni",
                                    "limited",
                                    "comfort",
                                    "unknown",
                                ],
                            )
                        ),
                        name="resident_code_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("gender__in", ["female", "male", "other", "unknown"])
                        ),
                        name="resident_gender_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date_precision__in", ["year", "month", "day"])
                        ),
                        name="resident_birth_precision_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="resident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("security_label__in", ["normal", "restricted", "part2"])
                        ),
                        name="resident_label_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="47d3c8e614b83d6616ff777fc69d2fbcf1e999d2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_424be",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="22a7c9d2429b3b59ae54db96c55637e6aae22471",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7908c",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (OLD."birth_date", OLD."birth_date_precision", OLD."code_status", OLD."code_status_at", OLD."code_status_by_id", OLD."code_status_document", OLD."culture", OLD."deceased_at", OLD."diet", OLD."diet_comment", OLD."email", OLD."facility_id", OLD."faith", OLD."family", OLD."family_folded", OLD."fluid_thickness", OLD."food_texture", OLD."gender", OLD."given", OLD."given_folded", OLD."id", OLD."languages", OLD."life_story", OLD."marital_status", OLD."merged_into_id", OLD."mobility", OLD."needs_interpreter", OLD."person_consent", OLD."person_id", OLD."person_linked_at", OLD."person_linked_by_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."photo_blob", OLD."preferred", OLD."prefix", OLD."pronouns", OLD."pronunciation", OLD."security_label", OLD."sex_at_birth", OLD."source_system", OLD."ssn_encrypted", OLD."ssn_index", OLD."ssn_last4", OLD."suffix", OLD."transfer", OLD."veteran", OLD."what_matters", OLD."what_works"); RETURN NULL;',
                            hash="0b63f4bda7af0385080a0bb67e4c2a2945388783",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3d2a9",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mergelinkhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d6f0dcaefd845ec41a7ea7f96650c11c41ed27e8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d5e80",
                            table="residents_mergelinkhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="mergelink",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_m_facilit_0632e2_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergelink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("resident", models.F("duplicate")), _negated=True),
                        name="mergelink_two_records",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergelink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(
                                    ("confirmed_by", models.F("proposed_by")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="mergelink_two_people",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergelink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reversed_at__isnull", True),
                            models.Q(
                                ("reversed_by__isnull", False),
                                models.Q(("reversed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mergelink_reversed_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergelink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="mergelink_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mergelink",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("reversed_at__isnull", True)),
                        fields=("facility", "duplicate"),
                        name="mergelink_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mergelink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_mergelinkhistory" ("confirmed_at", "confirmed_by_id", "duplicate_id", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resident_id", "reversed_at", "reversed_by_id", "reversed_reason", "security_label") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."duplicate_id", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."resident_id", NEW."reversed_at", NEW."reversed_by_id", NEW."reversed_reason", NEW."security_label"); RETURN NULL;',
                            hash="34d9b9191207fd77e90a8291cfa6eec7c1a8682c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7bc3b",
                            table="residents_mergelink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mergelink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_mergelinkhistory" ("confirmed_at", "confirmed_by_id", "duplicate_id", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resident_id", "reversed_at", "reversed_by_id", "reversed_reason", "security_label") VALUES (NEW."confirmed_at", NEW."confirmed_by_id", NEW."duplicate_id", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."resident_id", NEW."reversed_at", NEW."reversed_by_id", NEW."reversed_reason", NEW."security_label"); RETURN NULL;',
                            hash="14c76c8faaf62e2fc0ef7c26ac2ed4fd961c0c49",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d7863",
                            table="residents_mergelink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mergelink",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_mergelinkhistory" ("confirmed_at", "confirmed_by_id", "duplicate_id", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "resident_id", "reversed_at", "reversed_by_id", "reversed_reason", "security_label") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."duplicate_id", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."resident_id", OLD."reversed_at", OLD."reversed_by_id", OLD."reversed_reason", OLD."security_label"); RETURN NULL;',
                            hash="86ab192a4ab848307476f583cf2687744fce4947",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f17d3",
                            table="residents_mergelink",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifierhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="41fed78f8df516ff9515b01332ce85ec1dc5c2a8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4c128",
                            table="residents_identifierhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="identifier",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_i_facilit_775d33_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identifier",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("value", ""), _negated=True), ("ended_at__isnull", True)
                        ),
                        fields=("facility", "system", "value"),
                        name="identifier_value_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identifier",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("value_index", ""), _negated=True),
                            ("ended_at__isnull", True),
                        ),
                        fields=("facility", "system", "value_index"),
                        name="identifier_private_value_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identifier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("value", ""), _negated=True),
                                ("value_encrypted__isnull", True),
                                ("value_index", ""),
                            ),
                            models.Q(
                                ("value", ""),
                                ("value_encrypted__isnull", False),
                                models.Q(("value_index", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="identifier_open_or_private",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_identifierhistory" ("ended_at", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts", "system", "type", "value", "value_encrypted", "value_index") VALUES (NEW."ended_at", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."system", NEW."type", NEW."value", NEW."value_encrypted", NEW."value_index"); RETURN NULL;',
                            hash="866cf200c7edeb43e1d00adb4910785e851f86ce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c494d",
                            table="residents_identifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_identifierhistory" ("ended_at", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts", "system", "type", "value", "value_encrypted", "value_index") VALUES (NEW."ended_at", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."system", NEW."type", NEW."value", NEW."value_encrypted", NEW."value_index"); RETURN NULL;',
                            hash="4f05054d6da6fc1df5c80a8054d9dcbbd4340ae7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_27d7e",
                            table="residents_identifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="identifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_identifierhistory" ("ended_at", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "starts", "system", "type", "value", "value_encrypted", "value_index") VALUES (OLD."ended_at", OLD."ends", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."security_label", OLD."starts", OLD."system", OLD."type", OLD."value", OLD."value_encrypted", OLD."value_index"); RETURN NULL;',
                            hash="3e521d178ffaa11f3c9b43ef17ebae8d43a3ddaf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1714e",
                            table="residents_identifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="flaghistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="771cd1beb57438f43fdd083992ec927d321ebbdc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_42593",
                            table="residents_flaghistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="flag",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["facility", "resident"],
                        name="flag_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(("code", "other"), _negated=True),
                        ),
                        fields=("facility", "resident", "code"),
                        name="flag_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "fall",
                                    "leaving",
                                    "choking",
                                    "skin",
                                    "bleeding",
                                    "infection",
                                    "oxygen",
                                    "seizure",
                                    "low-sugar",
                                    "smoking",
                                    "self-harm",
                                    "distress",
                                    "two-staff",
                                    "side",
                                    "no-contact",
                                    "other",
                                ],
                            )
                        ),
                        name="flag_code_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", "other"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="flag_other_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_by__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="flag_ended_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="flag_until_after_since",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="flag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (NEW."code", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."raised_by_id", NEW."raised_reason", NEW."resident_id", NEW."security_label", NEW."since", NEW."text", NEW."until"); RETURN NULL;',
                            hash="e1a9babe8631f4e827dbde915a0a2926de0b7732",
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
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (NEW."code", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."raised_by_id", NEW."raised_reason", NEW."resident_id", NEW."security_label", NEW."since", NEW."text", NEW."until"); RETURN NULL;',
                            hash="e2b176aaae177be401a18ea7c0b7f62df366067c",
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
                            func='INSERT INTO "residents_flaghistory" ("code", "ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by_id", "raised_reason", "resident_id", "security_label", "since", "text", "until") VALUES (OLD."code", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."raised_by_id", OLD."raised_reason", OLD."resident_id", OLD."security_label", OLD."since", OLD."text", OLD."until"); RETURN NULL;',
                            hash="78e430824affaa4fbf7f451cc6aa4d3de90f2d4a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c8bfe",
                            table="residents_flag",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coveragehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4a5f5c1a7e67f3bd6142861007aef4debe735224",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_78218",
                            table="residents_coveragehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="coverage",
                    index=models.Index(
                        fields=["facility", "resident", "position"],
                        name="residents_c_facilit_354641_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "payer_kind__in",
                                [
                                    "private-pay",
                                    "long-term-care",
                                    "medicaid",
                                    "medicare",
                                    "medicare-advantage",
                                    "supplement",
                                    "drug-plan",
                                    "veterans",
                                    "pace",
                                    "other",
                                ],
                            )
                        ),
                        name="coverage_payer_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="coverage_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="coverage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="coverage_error_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_coveragehistory" ("ends", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "group", "id", "member_number_encrypted", "member_number_index", "member_number_last4", "payer", "payer_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan", "position", "resident_id", "security_label", "starts") VALUES (NEW."ends", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."group", NEW."id", NEW."member_number_encrypted", NEW."member_number_index", NEW."member_number_last4", NEW."payer", NEW."payer_kind", NOW(), \'insert\', NEW."id", NEW."phone", NEW."plan", NEW."position", NEW."resident_id", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="d1bfb5644583f47f2ac806f80ae6b58dc129f609",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84278",
                            table="residents_coverage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_coveragehistory" ("ends", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "group", "id", "member_number_encrypted", "member_number_index", "member_number_last4", "payer", "payer_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan", "position", "resident_id", "security_label", "starts") VALUES (NEW."ends", NEW."entered_in_error_at", NEW."entered_in_error_by_id", NEW."entered_in_error_reason", NEW."facility_id", NEW."group", NEW."id", NEW."member_number_encrypted", NEW."member_number_index", NEW."member_number_last4", NEW."payer", NEW."payer_kind", NOW(), \'update\', NEW."id", NEW."phone", NEW."plan", NEW."position", NEW."resident_id", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="0c0a1329638dd5c6092d574b810f4de38a931d4e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ccc64",
                            table="residents_coverage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="coverage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_coveragehistory" ("ends", "entered_in_error_at", "entered_in_error_by_id", "entered_in_error_reason", "facility_id", "group", "id", "member_number_encrypted", "member_number_index", "member_number_last4", "payer", "payer_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan", "position", "resident_id", "security_label", "starts") VALUES (OLD."ends", OLD."entered_in_error_at", OLD."entered_in_error_by_id", OLD."entered_in_error_reason", OLD."facility_id", OLD."group", OLD."id", OLD."member_number_encrypted", OLD."member_number_index", OLD."member_number_last4", OLD."payer", OLD."payer_kind", NOW(), \'delete\', OLD."id", OLD."phone", OLD."plan", OLD."position", OLD."resident_id", OLD."security_label", OLD."starts"); RETURN NULL;',
                            hash="00ebdead62dda5e93f4b4858fa260c6433481329",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1314d",
                            table="residents_coverage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contacthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="84fce44fc6710009b73efd4ba8a64ba52532598b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7a297",
                            table="residents_contacthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactauthorityhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="28bd28a57bcd63da3bdbae2de15823bac9a4915a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b1aa6",
                            table="residents_contactauthorityhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="contactauthority",
                    index=models.Index(
                        fields=["facility", "resident", "authority"],
                        name="residents_c_facilit_5c3730_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="contactauthority",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True), ("ends__isnull", False)),
                        fields=["facility", "ends"],
                        name="contactauthority_expiring",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactauthority",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("facility", "contact", "authority"),
                        name="contactauthority_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactauthority",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "authority__in",
                                [
                                    "health-poa",
                                    "financial-poa",
                                    "guardian",
                                    "emergency",
                                    "billing",
                                    "next-of-kin",
                                    "responsible-person",
                                ],
                            )
                        ),
                        name="contactauthority_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactauthority",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="contactauthority_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactauthority",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_by__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contactauthority_ended_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactauthority",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("verified_at__isnull", True),
                            ("verified_by__isnull", False),
                            _connector="OR",
                        ),
                        name="contactauthority_verified_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactauthority",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contactauthorityhistory" ("authority", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resident_id", "scope_text", "security_label", "starts", "verified_at", "verified_by_id") VALUES (NEW."authority", NEW."contact_id", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."position", NEW."resident_id", NEW."scope_text", NEW."security_label", NEW."starts", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="f2787c8c97eaeec9411eeefb36ccb14f56cc68a6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c20bb",
                            table="residents_contactauthority",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactauthority",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_contactauthorityhistory" ("authority", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resident_id", "scope_text", "security_label", "starts", "verified_at", "verified_by_id") VALUES (NEW."authority", NEW."contact_id", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."position", NEW."resident_id", NEW."scope_text", NEW."security_label", NEW."starts", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="64b4e5f9484f966076e0673e32aa3db16be5d364",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a3597",
                            table="residents_contactauthority",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactauthority",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contactauthorityhistory" ("authority", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resident_id", "scope_text", "security_label", "starts", "verified_at", "verified_by_id") VALUES (OLD."authority", OLD."contact_id", OLD."document", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ends", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."position", OLD."resident_id", OLD."scope_text", OLD."security_label", OLD."starts", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="7ae4a8b5a82e2e99eb20b1f15094e13fbbea4ef6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a61bb",
                            table="residents_contactauthority",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="contact",
                    index=models.Index(
                        fields=["facility", "resident", "position"],
                        name="residents_c_facilit_d3d1ed_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="contact",
                    index=models.Index(
                        fields=["facility", "family_folded"],
                        name="residents_c_facilit_76a67e_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="contact",
                    index=models.Index(
                        condition=models.Q(("actor__isnull", False)),
                        fields=["facility", "actor"],
                        name="contact_of_actor",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family", ""), _negated=True),
                            models.Q(("given", ""), _negated=True),
                            models.Q(("organization", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_has_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="contact_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("tell_by__in", ["call", "text", "email", "portal", "letter"])
                        ),
                        name="contact_tell_by_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "may_see__contained_by",
                                [
                                    "daily-life",
                                    "care",
                                    "care-plan",
                                    "health",
                                    "medicines",
                                    "vitals",
                                    "incidents",
                                    "appointments",
                                    "documents",
                                    "money",
                                ],
                            )
                        ),
                        name="contact_may_see_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("actor__isnull", False), ("ended_at__isnull", True)
                        ),
                        fields=("facility", "resident", "actor"),
                        name="contact_one_per_actor",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contacthistory" ("actor_id", "address", "comment", "ended_at", "ended_by_id", "ended_reason", "facility_id", "family", "family_folded", "given", "id", "languages", "may_see", "may_see_consent", "needs_interpreter", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferred", "relationship", "relationship_text", "resident_id", "security_label", "source_id", "source_system", "telecom", "tell_by", "tell_comment", "tell_from", "tell_until") VALUES (NEW."actor_id", NEW."address", NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."family", NEW."family_folded", NEW."given", NEW."id", NEW."languages", NEW."may_see", NEW."may_see_consent", NEW."needs_interpreter", NEW."organization", NOW(), \'insert\', NEW."id", NEW."position", NEW."preferred", NEW."relationship", NEW."relationship_text", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."telecom", NEW."tell_by", NEW."tell_comment", NEW."tell_from", NEW."tell_until"); RETURN NULL;',
                            hash="fbe270bfd7dbab494413d1da3fc2afe25f07a2fe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_11a23",
                            table="residents_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_contacthistory" ("actor_id", "address", "comment", "ended_at", "ended_by_id", "ended_reason", "facility_id", "family", "family_folded", "given", "id", "languages", "may_see", "may_see_consent", "needs_interpreter", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferred", "relationship", "relationship_text", "resident_id", "security_label", "source_id", "source_system", "telecom", "tell_by", "tell_comment", "tell_from", "tell_until") VALUES (NEW."actor_id", NEW."address", NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."family", NEW."family_folded", NEW."given", NEW."id", NEW."languages", NEW."may_see", NEW."may_see_consent", NEW."needs_interpreter", NEW."organization", NOW(), \'update\', NEW."id", NEW."position", NEW."preferred", NEW."relationship", NEW."relationship_text", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."telecom", NEW."tell_by", NEW."tell_comment", NEW."tell_from", NEW."tell_until"); RETURN NULL;',
                            hash="ef3ef6e6afaf1e16efedd226652f3c9257fa5b2f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_61b5e",
                            table="residents_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contact",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contacthistory" ("actor_id", "address", "comment", "ended_at", "ended_by_id", "ended_reason", "facility_id", "family", "family_folded", "given", "id", "languages", "may_see", "may_see_consent", "needs_interpreter", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "preferred", "relationship", "relationship_text", "resident_id", "security_label", "source_id", "source_system", "telecom", "tell_by", "tell_comment", "tell_from", "tell_until") VALUES (OLD."actor_id", OLD."address", OLD."comment", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."facility_id", OLD."family", OLD."family_folded", OLD."given", OLD."id", OLD."languages", OLD."may_see", OLD."may_see_consent", OLD."needs_interpreter", OLD."organization", NOW(), \'delete\', OLD."id", OLD."position", OLD."preferred", OLD."relationship", OLD."relationship_text", OLD."resident_id", OLD."security_label", OLD."source_id", OLD."source_system", OLD."telecom", OLD."tell_by", OLD."tell_comment", OLD."tell_from", OLD."tell_until"); RETURN NULL;',
                            hash="a3f9c596308db4eff5d65727d4af6e4e6f2e145e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7ae6a",
                            table="residents_contact",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conditionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c1b9aa9156c636bd7a19f822d64a0ecf82a3d305",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e290a",
                            table="residents_conditionhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="condition",
                    index=models.Index(
                        fields=["facility", "resident", "clinical_status"],
                        name="residents_c_facilit_1be7de_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="condition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="condition_has_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="condition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "clinical_status__in",
                                [
                                    "active",
                                    "recurrence",
                                    "relapse",
                                    "inactive",
                                    "remission",
                                    "resolved",
                                ],
                            )
                        ),
                        name="condition_clinical_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="condition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verification_status__in",
                                [
                                    "unconfirmed",
                                    "provisional",
                                    "differential",
                                    "confirmed",
                                    "refuted",
                                    "entered-in-error",
                                ],
                            )
                        ),
                        name="condition_verification_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="condition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verification_status", "entered-in-error"), _negated=True
                            ),
                            models.Q(("error_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="condition_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="condition",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("facility", "source_system", "source_id"),
                        name="condition_source_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_conditionhistory" ("abatement", "abatement_precision", "asserter_text", "clinical_status", "code", "code_system", "codings", "comment", "error_reason", "facility_id", "id", "onset", "onset_precision", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "verification_status") VALUES (NEW."abatement", NEW."abatement_precision", NEW."asserter_text", NEW."clinical_status", NEW."code", NEW."code_system", NEW."codings", NEW."comment", NEW."error_reason", NEW."facility_id", NEW."id", NEW."onset", NEW."onset_precision", NOW(), \'insert\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."text", NEW."verification_status"); RETURN NULL;',
                            hash="fb6179a82fe1fa7497d5959deadb6641332fb78e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2def6",
                            table="residents_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_conditionhistory" ("abatement", "abatement_precision", "asserter_text", "clinical_status", "code", "code_system", "codings", "comment", "error_reason", "facility_id", "id", "onset", "onset_precision", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "verification_status") VALUES (NEW."abatement", NEW."abatement_precision", NEW."asserter_text", NEW."clinical_status", NEW."code", NEW."code_system", NEW."codings", NEW."comment", NEW."error_reason", NEW."facility_id", NEW."id", NEW."onset", NEW."onset_precision", NOW(), \'update\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."text", NEW."verification_status"); RETURN NULL;',
                            hash="56d95a47835aeecee310c7ea4354d58b1364617f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_98562",
                            table="residents_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="condition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_conditionhistory" ("abatement", "abatement_precision", "asserter_text", "clinical_status", "code", "code_system", "codings", "comment", "error_reason", "facility_id", "id", "onset", "onset_precision", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "verification_status") VALUES (OLD."abatement", OLD."abatement_precision", OLD."asserter_text", OLD."clinical_status", OLD."code", OLD."code_system", OLD."codings", OLD."comment", OLD."error_reason", OLD."facility_id", OLD."id", OLD."onset", OLD."onset_precision", NOW(), \'delete\', OLD."id", OLD."recorded", OLD."recorder_id", OLD."resident_id", OLD."security_label", OLD."source_id", OLD."source_system", OLD."text", OLD."verification_status"); RETURN NULL;',
                            hash="d76cadfd718f695be1cad81cce6ef23e7fafc60a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ceb1d",
                            table="residents_condition",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammemberhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0c1640285136ce618f8091784f9312e745323bf3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f6e14",
                            table="residents_careteammemberhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="careteammember",
                    index=models.Index(
                        fields=["facility", "resident", "position"],
                        name="residents_c_facilit_6dcf95_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="careteammember",
                    index=models.Index(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("practitioner__isnull", False)
                        ),
                        fields=["facility", "practitioner"],
                        name="careteammember_panel",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", True), ("practitioner__isnull", False)),
                            models.Q(("member__isnull", False), ("practitioner__isnull", True)),
                            _connector="OR",
                        ),
                        name="careteammember_is_one_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "primary-care",
                                    "specialist",
                                    "pharmacy",
                                    "hospice",
                                    "home-health",
                                    "dentist",
                                    "eye-care",
                                    "podiatrist",
                                    "therapist",
                                    "social-worker",
                                    "hospital",
                                    "key-worker",
                                    "case-manager",
                                    "other",
                                ],
                            )
                        ),
                        name="careteammember_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="careteammember_ended_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts") VALUES (NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."position", NEW."practitioner_id", NEW."resident_id", NEW."role", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="77231437a46113d711d8da1712c8f30d7a8cc0e3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9d534",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts") VALUES (NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."position", NEW."practitioner_id", NEW."resident_id", NEW."role", NEW."security_label", NEW."starts"); RETURN NULL;',
                            hash="a39a01ce0491f9f2744d3fe4bfa463629335eb9b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48912",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts") VALUES (OLD."comment", OLD."ended_at", OLD."ended_by_id", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."position", OLD."practitioner_id", OLD."resident_id", OLD."role", OLD."security_label", OLD."starts"); RETURN NULL;',
                            hash="7af51cb56b4940f5b552952388ef7d0ee0dbfd63",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a2df8",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allergyintolerancehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7dcb4f03905b44663389de3f56aef32e85c7a2be",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_08a83",
                            table="residents_allergyintolerancehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="allergyintolerance",
                    index=models.Index(
                        fields=["facility", "resident", "clinical_status"],
                        name="residents_a_facilit_9a6668_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allergyintolerance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="allergyintolerance_has_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allergyintolerance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("clinical_status__in", ["active", "inactive", "resolved"])
                        ),
                        name="allergyintolerance_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allergyintolerance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verification_status__in",
                                [
                                    "unconfirmed",
                                    "provisional",
                                    "differential",
                                    "confirmed",
                                    "refuted",
                                    "entered-in-error",
                                ],
                            )
                        ),
                        name="allergyintolerance_verification_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allergyintolerance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verification_status", "entered-in-error"), _negated=True
                            ),
                            models.Q(("error_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="allergyintolerance_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allergyintolerance",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("facility", "source_system", "source_id"),
                        name="allergyintolerance_source_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allergyintolerance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_allergyintolerancehistory" ("asserter_text", "category", "clinical_status", "code", "code_system", "codings", "comment", "criticality", "error_reason", "facility_id", "id", "onset", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactions", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "type", "verification_status") VALUES (NEW."asserter_text", NEW."category", NEW."clinical_status", NEW."code", NEW."code_system", NEW."codings", NEW."comment", NEW."criticality", NEW."error_reason", NEW."facility_id", NEW."id", NEW."onset", NOW(), \'insert\', NEW."id", NEW."reactions", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."text", NEW."type", NEW."verification_status"); RETURN NULL;',
                            hash="7411c5e478ec4bf949283195da3a933e7de83c04",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_36a37",
                            table="residents_allergyintolerance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allergyintolerance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_allergyintolerancehistory" ("asserter_text", "category", "clinical_status", "code", "code_system", "codings", "comment", "criticality", "error_reason", "facility_id", "id", "onset", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactions", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "type", "verification_status") VALUES (NEW."asserter_text", NEW."category", NEW."clinical_status", NEW."code", NEW."code_system", NEW."codings", NEW."comment", NEW."criticality", NEW."error_reason", NEW."facility_id", NEW."id", NEW."onset", NOW(), \'update\', NEW."id", NEW."reactions", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."text", NEW."type", NEW."verification_status"); RETURN NULL;',
                            hash="1f457973625c81c01c28e3901469c1a92367f9c6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7499e",
                            table="residents_allergyintolerance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allergyintolerance",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_allergyintolerancehistory" ("asserter_text", "category", "clinical_status", "code", "code_system", "codings", "comment", "criticality", "error_reason", "facility_id", "id", "onset", "pgh_created_at", "pgh_label", "pgh_obj_id", "reactions", "recorded", "recorder_id", "resident_id", "security_label", "source_id", "source_system", "text", "type", "verification_status") VALUES (OLD."asserter_text", OLD."category", OLD."clinical_status", OLD."code", OLD."code_system", OLD."codings", OLD."comment", OLD."criticality", OLD."error_reason", OLD."facility_id", OLD."id", OLD."onset", NOW(), \'delete\', OLD."id", OLD."reactions", OLD."recorded", OLD."recorder_id", OLD."resident_id", OLD."security_label", OLD."source_id", OLD."source_system", OLD."text", OLD."type", OLD."verification_status"); RETURN NULL;',
                            hash="bacdcff3101838214c917c426319b85da6f282db",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9ccb9",
                            table="residents_allergyintolerance",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="advancedirectivehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f06814a56152863963548c0cbea5e9eadda83310",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_579cf",
                            table="residents_advancedirectivehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="advancedirective",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_a_facilit_b2743c_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="advancedirective",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "directive_kind__in",
                                [
                                    "living-will",
                                    "dnr-order",
                                    "polst",
                                    "health-proxy",
                                    "no-hospital",
                                    "organ-donation",
                                    "funeral",
                                    "other",
                                ],
                            )
                        ),
                        name="advancedirective_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="advancedirective",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_by__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="advancedirective_ended_with_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="advancedirective",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("verified_at__isnull", True),
                            ("verified_by__isnull", False),
                            _connector="OR",
                        ),
                        name="advancedirective_verified_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="advancedirective",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_advancedirectivehistory" ("directive_kind", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "original_is_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "starts", "text", "verified_at", "verified_by_id") VALUES (NEW."directive_kind", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."original_is_at", NOW(), \'insert\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."text", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="8a47c005278f8cc8614eda197cd6b77de5252d85",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ac16f",
                            table="residents_advancedirective",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="advancedirective",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_advancedirectivehistory" ("directive_kind", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "original_is_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "starts", "text", "verified_at", "verified_by_id") VALUES (NEW."directive_kind", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."original_is_at", NOW(), \'update\', NEW."id", NEW."recorded", NEW."recorder_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."text", NEW."verified_at", NEW."verified_by_id"); RETURN NULL;',
                            hash="dfb4251792e39e0029d217ae7315c0507d54ed6a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dcbb1",
                            table="residents_advancedirective",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="advancedirective",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_advancedirectivehistory" ("directive_kind", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "original_is_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded", "recorder_id", "resident_id", "security_label", "starts", "text", "verified_at", "verified_by_id") VALUES (OLD."directive_kind", OLD."document", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ends", OLD."facility_id", OLD."id", OLD."original_is_at", NOW(), \'delete\', OLD."id", OLD."recorded", OLD."recorder_id", OLD."resident_id", OLD."security_label", OLD."starts", OLD."text", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                            hash="469303d8aaccc0600450eafa30ac046c763d77ff",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4b2c6",
                            table="residents_advancedirective",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residenthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3c0270ac2ae85ee0ee0f2ab7f3b7cc066d8b117f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_95739",
                            table="residents_residenthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="residentname",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_r_facilit_a0906b_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residentname",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family", ""), _negated=True),
                            models.Q(("given", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="residentname_not_empty",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residentname",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("use__in", ["maiden", "old", "nickname", "usual"])),
                        name="residentname_use_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residentnamehistory" ("ended_at", "facility_id", "family", "given", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "use") VALUES (NEW."ended_at", NEW."facility_id", NEW."family", NEW."given", NEW."id", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."security_label", NEW."use"); RETURN NULL;',
                            hash="1f52ba09b8036f07fb9b07a3f194b40d43ccbd22",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9b534",
                            table="residents_residentname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_residentnamehistory" ("ended_at", "facility_id", "family", "given", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "use") VALUES (NEW."ended_at", NEW."facility_id", NEW."family", NEW."given", NEW."id", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."security_label", NEW."use"); RETURN NULL;',
                            hash="c127c26349c39bd6bb06fa47de9079b233f68479",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_75795",
                            table="residents_residentname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residentnamehistory" ("ended_at", "facility_id", "family", "given", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "use") VALUES (OLD."ended_at", OLD."facility_id", OLD."family", OLD."given", OLD."id", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."security_label", OLD."use"); RETURN NULL;',
                            hash="2c024f1ef9b9afe36d688cb26725674c1a0600f3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4f252",
                            table="residents_residentname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="residentnamehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="36db6445d3f3ab93d41f89523a86091084abef19",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d1b1b",
                            table="residents_residentnamehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="residentterm",
                    index=models.Index(
                        fields=["facility", "term", "sort"],
                        name="residents_r_facilit_7244ac_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residentterm",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "resident", "sort", "term"),
                        name="residentterm_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stay",
                    index=models.Index(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    hearth.record.residents.codes.StayStatus["MOVED_OUT"],
                                    hearth.record.residents.codes.StayStatus["DECEASED"],
                                    hearth.record.residents.codes.StayStatus["WITHDRAWN"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=["facility", "status"],
                        name="stay_live",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stay",
                    index=models.Index(
                        fields=["facility", "resident", "-starts"],
                        name="residents_s_facilit_9bf640_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stay",
                    index=models.Index(
                        fields=["facility", "ends"], name="residents_s_facilit_24d259_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        expressions=[
                            (
                                models.Func(
                                    models.F("resident"),
                                    models.F("resident"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="stay_one_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    hearth.record.residents.codes.StayStatus["MOVED_OUT"],
                                    hearth.record.residents.codes.StayStatus["DECEASED"],
                                    hearth.record.residents.codes.StayStatus["WITHDRAWN"],
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=("facility", "resident"),
                        name="stay_one_live",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "applicant",
                                    "moving-in",
                                    "lives-here",
                                    "away",
                                    "hospital",
                                    "returning",
                                    "moved-out",
                                    "deceased",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="stay_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="stay_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends__isnull", False),
                                (
                                    "status__in",
                                    [
                                        hearth.record.residents.codes.StayStatus["MOVED_OUT"],
                                        hearth.record.residents.codes.StayStatus["DECEASED"],
                                        hearth.record.residents.codes.StayStatus["WITHDRAWN"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "status__in",
                                        [
                                            hearth.record.residents.codes.StayStatus[
                                                "MOVED_OUT"
                                            ],
                                            hearth.record.residents.codes.StayStatus[
                                                "DECEASED"
                                            ],
                                            hearth.record.residents.codes.StayStatus[
                                                "WITHDRAWN"
                                            ],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("ends__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="stay_ended_has_end",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stay",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["applicant", "moving-in", "withdrawn"]),
                            ("moved_in_at__isnull", False),
                            _connector="OR",
                        ),
                        name="stay_lived_has_move_in",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stay",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_stayhistory" ("away_at", "ended_reason", "ended_to", "ends", "expected_end", "expected_return", "facility_id", "id", "moved_in_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "source_id", "source_system", "starts", "status", "status_since") VALUES (NEW."away_at", NEW."ended_reason", NEW."ended_to", NEW."ends", NEW."expected_end", NEW."expected_return", NEW."facility_id", NEW."id", NEW."moved_in_at", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."starts", NEW."status", NEW."status_since"); RETURN NULL;',
                            hash="4872f317b4ce2b1c6ccc3e53f705eea7d35292ca",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f92b6",
                            table="residents_stay",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stay",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_stayhistory" ("away_at", "ended_reason", "ended_to", "ends", "expected_end", "expected_return", "facility_id", "id", "moved_in_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "source_id", "source_system", "starts", "status", "status_since") VALUES (NEW."away_at", NEW."ended_reason", NEW."ended_to", NEW."ends", NEW."expected_end", NEW."expected_return", NEW."facility_id", NEW."id", NEW."moved_in_at", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."security_label", NEW."source_id", NEW."source_system", NEW."starts", NEW."status", NEW."status_since"); RETURN NULL;',
                            hash="6043a8623705ca6ce4a13c71d2ad67337050876e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d3a2d",
                            table="residents_stay",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stay",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_stayhistory" ("away_at", "ended_reason", "ended_to", "ends", "expected_end", "expected_return", "facility_id", "id", "moved_in_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "security_label", "source_id", "source_system", "starts", "status", "status_since") VALUES (OLD."away_at", OLD."ended_reason", OLD."ended_to", OLD."ends", OLD."expected_end", OLD."expected_return", OLD."facility_id", OLD."id", OLD."moved_in_at", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."security_label", OLD."source_id", OLD."source_system", OLD."starts", OLD."status", OLD."status_since"); RETURN NULL;',
                            hash="5485b39e650b61ba9d0d26eb5df4e2eb01cd95c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dd6ba",
                            table="residents_stay",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="placementhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5e864d35c3d760a57bec2969ec8d92accbd611a2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bb8a5",
                            table="residents_placementhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="placement",
                    index=models.Index(
                        fields=["facility", "resident", "-starts"],
                        name="residents_p_facilit_19e49d_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="placement",
                    index=models.Index(
                        fields=["facility", "place", "-starts"],
                        name="residents_p_facilit_95bb77_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="placement",
                    index=models.Index(
                        condition=models.Q(
                            ("cancelled_at__isnull", True), ("ends__isnull", True)
                        ),
                        fields=["facility", "starts"],
                        name="placement_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="placement",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("place"),
                                    models.F("place"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="placement_place_held_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="placement",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("resident"),
                                    models.F("resident"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="placement_one_place_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="placement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="placement_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="placement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            ("cancelled_by__isnull", False),
                            _connector="OR",
                        ),
                        name="placement_cancelled_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="placement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_placementhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_by_id", "reason", "resident_id", "security_label", "starts", "stay_id") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."place_id", NEW."placed_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."starts", NEW."stay_id"); RETURN NULL;',
                            hash="28bc329b45a630b2ed462f98b827316e788937ba",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_16a21",
                            table="residents_placement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="placement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_placementhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_by_id", "reason", "resident_id", "security_label", "starts", "stay_id") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."place_id", NEW."placed_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."starts", NEW."stay_id"); RETURN NULL;',
                            hash="4fdd304e11562d98c50964dee883f32ec1af25cc",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_57fb2",
                            table="residents_placement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="placement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_placementhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_by_id", "reason", "resident_id", "security_label", "starts", "stay_id") VALUES (OLD."cancelled_at", OLD."cancelled_by_id", OLD."ends", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."place_id", OLD."placed_by_id", OLD."reason", OLD."resident_id", OLD."security_label", OLD."starts", OLD."stay_id"); RETURN NULL;',
                            hash="b8646955033ea277959015d4d6c5aec93ff8a851",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6245b",
                            table="residents_placement",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="stayevent",
                    index=models.Index(
                        fields=["facility", "resident", "-effective"],
                        name="residents_s_facilit_7a9e79_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stayevent",
                    index=models.Index(
                        fields=["facility", "recorded"], name="residents_s_facilit_d44cae_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stayevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "to_status__in",
                                [
                                    "applicant",
                                    "moving-in",
                                    "lives-here",
                                    "away",
                                    "hospital",
                                    "returning",
                                    "moved-out",
                                    "deceased",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="stayevent_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stayevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="stayevent_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stayevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stayevent_error_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stayhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9c910a3d98197cb771e76c514d477fb7da8d8e2d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dd302",
                            table="residents_stayhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="whereabouts",
                    index=models.Index(
                        fields=["facility", "resident", "-effective"],
                        name="residents_w_facilit_3dbdcc_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="whereabouts",
                    index=models.Index(
                        fields=["facility", "-effective"], name="residents_w_facilit_f8702f_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("code__in", ["in", "out", "unaccounted"])),
                        name="whereabouts_code_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="whereabouts_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("expected_back__isnull", True),
                            models.Q(
                                ("code", "out"), ("expected_back__gt", models.F("effective"))
                            ),
                            _connector="OR",
                        ),
                        name="whereabouts_back_after_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="whereabouts_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("client_ref__isnull", False)),
                        fields=("facility", "client_ref"),
                        name="whereabouts_client_ref_once",
                    ),
                ),
                Protect(
                    "residents",
                    "ContactHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "ContactAuthorityHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "FlagHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "ConditionHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "AllergyIntoleranceHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "AdvanceDirectiveHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "CareTeamMemberHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect(
                    "residents",
                    "MergeLinkHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "Resident", kind="state", resident="id"),
                Protect("residents", "Contact", kind="state", resident="resident_id"),
                Protect("residents", "ContactAuthority", kind="state", resident="resident_id"),
                Protect("residents", "Flag", kind="state", resident="resident_id"),
                Protect("residents", "Condition", kind="state", resident="resident_id"),
                Protect(
                    "residents", "AllergyIntolerance", kind="state", resident="resident_id"
                ),
                Protect("residents", "AdvanceDirective", kind="state", resident="resident_id"),
                Protect("residents", "CareTeamMember", kind="state", resident="resident_id"),
                Protect("residents", "MergeLink", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "ResidentHistory",
                    kind="trace",
                    resident="id",
                    append_only=True,
                ),
                Protect("residents", "ResidentName", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "ResidentNameHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "Identifier", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "IdentifierHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "ResidentTerm", kind="trace", resident="resident_id"),
                Protect("residents", "Coverage", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "CoverageHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "Stay", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "StayHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "Placement", kind="state", resident="resident_id"),
                Protect(
                    "residents",
                    "PlacementHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("residents", "StayEvent", kind="fact", resident="resident_id"),
                Protect("residents", "Whereabouts", kind="fact", resident="resident_id"),
            ]
        )
    ]
