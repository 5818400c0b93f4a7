"""Fence the tables of documents: row-level security, references within one community, facts kept. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_initial"), ("residents", "0003_fence")]
    operations = [
        Protect("documents", "Document", kind="state", resident="resident_id"),
        Protect(
            "documents",
            "DocumentHistory",
            kind="trace",
            resident="resident_id",
            append_only=True,
        ),
        Protect("documents", "ImportBatch", kind="state"),
        Protect("documents", "ImportBatchHistory", kind="trace", append_only=True),
        Protect(
            "documents",
            "SourceRecord",
            kind="fact",
            resident="resident_id",
            extra=("resident_id", "claimed_type", "claimed_id", "claimed_at", "claimed_by_id"),
        ),
    ]
