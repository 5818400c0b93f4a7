"""Facts about files and imports that this app makes public."""

from dataclasses import dataclass
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentUploaded(Event):
    """A file was kept."""

    document_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class DocumentReplaced(Event):
    """A newer file took the place of an older one."""

    document_id: UUID
    replaced_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class DocumentRetracted(Event):
    """A file was marked as entered in error."""

    document_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """A file from another system was taken in, as far as it could be."""

    batch_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class SourceRecordsKept(Event):
    """Resources came in that no room owns yet; one event a batch and type."""

    batch_id: UUID
    resource_type: str
    count: int
