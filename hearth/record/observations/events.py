"""Facts about values that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class ObservationRecorded(Event):
    """A value was written down. ``effective`` is ISO 8601, UTC; the value itself is re-read.

    ``because`` is the reference of what asked for it ("Task/…"), or empty.
    """

    live: ClassVar[tuple[str, ...]] = ("observations",)
    observation_id: UUID
    resident_id: UUID
    code: str
    effective: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ObservationsRecorded(Event):
    """Several values of one resident were written down in one go: one event, never one a value.

    ``earliest`` and ``latest`` are ISO 8601, UTC: the values between them are re-read.
    """

    live: ClassVar[tuple[str, ...]] = ("observations",)
    resident_id: UUID
    count: int
    codes: tuple[str, ...]
    earliest: str
    latest: str
    because: str = ""


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
