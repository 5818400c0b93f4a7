"""Bringing a house back on an empty folder: keys, base copy, the log after it, files.

Every byte is checked before it is used; the first one that is not what was written ends the
restore with a sentence that names the file, and leaves the folder as empty as it was.
"""

import shutil
import subprocess
import tarfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from hearth.config.backups import journal
from hearth.config.backups.contents import (
    LATER_HOUSE,
    LATER_HOUSE_SAYS,
    Progress,
    restore_files,
    restore_house,
    unpack,
)
from hearth.config.backups.making import BackupSet, file_list, read_set, set_ids
from hearth.config.backups.store import Chunks, Store, StoreRefused, damaged
from hearth.config.embedded import Cluster
from hearth.config.environment import Misconfigured


REPLAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Restored:
    """What came back."""

    backup: BackupSet
    log_end: int
    files: int


def newest(store: Store, set_id: str | None = None) -> BackupSet:
    """The backup to restore: the one named, else the newest. Raises StoreRefused."""
    known = set_ids(store)
    if not known:
        raise StoreRefused(f"{store.folder} holds no finished backup.")
    if set_id is not None and set_id not in known:
        raise StoreRefused(
            f"{store.folder} holds no backup {set_id}; it holds {', '.join(known)}."
        )
    return read_set(store, set_id or known[-1])


def refuse_unless_empty(folder: Path) -> None:
    """A restore never writes over a house. Raises StoreRefused."""
    if folder.exists() and any(entry.name != "lost+found" for entry in folder.iterdir()):
        raise StoreRefused(
            f"{folder} is not empty: a restore only fills an empty folder. "
            "Move what is there away, or set HEARTH_DATA to another folder."
        )


def restore(
    store: Store,
    cluster: Cluster,
    progress: Progress,
    *,
    backup: BackupSet,
    until: str = "",
    accept_torn_end: bool = False,
) -> Restored:
    """Bring the house back into the cluster's empty folder; its server is stopped at the end.

    ``until`` is an instant with zone (PostgreSQL's own format): replay stops there. The default
    is everything that was received. Raises StoreRefused or Misconfigured; nothing is left then.
    """
    refuse_unless_empty(cluster.folder)
    try:
        return _restore(
            store, cluster, progress, backup, until=until, accept_torn_end=accept_torn_end
        )
    except BaseException:
        cluster.stop("immediate")
        empty(cluster.folder)
        raise


def empty(folder: Path) -> None:
    """Make the folder as empty as it was, wherever its database was put."""
    home = folder / "pg"
    if home.is_symlink():
        shutil.rmtree(home.resolve(), ignore_errors=True)
        home.unlink()
    if folder.exists():
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry.name != "lost+found":
                entry.unlink()


def _restore(
    store: Store,
    cluster: Cluster,
    progress: Progress,
    backup: BackupSet,
    *,
    until: str,
    accept_torn_end: bool,
) -> Restored:
    folder = cluster.folder
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    progress.say(f"Backup {backup.id}: keys and secrets")
    restore_house(store, folder, backup.house)
    if store.path(LATER_HOUSE).exists() and _continued(store, backup):
        restore_house(store, folder, LATER_HOUSE)
    restore_house(store, folder, backup.anchors)
    cluster.make_room(backup.postgres)
    progress.say("Base copy of the database")
    _extract(store, backup, cluster.data)
    progress.say("The database's log after it")
    staged = cluster.home / "restoring"
    staged.mkdir(mode=0o700)
    end = _stage_log(store, backup, staged, progress, accept_torn_end=accept_torn_end)
    files = restore_files(store, folder, file_list(store, backup), progress)
    progress.say("Replaying the log")
    _replay(cluster, staged, until)
    shutil.rmtree(staged)
    return Restored(backup, end, files)


