"""The tables of tasks, as first laid, behind their fences. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.tasks.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("residents", "0001_initial"),
        ("staff", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="Task",
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
                            "code",
                            models.CharField(
                                db_comment="Kind of task: app.kind", max_length=60
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_values", models.JSONField(blank=True, default=dict)),
                        ("instructions", models.TextField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("requested", "Open"),
                                    ("accepted", "Taken"),
                                    ("in-progress", "Begun"),
                                    ("completed", "Done"),
                                    ("failed", "Not done"),
                                    ("cancelled", "No longer needed"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.tasks.codes.TaskStatus["REQUESTED"],
                                max_length=20,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine"),
                                    ("urgent", "Urgent"),
                                    ("asap", "As soon as possible"),
                                    ("stat", "Now"),
                                ],
                                default=hearth.record.tasks.codes.Priority["ROUTINE"],
                                max_length=8,
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("safety", "Someone may be unsafe now"),
                                    ("legal-clock", "A legal or prescriber clock runs"),
                                    ("promise", "A promise to a person"),
                                    (
                                        "changed-resident",
                                        "A resident changed and nobody has looked",
                                    ),
                                    ("order-or-pharmacy", "An order or the pharmacy waits"),
                                    ("plan-or-evaluation", "Plan or evaluation"),
                                    ("paperwork", "Paperwork"),
                                ],
                                default=hearth.record.tasks.codes.Urgency["PAPERWORK"],
                                max_length=20,
                            ),
                        ),
                        ("opens", models.DateTimeField()),
                        ("due", models.DateTimeField()),
                        ("late", models.DateTimeField()),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                db_comment="Planned work, minutes", default=0
                            ),
                        ),
                        (
                            "owner_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("cause_type", models.CharField(blank=True, max_length=40)),
                        ("cause_id", models.UUIDField(blank=True, null=True)),
                        (
                            "cause_code",
                            models.CharField(
                                blank=True, db_comment="Why, as a code", max_length=60
                            ),
                        ),
                        (
                            "cause_text",
                            models.CharField(
                                blank=True,
                                db_comment="Why, as a source text with {values}",
                                max_length=200,
                            ),
                        ),
                        ("cause_values", models.JSONField(blank=True, default=dict)),
                        (
                            "local_date",
                            models.DateField(
                                blank=True,
                                db_comment="The community's day this occurrence belongs to",
                                null=True,
                            ),
                        ),
                        ("slot", models.CharField(blank=True, max_length=40)),
                        ("promised_to_text", models.CharField(blank=True, max_length=160)),
                        ("promised_at", models.DateTimeField(blank=True, null=True)),
                        ("snoozed_until", models.DateTimeField(blank=True, null=True)),
                        (
                            "snooze_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting-family", "Waiting for family"),
                                    ("waiting-provider", "Waiting for the doctor or clinic"),
                                    ("waiting-pharmacy", "Waiting for the pharmacy"),
                                    ("resident-asked", "The resident asked for later"),
                                    ("resident-out", "The resident is out"),
                                    ("more-urgent", "Something more urgent"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("snooze_count", models.PositiveSmallIntegerField(default=0)),
                        (
                            "ladder",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24),
                                blank=True,
                                db_comment="Duty roles it passes up, as they were when it was made",
                                default=list,
                                size=None,
                            ),
                        ),
                        ("escalated_level", models.PositiveSmallIntegerField(default=0)),
                        ("next_escalation", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "Done"),
                                    ("not-done", "Not done"),
                                    ("refused", "Refused"),
                                    ("not-applicable", "Does not apply"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "outcome_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("asleep", "Asleep"),
                                    ("out", "Out of the building"),
                                    ("hospital", "In hospital"),
                                    ("unwell", "Unwell"),
                                    ("declined", "Did not want it now"),
                                    ("family-did", "Family did it"),
                                    ("done-before", "Already done"),
                                    ("no-time", "No time"),
                                    ("no-staff", "Nobody to do it"),
                                    ("no-supplies", "Something was missing"),
                                    ("no-answer", "Nobody answered"),
                                    ("order-changed", "Order or plan changed"),
                                    ("unsafe", "Not safe now"),
                                    ("other", "Other, see comment"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("outcome_text", models.TextField(blank=True)),
                        (
                            "outcome_values",
                            models.JSONField(
                                blank=True,
                                db_comment="What the kind asks for besides; References only",
                                default=dict,
                            ),
                        ),
                        ("effective", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField(blank=True, null=True)),
                        ("performer_text", models.CharField(blank=True, max_length=160)),
                        (
                            "minutes_taken",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=240)),
                        ("authored_on", models.DateTimeField()),
                        (
                            "changed",
                            models.DateTimeField(
                                db_comment="FHIR Task.lastModified; live pages follow it"
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                        (
                            "owner_actor",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "owner_staff",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "performer",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "promised_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "promised_to",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.contact",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TaskSeries",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("active", "Runs"),
                                    ("on-hold", "Paused"),
                                    ("completed", "Ended"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.tasks.codes.SeriesStatus["ACTIVE"],
                                max_length=20,
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                db_comment="Kind of task: app.kind", max_length=60
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_values", models.JSONField(blank=True, default=dict)),
                        ("instructions", models.TextField(blank=True)),
                        (
                            "owner_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine"),
                                    ("urgent", "Urgent"),
                                    ("asap", "As soon as possible"),
                                    ("stat", "Now"),
                                ],
                                default=hearth.record.tasks.codes.Priority["ROUTINE"],
                                max_length=8,
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("safety", "Someone may be unsafe now"),
                                    ("legal-clock", "A legal or prescriber clock runs"),
                                    ("promise", "A promise to a person"),
                                    (
                                        "changed-resident",
                                        "A resident changed and nobody has looked",
                                    ),
                                    ("order-or-pharmacy", "An order or the pharmacy waits"),
                                    ("plan-or-evaluation", "Plan or evaluation"),
                                    ("paperwork", "Paperwork"),
                                ],
                                default=hearth.record.tasks.codes.Urgency["PAPERWORK"],
                                max_length=20,
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                db_comment="Planned work, minutes", default=0
                            ),
                        ),
                        (
                            "period_unit",
                            models.CharField(
                                choices=[
                                    ("d", "Day"),
                                    ("wk", "Week"),
                                    ("mo", "Month"),
                                    ("min", "Minute"),
                                ],
                                default=hearth.record.tasks.codes.Frequency["DAY"],
                                max_length=3,
                            ),
                        ),
                        (
                            "period",
                            models.PositiveIntegerField(
                                db_comment="Every so many period units", default=1
                            ),
                        ),
                        (
                            "wall_times",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TimeField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("month_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("anchor", models.DateTimeField(blank=True, null=True)),
                        ("count", models.PositiveIntegerField(blank=True, null=True)),
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, help_text="Last day", null=True)),
                        (
                            "window_before",
                            models.PositiveIntegerField(
                                db_comment="Minutes before due it opens", default=60
                            ),
                        ),
                        (
                            "window_after",
                            models.PositiveIntegerField(
                                db_comment="Minutes after due it is late", default=60
                            ),
                        ),
                        ("materialised_until", models.DateField(blank=True, null=True)),
                        ("cause_type", models.CharField(blank=True, max_length=40)),
                        ("cause_id", models.UUIDField(blank=True, null=True)),
                        ("cause_code", models.CharField(blank=True, max_length=60)),
                        ("authored_on", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                        (
                            "owner_staff",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "task series",
                    },
                ),
                migrations.CreateModel(
                    name="TaskHistory",
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
                            "code",
                            models.CharField(
                                db_comment="Kind of task: app.kind", max_length=60
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_values", models.JSONField(blank=True, default=dict)),
                        ("instructions", models.TextField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("requested", "Open"),
                                    ("accepted", "Taken"),
                                    ("in-progress", "Begun"),
                                    ("completed", "Done"),
                                    ("failed", "Not done"),
                                    ("cancelled", "No longer needed"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.tasks.codes.TaskStatus["REQUESTED"],
                                max_length=20,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine"),
                                    ("urgent", "Urgent"),
                                    ("asap", "As soon as possible"),
                                    ("stat", "Now"),
                                ],
                                default=hearth.record.tasks.codes.Priority["ROUTINE"],
                                max_length=8,
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("safety", "Someone may be unsafe now"),
                                    ("legal-clock", "A legal or prescriber clock runs"),
                                    ("promise", "A promise to a person"),
                                    (
                                        "changed-resident",
                                        "A resident changed and nobody has looked",
                                    ),
                                    ("order-or-pharmacy", "An order or the pharmacy waits"),
                                    ("plan-or-evaluation", "Plan or evaluation"),
                                    ("paperwork", "Paperwork"),
                                ],
                                default=hearth.record.tasks.codes.Urgency["PAPERWORK"],
                                max_length=20,
                            ),
                        ),
                        ("opens", models.DateTimeField()),
                        ("due", models.DateTimeField()),
                        ("late", models.DateTimeField()),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                db_comment="Planned work, minutes", default=0
                            ),
                        ),
                        (
                            "owner_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("cause_type", models.CharField(blank=True, max_length=40)),
                        ("cause_id", models.UUIDField(blank=True, null=True)),
                        (
                            "cause_code",
                            models.CharField(
                                blank=True, db_comment="Why, as a code", max_length=60
                            ),
                        ),
                        (
                            "cause_text",
                            models.CharField(
                                blank=True,
                                db_comment="Why, as a source text with {values}",
                                max_length=200,
                            ),
                        ),
                        ("cause_values", models.JSONField(blank=True, default=dict)),
                        (
                            "local_date",
                            models.DateField(
                                blank=True,
                                db_comment="The community's day this occurrence belongs to",
                                null=True,
                            ),
                        ),
                        ("slot", models.CharField(blank=True, max_length=40)),
                        ("promised_to_text", models.CharField(blank=True, max_length=160)),
                        ("promised_at", models.DateTimeField(blank=True, null=True)),
                        ("snoozed_until", models.DateTimeField(blank=True, null=True)),
                        (
                            "snooze_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("waiting-family", "Waiting for family"),
                                    ("waiting-provider", "Waiting for the doctor or clinic"),
                                    ("waiting-pharmacy", "Waiting for the pharmacy"),
                                    ("resident-asked", "The resident asked for later"),
                                    ("resident-out", "The resident is out"),
                                    ("more-urgent", "Something more urgent"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("snooze_count", models.PositiveSmallIntegerField(default=0)),
                        (
                            "ladder",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24),
                                blank=True,
                                db_comment="Duty roles it passes up, as they were when it was made",
                                default=list,
                                size=None,
                            ),
                        ),
                        ("escalated_level", models.PositiveSmallIntegerField(default=0)),
                        ("next_escalation", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("done", "Done"),
                                    ("not-done", "Not done"),
                                    ("refused", "Refused"),
                                    ("not-applicable", "Does not apply"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "outcome_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("asleep", "Asleep"),
                                    ("out", "Out of the building"),
                                    ("hospital", "In hospital"),
                                    ("unwell", "Unwell"),
                                    ("declined", "Did not want it now"),
                                    ("family-did", "Family did it"),
                                    ("done-before", "Already done"),
                                    ("no-time", "No time"),
                                    ("no-staff", "Nobody to do it"),
                                    ("no-supplies", "Something was missing"),
                                    ("no-answer", "Nobody answered"),
                                    ("order-changed", "Order or plan changed"),
                                    ("unsafe", "Not safe now"),
                                    ("other", "Other, see comment"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("outcome_text", models.TextField(blank=True)),
                        (
                            "outcome_values",
                            models.JSONField(
                                blank=True,
                                db_comment="What the kind asks for besides; References only",
                                default=dict,
                            ),
                        ),
                        ("effective", models.DateTimeField(blank=True, null=True)),
                        ("recorded", models.DateTimeField(blank=True, null=True)),
                        ("performer_text", models.CharField(blank=True, max_length=160)),
                        (
                            "minutes_taken",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancel_reason", models.CharField(blank=True, max_length=240)),
                        ("authored_on", models.DateTimeField()),
                        (
                            "changed",
                            models.DateTimeField(
                                db_comment="FHIR Task.lastModified; live pages follow it"
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                        (
                            "owner_actor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "owner_staff",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "performer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "promised_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "promised_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.contact",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.taskseries",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="task",
                    name="series",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tasks.taskseries",
                    ),
                ),
                migrations.CreateModel(
                    name="TaskSeriesHistory",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("active", "Runs"),
                                    ("on-hold", "Paused"),
                                    ("completed", "Ended"),
                                    ("entered-in-error", "Entered in error"),
                                ],
                                default=hearth.record.tasks.codes.SeriesStatus["ACTIVE"],
                                max_length=20,
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                db_comment="Kind of task: app.kind", max_length=60
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_values", models.JSONField(blank=True, default=dict)),
                        ("instructions", models.TextField(blank=True)),
                        (
                            "owner_role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("coordinator", "Resident care coordinator"),
                                    ("nurse", "Nurse"),
                                    ("shift-lead", "Shift lead"),
                                    ("med-tech", "Med-tech"),
                                    ("caregiver", "Caregiver"),
                                    ("activities", "Activities"),
                                    ("driver", "Driver"),
                                    ("maintenance", "Maintenance"),
                                    ("housekeeping", "Housekeeping"),
                                    ("dining", "Dining"),
                                    ("dietitian", "Dietitian"),
                                    ("social-worker", "Social worker"),
                                    ("therapist", "Therapist"),
                                    ("front-desk", "Front desk"),
                                    ("sales", "Sales"),
                                    ("executive-director", "Executive director"),
                                    ("regional-nurse", "Regional nurse"),
                                    ("volunteer", "Volunteer"),
                                    ("agency", "Outside agency"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine"),
                                    ("urgent", "Urgent"),
                                    ("asap", "As soon as possible"),
                                    ("stat", "Now"),
                                ],
                                default=hearth.record.tasks.codes.Priority["ROUTINE"],
                                max_length=8,
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("safety", "Someone may be unsafe now"),
                                    ("legal-clock", "A legal or prescriber clock runs"),
                                    ("promise", "A promise to a person"),
                                    (
                                        "changed-resident",
                                        "A resident changed and nobody has looked",
                                    ),
                                    ("order-or-pharmacy", "An order or the pharmacy waits"),
                                    ("plan-or-evaluation", "Plan or evaluation"),
                                    ("paperwork", "Paperwork"),
                                ],
                                default=hearth.record.tasks.codes.Urgency["PAPERWORK"],
                                max_length=20,
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                db_comment="Planned work, minutes", default=0
                            ),
                        ),
                        (
                            "period_unit",
                            models.CharField(
                                choices=[
                                    ("d", "Day"),
                                    ("wk", "Week"),
                                    ("mo", "Month"),
                                    ("min", "Minute"),
                                ],
                                default=hearth.record.tasks.codes.Frequency["DAY"],
                                max_length=3,
                            ),
                        ),
                        (
                            "period",
                            models.PositiveIntegerField(
                                db_comment="Every so many period units", default=1
                            ),
                        ),
                        (
                            "wall_times",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TimeField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("month_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("anchor", models.DateTimeField(blank=True, null=True)),
                        ("count", models.PositiveIntegerField(blank=True, null=True)),
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, help_text="Last day", null=True)),
                        (
                            "window_before",
                            models.PositiveIntegerField(
                                db_comment="Minutes before due it opens", default=60
                            ),
                        ),
                        (
                            "window_after",
                            models.PositiveIntegerField(
                                db_comment="Minutes after due it is late", default=60
                            ),
                        ),
                        ("materialised_until", models.DateField(blank=True, null=True)),
                        ("cause_type", models.CharField(blank=True, max_length=40)),
                        ("cause_id", models.UUIDField(blank=True, null=True)),
                        ("cause_code", models.CharField(blank=True, max_length=60)),
                        ("authored_on", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_reason", models.CharField(blank=True, max_length=240)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "neighborhood",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tenancy.neighborhood",
                            ),
                        ),
                        (
                            "owner_staff",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="tasks.taskseries",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TaskChange",
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
                            "change",
                            models.CharField(
                                choices=[
                                    ("created", "Made"),
                                    ("changed", "Changed"),
                                    ("claimed", "Taken"),
                                    ("released", "Given back"),
                                    ("handed", "Handed to somebody"),
                                    ("begun", "Begun"),
                                    ("snoozed", "Put off"),
                                    ("woken", "Back on the list"),
                                    ("completed", "Done"),
                                    ("not-done", "Not done"),
                                    ("refused", "Refused"),
                                    ("not-applicable", "Does not apply"),
                                    ("undone", "Taken back"),
                                    ("cancelled", "No longer needed"),
                                    ("escalated", "Passed up"),
                                    ("retracted", "Entered in error"),
                                    ("commented", "Comment"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("before", models.JSONField(blank=True, default=dict)),
                        ("after", models.JSONField(blank=True, default=dict)),
                        ("reason", models.CharField(blank=True, max_length=40)),
                        ("text", models.TextField(blank=True)),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        (
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                        (
                            "recorder",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["facility", "task", "recorded"],
                                name="tasks_taskc_facilit_c04511_idx",
                            ),
                            models.Index(
                                fields=["facility", "recorded"],
                                name="tasks_taskc_facilit_35df37_idx",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "change__in",
                                        [
                                            "created",
                                            "changed",
                                            "claimed",
                                            "released",
                                            "handed",
                                            "begun",
                                            "snoozed",
                                            "woken",
                                            "completed",
                                            "not-done",
                                            "refused",
                                            "not-applicable",
                                            "undone",
                                            "cancelled",
                                            "escalated",
                                            "retracted",
                                            "commented",
                                        ],
                                    )
                                ),
                                name="taskchange_change_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effective__lte", models.F("recorded"))),
                                name="taskchange_not_in_future",
                            ),
                        ],
                    },
                ),
                migrations.AddIndex(
                    model_name="taskseries",
                    index=models.Index(
                        condition=models.Q(("status", "active")),
                        fields=["facility", "materialised_until"],
                        name="taskseries_to_materialise",
                    ),
                ),
                migrations.AddIndex(
                    model_name="taskseries",
                    index=models.Index(
                        fields=["facility", "resident"], name="tasks_tasks_facilit_ddbc84_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["active", "on-hold", "completed", "entered-in-error"],
                            )
                        ),
                        name="taskseries_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("period_unit__in", ["d", "wk", "mo", "min"])),
                        name="taskseries_period_unit_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("period__gte", 1)),
                        name="taskseries_period_from_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("anchor__isnull", False), ("period_unit", "min")),
                            models.Q(
                                models.Q(("period_unit", "min"), _negated=True),
                                ("wall_times__len__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="taskseries_has_times",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("period_unit", "mo"), _negated=True),
                            ("month_day__isnull", False),
                            _connector="OR",
                        ),
                        name="taskseries_monthly_has_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("month_day__isnull", True),
                            models.Q(("month_day__gte", 1), ("month_day__lte", 31)),
                            _connector="OR",
                        ),
                        name="taskseries_month_day_exists",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7])),
                        name="taskseries_weekdays_exist",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="taskseries_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner_role", ""), _negated=True),
                            ("owner_staff__isnull", False),
                            _connector="OR",
                        ),
                        name="taskseries_has_owner",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "completed"), _negated=True),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="taskseries_ended_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="taskseries",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("cause_id__isnull", False), ("status__in", ["active", "on-hold"])
                        ),
                        fields=("facility", "code", "cause_type", "cause_id", "cause_code"),
                        name="taskseries_once_per_cause",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (NEW."anchor", NEW."authored_on", NEW."cause_code", NEW."cause_id", NEW."cause_type", NEW."code", NEW."count", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."instructions", NEW."materialised_until", NEW."minutes", NEW."month_day", NEW."neighborhood_id", NEW."owner_role", NEW."owner_staff_id", NEW."period", NEW."period_unit", NOW(), \'insert\', NEW."id", NEW."priority", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."status", NEW."title", NEW."title_values", NEW."urgency", NEW."wall_times", NEW."weekdays", NEW."window_after", NEW."window_before"); RETURN NULL;',
                            hash="7e5d7d7020368011c6dbdc906f35af268e920c08",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f9e3d",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (NEW."anchor", NEW."authored_on", NEW."cause_code", NEW."cause_id", NEW."cause_type", NEW."code", NEW."count", NEW."ended_at", NEW."ended_by_id", NEW."ended_reason", NEW."ends", NEW."facility_id", NEW."id", NEW."instructions", NEW."materialised_until", NEW."minutes", NEW."month_day", NEW."neighborhood_id", NEW."owner_role", NEW."owner_staff_id", NEW."period", NEW."period_unit", NOW(), \'update\', NEW."id", NEW."priority", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."starts", NEW."status", NEW."title", NEW."title_values", NEW."urgency", NEW."wall_times", NEW."weekdays", NEW."window_after", NEW."window_before"); RETURN NULL;',
                            hash="8e64688f393f52a645d21d3b3db92b209128a942",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_11fae",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskseries",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskserieshistory" ("anchor", "authored_on", "cause_code", "cause_id", "cause_type", "code", "count", "ended_at", "ended_by_id", "ended_reason", "ends", "facility_id", "id", "instructions", "materialised_until", "minutes", "month_day", "neighborhood_id", "owner_role", "owner_staff_id", "period", "period_unit", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "requester_id", "resident_id", "security_label", "starts", "status", "title", "title_values", "urgency", "wall_times", "weekdays", "window_after", "window_before") VALUES (OLD."anchor", OLD."authored_on", OLD."cause_code", OLD."cause_id", OLD."cause_type", OLD."code", OLD."count", OLD."ended_at", OLD."ended_by_id", OLD."ended_reason", OLD."ends", OLD."facility_id", OLD."id", OLD."instructions", OLD."materialised_until", OLD."minutes", OLD."month_day", OLD."neighborhood_id", OLD."owner_role", OLD."owner_staff_id", OLD."period", OLD."period_unit", NOW(), \'delete\', OLD."id", OLD."priority", OLD."requester_id", OLD."resident_id", OLD."security_label", OLD."starts", OLD."status", OLD."title", OLD."title_values", OLD."urgency", OLD."wall_times", OLD."weekdays", OLD."window_after", OLD."window_before"); RETURN NULL;',
                            hash="01a986a36f2343b1151154d885029b9d4a897b79",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0a5cd",
                            table="tasks_taskseries",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6b052fa05c4dd8e6309042222a7780373e8eeed3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1e3f5",
                            table="tasks_taskhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("status__in", ["requested", "accepted", "in-progress"])
                        ),
                        fields=["facility", "due"],
                        name="task_open",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("status__in", ["requested", "accepted", "in-progress"])
                        ),
                        fields=["facility", "resident", "due"],
                        name="task_open_resident",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("status__in", ["requested", "accepted", "in-progress"]),
                            ("owner_staff__isnull", False),
                        ),
                        fields=["facility", "owner_staff", "due"],
                        name="task_open_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(("next_escalation__isnull", False)),
                        fields=["facility", "next_escalation"],
                        name="task_to_escalate",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(("cause_id__isnull", False)),
                        fields=["facility", "cause_type", "cause_id"],
                        name="task_cause",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(("recorded__isnull", False)),
                        fields=["facility", "recorded"],
                        name="task_closed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        fields=["facility", "resident", "-due"], name="task_resident"
                    ),
                ),
                migrations.AddIndex(
                    model_name="task",
                    index=models.Index(
                        condition=models.Q(
                            ("status__in", ["requested", "accepted", "in-progress"]),
                            ("series__isnull", False),
                        ),
                        fields=["facility", "series", "local_date"],
                        name="task_open_series",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "requested",
                                    "accepted",
                                    "in-progress",
                                    "completed",
                                    "failed",
                                    "cancelled",
                                    "entered-in-error",
                                ],
                            )
                        ),
                        name="task_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="task_has_title"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("opens__lte", models.F("due")), ("due__lte", models.F("late"))
                        ),
                        name="task_opens_before_due_before_late",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner_role", ""), _negated=True),
                            ("owner_staff__isnull", False),
                            ("owner_actor__isnull", False),
                            _connector="OR",
                        ),
                        name="task_has_owner",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("owner_staff__isnull", True),
                            ("owner_actor__isnull", True),
                            _connector="OR",
                        ),
                        name="task_has_one_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "done"), ("status", "completed")),
                            models.Q(
                                ("outcome__in", ["not-done", "refused"]), ("status", "failed")
                            ),
                            models.Q(
                                ("outcome__in", ["not-applicable", ""]), ("status", "cancelled")
                            ),
                            ("status", "entered-in-error"),
                            models.Q(
                                ("status__in", ["requested", "accepted", "in-progress"]),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="task_status_matches_outcome",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["", "done"]),
                            models.Q(("outcome_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_not_done_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome_reason", "other"), _negated=True),
                            models.Q(("outcome_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_other_reason_says_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            models.Q(
                                ("effective__isnull", False),
                                ("recorded__isnull", False),
                                ("recorder__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="task_outcome_has_time_and_recorder",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("effective__isnull", True),
                            models.Q(
                                ("recorded__isnull", False),
                                ("effective__lte", models.F("recorded")),
                            ),
                            _connector="OR",
                        ),
                        name="task_not_done_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("status", "cancelled"), _negated=True),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_cancelled_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("snoozed_until__isnull", True),
                            models.Q(("snooze_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_snoozed_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["requested", "accepted", "in-progress"]),
                            models.Q(
                                ("next_escalation__isnull", True),
                                ("snoozed_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="task_closed_escalates_no_more",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("cause_id__isnull", True),
                            models.Q(("cause_type", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="task_cause_has_type",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("series__isnull", True),
                            models.Q(
                                ("local_date__isnull", False),
                                models.Q(("slot", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_occurrence_has_slot",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("claimed_at__isnull", True),
                            ("claimed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="task_claimed_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("series__isnull", False),
                            models.Q(("status", "entered-in-error"), _negated=True),
                        ),
                        fields=("facility", "series", "local_date", "slot"),
                        name="task_once_per_occurrence",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="task",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("cause_id__isnull", False),
                            ("series__isnull", True),
                            ("status__in", ["requested", "accepted", "in-progress"]),
                        ),
                        fields=("facility", "code", "cause_type", "cause_id", "slot"),
                        name="task_once_per_cause",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskhistory" ("authored_on", "cancel_reason", "cancelled_at", "cancelled_by_id", "cause_code", "cause_id", "cause_text", "cause_type", "cause_values", "changed", "claimed_at", "claimed_by_id", "code", "due", "effective", "escalated_level", "facility_id", "id", "instructions", "ladder", "late", "local_date", "minutes", "minutes_taken", "neighborhood_id", "next_escalation", "opens", "outcome", "outcome_reason", "outcome_text", "outcome_values", "owner_actor_id", "owner_role", "owner_staff_id", "performer_id", "performer_text", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "promised_at", "promised_by_id", "promised_to_id", "promised_to_text", "recorded", "recorder_id", "requester_id", "resident_id", "security_label", "series_id", "slot", "snooze_count", "snooze_reason", "snoozed_until", "status", "title", "title_values", "urgency") VALUES (NEW."authored_on", NEW."cancel_reason", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cause_code", NEW."cause_id", NEW."cause_text", NEW."cause_type", NEW."cause_values", NEW."changed", NEW."claimed_at", NEW."claimed_by_id", NEW."code", NEW."due", NEW."effective", NEW."escalated_level", NEW."facility_id", NEW."id", NEW."instructions", NEW."ladder", NEW."late", NEW."local_date", NEW."minutes", NEW."minutes_taken", NEW."neighborhood_id", NEW."next_escalation", NEW."opens", NEW."outcome", NEW."outcome_reason", NEW."outcome_text", NEW."outcome_values", NEW."owner_actor_id", NEW."owner_role", NEW."owner_staff_id", NEW."performer_id", NEW."performer_text", NOW(), \'insert\', NEW."id", NEW."priority", NEW."promised_at", NEW."promised_by_id", NEW."promised_to_id", NEW."promised_to_text", NEW."recorded", NEW."recorder_id", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."series_id", NEW."slot", NEW."snooze_count", NEW."snooze_reason", NEW."snoozed_until", NEW."status", NEW."title", NEW."title_values", NEW."urgency"); RETURN NULL;',
                            hash="129ee64b9df1244a82077fb468ec605f0b2d5d5a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e2e86",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_taskhistory" ("authored_on", "cancel_reason", "cancelled_at", "cancelled_by_id", "cause_code", "cause_id", "cause_text", "cause_type", "cause_values", "changed", "claimed_at", "claimed_by_id", "code", "due", "effective", "escalated_level", "facility_id", "id", "instructions", "ladder", "late", "local_date", "minutes", "minutes_taken", "neighborhood_id", "next_escalation", "opens", "outcome", "outcome_reason", "outcome_text", "outcome_values", "owner_actor_id", "owner_role", "owner_staff_id", "performer_id", "performer_text", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "promised_at", "promised_by_id", "promised_to_id", "promised_to_text", "recorded", "recorder_id", "requester_id", "resident_id", "security_label", "series_id", "slot", "snooze_count", "snooze_reason", "snoozed_until", "status", "title", "title_values", "urgency") VALUES (NEW."authored_on", NEW."cancel_reason", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cause_code", NEW."cause_id", NEW."cause_text", NEW."cause_type", NEW."cause_values", NEW."changed", NEW."claimed_at", NEW."claimed_by_id", NEW."code", NEW."due", NEW."effective", NEW."escalated_level", NEW."facility_id", NEW."id", NEW."instructions", NEW."ladder", NEW."late", NEW."local_date", NEW."minutes", NEW."minutes_taken", NEW."neighborhood_id", NEW."next_escalation", NEW."opens", NEW."outcome", NEW."outcome_reason", NEW."outcome_text", NEW."outcome_values", NEW."owner_actor_id", NEW."owner_role", NEW."owner_staff_id", NEW."performer_id", NEW."performer_text", NOW(), \'update\', NEW."id", NEW."priority", NEW."promised_at", NEW."promised_by_id", NEW."promised_to_id", NEW."promised_to_text", NEW."recorded", NEW."recorder_id", NEW."requester_id", NEW."resident_id", NEW."security_label", NEW."series_id", NEW."slot", NEW."snooze_count", NEW."snooze_reason", NEW."snoozed_until", NEW."status", NEW."title", NEW."title_values", NEW."urgency"); RETURN NULL;',
                            hash="df837467cd04c3b9a9742153cdc645608bb36c00",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_705e1",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskhistory" ("authored_on", "cancel_reason", "cancelled_at", "cancelled_by_id", "cause_code", "cause_id", "cause_text", "cause_type", "cause_values", "changed", "claimed_at", "claimed_by_id", "code", "due", "effective", "escalated_level", "facility_id", "id", "instructions", "ladder", "late", "local_date", "minutes", "minutes_taken", "neighborhood_id", "next_escalation", "opens", "outcome", "outcome_reason", "outcome_text", "outcome_values", "owner_actor_id", "owner_role", "owner_staff_id", "performer_id", "performer_text", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "promised_at", "promised_by_id", "promised_to_id", "promised_to_text", "recorded", "recorder_id", "requester_id", "resident_id", "security_label", "series_id", "slot", "snooze_count", "snooze_reason", "snoozed_until", "status", "title", "title_values", "urgency") VALUES (OLD."authored_on", OLD."cancel_reason", OLD."cancelled_at", OLD."cancelled_by_id", OLD."cause_code", OLD."cause_id", OLD."cause_text", OLD."cause_type", OLD."cause_values", OLD."changed", OLD."claimed_at", OLD."claimed_by_id", OLD."code", OLD."due", OLD."effective", OLD."escalated_level", OLD."facility_id", OLD."id", OLD."instructions", OLD."ladder", OLD."late", OLD."local_date", OLD."minutes", OLD."minutes_taken", OLD."neighborhood_id", OLD."next_escalation", OLD."opens", OLD."outcome", OLD."outcome_reason", OLD."outcome_text", OLD."outcome_values", OLD."owner_actor_id", OLD."owner_role", OLD."owner_staff_id", OLD."performer_id", OLD."performer_text", NOW(), \'delete\', OLD."id", OLD."priority", OLD."promised_at", OLD."promised_by_id", OLD."promised_to_id", OLD."promised_to_text", OLD."recorded", OLD."recorder_id", OLD."requester_id", OLD."resident_id", OLD."security_label", OLD."series_id", OLD."slot", OLD."snooze_count", OLD."snooze_reason", OLD."snoozed_until", OLD."status", OLD."title", OLD."title_values", OLD."urgency"); RETURN NULL;',
                            hash="18461f564d5edec05265921bc08ce809a1ae7382",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3627a",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskserieshistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c9ff44267fc846921238be2c0c3708c2ef569e30",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ddc9c",
                            table="tasks_taskserieshistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("tasks", "TaskSeries", kind="state", resident="resident_id"),
                Protect(
                    "tasks",
                    "TaskSeriesHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("tasks", "Task", kind="state", resident="resident_id"),
                Protect(
                    "tasks",
                    "TaskHistory",
                    kind="trace",
                    resident="resident_id",
                    append_only=True,
                ),
                Protect("tasks", "TaskChange", kind="fact", resident="resident_id"),
            ]
        )
    ]
