"""One action on many residents at once: all or none, each on its own record, undone at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.ids import uuid7
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.notes import rules
from hearth.record.notes.codes import Deed, NoteCategory, Severity
from hearth.record.notes.events import DoneTogether, UndoneTogether
from hearth.record.notes.models import Note, Together, TogetherItem
from hearth.record.notes.queries import TELL, tries_of
from hearth.record.residents import actions as residents_room
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import FlagCode, Precaution, TellEvent
from hearth.record.residents.models import Flag, Resident
from hearth.record.tasks import actions as tasks_room
from hearth.record.tasks import queries as tasks
from hearth.record.tasks.codes import WatchEnd
from hearth.record.tasks.models import Task, Watch
from hearth.record.tasks.rules import NewTask

from .notes import NewNote, retract_note, write_notes


T = TypeVar("T")

UNDO_FOR = timedelta(hours=1)
"""How long what was done together can be undone together. Hearth's own default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForAll:
    """The same note on each record."""

    text: str
    category: NoteCategory = NoteCategory.PROGRESS
    severity: Severity = Severity.ROUTINE
    deed = Deed.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForAll:
    """The same task about each of them, for a role on duty."""

    title: str
    due: datetime
    owner_role: str
    instructions: str = ""
    deed = Deed.TASK


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecautionForAll:
    """Infection precautions for each of them."""

    precaution: Precaution
    until: datetime | None = None
    text: str = ""
    reason: str = ""
    deed = Deed.PRECAUTION


@dataclass(frozen=True, slots=True, kw_only=True)
class TellForAll:
    """Their families to be told of an event, each contact by their own wish."""

    event: TellEvent
    due: datetime
    owner_role: str
    text: str = ""
    deed = Deed.TELL


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchForAll:
    """Each of them on watch for a reason; without ``until`` as long as the reason asks."""

    reason: str
    until: datetime | None = None
    look_for: str = ""
    deed = Deed.WATCH


ForAll = NoteForAll | TaskForAll | PrecautionForAll | TellForAll | WatchForAll


@dataclass(frozen=True, slots=True)
class Written:
    """What was done: the whole, its items; for whom it was so already, and who has nobody to tell."""

    together: Together
    items: tuple[TogetherItem, ...]
    already: tuple[Resident, ...] = ()
    nobody: tuple[Resident, ...] = ()


