"""A hundred communities in one database: Maple Court and its ninety days, copied row for row.

`python -m scripts.measuring.filling COPIES`. Each copy gets keys of its own, made from the first
one's, so that every reference inside a community holds. Written past triggers and walls, as the
server's own superuser, into a database that is thrown away.
"""

import json
import sys
import time

import psycopg
from psycopg import sql

from hearth.config.embedded import cluster
from hearth.config.environment import environment


FIRST = "maple-court"
FINISHED = "WHERE status NOT IN ('requested', 'accepted', 'in-progress')"
# Of the house or of its machinery, or grown by triggers: no page of these reads them.
LEFT_OUT = (
    "identity_",
    "outbox_",
    "audit_",
    "content_",
    "django_",
    "procrastinate_",
    "notify_",
)
COLUMNS = """
SELECT a.attname, a.atttypid::regtype::text,
       EXISTS (SELECT 1 FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
                WHERE f.contype = 'f' AND f.conrelid = a.attrelid AND f.conkey = ARRAY[a.attnum]
                  AND t.relname <> 'tenancy_facility' AND NOT EXISTS (
                    SELECT 1 FROM pg_attribute x WHERE x.attrelid = t.oid AND x.attname = 'facility_id'))
  FROM pg_attribute a
 WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND a.attidentity = '' AND a.attgenerated = ''
 ORDER BY a.attnum
"""
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'facility_id'
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
   AND NOT a.attisdropped AND c.relname NOT LIKE '%%history' ORDER BY 1
"""


def main() -> int:
    """Copy, gather statistics, and say how many rows there are now."""
    copies = int(sys.argv[1])
    began = time.monotonic()
    env = environment()
    with cluster(env).up(), psycopg.connect(**env.dsn("super"), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '256MB'")
        (first,) = connection.execute(
            "SELECT id FROM tenancy_facility WHERE slug = %s", [FIRST]
        ).fetchone()
        for number, table in enumerate(tables(connection), start=1):
            copy(connection, table, first, copies)
            print(f"{number}: {table}", file=sys.stderr, flush=True)
        connection.execute("SET session_replication_role = origin")
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")
        said = {
            "communities": count(connection, "tenancy_facility"),
            "residents": count(connection, "residents_resident"),
            "tasks": count(connection, "tasks_task"),
            "finished": count(connection, "tasks_task", FINISHED),
            "bytes": connection.execute(
                "SELECT pg_database_size(current_database())"
            ).fetchone()[0],
            "seconds": round(time.monotonic() - began),
        }
    print(json.dumps(said))
    return 0


def tables(connection: psycopg.Connection) -> list[str]:
    """The community itself, and every table that holds rows of it."""
    found = [name for (name,) in connection.execute(TABLES).fetchall()]
    return ["tenancy_facility", *(t for t in found if not t.startswith(LEFT_OUT))]


def copy(connection: psycopg.Connection, table: str, first: object, copies: int) -> None:
    """Every row of the first community in a table, once for each copy."""
    rows = connection.execute(COLUMNS, [table]).fetchall()
    names = [name for name, _kind, _house in rows]
    values = [value(table, *row) for row in rows]
    key = "id" if table == "tenancy_facility" else "facility_id"
    connection.execute(
        sql.SQL(
            "INSERT INTO {table} ({names}) SELECT {values} FROM {table} t,"
            " generate_series(1, {copies}) k WHERE t.{key} = {first}"
        ).format(
            table=sql.Identifier(table),
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(values),
            copies=sql.Literal(copies),
            key=sql.Identifier(key),
            first=sql.Literal(first),
        )
    )


def value(table: str, name: str, kind: str, of_house: bool) -> sql.Composable:  # noqa: FBT001
    """What a column of a copy holds."""
    column = sql.SQL("t.{}").format(sql.Identifier(name))
    if table == "tenancy_facility" and name in {"slug", "name"}:
        return (
            sql.SQL("{} || ' ' || k").format(column)
            if name == "name"
            else sql.SQL("'copy-' || k")
        )
    if kind != "uuid" or of_house or (table, name) == ("tenancy_facility", "operator_id"):
        return column
    return sql.SQL("md5({}::text || '-' || k)::uuid").format(column)


def count(connection: psycopg.Connection, table: str, where: str = "") -> int:
    """How many rows."""
    words = sql.SQL("SELECT count(*) FROM {} {}").format(sql.Identifier(table), sql.SQL(where))
    return connection.execute(words).fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
