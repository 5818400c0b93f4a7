"""Fence the table of files: row-level security, references within one community. Expand."""

from django.db import migrations

from hearth.platform.scope.ddl import Protect


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [
        Protect("files", "Blob", kind="state"),
        Protect("files", "BlobHistory", kind="trace", append_only=True),
    ]
