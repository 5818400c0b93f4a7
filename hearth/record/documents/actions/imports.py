"""Take in what another system sent: each part word for word, and what became of it.

The import itself works in parts of a few hundred entries. What a part makes of the record, the
words it came in and how far the file is done commit together, so a run that is killed is
taken up where it stopped and makes nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.record.documents import rules
from hearth.record.documents.codes import BatchFormat, BatchMode, BatchState
from hearth.record.documents.events import ImportFinished, SourceRecordsKept
from hearth.record.documents.models import ImportBatch, ImportPreview, SourceKey, SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ToImport:
    """A file to be imported. ``mapping`` says how a table is read; ``blob`` is its upload."""

    file_name: str
    sha256: str
    size: int
    format: BatchFormat
    source_system: str = ""
    mode: BatchMode = BatchMode.GOOD_ROWS
    mapping: Mapping[str, Any] = field(default_factory=dict)
    blob: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The row of the record that an entry became."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One entry of a file, as it is to be kept.

    ``body`` is its JSON as text, empty when only ``raw`` is left of it. ``set_aside`` and
    ``remarks`` say why it could not be read, or what else is to be known of it; ``keys`` are the
    digests of its names. ``follows`` is the earlier word under the same id.
    """

    batch: UUID
    source_system: str
    line: int
    resource_type: str
    source_id: str
    content_hash: str
    body: str = ""
    raw: str = ""
    summary: str = ""
    remarks: str = ""
    set_aside: str = ""
    effective: datetime | None = None
    resident: UUID | None = None
    security_label: str = "normal"
    claim: Claim | None = None
    keys: Sequence[str] = ()
    follows: UUID | None = None
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a file is: entries ``before`` and ``done``, and what became of all so far."""

    batch: UUID
    before: int
    done: int
    counts: Mapping[str, Mapping[str, int]]


@action("documents.import_file")
def import_file(
    *, scope: Scope, by: Actor, files: Sequence[ToImport], waiting: bool = False
) -> list[ImportBatch]:
    """Say that these files are imported together; ``waiting`` until somebody starts it."""
    now = clock.now()
    state = BatchState.WAITING if waiting else BatchState.RUNNING
    batches = [
        ImportBatch(
            facility_id=scope.facility_id,
            file_name=one.file_name[-200:],
            sha256=one.sha256,
            size=one.size,
            blob=one.blob,
            format=one.format,
            mode=one.mode,
            state=state,
            source_system=one.source_system,
            mapping=dict(one.mapping),
            started_at=now,
            started_by=by,
        )
        for one in files
    ]
    ImportBatch.objects.bulk_create(batches)
    note_many("documents.import_file", batches, by=by)
    return batches


@action("documents.prepare_import")
def prepare_import(
    *,
    scope: Scope,
    by: Actor,
    batch: ImportBatch,
    mapping: Mapping[str, Any],
    source_system: str,
) -> ImportBatch:
    """Settle how a waiting file is read: columns, dates, the system it comes from.

    What was tried before is forgotten. Raises Conflict (import-begun).
    """
    batch = _waiting(scope, batch)
    batch.mapping, batch.source_system = dict(mapping), source_system
    batch.save(update_fields=["mapping", "source_system"])
    _forget_preview(batch)
    note("documents.prepare_import", batch, by=by)
    return batch


@action("documents.preview_import")
def preview_import(
    *, scope: Scope, by: Actor, batch: ImportBatch, entries: int, body: Mapping[str, Any]
) -> ImportPreview:
    """Keep what an import would do, as tried on its file. Raises Conflict (import-begun)."""
    batch = _waiting(scope, batch)
    batch.entries = entries
    batch.save(update_fields=["entries"])
    _forget_preview(batch)
    preview = ImportPreview.objects.create(
        facility_id=batch.facility_id, batch=batch, body=dict(body), made_at=clock.now()
    )
    note("documents.preview_import", batch, by=by, detail={"entries": entries})
    return preview


@action("documents.start_import")
def start_import(
    *, scope: Scope, by: Actor, batch: ImportBatch, mode: BatchMode
) -> ImportBatch:
    """Begin a waiting import. Raises Conflict (import-begun): somebody started it already."""
    batch = _waiting(scope, batch)
    batch.state, batch.mode = BatchState.RUNNING, mode
    batch.save(update_fields=["state", "mode"])
    _forget_preview(batch)
    note("documents.start_import", batch, by=by, detail={"mode": str(mode)})
    return batch


@action("documents.resume_import")
def resume_import(*, scope: Scope, by: Actor, batch: ImportBatch) -> ImportBatch:
    """Take up an import that stopped, where it stopped. Raises Conflict (import-finished)."""
    batch = _locked(scope, batch)
    if batch.state == BatchState.FINISHED:
        raise Conflict("import-finished", N_("This import is finished already."))
    batch.state, batch.finished_at, batch.failure = BatchState.RUNNING, None, ""
    batch.save(update_fields=["state", "finished_at", "failure"])
    note("documents.resume_import", batch, by=by, detail={"done": batch.done})
    return batch


@action("documents.count_entries")
def count_entries(
    *, scope: Scope, by: Actor, batches: Sequence[ImportBatch], numbers: Mapping[UUID, int]
) -> list[ImportBatch]:
    """Say how many entries the files of an import have, by the keys of their batches."""
    rows = ImportBatch.objects.select_for_update().order_by("pk")
    rows = rows.filter(facility_id__in=scope.facilities, pk__in=[one.pk for one in batches])
    found = {row.pk: row for row in rows}
    for row in found.values():
        row.entries = numbers[row.pk]
    ImportBatch.objects.bulk_update(found.values(), ["entries"], batch_size=500)
    note_many("documents.count_entries", found.values(), by=by)
    return [found[one.pk] for one in batches]


@action("documents.keep_source_records")
def keep_source_records(
    *,
    scope: Scope,
    by: Actor,
    entries: Sequence[Kept],
    claims: Sequence[tuple[UUID, Claim, UUID | None]] = (),
    progress: Sequence[Progress] = (),
) -> list[SourceRecord]:
    """Keep one part of an import: every entry word for word, its names, and how far the file is.

    ``claims`` take earlier records into the record now that they can be: (record, row,
    resident). One audit row for the part, one event for each type that waits for its room.
    Raises Conflict (import-elsewhere): another process works on the same file.
    """
    batches = _advanced(scope, progress)
    rows = [_row(scope, by, one) for one in entries]
    _insert(rows)
    _name(scope, rows, entries)
    claimed = [_claim(scope, by, *one) for one in claims]
    if rows or claimed:
        note_many("documents.keep_source_records", [*rows, *claimed], by=by)
    elif batches:
        note_many("documents.keep_source_records", batches, by=by)
    publish_many(_waiting_rooms(scope, entries))
    return rows


@action("documents.finish_import")
def finish_import(
    *, scope: Scope, by: Actor, batch: ImportBatch, failure: str = ""
) -> ImportBatch:
    """Say that an import came to its end, or why it stopped (``failure``, a code).

    One that ended already stays as it ended.
    """
    batch = _locked(scope, batch)
    if batch.state != BatchState.RUNNING:
        return batch
    batch.state = BatchState.FAILED if failure else BatchState.FINISHED
    batch.failure, batch.finished_at = failure[:240], clock.now()
    batch.save(update_fields=["state", "failure", "finished_at"])
    note("documents.finish_import", batch, by=by, detail={"state": batch.state})
    publish(
        ImportFinished(facility_id=batch.facility_id, batch_id=batch.pk, state=str(batch.state))
    )
    return batch


@action("documents.drop_import")
def drop_import(*, scope: Scope, by: Actor, batch: ImportBatch) -> ImportBatch:
    """Give up a file that waits: nothing of it is taken in. Raises Conflict (import-begun)."""
    batch = _waiting(scope, batch)
    batch.state, batch.failure = BatchState.FAILED, "given-up"
    batch.finished_at = clock.now()
    batch.save(update_fields=["state", "failure", "finished_at"])
    _forget_preview(batch)
    note("documents.drop_import", batch, by=by)
    return batch


@action("documents.correct_source_record")
def correct_source_record(
    *, scope: Scope, by: Actor, record: SourceRecord, corrected: Kept
) -> SourceRecord:
    """Put a corrected entry in the place of one that was set aside, which stays as it came.

    Raises Refused (not-set-aside, still-set-aside) and Conflict (corrected-already).
    """
    record = SourceRecord.objects.select_for_update(of=("self",)).get(
        pk=record.pk, facility_id__in=scope.facilities
    )
    if not record.set_aside:
        raise Refused("not-set-aside", N_("This was read. There is nothing to correct."))
    if corrected.set_aside:
        raise Refused("still-set-aside", N_("It still cannot be read. Correct it further."))
    if SourceRecord.objects.filter(
        facility_id=record.facility_id, batch=record.batch_id, corrects=record
    ).exists():
        raise Conflict("corrected-already", N_("Somebody corrected this already."))
    row = _row(scope, by, corrected)
    row.corrects = record
    _insert([row])
    _name(scope, [row], [corrected])
    note("documents.correct_source_record", row, by=by)
    return row


@action("documents.claim_source_record")
def claim_source_record(
    *,
    scope: Scope,
    by: Actor,
    record: SourceRecord,
    claim: Claim,
    resident_id: UUID | None = None,
) -> SourceRecord:
    """Say which row of the record something kept became: the app that owns it took it over.

    Raises Refused (claimed, set-aside).
    """
    row = _claim(scope, by, record.pk, claim, resident_id)
    note("documents.claim_source_record", row, by=by, detail={"type": claim.type})
    return row


def _locked(scope: Scope, batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update().get(
        pk=batch.pk, facility_id__in=scope.facilities
    )


def _waiting(scope: Scope, batch: ImportBatch) -> ImportBatch:
    batch = _locked(scope, batch)
    if batch.state != BatchState.WAITING:
        raise Conflict("import-begun", N_("This import was started already."))
    return batch


def _forget_preview(batch: ImportBatch) -> None:
    ImportPreview.objects.filter(facility_id=batch.facility_id, batch=batch).delete()


def _advanced(scope: Scope, progress: Sequence[Progress]) -> list[ImportBatch]:
    """The batches, locked and moved on; somebody else who moved one meanwhile is in the way."""
    rows = ImportBatch.objects.select_for_update().order_by("pk")
    rows = rows.filter(facility_id__in=scope.facilities, pk__in=[one.batch for one in progress])
    found = {row.pk: row for row in rows}
    for one in progress:
        batch = found[one.batch]
        if batch.state != BatchState.RUNNING or batch.done != one.before:
            raise Conflict(
                "import-elsewhere",
                N_("{file} is being imported by another process. Wait until it is done."),
                file=batch.file_name,
            )
        batch.done = one.done
        batch.counts = {kind: dict(parts) for kind, parts in one.counts.items()}
    ImportBatch.objects.bulk_update(found.values(), ["done", "counts"], batch_size=500)
    return list(found.values())


def _row(scope: Scope, by: Actor, kept: Kept) -> SourceRecord:
    """The row of an entry; its body goes to the database as text, see ``_insert``."""
    now = clock.now()
    return SourceRecord(
        facility_id=scope.facility_id,
        resident_id=kept.resident,
        security_label=kept.security_label,
        batch_id=kept.batch,
        source_system=kept.source_system,
        resource_type=kept.resource_type,
        source_id=kept.source_id,
        content_hash=kept.content_hash,
        body=kept.body or None,
        raw=kept.raw,
        summary=kept.summary,
        line=kept.line,
        set_aside=kept.set_aside,
        set_aside_text=kept.remarks,
        effective=kept.effective,
        received_at=now,
        received_by=by,
        follows_id=kept.follows,
        corrects_id=kept.corrects,
        claimed_type=kept.claim.type if kept.claim else "",
        claimed_id=kept.claim.id if kept.claim else None,
        claimed_at=now if kept.claim else None,
        claimed_by=by if kept.claim else None,
    )


def _insert(rows: Sequence[SourceRecord]) -> None:
    """Write all rows in one statement, bodies as the text they came in.

    So a number keeps the form in which it was written (1.50), and a large file takes a third
    of the time it takes row by row.
    """
    if not rows:
        return
    columns = _array_types()
    listed = ", ".join(columns)
    arrays = ", ".join(f"%s::{of}[]" for of in columns.values())
    # Column names are the model's own; every value is a parameter.
    sql = (
        f"INSERT INTO {SourceRecord._meta.db_table} ({listed}, body)"  # noqa: S608
        f" SELECT {listed}, NULLIF(b.body, 'null'::jsonb)"
        f" FROM unnest({arrays}) WITH ORDINALITY AS t ({listed}, place)"
        " JOIN jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS b (body, place) USING (place)"
    )
    values: list[Any] = [[getattr(row, name) for row in rows] for name in columns]
    bodies = ",".join(row.body or "null" for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, f"[{bodies}]"])


def _array_types() -> dict[str, str]:
    """Every column but the body, with the type of an array of it."""
    types = {"UUIDField": "uuid", "ForeignKey": "uuid", "DateTimeField": "timestamptz"}
    return {
        str(f.column): "int" if f.name == "line" else types.get(type(f).__name__, "text")
        for f in SourceRecord._meta.local_concrete_fields
        if f.name != "body"
    }


def _name(scope: Scope, rows: Sequence[SourceRecord], entries: Sequence[Kept]) -> None:
    """Point every name of an entry at its newest word."""
    keys: dict[str, SourceKey] = {}
    for row, kept in zip(rows, entries, strict=True):
        for digest in kept.keys:
            keys[digest] = SourceKey(
                facility_id=scope.facility_id,
                resident_id=row.resident_id,
                security_label=row.security_label,
                digest=digest,
                record=row,
            )
    SourceKey.objects.bulk_create(
        keys.values(),
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["facility", "digest"],
        update_fields=["record", "resident", "security_label"],
    )


def _claim(
    scope: Scope, by: Actor, record_id: UUID, claim: Claim, resident_id: UUID | None
) -> SourceRecord:
    row = SourceRecord.objects.select_for_update(of=("self",)).get(
        pk=record_id, facility_id__in=scope.facilities
    )
    state = rules.source_state(set_aside=row.set_aside, is_claimed=row.claimed_at is not None)
    rules.check_claim(state)
    row.claimed_type, row.claimed_id = claim.type, claim.id
    row.claimed_at, row.claimed_by = clock.now(), by
    fields = ["claimed_type", "claimed_id", "claimed_at", "claimed_by"]
    if resident_id is not None and row.resident_id is None:
        row.resident_id = resident_id
        fields.append("resident")
    row.save(update_fields=fields)
    if "resident" in fields:
        keys = SourceKey.objects.filter(facility_id=row.facility_id, record=row)
        keys.update(resident_id=resident_id)
    return row


def _waiting_rooms(scope: Scope, entries: Sequence[Kept]) -> list[SourceRecordsKept]:
    """One event for each batch and type of which something waits for its room."""
    counts: dict[tuple[UUID, str], int] = {}
    for kept in entries:
        if kept.claim is None and not kept.set_aside:
            key = (kept.batch, kept.resource_type)
            counts[key] = counts.get(key, 0) + 1
    return [
        SourceRecordsKept(
            facility_id=scope.facility_id, batch_id=batch, resource_type=kind, count=count
        )
        for (batch, kind), count in counts.items()
    ]
