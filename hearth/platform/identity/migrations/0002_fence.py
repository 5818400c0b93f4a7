"""Fence the tables of identity: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [
        Protect("identity", "EmergencyAccess", kind="fact"),
    ]
