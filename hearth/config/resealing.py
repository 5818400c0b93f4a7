"""Bringing everything that is closed under an older master key under the current one.

Three kinds of things are closed under the house's keyring: columns of the record (each says so in
its comment in the database, "Keyring ciphertext, context …"), the secrets of second steps, and
files. Only the wrapped key in front of each ciphertext is made anew; no content is opened.
Older keys stay on the keyring, because older backups are read with them.
"""

import base64
import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from hearth.config.backups.contents import Progress, files_of
from hearth.config.environment import Environment, Misconfigured
from hearth.kernel.keyring import TEXT_MAGIC, Keyring, KeyringError, header_key_id


SAYS_CONTEXT = re.compile(r"^Keyring ciphertext, context ([\w.-]+)$")
SECOND_STEP = "identity.second-step"
AT_ONCE = 500
HEAD_BYTES = 512
# The id of the key stands after the magic (3 bytes) and its own length (1 byte).
KEY_OF = "convert_from(substring({0} FROM 5 FOR get_byte({0}, 3)), 'SQL_ASCII')"


@dataclass(frozen=True)
class Column:
    """A column of the record that holds ciphertexts, and what binds them to it."""

    table: str
    key: str
    name: str
    context: str


@dataclass
class Resealed:
    """What came under the current key, and what could not: where it is, never what it says."""

    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


@contextmanager
def alone(env: Environment) -> Iterator[None]:
    """One process at a time changes the house's keys."""
    place = env.folder / "keys"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / ".rotate.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Misconfigured("Another process is changing the house's keys.") from None
        yield


def under_each_key(connection: psycopg.Connection, env: Environment) -> dict[str, Counter[str]]:
    """How many ciphertexts of each kind lie under each key, by the key's id."""
    found: dict[str, Counter[str]] = {}
    for column in columns(connection):
        for key_id, count in _column_counts(connection, column):
            found.setdefault(key_id, Counter())["columns"] += count
    for _pk, data in _second_steps(connection):
        for blob in _sealed_texts(data):
            found.setdefault(header_key_id(blob), Counter())["second steps"] += 1
    for _name, path in files_of(env.folder):
        if (closed_by := _key_of_file(path)) is not None:
            found.setdefault(closed_by, Counter())["files"] += 1
    return found


def reseal(
    connection: psycopg.Connection, env: Environment, ring: Keyring, progress: Progress
) -> Resealed:
    """Bring all of it under the current key; may be broken off and begun again at any moment.

    ``connection`` sees past row-level security. A superuser's also leaves history alone while
    it rewrites what history holds: the content stays what it was.
    """
    result = Resealed()
    _leave_triggers_out(connection)
    for column in columns(connection):
        _reseal_column(connection, column, ring, result)
        progress.say(f"{column.table}: {result.done[column.table]:,} values")
    _reseal_second_steps(connection, ring, result)
    progress.say(f"Second steps: {result.done['second steps']:,}")
    _reseal_files(connection, env, ring, result, progress)
    return result


# Columns ------------------------------------------------------------------------------------


def columns(connection: psycopg.Connection) -> list[Column]:
    """Every column whose comment says that it holds ciphertexts; history included."""
    rows = connection.execute(
        "SELECT c.relname, a.attname, d.description, k.attname FROM pg_description d"
        " JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid"
        " JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indnkeyatts = 1"
        " JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = i.indkey[0]"
        " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        " AND a.atttypid = 'bytea'::regtype ORDER BY 1, 2"
    ).fetchall()
    found = ((table, name, SAYS_CONTEXT.match(said), key) for table, name, said, key in rows)
    return [Column(table, key, name, said[1]) for table, name, said, key in found if said]


def _column_counts(connection: psycopg.Connection, column: Column) -> list[tuple[str, int]]:
    words = "SELECT {key_of}, count(*) FROM {table} WHERE {name} IS NOT NULL GROUP BY 1"
    return connection.execute(_written(words, column)).fetchall()


def _written(words: str, column: Column) -> sql.Composed:
    name = sql.Identifier(column.name)
    return sql.SQL(words).format(
        table=sql.Identifier(column.table),
        key=sql.Identifier(column.key),
        name=name,
        key_of=sql.SQL(KEY_OF).format(name),
    )


def _reseal_column(
    connection: psycopg.Connection, column: Column, ring: Keyring, result: Resealed
) -> None:
    older = (
        "SELECT {key}, {name} FROM {table} WHERE {name} IS NOT NULL AND {key_of} <> %s"
        " AND {key}::text <> ALL (%s) LIMIT %s FOR UPDATE"
    )
    unreadable: list[str] = []
    while True:
        with connection.transaction():
            values = [ring.current.id, unreadable, AT_ONCE]
            rows = connection.execute(_written(older, column), values).fetchall()
            for pk, blob in rows:
                try:
                    fresh = ring.rewrap(bytes(blob), context=column.context)
                except KeyringError:
                    unreadable.append(str(pk))
                    result.failed.append(f"{column.table}.{column.name} of {pk}")
                    continue
                change = "UPDATE {table} SET {name} = %s WHERE {key} = %s"
                connection.execute(_written(change, column), [fresh, pk])
                result.done[column.table] += 1
        if not rows:
            return


