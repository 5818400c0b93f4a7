"""The tables of events and their reports, as first laid, behind their fences. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import hearth.kernel.ids
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
                    name="Incident",
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
                            "type",
                            models.CharField(
                                db_comment="Code of an entry of the definition incident-types",
                                max_length=60,
                            ),
                        ),
                        (
                            "words",
                            models.JSONField(
                                db_comment="The name of the type by language, as it was when it was recorded"
                            ),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True)),
                        ("found_at", models.DateTimeField()),
                        (
                            "last_seen",
                            models.DateTimeField(
                                blank=True, db_comment="Last seen well, UTC", null=True
                            ),
                        ),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    ("own-place", "Own apartment"),
                                    ("own-bathroom", "Own bathroom"),
                                    ("hallway", "Hallway"),
                                    ("dining", "Dining room"),
                                    ("common", "Shared room"),
                                    ("shower", "Shower or bath"),
                                    ("outside", "Outside"),
                                    ("away", "Away from here"),
                                    ("other", "Somewhere else"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("where_text", models.CharField(blank=True, max_length=160)),
                        (
                            "seen_by",
                            models.CharField(
                                choices=[
                                    ("nobody", "Nobody"),
                                    ("staff", "Staff"),
                                    ("resident", "Another resident"),
                                    ("family", "Family or a visitor"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "seen_by_text",
                            models.CharField(
                                blank=True, help_text="Who saw it, by name", max_length=200
                            ),
                        ),
                        (
                            "injury",
                            models.CharField(
                                choices=[
                                    ("none", "Not hurt"),
                                    ("minor", "Small hurt"),
                                    ("major", "Badly hurt"),
                                    ("death", "Died"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("injury_text", models.CharField(blank=True, max_length=240)),
                        (
                            "head_struck",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known"),
                                ],
                                help_text="Empty: not asked",
                                max_length=8,
                            ),
                        ),
                        (
                            "thinner",
                            models.CharField(
                                choices=[
                                    ("yes", "Takes a blood thinner"),
                                    ("not-on-record", "No blood thinner on record"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "thinner_text",
                            models.CharField(
                                blank=True,
                                help_text="What the record said of it then",
                                max_length=240,
                            ),
                        ),
                        (
                            "done",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        (
                            "say",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("call-911", "Call 911 now, then the nurse"),
                                    ("nurse-now", "Call the nurse now"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "definition_id",
                            models.UUIDField(
                                db_comment="The definition incident-types it was read by"
                            ),
                        ),
                        ("definition_version", models.PositiveIntegerField()),
                        (
                            "performer_text",
                            models.CharField(
                                blank=True,
                                help_text="Who found it, when not the recorder",
                                max_length=160,
                            ),
                        ),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
                        ("correction_reason", models.CharField(blank=True, max_length=240)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.incident",
                            ),
                        ),
                        (
                            "entered_in_error_by",
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
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.place",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="IncidentReport",
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
                        ("narrative", models.TextField()),
                        ("witnesses", models.TextField(blank=True)),
                        (
                            "found_later",
                            models.TextField(blank=True, help_text="Injuries found since"),
                        ),
                        (
                            "surroundings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "body",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "situation",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=16),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("causes_text", models.TextField(blank=True)),
                        (
                            "told_text",
                            models.TextField(
                                blank=True, help_text="What family and prescriber said"
                            ),
                        ),
                        (
                            "next_text",
                            models.TextField(
                                blank=True, help_text="What is done so it does not come again"
                            ),
                        ),
                        ("effective", models.DateTimeField()),
                        ("recorded", models.DateTimeField()),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("review_text", models.TextField(blank=True)),
                        ("client_ref", models.UUIDField(blank=True, null=True)),
                        ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "entered_in_error_reason",
                            models.CharField(blank=True, max_length=240),
                        ),
                        (
                            "author",
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
                            "entered_in_error_by",
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
                            "incident",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.incident",
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
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="residents.resident",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="identity.actor",
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(
                        fields=["facility", "resident", "-effective"],
                        name="incidents_i_facilit_22b988_idx",
                    ),
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(
                        fields=["facility", "-effective"], name="incidents_i_facilit_4c1d0a_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(
                        fields=["facility", "-recorded"], name="incidents_i_facilit_66d3a4_idx"
                    ),
                ),
                migrations.AddIndex(
                    model_name="incident",
                    index=models.Index(
                        fields=["facility", "recorder", "-recorded"],
                        name="incidents_i_facilit_0bcd33_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("type", ""), _negated=True),
                        name="incident_has_type",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effective", models.F("happened_at")),
                                ("happened_at__isnull", False),
                            ),
                            models.Q(
                                ("effective", models.F("found_at")),
                                ("happened_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="incident_effective_is_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("effective__lte", models.F("found_at")),
                            ("found_at__lte", models.F("recorded")),
                        ),
                        name="incident_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("last_seen__isnull", True),
                            ("last_seen__lte", models.F("effective")),
                            _connector="OR",
                        ),
                        name="incident_seen_well_before",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "where__in",
                                [
                                    "own-place",
                                    "own-bathroom",
                                    "hallway",
                                    "dining",
                                    "common",
                                    "shower",
                                    "outside",
                                    "away",
                                    "other",
                                ],
                            )
                        ),
                        name="incident_where_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("seen_by__in", ["nobody", "staff", "resident", "family"])
                        ),
                        name="incident_seen_by_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("injury__in", ["none", "minor", "major", "death", "unknown"])
                        ),
                        name="incident_injury_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("head_struck__in", ["", "yes", "no", "unknown"])),
                        name="incident_head_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("thinner__in", ["yes", "not-on-record"])),
                        name="incident_thinner_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("say__in", ["", "call-911", "nurse-now"])),
                        name="incident_say_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "done__contained_by",
                                [
                                    "called-911",
                                    "told-nurse",
                                    "vitals",
                                    "first-aid",
                                    "not-moved",
                                    "helped-up",
                                    "lifted",
                                    "got-up",
                                    "stayed",
                                    "made-safe",
                                    "searched",
                                ],
                            )
                        ),
                        name="incident_done_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(
                                models.Q(("corrects", models.F("id")), _negated=True),
                                models.Q(("correction_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incident_correction_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incident_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("facility", "corrects"),
                        name="incident_corrected_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incident",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("client_ref__isnull", False)),
                        fields=("facility", "client_ref"),
                        name="incident_client_ref_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="incidentreport",
                    index=models.Index(
                        fields=["facility", "resident", "-recorded"],
                        name="incidents_i_facilit_b499da_idx",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("narrative", ""), _negated=True),
                        name="incidentreport_has_words",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("effective__lte", models.F("recorded"))),
                        name="incidentreport_not_in_future",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "surroundings__contained_by",
                                [
                                    "wet-floor",
                                    "clutter",
                                    "light",
                                    "furniture",
                                    "device",
                                    "footwear",
                                    "bell",
                                ],
                            ),
                            (
                                "body__contained_by",
                                [
                                    "weak",
                                    "dizzy",
                                    "confused",
                                    "infection",
                                    "medicine",
                                    "toilet",
                                    "pain",
                                    "sight",
                                ],
                            ),
                            (
                                "situation__contained_by",
                                ["alone", "transfer", "reaching", "busy", "change", "upset"],
                            ),
                        ),
                        name="incidentreport_causes_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reviewed_at__isnull", True), ("reviewed_by__isnull", True)
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("reviewed_by", models.F("recorder")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incidentreport_reviewed_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("entered_in_error_at__isnull", True),
                            models.Q(
                                ("entered_in_error_by__isnull", False),
                                models.Q(("entered_in_error_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="incidentreport_error_has_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("entered_in_error_at__isnull", True)),
                        fields=("facility", "incident"),
                        name="incidentreport_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incidentreport",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("client_ref__isnull", False)),
                        fields=("facility", "client_ref"),
                        name="incidentreport_client_ref_once",
                    ),
                ),
                Protect("incidents", "Incident", kind="fact", resident="resident_id"),
                Protect(
                    "incidents",
                    "IncidentReport",
                    kind="fact",
                    resident="resident_id",
                    extra=("reviewed_at", "reviewed_by_id", "review_text"),
                ),
            ]
        )
    ]
