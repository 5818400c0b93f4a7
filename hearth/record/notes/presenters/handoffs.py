"""How a hand-off reads: by resident, in the order of the house, and who has signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import (
    DONE,
    NEUTRAL,
    URGENT,
    Cell,
    Chip,
    Column,
    Line,
    State,
    Tab,
    Table,
    Tabs,
    Who,
)
from hearth.platform.ui.wording import clock_text, moment_text, short_day_text
from hearth.record.notes import permissions, queries, rules
from hearth.record.notes.codes import HappeningKind, NoteCategory, Severity

from .common import address, level_of, shown, who


@dataclass(frozen=True, slots=True)
class HandoffLine:
    """One thing told: when, its own short words, and what a person wrote."""

    at: datetime
    title: str
    text: str
    level: str
    url: str
    in_error: bool = False


@dataclass(frozen=True, slots=True)
class HandoffGroup:
    """Everything told about one resident, or (without ``who``) about the house."""

    who: Who | None
    lines: tuple[HandoffLine, ...]
    serious: bool = False


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing still to do, and for whom: places and family names in the order of the house."""

    title: str
    late: bool
    level: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A hand-off in the order it is read: who is on watch, who changed, then everybody by room,
    then the work."""

    watch: tuple[HandoffGroup, ...]
    first: tuple[HandoffGroup, ...]
    rest: tuple[HandoffGroup, ...]
    work: tuple[WorkLine, ...]

    def __bool__(self) -> bool:
        return bool(self.watch or self.first or self.rest or self.work)


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How much of one kind of work has no answer, and where it is answered."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a hand-off stands, in a sentence and a mark."""

    text: str
    level: str


def told(
    request: Any, found: Iterable[queries.Happening], homes: dict[UUID, queries.Home]
) -> Told:
    """What is told. A resident this reader may not see is not in ``homes``, and so is not told."""
    seen = [h for h in found if h.resident_id is None or h.resident_id in homes]
    apart = {HappeningKind.WORK, HappeningKind.WATCH}
    groups = _groups(request, [h for h in seen if h.kind not in apart], homes)
    watched = _groups(request, [h for h in seen if h.kind is HappeningKind.WATCH], homes)
    return Told(
        watch=tuple(watched),
        first=tuple(g for g in groups if g.serious),
        rest=tuple(g for g in groups if not g.serious),
        work=_work(request, [h for h in seen if h.kind is HappeningKind.WORK], homes),
    )


def _groups(
    request: Any, found: list[queries.Happening], homes: dict[UUID, queries.Home]
) -> list[HandoffGroup]:
    """By resident in the order of the house; what is about the house itself comes first."""
    names = queries.category_names(request.scope, request.facility) if found else {}
    by: dict[UUID | None, list[queries.Happening]] = {}
    for one in found:
        by.setdefault(one.resident_id, []).append(one)
    house = by.pop(None, [])
    ordered = sorted((homes[key] for key in by if key), key=lambda h: h.order)
    told = [HandoffGroup(None, _lines(request, house, names), _serious(house))] if house else []
    for home in ordered:
        rows = by[home.resident.pk]
        person = who(home, request.facility)
        told.append(HandoffGroup(person, _lines(request, rows, names), _serious(rows)))
    return told


def _serious(rows: list[queries.Happening]) -> bool:
    return rules.is_at_least(rules.worst(h.severity for h in rows), Severity.CHANGE)


def _work(
    request: Any, found: list[queries.Happening], homes: dict[UUID, queries.Home]
) -> tuple[WorkLine, ...]:
    """The same work for several residents is one line, what is late before what is only open."""
    by: dict[tuple[str, str], list[queries.Happening]] = {}
    for one in found:
        by.setdefault((one.line, shown("{task}", one.values)), []).append(one)
    lines = []
    for (_line, title), rows in by.items():
        order = list(Severity)
        worst = max((h.severity for h in rows), key=order.index)
        people = {h.resident_id: homes[h.resident_id] for h in rows if h.resident_id}
        walked = sorted(people.values(), key=lambda h: h.order)
        lines.append(
            WorkLine(
                title=title,
                late=worst is not Severity.ROUTINE,
                level=level_of(worst),
                people=tuple((h.place, h.resident.family) for h in walked),
            )
        )
    return tuple(sorted(lines, key=lambda w: (not w.late, w.title)))


def _lines(
    request: Any, found: list[queries.Happening], names: dict[str, str]
) -> tuple[HandoffLine, ...]:
    """The most serious first; what says the same of several things is one line."""
    order = list(Severity)
    found.sort(key=lambda h: (-order.index(h.severity), h.at))
    alike: dict[Any, list[queries.Happening]] = {}
    for one in found:
        key = (one.line, one.severity) if _joins(one) else one.reference
        alike.setdefault(key, []).append(one)
    return tuple(
        _line(request, rows[0], names) if len(rows) == 1 else _joined(rows)
        for rows in alike.values()
    )


