"""Facts about calls that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class AlertRaised(Event):
    """Somebody must come."""

    live: ClassVar[tuple[str, ...]] = ("alerts",)
    alert_id: UUID
    resident_id: UUID | None = None
    code: str
    priority: str


@dataclass(frozen=True, kw_only=True)
class AlertAcknowledged(Event):
    """Somebody answered: on the way, with the resident, needs help, handed on."""

    live: ClassVar[tuple[str, ...]] = ("alerts",)
    alert_id: UUID
    resident_id: UUID | None = None
    step: str


@dataclass(frozen=True, kw_only=True)
class AlertResolved(Event):
    """A call ended."""

    live: ClassVar[tuple[str, ...]] = ("alerts",)
    alert_id: UUID
    resident_id: UUID | None = None
    resolution: str
