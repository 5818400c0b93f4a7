"""Fence the tables of alerts: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0002_initial"),
        ("residents", "0003_fence"),
        ("tenancy", "0002_fence"),
        ("staff", "0002_fence"),
    ]
    operations = [
        Protect("alerts", "Alert", kind="state", resident="resident_id"),
        Protect(
            "alerts", "AlertHistory", kind="trace", resident="resident_id", append_only=True
        ),
        Protect("alerts", "Acknowledgement", kind="fact", resident="resident_id"),
    ]
