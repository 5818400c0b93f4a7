"""The tables of identity, as first laid, behind their fences. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="last login"
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("username", models.CharField(max_length=60, unique=True)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(blank=True, max_length=12)),
                        (
                            "theme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Device"),
                                    ("light", "Light"),
                                    ("dark", "Dark"),
                                    ("night", "Night"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_demo", models.BooleanField(default=False)),
                        (
                            "session_epoch",
                            models.PositiveIntegerField(
                                db_comment="Sessions of an older epoch are over: off-boarding raises it",
                                default=0,
                            ),
                        ),
                        (
                            "pin",
                            models.CharField(
                                blank=True,
                                db_comment="Hash; opens floor rights on enrolled devices only",
                                max_length=160,
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "second_step_asked_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="When a second step was first asked for: the days of grace count from here",
                                null=True,
                            ),
                        ),
                        (
                            "last_facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Actor",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("person", "Person"),
                                    ("device", "Device"),
                                    ("client", "Program"),
                                    ("guest", "Guest link"),
                                    ("process", "Hearth"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                help_text="The name as shown: J. Ortiz", max_length=160
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["person", "device", "client", "guest", "process"],
                                    )
                                ),
                                name="actor_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessCode",
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
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("invite", "First sign-in"),
                                    ("reset", "New password"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=160)),
                        ("made_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="account",
                    name="actor",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="identity.actor",
                    ),
                ),
                migrations.CreateModel(
                    name="Device",
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
                        ("name", models.CharField(max_length=60)),
                        ("where", models.CharField(blank=True, max_length=80)),
                        ("key_hash", models.CharField(max_length=64, unique=True)),
                        ("enrolled_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "waiting",
                            models.PositiveIntegerField(
                                db_comment="Writes the device says it still holds", default=0
                            ),
                        ),
                        ("waiting_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="device",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "enrolled_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EmergencyAccess",
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
                        ("resident_id", models.UUIDField()),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("treatment", "Someone needs care now"),
                                    ("safety", "Someone may be in danger"),
                                    ("transfer", "Ambulance or hospital asks"),
                                    ("other", "Another emergency"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("explanation", models.TextField()),
                        ("opened_at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True,
                                db_comment="Ended by the person before its time",
                                null=True,
                            ),
                        ),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("review", models.TextField(blank=True)),
                        (
                            "actor",
                            models.ForeignKey(
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
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Membership",
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
                        ("role", models.CharField(max_length=30)),
                        (
                            "denied",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "neighborhoods",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PinFailure",
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
                        ("count", models.PositiveSmallIntegerField(default=0)),
                        ("last_at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "device",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="identity.device",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ResidentAccess",
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
                        ("resident_id", models.UUIDField()),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("self", "The resident"),
                                    ("family", "Family or friend, by consent"),
                                    ("proxy", "Legal authority"),
                                    ("panel", "On this prescriber's panel"),
                                    ("sample", "Surveyor's sample"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "categories",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SignIn",
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
                        ("session_key", models.CharField(max_length=40, unique=True)),
                        (
                            "browser",
                            models.CharField(
                                blank=True, help_text="Chrome on Android", max_length=60
                            ),
                        ),
                        ("by_pin", models.BooleanField(default=False)),
                        ("started_at", models.DateTimeField()),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="account",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-z0-9][a-z0-9._-]*$")),
                        name="account_username_plain",
                    ),
                ),
                migrations.AddIndex(
                    model_name="emergencyaccess",
                    index=models.Index(
                        fields=["facility", "actor", "until"], name="emergency_access_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("explanation", ""), _negated=True),
                        name="emergency_access_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("actor")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_access_reviewed_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_at__isnull", True),
                            models.Q(
                                ("reviewed_by__isnull", False),
                                models.Q(("review", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_access_review_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["treatment", "safety", "transfer", "other"])
                        ),
                        name="emergency_access_reason_known",
                    ),
                ),
                migrations.AddIndex(
                    model_name="membership",
                    index=models.Index(
                        fields=["actor", "facility"], name="membership_of_actor"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ends__isnull", True)),
                        fields=("facility", "actor", "role"),
                        name="membership_role_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="pinfailure",
                    constraint=models.UniqueConstraint(
                        fields=("device", "account"), name="pin_failure_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residentaccess",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ends__isnull", True)),
                        fields=("facility", "actor", "resident_id"),
                        name="resident_access_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="residentaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                ["self", "family", "proxy", "panel", "sample", "agency"],
                            )
                        ),
                        name="resident_access_basis_known",
                    ),
                ),
                migrations.AddIndex(
                    model_name="signin",
                    index=models.Index(
                        fields=["account", "-started_at"], name="signin_of_account"
                    ),
                ),
                Protect(
                    "identity",
                    "EmergencyAccess",
                    kind="fact",
                    extra=(
                        "closed_at",
                        "reviewed_at",
                        "reviewed_by_id",
                        "review",
                    ),
                ),
            ]
        )
    ]
