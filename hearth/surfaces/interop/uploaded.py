"""An import whose file was sent through the browser: tried first, then carried out by a job."""

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.files import queries as files
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.documents.actions.imports import preview_import
from hearth.record.documents.codes import BatchFormat, BatchMode, BatchState
from hearth.record.documents.models import ImportBatch
from hearth.surfaces.interop import queries
from hearth.surfaces.interop.importing import Run, carry_out, surveyed
from hearth.surfaces.interop.opening import (
    Given,
    Handed,
    Table,
    check_columns,
    handed_fhir,
    sheet_of,
)
from hearth.surfaces.interop.plan import Survey
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.waiting import take_up_waiting


TABLES = (BatchFormat.CSV, BatchFormat.XLSX)
_LISTED = 200


class _Chunks(io.RawIOBase):
    """A stored file, decrypted part by part as it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._held = parts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._held:
            try:
                self._held = next(self._parts)
            except StopIteration:
                return 0
        size = min(len(into), len(self._held))
        into[:size], self._held = self._held[:size], self._held[size:]
        return size


def given_of(scope: Scope, batch: ImportBatch) -> Given:
    """The stored file of an import. Raises Refused (file-missing) when it is not kept any more."""
    return stored_file(scope, batch.blob, batch.file_name)


def stored_file(scope: Scope, blob_id: UUID | None, name: str) -> Given:
    """A stored file, to be read as often as needed. Raises Refused (file-missing)."""
    with scoped(scope):
        blob = files.blobs(scope).filter(pk=blob_id).first() if blob_id else None
    if blob is None:
        raise Refused("file-missing", N_("The file of this import is not kept any more."))

    def opened() -> BinaryIO:
        return io.BufferedReader(_Chunks(files.open_blob(scope, blob)), 1 << 20)

    return Given(name, opened)


def handed_of(scope: Scope, batch: ImportBatch) -> Handed:
    """The stored file, ready to be read. Raises Refused as opening a table does."""
    file = given_of(scope, batch)
    if batch.format not in TABLES:
        return handed_fhir([file])
    columns = stored.columns_of(batch.mapping)
    check_columns(columns)
    return Handed((file,), (Table(sheet_of(file), columns),))


def try_import(scope: Scope, batch_id: UUID, by_id: UUID) -> None:
    """Look through a waiting file and keep what an import of it would do."""
    batch, facility, by = _of(scope, batch_id, by_id)
    if batch.state != BatchState.WAITING:
        return
    try:
        found = _survey(scope, facility, batch)
        entries, body = found.entries, preview_of(found)
    except Refused as refused:
        entries = 0
        values = {name: str(value) for name, value in refused.values.items()}
        body = {"refused": {"code": refused.code, "values": values}}
    with scoped(scope):
        preview_import(scope=scope, by=by, batch=batch, entries=entries, body=body)


def import_uploaded(scope: Scope, batch_id: UUID) -> None:
    """Carry out an import that was started on its page, from where it stands.

    What stops it for a reason is kept with it and shown there; anything else is a failure of
    the job, which is tried again and goes on where it stopped.
    """
    batch, facility, by = _of(scope, batch_id, None)
    if batch.state != BatchState.RUNNING:
        return
    handed = handed_of(scope, batch)
    run = Run(
        scope=scope,
        by=by,
        facility=facility,
        source=batch.source_system,
        opened=handed.opened(today=facility.today(), source=batch.source_system),
        batches=[batch],
        mode=BatchMode(batch.mode),
        rooms=handed.rooms,
    )
    try:
        outcome = carry_out(run)
    except Refused:
        return
    if outcome.brought_people:
        take_up_waiting(scope=scope, by=by, facility=facility, source=batch.source_system)


def _of(
    scope: Scope, batch_id: UUID, by_id: UUID | None
) -> tuple[ImportBatch, Facility, Actor]:
    with scoped(scope):
        batch = queries.imports(scope).get(pk=batch_id)
        by = Actor.objects.get(pk=by_id) if by_id else batch.started_by
        return batch, Facility.objects.get(pk=scope.facility_id), by


def _survey(scope: Scope, facility: Facility, batch: ImportBatch) -> Survey:
    handed = handed_of(scope, batch)
    source = batch.source_system
    return surveyed(
        handed.opened(today=facility.today(), source=source),
        scope=scope,
        facility=facility,
        source=source,
        rooms=handed.rooms,
    )


def preview_of(found: Survey) -> dict[str, Any]:
    """What a survey found, as it is kept until the import starts."""
    return found.as_json() | {
        "read_nothing": found.read_nothing,
        "noticed": found.noticed,
        "kept_whys": dict(found.kept_whys),
        "lines": {
            kind: [asdict(line) for line in lines] for kind, lines in found.preview.items()
        },
        "set_aside": [
            {
                "line": one.line,
                "type": one.type,
                "code": one.why.code,
                "values": dict(one.why.values),
            }
            for one in found.quarantined[:_LISTED]
        ],
    }
