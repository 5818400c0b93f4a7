"""A one-time code may open a visit that only reads. Expand."""

from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.AlterField(
                    model_name="accesscode",
                    name="purpose",
                    field=models.CharField(
                        choices=[
                            ("invite", "First sign-in"),
                            ("reset", "New password"),
                            ("visit", "A visit that may only read"),
                        ],
                        max_length=8,
                    ),
                ),
            ]
        )
    ]
