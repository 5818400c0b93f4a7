"""Moving the embedded database to a newer PostgreSQL major: a copy first, proven equal, then swapped.

The data that runs today is never changed. PostgreSQL's own ``pg_upgrade`` makes a copy of it in the
newer major's form; both are then started side by side, read only, and every row of every table
is compared. Only when all agree do the two folders change places; the older one stays beside
(``pg/data.<major>``) until a person removes it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hearth.config.embedded import SUPERUSER, Cluster
from hearth.config.environment import Misconfigured, secret


Say = Callable[[str], None]
ROOM = 1.15  # of the data's size: the copy, and a little for its log
START_SECONDS = 600


class UpgradeFailed(Exception):
    """The copy is not what it must be; the text says why. The running data was not touched."""


@dataclass(frozen=True)
class Upgraded:
    """What was moved."""

    old: int
    new: int
    rows: int
    tables: int
    kept: Path


@contextmanager
def alone(cluster: Cluster) -> Iterator[None]:
    """Hold the folder against `hearth run` and every command that uses the database."""
    with (
        (cluster.folder / "run.lock").open("a+") as house,
        (cluster.home / "users.lock").open("a+") as users,
    ):
        try:
            for lock in (house, users):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Misconfigured(
                f"Hearth is at work on {cluster.folder}: stop it first (Ctrl-C where it runs)."
            ) from None
        if cluster.pid() is not None:
            cluster.stop()
        yield


def upgrade(cluster: Cluster, new: int, say: Say) -> Upgraded:
    """Move the data to major ``new``. Raises UpgradeFailed; the running data is then as before."""
    old = cluster.major
    _need_room(cluster)
    cluster.make_room(new)
    fresh = cluster.home / f"data.new-{new}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        say(f"Checking every page of the PostgreSQL {old} data")
        _end_cleanly(cluster)
        _tool(cluster, old, "pg_checksums", "--check", "-D", str(cluster.data))
        say(f"Making an empty PostgreSQL {new} beside it")
        _make_empty(cluster, fresh, new)
        say("Copying")
        _copy(cluster, fresh, old, new)
        say("Comparing every row of the copy with its original")
        rows, tables = _compare(cluster, fresh, old, new)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    kept = cluster.home / f"data.{old}"
    if kept.exists():
        kept.rename(cluster.home / f"data.{old}.before-{os.getpid()}")
    cluster.data.rename(kept)
    fresh.rename(cluster.data)
    _sync(cluster.home)
    return Upgraded(old, new, rows, tables, kept)


def undo(cluster: Cluster) -> int:
    """Put the data of before the upgrade back in place; the major it is of. Raises Misconfigured."""
    kept = sorted(cluster.home.glob("data.[0-9][0-9]"))
    if not kept:
        raise Misconfigured("There is no data of before an upgrade to go back to.")
    aside = cluster.home / f"data.undone-{cluster.major}"
    shutil.rmtree(aside, ignore_errors=True)
    cluster.data.rename(aside)
    kept[-1].rename(cluster.data)
    _sync(cluster.home)
    return cluster.major


def forget(cluster: Cluster) -> list[str]:
    """Remove what earlier upgrades left beside the data: copies, and programs nobody needs."""
    left = [*cluster.home.glob("data.[0-9]*"), *cluster.home.glob("data.undone-*")]
    left += [
        place
        for place in cluster.home.iterdir()
        if place.name.isdecimal() and int(place.name) < cluster.major
    ]
    for place in left:
        shutil.rmtree(place)
    return sorted(place.name for place in left)


# The steps --------------------------------------------------------------------------------------


def _need_room(cluster: Cluster) -> None:
    size = sum(
        path.lstat().st_size for path in cluster.data.rglob("*") if not path.is_symlink()
    )
    free = shutil.disk_usage(cluster.home).free
    if free < size * ROOM:
        raise UpgradeFailed(
            f"The copy needs {int(size * ROOM) >> 20:,} MB and the disk has {free >> 20:,} MB free."
        )


def _end_cleanly(cluster: Cluster) -> None:
    """A server that was killed repairs itself at a start; the copy needs it whole and stopped."""
    cluster.start()
    cluster.stop()


def _make_empty(cluster: Cluster, fresh: Path, new: int) -> None:
    """initdb with the locale, encoding and checksums of the data that is to come in."""
    words = _locale_of(cluster)
    password = cluster.home / ".pw"
    password.touch(mode=0o600)
    cluster.hand_over(password)
    password.write_text(secret(cluster.folder, f"{SUPERUSER}.password") + "\n")
    try:
        _tool(
            cluster, new, "initdb", "-D", str(fresh), "-U", SUPERUSER, f"--pwfile={password}",
            "--auth=scram-sha-256", "--data-checksums", *words,
        )  # fmt: skip
    finally:
        password.unlink()
    for name in ("pg_hba.conf", "hearth.conf", "local.conf"):
        if (cluster.data / name).exists():
            shutil.copy(cluster.data / name, fresh / name)
    with (fresh / "postgresql.conf").open("a") as file:
        file.write("\ninclude_if_exists 'hearth.conf'\ninclude_if_exists 'local.conf'\n")
    cluster.hand_over(fresh)


def _locale_of(cluster: Cluster) -> list[str]:
    """The words of initdb for the same sorting as the running data has."""
    locale = "datlocale" if cluster.major >= 17 else "daticulocale"
    with (
        _serving(cluster, cluster.data, cluster.major) as connect,
        connect("postgres") as inside,
    ):
        row = inside.execute(
            sql.SQL(
                "SELECT datlocprovider::text, datcollate, datctype, {},"
                " pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template0'"
            ).format(sql.Identifier(locale))
        ).fetchone()
    assert row is not None  # noqa: S101 - template0 is always there
    provider, collate, ctype, named, encoding = row
    words = [f"--encoding={encoding}", f"--lc-collate={collate}", f"--lc-ctype={ctype}"]
    if provider == "b":
        return [*words, "--locale-provider=builtin", f"--builtin-locale={named}"]
    if provider == "i":
        return [*words, "--locale-provider=icu", f"--icu-locale={named}"]
    return [*words, "--locale-provider=libc"]


def _copy(cluster: Cluster, fresh: Path, old: int, new: int) -> None:
    with _sockets(cluster) as sockets, _workplace(cluster) as place:
        done = cluster.run_tool(
            "pg_upgrade",
            "--copy",
            f"--jobs={min(4, os.cpu_count() or 1)}",
            f"--old-bindir={cluster.bin('postgres', old).parent}",
            f"--new-bindir={cluster.bin('postgres', new).parent}",
            f"--old-datadir={cluster.data}",
            f"--new-datadir={fresh}",
            f"--username={SUPERUSER}",
            f"--socketdir={sockets}",
            major=new,
            check=False,
            cwd=place,
        )
        if done.returncode:
            said = [line for line in done.stdout.splitlines() if line.strip()]
            raise UpgradeFailed(f"pg_upgrade: {' '.join(said[-6:])} {done.stderr.strip()}")


def _compare(cluster: Cluster, fresh: Path, old: int, new: int) -> tuple[int, int]:
    """Hold every row and every right of the copy against the original; rows and tables seen."""
    with (
        _serving(cluster, cluster.data, old) as before,
        _serving(cluster, fresh, new) as after,
    ):
        rows = tables = 0
        if _house(before) != _house(after):
            raise UpgradeFailed("Roles or settings of the copy are not those of the original.")
        for name in _databases(before):
            with before(name) as first, after(name) as second:
                known = _tables(first)
                if known != _tables(second):
                    raise UpgradeFailed(f"Tables are missing in the copy of {name}.")
                for table in known:
                    mark = _mark(first, table)
                    if mark != _mark(second, table):
                        raise UpgradeFailed(f"{name}: {table} of the copy differs.")
                    rows += mark[0]
                tables += len(known)
        for name in _databases(after):
            with after(name, writing=True) as second:
                second.execute("ANALYZE")
    return rows, tables


def _databases(connect: Callable[..., psycopg.Connection]) -> list[str]:
    with connect("postgres") as inside:
        rows = inside.execute(
            "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY 1"
        ).fetchall()
    return [name for (name,) in rows]


def _house(connect: Callable[..., psycopg.Connection]) -> list[Any]:
    """Roles, what they may, whom they belong to, and what is set for databases and roles."""
    with connect("postgres") as inside:
        roles = inside.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolreplication, rolpassword"
            " FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY 1"
        ).fetchall()
        members = inside.execute(
            "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
            " WHERE roleid::regrole::text !~ '^pg_' ORDER BY 1, 2"
        ).fetchall()
        settings = inside.execute(
            "SELECT coalesce(datname, ''), coalesce(rolname, ''), setconfig"
            " FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase"
            " LEFT JOIN pg_roles r ON r.oid = s.setrole ORDER BY 1, 2"
        ).fetchall()
    return [roles, members, settings]


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'S')"
        " AND relpersistence = 'p' AND relnamespace NOT IN"
        " ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
        " AND relnamespace::regnamespace::text !~ '^pg_' ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows]


def _mark(connection: psycopg.Connection, table: str) -> tuple[int, int]:
    """How many rows, and a sum over what each says; the order of rows does not matter."""
    row = connection.execute(
        sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t"
        ).format(sql.SQL(table))
    ).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always answers
    return int(row[0]), int(row[1])


# Servers for a moment ------------------------------------------------------------------------------


@contextmanager
def _serving(
    cluster: Cluster, data: Path, major: int
) -> Iterator[Callable[..., psycopg.Connection]]:
    """A server on that data, on a socket nobody else knows; hands out connections that only read."""
    with _sockets(cluster) as sockets:
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c port=5432"
            " -c shared_buffers=64MB -c logging_collector=off -c synchronous_standby_names=''"
        )
        log = str(cluster.home / "log" / f"upgrade-{major}.log")
        wait = ("-w", "-t", str(START_SECONDS))
        _tool(
            cluster, major, "pg_ctl", "start", "-D", str(data), "-l", log, "-o", options, *wait
        )

        def connect(name: str, *, writing: bool = False) -> psycopg.Connection:
            return psycopg.connect(
                host=str(sockets),
                port=5432,
                user=SUPERUSER,
                password=secret(cluster.folder, f"{SUPERUSER}.password"),
                dbname=name,
                autocommit=True,
                options="" if writing else "-c default_transaction_read_only=on",
            )

        try:
            yield connect
        finally:
            _tool(cluster, major, "pg_ctl", "stop", "-D", str(data), "-m", "fast", *wait)


def _tool(cluster: Cluster, major: int, name: str, *words: str) -> None:
    try:
        cluster.run_tool(name, *words, major=major)
    except RuntimeError as error:
        raise UpgradeFailed(str(error)) from error


@contextmanager
def _sockets(cluster: Cluster) -> Iterator[Path]:
    """A short private folder for a server's socket."""
    place = Path(tempfile.mkdtemp(prefix="hearth-up-"))
    cluster.hand_over(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _workplace(cluster: Cluster) -> Iterator[Path]:
    """Where pg_upgrade leaves its own notes while it works."""
    place = cluster.home / "upgrading"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    cluster.hand_over(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
