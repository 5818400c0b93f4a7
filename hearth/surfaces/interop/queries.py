"""What the record and earlier imports know. Reading, scope first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from hearth.platform.scope import Scope
from hearth.record.documents.models import ImportBatch, ImportPreview, SourceKey, SourceRecord
from hearth.record.residents.codes import StayStatus
from hearth.record.residents.models import Identifier, Resident, Stay
from hearth.record.staff.models import OutsidePractitioner


AT_ONCE = 2000


# By which names is what known?


@dataclass(frozen=True, slots=True)
class KnownAs:
    """What was last taken in under a name, and which row of the record it became."""

    record: UUID
    claimed_type: str
    claimed_id: UUID | None
    resident: UUID | None


def known_digests(scope: Scope, digests: Collection[str]) -> set[str]:
    """Which of these names lead to a row of the record."""
    found: set[str] = set()
    for part in _parts(digests):
        rows = SourceKey.objects.filter(
            facility_id__in=scope.facilities,
            digest__in=part,
            record__claimed_at__isnull=False,
        )
        found |= set(rows.values_list("digest", flat=True))
    return found


def known_as(scope: Scope, digests: Collection[str]) -> dict[str, KnownAs]:
    """What these names lead to."""
    found: dict[str, KnownAs] = {}
    for part in _parts(digests):
        rows = SourceKey.objects.filter(facility_id__in=scope.facilities, digest__in=part)
        for row in rows.select_related("record").defer("record__body", "record__raw"):
            record = row.record
            found[row.digest] = KnownAs(
                record.pk, record.claimed_type, record.claimed_id, record.resident_id
            )
    return found


def residents_by_number(
    scope: Scope, numbers: Collection[tuple[str, str]]
) -> dict[tuple[str, str], UUID]:
    """Who has these open numbers (system, value), however they came to be on the record."""
    found: dict[tuple[str, str], UUID] = {}
    for part in _parts({value for _, value in numbers}):
        rows = Identifier.objects.filter(
            facility_id__in=scope.facilities, value__in=part, ended_at__isnull=True
        ).exclude(system="")
        for system, value, resident in rows.values_list("system", "value", "resident_id"):
            if (system, value) in numbers:
                found[(system, value)] = resident
    return found


def practitioners_by_npi(scope: Scope, numbers: Collection[str]) -> dict[str, UUID]:
    """Which practitioners outside have these National Provider Identifiers."""
    if not numbers:
        return {}
    rows = OutsidePractitioner.objects.filter(
        facility_id__in=scope.facilities, npi__in=list(numbers)
    )
    return dict(rows.values_list("npi", "pk"))


def persons(scope: Scope, ids: Collection[UUID]) -> dict[UUID, tuple[str, date | None]]:
    """Given names and birth date of residents, to tell a correction from another person."""
    if not ids:
        return {}
    rows = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=list(ids))
    return {
        pk: (given, born) for pk, given, born in rows.values_list("pk", "given", "birth_date")
    }


def residents_labelled(scope: Scope, ids: Collection[UUID]) -> dict[UUID, str]:
    """The security labels of residents, which what comes in for them carries on."""
    if not ids:
        return {}
    rows = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=list(ids))
    return dict(rows.values_list("pk", "security_label"))


# What came in before?


def same_content(
    scope: Scope, source: str, wanted: Collection[tuple[str, str, str]]
) -> dict[tuple[str, str, str], SourceRecord]:
    """Earlier records of the same type, id and content: (type, id, hash) → record, without bodies."""
    rows = SourceRecord.objects.filter(
        facility_id__in=scope.facilities,
        source_system=source,
        resource_type__in={kind for kind, _, _ in wanted},
        source_id__in={number for _, number, _ in wanted},
    ).defer("body", "raw")
    found: dict[tuple[str, str, str], SourceRecord] = {}
    for row in rows:
        key = (row.resource_type, row.source_id, row.content_hash)
        # What was read wins over what was set aside under the same content.
        if key in wanted and (key not in found or found[key].set_aside):
            found[key] = row
    return found


def last_words(
    scope: Scope, rows: Collection[tuple[str, UUID]], source: str
) -> dict[tuple[str, UUID], SourceRecord]:
    """What the same system last said of rows of the record (table, key), with the body.

    By resource type and key: a practitioner is told of by a Practitioner and by roles.
    """
    if not rows:
        return {}
    records = SourceRecord.objects.filter(
        facility_id__in=scope.facilities,
        claimed_type__in={table for table, _ in rows},
        claimed_id__in={key for _, key in rows},
        claimed_at__isnull=False,
        source_system=source,
    ).select_related("batch")
    found = {}
    for record in records.order_by("received_at", "id"):
        if record.claimed_id is not None:
            found[(record.resource_type, record.claimed_id)] = record
    return found


# What became of an import?


def imports(scope: Scope) -> QuerySet[ImportBatch]:
    """Every import of the community, newest first."""
    found = ImportBatch.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("started_by").order_by("-started_at", "file_name", "id")


def runs(scope: Scope) -> QuerySet[ImportBatch]:
    """The first file of every import, newest first; files handed over together are one."""
    found = ImportBatch.objects.filter(facility_id__in=scope.facilities)
    found = found.order_by("-started_at", "id").distinct("started_at")
    return found.select_related("started_by")


def files_of(scope: Scope, firsts: Collection[ImportBatch]) -> dict[UUID, list[ImportBatch]]:
    """All files of these imports, by the key of the first."""
    rows = ImportBatch.objects.filter(
        facility_id__in=scope.facilities, started_at__in=[one.started_at for one in firsts]
    )
    by_time: dict[Any, list[ImportBatch]] = {}
    for row in rows.select_related("started_by").order_by("id"):
        by_time.setdefault(row.started_at, []).append(row)
    return {one.pk: by_time.get(one.started_at, [one]) for one in firsts}


def run_of(scope: Scope, batch: ImportBatch) -> list[ImportBatch]:
    """The files that were imported together with this one, in their order."""
    rows = ImportBatch.objects.filter(
        facility_id=batch.facility_id,
        started_at=batch.started_at,
        started_by_id=batch.started_by_id,
    )
    rows = rows.filter(facility_id__in=scope.facilities).select_related("started_by")
    return list(rows.order_by("id"))


def unfinished(scope: Scope, marks: Sequence[str], source: str) -> list[ImportBatch]:
    """The import of exactly these files (SHA-256) from this system that stopped on its way."""
    first = ImportBatch.objects.filter(
        facility_id__in=scope.facilities,
        sha256=marks[0],
        source_system=source,
        state="running",
        blob__isnull=True,
    )
    for batch in first.order_by("-started_at"):
        run = run_of(scope, batch)
        if [one.sha256 for one in run] == list(marks):
            return run
    return []


def mapping_of(scope: Scope, kind: str, headings: Sequence[str]) -> dict[str, Any] | None:
    """How the last list of this kind with the same headings was read."""
    rows = ImportBatch.objects.filter(
        facility_id__in=scope.facilities,
        mapping__kind=kind,
        mapping__headings=list(headings),
        state__in=["running", "finished"],
    )
    return rows.order_by("-started_at").values_list("mapping", flat=True).first()


def preview(scope: Scope, batch: ImportBatch) -> ImportPreview | None:
    """What was found when the file was tried, None while it is not."""
    rows = ImportPreview.objects.filter(facility_id__in=scope.facilities, batch=batch)
    return rows.first()


def source_records(scope: Scope) -> QuerySet[SourceRecord]:
    """What came in from other systems, as far as this reader may see it."""
    found = SourceRecord.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    return found


def set_aside(scope: Scope, batches: Collection[ImportBatch]) -> QuerySet[SourceRecord]:
    """What could not be read and nobody has corrected yet, in the file's order."""
    corrected = SourceRecord.objects.filter(
        facility_id__in=scope.facilities, batch__in=batches, corrects__isnull=False
    ).values("corrects_id")
    rows = source_records(scope).filter(batch__in=batches).exclude(set_aside="")
    rows = rows.select_related("batch")
    return rows.exclude(pk__in=corrected).order_by("batch_id", "line", "id")


