"""Put something on the worklist: one thing, many at once, or a promise to call somebody back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import queries as people
from hearth.record.residents.codes import RestrictionKind
from hearth.record.residents.models import Contact, Resident
from hearth.record.residents.rules import check_stopped
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import LIVE, Change, Priority, TaskKind, TaskStatus, Urgency
from hearth.record.tasks.events import TaskChanged, TaskCreated, TasksCreated
from hearth.record.tasks.models import Task, TaskChange
from hearth.record.tasks.rules import NewTask, Window

from .keeping import _keep, _lock, _named


BATCH = 500


@action("tasks.create_task")
def create_task(
    *,
    scope: Scope,
    by: Actor,
    code: str,
    due: datetime,
    title: str = "",
    title_values: Mapping[str, Any] | None = None,
    instructions: str = "",
    resident: Resident | UUID | None = None,
    neighborhood: Any = None,
    opens: datetime | None = None,
    late: datetime | None = None,
    owner_role: str = "",
    owner_staff: StaffMember | UUID | None = None,
    owner_actor: Actor | UUID | None = None,
    priority: Priority | None = None,
    urgency: Urgency | None = None,
    minutes: int | None = None,
    cause: str = "",
    cause_code: str = "",
    cause_text: str = "",
    cause_values: Mapping[str, Any] | None = None,
    slot: str = "",
    security_label: str = "",
) -> Task:
    """Say that something must be done by some time. What is left out, the kind decides.

    ``cause`` is "Type/uuid": while a task of this kind, cause and ``slot`` is open, that one
    comes back and nothing is written. ``code`` is a registered kind; instants are aware.

    Raises Refused: resident-missing, window-order, role-unknown. KeyError for an unknown kind.
    """
    new = NewTask(
        code=code,
        due=due,
        title=title,
        title_values=title_values or {},
        instructions=instructions,
        resident_id=_key(resident),
        neighborhood_id=_key(neighborhood),
        opens=opens,
        late=late,
        owner_role=owner_role,
        owner_staff_id=_key(owner_staff),
        owner_actor_id=_key(owner_actor),
        priority=priority,
        urgency=urgency,
        minutes=minutes,
        cause=cause,
        cause_code=cause_code,
        cause_text=cause_text,
        cause_values=cause_values or {},
        slot=slot,
        security_label=security_label,
    )
    task, made = _make_one(scope, by, new)
    if made:
        note("tasks.create_task", task, by=by)
        publish(TaskCreated(**_named(task), due=task.due.isoformat()))
    return task


@action("tasks.create_tasks")
def create_tasks(*, scope: Scope, by: Actor, tasks: Iterable[NewTask]) -> list[Task]:
    """The same for a whole batch: one audit line and one event, however many.

    Comes back in the order asked for, each the new task or the open one of the same cause.
    Raises as ``create_task``; then none is made.
    """
    asked = list(tasks)
    rows, made = _make(scope, by, asked)
    fresh = [row for row in dict.fromkeys(rows) if row.pk in made]
    if fresh:
        note_many("tasks.create_task", fresh, by=by)
        publish(
            TasksCreated(facility_id=scope.facility_id, task_ids=tuple(r.pk for r in fresh))
        )
    return rows


@action("tasks.promise_call_back")
def promise_call_back(
    *,
    scope: Scope,
    by: Actor,
    due: datetime,
    resident: Resident | UUID | None = None,
    promised_to: Contact | None = None,
    promised_to_text: str = "",
    about: str = "",
    owner_role: str = "",
    owner_staff: StaffMember | UUID | None = None,
    cause: str = "",
    somebody_else: bool = False,
) -> Task:
    """Promise a person a call back by some time; it is the promiser's own unless another is named.

    ``promised_to`` is a contact of the resident, or ``promised_to_text`` says who. ``about`` are
    the caller's words. Nobody who may have no information is promised a call;
    ``somebody_else`` says that a typed name is another person's.
    Raises Refused: nobody-promised, until-past, other-resident, restricted.
    """
    now = clock.now()
    if promised_to is None and not promised_to_text.strip():
        raise Refused("nobody-promised", N_("Say who is to be called back."))
    if due <= now:
        raise Refused("until-past", N_("Choose a time to come."))
    resident_id = _key(resident) or (promised_to.resident_id if promised_to else None)
    if promised_to is not None and promised_to.resident_id != resident_id:
        raise Refused("other-resident", N_("This contact belongs to another resident."))
    if isinstance(resident, Resident):
        found = people.stops(
            scope,
            resident,
            contact=promised_to,
            name=promised_to_text,
            kinds=[RestrictionKind.INFORMATION],
        )
        excused = somebody_else and promised_to is None
        check_stopped(stopped=bool(found), somebody_else=excused, reason="")
    mine = queries.staff_file(scope, by) if not owner_role and owner_staff is None else None
    who = promised_to_text.strip() or _name_of(promised_to)
    new = NewTask(
        code="tasks.call_back",
        due=due,
        opens=now,
        title=N_("Call back {who}"),
        title_values={"who": who},
        instructions=about.strip(),
        resident_id=resident_id,
        owner_role=owner_role,
        owner_staff_id=_key(owner_staff) or (mine.pk if mine else None),
        promised_to_id=_key(promised_to),
        promised_to_text=who,
        promised=True,
        cause=cause,
    )
    task, made = _make_one(scope, by, new)
    if made:
        note("tasks.promise_call_back", task, by=by)
        publish(TaskCreated(**_named(task), due=task.due.isoformat()))
    return task


@action("tasks.change_task")
def change_task(
    *,
    scope: Scope,
    by: Actor,
    task: Task,
    title: str | None = None,
    instructions: str | None = None,
    opens: datetime | None = None,
    due: datetime | None = None,
    late: datetime | None = None,
    priority: Priority | None = None,
    minutes: int | None = None,
    text: str = "",
) -> Task:
    """Change the wording or the times of an open task that stands alone; None leaves a thing be.

    A new due time moves the opening and the late time along, unless they are given. It passes
    up afresh. Raises Conflict: task-closed; Refused: of-series, window-order, title-missing.
    """
    task = _lock(scope, task)
    rules.check_change(TaskStatus(task.status), has_series=task.series_id is not None)
    if title is not None and not title.strip():
        raise Refused("title-missing", N_("Say what is to be done."))
    window = _moved(task, opens=opens, due=due, late=late)
    rules.check_window(window)
    wanted: dict[str, Any] = {
        "title": title,
        "instructions": instructions,
        "opens": window.opens,
        "due": window.due,
        "late": window.late,
        "priority": priority,
        "minutes": minutes,
    }
    changed = {n: v for n, v in wanted.items() if v is not None and v != getattr(task, n)}
    if not changed:
        return task
    before, after = _told(task, changed), _plain(changed)
    for name, value in changed.items():
        setattr(task, name, value)
    if "title" in changed:
        task.title_values = {}
    if "late" in changed and task.escalated_level == 0:
        task.next_escalation = queries.ladder(scope, task.code, task.owner_role).first(
            task.late
        )
    _keep(task, Change.CHANGED, by, before=before, after=after, text=text)
    note("tasks.change_task", task, by=by, detail={"changed": sorted(changed)})
    publish(TaskChanged(**_named(task)))
    return task


def _moved(
    task: Task, *, opens: datetime | None, due: datetime | None, late: datetime | None
) -> Window:
    """The window with a new due time: what is not named keeps its distance."""
    by = (due - task.due) if due is not None else task.due - task.due
    return Window(
        opens=opens or min(task.opens + by, due or task.due),
        due=due or task.due,
        late=late or task.late + by,
    )


_WORDS = frozenset({"title", "instructions"})
"""Clinical words stay in the row; its history holds codes and instants."""


def _told(task: Task, changed: Mapping[str, Any]) -> dict[str, Any]:
    return _plain({name: getattr(task, name) for name in changed})


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if name not in _WORDS
    }


# Making rows


def _make_one(scope: Scope, by: Actor, new: NewTask) -> tuple[Task, bool]:
    rows, made = _make(scope, by, [new])
    return rows[0], rows[0].pk in made


def _make(scope: Scope, by: Actor, asked: Sequence[NewTask]) -> tuple[list[Task], set[UUID]]:
    """The tasks in the order asked for, and the keys of those that are new.

    Two makers of one cause at once: the database keeps one, and both are handed that one.
    """
    known = _open_causes(scope, asked)
    where = _places(scope, asked)
    kinds = {code: queries.kind_for(scope, code) for code in {n.code for n in asked}}
    fresh: dict[tuple[Any, ...], Task] = {}
    rows: list[Task] = []
    for new in asked:
        mark = _mark(new)
        row = known.get(mark) or fresh.get(mark)
        if row is None:
            row = _row(scope, by, new, kinds[new.code], where)
            fresh[mark] = row
        rows.append(row)
    Task.objects.bulk_create(fresh.values(), batch_size=BATCH, ignore_conflicts=True)
    made = _taken(scope, fresh.values())
    if len(made) < len(fresh):
        first = _open_causes(scope, asked)
        pairs = zip(rows, asked, strict=True)
        rows = [r if r.pk in made else first.get(_mark(n), r) for r, n in pairs]
    _remember_made([row for row in fresh.values() if row.pk in made], by)
    return rows, made


def _mark(new: NewTask) -> tuple[Any, ...]:
    """What makes a second making harmless; a task without a cause is always another one."""
    kind, key = new.cause_parts
    return (new.code, kind, key, new.slot) if key else (id(new),)


def _open_causes(scope: Scope, asked: Sequence[NewTask]) -> dict[tuple[Any, ...], Task]:
    """The open tasks that stand for the causes asked about."""
    keys = {n.cause_parts[1] for n in asked if n.cause}
    if not keys:
        return {}
    live = Task.objects.filter(
        facility_id__in=scope.facilities,
        cause_id__in=keys,
        status__in=[str(s) for s in LIVE],
        series__isnull=True,
    )
    return {(t.code, t.cause_type, t.cause_id, t.slot): t for t in live}


def _places(scope: Scope, asked: Sequence[NewTask]) -> dict[UUID, UUID]:
    """The neighborhood of each resident whose task names none."""
    wanted = {n.resident_id for n in asked if n.resident_id and n.neighborhood_id is None}
    return queries.neighborhoods_of(scope, wanted, clock.now()) if wanted else {}


def _taken(scope: Scope, rows: Iterable[Task]) -> set[UUID]:
    """Which of the rows the database took."""
    keys = [row.pk for row in rows]
    parts = [keys[n : n + BATCH] for n in range(0, len(keys), BATCH)]
    ours = Task.objects.filter(facility_id__in=scope.facilities)
    return {
        pk for part in parts for pk in ours.filter(pk__in=part).values_list("pk", flat=True)
    }


def _row(
    scope: Scope, by: Actor, new: NewTask, kind: TaskKind, where: Mapping[UUID, UUID]
) -> Task:
    """One row, not kept yet."""
    window, now = rules.check_new(kind, new), clock.now()
    role = new.owner_role or kind.owner_role
    ladder = queries.ladder(scope, new.code, role)
    person = new.owner_staff_id or new.owner_actor_id
    cause_type, cause_id = new.cause_parts
    place = new.neighborhood_id or (where.get(new.resident_id) if new.resident_id else None)
    return Task(
        facility_id=scope.facility_id,
        security_label=new.security_label or ("restricted" if kind.confidential else "normal"),
        resident_id=new.resident_id,
        neighborhood_id=place,
        code=kind.code,
        title=new.title.strip() or kind.label,
        title_values=dict(new.title_values),
        instructions=new.instructions,
        status=TaskStatus.ACCEPTED if person else TaskStatus.REQUESTED,
        priority=new.priority or kind.priority,
        urgency=new.urgency or kind.urgency,
        opens=window.opens,
        due=window.due,
        late=window.late,
        minutes=kind.minutes if new.minutes is None else new.minutes,
        owner_staff_id=new.owner_staff_id,
        owner_actor_id=new.owner_actor_id,
        owner_role=role,
        cause_type=cause_type,
        cause_id=cause_id,
        cause_code=new.cause_code,
        cause_text=new.cause_text,
        cause_values=dict(new.cause_values),
        slot=new.slot,
        promised_to_id=new.promised_to_id,
        promised_to_text=new.promised_to_text,
        promised_at=now if new.promised else None,
        promised_by=by if new.promised else None,
        ladder=list(ladder.roles),
        next_escalation=ladder.first(window.late),
        authored_on=now,
        requester=by,
        changed=now,
    )


def _remember_made(rows: Iterable[Task], by: Actor) -> None:
    """The first line of each task's history."""
    TaskChange.objects.bulk_create(
        (
            TaskChange(
                facility_id=row.facility_id,
                security_label=row.security_label,
                task=row,
                resident_id=row.resident_id,
                change=Change.CREATED,
                effective=row.authored_on,
                recorded=row.authored_on,
                recorder=by,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


def _name_of(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return f"{contact.given} {contact.family}".strip() or contact.organization


def _key(row: Any) -> UUID | None:
    return getattr(row, "pk", row)
