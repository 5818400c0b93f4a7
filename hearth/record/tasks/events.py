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
class TasksCreated(Event):
    """Several things must be done, made in one go. ``task_ids`` are all of them."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    task_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class TasksMaterialised(Event):
    """The running series have their tasks for the days from ``first`` to ``last`` (ISO days)."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    count: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class TaskChanged(TaskEvent):
    """The wording, the times or the place of an open task were changed."""


@dataclass(frozen=True, kw_only=True)
class TaskReleased(TaskEvent):
    """Whoever had taken a task gave it back to its role."""

    owner_role: str


@dataclass(frozen=True, kw_only=True)
class TaskBegun(TaskEvent):
    """A person has begun with a task."""


@dataclass(frozen=True, kw_only=True)
class TaskWoken(TaskEvent):
    """A task that was put off is back on the list."""


@dataclass(frozen=True, kw_only=True)
class TasksClosed(Event):
    """Several tasks have their outcomes, recorded in one go."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    task_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class TaskRetracted(TaskEvent):
    """A task should never have been; it is kept as entered in error."""


@dataclass(frozen=True, kw_only=True)
class TaskCommented(TaskEvent):
    """Somebody wrote a word under a task."""


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
class SeriesChanged(Event):
    """A series goes on otherwise, is paused, or goes on again: ``status`` says which."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    series_id: UUID
    resident_id: UUID | None = None
    code: str
    status: str


@dataclass(frozen=True, kw_only=True)
class SeveralSeriesStarted(Event):
    """Many things are to be done again and again, begun at once."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    series_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """A series runs no longer."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    series_id: UUID
    resident_id: UUID | None = None
    code: str
