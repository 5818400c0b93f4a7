"""Take in a file sent through the browser: looked at, encrypted, and waiting to be tried."""

import gzip
import tempfile
import zlib
from typing import IO, Any

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.files import actions as files
from hearth.platform.files import disk
from hearth.platform.files.queries import blobs
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.documents.actions.imports import (
    ToImport,
    drop_import,
    import_file,
    prepare_import,
)
from hearth.record.documents.codes import BatchFormat
from hearth.record.documents.models import ImportBatch
from hearth.surfaces.interop import jobs, queries
from hearth.surfaces.interop.opening import sheet_of
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.tables.columns import Columns, Kind, guess_kind, propose
from hearth.surfaces.interop.tables.sheet import Sheet
from hearth.surfaces.interop.uploaded import TABLES, given_of, stored_file


MOST_BYTES = 100 * files.MEGABYTE
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_RECORDS = (".json", ".ndjson", ".jsonl")


class _Unpacked:
    """A gzipped upload as what is in it. Raises Refused (file-broken) where it is damaged."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._inner = gzip.GzipFile(fileobj=stream, mode="rb")

    def read(self, size: int = -1) -> bytes:
        try:
            return self._inner.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise Refused(
                "file-broken",
                N_("The packed file is damaged or cut short. Pack it again, and send that."),
            ) from error


def take_in(
    *, scope: Scope, by: Actor, stream: IO[bytes], name: str, what: str, source: str
) -> ImportBatch:
    """Keep an uploaded file and say that it is to be imported. Nothing of it is taken over yet.

    A list waits for its columns to be confirmed; FHIR is tried at once, by a job. Raises
    Refused (file-…, table-…).
    """
    stream, name = _unpacked(stream, name)
    head = stream.read(4)
    stream.seek(0)
    format_ = _format(head, name, what)
    declared = name if format_ in TABLES or name.lower().endswith(_RECORDS) else f"{name}.json"
    blob = files.store(
        scope=scope, by=by, stream=stream, declared_name=declared, max_bytes=MOST_BYTES
    )
    files.keep(scope=scope, by=by, blob=blob)
    mapping: dict[str, Any] = {}
    if format_ in TABLES:
        sheet = sheet_of(stored_file(scope, blob.pk, name))
        mapping = stored.written(_proposed(scope, sheet, what))
    (batch,) = import_file(
        scope=scope,
        by=by,
        files=[
            ToImport(
                file_name=name,
                sha256=stored_file(scope, blob.pk, name).marks()[0],
                size=blob.size,
                format=format_,
                source_system=source,
                mapping=mapping,
                blob=blob.pk,
            )
        ],
        waiting=True,
    )
    if format_ not in TABLES:
        try_later(batch, by)
    return batch


def _unpacked(stream: IO[bytes], name: str) -> tuple[IO[bytes], str]:
    """What is in a gzipped file, kept where it can be looked at twice."""
    head = stream.read(2)
    stream.seek(0)
    if head != _GZIP:
        return stream, name
    kept = tempfile.TemporaryFile(dir=disk.scratch())  # noqa: SIM115 - gone with the request
    unpacked = _Unpacked(stream)
    size = 0
    while piece := unpacked.read(files.BLOCK):
        size += len(piece)
        if size > MOST_BYTES:
            raise Refused(
                "file-too-large",
                N_("The file unpacks to more than {limit} MB. Split it and send the parts."),
                limit=MOST_BYTES // files.MEGABYTE,
            )
        kept.write(piece)
    kept.seek(0)
    return kept, name.removesuffix(".gz")


def _format(head: bytes, name: str, what: str) -> BatchFormat:
    lower = name.lower()
    if head == _ZIP:
        return BatchFormat.XLSX
    is_list = what in {kind.value for kind in Kind} or (
        not what and not lower.endswith(_RECORDS) and head.lstrip()[:1] not in (b"{", b"[")
    )
    if is_list:
        return BatchFormat.CSV
    return BatchFormat.FHIR_BUNDLE if lower.endswith(".json") else BatchFormat.FHIR_NDJSON


def _proposed(scope: Scope, sheet: Sheet, what: str) -> Columns:
    """The columns as they were confirmed for such a list before, else as they look."""
    kind = Kind(what) if what in {k.value for k in Kind} else guess_kind(sheet)
    found = propose(sheet, kind)
    before = queries.mapping_of(scope, kind.value, found.headings)
    if before is None:
        return found
    known = stored.columns_of(before)
    return Columns(kind, found.heading_number, found.headings, known.places, known.date_order)


def settle_columns(
    *, scope: Scope, by: Actor, batch: ImportBatch, columns: Columns, source: str
) -> ImportBatch:
    """Confirm how a list is read, and let it be tried."""
    batch = prepare_import(
        scope=scope,
        by=by,
        batch=batch,
        mapping=stored.written(columns),
        source_system=source,
    )
    try_later(batch, by)
    return batch


def sheet_and_columns(scope: Scope, batch: ImportBatch) -> tuple[Sheet, Columns]:
    """A waiting list with its columns. Raises Refused (file-missing, table-…)."""
    sheet = sheet_of(given_of(scope, batch))
    return sheet, stored.columns_of(batch.mapping)


def try_later(batch: ImportBatch, by: Actor) -> None:
    """Let a waiting file be tried by the next free worker."""
    jobs.try_file.enqueue(
        facility_id=batch.facility_id,
        batch_id=batch.pk,
        by_id=by.pk,
        once=f"interop.try_file:{batch.pk}",
    )


def carry_out_later(batch: ImportBatch) -> None:
    """Let a started import be carried out by the next free worker."""
    jobs.carry_out.enqueue(
        facility_id=batch.facility_id, batch_id=batch.pk, once=f"interop.carry_out:{batch.pk}"
    )


def give_up(*, scope: Scope, by: Actor, batch: ImportBatch) -> None:
    """Give a waiting file up, and let its bytes go."""
    batch = drop_import(scope=scope, by=by, batch=batch)
    blob = blobs(scope).filter(pk=batch.blob).first() if batch.blob else None
    if blob is not None:
        files.remove(scope=scope, by=by, blob=blob)
