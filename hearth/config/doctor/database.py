"""The database: does it keep what it confirmed, and does the wall around each community stand?"""

from collections.abc import Iterator

import psycopg

from hearth.config.embedded import newest_major

from . import Finding, House, Level, judged, look, well, wrong


# Off, each of them loses confirmed writes or returns damaged pages, one day.
# Source: https://www.postgresql.org/docs/18/runtime-config-wal.html
DURABLE = {
    "fsync": {"on"},
    "synchronous_commit": {"on", "remote_apply", "remote_write"},
    "full_page_writes": {"on"},
    "data_checksums": {"on"},
}
OLDEST = 15
# Source: https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND
OLD_AGE, TOO_OLD_AGE = 500_000_000, 1_500_000_000
KEPT_LOG = 4 << 30
MEMBERS_OF_OWNER = "SELECT 1 FROM pg_auth_members WHERE roleid = 'hearth_owner'::regrole AND member = 'hearth_app'::regrole"
UNFENCED = """
SELECT c.relname FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'facility_id' AND NOT a.attisdropped
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
 ORDER BY 1
"""
# House tables that are read before any scope exists: they decide it (tests/architecture/test_catalog.py).
READ_FIRST = {"identity_membership", "identity_residentaccess", "identity_device"}
# A view reads with its maker's rights unless told otherwise.
OPEN_VIEWS = """
SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
   AND NOT coalesce(reloptions::text, '') LIKE '%security_invoker=true%'
"""
MONTHS = """
SELECT c.relname, to_regclass(format('%I', c.relname || to_char(
         (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month'), '_YYYY_MM'))) IS NOT NULL
  FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
 WHERE c.relnamespace = 'public'::regnamespace AND p.partstrat = 'r' ORDER BY 1
"""


def check_version(house: House) -> Iterator[Finding]:
    """Which PostgreSQL runs, and whether a newer one waits."""
    major = house.database.info.server_version // 10000
    if major < OLDEST:
        yield wrong("database", f"PostgreSQL {major}", "Hearth needs 15 or newer.")
    elif house.env.embedded and major < newest_major():
        yield look(
            "database",
            f"PostgreSQL {major} runs, {newest_major()} is installed",
            "Make a backup, stop the house, `hearth upgrade`.",
        )
    else:
        yield well("database", f"PostgreSQL {major} answers")


def check_durability(house: House) -> Iterator[Finding]:
    """What makes a confirmed write stay."""
    off = []
    for name, right in DURABLE.items():
        (value,) = house.one("SELECT current_setting(%s)", name)
        if value not in right:
            off.append(f"{name} = {value}")
    # A role's or a database's own setting would undo the server's.
    for setting in house.ask("SELECT unnest(setconfig) FROM pg_db_role_setting"):
        name, _equals, value = setting[0].partition("=")
        if name in DURABLE and value not in DURABLE[name]:
            off.append(f"{name} = {value} for a role or database")
    if off:
        yield wrong(
            "durability",
            f"{', '.join(off)}: a power cut loses what was confirmed",
            "Set them on (pg/data/local.conf, or the server's own configuration), restart.",
        )
    else:
        yield well("durability", f"{', '.join(DURABLE)} are on")
    (failures,) = house.one("SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database")
    if failures:
        yield wrong(
            "durability",
            f"{failures} pages did not match their checksum: the disk is failing",
            "Restore the newest backup on another disk: `hearth restore`.",
        )


def check_walls(house: House) -> Iterator[Finding]:
    """Row-level security: forced on every community's table, and the serving role bound by it."""
    rights = house.ask(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'hearth_app'"
    )
    if not rights or any(rights[0]) or house.ask(MEMBERS_OF_OWNER):
        yield wrong(
            "walls",
            "the role that serves pages may look past the wall between communities",
            "`hearth migrate` sets its rights again; give it no others.",
        )
    open_tables = [name for (name,) in house.ask(UNFENCED) if name not in READ_FIRST]
    open_views = [name for (name,) in house.ask(OPEN_VIEWS)]
    if open_tables or open_views:
        names = ", ".join(open_tables + open_views)
        yield wrong("walls", f"not fenced: {names}", "Report it: a release forgot its fence.")
    yield from _tried(house)


def _tried(house: House) -> Iterator[Finding]:
    """The wall is tried, not believed: without a scope the serving role must find nobody."""
    with psycopg.connect(**house.env.dsn("app")) as connection:
        try:
            row = connection.execute("SELECT count(*) FROM residents_resident").fetchone()
        except psycopg.errors.InsufficientPrivilege:
            yield well("walls", "forced on every table; without a scope nobody is found")
            return
    yield wrong(
        "walls",
        f"without a scope, the serving role found {row[0] if row else 0} residents",
        "Stop the house and report it.",
    )


def check_tables(house: House) -> Iterator[Finding]:
    """Migrations, and the month partitions that come next."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = sorted(
        set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    )
    if waiting:
        yield wrong("tables", f"{len(waiting)} migrations wait", "`hearth migrate`")
    if unknown:
        yield wrong(
            "tables",
            f"the database is of a newer Hearth ({unknown[0][0]}.{unknown[0][1]})",
            "Run the Hearth that made it, or a newer one.",
        )
    if not waiting and not unknown:
        yield well("tables", "every migration is applied")
    dry = [name for name, ahead in house.ask(MONTHS) if not ahead]
    if dry:
        yield look(
            "tables",
            f"next month has no partition yet: {', '.join(dry)}",
            "The worker adds months each night: is it at work?",
        )
    else:
        yield well("tables", "next month's partitions are there")


def check_upkeep(house: House) -> Iterator[Finding]:
    """Connections, old transactions, vacuum, kept log: what fills up slowly."""
    used, most = house.one(
        "SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity"
    )
    level: Level = "look" if used > most * 0.8 else "well"
    do = "Fewer web workers (HEARTH_WEB_WORKERS), or a higher max_connections."
    yield judged("database", f"{used} of {most} connections in use", level, do)
    (age,) = house.one("SELECT max(age(datfrozenxid)) FROM pg_database")
    if age > OLD_AGE:
        level = "wrong" if age > TOO_OLD_AGE else "look"
        yield judged(
            "database", f"oldest row version {age:,} transactions old", level, "VACUUM"
        )
    old = house.ask(
        "SELECT extract(epoch FROM now() - xact_start)::int FROM pg_stat_activity"
        " WHERE xact_start < now() - interval '1 hour' AND backend_type = 'client backend'"
        " UNION ALL SELECT extract(epoch FROM now() - prepared)::int FROM pg_prepared_xacts"
    )
    if old:
        yield look(
            "database",
            f"a transaction is open for {max(seconds for (seconds,) in old) // 60} minutes: "
            "the audit trail cannot be sealed past it",
            "Find it in pg_stat_activity (or pg_prepared_xacts) and end it.",
        )
    for name, active, kept in house.ask(
        "SELECT slot_name, active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)"
        " FROM pg_replication_slots WHERE restart_lsn IS NOT NULL"
    ):
        if not active and kept > KEPT_LOG:
            yield look(
                "database",
                f"{int(kept) >> 20:,} MB of log are kept for {name}, which nobody reads",
                "Start the backup again, or drop the slot.",
            )


CHECKS = [check_version, check_durability, check_walls, check_tables, check_upkeep]
