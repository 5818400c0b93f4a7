"""A crew sees how somebody is on a usual day. Expand."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from hearth.platform.scope.laying import LayTables


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0009_delegate_nursing_tasks"),
    ]

    operations = [
        LayTables(
            [
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
                migrations.AddField(
                    model_name="resident",
                    name="usual_mind",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("clear", "Clear"),
                            ("forgetful", "Forgetful"),
                            ("confused-at-times", "Confused at times"),
                            ("confused", "Confused, knows own name"),
                            ("no-words", "Does not speak or answer"),
                        ],
                        max_length=20,
                    ),
                ),
                migrations.AddField(
                    model_name="residenthistory",
                    name="usual_mind",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("clear", "Clear"),
                            ("forgetful", "Forgetful"),
                            ("confused-at-times", "Confused at times"),
                            ("confused", "Confused, knows own name"),
                            ("no-words", "Does not speak or answer"),
                        ],
                        max_length=20,
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="resident",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "usual_mind", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."customs_at_death", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'insert\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."preferred_carer", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."usual_mind", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="8a0c130a3b1bbe54a7bd338ea7759234870de9a6",
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
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "usual_mind", "veteran", "what_matters", "what_works") VALUES (NEW."birth_date", NEW."birth_date_precision", NEW."code_status", NEW."code_status_at", NEW."code_status_by_id", NEW."code_status_document", NEW."culture", NEW."customs_at_death", NEW."deceased_at", NEW."diet", NEW."diet_comment", NEW."email", NEW."facility_id", NEW."faith", NEW."family", NEW."family_folded", NEW."fluid_thickness", NEW."food_texture", NEW."gender", NEW."given", NEW."given_folded", NEW."id", NEW."languages", NEW."life_story", NEW."marital_status", NEW."merged_into_id", NEW."mobility", NEW."needs_interpreter", NEW."person_consent", NEW."person_id", NEW."person_linked_at", NEW."person_linked_by_id", NOW(), \'update\', NEW."id", NEW."phone", NEW."photo_blob", NEW."preferred", NEW."preferred_carer", NEW."prefix", NEW."pronouns", NEW."pronunciation", NEW."security_label", NEW."sex_at_birth", NEW."source_system", NEW."ssn_encrypted", NEW."ssn_index", NEW."ssn_last4", NEW."suffix", NEW."transfer", NEW."usual_mind", NEW."veteran", NEW."what_matters", NEW."what_works"); RETURN NULL;',
                            hash="d00cb1687406db8d9c30023a050b7c0c4382992f",
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
                            func='INSERT INTO "residents_residenthistory" ("birth_date", "birth_date_precision", "code_status", "code_status_at", "code_status_by_id", "code_status_document", "culture", "customs_at_death", "deceased_at", "diet", "diet_comment", "email", "facility_id", "faith", "family", "family_folded", "fluid_thickness", "food_texture", "gender", "given", "given_folded", "id", "languages", "life_story", "marital_status", "merged_into_id", "mobility", "needs_interpreter", "person_consent", "person_id", "person_linked_at", "person_linked_by_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo_blob", "preferred", "preferred_carer", "prefix", "pronouns", "pronunciation", "security_label", "sex_at_birth", "source_system", "ssn_encrypted", "ssn_index", "ssn_last4", "suffix", "transfer", "usual_mind", "veteran", "what_matters", "what_works") VALUES (OLD."birth_date", OLD."birth_date_precision", OLD."code_status", OLD."code_status_at", OLD."code_status_by_id", OLD."code_status_document", OLD."culture", OLD."customs_at_death", OLD."deceased_at", OLD."diet", OLD."diet_comment", OLD."email", OLD."facility_id", OLD."faith", OLD."family", OLD."family_folded", OLD."fluid_thickness", OLD."food_texture", OLD."gender", OLD."given", OLD."given_folded", OLD."id", OLD."languages", OLD."life_story", OLD."marital_status", OLD."merged_into_id", OLD."mobility", OLD."needs_interpreter", OLD."person_consent", OLD."person_id", OLD."person_linked_at", OLD."person_linked_by_id", NOW(), \'delete\', OLD."id", OLD."phone", OLD."photo_blob", OLD."preferred", OLD."preferred_carer", OLD."prefix", OLD."pronouns", OLD."pronunciation", OLD."security_label", OLD."sex_at_birth", OLD."source_system", OLD."ssn_encrypted", OLD."ssn_index", OLD."ssn_last4", OLD."suffix", OLD."transfer", OLD."usual_mind", OLD."veteran", OLD."what_matters", OLD."what_works"); RETURN NULL;',
                            hash="f2abe94cb4182720a8c2a26a49a0279645d163bd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3d2a9",
                            table="residents_resident",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        )
    ]
