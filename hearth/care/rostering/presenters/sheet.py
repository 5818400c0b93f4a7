"""How the assignment sheet reads: what is empty first, then who has what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hearth.care.rostering import rules
from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.tenancy.models import Facility, Place
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import (
    URGENT,
    Action,
    Cell,
    Chip,
    Choice,
    Column,
    Filter,
    FilterBar,
    Line,
    State,
    Table,
)
from hearth.platform.ui.wording import clock_text, short_day_text
from hearth.record.staff import permissions, queries
from hearth.record.staff.codes import DutyStatus, RunKind
from hearth.record.staff.rules import GRACE, WHY, NotCopied, ShiftTurn


REASONS = "run-change-reasons"


def doors_of(places: Iterable[Place]) -> list[rules.Door]:
    """The places of the house in its order, as rooms are written."""
    ordered = sorted(
        places, key=lambda p: (p.neighborhood.position, p.neighborhood.name, p.position)
    )
    return [
        rules.Door(id=p.pk, label=p.label, apartment=p.apartment.number if p.apartment else "")
        for p in ordered
    ]


def weekday_text(day: date) -> str:
    """The day of the week, in words."""
    return dateformat.format(day, "l")


def turn_text(turn: ShiftTurn, facility: Facility) -> str:
    """Which turn of which shift it is: "Tue 24-Nov · Day shift, 6:45 am to 3:00 pm"."""
    said = _("{shift} shift, {start} to {end}").format(
        shift=turn.shift.name,
        start=clock_text(turn.starts, facility),
        end=clock_text(turn.ends, facility),
    )
    return f"{short_day_text(turn.day)} · {said}"


def answer(sheet: queries.Sheet, doors: Sequence[rules.Door]) -> str:
    """The sentence the sheet opens with."""
    if not sheet.lines:
        return _("No runs are named yet")
    gaps = sheet.gaps
    if not gaps:
        return _("Everybody is assigned")
    if len(gaps) > 1:
        return ngettext(
            "{n} run or cart has nobody", "{n} runs or carts have nobody", len(gaps)
        ).format(n=len(gaps))
    line = gaps[0]
    if line.is_empty:
        return _("{run} has nobody").format(run=run_title(line.run))
    rooms = rules.rooms_said(doors, {p.pk for p in line.nobody})
    return _("Nobody has {rooms} of {run}").format(rooms=rooms, run=run_title(line.run))


def run_title(run: Any) -> str:
    """A run as said in a sentence: "Run 2 East"; carts and extra duties by their name."""
    if run.run_kind == RunKind.RUN:
        return _("Run {name}").format(name=run.name)
    return str(run.name)


def my_line(sheet: queries.Sheet, actor_id: UUID | None) -> str:
    """What the reader has on this sheet, in a sentence; nothing where they have nothing."""
    mine = [
        line.run.name
        for line in sheet.lines
        if any(a.member.actor_id == actor_id for a in line.holders)
    ]
    return _("You have {runs}.").format(runs=", ".join(mine)) if mine and actor_id else ""


def filters(
    request: Any, turns: Sequence[ShiftTurn], turn: ShiftTurn, today: date
) -> FilterBar:
    """Another day, or another shift of it."""
    base = reverse("rostering:sheet", args=[request.facility.slug])

    def url(day: date, shift: UUID) -> str:
        return f"{base}?day={day.isoformat()}&shift={shift}"

    days = sorted({today - timedelta(days=1), today, today + timedelta(days=1), turn.day})
    names = {
        today - timedelta(days=1): _("Yesterday"),
        today: _("Today"),
        today + timedelta(days=1): _("Tomorrow"),
    }
    choices = [
        Choice(
            names.get(day) or short_day_text(day),
            url(day, turn.shift.id),
            current=day == turn.day,
        )
        for day in days
    ]
    before, after = turn.day - timedelta(days=7), turn.day + timedelta(days=7)
    choices += [
        Choice(_("A week earlier"), url(before, turn.shift.id)),
        Choice(_("A week later"), url(after, turn.shift.id)),
    ]
    return FilterBar(
        (
            Filter(_("Day"), tuple(choices)),
            Filter(
                _("Shift"),
                tuple(
                    Choice(
                        one.shift.name,
                        url(turn.day, one.shift.id),
                        current=one.shift.id == turn.shift.id,
                    )
                    for one in turns
                ),
            ),
        )
    )


def fill_action(request: Any, sheet: queries.Sheet, last: Any, plan: Any) -> Action | None:
    """The one primary action: everybody who works again, again on their run."""
    if not plan.copied or not request.scope.may(permissions.FILL_SHEET):
        return None
    day = last.day
    words = (
        _("Fill from last {weekday}")
        if (sheet.turn.day - day).days == 7
        else _("Fill from {weekday} {day}")
    )
    return Action(
        words.format(weekday=weekday_text(day), day=short_day_text(day)),
        reverse("rostering:fill_sheet", args=[request.facility.slug]),
        method="post",
        style="primary",
        icon="copy",
        fields=(("day", sheet.turn.day.isoformat()), ("shift", str(sheet.turn.shift.id))),
    )


Whys = Mapping[UUID, Sequence[NotCopied]]


def tables(
    request: Any,
    sheet: queries.Sheet,
    doors: Sequence[rules.Door],
    whys: Whys,
    names: Mapping[UUID, str],
) -> list[tuple[str, Table]]:
    """Runs, med carts and extra duties, each under its head."""
    heads = (
        (RunKind.RUN, pgettext("of rooms", "Runs")),
        (RunKind.CART, _("Med carts")),
        (RunKind.EXTRA, _("Extra duties")),
    )
    return [
        (head, _table(request, head, lines, sheet, doors, whys, names, kind))
        for kind, head in heads
        if (lines := sheet.of(kind))
    ]


def _table(
    request: Any,
    head: str,
    lines: Sequence[queries.SheetLine],
    sheet: queries.Sheet,
    doors: Sequence[rules.Door],
    whys: Whys,
    names: Mapping[UUID, str],
    kind: RunKind,
) -> Table:
    with_rooms = kind != RunKind.EXTRA
    labels = {RunKind.RUN: _("Run"), RunKind.CART: _("Cart"), RunKind.EXTRA: _("Duty")}
    columns = [Column(labels[kind]), Column(_("Who"))]
    if with_rooms:
        columns.append(Column(_("Rooms")))
    columns += [Column(_("Since")), Column(_("Actions"), align="end", hidden_label=True)]
    rows = []
    for line in lines:
        cells = [Cell(line.run.name, head=True), _who(request, line, doors, whys, names)]
        if with_rooms:
            cells.append(Cell(rules.rooms_said(doors, {p.pk for p in line.places})))
        cells += [
            Cell(_since(line, request.facility)),
            Cell(actions=line_actions(request, sheet, line)),
        ]
        rows.append(Line(tuple(cells), id=f"run-{line.run.pk}"))
    return Table(head, tuple(columns), tuple(rows))


def _who(
    request: Any,
    line: queries.SheetLine,
    doors: Sequence[rules.Door],
    whys: Whys,
    names: Mapping[UUID, str],
) -> Cell:
    facility = request.facility
    said = [_holder(a, doors) for a in line.holders]
    notes = [
        _("from {time}: {name}").format(time=clock_text(a.starts, facility), name=a.member)
        for a in line.later
    ]
    if line.holders and line.nobody:
        rooms = rules.rooms_said(doors, {p.pk for p in line.nobody})
        notes.insert(0, _("Nobody has {rooms}").format(rooms=rooms))
    if not line.holders:
        notes += [earlier_text(a, facility) for a in line.earlier[-1:]]
        if not line.earlier:
            notes += [_why(one, names) for one in whys.get(line.run.pk, ())]
        if line.run.run_kind == RunKind.EXTRA:
            return Cell(_("nobody"), note=" · ".join(notes))
        return Cell(chip=Chip(_("Nobody"), URGENT), note=" · ".join(notes))
    return Cell(", ".join(said), note=" · ".join(notes))


def _holder(line: Any, doors: Sequence[rules.Door]) -> str:
    name = str(line.member)
    if line.duty.status == DutyStatus.PLANNED and line.starts <= clock.now():
        name = _("{name} (not checked in)").format(name=name)
    if line.places:
        rooms = rules.rooms_said(doors, set(line.places))
        return _("{name}: {rooms}").format(name=name, rooms=rooms)
    return name


def _why(one: NotCopied, names: Mapping[UUID, str]) -> str:
    who = names.get(one.member_id, "") if one.member_id else ""
    return _(WHY[one.why]).format(who=who)


def earlier_text(line: Any, facility: Facility) -> str:
    """Who had it before, until when, and why that ended."""
    words = _("{name} until {time}").format(
        name=line.member, time=clock_text(line.ends, facility)
    )
    why = reason_words(line.end_reason, facility)
    return f"{words} ({why})" if why else words


def _since(line: queries.SheetLine, facility: Facility) -> str:
    if not line.holders:
        return ""
    return clock_text(min(a.starts for a in line.holders), facility)


def reason_words(code: str, facility: Facility) -> str:
    """Why a run changed hands, in words."""
    entry = lists.item(REASONS, code, facility) if code else None
    return entry.title if entry else code


def line_actions(
    request: Any, sheet: queries.Sheet, line: queries.SheetLine
) -> tuple[Action, ...]:
    """What one may do about a line: put somebody on it, change it, split it."""
    if line.run.closed_at is not None or sheet.turn.ends <= clock.now():
        return ()
    query = f"?day={sheet.turn.day.isoformat()}&shift={sheet.turn.shift.id}"
    slug, found = request.facility.slug, []
    if request.scope.may(permissions.ASSIGN_RUN):
        label = _("Change") if line.holders else _("Put somebody on it")
        url = reverse("rostering:assign_run", args=[slug, line.run.pk])
        found.append(
            Action(
                label,
                url + query,
                style="plain" if line.needs_somebody else "quiet",
                about=line.run.name,
            )
        )
    if len(line.places) > 1 and request.scope.may(permissions.SPLIT_RUN):
        url = reverse("rostering:split_run", args=[slug, line.run.pk])
        found.append(Action(_("Split"), url + query, about=line.run.name))
    return tuple(found)


def people_label(sheet: queries.Sheet) -> Callable[[Any], str]:
    """How somebody who may take a run is offered: with what they have already."""
    held: dict[UUID, list[str]] = {}
    for line in sheet.lines:
        for one in (*line.holders, *line.later):
            held.setdefault(one.member_id, []).append(line.run.name)

    def label(member: Any) -> str:
        runs = held.get(member.pk)
        return f"{member} · {', '.join(runs)}" if runs else str(member)

    return label


def is_running(turn: ShiftTurn) -> bool:
    """Whether a change now is one during the shift, after its hand-off."""
    return turn.starts + GRACE < clock.now() < turn.ends


def no_runs(request: Any) -> State:
    """A community that names no runs: what the sheet is for, and how it begins."""
    actions: tuple[Action, ...] = ()
    if request.scope.may(permissions.SET_RUN):
        url = reverse("rostering:add_run", args=[request.facility.slug])
        actions = (Action(_("Name the first run"), url, style="primary", icon="plus"),)
    return State(
        "empty",
        _("No runs are named yet"),
        _(
            "A run is the rooms one person looks after on a shift. Once runs are named, the "
            "sheet says who has whom, and each shift list shows its own residents first."
        ),
        actions,
    )


def no_shifts(request: Any) -> State:
    """A community without shifts has no sheet yet."""
    actions: tuple[Action, ...] = ()
    if request.scope.may(permissions.SET_SHIFT) and (
        url := address("office:set_shift", request.facility.slug)
    ):
        actions = (Action(_("Lay out the shifts"), url, style="primary"),)
    words = _("The sheet is filled shift by shift. Lay out the shifts of the day first.")
    return State("empty", _("No shifts yet"), words, actions)
