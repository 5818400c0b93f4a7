"""A slot has room for a reference: which contact or office is to be told. Expand."""

from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


ROOM = models.CharField(blank=True, max_length=80)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_find_what_comes_back")]
    operations = [
        LayTables(
            [
                migrations.AlterField("task", "slot", ROOM),
                migrations.AlterField("taskhistory", "slot", ROOM),
            ]
        )
    ]
