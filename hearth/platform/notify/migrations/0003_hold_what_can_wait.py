"""A notice to somebody off duty waits in Hearth. Expand."""

from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_codes_of_visits"),
        ("notify", "0002_fence"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.RemoveConstraint(
                    model_name="notification",
                    name="notification_words_known",
                ),
                migrations.AlterField(
                    model_name="attempt",
                    name="outcome",
                    field=models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sent", "Handed over"),
                            ("delivered", "Delivered"),
                            ("failed", "Not sent"),
                            ("not-configured", "This way is not set up"),
                            ("held", "Not sent: off duty"),
                            ("recorded-only", "Recorded only (demonstration)"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AlterField(
                    model_name="notification",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sent", "Handed over"),
                            ("delivered", "Delivered"),
                            ("failed", "Not sent"),
                            ("not-configured", "This way is not set up"),
                            ("held", "Not sent: off duty"),
                            ("recorded-only", "Recorded only (demonstration)"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["in-app", "email", "sms", "push"]),
                            (
                                "state__in",
                                [
                                    "queued",
                                    "sent",
                                    "delivered",
                                    "failed",
                                    "not-configured",
                                    "held",
                                    "recorded-only",
                                ],
                            ),
                        ),
                        name="notification_words_known",
                    ),
                ),
            ]
        )
    ]
