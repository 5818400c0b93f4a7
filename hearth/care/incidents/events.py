"""Facts about events that this app makes public. They carry no words of the event."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class IncidentRecorded(Event):
    """Something befell a resident, and was written down."""

    live: ClassVar[tuple[str, ...]] = ("incidents",)
    incident_id: UUID
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentCorrected(Event):
    """A newer row took the place of an older one, which stays readable."""

    live: ClassVar[tuple[str, ...]] = ("incidents",)
    incident_id: UUID
    corrected_id: UUID
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentRetracted(Event):
    """An event was marked as entered in error."""

    live: ClassVar[tuple[str, ...]] = ("incidents",)
    incident_id: UUID
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentReportSigned(Event):
    """The full report of an event was written and signed."""

    live: ClassVar[tuple[str, ...]] = ("incidents",)
    incident_id: UUID
    report_id: UUID
    resident_id: UUID


@dataclass(frozen=True, kw_only=True)
class IncidentReportReviewed(Event):
    """Somebody else read the report of an event and signed that."""

    live: ClassVar[tuple[str, ...]] = ("incidents",)
    incident_id: UUID
    report_id: UUID
    resident_id: UUID
