"""The house's log: JSON lines of all its processes in one file that never grows without end."""

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from hearth.kernel import clock


LARGEST = 10_000_000
KEPT = 9


class LogFile:
    """``log/hearth.jsonl``, rotated by size; optionally repeated to a terminal or a service's log."""

    def __init__(self, folder: Path, repeat: TextIO | None = None) -> None:
        self.path = folder / "log" / "hearth.jsonl"
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.repeat = repeat
        self._last: dict[str, str] = {}
        self._open()

    def line(self, process: str, text: str) -> None:
        """Keep one line a child said: as it is when it is JSON, wrapped when it is not."""
        try:
            words = json.loads(text)
        except ValueError:
            words = None
        if not isinstance(words, dict):
            words = {"message": text}
        words.setdefault("time", _now())
        words.setdefault("level", "info")
        self._last[process] = str(words.get("message", text))[:300]
        self._write({"process": process, **words})

    def last(self, process: str) -> str:
        """The last thing a process said."""
        return self._last.get(process, "nothing said")

    def say(self, process: str, message: str, *, level: str = "info", **more: Any) -> None:
        """Keep one line of our own."""
        self._write(
            {"process": process, "time": _now(), "level": level, "message": message, **more}
        )

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


def _now() -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
