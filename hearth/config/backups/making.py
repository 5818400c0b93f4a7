"""Making a backup: a base copy of the database, the log up to one moment, files, keys.

The order is the promise. The log is received before the base copy begins; when the copy is done
a *sync point* is taken, and the backup is complete when the log has arrived up to there, the files
were copied after it, and the keys after the files. Everything acknowledged before the sync point
is then in the backup.
"""

import io
import json
import os
import re
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from hearth.config.backups import journal, recovery
from hearth.config.backups.contents import (
    Progress,
    files_of,
    forget_files,
    mirror_files,
    seal_anchors,
    seal_house,
    seal_later_house,
)
from hearth.config.backups.journal import lsn_number, lsn_text
from hearth.config.backups.receiver import Log, receiving
from hearth.config.backups.store import Chunks, Sealed, Store, StoreRefused, is_store
from hearth.config.embedded import install_name, newest_major, wheel_folder
from hearth.config.environment import Environment
from hearth.kernel import clock
from hearth.kernel.keyring import Keyring


KEEP = 7
# The first entry of a base copy is its backup_label.
# Source: https://www.postgresql.org/docs/18/continuous-archiving.html
START_POINT = re.compile(rb"START WAL LOCATION: ([0-9A-F]+/[0-9A-F]+) ")
START_TIMELINE = re.compile(rb"START TIMELINE: (\d+)")


@dataclass(frozen=True)
class BackupSet:
    """One finished backup: what its manifest says.

    It holds everything acknowledged before ``made``, which is when the sync point was taken.
    """

    id: str
    made: str
    postgres: int
    system: str
    timeline: int
    stream: str
    start: int
    sync: int
    base: Sealed
    house: Sealed
    files: Sealed
    anchors: Sealed
    counts: dict[str, int]
    database: str

    @property
    def manifest(self) -> str:
        """The name of its manifest in the store."""
        return f"sets/{self.id}/manifest.json"


def default_place(env: Environment) -> Path:
    """Where backups go when nobody says: HEARTH_MIRROR, HEARTH_BACKUP, or beside the folder."""
    named = os.environ.get("HEARTH_MIRROR") or os.environ.get("HEARTH_BACKUP")
    if named:
        return Path(named).expanduser().absolute()
    return env.folder.with_name(f"{env.folder.name}-backups")


def house_store(env: Environment, place: Path, ring: Keyring) -> Store:
    """The store at ``place``, made when there is none, opened by the house's keyring.

    Raises StoreRefused when the place lies inside the house's own folder, or holds other things.
    """
    if place.resolve().is_relative_to(env.folder.resolve()):
        raise StoreRefused(
            f"A backup inside {env.folder} would be lost together with it: "
            "give --to a folder elsewhere, best on another disk."
        )
    public = recovery.public_key(env.folder)
    if public is None:
        raise StoreRefused("There is no recovery phrase yet: run `hearth keys phrase` first.")
    if not is_store(place):
        if place.exists() and any(place.iterdir()):
            raise StoreRefused(f"{place} is neither empty nor a Hearth backup: choose another.")
        return Store.create(place, recovery=public, ring=ring)
    store = Store.with_keyring(place, ring)
    if not store.wrapped_for(public):
        store.wrap(recovery=public, ring=ring)
    return store


def make_backup(
    env: Environment, store: Store, progress: Progress, *, keep: int = KEEP
) -> BackupSet:
    """Make one whole backup of a running house and forget those beyond ``keep``."""
    dsn = env.dsn("maintain")
    set_id = f"{clock.now():%Y%m%dT%H%M%SZ}"
    with store.alone("backup"):
        _clear_unfinished(store)
        while store.path(f"sets/{set_id}").exists():
            set_id += "b"
        with receiving(store, dsn) as log:
            made = _make(env, store, set_id, log, progress)
        prune(env, store, keep=keep)
    return made


def sets(store: Store) -> list[BackupSet]:
    """The finished backups of a store, oldest first. Raises StoreRefused on a changed one."""
    return [read_set(store, set_id) for set_id in set_ids(store)]


def set_ids(store: Store) -> list[str]:
    """The ids of finished backups, oldest first; an id is the UTC time it began."""
    return sorted(path.parent.name for path in store.path("sets").glob("*/manifest.json"))


def read_set(store: Store, set_id: str) -> BackupSet:
    """One backup's manifest. Raises StoreRefused naming the file."""
    kept = store.read_document(f"sets/{set_id}/manifest.json")
    return BackupSet(
        id=set_id,
        made=kept["made"],
        postgres=kept["postgres"],
        system=kept["system"],
        timeline=kept["timeline"],
        stream=kept["stream"],
        start=lsn_number(kept["start"]),
        sync=lsn_number(kept["sync"]),
        base=Sealed(**kept["base"]),
        house=Sealed(**kept["house"]),
        files=Sealed(**kept["files"]),
        anchors=Sealed(**kept["anchors"]),
        counts=kept["counts"],
        database=kept["database"],
    )


def file_list(store: Store, backup: BackupSet) -> dict[str, int]:
    """The files a backup promises: name and size."""
    content = b"".join(store.open(backup.files.name, expected=backup.files))
    listed: dict[str, int] = json.loads(content)
    return listed


