"""A file of FHIR R4 JSON as a stream of entries: one readable resource or one reason each.

Reads a Bundle of any type, a single resource, a list of resources, or NDJSON; each also
gzipped, with a byte order mark, or in UTF-16. A Bundle of 100 MB passes through a window
of about a megabyte. Nothing that happens inside one entry stops the others.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from json.encoder import encode_basestring
from os import PathLike
from typing import Any

from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.source import Readable, Source
from hearth.surfaces.interop.window import (
    MAX_ENTRY,
    MAX_KEPT,
    Broken,
    Window,
    check_text,
)


# The type name under which an entry is counted that does not yield a resource.
UNREADABLE = "(unreadable)"

_ODD = re.compile("[\x00\ud800-\udfff]")
_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]{1,63}\Z")
_WRAPPER = frozenset({"resource", "fullUrl", "request", "response", "search", "link"})
# Source: FHIR R4 and R5, Bundle (its own elements, and those of Resource).
BUNDLE = frozenset(
    [
        "resourceType",
        "id",
        "meta",
        "implicitRules",
        "language",
        "identifier",
        "type",
        "timestamp",
        "total",
        "link",
        "entry",
        "signature",
        "issues",
    ]
)
_LINES_SUFFIXES = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
_SNIFF = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a file. Exactly one of ``resource`` and ``unreadable`` is there.

    ``index`` counts the file's entries from 0; ``line`` (from 1) and ``offset`` (bytes of
    the unpacked file) say where it begins. ``text`` is what the file says, sign by sign:
    the whole Bundle entry, NDJSON line or resource; of an unreadable entry at most its
    first million characters (``shortened`` says so), made fit for a database.
    """

    file: str
    index: int
    line: int
    offset: int
    text: str
    full_url: str = ""
    method: str = ""
    url: str = ""
    if_none_exist: str = ""
    resource: dict[str, Any] | None = None
    unreadable: Reason | None = None
    shortened: bool = False

    @property
    def type(self) -> str:
        """The resource's type, or ``UNREADABLE``."""
        return self.resource["resourceType"] if self.resource is not None else UNREADABLE


