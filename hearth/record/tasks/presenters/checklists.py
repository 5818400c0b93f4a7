"""How a list of steps reads: what holds, who has what by when, and what proves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import (
    LIVE,
    MOVE_IN,
    RETURN,
    ChecklistStatus,
    FactProof,
    Lateness,
    Paper,
    ProofBy,
    TaskStatus,
)
from hearth.record.tasks.rules import Item, ListOfSteps

from .rows import owner_text, state_of, who
from .watching import spoken_words


@dataclass(frozen=True, slots=True)
class StepGroup:
    """One part of a list, as a table."""

    id: str
    title: str
    table: parts.Table


def list_title(steps: ListOfSteps) -> str:
    """What a list is called."""
    return spoken_words(steps.title)


def list_answer(
    row: Any, steps: ListOfSteps, missing: Sequence[Item], left: int, facility: Facility
) -> str:
    """The sentence a list opens with: what holds, or what is left."""
    if row.status == ChecklistStatus.CANCELLED:
        return _("Given up: {why}").format(why=row.closed_reason)
    if row.status == ChecklistStatus.CLOSED:
        return _("Done with {time}").format(time=moment_text(row.closed_at, facility))
    if missing and row.passed_at is None:
        return held_words(row.key, len(missing))
    if left:
        return ngettext("{n} step is left", "{n} steps are left", left).format(n=left)
    return _("Every step is done")


def held_words(key: str, count: int) -> str:
    """How many things hold what a list guards."""
    if key == MOVE_IN:
        said = ngettext(
            "What holds the move-in: {n} thing", "What holds the move-in: {n} things", count
        )
    elif key == RETURN:
        said = ngettext(
            "What holds the end of the return: {n} thing",
            "What holds the end of the return: {n} things",
            count,
        )
    else:
        said = ngettext("{n} thing still holds", "{n} things still hold", count)
    return said.format(n=count)


def list_facts(row: Any, steps: ListOfSteps, facility: Facility) -> parts.Facts:
    """The day a list counts from, who began it, and who passed its gate."""
    items = [
        parts.Fact(label=spoken_words(steps.anchor), value=day_text(row.anchor)),
        parts.Fact(
            label=_("Started by"),
            value=str(row.started_by),
            note=moment_text(row.started_at, facility),
        ),
    ]
    if row.passed_at is not None:
        items.append(
            parts.Fact(
                label=_("Passed by"),
                value=str(row.passed_by),
                note=_("{why} What is missing comes by {day}.").format(
                    why=_sentence(row.passed_reason), day=day_text(row.passed_until)
                ),
                level=parts.URGENT,
            )
        )
    return parts.Facts(items=tuple(items), dense=True)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def list_actions(
    row: Any, missing: Sequence[Item], scope: Scope, facility: Facility
) -> tuple[parts.Action, ...]:
    """Move its day, pass its gate, close, give up: what this reader may do about a list."""
    if row.status != ChecklistStatus.RUNNING:
        return ()
    held = bool(missing) and row.passed_at is None
    wanted = (
        (held, "pass_gate", _("Let it go ahead")),
        (not missing or row.passed_at is not None, "close_checklist", _("Close the list")),
        (True, "change_anchor", _("Move the day")),
        (True, "cancel_checklist", _("Give it up")),
    )
    return tuple(
        parts.Action(
            label=label,
            url=address(f"tasks:{verb}", facility.slug, row.pk),
            style="plain",
        )
        for shown, verb, label in wanted
        if shown and scope.may(f"tasks.{verb}")
    )


def step_groups(
    row: Any,
    steps: ListOfSteps,
    tasks: Mapping[str, Any],
    facts: Mapping[str, str],
    papers: Mapping[str, Sequence[Paper]],
    scope: Scope,
    facility: Facility,
    now: datetime,
) -> list[StepGroup]:
    """The steps by their parts: what, who, by when, what proves it, and whether it is done."""
    found = []
    for code, title in steps.groups:
        items = [item for item in steps.items if item.group == code]
        if not items:
            continue
        lines = tuple(
            _step_line(row, item, tasks.get(item.code), facts, papers, scope, facility, now)
            for item in items
        )
        done = sum(1 for i in items if _is_done(tasks.get(i.code)))
        name = spoken_words(title)
        caption = _("{part} · {done} of {all}").format(part=name, done=done, all=len(items))
        columns = (
            parts.Column(_("Step")),
            parts.Column(_("Who"), minor=True),
            parts.Column(_("By")),
            parts.Column(_("Proof")),
            parts.Column(_("Do"), hidden_label=True),
        )
        found.append(StepGroup(code, caption, parts.Table(name, columns, lines)))
    return found


def _is_done(task: Any) -> bool:
    return task is not None and task.status == TaskStatus.COMPLETED


def _step_line(
    row: Any,
    item: Item,
    task: Any,
    facts: Mapping[str, str],
    papers: Mapping[str, Sequence[Paper]],
    scope: Scope,
    facility: Facility,
    now: datetime,
) -> parts.Line:
    holds = _("holds the move-in") if row.key == MOVE_IN else _("holds")
    live = task is not None and task.status in LIVE
    actions: tuple[parts.Action, ...] = ()
    may = row.status == ChecklistStatus.RUNNING and scope.may("tasks.prove_checklist_item")
    if live and may:
        actions = (
            parts.Action(
                label=_("Prove"),
                url=address("tasks:prove_checklist_item", facility.slug, task.pk),
                style="plain",
                about=spoken_words(item.title),
            ),
        )
    return parts.Line(
        id=f"step-{item.code}",
        cells=(
            parts.Cell(
                text=spoken_words(item.title),
                url=address("tasks:task", facility.slug, task.pk) if task else "",
                note=holds if item.gate and not _is_done(task) else "",
                head=True,
            ),
            parts.Cell(text=owner_text(task) if live else _role(item)),
            _by_cell(task, facility, now),
            _proof_cell(item, task, facts, papers, facility),
            parts.Cell(actions=actions),
        ),
    )


def _role(item: Item) -> str:
    return _(DutyRole.label_of(item.role)) if item.role in DutyRole.codes() else item.role


def _by_cell(task: Any, facility: Facility, now: datetime) -> parts.Cell:
    if task is None:
        return parts.Cell(chip=parts.Chip(_("Taken off"), parts.NEUTRAL))
    if _is_done(task):
        return parts.Cell(chip=parts.Chip(_("Done"), parts.DONE))
    if task.status not in LIVE:
        said = _("Does not apply") if task.outcome else _("Taken off")
        return parts.Cell(chip=parts.Chip(said, parts.NEUTRAL))
    day = day_text(task.due.astimezone(facility.zone).date())
    if state_of(task, now) is Lateness.LATE:
        return parts.Cell(chip=parts.Chip(_("Late"), parts.URGENT), note=day)
    return parts.Cell(text=day)


def _proof_cell(
    item: Item,
    task: Any,
    facts: Mapping[str, str],
    papers: Mapping[str, Sequence[Paper]],
    facility: Facility,
) -> parts.Cell:
    """What proves it: as it was proved, or as it is found now and waits for a person's word."""
    if _is_done(task):
        by = str(task.performer or task.recorder or "")
        said = task.outcome_text or _proof_words(item)
        return parts.Cell(
            text=said,
            url=_document_url(task.outcome_values.get("proof", ""), facility),
            note=" · ".join(x for x in (by, moment_text(task.effective, facility)) if x),
        )
    if item.by is ProofBy.FACT:
        if item.fact in facts:
            found = _("found: {what}").format(what=_(facts[item.fact]))
            return parts.Cell(text=found, note=_("confirm it"))
        return parts.Cell(
            text=_("not in the record: {fact}").format(
                fact=_(FactProof.label_of(item.fact)).lower()
            )
        )
    if item.by is ProofBy.DOCUMENT:
        rows = papers.get(item.document_type, ())
        if rows:
            return parts.Cell(
                text=_("on file: {what}").format(what=rows[0].text),
                url=_document_url(rows[0].reference, facility),
                note=_("confirm it"),
            )
        return parts.Cell(text=_("a document, not on file yet"))
    return parts.Cell(text=_("somebody says so"))


