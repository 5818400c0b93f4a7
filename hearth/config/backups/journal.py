"""The journal: everything the database wrote, sealed record by record as it arrives.

One *stream* is one unbroken run of the write-ahead log (``wal/<stream>/``), one file a WAL
segment. A file is a row of records: where the bytes belong (LSN), how many, a nonce, the sealed
bytes. A record is on the disk before the database hears that it was received.
"""

import os
import re
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hearth.config.backups.store import Store, StoreRefused, damaged, sync_folder
from hearth.kernel import clock


HEAD = struct.Struct(">QI")
NONCE_BYTES = 12
TAG_BYTES = 16
SEGMENT_NAME = re.compile(r"^[0-9A-F]{24}$")


class TornEnd(StoreRefused):
    """The last record of a journal is incomplete: the machine stopped while writing it, or it
    was cut short afterwards. Everything before it is whole."""


@dataclass(frozen=True)
class Stream:
    """One unbroken run of the write-ahead log: of which cluster, on which timeline, from where."""

    id: str
    system: str
    timeline: int
    start: int
    segment_size: int

    @property
    def folder(self) -> str:
        """Its folder in the store."""
        return f"wal/{self.id}"

    def as_document(self) -> dict[str, Any]:
        """What ``stream.json`` says."""
        return {
            "system": self.system,
            "timeline": self.timeline,
            "start": lsn_text(self.start),
            "segment_size": self.segment_size,
        }


def new_stream(
    store: Store, *, system: str, timeline: int, start: int, segment_size: int
) -> Stream:
    """Begin a run of the log in the store; ``start`` is a byte position (LSN)."""
    now = clock.now()
    stream = Stream(
        f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}", system, timeline, start, segment_size
    )
    store.write_document(f"{stream.folder}/stream.json", stream.as_document())
    return stream


def read_stream(store: Store, stream_id: str) -> Stream:
    """A run of the log by its id. Raises StoreRefused."""
    kept = store.read_document(f"wal/{stream_id}/stream.json")
    return Stream(
        stream_id,
        kept["system"],
        kept["timeline"],
        lsn_number(kept["start"]),
        kept["segment_size"],
    )


def stream_ids(store: Store) -> list[str]:
    """The ids of all runs in the store, oldest first."""
    return sorted(path.parent.name for path in store.path("wal").glob("*/stream.json"))


class Writer:
    """Appends what arrives to a stream's journals.

    ``position`` is where the next byte goes; everything before ``flushed`` is on the disk.
    """

    def __init__(self, store: Store, stream: Stream) -> None:
        self.store = store
        self.stream = stream
        self.position = self.flushed = _resume(store, stream)
        self._file: int | None = None
        self._cipher = AESGCM(bytes(32))

    def write(self, start: int, content: bytes) -> None:
        """Keep ``content``, which begins at byte position ``start``.

        What is already kept is skipped; a gap raises ValueError.
        """
        if start > self.position:
            raise ValueError(f"gap: {lsn_text(self.position)} to {lsn_text(start)}")
        content = content[self.position - start :]
        while content:
            room = self.stream.segment_size - self.position % self.stream.segment_size
            self._append(content[:room])
            content = content[room:]

    def flush(self) -> None:
        """Have all that was written on the disk."""
        if self._file is not None:
            os.fdatasync(self._file)
        self.flushed = self.position

    def close(self) -> None:
        """Flush and let go of the file."""
        if self._file is not None:
            self.flush()
            os.close(self._file)
            self._file = None

    def _append(self, content: bytes) -> None:
        if self._file is None:
            self._open()
        assert self._file is not None  # noqa: S101 - for the type checker
        head = HEAD.pack(self.position, len(content))
        nonce = secrets.token_bytes(NONCE_BYTES)
        record = head + nonce + self._cipher.encrypt(nonce, content, head)
        before = os.fstat(self._file).st_size
        try:
            _write_all(self._file, record)
        except OSError:
            # A full disk: half a record must not stay, the next try begins at the same place.
            os.ftruncate(self._file, before)
            raise
        self.position += len(content)
        if self.position % self.stream.segment_size == 0:
            self.close()

    def _open(self) -> None:
        name = segment_name(self.stream, self.position)
        path = self.store.path(f"{self.stream.folder}/{name}")
        fresh = not path.exists()
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._cipher = AESGCM(_segment_key(self.store, self.stream, name))
        if fresh:
            sync_folder(path.parent)


