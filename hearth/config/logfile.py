"""The house's log: JSON lines of all its processes in one file that never grows without end."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from hearth.kernel import clock


LARGEST = 10_000_000
KEPT = 9
# Faults whose words are about the programme or the machine, never about a resident.
SPEAKS_OF_CODE = {
    "ImportError",
    "ModuleNotFoundError",
    "SyntaxError",
    "IndentationError",
    "NameError",
    "AttributeError",
    "ImproperlyConfigured",
    "Misconfigured",
    "NodeNotFoundError",
    "InconsistentMigrationHistory",
    "OSError",
    "PermissionError",
    "OperationalError",
    "ProgrammingError",
    "PoolTimeout",
    "LookupError",
    "TemplateSyntaxError",
    "TemplateDoesNotExist",
}
INSIDE_TRACE = (" ", "\t", "During handling", "The above exception", "Traceback")


class LogFile:
    """``log/hearth.jsonl``, rotated by size; optionally repeated to a terminal or a service's log."""

    def __init__(self, folder: Path, repeat: TextIO | None = None) -> None:
        self.path = folder / "log" / "hearth.jsonl"
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.repeat = repeat
        self.listeners: list[Callable[[dict[str, Any]], None]] = []
        self._last: dict[str, str] = {}
        self._traces: dict[str, list[str]] = {}
        self._open()

    def line(self, process: str, text: str) -> None:
        """Keep one line a child said: as it is when it is JSON, wrapped when it is not."""
        if self._gathers(process, text):
            return
        words = self._after_trace(process, text) or _as_words(text)
        self._last[process] = str(words.get("message", text))[:300]
        for listen in self.listeners:
            listen(words)
        self._write({"process": process, "time": _now(), "level": "info"} | words)

    def last(self, process: str) -> str:
        """The last thing a process said."""
        return self._last.get(process, "nothing said")

    def say(self, process: str, message: str, *, level: str = "info", **more: Any) -> None:
        """Keep one line of our own."""
        words = {"process": process, "time": _now(), "level": level, "message": message}
        self._write(words | more)

    def close(self) -> None:
        """Nothing more will be said."""
        self._file.close()

    def _gathers(self, process: str, text: str) -> bool:
        """Whether the line is part of a bare traceback, which travels as one line."""
        begins = text.startswith("Traceback (most recent call last)")
        inside = process in self._traces and text.startswith(INSIDE_TRACE)
        if begins or inside:
            self._traces.setdefault(process, []).append(text)
        return begins or inside

    def _after_trace(self, process: str, text: str) -> dict[str, Any]:
        """The traceback with its last line, which says what broke."""
        trace = self._traces.pop(process, None)
        if trace is None:
            return {}
        return {"level": "error", "message": without_names(text), "trace": "\n".join(trace)}

    def _write(self, words: dict[str, Any]) -> None:
        text = json.dumps(words, ensure_ascii=False, default=str)
        if self.repeat is not None:
            self.repeat.write(text + "\n")
            self.repeat.flush()
        try:
            if self._file.tell() > LARGEST:
                self._rotate()
            self._file.write(text + "\n")
            self._file.flush()
        except OSError as error:
            # A full disk must not stop the house; it is said where it can still be said.
            sys.stderr.write(f"hearth: the log cannot be written: {error}\n")

    def _open(self) -> None:
        self._file = self.path.open("a", encoding="utf-8")
        self.path.chmod(0o600)

    def _rotate(self) -> None:
        self._file.close()
        for number in range(KEPT, 0, -1):
            older = self.path.with_suffix(f".{number - 1}.jsonl") if number > 1 else self.path
            if older.exists():
                older.rename(self.path.with_suffix(f".{number}.jsonl"))
        self._open()


def without_names(text: str) -> str:
    """The last line of a traceback: its words only when they speak of the programme.

    Those of a fault in the data could name a resident.
    """
    kind = text.partition(":")[0]
    return text if kind.rpartition(".")[2] in SPEAKS_OF_CODE else kind


def _as_words(text: str) -> dict[str, Any]:
    try:
        words = json.loads(text)
    except ValueError:
        words = None
    return words if isinstance(words, dict) else {"message": text}


def _now() -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