def _proof_words(item: Item) -> str:
    if item.by is ProofBy.FACT:
        return _(FactProof.label_of(item.fact))
    return _(ProofBy.label_of(item.by))


def _document_url(reference: str, facility: Facility) -> str:
    kind, _slash, key = reference.partition("/")
    return (
        address("documents:view_document", facility.slug, UUID(key))
        if kind == "Document"
        else ""
    )


def missing_facts(missing: Iterable[Item]) -> str:
    """What still holds, named."""
    return ", ".join(spoken_words(item.title) for item in missing)


# Lists that run


def lists_answer(count: int, held: int) -> str:
    """The sentence the overview opens with."""
    if not count:
        return _("No list is running")
    said = ngettext("{n} list is running", "{n} lists are running", count).format(n=count)
    if held:
        said += "; " + ngettext(
            "{n} still holds something", "{n} still hold something", held
        ).format(n=held)
    return said


def lists_table(
    rows: Sequence[Any],
    steps: Mapping[UUID, ListOfSteps],
    tasks: Mapping[UUID, Mapping[str, Any]],
    where: Mapping[UUID, str],
    facility: Facility,
    now: datetime,
) -> parts.Table:
    """Every list that runs: about whom, its day, how far it is, what holds."""
    columns = (
        parts.Column(_("List")),
        parts.Column(_("For")),
        parts.Column(_("Day")),
        parts.Column(_("Done")),
        parts.Column(_("Holds")),
    )
    lines = []
    for row in rows:
        of = steps.get(row.pk)
        if of is None:
            continue
        mine = tasks.get(row.pk, {})
        done = sum(1 for item in of.items if _is_done(mine.get(item.code)))
        missing = [i for i in of.gate if not _is_done(mine.get(i.code))]
        late = sum(
            1 for t in mine.values() if t.status in LIVE and state_of(t, now) is Lateness.LATE
        )
        lines.append(
            parts.Line(
                id=f"list-{row.pk}",
                cells=(
                    parts.Cell(
                        text=spoken_words(of.title),
                        url=address("tasks:view_checklist", facility.slug, row.pk),
                        head=True,
                    ),
                    parts.Cell(
                        who=who(row.resident, where.get(row.resident_id, ""), facility)
                        if row.resident_id
                        else None,
                        text="" if row.resident_id else _("The community"),
                    ),
                    parts.Cell(text=day_text(row.anchor)),
                    parts.Cell(
                        text=_("{done} of {all}").format(done=done, all=len(of.items)),
                        note=ngettext("{n} late", "{n} late", late).format(n=late)
                        if late
                        else "",
                    ),
                    _holds_cell(row, missing),
                ),
            )
        )
    empty = parts.State(
        "empty",
        _("No list is running"),
        _("Start one when somebody is about to move in, comes back, or moves out."),
    )
    return parts.Table(_("Lists that run"), columns, tuple(lines), empty=empty)


