"""The receiver: takes the write-ahead log from the server as it is written, into the journal.

It speaks PostgreSQL's streaming replication protocol through libpq, because ``pg_receivewal``
would leave the newest residents' rows unsealed on the backup disk. The server is told "received"
only when a record is on the disk; as a synchronous standby that is what a commit waits for.
Source: https://www.postgresql.org/docs/18/protocol-replication.html
"""

import select
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import pq

from hearth.config.backups.journal import (
    Stream,
    Writer,
    lsn_number,
    lsn_text,
    new_stream,
    read_stream,
    stream_ids,
)
from hearth.config.backups.store import Store, StoreRefused


SLOT = "hearth_backup"
STANDBY = "hearth_backup"
MIRROR = "hearth_mirror"
XLOG = struct.Struct(">cQQQ")
STATUS = struct.Struct(">cQQQQ?")
# The server ends a receiver that says nothing for wal_sender_timeout (60 s).
SAY_EVERY = 5.0
BATCH = 4 * 1024 * 1024
# Microseconds between 1970 and PostgreSQL's own beginning of time, 2000-01-01.
EPOCH = 946_684_800_000_000


class Broken(Exception):
    """The connection to the server ended; try again."""


class SlotLost(Broken):
    """The server no longer keeps what comes next: a new stream and a new base are needed."""


class Receiver:
    """One connection that receives the log. ``slot`` empty: a temporary one, gone at the end."""

    def __init__(
        self, store: Store, dsn: dict[str, Any], *, slot: str = "", name: str = STANDBY
    ) -> None:
        self.store = store
        self._slot = slot or f"hearth_once_{time.time_ns()}"
        self._temporary = not slot
        words = dsn | {"replication": "true", "application_name": name, "dbname": "replication"}
        self._connection = pq.PGconn.connect(psycopg.conninfo.make_conninfo(**words).encode())
        if self._connection.status != pq.ConnStatus.OK:
            message = self._connection.get_error_message()
            self._connection.finish()
            raise Broken(message)
        self.writer = self._writer()
        self._said = 0.0

    @property
    def stream(self) -> Stream:
        """The run of the log this receiver writes."""
        return self.writer.stream

    def run(self, stop: threading.Event) -> None:
        """Receive until told to stop. Raises Broken, SlotLost or OSError."""
        try:
            self._begin()
            while not stop.is_set():
                self._take_what_is_there()
            self._say()
        finally:
            self.writer.close()
            self._connection.finish()

    # The beginning ----------------------------------------------------------------

    def _writer(self) -> Writer:
        """Go on with the newest stream when it is this server's and nothing is missing."""
        system, timeline = self._ask("IDENTIFY_SYSTEM")[0][:2]
        restart = self._restart_position()
        known = stream_ids(self.store)
        if restart is not None and known:
            last = Writer(self.store, read_stream(self.store, known[-1]))
            same = (last.stream.system, last.stream.timeline) == (system, int(timeline))
            if same and last.position >= restart:
                return last
        if restart is None or not self._temporary:
            restart = self._make_slot()
        size = _segment_size(self._ask("SHOW wal_segment_size")[0][0])
        stream = new_stream(
            self.store,
            system=system,
            timeline=int(timeline),
            start=restart - restart % size,
            segment_size=size,
        )
        return Writer(self.store, stream)

    def _restart_position(self) -> int | None:
        """From where the server keeps the log for our slot; None when there is no such slot."""
        if self._temporary:
            return None
        kind, position, _timeline = self._ask(f'READ_REPLICATION_SLOT "{self._slot}"')[0]
        return lsn_number(position) if kind and position else None

    def _make_slot(self) -> int:
        if not self._temporary:
            self._ask(f'DROP_REPLICATION_SLOT "{self._slot}"', may_fail=True)
        words = "TEMPORARY " if self._temporary else ""
        self._ask(f'CREATE_REPLICATION_SLOT "{self._slot}" {words}PHYSICAL (RESERVE_WAL true)')
        _kind, position, _timeline = self._ask(f'READ_REPLICATION_SLOT "{self._slot}"')[0]
        return lsn_number(position)

    def _begin(self) -> None:
        at = lsn_text(self.writer.position)
        words = f'START_REPLICATION SLOT "{self._slot}" PHYSICAL {at}'
        answer = self._connection.exec_(f"{words} TIMELINE {self.stream.timeline}".encode())
        if answer.status != pq.ExecStatus.COPY_BOTH:
            raise self._broken()
        self._connection.nonblocking = 1

    # The stream -------------------------------------------------------------------

    def _take_what_is_there(self) -> None:
        """Keep all that has arrived, flush once, answer; wait a little when nothing has."""
        taken = 0
        while taken < BATCH:
            size, content = self._connection.get_copy_data(1)
            if size == 0:
                break
            if size < 0:
                raise self._broken()
            taken += self._take(bytes(content))
        if taken:
            self.writer.flush()
            self._say()
            return
        if time.monotonic() - self._said > SAY_EVERY:
            self._say()
        if select.select([self._connection.socket], [], [], 0.2)[0]:
            self._connection.consume_input()

    def _take(self, message: bytes) -> int:
        if message[:1] == b"w":
            _kind, start, _end, _clock = XLOG.unpack_from(message)
            self.writer.write(start, message[XLOG.size :])
            return len(message)
        if message[:1] == b"k" and message[-1]:
            self._say()
        return 0

    def _say(self) -> None:
        at = self.writer.flushed
        now = time.time_ns() // 1000 - EPOCH
        # Nothing is replayed here, so "applied" stays empty.
        self._connection.put_copy_data(STATUS.pack(b"r", at, at, 0, now, False))  # noqa: FBT003 - a packed byte
        while self._connection.flush():
            select.select([], [self._connection.socket], [], 1.0)
        self._said = time.monotonic()

    def _broken(self) -> Broken:
        """Why the stream ended; SlotLost when the server has thrown away what comes next."""
        message = self._connection.get_error_message()
        lost = "already been removed" in message or "invalidated" in message
        return SlotLost(message) if lost else Broken(message)

    def _ask(self, words: str, *, may_fail: bool = False) -> list[tuple[str, ...]]:
        answer = self._connection.exec_(words.encode())
        if answer.status == pq.ExecStatus.COMMAND_OK:
            return []
        if answer.status != pq.ExecStatus.TUPLES_OK:
            if may_fail:
                return []
            raise Broken(self._connection.get_error_message())
        return [
            tuple(
                (answer.get_value(row, column) or b"").decode()
                for column in range(answer.nfields)
            )
            for row in range(answer.ntuples)
        ]


