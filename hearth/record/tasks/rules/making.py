"""What a task is made of, and what its kind decides where the maker said nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Priority, TaskKind, Urgency

from .recurrence import Recurrence
from .times import Window, check_window, window_around


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task to be made. What is left out, its kind decides.

    ``cause`` is "Type/uuid" or empty: while a task of the same kind, cause and ``slot`` is open,
    no second one is made. Instants are aware. ``title`` is an English source text that names
    ``title_values``, or a person's own words; empty means the words of the kind.
    """

    code: str
    due: datetime
    title: str = ""
    title_values: Mapping[str, Any] = field(default_factory=dict)
    instructions: str = ""
    resident_id: UUID | None = None
    neighborhood_id: UUID | None = None
    opens: datetime | None = None
    late: datetime | None = None
    owner_role: str = ""
    owner_staff_id: UUID | None = None
    owner_actor_id: UUID | None = None
    priority: Priority | None = None
    urgency: Urgency | None = None
    minutes: int | None = None
    cause: str = ""
    cause_code: str = ""
    cause_text: str = ""
    cause_values: Mapping[str, Any] = field(default_factory=dict)
    slot: str = ""
    security_label: str = ""
    promised_to_id: UUID | None = None
    promised_to_text: str = ""
    promised: bool = False

    @property
    def cause_parts(self) -> tuple[str, UUID | None]:
        """The cause as the table keeps it. Raises ValueError for anything but "Type/uuid"."""
        return parts_of(self.cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    """Something to be done again and again. What is left out, its kind decides.

    ``cause`` is "Type/uuid" or empty.
    """

    code: str
    recurrence: Recurrence
    title: str = ""
    title_values: Mapping[str, Any] = field(default_factory=dict)
    instructions: str = ""
    resident_id: UUID | None = None
    neighborhood_id: UUID | None = None
    owner_role: str = ""
    owner_staff_id: UUID | None = None
    priority: Priority | None = None
    urgency: Urgency | None = None
    minutes: int | None = None
    window_before: timedelta | None = None
    window_after: timedelta | None = None
    cause: str = ""
    cause_code: str = ""
    security_label: str = ""


def parts_of(reference: str) -> tuple[str, UUID | None]:
    """A Reference in two: its type and its key; ("", None) for none. Raises ValueError."""
    if not reference:
        return "", None
    name, _slash, key = reference.partition("/")
    return name, UUID(key)


def check_new(kind: TaskKind, new: NewTask) -> Window:
    """The window of a task to be made; refuse one that nobody could find or do.

    Raises Refused: resident-missing, window-order, role-unknown.
    """
    if kind.needs_resident and new.resident_id is None:
        raise Refused("resident-missing", N_("Say for whom it is."))
    if new.owner_role and new.owner_role not in DutyRole.codes():
        raise Refused("role-unknown", N_("Nobody works here as {role}."), role=new.owner_role)
    usual = window_around(new.due, before=kind.window_before, after=kind.window_after)
    window = Window(
        opens=usual.opens if new.opens is None else new.opens,
        due=new.due,
        late=usual.late if new.late is None else new.late,
    )
    check_window(window)
    return window


_URGENCY_OF_ORDER = {
    "safety": Urgency.SAFETY,
    "legal": Urgency.LEGAL_CLOCK,
    "promise": Urgency.PROMISE,
    "change": Urgency.CHANGED_RESIDENT,
    "order": Urgency.ORDER_OR_PHARMACY,
    "plan": Urgency.PLAN_OR_EVALUATION,
    "paperwork": Urgency.PAPERWORK,
}


def kind_as_listed(kind: TaskKind, entry: Mapping[str, Any] | None) -> TaskKind:
    """A kind as the community set it under Settings; the kind itself where it set nothing."""
    if not entry:
        return kind
    before = entry.get("opens_before_minutes")
    return replace(
        kind,
        owner_role=entry["role"],
        priority=Priority(entry["priority"]),
        urgency=_URGENCY_OF_ORDER[entry["order"]],
        window_before=kind.window_before if before is None else timedelta(minutes=before),
        window_after=timedelta(minutes=entry["late_after_minutes"]),
    )
