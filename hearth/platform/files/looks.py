"""Has a file looked at before it is kept: size, what it really is, what hides in it, viruses."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from hearth.kernel.errors import Refused

from . import looking
from .formats import ENDINGS, REFUSALS
from .viruses import check_viruses


LOOKER = Path(looking.__file__)
PATIENCE = 60
# Decoding is the hungriest thing a web process starts: two at once, the others wait.
_places = threading.BoundedSemaphore(2)


@dataclass
class Looked:
    """A file that may be kept. ``file`` is what to keep, at its beginning."""

    file: IO[bytes]
    thumbnail: IO[bytes] | None
    name: str
    content_type: str
    size: int
    pages: int | None
    warnings: list[str]
    attachment_only: bool


def refusal(code: str, **values: Any) -> Refused:
    """A refused file, with what to do next."""
    return Refused(code, REFUSALS[code], **values)


@contextmanager
def looked_at(file: IO[bytes], declared_name: str, folder: Path) -> Iterator[Looked]:
    """Look at a whole file (seekable, with a descriptor). Raises Refused.

    Scratch files are nameless ones in ``folder``: they are gone with the block, or with the process.
    """
    check_viruses(file)
    with (
        tempfile.TemporaryFile(dir=folder) as out,
        tempfile.TemporaryFile(dir=folder) as thumb,
    ):
        found = _ask(file, _ending(declared_name), out, thumb)
        if "refused" in found:
            raise refusal(found["refused"], **found["values"])
        kept = out if found.get("replaced") else file
        size = kept.seek(0, os.SEEK_END)
        kept.seek(0)
        thumb.seek(0)
        yield Looked(
            file=kept,
            thumbnail=thumb if found.get("thumbnail") else None,
            name=safe_name(declared_name, found["content_type"]),
            content_type=found["content_type"],
            size=size,
            pages=found.get("pages"),
            warnings=found.get("warnings", []),
            attachment_only=found.get("attachment_only", False),
        )


def _ask(file: IO[bytes], ending: str, out: IO[bytes], thumb: IO[bytes]) -> dict[str, Any]:
    """Start the looker on the file and read its one line."""
    file.seek(0)
    numbers = [str(out.fileno()), str(thumb.fileno())]
    with _places:
        try:
            done = subprocess.run(  # noqa: S603 - our own script, no shell, nothing of the sender's
                [sys.executable, "-P", "-B", "-W", "ignore", str(LOOKER), ending, *numbers],
                stdin=file,
                capture_output=True,
                pass_fds=(out.fileno(), thumb.fileno()),
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise refusal("file-slow") from None
    if done.returncode or not done.stdout:
        raise refusal("file-slow" if done.returncode < 0 else "file-broken")
    return json.loads(done.stdout)


def _ending(name: str) -> str:
    """The ending of a name when it is a plain one; it only tells CSV from text."""
    ending = os.path.splitext(name)[1].lower()
    return ending if ending[1:].isalnum() else "-"


def safe_name(declared: str, content_type: str) -> str:
    """The sender's name without path, control and direction marks; its ending says what it is."""
    base = declared.replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(
        c for c in base if c.isprintable() and c not in '<>:"|?*\u202e\u202d\u2066\u2067'
    )
    stem = os.path.splitext(base)[0].strip(" .")[:120] or "document"
    return stem + ENDINGS[content_type]