def kept_by_type(scope: Scope, batches: Collection[ImportBatch]) -> list[tuple[str, int]]:
    """How much of each type is kept until its room arrives, the most first."""
    rows = (
        source_records(scope)
        .filter(batch__in=batches, set_aside="", claimed_at__isnull=True)
        .values_list("resource_type")
        .annotate(count=Count("pk"))
        .order_by("-count", "resource_type")
    )
    return [(kind, count) for kind, count in rows]


def kept(scope: Scope, batches: Collection[ImportBatch], kind: str) -> QuerySet[SourceRecord]:
    """What is kept of one type, in the file's order."""
    rows = source_records(scope).filter(
        batch__in=batches, resource_type=kind, set_aside="", claimed_at__isnull=True
    )
    return rows.select_related("resident").order_by("batch_id", "line", "id")


def left_as_is(scope: Scope, batches: Collection[ImportBatch]) -> QuerySet[SourceRecord]:
    """Taken over, but something of it stayed as people had left it, or was cut."""
    rows = source_records(scope).filter(
        batch__in=batches, set_aside="", claimed_at__isnull=False
    )
    return (
        rows.exclude(set_aside_text="")
        .select_related("resident")
        .order_by("batch_id", "line", "id")
    )


def residents_of(scope: Scope, batches: Collection[ImportBatch]) -> QuerySet[Resident]:
    """The residents who came with an import, by name."""
    came = (
        source_records(scope)
        .filter(batch__in=batches, claimed_type="Resident", claimed_at__isnull=False)
        .values("claimed_id")
    )
    rows = Resident.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels, pk__in=came
    )
    return rows.order_by("family_folded", "given_folded", "id")


def waiting_for_somebody(scope: Scope, source: str) -> list[UUID]:
    """What this system sent about people nobody knew, oldest first."""
    rows = SourceRecord.objects.filter(
        facility_id__in=scope.facilities,
        source_system=source,
        claimed_at__isnull=True,
        set_aside="",
        set_aside_text__regex='"code": "(subject|practitioner)-unknown"',
    )
    return list(rows.order_by("received_at", "id").values_list("pk", flat=True))


def with_words(scope: Scope, ids: Collection[UUID]) -> QuerySet[SourceRecord]:
    """Kept records with their JSON as text (``words``), numbers as they were written."""
    rows = SourceRecord.objects.filter(facility_id__in=scope.facilities, pk__in=list(ids))
    words = Cast("body", TextField())
    return rows.select_related("batch").annotate(words=words).order_by("received_at", "id")


def residencies(scope: Scope, residents: Collection[UUID]) -> dict[UUID, str]:
    """The residency of each that goes on or was lived, as its word; nobody without one."""
    rows = Stay.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=list(residents)
    ).exclude(status=StayStatus.WITHDRAWN)
    return {row.resident_id: StayStatus.label_of(row.status) for row in rows.order_by("starts")}


def _parts(values: Iterable[Any]) -> Iterable[list[Any]]:
    """At most two thousand at once, in a fixed order."""
    ordered = sorted(values)
    return (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))
