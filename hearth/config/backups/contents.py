"""What a house is, besides its database: encrypted files, keys and secrets.

Files are named by their content and written before the row that names them commits. So a copy
of the files made *after* a position of the log was taken holds every file that any row before
that position names: rows first, then files, then the keys that open both.
"""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearth.config.backups.store import Chunks, Sealed, Store, StoreRefused, sealed_size
from hearth.kernel import clock


# What is not of the house's own: the database (kept otherwise), what can be made again, and what
# is only true while it runs.
LEFT_OUT = frozenset({
    "pg", "run", "files", "static", "log", "logs", "drill", "drills", "anchors", "upgrade",
    "postgres.start.log", "run.lock", "lost+found",
})  # fmt: skip
SEALED_SUFFIX = ".enc"
LATER_HOUSE = "house/house.tar.enc"
LATER_HOUSE_SAYS = "house/house.json"


@dataclass(frozen=True)
class Progress:
    """How far a long piece of work is: said to a person as it goes."""

    say: Callable[[str], None]
    every: int = 250

    def count(self, words: str, done: int, total: int) -> None:
        """Say it now and then: "Files 250 of 1,200"."""
        if done % self.every == 0 or done == total:
            self.say(f"{words} {done:,} of {total:,}")


def quiet() -> Progress:
    """Progress that nobody watches."""
    return Progress(lambda _words: None)


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every finished file of the house: its name in the store's ``files/`` and where it lies."""
    root = folder / "files"
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and not name.endswith((".tmp", ".part", ".new")):
                yield path.relative_to(root).as_posix(), path


def mirror_files(store: Store, folder: Path, progress: Progress) -> dict[str, int]:
    """Copy every new or changed file into the store; the names and sizes of all of them.

    A file that disappears meanwhile was deleted by the house and is left out.
    """
    found = {}
    known = list(files_of(folder))
    for place, (name, path) in enumerate(known, start=1):
        size = mirror_file(store, name, path)
        if size is not None:
            found[name] = size
        progress.count("Files", place, len(known))
    return found


def mirror_file(store: Store, name: str, path: Path) -> int | None:
    """Have one file in the store as it is now; its size, or None when it is gone."""
    target = f"files/{name}{SEALED_SUFFIX}"
    try:
        with path.open("rb") as source:
            stat = os.fstat(source.fileno())
            if not _same(store.path(target), stat):
                store.seal(source, target, modified_ns=stat.st_mtime_ns)
    except FileNotFoundError:
        return None
    return stat.st_size


def forget_files(store: Store, wanted: set[str]) -> int:
    """Remove the copies of files that no kept backup and no living house names; how many."""
    removed = 0
    for name in list(sealed_files(store)):
        if name not in wanted:
            store.remove(f"files/{name}{SEALED_SUFFIX}")
            removed += 1
    return removed


def sealed_files(store: Store) -> Iterator[str]:
    """The names of the files the store holds."""
    root = store.path("files")
    for path in sorted(root.rglob(f"*{SEALED_SUFFIX}")):
        if not path.name.startswith("."):
            yield path.relative_to(root).as_posix().removesuffix(SEALED_SUFFIX)


def restore_files(
    store: Store, folder: Path, wanted: dict[str, int], progress: Progress
) -> int:
    """Bring back every file; how many. Raises StoreRefused naming the one that is missing or
    changed. Files that came after the backup's own list are brought back too."""
    held = set(sealed_files(store))
    for name in wanted:
        if name not in held:
            missing = store.path(f"files/{name}{SEALED_SUFFIX}")
            raise StoreRefused(f"{missing} is missing from the backup.")
    for place, name in enumerate(sorted(held), start=1):
        _restore_file(store, name, folder)
        progress.count("Files", place, len(held))
    return len(held)


def seal_house(store: Store, folder: Path, name: str) -> Sealed:
    """Close the house's keys, secrets and small settings into one object of the store."""
    return _seal_paths(store, folder, house_files(folder), name)


