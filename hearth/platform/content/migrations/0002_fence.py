"""Fence definitions: the house's are read by all, a community's by itself; published ones stay. Expand."""

from django.db import migrations


FORWARD = """
ALTER TABLE content_definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE content_definition FORCE ROW LEVEL SECURITY;

-- Without a scope only the house's and the operators' are found: a sign-in page reads its words.
CREATE POLICY read_definitions ON content_definition FOR SELECT
  USING (facility_id IS NULL OR facility_id = ANY (
    (SELECT coalesce(nullif(current_setting('hearth.facilities', true), ''), '{}'))::uuid[]));
-- A community writes its own; the house's and the operator's are written from a scope without
-- any community (house_scope), never by the way.
CREATE POLICY add_definitions ON content_definition FOR INSERT
  WITH CHECK (facility_id = ANY (hearth_facilities())
              OR (facility_id IS NULL AND hearth_facilities() = '{}'::uuid[]));
CREATE POLICY change_definitions ON content_definition FOR UPDATE
  USING (facility_id = ANY (hearth_facilities())
         OR (facility_id IS NULL AND hearth_facilities() = '{}'::uuid[]))
  WITH CHECK (facility_id = ANY (hearth_facilities())
              OR (facility_id IS NULL AND hearth_facilities() = '{}'::uuid[]));
CREATE POLICY remove_definitions ON content_definition FOR DELETE
  USING (facility_id = ANY (hearth_facilities())
         OR (facility_id IS NULL AND hearth_facilities() = '{}'::uuid[]));

CREATE FUNCTION content_guard_definition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before jsonb; after jsonb;
BEGIN
  IF OLD.status = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a published definition is never deleted: retire it' USING ERRCODE = '23001';
  END IF;
  -- Only its end may be added, once.
  before := to_jsonb(OLD) - 'status' - 'retired_at' - 'retired_by_id';
  after := to_jsonb(NEW) - 'status' - 'retired_at' - 'retired_by_id';
  IF before IS DISTINCT FROM after OR OLD.status = 'retired' OR NEW.status <> 'retired' THEN
    RAISE EXCEPTION 'a published definition is never changed: publish the next version'
      USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER content_guard BEFORE UPDATE OR DELETE ON content_definition
  FOR EACH ROW EXECUTE FUNCTION content_guard_definition();

CREATE INDEX definition_in_force ON content_definition (facility_id, kind, key)
  WHERE status IN ('published', 'retired');
"""

BACKWARD = """
DROP TRIGGER content_guard ON content_definition;
DROP FUNCTION content_guard_definition();
DROP POLICY read_definitions ON content_definition;
DROP POLICY add_definitions ON content_definition;
DROP POLICY change_definitions ON content_definition;
DROP POLICY remove_definitions ON content_definition;
ALTER TABLE content_definition NO FORCE ROW LEVEL SECURITY;
ALTER TABLE content_definition DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial"), ("scope", "0001_scope_of_a_transaction")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
