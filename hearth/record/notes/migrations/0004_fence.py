"""Fence the tables of notes: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0003_initial"),
        ("staff", "0002_fence"),
        ("tenancy", "0002_fence"),
        ("residents", "0003_fence"),
        ("tasks", "0002_fence"),
    ]
    operations = [
        Protect("notes", "Handoff", kind="state"),
        Protect("notes", "HandoffHistory", kind="trace", append_only=True),
        Protect("notes", "ReadMark", kind="trace"),
        Protect(
            "notes",
            "Note",
            kind="fact",
            resident="resident_id",
            extra=("put_away_at", "put_away_by_id"),
        ),
        Protect("notes", "NoteTerm", kind="trace", resident="resident_id"),
        Protect("notes", "NoteDraft", kind="trace", resident="resident_id"),
        Protect("notes", "ContactMade", kind="fact", resident="resident_id"),
    ]