def seal_later_house(store: Store, folder: Path, system: str = "") -> None:
    """Close the house's keys and secrets as they are now, for a restore of any kept backup.

    Keys are only ever added, so the newest keyring opens every older backup's rows, and files that
    were brought under a new key since. ``system`` names the database they belong to; without it,
    the one the store already holds them for.
    """
    seal_house(store, folder, LATER_HOUSE)
    system = system or store.read_document(LATER_HOUSE_SAYS)["system"]
    made = clock.now().isoformat(timespec="seconds")
    store.write_document(LATER_HOUSE_SAYS, {"system": system, "made": made})


def seal_anchors(store: Store, folder: Path, name: str) -> Sealed:
    """Close the written-down heads of the audit chains.

    Before the sync point is taken: an anchor must never be younger than the rows it vouches for.
    """
    return _seal_paths(store, folder, sorted((folder / "anchors").glob("*.jsonl")), name)


def restore_house(store: Store, folder: Path, sealed: Sealed | str) -> None:
    """Bring back keys, secrets and settings into ``folder``."""
    name, expected = (sealed, None) if isinstance(sealed, str) else (sealed.name, sealed)
    content = b"".join(store.open(name, expected=expected))
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for entry in archive.getmembers():
            _private(folder, (folder / entry.name).parent)
        unpack(archive, folder)


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Unpack files and folders; nothing outside ``folder`` is ever written. Raises StoreRefused.

    Not the standard library's filters alone: Debian 12's Python is older than they are.
    """
    for entry in archive:
        plain = entry.isdir() or entry.isreg()
        if not plain or entry.name.startswith("/") or ".." in Path(entry.name).parts:
            raise StoreRefused(
                f"The backup holds what no backup of Hearth's does: {entry.name}."
            )
        entry.mode &= 0o755
        archive.extract(entry, folder, **_UNFILTERED)


# Checked above; without the word, newer Pythons warn.
_UNFILTERED: dict[str, Any] = (
    {"filter": "fully_trusted"} if hasattr(tarfile, "fully_trusted_filter") else {}
)


def house_files(folder: Path) -> list[Path]:
    """The files that make this house itself: keys, secrets, mode, certificates."""
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.name in LEFT_OUT or entry.name.startswith("."):
            continue
        inside = sorted(entry.rglob("*")) if entry.is_dir() else []
        found += [path for path in (entry, *inside) if path.is_file() or path.is_dir()]
    return [path for path in found if not path.name.startswith(".")]


def house_stamp(folder: Path) -> str:
    """Changes whenever a key, a secret or a setting does."""
    stats = [(path, path.stat()) for path in house_files(folder) if path.is_file()]
    return json.dumps([(str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats])


def _seal_paths(store: Store, folder: Path, paths: list[Path], name: str) -> Sealed:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in paths:
            archive.add(path, arcname=path.relative_to(folder).as_posix(), recursive=False)
    buffer.seek(0)
    return store.seal(buffer, name)


def _same(sealed: Path, plain: os.stat_result) -> bool:
    try:
        stat = sealed.stat()
    except FileNotFoundError:
        return False
    return stat.st_mtime_ns == plain.st_mtime_ns and stat.st_size == sealed_size(plain.st_size)


def _private(folder: Path, place: Path) -> None:
    """Make the folders down to ``place``, each of them the house's own alone."""
    for step in (*reversed(place.relative_to(folder).parents), place.relative_to(folder)):
        (folder / step).mkdir(mode=0o700, exist_ok=True)


def _restore_file(store: Store, name: str, folder: Path) -> None:
    sealed = f"files/{name}{SEALED_SUFFIX}"
    target = folder / "files" / name
    _private(folder, target.parent)
    source = Chunks(store.open(sealed))
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while part := source.read(1024 * 1024):
            file.write(part)
    modified = store.path(sealed).stat().st_mtime_ns
    os.utime(target, ns=(modified, modified))
