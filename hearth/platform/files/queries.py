"""Which files? Reading, scope first."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.scope import Scope

from . import disk
from .codes import BlobState
from .models import Blob


def blobs(scope: Scope) -> QuerySet[Blob]:
    """Every stored file of the scope's communities. Whoever shows one has judged the document."""
    return Blob.objects.filter(facility_id__in=scope.facilities)


def same_content(scope: Scope, blob: Blob) -> QuerySet[Blob]:
    """Files that came in with the same bytes at the same community: a scan sent twice."""
    rows = blobs(scope).filter(facility_id=blob.facility_id, fingerprint=blob.fingerprint)
    return rows.exclude(pk=blob.pk).exclude(state=BlobState.REMOVED)


def open_blob(scope: Scope, blob: Blob, *, thumbnail: bool = False) -> Iterator[bytes]:
    """The readable bytes of a stored file, part by part; no transaction is needed to read on.

    Raises Refused (file-removed) and Unavailable (file-missing, file-damaged).
    """
    _check_scope(scope, blob.facility_id)
    if blob.state == BlobState.REMOVED:
        raise Refused(
            "file-removed", N_("This file was removed. The record still says when and by whom.")
        )
    return disk.chunks(blob.facility_id, blob.pk, "thumb" if thumbnail else "")


def _check_scope(scope: Scope, facility_id: UUID) -> None:
    if facility_id not in scope.facilities:
        raise Refused("file-missing", N_("There is no such file here."))
