"""Since when a job of the clock is known: what was due before is not missed. Expand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="scheduledrun",
            name="known_at",
            field=models.DateTimeField(null=True),
        ),
    ]