def _leave_triggers_out(connection: psycopg.Connection) -> None:
    """A new wrapping is no new version of a row, so history takes no note of it."""
    try:
        connection.execute("SET session_replication_role = replica")
    except psycopg.errors.InsufficientPrivilege:
        # Another's server: the rows get a version more, and what history holds keeps its key.
        return


# Second steps ----------------------------------------------------------------------------------


def _second_steps(connection: psycopg.Connection) -> list[tuple[int, dict[str, Any]]]:
    return connection.execute("SELECT id, data FROM mfa_authenticator ORDER BY id").fetchall()


def _reseal_second_steps(
    connection: psycopg.Connection, ring: Keyring, result: Resealed
) -> None:
    def again(blob: bytes) -> bytes:
        if header_key_id(blob) == ring.current.id:
            return blob
        result.done["second steps"] += 1
        return ring.rewrap(blob, context=SECOND_STEP)

    for pk, _data in _second_steps(connection):
        with connection.transaction():
            words = "SELECT data FROM mfa_authenticator WHERE id = %s FOR UPDATE"
            row = connection.execute(words, [pk]).fetchone()
            if row is None:
                continue
            try:
                fresh = _with_each_sealed(row[0], again)
            except KeyringError:
                result.failed.append(f"mfa_authenticator of {pk}")
                continue
            if fresh != row[0]:
                change = "UPDATE mfa_authenticator SET data = %s WHERE id = %s"
                connection.execute(change, [json.dumps(fresh), pk])


def _sealed_texts(value: Any) -> list[bytes]:
    found: list[bytes] = []

    def keep(blob: bytes) -> bytes:
        found.append(blob)
        return blob

    _with_each_sealed(value, keep)
    return found


def _with_each_sealed(value: Any, change: Callable[[bytes], bytes]) -> Any:
    """The same JSON value, each ciphertext in it (base64) replaced."""
    if isinstance(value, dict):
        return {key: _with_each_sealed(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_each_sealed(inner, change) for inner in value]
    if not isinstance(value, str):
        return value
    try:
        blob = base64.b64decode(value, validate=True)
    except ValueError:
        return value
    return base64.b64encode(change(blob)).decode() if blob[:3] == TEXT_MAGIC else value


# Files -----------------------------------------------------------------------------------------


def _key_of_file(path: Path) -> str | None:
    """The id of the key that closed a file; None for one that is gone or not closed."""
    try:
        with path.open("rb") as file:
            return header_key_id(file.read(HEAD_BYTES))
    except (FileNotFoundError, KeyringError):
        return None


def _reseal_files(
    connection: psycopg.Connection,
    env: Environment,
    ring: Keyring,
    result: Resealed,
    progress: Progress,
) -> None:
    known = list(files_of(env.folder))
    for place, (name, path) in enumerate(known, start=1):
        try:
            if _key_of_file(path) not in {None, ring.current.id}:
                with connection.transaction():
                    _reseal_file(connection, path, ring, result)
        except (KeyringError, ValueError):
            result.failed.append(f"files/{name}")
        progress.count("Files", place, len(known))


def _reseal_file(
    connection: psycopg.Connection, path: Path, ring: Keyring, result: Resealed
) -> None:
    """Put a file under the current key while its row is held, so that nobody removes it now."""
    facility_id, blob_id, part = _whose(path)
    row = connection.execute(
        "SELECT 1 FROM files_blob WHERE id = %s AND state <> 'removed' FOR UPDATE", [blob_id]
    ).fetchone()
    if row is None or not path.exists():
        return
    context = f"files.blob:{facility_id}:{blob_id}:{part}"
    number, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "w+b") as target, path.open("rb") as source:
            ring.rewrap_stream(source, target, context=context)
            target.flush()
            os.fsync(number)
            target.seek(0)
            mark = hashlib.file_digest(target, "sha256").hexdigest()
        if not part:
            words = "UPDATE files_blob SET sha256 = %s WHERE id = %s"
            connection.execute(words, [mark, blob_id])
        os.chown(beside, path.stat().st_uid, path.stat().st_gid)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    result.done["files"] += 1


def _whose(path: Path) -> tuple[UUID, UUID, str]:
    """Community, key and part of a stored file, from its place. Raises ValueError."""
    key, _dot, part = path.name.partition(".")
    return UUID(hex=path.parents[1].name), UUID(hex=key), part