@contextmanager
def receiving(store: Store, dsn: dict[str, Any]) -> Iterator["Log"]:
    """Have the log received while a base copy is made.

    The receiver that ``hearth run`` keeps is used when it is at work; otherwise one works in a
    thread until the block ends.
    """
    if store.busy("receiving"):
        yield _Kept(store, dsn)
        return
    with store.alone("receiving"):
        receiver = Receiver(store, dsn)
        own = _Own(receiver)
        own.start()
        try:
            yield own
        finally:
            own.finish()


class Log:
    """The log as it is being received: which stream, and how far."""

    stream: Stream

    def wait_for(self, position: int, *, seconds: float = 120) -> None:
        """Return when every byte before ``position`` is on the backup's disk.

        Raises StoreRefused when that takes longer than ``seconds`` or the receiver ended.
        """
        end = time.monotonic() + seconds
        while self.received() < position:
            if time.monotonic() > end:
                raise StoreRefused(
                    f"The database's log did not arrive at the backup within {seconds:.0f} s."
                )
            time.sleep(0.05)

    def received(self) -> int:
        """The byte position up to which the log is on the backup's disk."""
        raise NotImplementedError

    def finish(self) -> None:
        """End a receiver that worked for one backup only; the house's own goes on."""


class _Own(Log):
    """A receiver of this process, for the time of one backup."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self.stream = receiver.stream
        self._stop = threading.Event()
        self._failed: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="backup receiver", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def finish(self) -> None:
        self._stop.set()
        self._thread.join(30)

    def received(self) -> int:
        if self._failed is not None:
            raise StoreRefused(f"The database's log could not be received: {self._failed}")
        return self._receiver.writer.flushed

    def _run(self) -> None:
        try:
            self._receiver.run(self._stop)
        except Exception as error:
            self._failed = error


class _Kept(Log):
    """The receiver of ``hearth run``, watched from outside through the server."""

    def __init__(self, store: Store, dsn: dict[str, Any]) -> None:
        self._dsn = dsn
        self.received()
        self.stream = read_stream(store, stream_ids(store)[-1])

    def received(self) -> int:
        with psycopg.connect(**self._dsn, autocommit=True) as connection:
            row = connection.execute(
                "SELECT confirmed FROM (SELECT restart_lsn AS confirmed FROM pg_replication_slots"
                " WHERE slot_name = %s AND active) slot",
                [SLOT],
            ).fetchone()
        if row is None:
            return 0
        return lsn_number(row[0])


def _segment_size(shown: str) -> int:
    """Bytes of a WAL segment from what SHOW says: 16MB, 1GB."""
    number, unit = int(shown[:-2]), shown[-2:]
    return number * {"kB": 2**10, "MB": 2**20, "GB": 2**30}[unit]