@dataclass(slots=True)
class Doing:
    """What every deed is told: who acts for whom; and what it says of those it wrote nothing for."""

    scope: Scope
    by: Actor
    people: list[Resident]
    now: datetime
    key: UUID
    already: dict[UUID, Resident] = field(default_factory=dict)
    nobody: dict[UUID, Resident] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, Any]:
        """In which scope, and by whom."""
        return {"scope": self.scope, "by": self.by}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that a deed wrote for one resident."""

    resident: Resident
    deed: Deed
    entity: models.Model


@action("notes.act_together")
def act_together(
    *, scope: Scope, by: Actor, people: Sequence[Resident], deeds: Sequence[ForAll]
) -> Written:
    """Do the same for many residents: each row is written and audited on its own resident.

    All or none: what is refused for one is refused for all, and names that one. Where it is so
    already (the same precautions, the same watch) nothing is written, and nothing is undone.
    Raises Refused: nobody-chosen, nothing-to-do, already-so, nobody-to-tell, and whatever the deeds raise.
    """
    chosen = list(dict.fromkeys(people))
    rules.check_together(len(chosen), len(deeds))
    doing = Doing(scope, by, chosen, clock.now(), uuid7())
    rows = [row for deed in deeds for row in _DO[type(deed)](doing, deed)]
    if not rows:
        raise _nothing(doing)
    together = Together.objects.create(
        id=doing.key,
        facility_id=scope.facility_id,
        deeds=[str(deed.deed) for deed in deeds],
        count=len({row.resident.pk for row in rows}),
        recorded=doing.now,
        recorder=by,
    )
    items = TogetherItem.objects.bulk_create(
        TogetherItem(
            facility_id=scope.facility_id,
            security_label=row.resident.security_label,
            together=together,
            resident=row.resident,
            deed=row.deed,
            entity_type=row.entity._meta.object_name or "",
            entity_id=row.entity.pk,
        )
        for row in rows
    )
    for item in items:
        about = {"deed": str(item.deed), "together": str(together.pk)}
        note("notes.act_together", item, by=by, detail=about)
    publish(DoneTogether(facility_id=scope.facility_id, together_id=together.pk))
    return Written(
        together, tuple(items), tuple(doing.already.values()), tuple(doing.nobody.values())
    )


@action("notes.undo_together")
def undo_together(
    *, scope: Scope, by: Actor, together: Together, reason: str
) -> tuple[TogetherItem, ...]:
    """Undo what was done together, each row by its own verb; what came of it stays.

    Comes back with the items that stayed: somebody had worked on them. Raises Refused:
    reason-missing, undo-late, not-found; Conflict: undone-already, nothing-left.
    """
    found = Together.objects.select_for_update(no_key=True).filter(
        pk=together.pk, facility_id__in=scope.facilities
    )
    row = found.first()
    if row is None:
        raise Refused("not-found", N_("That is not on the record, or not for you to see."))
    now = clock.now()
    rules.check_undo_together(
        undone=row.undone_at is not None,
        done_at=row.recorded,
        now=now,
        within=UNDO_FOR,
        reason=reason,
    )
    items = list(
        TogetherItem.objects.filter(
            facility_id__in=scope.facilities, together=row
        ).select_related("resident")
    )
    why = reason.strip()
    stayed = [item for item in items if not _UNDO[Deed(item.deed)](scope, by, item, why)]
    if len(stayed) == len(items):
        raise Conflict(
            "nothing-left", N_("Somebody has worked on all of it already. Nothing was undone.")
        )
    row.undone_at, row.undone_by, row.undone_reason = now, by, why
    row.stayed = [str(item.pk) for item in stayed]
    row.save()
    gone = [item for item in items if str(item.pk) not in row.stayed]
    for item in gone:
        about = {"deed": str(item.deed), "together": str(row.pk)}
        note("notes.undo_together", item, by=by, detail=about)
    publish(UndoneTogether(facility_id=row.facility_id, together_id=row.pk))
    return tuple(stayed)


# Doing


def _write_notes(doing: Doing, deed: NoteForAll) -> list[Row]:
    new = [
        NewNote(
            text=deed.text,
            resident=one,
            category=deed.category,
            severity=deed.severity,
            effective=doing.now,
        )
        for one in doing.people
    ]
    rows = write_notes(**doing.who, notes=new)
    return [Row(o, Deed.NOTE, r) for o, r in zip(doing.people, rows, strict=True)]


def _make_tasks(doing: Doing, deed: TaskForAll) -> list[Row]:
    new = [
        NewTask(
            code="tasks.free",
            title=deed.title,
            instructions=deed.instructions,
            due=deed.due,
            opens=doing.now,
            owner_role=deed.owner_role,
            resident_id=one.pk,
            security_label=one.security_label,
        )
        for one in doing.people
    ]
    rows = tasks_room.create_tasks(**doing.who, tasks=new)
    return [Row(o, Deed.TASK, r) for o, r in zip(doing.people, rows, strict=True)]


def _raise_flags(doing: Doing, deed: PrecautionForAll) -> list[Row]:
    keys = [one.pk for one in doing.people]
    held = residents.open_flags_of_many(doing.scope, keys, doing.now)
    rows = []
    for one in doing.people:
        known = [f for f in held.get(one.pk, []) if f.code == FlagCode.INFECTION]
        if any(f.precaution == deed.precaution for f in known):
            doing.already[one.pk] = one
            continue
        flag = _for_one(
            one,
            residents_room.raise_flag,
            **doing.who,
            resident=one,
            code=FlagCode.INFECTION,
            precaution=deed.precaution,
            until=deed.until,
            text=deed.text,
            reason=deed.reason,
        )
        rows.append(Row(one, Deed.PRECAUTION, flag))
    return rows


def _start_watches(doing: Doing, deed: WatchForAll) -> list[Row]:
    running = tasks.watches_now(doing.scope, [one.pk for one in doing.people])
    free = []
    for one in doing.people:
        if any(watch.reason == deed.reason for watch in running.get(one.pk, [])):
            doing.already[one.pk] = one
        else:
            free.append(one)
    if not free:
        return []
    watches = tasks_room.start_watches(
        **doing.who,
        residents=free,
        reason=deed.reason,
        until=deed.until,
        look_for=deed.look_for,
    )
    return [Row(o, Deed.WATCH, w) for o, w in zip(free, watches, strict=True)]


def _make_tells(doing: Doing, deed: TellForAll) -> list[Row]:
    """One task for each contact who wishes to be told, not before the time they wish."""
    new: list[tuple[Resident, NewTask]] = []
    for one in doing.people:
        whom = residents.contacts_to_tell(doing.scope, one, deed.event, doing.now)
        if not whom:
            doing.nobody[one.pk] = one
        for tell in whom:
            opens = max(tell.not_before, doing.now)
            task = NewTask(
                code=TELL,
                title=N_("Tell {who}"),
                title_values={"who": str(tell.contact)},
                instructions=deed.text,
                opens=opens,
                due=max(deed.due, opens),
                owner_role=deed.owner_role,
                resident_id=one.pk,
                cause=f"Together/{doing.key}",
                cause_code=str(deed.event),
                cause_text=TellEvent(deed.event).label,
                slot=f"Contact/{tell.contact.pk}",
                promised_to_id=tell.contact.pk,
                promised_to_text=str(tell.contact),
                security_label=one.security_label,
            )
            new.append((one, task))
    rows = tasks_room.create_tasks(**doing.who, tasks=[task for _one, task in new])
    pairs = zip(new, rows, strict=True)
    return [Row(one, Deed.TELL, row) for (one, _task), row in pairs]


def _nothing(doing: Doing) -> Refused:
    if doing.nobody:
        return Refused(
            "nobody-to-tell",
            N_("Nobody of their contacts wishes to be told of this, or may be."),
        )
    return Refused("already-so", N_("It is so already for everybody you chose."))


def _for_one(one: Resident, act: Any, **values: Any) -> Any:
    """One resident's part; refused for one is refused for all, and says for whom."""
    try:
        return act(**values)
    except Refused as refusal:
        raise type(refusal)(
            refusal.code,
            N_("Nothing was done. {resident}: {why}"),
            resident=f"{one.given} {one.family}".strip(),
            why=refusal.shown(gettext),
        ) from refusal


