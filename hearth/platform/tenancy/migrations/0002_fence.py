"""Fence the tables of tenancy: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [
        Protect("tenancy", "Neighborhood", kind="state"),
        Protect("tenancy", "NeighborhoodHistory", kind="trace", append_only=True),
        Protect("tenancy", "Apartment", kind="state"),
        Protect("tenancy", "ApartmentHistory", kind="trace", append_only=True),
        Protect("tenancy", "Place", kind="state"),
        Protect("tenancy", "PlaceHistory", kind="trace", append_only=True),
    ]
