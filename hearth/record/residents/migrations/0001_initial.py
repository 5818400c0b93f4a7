"""The tables of residents, as first laid. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.residents.codes
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
            name="CareTeamMemberHistory",
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
            ],
            options={
                "abstract": False,
            },
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
            ],
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
            ],
            options={
                "abstract": False,
            },
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
                    models.PositiveSmallIntegerField(default=1, help_text="1 is called first"),
                ),
                ("comment", models.CharField(blank=True, max_length=240)),
                ("source_system", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=240)),
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
                    models.CharField(blank=True, help_text="What it covers", max_length=240),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "document",
                    models.UUIDField(blank=True, db_comment="documents.Document", null=True),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=240)),
            ],
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
                    models.CharField(blank=True, help_text="What it covers", max_length=240),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("starts", models.DateField(blank=True, null=True)),
                ("ends", models.DateField(blank=True, null=True)),
                (
                    "document",
                    models.UUIDField(blank=True, db_comment="documents.Document", null=True),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "abstract": False,
            },
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
                    models.PositiveSmallIntegerField(default=1, help_text="1 is called first"),
                ),
                ("comment", models.CharField(blank=True, max_length=240)),
                ("source_system", models.CharField(blank=True, max_length=200)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "abstract": False,
            },
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
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
            ],
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
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "abstract": False,
            },
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
            ],
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
            ],
            options={
                "abstract": False,
            },
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
                ("value", models.CharField(blank=True, db_collation="C", max_length=200)),
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
            ],
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
                ("system", models.CharField(blank=True, max_length=200)),
                ("value", models.CharField(blank=True, db_collation="C", max_length=200)),
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
            ],
            options={
                "abstract": False,
            },
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
                ("reason", models.CharField(max_length=240)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("reversed_at", models.DateTimeField(blank=True, null=True)),
                ("reversed_reason", models.CharField(blank=True, max_length=240)),
            ],
            options={
                "abstract": False,
            },
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
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=240)),
                (
                    "cancelled_at",
                    models.DateTimeField(
                        blank=True, help_text="Given up before it began", null=True
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
                    models.CharField(blank=True, help_text="All given names", max_length=80),
                ),
                (
                    "preferred",
                    models.CharField(blank=True, help_text="Called: Peg", max_length=80),
                ),
                (
                    "prefix",
                    models.CharField(blank=True, help_text="Mrs, Dr, Sister", max_length=20),
                ),
                ("suffix", models.CharField(blank=True, max_length=20)),
                ("pronunciation", models.CharField(blank=True, max_length=120)),
                (
                    "family_folded",
                    models.CharField(blank=True, db_collation="C", max_length=80),
                ),
                ("given_folded", models.CharField(blank=True, db_collation="C", max_length=80)),
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
            ],
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
                        db_default=hearth.platform.scope.history.ActingActor(), null=True
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
                    models.CharField(blank=True, help_text="All given names", max_length=80),
                ),
                (
                    "preferred",
                    models.CharField(blank=True, help_text="Called: Peg", max_length=80),
                ),
                (
                    "prefix",
                    models.CharField(blank=True, help_text="Mrs, Dr, Sister", max_length=20),
                ),
                ("suffix", models.CharField(blank=True, max_length=20)),
                ("pronunciation", models.CharField(blank=True, max_length=120)),
                (
                    "family_folded",
                    models.CharField(blank=True, db_collation="C", max_length=80),
                ),
                ("given_folded", models.CharField(blank=True, db_collation="C", max_length=80)),
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
            ],
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
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
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
                    models.CharField(blank=True, help_text="Out with whom", max_length=160),
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
                ("entered_in_error_reason", models.CharField(blank=True, max_length=240)),
            ],
        ),
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
                    models.UUIDField(blank=True, db_comment="documents.Document", null=True),
                ),
                ("original_is_at", models.CharField(blank=True, max_length=160)),
                ("starts", models.DateField(blank=True, help_text="Signed on", null=True)),
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
            name="AdvanceDirectiveHistory",
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
                    models.UUIDField(blank=True, db_comment="documents.Document", null=True),
                ),
                ("original_is_at", models.CharField(blank=True, max_length=160)),
                ("starts", models.DateField(blank=True, help_text="Signed on", null=True)),
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
            ],
            options={
                "abstract": False,
            },
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
                        default=hearth.record.residents.codes.Verification["UNCONFIRMED"],
                        max_length=20,
                    ),
                ),
                ("onset", models.DateField(blank=True, null=True)),
                ("recorded", models.DateTimeField()),
                (
                    "asserter_text",
                    models.CharField(blank=True, help_text="Who said so", max_length=160),
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
            name="AllergyIntoleranceHistory",
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
                        default=hearth.record.residents.codes.Verification["UNCONFIRMED"],
                        max_length=20,
                    ),
                ),
                ("onset", models.DateField(blank=True, null=True)),
                ("recorded", models.DateTimeField()),
                (
                    "asserter_text",
                    models.CharField(blank=True, help_text="Who said so", max_length=160),
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
            ],
            options={
                "abstract": False,
            },
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
            ],
        ),
    ]
