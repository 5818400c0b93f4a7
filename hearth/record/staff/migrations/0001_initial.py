"""The tables of staff, as first laid, behind their fences. Expand."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import hearth.kernel.ids
import hearth.platform.scope.history
import hearth.record.staff.codes
from hearth.platform.scope.ddl import Protect
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("scope", "0001_scope_of_a_transaction"),
        ("identity", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]
    operations = [
        LayTables(
            [
                migrations.CreateModel(
                    name="OnCall",
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
                            "role",
                            models.CharField(
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "phone",
                            models.CharField(
                                blank=True, help_text="When not the person's own", max_length=40
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
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
                            "facility",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.facility",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OutsidePractitioner",
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
                            "family",
                            models.CharField(
                                help_text="Or the name of a practice", max_length=120
                            ),
                        ),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("prefix", models.CharField(blank=True, max_length=20)),
                        ("credentials", models.CharField(blank=True, max_length=40)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=120),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                choices=[
                                    ("primary-care", "Primary care"),
                                    ("cardiology", "Cardiology"),
                                    ("dentistry", "Dentistry"),
                                    ("dermatology", "Dermatology"),
                                    ("eye-care", "Eye care"),
                                    ("geriatrics", "Geriatrics"),
                                    ("hearing", "Hearing"),
                                    ("home-health", "Home health"),
                                    ("hospice", "Hospice"),
                                    ("nephrology", "Nephrology"),
                                    ("neurology", "Neurology"),
                                    ("oncology", "Oncology"),
                                    ("orthopedics", "Orthopedics"),
                                    ("pharmacy", "Pharmacy"),
                                    ("podiatry", "Podiatry"),
                                    ("psychiatry", "Psychiatry"),
                                    ("pulmonology", "Lung care"),
                                    ("therapy", "Physical, occupational or speech therapy"),
                                    ("urology", "Urology"),
                                    ("wound-care", "Wound care"),
                                    ("social-work", "Social work"),
                                    ("other", "Other"),
                                ],
                                default=hearth.record.staff.codes.Specialty["PRIMARY_CARE"],
                                max_length=24,
                            ),
                        ),
                        ("npi", models.CharField(blank=True, max_length=10)),
                        ("organization", models.CharField(blank=True, max_length=160)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("after_hours_phone", models.CharField(blank=True, max_length=40)),
                        ("fax", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("address", models.CharField(blank=True, max_length=240)),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
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
                    ],
                ),
                migrations.CreateModel(
                    name="OutsidePractitionerHistory",
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
                            "family",
                            models.CharField(
                                help_text="Or the name of a practice", max_length=120
                            ),
                        ),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("prefix", models.CharField(blank=True, max_length=20)),
                        ("credentials", models.CharField(blank=True, max_length=40)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=120),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                choices=[
                                    ("primary-care", "Primary care"),
                                    ("cardiology", "Cardiology"),
                                    ("dentistry", "Dentistry"),
                                    ("dermatology", "Dermatology"),
                                    ("eye-care", "Eye care"),
                                    ("geriatrics", "Geriatrics"),
                                    ("hearing", "Hearing"),
                                    ("home-health", "Home health"),
                                    ("hospice", "Hospice"),
                                    ("nephrology", "Nephrology"),
                                    ("neurology", "Neurology"),
                                    ("oncology", "Oncology"),
                                    ("orthopedics", "Orthopedics"),
                                    ("pharmacy", "Pharmacy"),
                                    ("podiatry", "Podiatry"),
                                    ("psychiatry", "Psychiatry"),
                                    ("pulmonology", "Lung care"),
                                    ("therapy", "Physical, occupational or speech therapy"),
                                    ("urology", "Urology"),
                                    ("wound-care", "Wound care"),
                                    ("social-work", "Social work"),
                                    ("other", "Other"),
                                ],
                                default=hearth.record.staff.codes.Specialty["PRIMARY_CARE"],
                                max_length=24,
                            ),
                        ),
                        ("npi", models.CharField(blank=True, max_length=10)),
                        ("organization", models.CharField(blank=True, max_length=160)),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("after_hours_phone", models.CharField(blank=True, max_length=40)),
                        ("fax", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("address", models.CharField(blank=True, max_length=240)),
                        ("comment", models.CharField(blank=True, max_length=240)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "actor",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.outsidepractitioner",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
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
                        ("name", models.CharField(max_length=40)),
                        (
                            "start",
                            models.TimeField(help_text="Wall time in the community's zone"),
                        ),
                        (
                            "end",
                            models.TimeField(help_text="Wall time in the community's zone"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="DutyPeriod",
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
                            "role",
                            models.CharField(
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
                        ("run", models.CharField(blank=True, max_length=40)),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("on", "On duty"),
                                    ("ended", "Ended"),
                                    ("absent", "Called off"),
                                ],
                                default=hearth.record.staff.codes.DutyStatus["PLANNED"],
                                max_length=10,
                            ),
                        ),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("absence_reason", models.CharField(blank=True, max_length=200)),
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
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ShiftHistory",
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
                        ("name", models.CharField(max_length=40)),
                        (
                            "start",
                            models.TimeField(help_text="Wall time in the community's zone"),
                        ),
                        (
                            "end",
                            models.TimeField(help_text="Wall time in the community's zone"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.shift",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ShiftNeed",
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
                            "role",
                            models.CharField(
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
                        ("headcount", models.PositiveSmallIntegerField()),
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
                            "shift",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ShiftNeedHistory",
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
                            "role",
                            models.CharField(
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
                        ("headcount", models.PositiveSmallIntegerField()),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.shiftneed",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.shift",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StaffMember",
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
                        ("family", models.CharField(max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("preferred", models.CharField(blank=True, max_length=80)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "given_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        ("staff_number", models.CharField(blank=True, max_length=40)),
                        (
                            "employment",
                            models.CharField(
                                choices=[
                                    ("own", "Employed here"),
                                    ("agency", "Sent by an agency"),
                                    ("contractor", "Contractor"),
                                    ("volunteer", "Volunteer"),
                                ],
                                default=hearth.record.staff.codes.Employment["OWN"],
                                max_length=12,
                            ),
                        ),
                        ("job_title", models.CharField(blank=True, max_length=120)),
                        (
                            "credentials",
                            models.CharField(
                                blank=True, help_text="As signed: RN, LPN, CNA", max_length=40
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                help_text="BCP 47 tags",
                                size=None,
                            ),
                        ),
                        ("photo_blob", models.UUIDField(blank=True, null=True)),
                        ("active_from", models.DateField()),
                        (
                            "active_to",
                            models.DateField(
                                blank=True, help_text="Last day of work", null=True
                            ),
                        ),
                        (
                            "actor",
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
                    ],
                ),
                migrations.CreateModel(
                    name="OnCallHistory",
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
                            "role",
                            models.CharField(
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
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "phone",
                            models.CharField(
                                blank=True, help_text="When not the person's own", max_length=40
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.oncall",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="oncall",
                    name="member",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.CreateModel(
                    name="DutyPeriodHistory",
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
                            "role",
                            models.CharField(
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
                        ("run", models.CharField(blank=True, max_length=40)),
                        ("starts", models.DateTimeField()),
                        ("ends", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("on", "On duty"),
                                    ("ended", "Ended"),
                                    ("absent", "Called off"),
                                ],
                                default=hearth.record.staff.codes.DutyStatus["PLANNED"],
                                max_length=10,
                            ),
                        ),
                        ("arrived_at", models.DateTimeField(blank=True, null=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True)),
                        ("absence_reason", models.CharField(blank=True, max_length=200)),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.dutyperiod",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.shift",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddField(
                    model_name="dutyperiod",
                    name="member",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.staffmember",
                    ),
                ),
                migrations.CreateModel(
                    name="StaffMemberHistory",
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
                        ("family", models.CharField(max_length=80)),
                        ("given", models.CharField(blank=True, max_length=80)),
                        ("preferred", models.CharField(blank=True, max_length=80)),
                        (
                            "family_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        (
                            "given_folded",
                            models.CharField(blank=True, db_collation="C", max_length=80),
                        ),
                        ("staff_number", models.CharField(blank=True, max_length=40)),
                        (
                            "employment",
                            models.CharField(
                                choices=[
                                    ("own", "Employed here"),
                                    ("agency", "Sent by an agency"),
                                    ("contractor", "Contractor"),
                                    ("volunteer", "Volunteer"),
                                ],
                                default=hearth.record.staff.codes.Employment["OWN"],
                                max_length=12,
                            ),
                        ),
                        ("job_title", models.CharField(blank=True, max_length=120)),
                        (
                            "credentials",
                            models.CharField(
                                blank=True, help_text="As signed: RN, LPN, CNA", max_length=40
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                blank=True,
                                default=list,
                                help_text="BCP 47 tags",
                                size=None,
                            ),
                        ),
                        ("photo_blob", models.UUIDField(blank=True, null=True)),
                        ("active_from", models.DateField()),
                        (
                            "active_to",
                            models.DateField(
                                blank=True, help_text="Last day of work", null=True
                            ),
                        ),
                        (
                            "actor",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.staffmember",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StaffRole",
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
                            "role",
                            models.CharField(
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
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, help_text="Last day", null=True)),
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
                            "member",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="staff.staffmember",
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
                    ],
                ),
                migrations.CreateModel(
                    name="StaffRoleHistory",
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
                            "role",
                            models.CharField(
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
                        ("starts", models.DateField()),
                        ("ends", models.DateField(blank=True, help_text="Last day", null=True)),
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
                            "member",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="staff.staffmember",
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="staff.staffrole",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.AddIndex(
                    model_name="outsidepractitioner",
                    index=models.Index(
                        fields=["facility", "family_folded"],
                        name="staff_outsi_facilit_6a7399_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outsidepractitioner",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("npi", ""), _negated=True),
                        fields=("facility", "npi"),
                        name="outsidepractitioner_npi_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outsidepractitioner",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("actor__isnull", False)),
                        fields=("facility", "actor"),
                        name="outsidepractitioner_one_per_actor",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outsidepractitioner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("family", ""), _negated=True),
                        name="outsidepractitioner_has_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="outsidepractitioner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("npi", ""), ("npi__regex", "^[0-9]{10}$"), _connector="OR"
                        ),
                        name="outsidepractitioner_npi_is_ten_digits",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsidepractitioner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_outsidepractitionerhistory" ("actor_id", "address", "after_hours_phone", "closed_at", "comment", "credentials", "email", "facility_id", "family", "family_folded", "fax", "given", "id", "npi", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prefix", "specialty") VALUES (NEW."actor_id", NEW."address", NEW."after_hours_phone", NEW."closed_at", NEW."comment", NEW."credentials", NEW."email", NEW."facility_id", NEW."family", NEW."family_folded", NEW."fax", NEW."given", NEW."id", NEW."npi", NEW."organization", NOW(), \'insert\', NEW."id", NEW."phone", NEW."prefix", NEW."specialty"); RETURN NULL;',
                            hash="67c07e0470542014176c5776af025634a0869aad",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_70dce",
                            table="staff_outsidepractitioner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsidepractitioner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_outsidepractitionerhistory" ("actor_id", "address", "after_hours_phone", "closed_at", "comment", "credentials", "email", "facility_id", "family", "family_folded", "fax", "given", "id", "npi", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prefix", "specialty") VALUES (NEW."actor_id", NEW."address", NEW."after_hours_phone", NEW."closed_at", NEW."comment", NEW."credentials", NEW."email", NEW."facility_id", NEW."family", NEW."family_folded", NEW."fax", NEW."given", NEW."id", NEW."npi", NEW."organization", NOW(), \'update\', NEW."id", NEW."phone", NEW."prefix", NEW."specialty"); RETURN NULL;',
                            hash="99c12c7da6e85e1b7ffcc2ac6ff0d02847b4d58d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9daaf",
                            table="staff_outsidepractitioner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsidepractitioner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_outsidepractitionerhistory" ("actor_id", "address", "after_hours_phone", "closed_at", "comment", "credentials", "email", "facility_id", "family", "family_folded", "fax", "given", "id", "npi", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "prefix", "specialty") VALUES (OLD."actor_id", OLD."address", OLD."after_hours_phone", OLD."closed_at", OLD."comment", OLD."credentials", OLD."email", OLD."facility_id", OLD."family", OLD."family_folded", OLD."fax", OLD."given", OLD."id", OLD."npi", OLD."organization", NOW(), \'delete\', OLD."id", OLD."phone", OLD."prefix", OLD."specialty"); RETURN NULL;',
                            hash="b535de39e646143cd60847e4fdba864ef5f6353d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_26e01",
                            table="staff_outsidepractitioner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outsidepractitionerhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="029f4cfef8cbc2fd6b4cc24f2fac7fdcccd919bb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cf87b",
                            table="staff_outsidepractitionerhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shift",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("facility", "neighborhood", "name"),
                        name="shift_name_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shift",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="shift_has_name"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_shifthistory" ("closed_at", "end", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "start") VALUES (NEW."closed_at", NEW."end", NEW."facility_id", NEW."id", NEW."name", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."position", NEW."start"); RETURN NULL;',
                            hash="963969a421a518a0b19aefd59018988dcf243935",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_00af3",
                            table="staff_shift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_shifthistory" ("closed_at", "end", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "start") VALUES (NEW."closed_at", NEW."end", NEW."facility_id", NEW."id", NEW."name", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."position", NEW."start"); RETURN NULL;',
                            hash="0f526cfb75ebdba76197402034e8c542aaae40a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2ff48",
                            table="staff_shift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_shifthistory" ("closed_at", "end", "facility_id", "id", "name", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "start") VALUES (OLD."closed_at", OLD."end", OLD."facility_id", OLD."id", OLD."name", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."position", OLD."start"); RETURN NULL;',
                            hash="b427b03b55ead134780526f21a4d9a84e80a88fd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab5fb",
                            table="staff_shift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shifthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bb445aaba0b23dd5aac1bb3150ff77c0deb928ad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f6a5c",
                            table="staff_shifthistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shiftneed",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "shift", "role"), name="shiftneed_role_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shiftneed",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "coordinator",
                                    "nurse",
                                    "shift-lead",
                                    "med-tech",
                                    "caregiver",
                                    "activities",
                                    "driver",
                                    "maintenance",
                                    "housekeeping",
                                    "dining",
                                    "dietitian",
                                    "social-worker",
                                    "therapist",
                                    "front-desk",
                                    "sales",
                                    "executive-director",
                                    "regional-nurse",
                                    "volunteer",
                                    "agency",
                                ],
                            )
                        ),
                        name="shiftneed_role_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shiftneed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_shiftneedhistory" ("facility_id", "headcount", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "shift_id") VALUES (NEW."facility_id", NEW."headcount", NEW."id", NOW(), \'insert\', NEW."id", NEW."role", NEW."shift_id"); RETURN NULL;',
                            hash="e6ee0cfcddefd8e0b8178c7d6be26bc3d18a9925",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d37cd",
                            table="staff_shiftneed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shiftneed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_shiftneedhistory" ("facility_id", "headcount", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "shift_id") VALUES (NEW."facility_id", NEW."headcount", NEW."id", NOW(), \'update\', NEW."id", NEW."role", NEW."shift_id"); RETURN NULL;',
                            hash="8118f1a46407322579bf9b94cfe933788eb9a919",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8f174",
                            table="staff_shiftneed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shiftneed",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_shiftneedhistory" ("facility_id", "headcount", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "shift_id") VALUES (OLD."facility_id", OLD."headcount", OLD."id", NOW(), \'delete\', OLD."id", OLD."role", OLD."shift_id"); RETURN NULL;',
                            hash="e1c1803b8ae853babe4b6563f62eed9be650aa05",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_364f8",
                            table="staff_shiftneed",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="shiftneedhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d32bc932d2eab492e516496e5f0e0c19d998263f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b2597",
                            table="staff_shiftneedhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="staffmember",
                    index=models.Index(
                        fields=["facility", "family_folded", "given_folded"],
                        name="staff_staff_facilit_aeefab_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="staffmember",
                    index=models.Index(
                        fields=["facility", "given_folded"],
                        name="staff_staff_facilit_f756db_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffmember",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("actor__isnull", False)),
                        fields=("facility", "actor"),
                        name="staffmember_one_per_actor",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffmember",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("staff_number", ""), _negated=True),
                        fields=("facility", "staff_number"),
                        name="staffmember_number_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffmember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("family", ""), _negated=True),
                        name="staffmember_has_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffmember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("active_to__isnull", True),
                            ("active_to__gte", models.F("active_from")),
                            _connector="OR",
                        ),
                        name="staffmember_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffmember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("employment__in", ["own", "agency", "contractor", "volunteer"])
                        ),
                        name="staffmember_employment_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_staffmemberhistory" ("active_from", "active_to", "actor_id", "credentials", "email", "employment", "facility_id", "family", "family_folded", "given", "given_folded", "id", "job_title", "languages", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "staff_number") VALUES (NEW."active_from", NEW."active_to", NEW."actor_id", NEW."credentials", NEW."email", NEW."employment", NEW."facility_id", NEW."family", NEW."family_folded", NEW."given", NEW."given_folded", NEW."id", NEW."job_title", NEW."languages", NOW(), \'insert\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."staff_number"); RETURN NULL;',
                            hash="b054eb4e93f1305a4a414c2a7e782dad290547aa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f984c",
                            table="staff_staffmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_staffmemberhistory" ("active_from", "active_to", "actor_id", "credentials", "email", "employment", "facility_id", "family", "family_folded", "given", "given_folded", "id", "job_title", "languages", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "staff_number") VALUES (NEW."active_from", NEW."active_to", NEW."actor_id", NEW."credentials", NEW."email", NEW."employment", NEW."facility_id", NEW."family", NEW."family_folded", NEW."given", NEW."given_folded", NEW."id", NEW."job_title", NEW."languages", NOW(), \'update\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."staff_number"); RETURN NULL;',
                            hash="9aa298c96d7724d09b8c5a004e01e6185a1c93ea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7895f",
                            table="staff_staffmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffmember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_staffmemberhistory" ("active_from", "active_to", "actor_id", "credentials", "email", "employment", "facility_id", "family", "family_folded", "given", "given_folded", "id", "job_title", "languages", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "staff_number") VALUES (OLD."active_from", OLD."active_to", OLD."actor_id", OLD."credentials", OLD."email", OLD."employment", OLD."facility_id", OLD."family", OLD."family_folded", OLD."given", OLD."given_folded", OLD."id", OLD."job_title", OLD."languages", NOW(), \'delete\', OLD."id", OLD."phone", OLD."photo_blob", OLD."preferred", OLD."staff_number"); RETURN NULL;',
                            hash="126841efa6eb3b89c64518fd2fa24723061ef2c0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_11fa4",
                            table="staff_staffmember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncallhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="2bede20cf70b06b049915674e34e3cefcbf20e99",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6f90d",
                            table="staff_oncallhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="oncall",
                    index=models.Index(
                        fields=["facility", "starts", "ends"],
                        name="staff_oncal_facilit_12d86c_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("facility", "role", "position", "starts"),
                        name="oncall_turn_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="oncall_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "coordinator",
                                    "nurse",
                                    "shift-lead",
                                    "med-tech",
                                    "caregiver",
                                    "activities",
                                    "driver",
                                    "maintenance",
                                    "housekeeping",
                                    "dining",
                                    "dietitian",
                                    "social-worker",
                                    "therapist",
                                    "front-desk",
                                    "sales",
                                    "executive-director",
                                    "regional-nurse",
                                    "volunteer",
                                    "agency",
                                ],
                            )
                        ),
                        name="oncall_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("position__gte", 1)),
                        name="oncall_position_from_one",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="oncall",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            ("cancelled_by__isnull", False),
                            _connector="OR",
                        ),
                        name="oncall_cancelled_by_somebody",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "starts") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="6e76c61d54c5de11896374f31e0c27ca41e83d13",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84389",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "starts") VALUES (NEW."cancelled_at", NEW."cancelled_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."position", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="99e7803e0fc21e75e5e985d14975f6dceda9cf34",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_407b4",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="oncall",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_oncallhistory" ("cancelled_at", "cancelled_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "role", "starts") VALUES (OLD."cancelled_at", OLD."cancelled_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."role", OLD."starts"); RETURN NULL;',
                            hash="7b419bb4e989e10cbef8eccaf50c2400aab25f2f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f8c46",
                            table="staff_oncall",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyperiodhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="15999ce9871570d9bbe59d776ee0ed6e9b14d4c0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_70d62",
                            table="staff_dutyperiodhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="dutyperiod",
                    index=models.Index(
                        fields=["facility", "starts", "ends"],
                        name="staff_dutyp_facilit_9317de_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dutyperiod",
                    index=models.Index(
                        fields=["facility", "member", "-starts"],
                        name="staff_dutyp_facilit_9e48d2_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dutyperiod",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("status", "absent"), _negated=True),
                        expressions=[
                            (
                                models.Func(
                                    models.F("member"),
                                    models.F("member"),
                                    models.Value("[]"),
                                    function="uuidrange",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts"),
                                    models.F("ends"),
                                    models.Value("[)"),
                                    function="tstzrange",
                                ),
                                "&&",
                            ),
                        ],
                        name="dutyperiod_one_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dutyperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="dutyperiod_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dutyperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "coordinator",
                                    "nurse",
                                    "shift-lead",
                                    "med-tech",
                                    "caregiver",
                                    "activities",
                                    "driver",
                                    "maintenance",
                                    "housekeeping",
                                    "dining",
                                    "dietitian",
                                    "social-worker",
                                    "therapist",
                                    "front-desk",
                                    "sales",
                                    "executive-director",
                                    "regional-nurse",
                                    "volunteer",
                                    "agency",
                                ],
                            )
                        ),
                        name="dutyperiod_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dutyperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "on", "ended", "absent"])
                        ),
                        name="dutyperiod_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dutyperiod",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "on"), _negated=True),
                            ("arrived_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dutyperiod_on_has_arrival",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_dutyperiodhistory" ("absence_reason", "arrived_at", "ends", "facility_id", "id", "left_at", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run", "shift_id", "starts", "status") VALUES (NEW."absence_reason", NEW."arrived_at", NEW."ends", NEW."facility_id", NEW."id", NEW."left_at", NEW."member_id", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."role", NEW."run", NEW."shift_id", NEW."starts", NEW."status"); RETURN NULL;',
                            hash="e4cea31460a9c226f7b2f0bfe358337eb9564616",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d54c3",
                            table="staff_dutyperiod",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_dutyperiodhistory" ("absence_reason", "arrived_at", "ends", "facility_id", "id", "left_at", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run", "shift_id", "starts", "status") VALUES (NEW."absence_reason", NEW."arrived_at", NEW."ends", NEW."facility_id", NEW."id", NEW."left_at", NEW."member_id", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."role", NEW."run", NEW."shift_id", NEW."starts", NEW."status"); RETURN NULL;',
                            hash="9b340e82235fb5784cf96bc56fa3f38cdd8d9b51",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c434",
                            table="staff_dutyperiod",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="dutyperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_dutyperiodhistory" ("absence_reason", "arrived_at", "ends", "facility_id", "id", "left_at", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "run", "shift_id", "starts", "status") VALUES (OLD."absence_reason", OLD."arrived_at", OLD."ends", OLD."facility_id", OLD."id", OLD."left_at", OLD."member_id", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."role", OLD."run", OLD."shift_id", OLD."starts", OLD."status"); RETURN NULL;',
                            hash="38b27e3304e0a81001c9fcabbc0fdb74ddaa2e32",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d12cb",
                            table="staff_dutyperiod",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffmemberhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="bd92b504b8a7e6740e7bfb639ac26fbab1b4aebb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e0598",
                            table="staff_staffmemberhistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="staffrole",
                    index=models.Index(
                        fields=["facility", "role"], name="staff_staff_facilit_76bf4b_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffrole",
                    constraint=models.UniqueConstraint(
                        fields=("facility", "member", "role", "neighborhood", "starts"),
                        name="staffrole_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffrole",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "coordinator",
                                    "nurse",
                                    "shift-lead",
                                    "med-tech",
                                    "caregiver",
                                    "activities",
                                    "driver",
                                    "maintenance",
                                    "housekeeping",
                                    "dining",
                                    "dietitian",
                                    "social-worker",
                                    "therapist",
                                    "front-desk",
                                    "sales",
                                    "executive-director",
                                    "regional-nurse",
                                    "volunteer",
                                    "agency",
                                ],
                            )
                        ),
                        name="staffrole_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="staffrole",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="staffrole_ends_after_start",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_staffrolehistory" ("ends", "facility_id", "id", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts") VALUES (NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NEW."neighborhood_id", NOW(), \'insert\', NEW."id", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="d5b2a7c9b74852b3afcd65327e80371c6ae639c3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4171e",
                            table="staff_staffrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "staff_staffrolehistory" ("ends", "facility_id", "id", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts") VALUES (NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NEW."neighborhood_id", NOW(), \'update\', NEW."id", NEW."role", NEW."starts"); RETURN NULL;',
                            hash="c37a591ce8ed96fb97edd048ea6a4076dfb76530",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0192c",
                            table="staff_staffrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffrole",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "staff_staffrolehistory" ("ends", "facility_id", "id", "member_id", "neighborhood_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts") VALUES (OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", OLD."neighborhood_id", NOW(), \'delete\', OLD."id", OLD."role", OLD."starts"); RETURN NULL;',
                            hash="292fed092a8f39d48ab19f60171f0cedbf310c1b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a7679",
                            table="staff_staffrole",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="staffrolehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a94c2eafb347c414f878c9898804e735050b9df0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_421ee",
                            table="staff_staffrolehistory",
                            when="BEFORE",
                        ),
                    ),
                ),
                Protect("staff", "StaffMember", kind="state"),
                Protect("staff", "StaffMemberHistory", kind="trace", append_only=True),
                Protect("staff", "StaffRole", kind="state"),
                Protect("staff", "StaffRoleHistory", kind="trace", append_only=True),
                Protect("staff", "Shift", kind="state"),
                Protect("staff", "ShiftHistory", kind="trace", append_only=True),
                Protect("staff", "ShiftNeed", kind="state"),
                Protect("staff", "ShiftNeedHistory", kind="trace", append_only=True),
                Protect("staff", "DutyPeriod", kind="state"),
                Protect("staff", "DutyPeriodHistory", kind="trace", append_only=True),
                Protect("staff", "OnCall", kind="state"),
                Protect("staff", "OnCallHistory", kind="trace", append_only=True),
                Protect("staff", "OutsidePractitioner", kind="state"),
                Protect("staff", "OutsidePractitionerHistory", kind="trace", append_only=True),
            ]
        )
    ]
