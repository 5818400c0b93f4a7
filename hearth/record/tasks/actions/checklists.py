"""Run a list of steps: start, prove, move its day, pass its gate, close, give up."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.content.queries import resolve
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import (
    CHECKLIST_ITEM,
    LIVE,
    CancelReason,
    ChecklistStatus,
    ProofBy,
)
from hearth.record.tasks.events import (
    AnchorChanged,
    ChecklistClosed,
    ChecklistItemProved,
    ChecklistStarted,
    GatePassed,
)
from hearth.record.tasks.models import Checklist, Task
from hearth.record.tasks.rules import Item, ListOfSteps, NewTask, Window, parts_of

from .keeping import _lock
from .making import change_task, create_tasks
from .outcomes import complete_task
from .working import cancel_task


@action("tasks.start_checklist")
def start_checklist(
    *,
    scope: Scope,
    by: Actor,
    key: str,
    anchor: date,
    resident: Resident | UUID | None = None,
    because: str = "",
) -> Checklist:
    """Start a list: each of its steps is a task with its owner and its day, counted from ``anchor``.

    While one of this key runs for the same resident, that one comes back. ``because`` is
    "Type/uuid". Raises Refused: no-definition, resident-missing, about-community.
    """
    about = resident.pk if isinstance(resident, Resident) else resident
    running = queries.running_list(scope, key, about).first()
    if running is not None:
        return running
    definition = resolve("checklists", key, scope.facility_id)
    steps = rules.list_from(key, definition.title, definition.body)
    if steps.about_resident and about is None:
        raise Refused("resident-missing", N_("Say for whom it is."))
    if not steps.about_resident and about is not None:
        raise Refused("about-community", N_("This list is about the community."))
    kind, cause = parts_of(because)
    row = Checklist(
        facility_id=scope.facility_id,
        security_label="normal",
        resident_id=about,
        key=key,
        definition_id=definition.id,
        definition_version=definition.version,
        anchor=anchor,
        because_type=kind,
        because_id=cause,
        started_by=by,
        started_at=clock.now(),
    )
    row.save(force_insert=True)
    create_tasks(scope=scope, by=by, tasks=_tasks(row, steps, steps.items))
    note("tasks.start_checklist", row, by=by, detail={"key": key})
    publish(ChecklistStarted(**_named(row)))
    return row


@action("tasks.prove_checklist_item")
def prove_checklist_item(
    *,
    scope: Scope,
    by: Actor,
    task: Task | UUID,
    document: str = "",
    ticked: bool = False,
    text: str = "",
    effective: datetime | None = None,
    performer: StaffMember | None = None,
) -> Task:
    """Say that a step is done, with what proves it: a fact of the record, a document, or a word.

    ``document`` is its Reference. A fact is looked up now; a person says all the same that it
    is what was asked for.

    Raises Conflict: task-closed, list-closed; Refused: not-a-step, fact-missing,
    document-missing, word-missing, future.
    """
    step = _lock(scope, task)
    row = queries.checklist_of_task(scope, step)
    if row is None:
        raise Refused("not-a-step", N_("This is no step of a list."))
    rules.check_list_running(ChecklistStatus(row.status))
    item = _item(queries.list_of(scope, row), step.slot)
    proof = rules.check_proof(
        item,
        found=queries.facts_of(scope, row.resident_id, [item.fact] if item.fact else []),
        document=_on_file(scope, row, item, document),
        text=text,
        ticked=ticked,
    )
    done = complete_task(
        scope=scope,
        by=by,
        task=step,
        text=text.strip(),
        effective=effective,
        performer=performer,
        outcome_values={"step": item.code} | ({"proof": proof} if proof else {}),
    )
    note("tasks.prove_checklist_item", done, by=by, detail={"item": item.code})
    publish(ChecklistItemProved(**_named(row), item=item.code))
    return done


@action("tasks.change_anchor")
def change_anchor(
    *, scope: Scope, by: Actor, checklist: Checklist | UUID, anchor: date
) -> Checklist:
    """Move the day a list is about: its open steps move along. What a pass gave a day keeps it.

    Raises Conflict: list-closed.
    """
    row = _lock_list(scope, checklist)
    rules.check_list_running(ChecklistStatus(row.status))
    if anchor == row.anchor:
        return row
    row.anchor = anchor
    row.save()
    steps, now = queries.list_of(scope, row), clock.now()
    zone = Facility.objects.get(pk=row.facility_id).zone
    tasks = queries.item_tasks(scope, [row]).get(row.pk, {})
    for item in steps.items:
        task = tasks.get(item.code)
        if task is None or task.status not in LIVE or (item.gate and row.passed_at):
            continue
        window = rules.window_of_item(item.days, anchor=anchor, zone=zone, now=now)
        _move(scope, by, task, window)
    note("tasks.change_anchor", row, by=by)
    publish(AnchorChanged(**_named(row), anchor=anchor.isoformat()))
    return row


@action("tasks.pass_gate")
def pass_gate(
    *, scope: Scope, by: Actor, checklist: Checklist | UUID, reason: str, until: date
) -> Checklist:
    """Let what a list holds go ahead all the same. What is missing stays open, due on ``until``.

    Only the executive director may (the permission says so).
    Raises Conflict: list-closed; Refused: nothing-missing, reason-missing, until-past.
    """
    row = _lock_list(scope, checklist)
    rules.check_list_running(ChecklistStatus(row.status))
    facility, now = Facility.objects.get(pk=row.facility_id), clock.now()
    missing = queries.missing_of(scope, row)
    rules.check_pass(missing=missing, reason=reason, until=until, today=facility.today())
    row.passed_at, row.passed_by = now, by
    row.passed_reason, row.passed_until = reason.strip()[:500], until
    row.save()
    tasks = queries.item_tasks(scope, [row]).get(row.pk, {})
    window = rules.window_by(until, zone=facility.zone, now=now)
    gone: list[Item] = []
    for item in missing:
        task = tasks.get(item.code)
        if task is not None and task.status in LIVE:
            _move(scope, by, task, window)
        else:
            gone.append(item)
    steps = queries.list_of(scope, row)
    create_tasks(scope=scope, by=by, tasks=_tasks(row, steps, gone, window=window))
    note(
        "tasks.pass_gate",
        row,
        by=by,
        detail={"items": [i.code for i in missing], "until": until.isoformat()},
    )
    publish(GatePassed(**_named(row), until=until.isoformat()))
    return row


@action("tasks.close_checklist")
def close_checklist(
    *, scope: Scope, by: Actor, checklist: Checklist | UUID, reason: str = ""
) -> Checklist:
    """Be done with a list. Steps still open go off the worklist, with the reason.

    Raises Conflict: list-closed; Refused: gate-missing, reason-missing.
    """
    row = _lock_list(scope, checklist)
    rules.check_list_running(ChecklistStatus(row.status))
    open_ = queries.open_of_cause(scope, f"Checklist/{row.pk}")
    missing = queries.missing_of(scope, row)
    rules.check_close(
        missing=missing, passed=row.passed_at is not None, open_steps=len(open_), reason=reason
    )
    _end(scope, by, row, ChecklistStatus.CLOSED, reason, open_)
    note("tasks.close_checklist", row, by=by, detail={"open": len(open_)})
    publish(ChecklistClosed(**_named(row), status=row.status))
    return row


@action("tasks.cancel_checklist")
def cancel_checklist(
    *, scope: Scope, by: Actor, checklist: Checklist | UUID, reason: str
) -> Checklist:
    """Give a list up: it was not needed after all. Its open steps go off the worklist.

    Raises Conflict: list-closed; Refused: reason-missing.
    """
    row = _lock_list(scope, checklist)
    rules.check_list_running(ChecklistStatus(row.status))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why the list is given up."))
    open_ = queries.open_of_cause(scope, f"Checklist/{row.pk}")
    _end(scope, by, row, ChecklistStatus.CANCELLED, reason, open_)
    note("tasks.cancel_checklist", row, by=by, detail={"open": len(open_)})
    publish(ChecklistClosed(**_named(row), status=row.status))
    return row


# What the verbs share


def _lock_list(scope: Scope, checklist: Checklist | UUID) -> Checklist:
    """The list itself, locked. Raises Refused: list-unknown."""
    key = checklist.pk if isinstance(checklist, Checklist) else checklist
    rows = Checklist.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities, pk=key
    )
    found = rows.first()
    if found is None:
        raise Refused("list-unknown", N_("There is no such list."))
    return found


def _tasks(
    row: Checklist, steps: ListOfSteps, items: Iterable[Item], *, window: Window | None = None
) -> list[NewTask]:
    zone, now = Facility.objects.get(pk=row.facility_id).zone, clock.now()
    made = []
    for item in items:
        times = window or rules.window_of_item(item.days, anchor=row.anchor, zone=zone, now=now)
        made.append(
            NewTask(
                code=CHECKLIST_ITEM.code,
                title="{item}",
                title_values={"item": dict(item.title)},
                resident_id=row.resident_id,
                opens=times.opens,
                due=times.due,
                late=times.late,
                owner_role=item.role if item.role in DutyRole.codes() else "",
                cause=f"Checklist/{row.pk}",
                cause_code=row.key,
                cause_text=N_("Step of the list: {list}"),
                cause_values={"list": dict(steps.title)},
                slot=item.code,
                security_label=row.security_label,
            )
        )
    return made


def _move(scope: Scope, by: Actor, task: Task, window: Window) -> None:
    change_task(
        scope=scope, by=by, task=task, opens=window.opens, due=window.due, late=window.late
    )


def _item(steps: ListOfSteps, code: str) -> Item:
    found = next((item for item in steps.items if item.code == code), None)
    if found is None:
        raise Refused("not-a-step", N_("This is no step of a list."))
    return found


def _on_file(scope: Scope, row: Checklist, item: Item, document: str) -> str:
    """The document named, if it is on file for this resident and of the type asked for."""
    if item.by is not ProofBy.DOCUMENT or not document:
        return ""
    papers = queries.papers_of(scope, row.resident_id, [item.document_type])
    known = {paper.reference for rows in papers.values() for paper in rows}
    return document if document in known else ""


def _end(
    scope: Scope,
    by: Actor,
    row: Checklist,
    status: ChecklistStatus,
    reason: str,
    open_: Iterable[Task],
) -> None:
    row.status = status
    row.closed_at, row.closed_by = clock.now(), by
    row.closed_reason = reason.strip()[:240]
    row.save()
    for task in open_:
        cancel_task(scope=scope, by=by, task=task, reason=CancelReason.CAUSE_GONE)


def _named(row: Checklist) -> dict[str, Any]:
    """What every event of a list names."""
    return {
        "facility_id": row.facility_id,
        "checklist_id": row.pk,
        "resident_id": row.resident_id,
        "key": row.key,
    }
