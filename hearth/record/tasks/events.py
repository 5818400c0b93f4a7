"""Facts about the worklist that this app makes public."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hearth.platform.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskEvent(Event):
    """What every event of a task names. ``code`` is the kind; a cause is "Type/uuid" or empty."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    task_id: UUID
    resident_id: UUID | None = None
    code: str
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskCreated(TaskEvent):
    """Something must be done. ``due`` is ISO 8601, UTC."""

    due: str


@dataclass(frozen=True, kw_only=True)
class TaskClaimed(TaskEvent):
    """A person said they will do it."""


@dataclass(frozen=True, kw_only=True)
class TaskHanded(TaskEvent):
    """A task changed hands: to a person, or to a role on duty."""

    owner_role: str = ""
    owner_staff_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TaskSnoozed(TaskEvent):
    """A task was put off. ``until`` is ISO 8601, UTC."""

    until: str


@dataclass(frozen=True, kw_only=True)
class TaskClosed(TaskEvent):
    """A task has an outcome: done, not-done, refused, not-applicable."""

    outcome: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskUndone(TaskEvent):
    """An outcome was taken back; the task is open again."""


@dataclass(frozen=True, kw_only=True)
class TaskCancelled(TaskEvent):
    """A task ended without an outcome, because it is no longer needed."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskEscalated(TaskEvent):
    """Nobody acted in time: the task passed to the next role."""

    level: int
    owner_role: str


@dataclass(frozen=True, kw_only=True)
class SeriesStarted(Event):
    """Something is to be done again and again."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    series_id: UUID
    resident_id: UUID | None = None
    code: str


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """A series runs no longer."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    series_id: UUID
    resident_id: UUID | None = None
    code: str