def _joins(one: queries.Happening) -> bool:
    """Whether a line may be told together with others like it: it holds one thing and no words."""
    return bool(one.line) and len(one.values) == 1 and not one.text


def _joined(rows: list[queries.Happening]) -> HandoffLine:
    """ "Late: shower, weigh." instead of two lines."""
    [name] = rows[0].values
    things = ", ".join(dict.fromkeys(shown(f"{{{name}}}", one.values) for one in rows))
    return HandoffLine(
        at=rows[0].at,
        title=shown(rows[0].line, {name: things}),
        text="",
        level=level_of(rows[0].severity),
        url="",
    )


def _line(request: Any, one: queries.Happening, names: dict[str, str]) -> HandoffLine:
    values = one.values
    if one.kind is HappeningKind.WATCH:
        until = datetime.fromisoformat(values["until"])
        values = values | {"until": moment_text(until, request.facility)}
    title = shown(one.line, values)
    if one.kind is HappeningKind.NOTE:
        code = one.values["category"]
        title = names.get(code) or _(NoteCategory.label_of(code))
    return HandoffLine(
        at=one.at,
        title=title,
        text=one.text,
        level="" if one.in_error else level_of(one.severity),
        url=_url(request, one),
        in_error=one.in_error,
    )


def _url(request: Any, one: queries.Happening) -> str:
    slug, key = request.facility.slug, one.reference.id
    if one.kind is HappeningKind.NOTE and request.scope.may(permissions.VIEW_NOTES):
        return address("notes:note", slug, key)
    if one.kind is HappeningKind.WATCH and request.scope.may("tasks.view_watch"):
        return address("tasks:view_watch", slug, key)
    if one.kind is HappeningKind.EVENT and request.scope.may("incidents.view_incidents"):
        return address("incidents:incident", slug, key)
    if one.kind is HappeningKind.TASK and request.scope.may("tasks.view_task"):
        return address("tasks:task", slug, key)
    return ""


def turn_name(handoff: queries.ShiftHandoff) -> str:
    """A turn of a shift as people call it."""
    return handoff.turn.shift.name or _("Shift")


def answer(handoff: queries.ShiftHandoff, what: Told) -> str:
    """The sentence a hand-off opens with."""
    name = turn_name(handoff)
    changed, others = len(what.first), sum(1 for g in what.rest if g.who)
    if changed:
        return ngettext(
            "{shift}: look at {n} resident first",
            "{shift}: look at {n} residents first",
            changed,
        ).format(shift=name, n=changed)
    if others:
        return ngettext(
            "{shift}: {n} resident to tell about",
            "{shift}: {n} residents to tell about",
            others,
        ).format(shift=name, n=others)
    if what:
        return _("{shift}: nobody changed").format(shift=name)
    return _("{shift}: nothing to hand over so far").format(shift=name)


def hours(handoff: queries.ShiftHandoff, facility: Facility) -> str:
    """Which turn it is: the day it began, and from when to when."""
    turn = handoff.turn
    return _("{day}, {start} to {end}").format(
        day=short_day_text(turn.starts.astimezone(facility.zone)),
        start=clock_text(turn.starts, facility),
        end=clock_text(turn.ends, facility),
    )


def standing(handoff: queries.ShiftHandoff, facility: Facility, now: datetime) -> Standing:
    """Who has signed, and who has not."""
    row = handoff.row
    if row is not None and row.passed_on_at is not None and row.signed_in_at is None:
        return _passed_on(row, facility)
    if row is None or row.signed_out_at is None:
        if now < handoff.turn.ends:
            return Standing(_("Not signed yet"), NEUTRAL)
        return Standing(_("The shift is over and nobody has signed"), URGENT)
    out = _("Signed by {name} {time}").format(
        name=row.signed_out_by, time=moment_text(row.signed_out_at, facility)
    )
    if row.signed_in_at is None and handoff.done:
        return Standing(out, DONE)
    if row.signed_in_at is None:
        return Standing(
            _("{signed}. The coming shift has not signed").format(signed=out), URGENT
        )
    taken = _("taken over by {name} {time}").format(
        name=row.signed_in_by, time=moment_text(row.signed_in_at, facility)
    )
    if row.signed_in_at > handoff.turn.ends + rules.SIGNED_WITHIN:
        taken = _("{taken} (late)").format(taken=taken)
    return Standing(f"{out}, {taken}", DONE)


def _passed_on(row: Any, facility: Facility) -> Standing:
    """Nobody took it over in time: with whom it is now. It can still be signed."""
    at = clock_text(row.passed_on_at, facility)
    said = _("Unsigned: with the nurse on call since {time}").format(time=at)
    if row.signed_out_at is not None:
        out = _("Signed by {name} {time}").format(
            name=row.signed_out_by, time=moment_text(row.signed_out_at, facility)
        )
        said = f"{said}. {out}"
    return Standing(said, URGENT)


