"""The trail, partitioned by month, and its seals. Expand."""

from django.db import migrations, models

import hearth.kernel.ids
from hearth.platform.scope.ddl import MonthPartitions


OUTCOMES = [("success", "Done"), ("refused", "Refused"), ("failed", "Failed")]

# Transaction numbers begin anew in a database that was loaded from a logical copy. The
# renumbering, set once by `hearth restore` or by hand, keeps the order of the trail.
NUMBERS = """
CREATE TABLE audit_renumbering (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  added bigint NOT NULL DEFAULT 0 CHECK (added >= 0)
);
INSERT INTO audit_renumbering DEFAULT VALUES;
REVOKE INSERT, UPDATE, DELETE ON audit_renumbering FROM hearth_app;

CREATE FUNCTION audit_number() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT pg_current_xact_id()::text::bigint + added FROM audit_renumbering
$$;
-- Everything below has ended: committed rows are visible, no new one can appear.
CREATE FUNCTION audit_horizon() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + added FROM audit_renumbering
$$;
"""

TRAIL = """
ALTER TABLE audit_auditevent
  ADD COLUMN xid bigint NOT NULL DEFAULT audit_number(),
  ALTER COLUMN recorded SET DEFAULT hearth_now();
COMMENT ON COLUMN audit_auditevent.xid IS
  'transaction that wrote the row (64 bit): the order in which rows are sealed';
COMMENT ON COLUMN audit_auditevent.recorded IS 'the database''s clock, UTC';
CREATE INDEX auditevent_to_seal ON audit_auditevent (facility_id, xid, id);
CREATE INDEX auditevent_of_resident ON audit_auditevent (facility_id, resident_id, recorded)
  WHERE resident_id IS NOT NULL;
CREATE INDEX auditevent_of_actor ON audit_auditevent (facility_id, actor_id, recorded);
CREATE INDEX auditevent_by_time ON audit_auditevent (facility_id, recorded);

ALTER TABLE audit_auditevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_auditevent FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_auditseal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_auditseal FORCE ROW LEVEL SECURITY;

-- Events of the house show only where the open scope holds no community.
CREATE POLICY scope ON audit_auditevent FOR SELECT USING (
  CASE WHEN facility_id IS NULL THEN cardinality((SELECT hearth_facilities())::uuid[]) = 0
  ELSE facility_id = ANY ((SELECT hearth_facilities())::uuid[])
    AND ((SELECT hearth_all_residents()) OR resident_id = ANY ((SELECT hearth_residents())::uuid[]))
  END);
-- Whoever acts in a community, for however few residents, leaves a line there.
CREATE POLICY scope_insert ON audit_auditevent FOR INSERT WITH CHECK (
  facility_id IS NULL OR facility_id = ANY ((SELECT hearth_facilities())::uuid[]));
CREATE POLICY scope ON audit_auditseal FOR SELECT USING (
  CASE WHEN facility_id IS NULL THEN cardinality((SELECT hearth_facilities())::uuid[]) = 0
  ELSE facility_id = ANY ((SELECT hearth_facilities())::uuid[]) END);
CREATE POLICY scope_insert ON audit_auditseal FOR INSERT WITH CHECK (
  CASE WHEN facility_id IS NULL THEN cardinality((SELECT hearth_facilities())::uuid[]) = 0
  ELSE facility_id = ANY ((SELECT hearth_facilities())::uuid[]) END);
-- Removal after the term, by the maintain role alone (see the trigger).
CREATE POLICY retention ON audit_auditevent FOR DELETE TO hearth_maintain USING (true);
CREATE POLICY retention ON audit_auditseal FOR DELETE TO hearth_maintain USING (true);

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_user = 'hearth_maintain'
     AND current_setting('hearth.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = '23001';
END $$;
CREATE TRIGGER auditevent_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER auditevent_not_emptied BEFORE TRUNCATE ON audit_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER auditseal_append_only BEFORE UPDATE OR DELETE ON audit_auditseal
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER auditseal_not_emptied BEFORE TRUNCATE ON audit_auditseal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditevent, audit_auditseal FROM hearth_app;
"""

BACKWARD = """
DROP FUNCTION IF EXISTS audit_refuse_change() CASCADE;
"""
NUMBERS_BACKWARD = """
DROP FUNCTION audit_horizon();
DROP FUNCTION audit_number();
DROP TABLE audit_renumbering;
"""

EVENT = migrations.CreateModel(
    name="AuditEvent",
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
        ("facility_id", models.UUIDField(null=True)),
        ("recorded", models.DateTimeField()),
        ("actor_id", models.UUIDField(null=True)),
        ("actor_kind", models.CharField(blank=True, max_length=12)),
        ("action", models.CharField(max_length=100)),
        ("resident_id", models.UUIDField(null=True)),
        ("entity_type", models.CharField(blank=True, max_length=60)),
        ("entity_id", models.UUIDField(null=True)),
        ("outcome", models.CharField(choices=OUTCOMES, default="success", max_length=8)),
        ("purpose", models.CharField(blank=True, max_length=20)),
        ("request_id", models.CharField(blank=True, max_length=64)),
        ("view_id", models.UUIDField(null=True)),
        ("detail", models.JSONField(default=dict)),
    ],
    options={
        "constraints": [
            models.CheckConstraint(
                condition=models.Q(("outcome__in", [code for code, _ in OUTCOMES])),
                name="auditevent_outcome_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ("facility_id__isnull", False),
                    ("resident_id__isnull", True),
                    _connector="OR",
                ),
                name="auditevent_house_has_no_resident",
            ),
        ],
    },
)

# Made in TRAIL, on the partitioned table.
INDEXES = [
    models.Index(
        condition=models.Q(("resident_id__isnull", False)),
        fields=["facility_id", "resident_id", "recorded"],
        name="auditevent_of_resident",
    ),
    models.Index(fields=["facility_id", "actor_id", "recorded"], name="auditevent_of_actor"),
    models.Index(fields=["facility_id", "recorded"], name="auditevent_by_time"),
]

SEAL = migrations.CreateModel(
    name="AuditSeal",
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
        ("facility_id", models.UUIDField(null=True)),
        ("chain", models.UUIDField()),
        ("seq", models.BigIntegerField()),
        ("from_xid", models.BigIntegerField()),
        ("to_xid", models.BigIntegerField()),
        ("row_count", models.IntegerField()),
        ("content", models.CharField(max_length=64)),
        ("previous", models.CharField(blank=True, max_length=64)),
        ("digest", models.CharField(max_length=64)),
        ("sealed_at", models.DateTimeField()),
    ],
    options={
        "constraints": [
            models.UniqueConstraint(fields=("chain", "seq"), name="auditseal_seq_once"),
            models.CheckConstraint(
                condition=models.Q(("from_xid__lte", models.F("to_xid"))),
                name="auditseal_range_forward",
            ),
        ]
    },
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("scope", "0001_scope_of_a_transaction")]
    operations = [
        migrations.RunSQL(NUMBERS, NUMBERS_BACKWARD),
        migrations.SeparateDatabaseAndState(
            state_operations=[EVENT],
            database_operations=[],
        ),
        MonthPartitions("audit", "AuditEvent", column="recorded"),
        SEAL,
        migrations.RunSQL(
            TRAIL,
            BACKWARD,
            state_operations=[migrations.AddIndex("AuditEvent", index) for index in INDEXES],
        ),
    ]
