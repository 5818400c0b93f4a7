"""Wishes of contacts, who is kept away, what was agreed, whom to call first, the EMS page. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.ddl
import hearth.platform.scope.history
import hearth.platform.scope.laying


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0006_plan_absences"),
    ]

    operations = [
        hearth.platform.scope.laying.LayTables(
            operations=[
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("about", models.CharField(max_length=160)),
                        ("text", models.TextField()),
                        (
                            "agreed_by",
                            models.CharField(help_text="Who agreed, by name", max_length=240),
                        ),
                        ("agreed_on", models.DateField()),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("recorded", models.DateTimeField()),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CallFirst",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("text", models.CharField(max_length=160)),
                        (
                            "unless",
                            models.CharField(
                                blank=True, help_text="When it does not hold", max_length=240
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("said_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                    ],
                    options={
                        "verbose_name_plural": "call-first rules",
                    },
                ),
                migrations.CreateModel(
                    name="CallFirstHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("text", models.CharField(max_length=160)),
                        (
                            "unless",
                            models.CharField(
                                blank=True, help_text="When it does not hold", max_length=240
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        ("said_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ContactWish",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("any-fall", "A fall without injury"),
                                    ("injury", "A fall or event with injury"),
                                    ("hospital", "Emergency room or hospital"),
                                    ("missing", "Left unnoticed, or cannot be found"),
                                    ("conflict", "Hurt by somebody, or hurt somebody"),
                                    ("dying", "Dying, or died"),
                                    ("health-change", "Change in health"),
                                    ("new-medicine", "New or changed medicine"),
                                    ("medicine-error", "Something went wrong with a medicine"),
                                    ("skin", "A wound or broken skin"),
                                    ("behavior", "Change in behavior"),
                                    ("infection", "Infection in the house"),
                                    ("appointment", "Appointments and rides"),
                                    ("move", "Change of apartment or of the plan"),
                                    ("money", "Fees and payments"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "tell_when",
                            models.CharField(
                                choices=[
                                    ("at-once", "At once, wake me"),
                                    ("hours", "In my hours"),
                                    ("never", "Do not tell me"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("call", "Call"),
                                    ("text", "Text message"),
                                    ("email", "E-mail"),
                                    ("portal", "Family page"),
                                    ("letter", "Letter"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "contact wishes",
                    },
                ),
                migrations.CreateModel(
                    name="ContactWishHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[
                                    ("any-fall", "A fall without injury"),
                                    ("injury", "A fall or event with injury"),
                                    ("hospital", "Emergency room or hospital"),
                                    ("missing", "Left unnoticed, or cannot be found"),
                                    ("conflict", "Hurt by somebody, or hurt somebody"),
                                    ("dying", "Dying, or died"),
                                    ("health-change", "Change in health"),
                                    ("new-medicine", "New or changed medicine"),
                                    ("medicine-error", "Something went wrong with a medicine"),
                                    ("skin", "A wound or broken skin"),
                                    ("behavior", "Change in behavior"),
                                    ("infection", "Infection in the house"),
                                    ("appointment", "Appointments and rides"),
                                    ("move", "Change of apartment or of the plan"),
                                    ("money", "Fees and payments"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "tell_when",
                            models.CharField(
                                choices=[
                                    ("at-once", "At once, wake me"),
                                    ("hours", "In my hours"),
                                    ("never", "Do not tell me"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("call", "Call"),
                                    ("text", "Text message"),
                                    ("email", "E-mail"),
                                    ("portal", "Family page"),
                                    ("letter", "Letter"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("said_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EmsPage",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(max_length=240)),
                        ("last_well_at", models.DateTimeField(blank=True, null=True)),
                        ("last_well_by", models.CharField(blank=True, max_length=160)),
                        ("made_at", models.DateTimeField()),
                        ("to_desk", models.BooleanField(default=False)),
                        ("printed_at", models.DateTimeField(blank=True, null=True)),
                        ("code_hash", models.CharField(blank=True, max_length=64)),
                        ("code_until", models.DateTimeField(blank=True, null=True)),
                        ("opened_count", models.PositiveIntegerField(default=0)),
                        ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, db_comment="The code opens no more", null=True
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EmsPageHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(max_length=240)),
                        ("last_well_at", models.DateTimeField(blank=True, null=True)),
                        ("last_well_by", models.CharField(blank=True, max_length=160)),
                        ("made_at", models.DateTimeField()),
                        ("to_desk", models.BooleanField(default=False)),
                        ("printed_at", models.DateTimeField(blank=True, null=True)),
                        ("code_hash", models.CharField(blank=True, max_length=64)),
                        ("code_until", models.DateTimeField(blank=True, null=True)),
                        ("opened_count", models.PositiveIntegerField(default=0)),
                        ("last_opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, db_comment="The code opens no more", null=True
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Restriction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        ("relationship_text", models.CharField(blank=True, max_length=80)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("no-visits", "No visits"),
                                        ("no-information", "No information"),
                                        ("no-taking-out", "May not take them out"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("court-order", "court order"),
                                    ("resident-wish", "wish of the resident"),
                                    ("decider-wish", "wish of whoever decides for them"),
                                    ("house", "decision of the community"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "basis_text",
                            models.CharField(
                                blank=True, help_text="Court, number, words", max_length=240
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("what_to_do", models.CharField(blank=True, max_length=240)),
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, null=True)),
                        ("set_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                    ],
                ),
                migrations.CreateModel(
                    name="RestrictionDeviation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("visited", "Visited"),
                                    ("told", "Was told something"),
                                    ("called", "Called or wrote"),
                                    ("took-out", "Took them out"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(max_length=400)),
                        ("because_type", models.CharField(blank=True, max_length=40)),
                        ("because_id", models.UUIDField(blank=True, null=True)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RestrictionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_actor_id",
                            models.UUIDField(
                                db_default=hearth.platform.scope.history.ActingActor(),
                                null=True,
                            ),
                        ),
                        (
                            "id",
                            models.UUIDField(
                                default=hearth.kernel.ids.uuid7, editable=False, serialize=False
                            ),
                        ),
                        (
                            "security_label",
                            models.CharField(
                                choices=[
                                    ("normal", "Normal"),
                                    ("restricted", "Restricted"),
                                    ("part2", "Part 2"),
                                ],
                                default="normal",
                                max_length=12,
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        ("relationship_text", models.CharField(blank=True, max_length=80)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("no-visits", "No visits"),
                                        ("no-information", "No information"),
                                        ("no-taking-out", "May not take them out"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("court-order", "court order"),
                                    ("resident-wish", "wish of the resident"),
                                    ("decider-wish", "wish of whoever decides for them"),
                                    ("house", "decision of the community"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "basis_text",
                            models.CharField(
                                blank=True, help_text="Court, number, words", max_length=240
                            ),
                        ),
                        (
                            "document",
                            models.UUIDField(
                                blank=True, db_comment="documents.Document", null=True
                            ),
                        ),
                        ("what_to_do", models.CharField(blank=True, max_length=240)),
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, null=True)),
                        ("set_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="agreement",
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
                    model_name="agreement",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="recorder",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="agreement",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirst",
                    name="ended_by",
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
                    model_name="callfirst",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirst",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirst",
                    name="said_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirst",
                    name="team_member",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.careteammember",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="facility",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="residents.callfirst",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="resident",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="said_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="callfirsthistory",
                    name="team_member",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.careteammember",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwish",
                    name="contact",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.contact",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwish",
                    name="ended_by",
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
                    model_name="contactwish",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwish",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwish",
                    name="said_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="contact",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.contact",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="facility",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="residents.contactwish",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="resident",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="contactwishhistory",
                    name="said_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspage",
                    name="code_by",
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
                    model_name="emspage",
                    name="ended_by",
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
                    model_name="emspage",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="emspage",
                    name="made_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspage",
                    name="printed_by",
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
                    model_name="emspage",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="code_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="facility",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="made_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="residents.emspage",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="printed_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="emspagehistory",
                    name="resident",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="restriction",
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
                    model_name="restriction",
                    name="ended_by",
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
                    model_name="restriction",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="restriction",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="restriction",
                    name="set_by",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictiondeviation",
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
                    model_name="restrictiondeviation",
                    name="facility",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictiondeviation",
                    name="recorder",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictiondeviation",
                    name="resident",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictiondeviation",
                    name="restriction",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.restriction",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="contact",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.contact",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="ended_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="facility",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.facility",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="residents.restriction",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="resident",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="residents.resident",
                    ),
                ),
                migrations.AddField(
                    model_name="restrictionhistory",
                    name="set_by",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="identity.actor",
                    ),
                ),
                migrations.AddIndex(
                    model_name="agreement",
                    index=models.Index(
                        fields=["facility", "resident", "-agreed_on"],
                        name="residents_a_facilit_64fb35_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            models.Q(("agreed_by", ""), _negated=True),
                        ),
                        name="agreement_says_what_and_who",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agreement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_error_has_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="callfirst",
                    index=models.Index(
                        fields=["facility", "resident", "position"],
                        name="residents_c_facilit_3ac9a1_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="callfirst",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="callfirst_has_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="callfirst",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_by__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="callfirst_ended_with_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callfirst",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_callfirsthistory" ("ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "resident_id", "said_at", "said_by_id", "security_label", "team_member_id", "text", "unless") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."resident_id", NEW."said_at", NEW."said_by_id", NEW."security_label", NEW."team_member_id", NEW."text", NEW."unless"); RETURN NULL;',
                            hash="e96d7e0dca8842e163dd2d97b9b885fb82325d41",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_08789",
                            table="residents_callfirst",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callfirst",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_callfirsthistory" ("ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "resident_id", "said_at", "said_by_id", "security_label", "team_member_id", "text", "unless") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."resident_id", NEW."said_at", NEW."said_by_id", NEW."security_label", NEW."team_member_id", NEW."text", NEW."unless"); RETURN NULL;',
                            hash="64d64c121def2e6f9724b3b14fc33afc75f4ba81",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ff1ad",
                            table="residents_callfirst",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callfirst",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_callfirsthistory" ("ended_at", "ended_by_id", "ended_reason", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "resident_id", "said_at", "said_by_id", "security_label", "team_member_id", "text", "unless") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."resident_id", OLD."said_at", OLD."said_by_id", OLD."security_label", OLD."team_member_id", OLD."text", OLD."unless"); RETURN NULL;',
                            hash="4860fa205a7028cfd25facca1959351754181e35",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_51217",
                            table="residents_callfirst",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callfirsthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7d330a06da509977f5ac20c30a795b01b0c53ea2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0a47b",
                            table="residents_callfirsthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="contactwish",
                    index=models.Index(
                        fields=["facility", "resident"], name="residents_c_facilit_6fdfab_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactwish",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("facility", "contact", "event"),
                        name="contactwish_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactwish",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                [
                                    "any-fall",
                                    "injury",
                                    "hospital",
                                    "missing",
                                    "conflict",
                                    "dying",
                                    "health-change",
                                    "new-medicine",
                                    "medicine-error",
                                    "skin",
                                    "behavior",
                                    "infection",
                                    "appointment",
                                    "move",
                                    "money",
                                ],
                            )
                        ),
                        name="contactwish_event_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactwish",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("tell_when__in", ["at-once", "hours", "never"])),
                        name="contactwish_when_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contactwish",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="contactwish_ended_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactwish",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contactwishhistory" ("contact_id", "ended_at", "ended_by_id", "event", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "said_at", "said_by_id", "security_label", "tell_when", "way") VALUES (NEW."contact_id", NEW."ended_at", NEW."ended_by_id", NEW."event", NEW."facility_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."resident_id", NEW."said_at", NEW."said_by_id", NEW."security_label", NEW."tell_when", NEW."way"); RETURN NULL;',
                            hash="153bad16f5e81ad6cace8e0fc586af7e6da4d6f7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_17dda",
                            table="residents_contactwish",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactwish",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_contactwishhistory" ("contact_id", "ended_at", "ended_by_id", "event", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "said_at", "said_by_id", "security_label", "tell_when", "way") VALUES (NEW."contact_id", NEW."ended_at", NEW."ended_by_id", NEW."event", NEW."facility_id", NEW."id", NOW(), \'update\', NEW."id", NEW."resident_id", NEW."said_at", NEW."said_by_id", NEW."security_label", NEW."tell_when", NEW."way"); RETURN NULL;',
                            hash="552e9ee5146ea29441f85fd57cde95cdb3b8c2c6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_95b0c",
                            table="residents_contactwish",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactwish",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_contactwishhistory" ("contact_id", "ended_at", "ended_by_id", "event", "facility_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "said_at", "said_by_id", "security_label", "tell_when", "way") VALUES (OLD."contact_id", OLD."ended_at", OLD."ended_by_id", OLD."event", OLD."facility_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."resident_id", OLD."said_at", OLD."said_by_id", OLD."security_label", OLD."tell_when", OLD."way"); RETURN NULL;',
                            hash="964a69792f2559d967b888c4a88b1bc1186c0bbe",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28a58",
                            table="residents_contactwish",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactwishhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ed99c3d6f7e196cfb411e7e404fc46ff60343715",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3e093",
                            table="residents_contactwishhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="emspage",
                    index=models.Index(
                        fields=["facility", "-made_at"], name="residents_e_facilit_d89b3b_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="emspage",
                    index=models.Index(
                        fields=["facility", "resident", "-made_at"],
                        name="residents_e_facilit_b25780_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="emspage_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("last_well_at__isnull", True),
                            ("last_well_at__lte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="emspage_last_well_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("code_hash", ""),
                            models.Q(("code_by__isnull", False), ("code_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="emspage_code_ends",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("printed_at__isnull", True),
                            ("printed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="emspage_printed_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_by__isnull", False),
                            _connector="OR",
                        ),
                        name="emspage_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emspage",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=("facility", "code_hash"),
                        name="emspage_code_once",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emspage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_emspagehistory" ("code_by_id", "code_hash", "code_until", "ended_at", "ended_by_id", "facility_id", "id", "last_opened_at", "last_well_at", "last_well_by", "made_at", "made_by_id", "opened_count", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_at", "printed_by_id", "reason", "resident_id", "security_label", "to_desk") VALUES (NEW."code_by_id", NEW."code_hash", NEW."code_until", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."last_opened_at", NEW."last_well_at", NEW."last_well_by", NEW."made_at", NEW."made_by_id", NEW."opened_count", NOW(), \'insert\', NEW."id", NEW."printed_at", NEW."printed_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."to_desk"); RETURN NULL;',
                            hash="ab6566470056613a0089beed422d32e92ec7c026",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2ce91",
                            table="residents_emspage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emspage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_emspagehistory" ("code_by_id", "code_hash", "code_until", "ended_at", "ended_by_id", "facility_id", "id", "last_opened_at", "last_well_at", "last_well_by", "made_at", "made_by_id", "opened_count", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_at", "printed_by_id", "reason", "resident_id", "security_label", "to_desk") VALUES (NEW."code_by_id", NEW."code_hash", NEW."code_until", NEW."ended_at", NEW."ended_by_id", NEW."facility_id", NEW."id", NEW."last_opened_at", NEW."last_well_at", NEW."last_well_by", NEW."made_at", NEW."made_by_id", NEW."opened_count", NOW(), \'update\', NEW."id", NEW."printed_at", NEW."printed_by_id", NEW."reason", NEW."resident_id", NEW."security_label", NEW."to_desk"); RETURN NULL;',
                            hash="51972812c0ef8d3224cce476fc8e449c4cbf35a7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_003a2",
                            table="residents_emspage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emspage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_emspagehistory" ("code_by_id", "code_hash", "code_until", "ended_at", "ended_by_id", "facility_id", "id", "last_opened_at", "last_well_at", "last_well_by", "made_at", "made_by_id", "opened_count", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_at", "printed_by_id", "reason", "resident_id", "security_label", "to_desk") VALUES (OLD."code_by_id", OLD."code_hash", OLD."code_until", OLD."ended_at", OLD."ended_by_id", OLD."facility_id", OLD."id", OLD."last_opened_at", OLD."last_well_at", OLD."last_well_by", OLD."made_at", OLD."made_by_id", OLD."opened_count", NOW(), \'delete\', OLD."id", OLD."printed_at", OLD."printed_by_id", OLD."reason", OLD."resident_id", OLD."security_label", OLD."to_desk"); RETURN NULL;',
                            hash="36adf93b0ff4615650b598d43d298d37d10bdcaf",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_09a79",
                            table="residents_emspage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="emspagehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b9cd209d21222bee8cd563ddf1de8aec4d09b2dd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2e817",
                            table="residents_emspagehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="restriction",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["facility", "resident"],
                        name="restriction_open",
                    ),
                ),
                migrations.AddIndex(
                    model_name="restriction",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", True), ("ends__isnull", False)),
                        fields=["facility", "ends"],
                        name="restriction_ending",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restriction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="restriction_has_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restriction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kinds__contained_by",
                                ["no-visits", "no-information", "no-taking-out"],
                            ),
                            ("kinds__len__gt", 0),
                        ),
                        name="restriction_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restriction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                ["court-order", "resident-wish", "decider-wish", "house"],
                            )
                        ),
                        name="restriction_basis_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restriction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="restriction_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restriction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                ("ended_by__isnull", False),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="restriction_ended_with_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="restriction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_restrictionhistory" ("basis", "basis_text", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "kinds", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_text", "resident_id", "security_label", "set_at", "set_by_id", "starts", "what_to_do") VALUES (NEW."basis", NEW."basis_text", NEW."contact_id", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."kinds", NEW."name", NOW(), \'insert\', NEW."id", NEW."relationship_text", NEW."resident_id", NEW."security_label", NEW."set_at", NEW."set_by_id", NEW."starts", NEW."what_to_do"); RETURN NULL;',
                            hash="bc60f1c05f12d5860ef8ae4937fdbf4ce7d3a4e2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8c342",
                            table="residents_restriction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="restriction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_restrictionhistory" ("basis", "basis_text", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "kinds", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_text", "resident_id", "security_label", "set_at", "set_by_id", "starts", "what_to_do") VALUES (NEW."basis", NEW."basis_text", NEW."contact_id", NEW."document", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."kinds", NEW."name", NOW(), \'update\', NEW."id", NEW."relationship_text", NEW."resident_id", NEW."security_label", NEW."set_at", NEW."set_by_id", NEW."starts", NEW."what_to_do"); RETURN NULL;',
                            hash="1ce374291aa80f50ee69ba043137c64311de050a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2219d",
                            table="residents_restriction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="restriction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_restrictionhistory" ("basis", "basis_text", "contact_id", "document", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "kinds", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "relationship_text", "resident_id", "security_label", "set_at", "set_by_id", "starts", "what_to_do") VALUES (OLD."basis", OLD."basis_text", OLD."contact_id", OLD."document", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ends", OLD."facility_id", OLD."id", OLD."kinds", OLD."name", NOW(), \'delete\', OLD."id", OLD."relationship_text", OLD."resident_id", OLD."security_label", OLD."set_at", OLD."set_by_id", OLD."starts", OLD."what_to_do"); RETURN NULL;',
                            hash="b80cc1ff354d56d1ac5b3302c23a93ffcb8974dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_37241",
                            table="residents_restriction",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="restrictiondeviation",
                    index=models.Index(
                        fields=["facility", "resident", "-effective"],
                        name="residents_r_facilit_bc918d_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restrictiondeviation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("what__in", ["visited", "told", "called", "took-out"])
                        ),
                        name="restrictiondeviation_what_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restrictiondeviation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="restrictiondeviation_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restrictiondeviation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="restrictiondeviation_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="restrictiondeviation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="restrictiondeviation_error_has_reason",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="restrictionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5ac8ae967b930e168bf5e3bf8680294c40815f8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c18c3",
                            table="residents_restrictionhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="ContactWishHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="RestrictionHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="CallFirstHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="EmsPageHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="ContactWish",
                    kind="state",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="Restriction",
                    kind="state",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="RestrictionDeviation",
                    kind="fact",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="Agreement",
                    kind="fact",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="CallFirst",
                    kind="state",
                    resident="resident_id",
                ),
                hearth.platform.scope.ddl.Protect(
                    app_label="residents",
                    model_name="EmsPage",
                    kind="state",
                    resident="resident_id",
                ),
            ],
        ),
    ]