def records(store: Store, stream: Stream, name: str) -> Iterator[tuple[int, bytes]]:
    """The checked records of one journal: byte position and content.

    Raises StoreRefused naming the file, TornEnd when only the last record is incomplete.
    """
    path = store.path(f"{stream.folder}/{name}")
    cipher = AESGCM(_segment_key(store, stream, name))
    expected: int | None = None
    with path.open("rb") as file:
        while head := file.read(HEAD.size):
            start, length = HEAD.unpack(head) if len(head) == HEAD.size else (0, 0)
            if expected is not None and len(head) == HEAD.size and start != expected:
                raise damaged(path)
            possible = 0 < length <= stream.segment_size
            rest = file.read(NONCE_BYTES + length + TAG_BYTES) if possible else b""
            if len(rest) < NONCE_BYTES + length + TAG_BYTES or not possible:
                raise TornEnd(
                    f"The end of {path} is incomplete: the machine stopped while it was written, "
                    "or it was changed. Add --accept-torn-end to restore up to there."
                )
            try:
                content = cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], head)
            except InvalidTag:
                raise damaged(path) from None
            yield start, content
            expected = start + length


def journal_names(store: Store, stream: Stream) -> list[str]:
    """The journals of a stream, oldest first."""
    folder = store.path(stream.folder)
    return sorted(path.name for path in folder.iterdir() if SEGMENT_NAME.match(path.name))


def remove_before(store: Store, stream: Stream, position: int) -> int:
    """Remove the journals that end before ``position``; how many."""
    first = segment_name(stream, position)
    old = [name for name in journal_names(store, stream) if name < first]
    for name in old:
        store.remove(f"{stream.folder}/{name}")
    return len(old)


def segment_name(stream: Stream, position: int) -> str:
    """PostgreSQL's name of the WAL segment that holds a byte position."""
    number = position // stream.segment_size
    per_id = 0x1_0000_0000 // stream.segment_size
    return f"{stream.timeline:08X}{number // per_id:08X}{number % per_id:08X}"


def segment_start(stream: Stream, name: str) -> int:
    """The byte position at which a segment begins."""
    per_id = 0x1_0000_0000 // stream.segment_size
    return (int(name[8:16], 16) * per_id + int(name[16:], 16)) * stream.segment_size


def lsn_text(position: int) -> str:
    """A byte position as PostgreSQL writes it: 0/16ED748."""
    return f"{position >> 32:X}/{position & 0xFFFFFFFF:X}"


def lsn_number(text: str) -> int:
    """A byte position from PostgreSQL's way of writing it."""
    high, _slash, low = text.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def _segment_key(store: Store, stream: Stream, name: str) -> bytes:
    return store.derive(f"{stream.folder}/{name}", b"journal")


def _resume(store: Store, stream: Stream) -> int:
    """Where a stream goes on after its writer ended; an incomplete last record is cut off."""
    names = journal_names(store, stream)
    if not names:
        return stream.start
    path = store.path(f"{stream.folder}/{names[-1]}")
    position = max(stream.start, segment_start(stream, names[-1]))
    kept = 0
    try:
        for start, content in records(store, stream, names[-1]):
            position = start + len(content)
            kept += HEAD.size + NONCE_BYTES + len(content) + TAG_BYTES
    except TornEnd:
        os.truncate(path, kept)
    return position


def _write_all(file: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(file, view) :]


def check_stream(store: Store, stream: Stream, *, start: int, until: int) -> None:
    """That every byte from ``start`` to ``until`` is there; used by tests and drills."""
    for _path in read_segments(store, stream, start=start, until=until, accept_torn_end=False):
        pass


@dataclass(frozen=True)
class Segment:
    """One WAL segment put together again; ``end`` is the last byte position it really holds."""

    name: str
    content: bytes
    end: int


def read_segments(
    store: Store, stream: Stream, *, start: int, until: int, accept_torn_end: bool
) -> Iterator[Segment]:
    """The WAL segments from byte position ``start`` to the end of what was received.

    Raises StoreRefused when one is missing or changed, or the stream ends before ``until``.
    """
    first = segment_name(stream, start)
    names = [name for name in journal_names(store, stream) if name >= first]
    position = max(stream.start, segment_start(stream, first))
    for place, name in enumerate(names):
        wanted = segment_name(stream, position)
        if name != wanted:
            raise _missing(store, stream, wanted)
        content = bytearray(stream.segment_size)
        try:
            for at, part in records(store, stream, name):
                if at != position:
                    raise damaged(store.path(f"{stream.folder}/{name}"))
                offset = at % stream.segment_size
                content[offset : offset + len(part)] = part
                position = at + len(part)
        except TornEnd:
            if not accept_torn_end or place < len(names) - 1:
                raise
        if position % stream.segment_size and place < len(names) - 1:
            raise damaged(store.path(f"{stream.folder}/{name}"))
        yield Segment(name, bytes(content), position)
    if position < until:
        raise _missing(store, stream, segment_name(stream, position))


def _missing(store: Store, stream: Stream, name: str) -> StoreRefused:
    path: Path = store.path(f"{stream.folder}/{name}")
    return StoreRefused(f"{path} is missing from the backup, or its end is.")