def _continued(store: Store, backup: BackupSet) -> bool:
    """Whether the keys kept by the running house belong to this backup's database."""
    kept = store.read_document(LATER_HOUSE_SAYS)
    return bool(kept["system"] == backup.system and kept["made"] >= backup.made)


def _extract(store: Store, backup: BackupSet, target: Path) -> None:
    """Unpack the base copy; nothing outside ``target`` is ever written."""
    fresh = target.with_name("data.new")
    content = Chunks(_inflated(store, backup))
    try:
        with tarfile.open(fileobj=content, mode="r|") as archive:  # type: ignore[call-overload]
            fresh.mkdir(mode=0o700, exist_ok=True)
            unpack(archive, fresh)
    except tarfile.TarError:
        raise damaged(store.path(backup.base.name)) from None
    # To the end, because the last bytes are checked like the first.
    while content.read(1024 * 1024):
        pass
    for place in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
        place.chmod(0o700)
    fresh.rename(target)


def _inflated(store: Store, backup: BackupSet) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for part in store.open(backup.base.name, expected=backup.base):
        yield unpacker.decompress(part)
    yield unpacker.flush()


def _stage_log(
    store: Store, backup: BackupSet, staged: Path, progress: Progress, *, accept_torn_end: bool
) -> int:
    """Put the log's segments where the server asks for them; the last byte position held."""
    stream = journal.read_stream(store, backup.stream)
    end = backup.start
    segments = journal.read_segments(
        store, stream, start=backup.start, until=backup.sync, accept_torn_end=accept_torn_end
    )
    for count, segment in enumerate(segments, start=1):
        (staged / segment.name).write_bytes(segment.content)
        end = segment.end
        if count % 16 == 0:
            progress.say(f"Log {count * stream.segment_size >> 20:,} MB")
    return end


def _replay(cluster: Cluster, staged: Path, until: str) -> None:
    """Have the server replay the staged log, on a timeline of its own, and stop it again.

    The old house's mirror disk is not this one's: a setting that waits for it would hold every
    commit for ever.
    """
    auto = cluster.data / "postgresql.auto.conf"
    kept = [
        line
        for line in auto.read_text().splitlines(keepends=True)
        if not line.startswith(("synchronous_standby_names", "recovery_", "restore_command"))
    ]
    auto.write_text("".join(kept))
    (cluster.data / "recovery.signal").touch(mode=0o600)
    cluster.hand_over(cluster.data)
    cluster.hand_over(staged)
    quoted = str(staged).replace("'", "'\\''").replace("%", "%%")
    settings = {
        "restore_command": f"cp '{quoted}'/%f \"%p\"",
        "recovery_target_timeline": "current",
        "synchronous_standby_names": "",
        "archive_mode": "off",
    }
    if until:
        settings |= {"recovery_target_time": until, "recovery_target_action": "promote"}
    try:
        cluster.start(settings, seconds=REPLAY_SECONDS)
        _await_promotion(cluster)
    except (Misconfigured, psycopg.OperationalError) as error:
        raise StoreRefused(f"The log could not be replayed: {error}") from error
    cluster.stop()


def _await_promotion(cluster: Cluster) -> None:
    """The server answers readers while it still replays; stopped then, it would stay half way."""
    end = time.monotonic() + REPLAY_SECONDS
    with cluster.connect() as connection:
        while connection.execute("SELECT pg_is_in_recovery()").fetchone() != (False,):
            if time.monotonic() > end:
                raise StoreRefused("The log could not be replayed within a day.")
            time.sleep(0.1)
        connection.execute("CHECKPOINT")


def verify_base(cluster: Cluster) -> None:
    """PostgreSQL's own check of a base copy that no server has opened yet."""
    done: subprocess.CompletedProcess[str] = cluster.run_tool(
        "pg_verifybackup", "--no-parse-wal", str(cluster.data), check=False
    )
    if done.returncode:
        raise StoreRefused(f"The base copy is not whole: {done.stderr.strip()}")
