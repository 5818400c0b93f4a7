"""Fence the tables of tasks: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0001_initial"),
        ("residents", "0003_fence"),
        ("tenancy", "0002_fence"),
        ("staff", "0002_fence"),
    ]
    operations = [
        Protect("tasks", "TaskSeries", kind="state", resident="resident_id"),
        Protect(
            "tasks", "TaskSeriesHistory", kind="trace", resident="resident_id", append_only=True
        ),
        Protect("tasks", "Task", kind="state", resident="resident_id"),
        Protect("tasks", "TaskHistory", kind="trace", resident="resident_id", append_only=True),
        Protect("tasks", "TaskChange", kind="fact", resident="resident_id"),
    ]
