"""A surveyor may be opened a restricted record, by name and knowingly. Expand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_codes_of_visits"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="residentaccess",
            name="restricted",
            field=models.BooleanField(
                db_comment="A restricted record, opened knowingly for a survey", default=False
            ),
        ),
        migrations.AddConstraint(
            model_name="residentaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("restricted", False),
                    models.Q(
                        ("basis", "sample"),
                        ("ends__isnull", False),
                        ("granted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="resident_access_restricted_is_sampled",
            ),
        ),
    ]
