"""Facts about people at work that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class StaffMemberAdded(Event):
    """Somebody works here from now on."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class StaffMemberEnded(Event):
    """Somebody works here no longer. ``active_to`` is the local last day, ISO 8601."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    member_id: UUID
    active_to: str


@dataclass(frozen=True, kw_only=True)
class DutyPlanned(Event):
    """A duty period was planned or changed."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    duty_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class DutyStarted(Event):
    """Somebody came on duty."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    duty_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Event):
    """Somebody went off duty."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    duty_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class AbsenceReported(Event):
    """Somebody planned for a duty does not come."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    duty_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class OnCallPlanned(Event):
    """Somebody's turn to be called was planned."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    on_call_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class OnCallCancelled(Event):
    """Somebody's turn to be called was cancelled."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    on_call_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class RunChanged(Event):
    """A run was named, set right, given other rooms or taken out of use."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class SheetFilled(Event):
    """A sheet was filled from an earlier one. ``day`` is the local day, ISO 8601."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    shift_id: UUID
    day: str
    copied: int
    left: int


@dataclass(frozen=True, kw_only=True)
class RunAssigned(Event):
    """Somebody was put on a run."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    assignment_id: UUID
    run_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class RunSplit(Event):
    """A run was shared out between several people."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    run_id: UUID
    shift_id: UUID


@dataclass(frozen=True, kw_only=True)
class AssignmentEnded(Event):
    """Somebody was taken off a run, or left."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    assignment_id: UUID
    run_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class OnCallTakenOver(Event):
    """Somebody said that they have their turn to be called."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    on_call_id: UUID
    member_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class StandInSet(Event):
    """Somebody looks after another's tasks while they are away."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    member_id: UUID
    stand_in_id: UUID


@dataclass(frozen=True, kw_only=True)
class StandInEnded(Event):
    """Somebody is back and looks after their own tasks again."""

    live: ClassVar[tuple[str, ...]] = ("duty", "tasks")
    member_id: UUID
    stand_in_id: UUID


@dataclass(frozen=True, kw_only=True)
class CallTakenRecorded(Event):
    """Somebody on call was called."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    call_taken_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class CallTakenRetracted(Event):
    """A call was entered in error: it counts no more."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    call_taken_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class QualificationRecorded(Event):
    """A qualification was put on file, or set right. ``ends`` is its last day, ISO 8601, or empty."""

    qualification_id: UUID
    member_id: UUID
    sort: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class QualificationWithdrawn(Event):
    """A qualification was taken back by who issued it, or was entered in error."""

    qualification_id: UUID
    member_id: UUID
    sort: str


@dataclass(frozen=True, kw_only=True)
class NotAtWorkSet(Event):
    """Somebody is not at work until a day, or until it is cleared."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    not_at_work_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class NotAtWorkCleared(Event):
    """Somebody may work again."""

    live: ClassVar[tuple[str, ...]] = ("duty",)
    not_at_work_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class DutyDeviated(Event):
    """Somebody was planned or worked although something speaks against it."""

    deviation_id: UUID
    duty_id: UUID
    member_id: UUID
