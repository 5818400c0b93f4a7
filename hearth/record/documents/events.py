"""Facts about files and imports that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentUploaded(Event):
    """A file was kept."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    document_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(Event):
    """What is said about a file (type, title, dates) was changed; the file is the same."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    document_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class DocumentReplaced(Event):
    """A newer file took the place of an older one."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    document_id: UUID
    replaced_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class DocumentRetracted(Event):
    """A file was marked as entered in error."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    document_id: UUID
    resident_id: UUID | None = None
    type: str


@dataclass(frozen=True, kw_only=True)
class ImportFinished(Event):
    """A file from another system was taken in, as far as it could be."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    batch_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class SourceRecordsKept(Event):
    """Resources came in that no room owns yet; one event a batch and type."""

    live: ClassVar[tuple[str, ...]] = ("documents",)
    batch_id: UUID
    resource_type: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SurveyVisitChanged(Event):
    """A surveyor was let in, asked for something, was given something, or is gone."""

    live: ClassVar[tuple[str, ...]] = ("survey",)
    visit_id: UUID
    what: str


@dataclass(frozen=True, kw_only=True)
class DisclosureRecorded(Event):
    """Something about a resident was given to somebody outside."""

    live: ClassVar[tuple[str, ...]] = ("survey", "documents")
    disclosure_id: UUID
    resident_id: UUID | None = None
    recipient: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ChartChanged(Event):
    """A chart is waiting, made, or taken away."""

    live: ClassVar[tuple[str, ...]] = ("charts",)
    chart_id: UUID
    resident_id: UUID
    state: str
