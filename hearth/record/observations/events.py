"""Facts about values that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class ObservationRecorded(Event):
    """A value was written down. ``effective`` is ISO 8601, UTC; the value itself is re-read."""

    live: ClassVar[tuple[str, ...]] = ("observations",)
    observation_id: UUID
    resident_id: UUID
    code: str
    effective: str


@dataclass(frozen=True, kw_only=True)
class ObservationRetracted(Event):
    """A value was marked as entered in error."""

    live: ClassVar[tuple[str, ...]] = ("observations",)
    observation_id: UUID
    resident_id: UUID
    code: str
    effective: str


@dataclass(frozen=True, kw_only=True)
class ObservationsImported(Event):
    """A batch of values came in for one resident; one event a batch, never one a value."""

    live: ClassVar[tuple[str, ...]] = ("observations",)
    resident_id: UUID
    count: int
    batch: str
