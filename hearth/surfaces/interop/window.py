"""A moving window over a text of any length, and JSON values read out of it one by one.

The standard library's JSON scanner (C) reads a value at a position and says where it
ends. That gives what a token stream does not: the exact text of every entry, and a way to
go on after a broken one. Numbers with a point become Decimal, so "1.50" stays "1.50".
"""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.source import PIECE, Source


# A scanned document of 30 MB is 40 MB as base64. Source: own limit.
MAX_ENTRY = 64 << 20
# Text of an unreadable entry that is kept beside its reason. Source: own limit.
MAX_KEPT = 1 << 20
# The deepest resource among HL7's own examples has 24 levels. Source: own limit.
MAX_DEPTH = 100

# Where a Bundle's next entry begins, for finding the way back after a broken one. The
# quotes are bare, so it cannot match inside a string.
_NEXT_ENTRY = re.compile(r'\}\s*,\s*(?=\{\s*"(?:fullUrl|resource)"\s*:)')
_BEFORE_BRACKET = re.compile(r'[^"{}\[\]]*+(?:"(?:[^"\\]++|\\.)*+"[^"{}\[\]]*+)*+', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")
_OUTSIDE = re.compile(r'["{}\[\]]')
_INSIDE = re.compile(r'["\\]')
_LITERALS = ("true", "false", "null", "NaN", "Infinity", "-Infinity", "-")


class Broken(Exception):
    """A value cannot be read; ``reason`` says why. ``cut`` when the text simply ends."""

    def __init__(self, why: Reason, *, cut: bool = False) -> None:
        super().__init__(why.code)
        self.reason = why
        self.cut = cut


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Broken(reason("duplicate-key", key=key))
            seen.add(key)
    return found


def _no_constant(written: str) -> NoReturn:
    raise Broken(reason("not-a-number", value=written))


_scan = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=Decimal, parse_constant=_no_constant
).raw_decode


def depth(value: Any) -> int:
    """How many levels of objects and lists ``value`` has."""
    level, layer = 0, [value]
    while layer:
        inside: list[Any] = []
        for item in layer:
            if isinstance(item, dict):
                inside.extend(item.values())
            elif isinstance(item, list):
                inside.extend(item)
        layer = [item for item in inside if isinstance(item, dict | list)]
        level += 1
    return level


def check_text(value: Any, text: str, line: int) -> Reason | None:
    """Why a value that was read must still not be used: bad bytes, or absurd nesting."""
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return reason("not-utf8", line=line)
    if text.count("{") + text.count("[") > MAX_DEPTH and depth(value) > MAX_DEPTH:
        return reason("nested-too-deep", limit=MAX_DEPTH)
    return None