def _holds_cell(row: Any, missing: Sequence[Item]) -> parts.Cell:
    if not missing:
        return parts.Cell(text="")
    if row.passed_at is not None:
        return parts.Cell(text=_("passed"), note=str(row.passed_by))
    said = ngettext("{n} thing", "{n} things", len(missing)).format(n=len(missing))
    return parts.Cell(chip=parts.Chip(said, parts.URGENT))


def proof_found(item: Item, facts: Mapping[str, str]) -> str:
    """What stands in the record that could prove a step now."""
    if item.by is not ProofBy.FACT:
        return ""
    if item.fact in facts:
        return _("In the record: {what}").format(what=_(facts[item.fact]))
    return _("Not in the record yet: {fact}").format(
        fact=_(FactProof.label_of(item.fact)).lower()
    )


def resident_lists(
    rows: Sequence[Any],
    steps: Mapping[UUID, ListOfSteps],
    tasks: Mapping[UUID, Mapping[str, Any]],
    facility: Facility,
) -> parts.Facts:
    """The lists of one resident, each with how far it is."""
    items = []
    for row in rows:
        of = steps.get(row.pk)
        if of is None:
            continue
        mine = tasks.get(row.pk, {})
        done = sum(1 for item in of.items if _is_done(mine.get(item.code)))
        missing = [i for i in of.gate if not _is_done(mine.get(i.code))]
        running = row.status == ChecklistStatus.RUNNING
        held = running and bool(missing) and row.passed_at is None
        items.append(
            parts.Fact(
                label=spoken_words(of.title),
                value=_("{done} of {all} done").format(done=done, all=len(of.items))
                if running
                else _(ChecklistStatus.label_of(row.status)),
                note=held_words(row.key, len(missing)) if held else day_text(row.anchor),
                level=parts.URGENT if held else "",
                url=address("tasks:view_checklist", facility.slug, row.pk),
            )
        )
    return parts.Facts(items=tuple(items), dense=True)
