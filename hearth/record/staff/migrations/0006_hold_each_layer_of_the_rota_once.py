"""A place in the order of the rota is one person's at a time, by the database. Contract."""

import django.contrib.postgres.constraints
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_codes_of_visits"),
        ("staff", "0005_qualifications_and_not_at_work"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="oncall",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("instead_of__isnull", True)
                ),
                expressions=[
                    (
                        models.Func(
                            models.F("facility"),
                            models.F("facility"),
                            models.Value("[]"),
                            function="uuidrange",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.Func(models.F("role"), function="hashtext"),
                            models.Func(models.F("role"), function="hashtext"),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            django.db.models.functions.comparison.Cast(
                                "position", models.IntegerField()
                            ),
                            django.db.models.functions.comparison.Cast(
                                "position", models.IntegerField()
                            ),
                            models.Value("[]"),
                            function="int8range",
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
                name="oncall_layer_held_once",
            ),
        ),
    ]