def before_signing(found: queries.Unanswered, facility: Facility) -> tuple[WorkCount, ...]:
    """What has no answer yet, counted, each with where it is answered."""
    url = address("tasks:worklist", facility.slug)
    counts = []
    if found.checks:
        said = ngettext("{n} watch check", "{n} watch checks", found.checks)
        counts.append(WorkCount(said.format(n=found.checks), f"{url}?when=late"))
    if found.late:
        said = ngettext("{n} task is late", "{n} tasks are late", found.late)
        counts.append(WorkCount(said.format(n=found.late), f"{url}?when=late"))
    return tuple(counts)


def page_url(facility: Facility, handoff: queries.ShiftHandoff) -> str:
    """Where a hand-off is read: by itself once it was composed, by its turn before that."""
    if handoff.row is not None:
        return address("notes:view_handoff", facility.slug, handoff.row.pk)
    return address("notes:handoff", facility.slug) + _turn(handoff)


def print_url(facility: Facility, handoff: queries.ShiftHandoff) -> str:
    """The same on paper."""
    if handoff.row is not None:
        return address("notes:print_handoff", facility.slug, handoff.row.pk)
    return address("notes:print_handoff", facility.slug) + _turn(handoff)


def _turn(handoff: queries.ShiftHandoff) -> str:
    return f"?shift={handoff.turn.shift.id}&day={handoff.turn.day.isoformat()}"


def tabs(
    request: Any, found: Iterable[queries.ShiftHandoff], current: queries.ShiftHandoff
) -> Tabs:
    """The turns around now, each with its hand-off."""
    facility = request.facility
    begun = (current.turn.starts, current.turn.shift.neighborhood_id)
    items = [
        Tab(
            turn_name(one),
            page_url(facility, one),
            current=(one.turn.starts, one.turn.shift.neighborhood_id) == begun,
        )
        for one in found
    ]
    items.append(Tab(_("Earlier"), address("notes:handoffs", facility.slug)))
    return Tabs(_("Shifts"), tuple(items))


def may_sign_out(request: Any, handoff: queries.ShiftHandoff, now: datetime) -> bool:
    """Whether to offer signing for the shift that leaves."""
    early = now < handoff.turn.ends - rules.SIGNED_FROM
    return (
        request.scope.may(permissions.SIGN_OUT_HANDOFF) and not handoff.signed_out and not early
    )


def may_sign_in(request: Any, handoff: queries.ShiftHandoff) -> bool:
    """Whether to offer signing for the shift that comes: never to who handed over."""
    row = handoff.row
    return (
        row is not None
        and handoff.signed_out
        and not handoff.signed_in
        and row.signed_out_by_id != request.actor.pk
        and request.scope.may(permissions.SIGN_IN_HANDOFF)
    )


def no_shifts(request: Any) -> State:
    """What stands where the community has no shifts yet."""
    return State(
        "empty",
        _("No shifts are set up"),
        _("A hand-off goes from one shift to the next. Set up the shifts first."),
    )


def nothing_told(request: Any) -> State:
    """What stands where nothing happened."""
    return State(
        "empty",
        _("Nothing so far"),
        _(
            "Notes, refusals, people who left or came back, and open tasks appear here by "
            "themselves."
        ),
    )


def earlier_table(request: Any, rows: Iterable[Any], now: datetime) -> Table:
    """Hand-offs of earlier shifts."""
    facility = request.facility
    columns = (
        Column(_("Shift")),
        Column(pgettext("hand-off", "Handed over")),
        Column(_("Taken over")),
    )
    return Table(
        caption=_("Earlier hand-offs"),
        columns=columns,
        rows=tuple(_earlier(row, facility) for row in rows),
        empty=State(
            "empty", _("No hand-offs yet"), _("Each one stays here after it was signed.")
        ),
    )


def _earlier(row: Any, facility: Facility) -> Line:
    began = short_day_text(row.starts.astimezone(facility.zone))
    name = f"{row.shift or _('Shift')}, {began}"
    return Line(
        cells=(
            Cell(
                name,
                url=address("notes:view_handoff", facility.slug, row.pk),
                note=str(row.neighborhood or ""),
                head=True,
            ),
            _signed(row.signed_out_by, row.signed_out_at, facility),
            _signed(row.signed_in_by, row.signed_in_at, facility),
        ),
        id=f"handoff-{row.pk}",
    )


def _signed(name: Any, at: datetime | None, facility: Facility) -> Cell:
    if at is None:
        return Cell(chip=Chip(_("Not signed"), NEUTRAL))
    return Cell(str(name), note=moment_text(at, facility))
