"""Fence the tables of notices: row-level security, references within one community. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("notify", "0001_initial")]
    # "state" also for these traces: an attempt must not name another community's notice.
    operations = [
        Protect("notify", "Notification", kind="state"),
        Protect("notify", "Attempt", kind="state"),
    ]
