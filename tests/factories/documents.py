"""Minimal, valid files and imports. Call inside an open scope."""

from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.identity.models import Actor
from hearth.platform.tenancy.models import Facility
from hearth.record.documents.models import Document, ImportBatch, SourceRecord


def make_document(
    facility: Facility, actor: Actor, title: str = "Orders", **kwargs
) -> Document:
    """A row about a file; the blob itself is not kept."""
    defaults = {
        "type": "order",
        "blob": uuid7(),
        "sha256": "0" * 64,
        "size": 10,
        "content_type": "application/pdf",
        "recorded": clock.now(),
        "recorder": actor,
    }
    return Document.objects.create(facility=facility, title=title, **{**defaults, **kwargs})


def make_batch(facility: Facility, actor: Actor, **kwargs) -> ImportBatch:
    defaults = {
        "file_name": "bundle.json",
        "sha256": "0" * 64,
        "size": 10,
        "format": "fhir-bundle",
        "started_at": clock.now(),
        "started_by": actor,
    }
    return ImportBatch.objects.create(facility=facility, **{**defaults, **kwargs})


def make_source_record(batch: ImportBatch, source_id: str = "1", **kwargs) -> SourceRecord:
    body = kwargs.pop("body", {"resourceType": "Immunization", "id": source_id})
    defaults = {
        "source_system": "urn:test",
        "resource_type": body["resourceType"],
        "content_hash": "0" * 64,
        "line": 1,
        "received_at": clock.now(),
        "received_by_id": batch.started_by_id,
    }
    return SourceRecord.objects.create(
        facility_id=batch.facility_id,
        batch=batch,
        source_id=source_id,
        body=body,
        **{**defaults, **kwargs},
    )
