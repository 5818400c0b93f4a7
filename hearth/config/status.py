"""What ``hearth run`` is doing, kept in one small file that the front and /healthz read."""

import json
import os
from pathlib import Path
from typing import Any


NAME = "status.json"


def write(sockets: Path, **words: Any) -> None:
    """Say what is going on; the file is replaced whole, so nobody reads half of it."""
    fresh = sockets / f".{NAME}.new"
    fresh.write_text(json.dumps(words))
    fresh.rename(sockets / NAME)


def read(sockets: Path) -> dict[str, Any]:
    """What is going on; empty when ``hearth run`` is not at work."""
    try:
        return json.loads((sockets / NAME).read_text())
    except (OSError, ValueError):
        return {}


def clear(sockets: Path) -> None:
    """Nothing is going on any more."""
    (sockets / NAME).unlink(missing_ok=True)


def say_ready() -> None:
    """Called by a child of ``hearth run`` once it does its work."""
    mark = os.environ.get("HEARTH_READY_FILE")
    if mark:
        Path(mark).touch()
