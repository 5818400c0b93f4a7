"""What of the worklist needs a reader now, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hearth.record.tasks.codes import LIVE, Priority, TaskStatus, Urgency

from .times import is_lapsed


RANK: Mapping[Urgency, int] = {urgency: n for n, urgency in enumerate(Urgency)}
"""The order of NEEDS YOU is the order in which ``Urgency`` is written."""

PRESSING = frozenset(
    {Urgency.SAFETY, Urgency.LEGAL_CLOCK, Urgency.PROMISE, Urgency.CHANGED_RESIDENT}
)
"""What somebody who oversees the house sees although it is addressed to others."""

SHOWN_BEFORE_DUE: Mapping[Urgency, timedelta | None] = {
    Urgency.SAFETY: None,
    Urgency.LEGAL_CLOCK: timedelta(hours=24),
    Urgency.PROMISE: timedelta(hours=24),
    Urgency.CHANGED_RESIDENT: None,
    Urgency.ORDER_OR_PHARMACY: timedelta(hours=24),
    Urgency.PLAN_OR_EVALUATION: timedelta(hours=24),
    Urgency.PAPERWORK: timedelta(hours=24),
}
"""How long before it is due a task stands in NEEDS YOU; None as soon as it can be done."""

_PRIORITY = {Priority.STAT: 0, Priority.ASAP: 1, Priority.URGENT: 2, Priority.ROUTINE: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMark:
    """A task, as far as its place on the list needs it. ``cause`` is "Type/uuid" or empty."""

    id: UUID
    code: str
    urgency: Urgency
    opens: datetime
    due: datetime
    late: datetime
    status: TaskStatus = TaskStatus.REQUESTED
    priority: Priority = Priority.ROUTINE
    resident_id: UUID | None = None
    cause: str = ""
    series_id: UUID | None = None
    owner_staff: UUID | None = None
    owner_actor: UUID | None = None
    owner_role: str = ""
    snoozed_until: datetime | None = None


FLOOR_OWNERS = frozenset({"caregiver", "med-tech", "agency"})
"""The roles whose tasks go by the run or the cart a resident is in."""


def is_gathered(urgency: Urgency, ladder: Sequence[str]) -> bool:
    """Whether late care is said once for its run, and never row by row in an office.

    It began with the floor, and nothing about it presses: no safety check, promise, legal clock
    or changed resident.
    """
    return bool(ladder) and ladder[0] in FLOOR_OWNERS and urgency not in PRESSING


HEARS_FROM = {"shift-lead": 1}
"""From which step of the ladder a role hears of a run's late care; an office from the second."""


def hears_of_late(roles: Iterable[str], level: int, *, holds_it: bool, is_empty: bool) -> bool:
    """Whether a reader is told of a run's late care: its owner at once, then the shift lead,
    then the offices. What nobody looks after is the shift lead's from the beginning."""
    if holds_it:
        return True
    lead = "shift-lead" in roles
    if lead and is_empty:
        return True
    return level >= min((HEARS_FROM.get(role, 2) for role in roles), default=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whose tasks of some roles are a reader's: by the residents of their runs.

    ``mine`` are those residents; ``kept`` those somebody looks after; with ``falls`` the others
    are the reader's too. ``house``: what is about no resident is theirs as well.
    """

    roles: frozenset[str]
    mine: frozenset[UUID] = frozenset()
    kept: frozenset[UUID] = frozenset()
    falls: bool = False
    house: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads the list: as a person, in the roles they are on duty for; ``oversees`` the house.

    ``stands_for`` are the staff files of those who are away and whose tasks are theirs meanwhile.
    ``reaches`` narrow the tasks of some roles to the residents of the reader's runs.
    """

    actor: UUID
    staff: UUID | None = None
    stands_for: frozenset[UUID] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    oversees: bool = False
    reaches: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of NEEDS YOU: its first task, and the others of the same resident and cause."""

    first: UUID
    others: tuple[UUID, ...] = ()


def rank_for_today(mark: TaskMark) -> tuple[int, datetime, int, UUID]:
    """The key of NEEDS YOU: why it presses, then the due time, then FHIR's priority."""
    return RANK[mark.urgency], mark.due, _PRIORITY[mark.priority], mark.id


def is_shown(mark: TaskMark, now: datetime) -> bool:
    """Whether a live task stands on the list now."""
    if mark.status not in LIVE or (mark.snoozed_until is not None and now < mark.snoozed_until):
        return False
    if mark.urgency is Urgency.SAFETY and is_lapsed(
        has_series=mark.series_id is not None,
        is_care=True,
        late=mark.late,
        now=now,
        next_came=True,
    ):
        return False  # somebody has looked since, or another turn says that nobody did
    before = SHOWN_BEFORE_DUE[mark.urgency]
    return now >= mark.opens and (before is None or now >= mark.due - before)


def needs_reader(mark: TaskMark, reader: Reader, now: datetime) -> bool:
    """Whether a task needs this reader now.

    Their own; what waits for a role they are on duty in; and, for who oversees the house, what
    presses and nobody took, or somebody took and it is late. What a colleague took is theirs, and
    so is the floor's own round of checks until one is late.
    """
    if not is_shown(mark, now):
        return False
    if mark.owner_actor is not None:
        mine = mark.owner_actor == reader.actor
    elif mark.owner_staff is not None:
        mine = mark.owner_staff == reader.staff or mark.owner_staff in reader.stands_for
    else:
        mine = mark.owner_role in reader.roles
        round_ = mark.series_id is not None and mark.owner_role in FLOOR_OWNERS
        presses = mark.urgency in PRESSING and (not round_ or now > mark.late)
        return mine or (reader.oversees and presses)
    return mine or (reader.oversees and mark.urgency in PRESSING and now > mark.late)


def _thread(mark: TaskMark) -> tuple[object, ...]:
    """What puts two tasks on one line: the resident and the cause, or the resident and the kind."""
    if mark.cause:
        return mark.resident_id, mark.cause
    if mark.resident_id is not None:
        return mark.resident_id, mark.code
    return (mark.series_id or mark.id,)


def lines_for_today(marks: Iterable[TaskMark]) -> list[Line]:
    """The list in its order, one line per resident and cause."""
    threads: dict[tuple[object, ...], list[UUID]] = {}
    for mark in sorted(marks, key=rank_for_today):
        threads.setdefault(_thread(mark), []).append(mark.id)
    return [Line(first=ids[0], others=tuple(ids[1:])) for ids in threads.values()]