_DO: dict[type, Any] = {
    NoteForAll: _write_notes,
    TaskForAll: _make_tasks,
    PrecautionForAll: _raise_flags,
    TellForAll: _make_tells,
    WatchForAll: _start_watches,
}


# Undoing: whether it was; what somebody worked on stays


def _undo_note(scope: Scope, by: Actor, item: TogetherItem, why: str) -> bool:
    row = _still(scope, Note, item)
    if row is None or row.entered_in_error_at or row.put_away_at:
        return False
    if Note.objects.filter(facility_id=item.facility_id, corrects_id=row.pk).exists():
        return False
    retract_note(scope=scope, by=by, note=row, reason=why)
    return True


def _undo_task(scope: Scope, by: Actor, item: TogetherItem, why: str) -> bool:
    row = _still(scope, Task, item)
    if row is None or tasks.is_worked_on(scope, row):
        return False
    if row.code == TELL and tries_of(scope, row):
        return False
    tasks_room.retract_task(scope=scope, by=by, task=row, reason=why)
    return True


def _undo_flag(scope: Scope, by: Actor, item: TogetherItem, why: str) -> bool:
    row = _still(scope, Flag, item)
    if row is None or row.ended_at is not None:
        return False
    residents_room.end_flag(scope=scope, by=by, flag=row, reason=why)
    return True


def _undo_watch(scope: Scope, by: Actor, item: TogetherItem, why: str) -> bool:
    row = _still(scope, Watch, item)
    if row is None or row.ended_at is not None or tasks.is_watch_worked_on(scope, row):
        return False
    tasks_room.end_watch(scope=scope, by=by, watch=row, reason=WatchEnd.MISTAKE, text=why)
    return True


def _still(scope: Scope, model: type[T], item: TogetherItem) -> T | None:
    """The row itself, as this reader sees it now."""
    rows = model._default_manager.filter(  # type: ignore[attr-defined]
        facility_id__in=scope.facilities, pk=item.entity_id
    )
    return rows.first()  # type: ignore[no-any-return]


_UNDO: dict[Deed, Any] = {
    Deed.NOTE: _undo_note,
    Deed.TASK: _undo_task,
    Deed.TELL: _undo_task,
    Deed.PRECAUTION: _undo_flag,
    Deed.WATCH: _undo_watch,
}