class Reading:
    """The entries of one file, once. Iterate it; afterwards ask what surrounded them.

    ``form`` is "bundle", "resource", "list" or "ndjson"; ``envelope`` the Bundle's own
    elements (type, timestamp, identifier, signature …) without its entries.
    """

    def __init__(self, origin: str | PathLike[str] | Readable, name: str = "") -> None:
        self._source = Source(origin, name)
        self._window = Window(self._source)
        self.file = self._source.name
        self.form = ""
        self.envelope: dict[str, Any] = {}
        self.count = 0
        self.unreadable_count = 0

    @property
    def read_nothing(self) -> bool:
        """Whether the file gave neither an entry nor at least a well-formed Bundle."""
        return self.count == self.unreadable_count and not self.envelope

    def __iter__(self) -> Iterator[Entry]:
        try:
            for entry in self._entries():
                self.count += 1
                self.unreadable_count += entry.unreadable is not None
                yield entry
        finally:
            self._source.close()

    def _entries(self) -> Iterator[Entry]:
        window = self._window
        window.skip_space()
        first = window.char(0)
        if not first:
            yield self._spoilt(self._source.broken or reason("file-empty"), "")
        elif first == "<":
            yield self._spoilt(reason("file-xml"), window.take(MAX_KEPT))
        elif self._is_lines(first):
            self.form = "ndjson"
            yield from self._lines()
            yield from self._ending()
        elif first in "{[":
            yield from self._documents()
            yield from self._ending()
        else:
            yield self._spoilt(reason("file-not-json"), window.take(MAX_KEPT))

    def _ending(self) -> Iterator[Entry]:
        """One entry more when the file broke off and no entry has said so yet."""
        if self._source.broken:
            yield self._spoilt(self._source.broken, "")

    # NDJSON

    def _is_lines(self, first: str) -> bool:
        head = self._window.look(_SNIFF)
        lines = [line for line in head.split("\n", 64) if line.strip()]
        if self.file.lower().endswith(_LINES_SUFFIXES):
            return "\n" in head or self._window.ended
        if first != "{" or len(lines) < 2:
            return False
        # In one JSON text, no line after the first begins with an object unless the line
        # before it opened a list or ended in a comma.
        return lines[1].startswith("{") and lines[0].rstrip()[-1] not in "[:{,"

    def _lines(self) -> Iterator[Entry]:
        window = self._window
        while True:
            window.skip_space()
            if not window.char(0):
                return
            line, offset = window.line, window.offset
            text, shortened = self._line()
            if shortened:
                why = reason("entry-too-large", limit=MAX_ENTRY)
                yield self._spoilt(why, text, line, offset, shortened=True)
            else:
                yield from self._of_line(text, line, offset)

    def _line(self) -> tuple[str, bool]:
        window, size = self._window, _SNIFF
        while True:
            head = window.look(size)
            end = head.find("\n")
            if end >= 0 or (window.ended and len(head) == len(window)):
                return window.take(end if end >= 0 else len(head)).rstrip(), False
            if size > MAX_ENTRY:
                kept = window.take(len(head))[:MAX_KEPT]
                self._drop_line()
                return kept, True
            size *= 2

    def _drop_line(self) -> None:
        window = self._window
        while head := window.look(_SNIFF):
            end = head.find("\n")
            window.take(end if end >= 0 else len(head))
            if end >= 0:
                return

    def _of_line(self, text: str, line: int, offset: int) -> Iterator[Entry]:
        inner = Window(_Text(text))
        inner.line, inner.offset = line, offset
        try:
            found, end = inner.value()
        except Broken as broken:
            yield self._spoilt(broken.reason, text, line, offset)
            return
        if inner.space(end) < len(text):
            column = inner.space(end) + 1
            why = reason("malformed", problem="extra text", line=line, column=column)
            yield self._spoilt(why, text, line, offset)
        elif isinstance(found, dict) and _is_bundle(found):
            for item in _listed(found.get("entry")):
                yield self._wrapped(item, write_json(item), line, offset)
            self._surround(found)
        else:
            yield self._plain(found, text, line, offset)

    # One JSON text, or several one after the other

    def _documents(self) -> Iterator[Entry]:
        window = self._window
        while True:
            window.skip_space()
            first = window.char(0)
            if not first:
                return
            if first == "[":
                self.form = self.form or "list"
                window.take(1)
                if not (yield from self._items(bundle=False)):
                    return
            elif first == "{" and self._opens_bundle():
                self.form = "bundle"
                yield from self._bundle()
            else:
                self.form = self.form or "resource"
                yield from self._single()

    def _single(self) -> Iterator[Entry]:
        window = self._window
        line, offset = window.line, window.offset
        try:
            found, end = window.value()
        except Broken as broken:
            text, closed = ("", False) if broken.cut else window.skip_balanced()
            if not closed:
                text += self._rest(MAX_KEPT - len(text))
            why = self._source.broken or broken.reason
            yield self._spoilt(why, text, line, offset, shortened=len(text) >= MAX_KEPT)
            self._source.broken = None
        else:
            yield self._plain(found, window.take(end), line, offset)

    def _opens_bundle(self) -> bool:
        """Whether the object here is a Bundle, by looking no further than needed.

        ``resourceType`` may stand after ``entry``; then the first entry tells (List has
        an ``entry`` too).
        """
        window = self._window
        at = window.space(1)
        try:
            while window.char(at) == '"':
                key, at = window.value(at)
                at = window.space(window.space(at) + 1)
                if key == "entry" and window.char(at) == "[":
                    opening = window.space(at + 1)
                    if window.char(opening) == "{":
                        return self._is_wrapper(opening)
                value, at = window.value(at)
                if key == "resourceType":
                    return bool(value == "Bundle")
                at = window.space(window.space(at) + 1)
        except Broken:
            return False
        return False

    def _is_wrapper(self, at: int) -> bool:
        try:
            found, _ = self._window.value(at)
        except Broken:
            return (
                self._window.look(at + 40)[at:]
                .lstrip("{ \r\n\t")
                .startswith(('"resource"', '"fullUrl"'))
            )
        return isinstance(found, dict) and not _WRAPPER.isdisjoint(found)

    def _bundle(self) -> Iterator[Entry]:
        window, envelope = self._window, {}
        window.take(1)
        while True:
            window.skip_space()
            sign = window.char(0)
            if sign == "}":
                window.take(1)
                break
            if sign == ",":
                window.take(1)
                continue
            line, offset = window.line, window.offset
            try:
                key = self._member_key()
                if key == "entry" and window.char(0) == "[":
                    window.take(1)
                    if (yield from self._items(bundle=True)):
                        continue
                    break
                envelope[key], end = window.value()
                text = window.take(end)
                if key not in BUNDLE and not key.startswith("_"):
                    # What was meant as its entries, perhaps: kept whole, never passed over.
                    yield self._spoilt(reason("unknown-part", found=key), text, line, offset)
                elif key == "entry":
                    why = reason("not-a-list", path="entry", found=kind_of(envelope[key]))
                    yield self._spoilt(why, text, line, offset)
            except Broken as broken:
                yield self._lost(broken, line, offset)
                break
        self._surround(envelope)

    def _member_key(self) -> str:
        window = self._window
        key, end = window.value()
        end = window.space(end)
        if not isinstance(key, str) or window.char(end) != ":":
            cut = not window.char(end)
            why = (
                reason("cut-off", line=window.line)
                if cut
                else reason(
                    "malformed", problem="a name was expected", line=window.line, column=1
                )
            )
            raise Broken(why, cut=cut)
        window.take(end + 1)
        window.skip_space()
        return key

    def _items(self, *, bundle: bool) -> Generator[Entry, None, bool]:
        """The items of the list here; returns whether its closing bracket was reached."""
        window = self._window
        while True:
            window.skip_space()
            sign = window.char(0)
            line, offset = window.line, window.offset
            if not sign:
                yield self._lost(Broken(reason("cut-off", line=line), cut=True), line, offset)
                return False
            if sign in "],":
                window.take(1)
                if sign == "]":
                    return True
                continue
            try:
                found, end = window.value()
            except Broken as broken:
                skipped, goes_on = self._skipped(broken, line, offset)
                yield skipped
                if not goes_on:
                    return False
                continue
            make = self._wrapped if bundle else self._plain
            yield make(found, window.take(end), line, offset)

    def _skipped(self, broken: Broken, line: int, offset: int) -> tuple[Entry, bool]:
        """The entry for a broken item, and whether more can be read behind it."""
        window = self._window
        if broken.cut:
            return self._lost(broken, line, offset), False
        if broken.reason.code == "entry-too-large":
            text, closed = window.skip_balanced()
            return self._spoilt(broken.reason, text, line, offset, shortened=True), closed
        end = window.balanced()
        if end is not None and window.char(window.space(end)) in (",", "]"):
            return self._spoilt(broken.reason, window.take(end), line, offset), True
        text, found = window.skip_to_next_entry()
        shortened = len(text) >= MAX_KEPT
        return self._spoilt(broken.reason, text, line, offset, shortened=shortened), found

    def _lost(self, broken: Broken, line: int, offset: int) -> Entry:
        """The one entry for all that follows a place where nothing can be made out."""
        text = self._rest(MAX_KEPT)
        why = self._source.broken or broken.reason
        self._source.broken = None
        return self._spoilt(why, text, line, offset, shortened=len(text) >= MAX_KEPT)

    def _rest(self, keep: int) -> str:
        window, kept = self._window, ""
        while len(window) or window.fill():
            kept += window.take(len(window))[: max(0, keep - len(kept))]
        return kept

    def _surround(self, envelope: dict[str, Any]) -> None:
        for key, value in envelope.items():
            if key != "entry":
                self.envelope.setdefault(key, value)

    # Entries

    def _spoilt(
        self, why: Reason, text: str, line: int = 1, offset: int = 0, *, shortened: bool = False
    ) -> Entry:
        return Entry(
            file=self.file,
            index=self.count,
            line=line,
            offset=offset,
            text=_storable(text[:MAX_KEPT]),
            unreadable=why,
            shortened=shortened or len(text) > MAX_KEPT,
        )

    def _wrapped(self, found: Any, text: str, line: int, offset: int) -> Entry:
        """The entry of a Bundle: its resource, and what was asked to be done with it."""
        if not isinstance(found, dict):
            return self._spoilt(
                reason("not-an-object", found=kind_of(found)), text, line, offset
            )
        if "resource" not in found and "resourceType" in found:
            return self._plain(found, text, line, offset)
        request = found.get("request")
        request = request if isinstance(request, dict) else {}
        url = _string(request.get("url"))
        if "resource" not in found:
            deletes = request.get("method") == "DELETE"
            why = reason("asks-to-delete", url=url) if deletes else reason("no-resource")
            return self._spoilt(why, text, line, offset)
        return self._plain(
            found["resource"],
            text,
            line,
            offset,
            full_url=_string(found.get("fullUrl")),
            method=_string(request.get("method")),
            url=url,
            if_none_exist=_string(request.get("ifNoneExist")),
        )

    def _plain(self, found: Any, text: str, line: int, offset: int, **wrapper: Any) -> Entry:
        why = _unusable(found) or check_text(found, text, line)
        if why:
            return self._spoilt(why, text, line, offset)
        return Entry(
            file=self.file,
            index=self.count,
            line=line,
            offset=offset,
            text=text,
            resource=found,
            **wrapper,
        )


