"""Do: take a file in, attach it, remove it. The bytes reach the disk before the row commits."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.ids import uuid7
from hearth.kernel.keyring import keyring
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope

from . import disk
from .codes import BlobState
from .looks import Looked, looked_at, refusal
from .models import Blob


MEGABYTE = 1_000_000
# Source: Hearth's own; a 600-page black-and-white scan is about 30 MB.
MOST_BYTES = 50 * MEGABYTE
BLOCK = 1 << 18


@action("files.store")
def store(
    *,
    scope: Scope,
    by: Actor,
    stream: IO[bytes],
    declared_name: str,
    max_bytes: int = MOST_BYTES,
) -> Blob:
    """Take in one file: look at it, encrypt it on to the disk, and write its row.

    ``stream`` is read once and need not be seekable; memory stays small whatever its size. The
    blob is held until ``keep`` attaches it. Raises Refused (file-…: each says what to do
    next) and Unavailable (storage, scanner); then nothing of it remains.
    """
    with _taken_in(stream, max_bytes) as (file, mark), _looked(file, declared_name) as looked:
        blob_id = uuid7()
        try:
            return _write(scope, by, blob_id, looked, mark)
        except BaseException:
            disk.remove(scope.facility_id, blob_id)
            raise


def _write(scope: Scope, by: Actor, blob_id: Any, looked: Looked, mark: str) -> Blob:
    facility_id = scope.facility_id
    sha256 = disk.write(looked.file, facility_id, blob_id)
    if looked.thumbnail is not None:
        disk.write(looked.thumbnail, facility_id, blob_id, "thumb")
    blob = Blob.objects.create(
        id=blob_id,
        facility_id=facility_id,
        name=looked.name,
        content_type=looked.content_type,
        size=looked.size,
        sha256=sha256,
        fingerprint=keyring().blind_index(mark, context=f"files.fingerprint:{facility_id}"),
        pages=looked.pages,
        has_thumbnail=looked.thumbnail is not None,
        attachment_only=looked.attachment_only,
        warnings=looked.warnings,
        stored_by=by,
        stored_at=clock.now(),
    )
    detail = {"type": blob.content_type, "size": blob.size}
    note("files.store", blob, by=by, detail=detail)
    return blob


@contextmanager
def _taken_in(stream: IO[bytes], max_bytes: int) -> Iterator[tuple[IO[bytes], str]]:
    """The whole stream in a nameless file, and the SHA-256 of what came. Raises Refused."""
    mark, size = hashlib.sha256(), 0
    with tempfile.TemporaryFile(dir=disk.scratch()) as file:
        with disk.storage_faults():
            while block := stream.read(BLOCK):
                size += len(block)
                if size > max_bytes:
                    raise refusal("file-too-large", limit=max_bytes // MEGABYTE)
                mark.update(block)
                file.write(block)
            file.flush()
        if not size:
            raise refusal("file-empty")
        yield file, mark.hexdigest()


@contextmanager
def _looked(file: IO[bytes], declared_name: str) -> Iterator[Looked]:
    with looked_at(file, declared_name, disk.scratch()) as looked:
        yield looked


@action("files.keep")
def keep(*, scope: Scope, by: Actor, blob: Blob) -> Blob:
    """Attach a held file: some record refers to it from now on, so it is not swept."""
    row = Blob.objects.select_for_update().get(pk=blob.pk, facility_id__in=scope.facilities)
    if row.state == BlobState.REMOVED:
        raise Conflict(
            "file-removed", N_("This upload was left too long and was removed. Send it again.")
        )
    if row.state == BlobState.HELD:
        row.state = BlobState.KEPT
        row.save(update_fields=["state"])
        note("files.keep", row, by=by)
    return row


@action("files.remove")
def remove(*, scope: Scope, by: Actor, blob: Blob) -> Blob:
    """Take a file's bytes away for good: a held upload given up, or the end of its term.

    The row stays and says who and when. The bytes go when the transaction has committed.
    """
    row = Blob.objects.select_for_update().get(pk=blob.pk, facility_id__in=scope.facilities)
    if row.state != BlobState.REMOVED:
        row.state, row.removed_by, row.removed_at = BlobState.REMOVED, by, clock.now()
        row.save(update_fields=["state", "removed_by", "removed_at"])
        note("files.remove", row, by=by)
        transaction.on_commit(lambda: disk.remove(row.facility_id, row.pk))
    return row
