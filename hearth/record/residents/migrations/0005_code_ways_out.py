"""Every way out is coded: kind, reason, who decided, what was tried, what came of it. Expand."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from hearth.platform.scope.ddl import Refer
from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
        ("residents", "0004_saved_lists"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        LayTables(
            [
                migrations.AddField(
                    model_name="whereabouts",
                    name="condition",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("as-before", "As before they left"),
                            ("better", "Better than when they left"),
                            ("weaker", "Weaker than usual"),
                            ("confused", "More confused than usual"),
                            ("in-pain", "In pain"),
                            ("other", "Different in another way"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="decided_by",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "The resident"),
                            ("family", "Family"),
                            ("nurse", "Nurse"),
                            ("prescriber", "Prescriber"),
                            ("ems", "EMS"),
                            ("hospice", "Hospice"),
                            ("other", "Somebody else"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="diagnosis",
                    field=models.CharField(
                        blank=True, help_text="Said on return", max_length=240
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="diagnosis_code",
                    field=models.CharField(blank=True, db_comment="ICD-10-CM", max_length=20),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="new_orders",
                    field=models.BooleanField(blank=True, null=True),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="planned",
                    field=models.BooleanField(
                        blank=True, db_comment="Known a day ahead; null: not coded", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="reason",
                    field=models.CharField(blank=True, max_length=240),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="reason_code",
                    field=models.CharField(
                        blank=True,
                        db_comment="Code of an entry of the definition out-reasons",
                        max_length=60,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="taken_along",
                    field=models.JSONField(
                        blank=True,
                        db_comment="How many of each: code of Belonging to count",
                        default=dict,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="transport",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("ems", "EMS"),
                            ("family-car", "Family car"),
                            ("van", "Van of the community"),
                            ("ride", "Ordered ride"),
                            ("on-foot", "On foot"),
                            ("other", "Another way"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="tried_first",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("prescriber", "Called the prescriber"),
                                ("telehealth", "Telehealth visit"),
                                ("hospice", "Called hospice"),
                                ("prn", "As-needed medicine given"),
                                ("nurse", "A nurse looked"),
                                ("nothing", "Nothing"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="whereabouts",
                    name="way_out",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="residents.whereabouts",
                    ),
                ),
                migrations.AlterField(
                    model_name="whereabouts",
                    name="out_for",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("family", "With family or friends"),
                            ("appointment", "Appointment"),
                            ("outing", "Outing with the community"),
                            ("errand", "On their own"),
                            ("emergency-room", "Emergency room"),
                            ("observation", "Hospital, for observation"),
                            ("hospital", "Hospital stay"),
                            ("rehab", "Rehab"),
                            ("hospice", "Hospice house"),
                            ("overnight", "Away overnight"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AddIndex(
                    model_name="whereabouts",
                    index=models.Index(
                        condition=models.Q(("way_out__isnull", False)),
                        fields=["facility", "way_out", "effective"],
                        name="whereabouts_of_way_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("code", "out"),
                            models.Q(
                                ("decided_by", ""),
                                ("planned__isnull", True),
                                ("reason_code", ""),
                                ("transport", ""),
                                ("tried_first", []),
                            ),
                            _connector="OR",
                        ),
                        name="whereabouts_way_out_is_coded_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("code", "in"),
                            models.Q(
                                ("condition", ""),
                                ("diagnosis", ""),
                                ("diagnosis_code", ""),
                                ("new_orders__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="whereabouts_return_is_coded_in",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("way_out__isnull", True),
                            models.Q(("way_out", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="whereabouts_not_its_own_way_out",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="whereabouts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", ""),
                            (
                                "decided_by__in",
                                [
                                    "resident",
                                    "family",
                                    "nurse",
                                    "prescriber",
                                    "ems",
                                    "hospice",
                                    "other",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="whereabouts_decided_by_known",
                    ),
                ),
                Refer("residents", "Whereabouts", "way_out_id"),
            ]
        )
    ]
