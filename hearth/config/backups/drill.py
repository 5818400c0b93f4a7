"""The restore drill: a backup nobody has restored is a hope.

The newest backup is restored into a folder of its own, its server is started on a private socket,
and what came back is held against what the backup promised. The finding is written down with the
house's mark, in the house and beside the backup.
"""

import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from hearth.config.backups import making, restoring
from hearth.config.backups.contents import Progress, files_of
from hearth.config.backups.store import Store, StoreRefused
from hearth.config.embedded import Cluster
from hearth.config.environment import Environment, Misconfigured, secret
from hearth.kernel import clock
from hearth.kernel.keyring import Keyring, KeyringError, header_key_id, keyring


MAC_CONTEXT = "restore drill"
FILES_TRIED = 200


def run_drill(env: Environment, place: Path, progress: Progress) -> dict[str, Any]:
    """Restore the newest backup beside the house and check it; the record that was written.

    Nothing here raises for a bad backup: that is a finding, and the record says which.
    """
    checks: list[dict[str, Any]] = []
    began = clock.now()
    store = None
    set_id = ""
    folder = env.folder / "drill"
    shutil.rmtree(folder, ignore_errors=True)
    cluster = Cluster(folder)
    try:
        store = Store.with_keyring(place, keyring())
        backup = restoring.newest(store)
        set_id = backup.id
        done = restoring.restore(store, cluster, progress, backup=backup)
        _note(checks, "restored", f"{done.files:,} files, log up to the last byte received")
        _check(checks, "files", lambda: _try_files(folder))
        with_server(cluster, backup, checks)
    except (StoreRefused, Misconfigured, KeyringError, OSError, RuntimeError) as error:
        _note(checks, "restored", str(error), passed=False)
    finally:
        cluster.stop("immediate")
        restoring.empty(folder)
        shutil.rmtree(folder, ignore_errors=True)
    return _write(env, store, began.isoformat(timespec="seconds"), set_id, checks)


def with_server(
    cluster: Cluster, backup: making.BackupSet, checks: list[dict[str, Any]]
) -> None:
    """What only a running server can tell."""
    cluster.start({"shared_buffers": "64MB", "max_connections": "20", "autovacuum": "off"})
    dsn = psycopg.conninfo.conninfo_to_dict(cluster.superuser_dsn(backup.database))
    _check(checks, "rows", lambda: _compare_rows(dsn, backup))
    _check(checks, "pages", lambda: _read_every_page(dsn))
    _check(checks, "audit chain", lambda: _verify_chain(cluster, backup))


def is_genuine(record: dict[str, Any], ring: Keyring) -> bool:
    """Whether a drill's record is what this house wrote down."""
    return hmac.compare_digest(_mac(record, ring), str(record.get("mac", "")))


def _compare_rows(dsn: dict[str, Any], backup: making.BackupSet) -> str:
    """No table is gone, none is empty that was not, and facts have not become fewer."""
    found = making.row_counts(dsn)
    gone = sorted(set(backup.counts) - set(found))
    if gone:
        raise StoreRefused(f"tables are missing: {', '.join(gone)}")
    emptied = [name for name, count in backup.counts.items() if count and not found[name]]
    # Tables from which rows are also removed (jobs, sessions) may be smaller a moment later.
    fewer = [
        name for name in backup.counts if "audit" in name and found[name] < backup.counts[name]
    ]
    if emptied or fewer:
        raise StoreRefused(f"rows are missing in {', '.join(sorted({*emptied, *fewer}))}")
    return f"{sum(found.values()):,} in {len(found)} tables; {sum(backup.counts.values()):,} promised"


def _read_every_page(dsn: dict[str, Any]) -> str:
    """Reading each table through makes the server check every page's checksum."""
    with psycopg.connect(**dsn) as connection:
        tables = connection.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (name,) in tables:
            connection.execute(
                psycopg.sql.SQL("SELECT count(t) FROM {} t").format(psycopg.sql.SQL(name))
            )
        failures = connection.execute(
            "SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database"
        ).fetchone()
    if failures and failures[0]:
        raise StoreRefused(f"{failures[0]} pages do not match their checksum")
    return f"{len(tables)} tables read through, every checksum right"


def _try_files(folder: Path) -> str:
    """The restored keyring holds the key of each file tried."""
    ring = Keyring.load(folder / "keys" / "keyring.json")
    tried = sealed = 0
    for _name, path in files_of(folder):
        with path.open("rb") as file:
            head = file.read(512)
        if head[:3] in {b"HK1", b"HS1"}:
            ring.key(header_key_id(head))
            sealed += 1
        tried += 1
        if tried >= FILES_TRIED:
            break
    return f"{sealed} of {tried} tried are encrypted, and the restored keyring opens them"


def _verify_chain(cluster: Cluster, backup: making.BackupSet) -> str:
    """The audit chain of the restored database, checked with the restored keys and anchors.

    In a process of its own, because it is another house: other folder, keys and database.
    """
    given = {
        "HEARTH_DATA": str(cluster.folder),
        "HEARTH_DB_NAME": backup.database,
        "HEARTH_DB_ROLE": "app",
        "HEARTH_READY_FILE": str(cluster.folder / "run" / "drill.ready"),
    }
    dropped = {"DATABASE_URL", "HEARTH_KEYRING", "HEARTH_MIRROR", "HEARTH_ANCHOR_DIR"}
    env = {key: value for key, value in os.environ.items() if key not in dropped} | given
    # The sign-in's password was restored with the secrets.
    secret(cluster.folder, "hearth_app.password")
    done = subprocess.run(
        [sys.executable, "-m", "hearth", "verify"],
        env=env, capture_output=True, text=True, check=False, timeout=3600,
    )  # fmt: skip
    if "invalid choice" in done.stderr:
        return "not checked: this build has no `hearth verify`"
    lines = [line for line in (done.stdout + done.stderr).split("\n") if line.strip()]
    said = lines[-1].strip() if lines else "no answer"
    if done.returncode:
        raise StoreRefused(said)
    return said


def _check(checks: list[dict[str, Any]], name: str, look: Callable[[], str]) -> None:
    try:
        _note(checks, name, look())
    except (
        StoreRefused, Misconfigured, KeyringError, psycopg.Error, OSError,
        subprocess.TimeoutExpired,
    ) as error:  # fmt: skip
        _note(checks, name, str(error).strip(), passed=False)


def _note(checks: list[dict[str, Any]], name: str, found: str, *, passed: bool = True) -> None:
    checks.append({"name": name, "passed": passed, "found": found})


def _write(
    env: Environment, store: Store | None, began: str, set_id: str, checks: list[dict[str, Any]]
) -> dict[str, Any]:
    now = clock.now()
    record: dict[str, Any] = {
        "began": began,
        "made": now.isoformat(timespec="seconds"),
        "backup": set_id,
        "passed": all(check["passed"] for check in checks),
        "checks": checks,
    }
    record["mac"] = _mac(record, keyring())
    text = json.dumps(record, indent=1)
    name = f"{now:%Y%m%dT%H%M%SZ}.json"
    folder = env.folder / "drills"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / name).write_text(text)
    if store is not None:
        store.write_document(f"drills/{name}", {"record": record})
    return record


def _mac(record: dict[str, Any], ring: Keyring) -> str:
    plain = {key: value for key, value in record.items() if key != "mac"}
    text = json.dumps(plain, sort_keys=True)
    return ring.mac(hashlib.sha256(text.encode()).digest(), MAC_CONTEXT).hex()
