"""Let emergency access be ended and reviewed once; list a person's own sign-ins. Expand."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hearth.kernel.ids


ONCE = ("closed_at", "reviewed_at", "reviewed_by_id", "review")
GUARD = """
DROP TRIGGER hearth_fact ON identity_emergencyaccess;
CREATE TRIGGER hearth_fact BEFORE UPDATE OR DELETE ON identity_emergencyaccess
  FOR EACH ROW EXECUTE FUNCTION hearth_guard_fact({columns});
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_fence")]
    operations = [
        migrations.AddField(
            "account",
            "second_step_asked_at",
            models.DateTimeField(
                blank=True,
                null=True,
                db_comment="When a second step was first asked for: the days of grace count from here",
            ),
        ),
        migrations.AddField(
            "emergencyaccess",
            "closed_at",
            models.DateTimeField(
                blank=True, null=True, db_comment="Ended by the person before its time"
            ),
        ),
        migrations.RunSQL(
            "SELECT set_config('hearth.facilities', '{}', true),"
            " set_config('hearth.residents', '{}', true), set_config('hearth.labels', '{}', true)",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            "emergencyaccess",
            models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_at__isnull", True),
                    models.Q(
                        ("reviewed_by__isnull", False), models.Q(("review", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="emergency_access_review_says_what",
            ),
        ),
        migrations.RunSQL(
            GUARD.format(columns=", ".join(f"'{c}'" for c in ONCE)),
            GUARD.format(columns=""),
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
                    models.CharField(blank=True, help_text="Chrome on Android", max_length=60),
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
            options={
                "indexes": [
                    models.Index(fields=["account", "-started_at"], name="signin_of_account")
                ],
            },
        ),
    ]
