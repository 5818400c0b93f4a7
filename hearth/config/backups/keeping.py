"""The keeper: a process of ``hearth run`` that never stops backing up.

It receives the log into the store as it is written, copies new files and changed keys each
second, makes a base copy when one is due, and has the restore drill run each week. With
HEARTH_MIRROR naming another disk, a commit waits until its log is on that disk too. A mirror
disk that fails must not stop the house: commits stop waiting, and ``hearth doctor`` says so.
"""

import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg import sql

from hearth.config.backups import contents, journal, making
from hearth.config.backups.receiver import MIRROR, SLOT, STANDBY, Broken, Receiver, SlotLost
from hearth.config.backups.store import Store, StoreRefused
from hearth.config.environment import Environment
from hearth.config.supervisor import hearth_words
from hearth.kernel import clock


PACE = 1.0
RETRY = 5.0
# A server that keeps log for a receiver which never returns would fill its own disk.
SLOT_KEEPS = "8GB"


class Keeper:
    """Everything that one running house does for its backup, until told to stop."""

    def __init__(
        self,
        env: Environment,
        store: Store,
        *,
        every: timedelta,
        keep: int,
        mirror: bool,
        say: Callable[[str], None],
    ) -> None:
        self.env = env
        self.store = store
        self.every = every
        self.keep = keep
        self.mirror = mirror
        self.say = say
        self.stop = threading.Event()
        self._waits = False
        self._house = ""
        self._seen: dict[str, tuple[int, int]] = {}
        self._work: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def run(self) -> None:
        """Receive in a thread; files, keys and what is due in this one."""
        receiving = threading.Thread(target=self._receive, name="receiver", daemon=True)
        with self.store.alone("receiving"):
            receiving.start()
            try:
                while not self.stop.wait(PACE):
                    self._turn()
            finally:
                self.stop.set()
                if self._work is not None:
                    self._work.terminate()
                receiving.join(10)
                self._wait_for_mirror(on=False)

    # The log ----------------------------------------------------------------------

    def _receive(self) -> None:
        dsn = self.env.dsn("maintain")
        while not self.stop.is_set():
            try:
                receiver = Receiver(
                    self.store, dsn, slot=SLOT, name=MIRROR if self.mirror else STANDBY
                )
                # A restarted house finds the setting as it left it, so it is written each time.
                self._wait_for_mirror(on=self.mirror)
                receiver.run(self.stop)
            except SlotLost as error:
                self.say(
                    f"The log went on without the backup, a new base copy follows: {error}"
                )
                drop_slot(dsn)
            except (Broken, psycopg.OperationalError) as error:
                self._pause(f"The database's log cannot be received just now: {error}")
            except (OSError, StoreRefused) as error:
                self._wait_for_mirror(on=False)
                self._pause(f"The backup disk cannot be written: {error}")

    def _pause(self, words: str) -> None:
        if not self.stop.is_set():
            self.say(words.strip())
            self.stop.wait(RETRY)

    def _wait_for_mirror(self, *, on: bool) -> None:
        """Have each commit wait for the mirror disk, or not. Only the embedded server is ours."""
        if not self.env.embedded or (not on and not self._waits):
            return
        with contextlib.suppress(psycopg.OperationalError):
            set_synchronous(self.env, MIRROR if on else "")
            self._waits = on

    # Files, keys, what is due ---------------------------------------------------------

    def _turn(self) -> None:
        try:
            self._mirror_new_files()
            self._mirror_house()
            self._start_what_is_due()
        except (OSError, StoreRefused, psycopg.OperationalError) as error:
            self._pause(f"The backup could not go on: {error}")

    def _mirror_new_files(self) -> None:
        """Copy what is new since the last look; a look costs one stat a file."""
        seen = {}
        for name, path in contents.files_of(self.env.folder):
            with contextlib.suppress(FileNotFoundError):
                stat = path.stat()
                seen[name] = (stat.st_mtime_ns, stat.st_size)
                if self._seen.get(name) != seen[name]:
                    contents.mirror_file(self.store, name, path)
        self._seen = seen

    def _mirror_house(self) -> None:
        """Copy keys and secrets whenever one changed, after the files they open."""
        stamp = contents.house_stamp(self.env.folder)
        streams = journal.stream_ids(self.store)
        if stamp == self._house or not streams:
            return
        system = journal.read_stream(self.store, streams[-1]).system
        contents.seal_later_house(self.store, self.env.folder, system)
        self._house = stamp

    def _start_what_is_due(self) -> None:
        """A base copy or a drill, one at a time, each a process of its own at low priority."""
        if self._work is not None:
            code = self._work.poll()
            if code is None:
                return
            self._work = None
            self._not_before = time.monotonic() + (0 if code == 0 else 600)
        if time.monotonic() < self._not_before:
            return
        place = ["--to", str(self.store.folder)]
        if base_due(self.store, self.every):
            self._begin(["backup", *place, "--keep", str(self.keep)])
        elif drill_due(self.env):
            self._begin(["backup", *place, "--drill"])

    def _begin(self, words: list[str]) -> None:
        self._work = subprocess.Popen(
            ["nice", "-n", "10", *hearth_words(*words)],
            stdin=subprocess.DEVNULL,
        )


DRILL_EVERY = timedelta(days=7)


def base_due(store: Store, every: timedelta) -> bool:
    """Whether the newest base copy is too old, or is not of the log now being received."""
    known = making.set_ids(store)
    streams = journal.stream_ids(store)
    if not known or not streams:
        return bool(streams)
    newest = making.read_set(store, known[-1])
    return newest.stream != streams[-1] or age(newest.made) > every


def drill_due(env: Environment) -> bool:
    """Whether the last restore drill is more than a week old; a failed one is due again daily."""
    record = last_drill(env)
    if record is None:
        return True
    return age(record["made"]) > (DRILL_EVERY if record["passed"] else timedelta(days=1))


def last_drill(env: Environment) -> dict[str, Any] | None:
    """What the last restore drill found; None when there was none."""
    records = sorted((env.folder / "drills").glob("*.json"))
    return json.loads(records[-1].read_text()) if records else None


def last_made(env: Environment) -> datetime | None:
    """When the newest finished base copy at the usual place was begun; its name says it.

    No key is needed for that, so a monitor may ask.
    """
    known = sorted(
        path.parent.name for path in making.default_place(env).glob("sets/*/manifest.json")
    )
    if not known:
        return None
    return datetime.strptime(known[-1].rstrip("b"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def age(made: str) -> timedelta:
    """How long ago an instant of a record was."""
    return clock.now() - datetime.fromisoformat(made)


def set_synchronous(env: Environment, standby: str) -> None:
    """Have commits wait for the named standby's disk; empty: for this one only."""
    with psycopg.connect(**env.dsn("super", "postgres"), autocommit=True) as connection:
        words = sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}")
        connection.execute(words.format(sql.Literal(standby)))
        keeps = sql.SQL("ALTER SYSTEM SET max_slot_wal_keep_size = {}")
        connection.execute(keeps.format(sql.Literal(SLOT_KEEPS)))
        connection.execute("SELECT pg_reload_conf()")


def drop_slot(dsn: dict[str, Any]) -> None:
    """Have the server keep no more log for us; a new stream begins with a new slot."""
    with psycopg.connect(**dsn, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            " WHERE slot_name = %s AND NOT active",
            [SLOT],
        )
