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


@dataclass(frozen=True, kw_only=True)
class WatchEvent(Event):
    """What every event of a watch names. ``reason`` is a code; instants are ISO 8601, UTC."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    watch_id: UUID
    resident_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class WatchStarted(WatchEvent):
    """A resident is on watch."""

    until: str


@dataclass(frozen=True, kw_only=True)
class WatchExtended(WatchEvent):
    """A watch goes on longer, or its checks began anew because it happened again."""

    until: str


@dataclass(frozen=True, kw_only=True)
class WatchEnded(WatchEvent):
    """A watch is over, and why."""

    ended_reason: str


@dataclass(frozen=True, kw_only=True)
class WatchCheckAnswered(WatchEvent):
    """A check of a watch was answered; ``changed`` when anything was not as usual."""

    entry_id: UUID
    task_id: UUID
    changed: bool


@dataclass(frozen=True, kw_only=True)
class WatchEntryRetracted(WatchEvent):
    """An answer was entered in error; its check is open again."""

    entry_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChecklistEvent(Event):
    """What every event of a list of steps names."""

    live: ClassVar[tuple[str, ...]] = ("tasks",)
    checklist_id: UUID
    resident_id: UUID | None = None
    key: str


@dataclass(frozen=True, kw_only=True)
class ChecklistStarted(ChecklistEvent):
    """A list of steps runs."""


@dataclass(frozen=True, kw_only=True)
class AnchorChanged(ChecklistEvent):
    """The day a list is about moved, and its open steps with it. ``anchor`` is an ISO day."""

    anchor: str


@dataclass(frozen=True, kw_only=True)
class ChecklistItemProved(ChecklistEvent):
    """A step of a list is done."""

    item: str


@dataclass(frozen=True, kw_only=True)
class GatePassed(ChecklistEvent):
    """What a list held may go ahead all the same; ``until`` is the ISO day the rest comes by."""

    until: str


@dataclass(frozen=True, kw_only=True)
class ChecklistClosed(ChecklistEvent):
    """A list of steps is done with, or given up: ``status`` says which."""

    status: str
