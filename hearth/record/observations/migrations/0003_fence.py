"""Fence the tables of observations: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("observations", "0002_initial"),
        ("residents", "0003_fence"),
        ("staff", "0002_fence"),
    ]
    operations = [
        Protect(
            "observations", "Observation", kind="fact", resident="resident_id", keyed=False
        ),
    ]
