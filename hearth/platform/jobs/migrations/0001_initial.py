"""What is known of jobs beside the queue. Expand."""

from django.db import migrations, models

import hearth.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                ("name", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("cron", models.CharField(max_length=60)),
                ("started_at", models.DateTimeField(null=True)),
                ("succeeded_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("failures", models.IntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="JobFailure",
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
                ("job_id", models.BigIntegerField(null=True)),
                ("task", models.CharField(max_length=128)),
                ("queue", models.CharField(max_length=40)),
                ("of_facility", models.UUIDField(null=True)),
                ("attempt", models.IntegerField(default=1)),
                ("error", models.CharField(max_length=200)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("failed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-failed_at"], name="jobfailure_by_time"),
                    models.Index(fields=["job_id"], name="jobfailure_of_job"),
                ],
            },
        ),
    ]
