"""Functions that row-level security and triggers read the open scope with. Expand."""

from django.db import migrations


FORWARD = r"""
CREATE TYPE uuidrange AS RANGE (subtype = uuid);

CREATE FUNCTION hearth_setting(name text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE value text := current_setting(name, true);
BEGIN
  IF value IS NULL OR value = '' THEN
    RAISE EXCEPTION 'no scope: open the transaction with scoped(scope)' USING ERRCODE = '42501';
  END IF;
  RETURN value;
END $$;

CREATE FUNCTION hearth_facilities() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT hearth_setting('hearth.facilities')::uuid[] $$;
CREATE FUNCTION hearth_all_residents() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT hearth_setting('hearth.residents') = '*' $$;
CREATE FUNCTION hearth_residents() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN hearth_setting('hearth.residents') = '*' THEN '{}'::uuid[]
        ELSE hearth_setting('hearth.residents')::uuid[] END $$;
CREATE FUNCTION hearth_labels() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT hearth_setting('hearth.labels')::text[] $$;
CREATE FUNCTION hearth_actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('hearth.actor', true), '')::uuid $$;
-- The pinned clock of the demo and of tests, or the database's own.
CREATE FUNCTION hearth_now() RETURNS timestamptz LANGUAGE sql VOLATILE
  AS $$ SELECT coalesce(nullif(current_setting('hearth.now', true), '')::timestamptz,
                        clock_timestamp()) $$;

-- Clinical facts are never deleted or overwritten; TG_ARGV names the columns that may change.
CREATE FUNCTION hearth_guard_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before jsonb; after jsonb; col text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_user = 'hearth_maintain' AND current_setting('hearth.retention', true) = 'on' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a fact is never deleted: enter it in error' USING ERRCODE = '23001';
  END IF;
  before := to_jsonb(OLD); after := to_jsonb(NEW);
  FOREACH col IN ARRAY TG_ARGV LOOP
    -- What may change may change once: from nothing to something.
    IF col <> 'status' AND before ? col AND before->col IS DISTINCT FROM after->col
       AND before->>col IS NOT NULL AND before->>col <> '' THEN
      RAISE EXCEPTION 'a fact is never overwritten: %', col USING ERRCODE = '23001';
    END IF;
    IF col = 'status' AND before->>'status' IS DISTINCT FROM after->>'status'
       AND after->>'status' <> 'entered-in-error' THEN
      RAISE EXCEPTION 'a fact is never overwritten: status' USING ERRCODE = '23001';
    END IF;
    before := before - col; after := after - col;
  END LOOP;
  IF before IS DISTINCT FROM after THEN
    RAISE EXCEPTION 'a fact is never overwritten: enter it in error and write it again'
      USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END $$;

-- Months of a partitioned table from `first` to `last`, counted from this month.
-- Owner's rights: the application role asks for months ahead but owns no table.
CREATE FUNCTION hearth_add_months(parent text, first int, last int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE m date; part text; made int := 0; n int;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
                 WHERE c.relname = parent) THEN
    RAISE EXCEPTION '% is not partitioned', parent;
  END IF;
  FOR n IN first..last LOOP
    m := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n))::date;
    part := parent || '_' || to_char(m, 'YYYY_MM');
    IF to_regclass(format('%I', part)) IS NULL THEN
      BEGIN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent,
          m::text || ' 00:00+00', (m + interval '1 month')::date::text || ' 00:00+00');
        -- Reached through its parent only: alone it shows nothing to anybody.
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
        made := made + 1;
      EXCEPTION WHEN check_violation THEN
        NULL;  -- rows of that month already lie in the default partition: they stay there
      END;
    END IF;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION hearth_add_months(text, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hearth_add_months(text, int, int) TO hearth_app, hearth_maintain;
"""

BACKWARD = """
DROP FUNCTION hearth_add_months(text, int, int);
DROP FUNCTION hearth_guard_fact();
DROP FUNCTION hearth_now();
DROP FUNCTION hearth_actor();
DROP FUNCTION hearth_labels();
DROP FUNCTION hearth_residents();
DROP FUNCTION hearth_all_residents();
DROP FUNCTION hearth_facilities();
DROP FUNCTION hearth_setting(text);
DROP TYPE uuidrange;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