class _Text(Source):
    """A text already at hand, as a source."""

    def __init__(self, text: str) -> None:
        self.encoding = "utf-8"
        self.broken = None
        self._all = text

    def read(self, size: int = 0) -> str:
        text, self._all = self._all, ""
        return text


def entries(origin: str | PathLike[str] | Readable, name: str = "") -> Reading:
    """The entries of a file or binary stream, in its order, read as they are asked for.

    Raises OSError when the path cannot be opened; whatever is wrong *inside* the file
    becomes an unreadable entry instead.
    """
    return Reading(origin, name)


def resource_text(entry: Entry) -> str:
    """The resource exactly as the file writes it, without the Bundle entry around it."""
    if entry.resource is None:
        return ""
    window = Window(_Text(entry.text))
    window.fill()
    at = window.space(1)
    while window.char(at) == '"':
        key, at = window.value(at)
        start = window.space(window.space(at) + 1)
        if key == "resourceType":
            break
        _, at = window.value(start)
        if key == "resource":
            return entry.text[start:at]
        at = window.space(window.space(at) + 1)
    return entry.text


def write_json(value: Any) -> str:
    """``value`` as JSON, with every Decimal written as it was read."""
    if isinstance(value, dict):
        members = (
            f"{encode_basestring(key)}:{write_json(item)}" for key, item in value.items()
        )
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_json, value)) + "]"
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Decimal):
        return str(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def kind_of(value: Any) -> str:
    """What a JSON value is, in a word."""
    kinds: Iterable[tuple[type | tuple[type, ...], str]] = (
        (bool, "true or false"),
        (dict, "an object"),
        (list, "a list"),
        (str, "text"),
        ((int, Decimal), "a number"),
    )
    return next((word for kind, word in kinds if isinstance(value, kind)), "nothing (null)")


def _unusable(found: Any) -> Reason | None:
    if not isinstance(found, dict):
        return reason("not-an-object", found=kind_of(found))
    named = found.get("resourceType")
    if named is None:
        return reason("no-resource-type")
    if not isinstance(named, str):
        return reason("wrong-type", path="resourceType", expected="text", found=kind_of(named))
    if not _TYPE_NAME.match(named):
        return reason(
            "unknown-code", path="resourceType", found=named, expected="a FHIR resource type"
        )
    return None


def _is_bundle(found: dict[str, Any]) -> bool:
    return found.get("resourceType") == "Bundle"


def _storable(text: str) -> str:
    """Text of an unreadable entry as a database can keep it: a byte that was no UTF-8 is
    shown as Windows' Western encoding has it, which it nearly always was.
    """
    if text.isascii() and "\x00" not in text:
        return text
    return _ODD.sub(_as_western, text)


def _as_western(match: re.Match[str]) -> str:
    number = ord(match.group())
    if not 0xDC80 <= number <= 0xDCFF:
        return "\ufffd"
    return bytes([number - 0xDC00]).decode("cp1252", "replace")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
