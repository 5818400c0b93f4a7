"""The tables of notes, as first laid. Expand."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0003_end_emergency_access_and_list_sign_ins"),
        ("notes", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0002_fence"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactmade",
            name="author",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.staffmember",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="residents.contact",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="entered_in_error_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.actor",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="facility",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.facility",
            ),
        ),
        migrations.AddField(
            model_name="contactmade",
            name="practitioner",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.outsidepractitioner",
            ),
        ),
    ]
