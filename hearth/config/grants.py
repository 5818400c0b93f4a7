"""The three roles and what each may do, as SQL: the same on the embedded server and any other.

hearth_owner     owns tables, no sign-in of its own: migrations become it
hearth_maintain  sees past row-level security: backfills, backup, retention
hearth_app       serves pages and jobs: neither superuser nor past row-level security
"""

import psycopg
from psycopg import sql

from hearth.config.environment import OWNER, Misconfigured


# A page that waits longer than this has failed already; jobs that need longer say so themselves.
APP_LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
NOT_ALLOWED = (
    "The sign-in of DATABASE_URL may not {what}: give one that may (a superuser, once), or let the "
    "database's administrator prepare it as docs/how-to/own-database-server.md says."
)


def make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    """Create or correct the three roles; ``passwords`` by role name, for the two that sign in."""
    attributes = {
        OWNER: "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
        "hearth_maintain": "LOGIN NOSUPERUSER BYPASSRLS REPLICATION NOCREATEDB NOCREATEROLE",
        "hearth_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION NOCREATEDB NOCREATEROLE",
    }
    try:
        with connection.transaction():
            # Two processes that prepare the server at once must not both create a role.
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('hearth roles'))")
            for role, words in attributes.items():
                _make_role(connection, role, words, passwords.get(role))
            connection.execute(
                sql.SQL("GRANT {} TO hearth_maintain").format(sql.Identifier(OWNER))
            )
            for name, value in APP_LIMITS.items():
                connection.execute(
                    sql.SQL("ALTER ROLE hearth_app SET {} = {}").format(
                        sql.Identifier(name), sql.Literal(value)
                    )
                )
            for role in attributes:
                connection.execute(
                    sql.SQL("ALTER ROLE {} SET timezone = 'UTC'").format(sql.Identifier(role))
                )
    except psycopg.errors.InsufficientPrivilege as error:
        raise Misconfigured(NOT_ALLOWED.format(what="create roles")) from error


def make_database(
    server: psycopg.Connection, name: str, *, mode: str = "", template: str = ""
) -> bool:
    """Create the database, owned by hearth_owner; whether it was new.

    ``server`` is an autocommit connection to another database of the same server. ``mode``
    (demo or real) is written on the database, and a later process of the other mode is refused.
    """
    known = server.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    try:
        if known is None:
            words = "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE {}"
            server.execute(
                sql.SQL(words).format(
                    sql.Identifier(name),
                    sql.Identifier(OWNER),
                    sql.Identifier(template or "template0"),
                )
            )
        elif known[0] != OWNER:
            server.execute(
                sql.SQL("ALTER DATABASE {} OWNER TO {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
        if mode and known is None:
            mark_mode(server, name, mode)
    except psycopg.errors.DuplicateDatabase:
        return False
    except psycopg.errors.InsufficientPrivilege as error:
        raise Misconfigured(NOT_ALLOWED.format(what=f"create the database {name}")) from error
    return known is None


def mark_mode(server: psycopg.Connection, name: str, mode: str) -> None:
    """Write on the database whether it holds real residents or a demonstration."""
    server.execute(
        sql.SQL("ALTER DATABASE {} SET hearth.mode = {}").format(
            sql.Identifier(name), sql.Literal(mode)
        )
    )


def mode_of(server: psycopg.Connection, name: str) -> str:
    """demo or real, as written on the database; empty when nothing is."""
    row = server.execute(
        "SELECT split_part(word, '=', 2) FROM pg_database d"
        " JOIN pg_db_role_setting s ON s.setdatabase = d.oid AND s.setrole = 0,"
        " unnest(s.setconfig) word WHERE d.datname = %s AND word LIKE 'hearth.mode=%%'",
        [name],
    ).fetchone()
    return row[0] if row else ""


def check_mode(server: psycopg.Connection, name: str, mode: str) -> None:
    """Refuse to serve a demonstration as real, or real residents with demo sign-ins."""
    written = mode_of(server, name)
    if written and written != mode:
        raise Misconfigured(
            f"The database {name} was made in {written} mode and is never opened in {mode} mode: "
            f"set HEARTH_MODE={written}, or choose another HEARTH_DATA or DATABASE_URL."
        )


def grant(connection: psycopg.Connection) -> None:
    """What each role may do inside one database; ``connection`` is to that database."""
    name = sql.Identifier(connection.info.dbname)
    owner = sql.Identifier(OWNER)
    served = sql.SQL("hearth_app, hearth_maintain")
    rows = sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(served)
    counters = sql.SQL("GRANT USAGE, SELECT ON SEQUENCES TO {}").format(served)
    with connection.transaction():
        for words in (
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, served),
            sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(owner),
            sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(served),
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public {}").format(
                owner, rows
            ),
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public {}").format(
                owner, counters
            ),
        ):
            connection.execute(words)


def remove_database(server: psycopg.Connection, name: str) -> None:
    """Drop the database and send away whoever is in it."""
    server.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _make_role(
    connection: psycopg.Connection, role: str, words: str, password: str | None
) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if known else "CREATE"
    statement = sql.SQL("{} ROLE {} {}").format(
        sql.SQL(verb),
        sql.Identifier(role),
        sql.SQL(words),  # type: ignore[arg-type]
    )
    if password:
        # The server receives the finished verifier, so no log can hold the password.
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()
        statement += sql.SQL(" PASSWORD {}").format(sql.Literal(verifier))
    connection.execute(statement)