class Window:
    """The unread rest of a source, as far as it has been fetched.

    Positions (``at``) count characters from the first unread one. ``line`` (from 1) and
    ``offset`` (bytes of the unpacked file) say where that one stands.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.line = 1
        self.offset = 0
        self.ended = False
        self._text = ""
        self._start = 0

    def __len__(self) -> int:
        return len(self._text) - self._start

    def fill(self, size: int = 0) -> bool:
        """Fetch more; False when there is no more."""
        piece = "" if self.ended else self.source.read(size or PIECE)
        if not piece:
            self.ended = True
            return False
        self._text = self._text[self._start :] + piece
        self._start = 0
        return True

    def char(self, at: int) -> str:
        """The character at ``at``, "" past the end."""
        while at >= len(self):
            if not self.fill():
                return ""
        return self._text[self._start + at]

    def look(self, size: int) -> str:
        """The next ``size`` characters, fewer at the end, without taking them."""
        while len(self) < size and self.fill():
            pass
        return self._text[self._start : self._start + size]

    def take(self, size: int) -> str:
        """Take ``size`` fetched characters out of the window."""
        taken = self._text[self._start : self._start + size]
        self._start += len(taken)
        self.line += taken.count("\n")
        self.offset += self.source.width(taken)
        return taken

    def space(self, at: int = 0) -> int:
        """The position of the first character from ``at`` on that is not white space."""
        while True:
            match = _SPACE.match(self._text, self._start + at)
            at = (match.end() if match else self._start + at) - self._start
            if at < len(self) or not self.fill():
                return at

    def skip_space(self) -> None:
        """Take white space, however much there is of it, in bounded memory."""
        while True:
            match = _SPACE.match(self._text, self._start)
            self.take((match.end() if match else self._start) - self._start)
            if len(self) or not self.fill():
                return

    def value(self, at: int = 0) -> tuple[Any, int]:
        """The JSON value at ``at`` and the position after it. Raises Broken."""
        while True:
            try:
                found, end = _scan(self._text, self._start + at)
            except json.JSONDecodeError as error:
                if self.ended or not self._may_continue(error):
                    raise self._broken(error) from None
            except RecursionError:
                raise Broken(reason("nested-too-deep", limit=MAX_DEPTH)) from None
            except ValueError:
                raise Broken(reason("number-too-long")) from None
            else:
                # A number may go on in the next piece.
                if end < len(self._text) or self.ended:
                    if end - self._start - at > MAX_ENTRY:
                        raise Broken(reason("entry-too-large", limit=MAX_ENTRY))
                    return found, end - self._start
            if len(self) - at > MAX_ENTRY:
                raise Broken(reason("entry-too-large", limit=MAX_ENTRY))
            self.fill(max(PIECE, len(self) - at))

    def _may_continue(self, error: json.JSONDecodeError) -> bool:
        if error.msg.startswith("Unterminated string"):
            return not _NEXT_ENTRY.search(self._text, error.pos)
        return error.pos >= len(self._text) - 16

    def _broken(self, error: json.JSONDecodeError) -> Broken:
        rest = self._text[error.pos : error.pos + 16].strip()
        unclosed = error.msg.startswith("Unterminated string")
        cut = self.ended and (
            not rest
            or (unclosed and not _NEXT_ENTRY.search(self._text, error.pos))
            or (len(rest) < 9 and any(word.startswith(rest) for word in _LITERALS))
        )
        before = self._text[self._start : error.pos]
        line = self.line + before.count("\n")
        if cut:
            return Broken(reason("cut-off", line=line), cut=True)
        column = len(before) - (before.rfind("\n") + 1) + 1
        problem = error.msg[:1].lower() + error.msg[1:]
        return Broken(reason("malformed", problem=problem, line=line, column=column))

    # Finding the way back after a value that cannot be read.

    def balanced(self) -> int | None:
        """The position after the bracketed value here, if it closes within a few pieces."""
        at, level = 0, 0
        while True:
            match = _BEFORE_BRACKET.match(self._text, self._start + at)
            end = match.end() if match else self._start + at
            sign = self._text[end : end + 1]
            if not sign or sign == '"':
                if len(self) > 4 * PIECE or not self.fill():
                    return None
                continue
            level += 1 if sign in "{[" else -1
            at = end + 1 - self._start
            if level <= 0:
                return at

    def skip_balanced(self) -> tuple[str, bool]:
        """Take the bracketed value here, however large; keep its beginning.

        Answers the kept text and whether the value was closed before the end.
        """
        kept, held, level, quoted = [], 0, 0, False
        while True:
            match = (_INSIDE if quoted else _OUTSIDE).search(self._text, self._start)
            if match is None or (match.group() == "\\" and match.end() == len(self._text)):
                piece = self.take(match.start() - self._start if match else len(self))
                kept.append(piece[: max(0, MAX_KEPT - held)])
                held += len(piece)
                if not self.fill():
                    return "".join(kept), False
                continue
            sign = match.group()
            piece = self.take(match.end() - self._start + (sign == "\\"))
            if held < MAX_KEPT:
                kept.append(piece[: MAX_KEPT - held])
                held += len(piece)
            if sign == '"':
                quoted = not quoted
            elif sign in "{[":
                level += 1
            elif sign in "}]":
                level -= 1
                if level <= 0:
                    return "".join(kept), True

    def skip_to_next_entry(self) -> tuple[str, bool]:
        """Take everything up to where a Bundle's next entry clearly begins, or to the end.

        Answers the beginning of what was taken and whether a next entry was found.
        """
        kept, held = [], 0
        while True:
            match = _NEXT_ENTRY.search(self._text, self._start + 1)
            # Enough is held back that a boundary split between two pieces is still seen.
            size = match.end() - self._start if match else max(0, len(self) - 4096)
            if match is None and self.ended:
                size = len(self)
            piece = self.take(size)
            kept.append(piece[: max(0, MAX_KEPT - held)])
            held += len(piece)
            if match or self.ended:
                return "".join(kept).rstrip().removesuffix(",").rstrip(), match is not None
            self.fill()
