"""A restricted record is sampled knowingly, by somebody who may open it. Expand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_restricted_entries_of_a_chart"),
        ("identity", "0003_open_a_restricted_record_by_name"),
        ("residents", "0012_which_level_of_care"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="surveysample",
            name="knowingly",
            field=models.BooleanField(
                db_comment="The record is restricted, and whoever added it was told",
                default=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("security_label", "normal"),
                    models.Q(("knowingly", True), ("security_label", "restricted")),
                    _connector="OR",
                ),
                name="surveysample_restricted_knowingly",
            ),
        ),
    ]
