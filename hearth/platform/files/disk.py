"""Where the encrypted bytes lie, and how they get there whole or not at all.

``files/<community>/<xx>/<key>``: the name says nothing of the content, and nothing is shared
between files, so the same scan in two communities leaves no trace of being the same.
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from hearth.kernel import keyring
from hearth.kernel.errors import Unavailable
from hearth.kernel.words import N_


FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


def root() -> Path:
    """The folder of all stored files."""
    return Path(settings.HEARTH_DATA) / "files"


def scratch() -> Path:
    """The folder for nameless files while they are looked at. Raises Unavailable (storage, keys)."""
    # Before the folder is there: a house makes its keyring only while it has no files.
    _keys()
    with storage_faults():
        folder = root() / ".taking-in"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


def path_of(facility_id: UUID, blob_id: UUID, part: str = "") -> Path:
    """Where a blob's bytes lie; ``part`` names what was derived from it (thumb)."""
    name = blob_id.hex + (f".{part}" if part else "")
    return root() / facility_id.hex / blob_id.hex[-2:] / name


def context_of(facility_id: UUID, blob_id: UUID, part: str = "") -> str:
    """What binds a ciphertext to its place: moved elsewhere, it does not open."""
    return f"files.blob:{facility_id}:{blob_id}:{part}"


@contextmanager
def storage_faults() -> Iterator[None]:
    """A disk that is full or may not be written is said so, and nothing half written stays."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Unavailable(
                "storage",
                N_(
                    "The file could not be stored: the disk is full or may not be written. Nothing was kept; tell your administrator, then send it again."
                ),
            ) from error
        raise


def _keys() -> keyring.Keyring:
    try:
        return keyring.keyring()
    except keyring.KeyringError as error:
        raise Unavailable(
            "keys",
            N_(
                "The house's keys cannot be read, so no file is taken in or shown. Tell your administrator."
            ),
        ) from error


class _Hashed:
    """A writer that marks what passes through."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.mark = target, hashlib.sha256()

    def write(self, block: bytes) -> int:
        self.mark.update(block)
        return self.target.write(block)


def write(source: IO[bytes], facility_id: UUID, blob_id: UUID, part: str = "") -> str:
    """Encrypt a stream on to the disk; the SHA-256 of the ciphertext. Raises Unavailable (storage).

    Written beside, forced to the disk, then moved into place: whoever sees the name sees it whole.
    """
    path = path_of(facility_id, blob_id, part)
    with storage_faults():
        for folder in (root(), path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, beside = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as target:
                hashed = _Hashed(target)
                context = context_of(facility_id, blob_id, part)
                _keys().encrypt_stream(source, hashed, context=context)  # type: ignore[arg-type]
                target.flush()
                os.fsync(target.fileno())
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        _sync(path.parent)
    return hashed.mark.hexdigest()


def chunks(facility_id: UUID, blob_id: UUID, part: str = "") -> Iterator[bytes]:
    """The readable bytes, each checked before it is handed on. Raises Unavailable.

    The first part is read at once, so that a file that is gone or damaged is found here and not in
    the middle of an answer.
    """
    path = path_of(facility_id, blob_id, part)
    try:
        file = path.open("rb")
    except OSError:
        raise _missing() from None
    context = context_of(facility_id, blob_id, part)
    parts = _keys().decrypted_chunks(file, context=context)
    try:
        first = next(parts)
    except keyring.KeyringError:
        file.close()
        raise _damaged() from None
    return _rest(file, first, parts)


def _rest(file: IO[bytes], first: bytes, parts: Iterator[bytes]) -> Iterator[bytes]:
    with file:
        yield first
        try:
            yield from parts
        except keyring.KeyringError:
            raise _damaged() from None


def remove(facility_id: UUID, blob_id: UUID) -> None:
    """Take the bytes off the disk; gone already is well."""
    for part in ("", "thumb"):
        path_of(facility_id, blob_id, part).unlink(missing_ok=True)


def lying(facility_id: UUID) -> Iterator[tuple[Path, str, float]]:
    """Every file of a community on the disk: path, the blob's key, when it was written."""
    folder = root() / facility_id.hex
    for path in folder.glob("??/*") if folder.is_dir() else ():
        yield path, path.name.split(".")[0], path.stat().st_mtime
    for path in folder.glob("??/.new-*") if folder.is_dir() else ():
        yield path, "", path.stat().st_mtime


def _missing() -> Unavailable:
    return Unavailable(
        "file-missing",
        N_(
            "The file is not in the store. Tell your administrator: it can be brought back from a backup."
        ),
    )


def _damaged() -> Unavailable:
    return Unavailable(
        "file-damaged",
        N_(
            "The stored file was changed or damaged, so it is not shown. Tell your administrator: it can be brought back from a backup."
        ),
    )


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
