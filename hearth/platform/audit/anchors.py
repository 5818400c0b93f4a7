"""The head of each chain, written down outside the database.

Whoever cuts the end off a chain, seals and all, leaves a chain that is whole but short. Only a
note kept elsewhere tells. ``HEARTH_ANCHOR_DIR`` names a second folder, on another disk or machine.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hearth.kernel.keyring import keyring_path


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line: the chain's head at a moment (UTC, ISO 8601)."""

    chain: str
    seq: int
    to_xid: int
    digest: str
    sealed_at: str


def folders() -> list[Path]:
    """Where anchors are kept: in the house's folder, and in the second one if it is named."""
    base = getattr(settings, "HEARTH_DATA", None) or keyring_path().parent.parent
    found = [Path(base) / "anchors"]
    if second := os.environ.get("HEARTH_ANCHOR_DIR"):
        found.append(Path(second))
    return found


def drop_anchor(anchor: Anchor) -> None:
    """Append the line in every folder, on to the disk. Raises OSError after trying them all."""
    line = json.dumps(asdict(anchor)).encode() + b"\n"
    failed: OSError | None = None
    for folder in folders():
        try:
            _append(folder, f"{anchor.chain}.jsonl", line)
        except OSError as error:
            failed = error
    if failed is not None:
        raise failed


def anchors_of(chain: UUID) -> Iterator[Anchor | None]:
    """Every line of every folder; None for one that cannot be read."""
    for folder in folders():
        path = folder / f"{chain}.jsonl"
        if not path.exists():
            continue
        with path.open("rb") as lines:
            for line in lines:
                yield _read(line)


def _read(line: bytes) -> Anchor | None:
    try:
        return Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _append(folder: Path, name: str, line: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # A power cut may have left half a line: begin a new one, so that only it is lost.
        os.write(handle, line if _ends_whole(folder / name) else b"\n" + line)
        os.fsync(handle)
    finally:
        os.close(handle)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
