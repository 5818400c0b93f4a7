"""Bytes in, text out: opens a path or stream, unpacks gzip, settles the encoding.

Everything is read in pieces; nothing here holds more than one piece.
"""

import codecs
import gzip
import zlib
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Protocol

from hearth.surfaces.interop.reasons import Reason, reason


PIECE = 1 << 20
# A gzip member of a few kilobytes can unpack to terabytes; no export of a community is
# this large. Source: own limit.
MAX_BYTES = 8 << 30
_GZIP = b"\x1f\x8b"


class Readable(Protocol):
    """What is asked of a stream: ``read(n)`` answers at most n bytes, b"" at the end."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Replayed:
    """A stream whose first bytes, already looked at, are given out once more."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        if self._head and size:
            head, self._head = self._head, b""
            if 0 < size < len(head):
                head, self._head = head[:size], head[size:]
            return head
        return self._rest.read(size)


class Source:
    """The text of one file, in pieces. ``broken`` says why it ended early, if it did."""

    def __init__(self, origin: str | PathLike[str] | Readable, name: str = "") -> None:
        self._opened: BinaryIO | None = None
        if isinstance(origin, str | PathLike):
            self._opened = Path(origin).open("rb")  # noqa: SIM115 - closed with the reading
            stream: Readable = self._opened
            name = name or Path(origin).name
        else:
            stream = origin
            name = name or Path(str(getattr(origin, "name", ""))).name
        self.name = name
        self.broken: Reason | None = None
        self.bytes_read = 0
        self.encoding = "utf-8"
        self._decoder: codecs.IncrementalDecoder | None = None
        self._ended = False
        self._read = self._unpacked(stream)

    def _unpacked(self, stream: Readable) -> Callable[[int], bytes]:
        head = b""
        while len(head) < len(_GZIP):
            more = stream.read(len(_GZIP) - len(head))
            if not more:
                break
            head += more
        replayed = _Replayed(head, stream)
        if head == _GZIP:
            return gzip.GzipFile(fileobj=replayed, mode="rb").read1  # type: ignore[call-overload,no-any-return]
        return replayed.read

    def read(self, size: int = PIECE) -> str:
        """The next piece of text, "" at the end. Bytes that are not text become lone
        surrogates (U+DC80 … U+DCFF), so that one bad entry does not spoil the file.
        """
        while not self._ended:
            data = self._bytes(size)
            if self._decoder is None:
                self._decoder = self._decoder_for(data)
            self._ended = not data
            text = self._decoder.decode(data, final=self._ended)
            if text:
                return text
        return ""

    def _bytes(self, size: int) -> bytes:
        data = b""
        try:
            # Little by little: what a damaged archive still gives before its end must not
            # be lost with the piece that fails.
            while (
                self.broken is None
                and len(data) < size
                and (more := self._read(size - len(data)))
            ):
                data += more
        except (EOFError, OSError, zlib.error):
            self.broken = reason("file-damaged", offset=self.bytes_read + len(data))
        self.bytes_read += len(data)
        if self.bytes_read > MAX_BYTES:
            self.broken = reason("file-too-large", limit=MAX_BYTES)
            return b""
        return data

    def _decoder_for(self, head: bytes) -> codecs.IncrementalDecoder:
        errors = "surrogateescape"
        if head.startswith(codecs.BOM_UTF8):
            self.encoding = "utf-8-sig"
        elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.encoding, errors = "utf-16", "replace"
        elif head[1:2] == b"\0" and head[:1].isascii():
            self.encoding, errors = "utf-16-le", "replace"
        elif head[:1] == b"\0" and head[1:2].isascii():
            self.encoding, errors = "utf-16-be", "replace"
        return codecs.getincrementaldecoder(self.encoding)(errors)

    def width(self, text: str) -> int:
        """How many bytes ``text`` took in the (unpacked) file."""
        if self.encoding.startswith("utf-16"):
            return 2 * len(text) + 2 * sum(sign > "\uffff" for sign in text)
        if text.isascii():
            return len(text)
        return len(text.encode("utf-8", "surrogateescape"))

    def close(self) -> None:
        """Close the file if it was opened here; a stream given from outside stays open."""
        if self._opened is not None:
            self._opened.close()