def prune(env: Environment, store: Store, *, keep: int) -> None:
    """Forget the oldest backups, the log before the oldest kept one, and files nobody names."""
    store.sweep()
    for set_id in set_ids(store)[: -max(1, keep)]:
        store.remove(f"sets/{set_id}")
    kept = sets(store)
    newest = journal.stream_ids(store)[-1:]
    for stream_id in journal.stream_ids(store):
        starts = [backup.start for backup in kept if backup.stream == stream_id]
        if starts:
            journal.remove_before(store, journal.read_stream(store, stream_id), min(starts))
        elif [stream_id] != newest or not store.busy("receiving"):
            store.remove(f"wal/{stream_id}")
    # House first, then lists: a file that comes meanwhile is on one of the two.
    wanted = {name for backup in kept for name in file_list(store, backup)}
    wanted |= {name for name, _path in files_of(env.folder)}
    forget_files(store, wanted)


def row_counts(dsn: dict[str, Any]) -> dict[str, int]:
    """How many rows each table holds now, counted past row-level security."""
    with psycopg.connect(**dsn) as connection:
        tables = connection.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace AND NOT relispartition ORDER BY 1"
        ).fetchall()
        return {
            name: _one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.SQL(name)))
            for (name,) in tables
        }


def server_tool(name: str) -> str:
    """The path of one of PostgreSQL's client programs in the wheel."""
    return str(wheel_folder() / install_name(newest_major()) / "bin" / name)


def libpq_environment(dsn: dict[str, Any]) -> dict[str, str]:
    """A sign-in as environment variables, so that no password is on a command line."""
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
    }
    given = {names[key]: str(value) for key, value in dsn.items() if key in names}
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"} | given


def _seal_base(
    store: Store, dsn: dict[str, Any], name: str, progress: Progress
) -> tuple[Sealed, int, int]:
    """Stream ``pg_basebackup`` into the store; with it, where its log begins and the timeline."""
    words = ["-D", "-", "--format=tar", "--wal-method=none", "--checkpoint=fast"]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            [server_tool("pg_basebackup"), *words],
            stdout=subprocess.PIPE,
            stderr=said,
            env=libpq_environment(dsn),
        ) as program:
            assert program.stdout is not None  # noqa: S101 - asked for just above
            first = program.stdout.read(64 * 1024)
            parts = _compressed(first, program.stdout, progress, _size(dsn))
            sealed = store.seal(Chunks(parts), name)  # type: ignore[arg-type]
        said.seek(0)
        text = said.read().decode(errors="replace")
    start, timeline = START_POINT.search(first), START_TIMELINE.search(first)
    if program.returncode or start is None or timeline is None:
        store.remove(name)
        raise StoreRefused(f"The base copy failed: {_last_line(text)}")
    return sealed, lsn_number(start[1].decode()), int(timeline[1])


def _compressed(
    first: bytes, source: IO[bytes], progress: Progress, total: int
) -> Iterator[bytes]:
    packer = zlib.compressobj(1)
    yield packer.compress(first)
    done = told = 0
    while part := source.read(1024 * 1024):
        done += len(part)
        if done - told > 64 * 1024 * 1024:
            told = done
            progress.say(f"Base copy {done >> 20:,} of about {total >> 20:,} MB")
        yield packer.compress(part)
    yield packer.flush()


def _make(
    env: Environment, store: Store, set_id: str, log: Log, progress: Progress
) -> BackupSet:
    """The steps in their order; the manifest is last, and its presence makes the backup one."""
    dsn = env.dsn("maintain")
    place = f"sets/{set_id}"
    progress.say("Base copy of the database")
    base, start, timeline = _seal_base(store, dsn, f"{place}/base.tar.enc", progress)
    if timeline != log.stream.timeline or start < log.stream.start:
        raise StoreRefused("The log and the base copy do not fit: run the backup again.")
    counts = row_counts(dsn)
    anchors = seal_anchors(store, env.folder, f"{place}/anchors.tar.enc")
    synced = clock.now()
    sync = _sync_point(dsn)
    progress.say("Log up to the sync point")
    log.wait_for(sync)
    # So that no row comes in after the files were copied.
    log.finish()
    listed = mirror_files(store, env.folder, progress)
    files = store.seal(io.BytesIO(json.dumps(listed).encode()), f"{place}/files.json.enc")
    house = seal_house(store, env.folder, f"{place}/house.tar.enc")
    seal_later_house(store, env.folder, log.stream.system)
    manifest = {
        "made": synced.isoformat(timespec="seconds"),
        "postgres": _major(dsn),
        "system": log.stream.system,
        "timeline": timeline,
        "stream": log.stream.id,
        "start": lsn_text(start),
        "sync": lsn_text(sync),
        "base": vars(base),
        "house": vars(house),
        "files": vars(files),
        "anchors": vars(anchors),
        "counts": counts,
        "database": env.database_name,
    }
    store.write_document(f"{place}/manifest.json", manifest)
    return read_set(store, set_id)


def _sync_point(dsn: dict[str, Any]) -> int:
    """The end of everything acknowledged so far."""
    with psycopg.connect(**dsn) as connection:
        return lsn_number(_one(connection, sql.SQL("SELECT pg_current_wal_flush_lsn()::text")))


def _size(dsn: dict[str, Any]) -> int:
    with psycopg.connect(**dsn) as connection:
        words = "SELECT sum(pg_database_size(oid))::bigint FROM pg_database"
        try:
            return int(_one(connection, sql.SQL(words)))
        except psycopg.errors.InsufficientPrivilege:
            return 0


def _major(dsn: dict[str, Any]) -> int:
    with psycopg.connect(**dsn) as connection:
        return connection.info.server_version // 10000


def _one(connection: psycopg.Connection, words: sql.SQL | sql.Composed) -> Any:
    row = connection.execute(words).fetchone()
    return row[0] if row else None


def _clear_unfinished(store: Store) -> None:
    for path in store.path("sets").glob("*"):
        if not (path / "manifest.json").exists():
            store.remove(f"sets/{path.name}")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return lines[-1] if lines else "no reason given"
