"""Expand: the latest whereabouts of a residency is found by one step down an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]

    operations = [
        migrations.RemoveIndex("whereabouts", "residents_w_facilit_3dbdcc_idx"),
        migrations.AddIndex(
            "whereabouts",
            models.Index(
                fields=["facility", "resident", "-effective", "-recorded", "-id"],
                name="whereabouts_latest",
            ),
        ),
    ]
