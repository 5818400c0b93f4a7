"""The database itself, asked: is every record table fenced?"""

import pytest
from django.apps import apps
from django.db import connection

from hearth.platform.scope.kinds import Kind, Retention


pytestmark = pytest.mark.django_db

# House tables that carry a community's key and are read before any scope exists.
OPEN_TABLES = {
    "identity_membership": "decides the scope itself",
    "identity_residentaccess": "decides the scope itself",
    "identity_device": "found by its key before anybody is known",
}


def fetch(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def own_models() -> list:
    return [m for m in apps.get_models() if m.__module__.startswith("hearth.")]


def unfenced() -> set[str]:
    """Tables with a community's key but without forced row-level security and a policy."""
    rows = fetch(
        """
        SELECT c.relname FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'facility_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                   AND (c.relispartition OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)))
        """
    )
    return {name for (name,) in rows}


def loose_references() -> set[tuple[str, str]]:
    """Single foreign keys between two community tables that lack the composite one beside them."""
    rows = fetch(
        """
        WITH community AS (
          SELECT attrelid FROM pg_attribute WHERE attname = 'facility_id' AND NOT attisdropped)
        SELECT src.relname, a.attname
        FROM pg_constraint f
        JOIN pg_class src ON src.oid = f.conrelid
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
        WHERE f.contype = 'f' AND array_length(f.conkey, 1) = 1
          AND f.conrelid IN (SELECT attrelid FROM community)
          AND f.confrelid IN (SELECT attrelid FROM community)
          AND NOT src.relispartition
          AND NOT EXISTS (
            SELECT 1 FROM pg_constraint g
            WHERE g.contype = 'f' AND g.conrelid = f.conrelid AND g.confrelid = f.confrelid
              AND array_length(g.conkey, 1) = 2 AND f.conkey[1] = ANY (g.conkey))
        """
    )
    return set(rows)


def test_every_community_table_is_fenced():
    assert unfenced() - set(OPEN_TABLES) == set()


def test_every_reference_stays_inside_its_community():
    assert (
        loose_references() - {(t, c) for t, c in loose_references() if t in OPEN_TABLES}
        == set()
    )


def test_every_model_says_its_kind_and_how_long_it_is_kept():
    wrong = [
        m._meta.label
        for m in own_models()
        if not isinstance(getattr(m, "table_kind", getattr(m, "kind", None)), Kind)
        or not isinstance(getattr(m, "retention", None), Retention)
    ]
    assert wrong == []


def test_every_fact_is_guarded_by_a_trigger():
    guarded = {
        t
        for (t,) in fetch(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'hearth_fact'"
        )
    }
    facts = {m._meta.db_table for m in own_models() if getattr(m, "kind", None) == Kind.FACT}
    assert facts - guarded == set()


def test_every_state_keeps_its_history():
    states = [m for m in own_models() if getattr(m, "kind", None) == Kind.STATE]
    names = {m._meta.object_name for m in own_models()}
    assert [m._meta.label for m in states if f"{m._meta.object_name}History" not in names] == []


def test_every_row_about_a_resident_carries_a_label():
    wrong = [
        m._meta.label
        for m in own_models()
        if any(f.name == "resident" and f.is_relation for f in m._meta.get_fields())
        and not any(f.name == "security_label" for f in m._meta.get_fields())
    ]
    assert wrong == []


def test_history_can_only_be_appended_by_the_serving_role():
    rows = fetch(
        """
        SELECT table_name, privilege_type FROM information_schema.role_table_grants
        WHERE grantee = 'hearth_app' AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
          AND (table_name LIKE '%history' OR table_name = 'audit_auditevent')
        """
    )
    assert rows == []


def test_no_view_escapes_the_reader_s_own_rights():
    rows = fetch(
        """
        SELECT relname FROM pg_class
        WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
          AND NOT (coalesce(reloptions::text, '') LIKE '%security_invoker=true%')
        """
    )
    assert rows == []


def test_planted_violations_are_caught(server, template_database):
    """As the owner, in a transaction that is thrown away: an open table and a loose reference."""
    with server.connect(template_database) as other:
        other.autocommit = False
        other.execute("SET ROLE hearth_owner")
        other.execute("CREATE TABLE planted (id uuid PRIMARY KEY, facility_id uuid)")
        other.execute(
            "ALTER TABLE planted ADD COLUMN to_place uuid REFERENCES tenancy_place (id)"
        )
        sql = "SELECT relrowsecurity FROM pg_class WHERE relname = 'planted'"
        assert other.execute(sql).fetchone() == (False,)
        _with(other, unfenced, "planted")
        _with(other, loose_references, ("planted", "to_place"))
        other.rollback()


def _with(other, check, expected) -> None:
    """Run one of the checks above on another connection."""

    def fetch_there(sql: str) -> list[tuple]:
        return other.execute(sql).fetchall()

    patch = pytest.MonkeyPatch()
    patch.setattr(f"{__name__}.fetch", fetch_there)
    try:
        assert expected in check()
    finally:
        patch.undo()
