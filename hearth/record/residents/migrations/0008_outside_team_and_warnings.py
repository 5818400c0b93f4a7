"""The outside care team has days and an end; warnings every carer sees. Expand."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0007_whom_to_tell_and_the_ems_page"),
    ]

    operations = [
        LayTables(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="careteammember",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="careteammember",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="careteammember",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="resident",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="resident",
                    name="update_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="resident",
                    name="delete_delete",
                ),
                migrations.RemoveConstraint(
                    model_name="careteammember",
                    name="careteammember_role_known",
                ),
                migrations.RemoveConstraint(
                    model_name="flag",
                    name="flag_code_known",
                ),
                migrations.AddField(
                    model_name="careteammember",
                    name="ends",
                    field=models.DateField(
                        blank=True, help_text="Last day, where it is known", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="careteammember",
                    name="visit_days",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mon", "Monday"),
                                ("tue", "Tuesday"),
                                ("wed", "Wednesday"),
                                ("thu", "Thursday"),
                                ("fri", "Friday"),
                                ("sat", "Saturday"),
                                ("sun", "Sunday"),
                            ],
                            max_length=3,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="careteammemberhistory",
                    name="ends",
                    field=models.DateField(
                        blank=True, help_text="Last day, where it is known", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="careteammemberhistory",
                    name="visit_days",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("mon", "Monday"),
                                ("tue", "Tuesday"),
                                ("wed", "Wednesday"),
                                ("thu", "Thursday"),
                                ("fri", "Friday"),
                                ("sat", "Saturday"),
                                ("sun", "Sunday"),
                            ],
                            max_length=3,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                migrations.AddField(
                    model_name="resident",
                    name="customs_at_death",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="resident",
                    name="preferred_carer",
                    field=models.CharField(
                        blank=True,
                        choices=[("female", "A woman"), ("male", "A man")],
                        help_text="For washing",
                        max_length=8,
                    ),
                ),
                migrations.AddField(
                    model_name="residenthistory",
                    name="customs_at_death",
                    field=models.TextField(blank=True),
                ),
                migrations.AddField(
                    model_name="residenthistory",
                    name="preferred_carer",
                    field=models.CharField(
                        blank=True,
                        choices=[("female", "A woman"), ("male", "A man")],
                        help_text="For washing",
                        max_length=8,
                    ),
                ),
                migrations.AlterField(
                    model_name="careteammember",
                    name="role",
                    field=models.CharField(
                        choices=[
                            ("prescriber", "Prescriber"),
                            ("primary-care", "Primary care"),
                            ("specialist", "Specialist"),
                            ("pharmacy", "Pharmacy"),
                            ("hospice", "Hospice"),
                            ("home-health", "Home health"),
                            ("dialysis", "Dialysis"),
                            ("dentist", "Dentist"),
                            ("eye-care", "Eye care"),
                            ("podiatrist", "Podiatrist"),
                            ("therapist", "Therapist"),
                            ("social-worker", "Social worker"),
                            ("hospital", "Preferred hospital"),
                            ("key-worker", "Own caregiver"),
                            ("private-aide", "Private aide"),
                            ("funeral-home", "Funeral home"),
                            ("case-manager", "Case manager"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AlterField(
                    model_name="careteammemberhistory",
                    name="role",
                    field=models.CharField(
                        choices=[
                            ("prescriber", "Prescriber"),
                            ("primary-care", "Primary care"),
                            ("specialist", "Specialist"),
                            ("pharmacy", "Pharmacy"),
                            ("hospice", "Hospice"),
                            ("home-health", "Home health"),
                            ("dialysis", "Dialysis"),
                            ("dentist", "Dentist"),
                            ("eye-care", "Eye care"),
                            ("podiatrist", "Podiatrist"),
                            ("therapist", "Therapist"),
                            ("social-worker", "Social worker"),
                            ("hospital", "Preferred hospital"),
                            ("key-worker", "Own caregiver"),
                            ("private-aide", "Private aide"),
                            ("funeral-home", "Funeral home"),
                            ("case-manager", "Case manager"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AlterField(
                    model_name="flag",
                    name="code",
                    field=models.CharField(
                        choices=[
                            ("fall", "May fall"),
                            ("leaving", "May leave unnoticed"),
                            ("choking", "May choke"),
                            ("skin", "Skin breaks easily"),
                            ("bleeding", "Takes a blood thinner"),
                            ("infection", "Infection precautions"),
                            ("oxygen", "Uses oxygen"),
                            ("seizure", "May have seizures"),
                            ("low-sugar", "Blood sugar may fall"),
                            ("smoking", "Smokes"),
                            ("self-harm", "May harm themselves"),
                            ("distress", "May strike out when distressed"),
                            ("two-staff", "Two people for care"),
                            ("side", "Do not use one arm"),
                            ("insulin", "Takes insulin"),
                            ("pacemaker", "Has a pacemaker"),
                            ("dialysis-arm", "Dialysis arm"),
                            ("no-contact", "Somebody may not visit or call"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.AlterField(
                    model_name="flaghistory",
                    name="code",
                    field=models.CharField(
                        choices=[
                            ("fall", "May fall"),
                            ("leaving", "May leave unnoticed"),
                            ("choking", "May choke"),
                            ("skin", "Skin breaks easily"),
                            ("bleeding", "Takes a blood thinner"),
                            ("infection", "Infection precautions"),
                            ("oxygen", "Uses oxygen"),
                            ("seizure", "May have seizures"),
                            ("low-sugar", "Blood sugar may fall"),
                            ("smoking", "Smokes"),
                            ("self-harm", "May harm themselves"),
                            ("distress", "May strike out when distressed"),
                            ("two-staff", "Two people for care"),
                            ("side", "Do not use one arm"),
                            ("insulin", "Takes insulin"),
                            ("pacemaker", "Has a pacemaker"),
                            ("dialysis-arm", "Dialysis arm"),
                            ("no-contact", "Somebody may not visit or call"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts", "visit_days") VALUES (NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'insert\', NEW."id", NEW."position", NEW."practitioner_id", NEW."resident_id", NEW."role", NEW."security_label", NEW."starts", NEW."visit_days"); RETURN NULL;',
                            hash="fa7ab96e5b243c632b77879bd4eba188770d45e2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9d534",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts", "visit_days") VALUES (NEW."comment", NEW."ended_at", NEW."ended_by_id", NEW."ends", NEW."facility_id", NEW."id", NEW."member_id", NOW(), \'update\', NEW."id", NEW."position", NEW."practitioner_id", NEW."resident_id", NEW."role", NEW."security_label", NEW."starts", NEW."visit_days"); RETURN NULL;',
                            hash="d0c2d7ab10f7826c5fa5e7b4234caef5d003d122",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48912",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="careteammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_careteammemberhistory" ("comment", "ended_at", "ended_by_id", "ends", "facility_id", "id", "member_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "resident_id", "role", "security_label", "starts", "visit_days") VALUES (OLD."comment", OLD."ended_at", OLD."ended_by_id", OLD."ends", OLD."facility_id", OLD."id", OLD."member_id", NOW(), \'delete\', OLD."id", OLD."position", OLD."practitioner_id", OLD."resident_id", OLD."role", OLD."security_label", OLD."starts", OLD."visit_days"); RETURN NULL;',
                            hash="606042330dcb9d7461760860b6f6068ee01c39ed",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a2df8",
                            table="residents_careteammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."customs_at_death", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."preferred_carer", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="9055e6d3d352ede470764200b5ccda609a8a11fe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_424be",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."customs_at_death", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."preferred_carer", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="e2de7eafd6e847bee51ce332dfb607fe06c0e80f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7908c",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "veteran", "what_matters", "what_works") VALUES (OLD."birth_date", OLD."birth_date_precision", OLD."code_status", OLD."code_status_at", OLD."code_status_by_id", OLD."code_status_document", OLD."culture", OLD."customs_at_death", OLD."deceased_at", OLD."diet", OLD."diet_comment", OLD."email", OLD."facility_id", OLD."faith", OLD."family", OLD."family_folded", OLD."fluid_thickness", OLD."food_texture", OLD."gender", OLD."given", OLD."given_folded", OLD."id", OLD."languages", OLD."life_story", OLD."marital_status", OLD."merged_into_id", OLD."mobility", OLD."needs_interpreter", OLD."person_consent", OLD."person_id", OLD."person_linked_at", OLD."person_linked_by_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."photo_blob", OLD."preferred", OLD."preferred_carer", OLD."prefix", OLD."pronouns", OLD."pronunciation", OLD."security_label", OLD."sex_at_birth", OLD."source_system", OLD."ssn_encrypted", OLD."ssn_index", OLD."ssn_last4", OLD."suffix", OLD."transfer", OLD."veteran", OLD."what_matters", OLD."what_works"); RETURN NULL;',
                            hash="66f76bd4a7b99e5f100069510465cb938e912550",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3d2a9",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("starts__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="careteammember_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "visit_days__contained_by",
                                ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                            )
                        ),
                        name="careteammember_visit_days_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="careteammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "prescriber",
                                    "primary-care",
                                    "specialist",
                                    "pharmacy",
                                    "hospice",
                                    "home-health",
                                    "dialysis",
                                    "dentist",
                                    "eye-care",
                                    "podiatrist",
                                    "therapist",
                                    "social-worker",
                                    "hospital",
                                    "key-worker",
                                    "private-aide",
                                    "funeral-home",
                                    "case-manager",
                                    "other",
                                ],
                            )
                        ),
                        name="careteammember_role_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                [
                                    "fall",
                                    "leaving",
                                    "choking",
                                    "skin",
                                    "bleeding",
                                    "infection",
                                    "oxygen",
                                    "seizure",
                                    "low-sugar",
                                    "smoking",
                                    "self-harm",
                                    "distress",
                                    "two-staff",
                                    "side",
                                    "insulin",
                                    "pacemaker",
                                    "dialysis-arm",
                                    "no-contact",
                                    "other",
                                ],
                            )
                        ),
                        name="flag_code_known",
                    ),
                ),
            ]
        )
    ]
