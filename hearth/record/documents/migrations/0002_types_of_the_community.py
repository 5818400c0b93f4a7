"""A document's type is a code of the community's own list, no longer one of a fixed few. Expand."""

from django.db import migrations, models


TYPE = models.CharField(
    db_comment="Code of an entry of the definition document-types", max_length=60
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.RemoveConstraint("document", "document_type_known"),
        migrations.AlterField("document", "type", TYPE),
        migrations.AlterField("documenthistory", "type", TYPE),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                condition=models.Q(("type", ""), _negated=True), name="document_has_type"
            ),
        ),
    ]
