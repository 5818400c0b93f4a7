"""How what was done for many at once reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.scope import Scope
from hearth.platform.tenancy.doors import door_order
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, moment_text
from hearth.record.notes.actions import UNDO_FOR, Written
from hearth.record.notes.codes import Deed
from hearth.record.residents.presenters import name_text
from hearth.record.residents.queries import Standing
from hearth.record.tasks.codes import Outcome
from hearth.surfaces.desk.presenters.common import titled


# Where a row that was written can be looked at.
PAGES = {"Task": "tasks:task", "Note": "notes:note", "Watch": "tasks:view_watch"}


def deeds_text(done: Any) -> str:
    """What was done, in words."""
    return ", ".join(_(Deed.label_of(code)) for code in done.deeds)


def said(done: Any, facility: Facility) -> str:
    """The sentence: what, for how many."""
    words = ngettext("{what} for {n} resident", "{what} for {n} residents", done.count).format(
        what=deeds_text(done), n=done.count
    )
    return _("{what}: undone").format(what=words) if done.undone_at else words


def done_words(written: Written) -> str:
    """A short word that it was done."""
    count = written.together.count
    return ngettext("Done for {n} resident", "Done for {n} residents", count).format(n=count)


def already_words(written: Written) -> list[str]:
    """For how many it was so before."""
    found = []
    if count := len(written.already):
        text = ngettext("It was so already for {n}", "It was so already for {n}", count)
        found.append(text.format(n=count))
    if count := len(written.nobody):
        text = ngettext(
            "{n} has nobody who wishes to be told",
            "{n} have nobody who wishes to be told",
            count,
        )
        found.append(text.format(n=count))
    return found


def undone_words(done: Any, stayed: Sequence[Any]) -> str:
    """A short word that it was undone, and how much stays."""
    if not stayed:
        return _("Undone for everybody")
    return ngettext(
        "Undone; {n} stays, because somebody had worked on it",
        "Undone; {n} stay, because somebody had worked on them",
        len(stayed),
    ).format(n=len(stayed))


def undo_question(done: Any) -> str:
    """What undoing asks."""
    return ngettext(
        "Undo it for {n} resident?", "Undo it for all {n} residents?", done.count
    ).format(n=done.count)


def named(people: Iterable[Any], standings: Mapping[UUID, Standing]) -> list[str]:
    """Those chosen, by their doors."""
    label = {key: one.label for key, one in standings.items()}
    ordered = sorted(people, key=lambda p: (door_order(label.get(p.pk, "")), p.family_folded))
    return [" · ".join(x for x in (label.get(p.pk, ""), name_text(p)) if x) for p in ordered]


def facts(done: Any, facility: Facility) -> parts.Facts:
    """Who did it when, and who undid it why."""
    items = [
        parts.Fact(_("Done"), f"{done.recorder}, {moment_text(done.recorded, facility)}"),
    ]
    if done.undone_at:
        undone = f"{done.undone_by}, {moment_text(done.undone_at, facility)}"
        items.append(parts.Fact(_("Undone"), undone, note=done.undone_reason))
    return parts.Facts(tuple(items))


def table(
    items: Sequence[Any],
    standings: Mapping[UUID, Standing],
    tasks: Mapping[UUID, Any],
    done: Any,
    facility: Facility,
) -> parts.Table:
    """One line a resident and row, a task by its own words and with what came of it; after an
    undo, what stays is marked."""
    ordered = sorted(items, key=lambda i: (_door(i, standings), i.deed, i.pk))
    rows = tuple(
        parts.Line(
            (
                parts.Cell(
                    who=parts.Who(
                        name=name_text(item.resident),
                        place=_label(item, standings),
                        url=address("desk:resident", facility.slug, item.resident_id),
                    ),
                    head=True,
                ),
                parts.Cell(_what(item, tasks), url=_url(item, facility)),
                parts.Cell(chip=_chip(item, tasks, done)),
            )
        )
        for item in ordered
    )
    columns = (
        parts.Column(_("Resident")),
        parts.Column(_("What")),
        parts.Column(_("Standing"), hidden_label=True),
    )
    return parts.Table(_("Done together"), columns, rows)


def _label(item: Any, standings: Mapping[UUID, Standing]) -> str:
    found = standings.get(item.resident_id)
    return found.label if found else ""


def _door(item: Any, standings: Mapping[UUID, Standing]) -> list[Any]:
    return door_order(_label(item, standings))


def _url(item: Any, facility: Facility) -> str:
    name = PAGES.get(item.entity_type)
    if item.deed == Deed.TELL:
        name = "notes:record_telling"
    return address(name, facility.slug, item.entity_id) if name else ""


def _what(item: Any, tasks: Mapping[UUID, Any]) -> str:
    task = tasks.get(item.entity_id)
    return titled(task.title, task.title_values) if task else _(Deed.label_of(item.deed))


def _chip(item: Any, tasks: Mapping[UUID, Any], done: Any) -> parts.Chip | None:
    task = tasks.get(item.entity_id)
    if not done.undone_at:
        said = _(Outcome.label_of(task.outcome)) if task and task.outcome else ""
        level = parts.DONE if task and task.outcome == Outcome.DONE else parts.NEUTRAL
        return parts.Chip(said, level) if said else None
    if str(item.pk) in done.stayed:
        return parts.Chip(_("Stays: somebody worked on it"), parts.URGENT)
    return parts.Chip(_("Undone"), parts.NEUTRAL)


def undoing(
    scope: Scope, done: Any, facility: Facility, now: datetime
) -> tuple[parts.Action, ...]:
    """The button to undo it, until when it can be; none after that."""
    until = done.recorded + UNDO_FOR
    if done.undone_at or now > until or not scope.may("notes.undo_together"):
        return ()
    label = _("Undo all, until {time}").format(time=clock_text(until, facility))
    url = address("desk:undo_together", facility.slug, done.pk)
    return (parts.Action(label, url, style="plain", icon="arrow-back-up"),)


def undo_notice(done: Any, facility: Facility) -> parts.Notice:
    """On the roster: what one did a moment ago, and the way to undo it."""
    until = clock_text(done.recorded + UNDO_FOR, facility)
    text = _("{what} by you at {time}. It can be undone until {until}.").format(
        what=said(done, facility), time=clock_text(done.recorded, facility), until=until
    )
    url = address("desk:together", facility.slug, done.pk)
    return parts.Notice(text, actions=(parts.Action(_("Look at it, or undo it"), url),))
