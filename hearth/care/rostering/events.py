"""Facts about call-offs, open shifts and agency passes that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class CalledOff(Event):
    """Somebody planned or on duty does not work from an instant."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    call_off_id: UUID
    duty_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShiftOpened(Event):
    """Somebody is looked for, from an instant to another."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    open_shift_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class ShiftFilled(Event):
    """Somebody takes an open shift."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    open_shift_id: UUID
    duty_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShiftClosedUnfilled(Event):
    """Nobody is looked for any longer."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    open_shift_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgencyPassMade(Event):
    """Somebody an agency sent was let in."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    agency_pass_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgencyPassEnded(Event):
    """A pass of an agency's person ended: the PIN opens nothing any more."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    agency_pass_id: UUID
    member_id: UUID
