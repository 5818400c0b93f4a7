"""Where somebody lives and is, in words; the rooms of the house; merges."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import (
    DONE,
    NEUTRAL,
    ROUTINE,
    URGENT,
    Action,
    Cell,
    Chip,
    Choice,
    Column,
    Fact,
    Facts,
    Filter,
    FilterBar,
    Line,
    State,
    Table,
    Timeline,
    TimelineDay,
    TimelineEntry,
    Who,
)
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import (
    ENDED_STAY,
    MoveOutTo,
    StayStatus,
)

from . import ways_out
from .common import address, coded, link, name_text, presence_text, span_text


S = StayStatus


def residency_answer(standing: queries.Standing, facility: Facility) -> str:
    """The sentence the page of a residency opens with."""
    stay = standing.stay
    if stay is None:
        return _("No residency yet")
    said = coded(StayStatus, stay.status)
    if stay.status != S.LIVES_HERE:
        return said
    return f"{said} · {presence_text(standing, facility)}"


def residency_facts(standing: queries.Standing, facility: Facility) -> Facts:
    """What is planned and known of a residency."""
    stay = standing.stay
    if stay is None:
        return Facts(())
    items = [Fact(_("Place"), standing.label or _("None"))]
    if stay.moved_in_at:
        items.append(Fact(_("Moved in"), day_text(stay.moved_in_at.astimezone(facility.zone))))
    elif stay.status not in ENDED_STAY:
        items.append(
            Fact(_("Planned move-in"), day_text(stay.starts.astimezone(facility.zone)))
        )
    planned = (
        (_("Where they are"), stay.away_at),
        (
            _("Expected back"),
            moment_text(stay.expected_return, facility) if stay.expected_return else "",
        ),
        (_("Notice given for"), day_text(stay.expected_end) if stay.expected_end else ""),
        (_("Left"), day_text(stay.ends.astimezone(facility.zone)) if stay.ends else ""),
        (_("Where they went"), coded(MoveOutTo, stay.ended_to)),
        (_("Because"), stay.ended_reason),
    )
    return Facts(tuple(items + [Fact(label, value) for label, value in planned if value]))


def residency_actions(request: Any, resident: Any, stay: Any) -> tuple[Action, ...]:
    """The steps this residency can take now, the most usual first."""

    def to(label: str, verb: str, style: str = "quiet") -> tuple[Action, ...]:
        return link(request, resident, label, verb, style=style)

    if resident.deceased_at is not None:
        return ()
    death = to(_("Record a death"), "record_death")
    if stay is None or stay.status in ENDED_STAY:
        return (
            to(_("Begin a residency"), "open_stay", "plain")
            + to(_("Moves in"), "move_in")
            + death
        )
    status = S(stay.status)
    change = to(_("Change the plan"), "change_stay")
    place = to(_("Another place"), "assign_place")
    out = to(_("Moves out"), "move_out")
    hospital = to(_("Goes to hospital"), "leave_for_hospital")
    away = to(_("Goes away"), "sign_out")
    on = to(_("Goes on elsewhere"), "change_way_out")
    back = to(_("Is back"), "record_return", "plain")
    steps_to = _move_in_list(request, resident, stay)
    steps: dict[StayStatus, tuple[Action, ...]] = {
        S.APPLICANT: to(_("Moves in"), "move_in", "plain") + steps_to + place + change + death,
        S.MOVING_IN: to(_("Moves in"), "move_in", "plain") + steps_to + place + change + death,
        S.LIVES_HERE: hospital + away + place + change + out + death,
        S.AWAY: back + hospital + change + out + death,
        S.HOSPITAL: back + on + change + place + out + death,
        S.RETURNING: hospital + away + change + out + death,
    }
    return steps.get(status, ())


def _move_in_list(request: Any, resident: Any, stay: Any) -> tuple[Action, ...]:
    """The list of what has to be there before somebody moves in, begun or opened in one tap."""
    url = address("tasks:start_checklist", request.facility.slug)
    if not url or not request.scope.may("tasks.start_checklist"):
        return ()
    day = stay.starts.astimezone(request.facility.zone).date()
    fields = (
        ("key", "move-in"),
        ("resident", str(resident.pk)),
        ("anchor", max(day, request.facility.today()).isoformat()),
    )
    label = _("Move-in list")
    return (Action(label=label, url=url, method="post", style="plain", fields=fields),)


def presence_actions(
    request: Any, resident: Any, presence: rules.Presence
) -> tuple[Action, ...]:
    """Who is in can go out; who is out can come back; who is nowhere is looked for."""
    if presence is rules.Presence.NOT_HERE:
        return ()
    back = link(
        request,
        resident,
        pgettext("whereabouts", "Sign in"),
        "sign_in",
        style="plain",
        icon="door",
    )
    out = link(
        request,
        resident,
        pgettext("whereabouts", "Sign out"),
        "sign_out",
        style="plain",
        icon="door",
    )
    lost = link(request, resident, _("Cannot be found"), "report_unaccounted")
    first = out if presence is rules.Presence.IN else back
    return first + (() if presence is rules.Presence.UNACCOUNTED else lost)


def history(events: Iterable[Any], seen: Iterable[Any], facility: Facility) -> Timeline:
    """How a residency came to stand, and comings and goings, newest first."""
    reasons = ways_out.reasons_of(facility)
    entries = [_event(e) for e in events] + [_seen(w, facility, reasons) for w in seen]
    entries.sort(key=lambda e: e.at, reverse=True)
    days = groupby(entries, key=lambda e: e.at.astimezone(facility.zone).date())
    return Timeline(tuple(TimelineDay(day, tuple(found)) for day, found in days))


def _event(event: Any) -> TimelineEntry:
    place = ""
    if event.to_place_id and event.from_place_id:
        place = _("from {a} to {b}").format(a=event.from_place, b=event.to_place)
    elif event.to_place_id:
        place = _("place {b}").format(b=event.to_place)
    title = coded(StayStatus, event.to_status)
    if event.from_status == event.to_status:
        title = _("Place changed") if place else _("Residency changed")
    text = " · ".join(t for t in (place, event.away_at, event.reason) if t)
    return _entry(event, title, text, "home")


def _seen(row: Any, facility: Facility, reasons: dict[str, str]) -> TimelineEntry:
    said = ways_out.said_of(ways_out.columns_of(row), facility, reasons)
    return _entry(row, said.title, said.text, "door")


def _entry(row: Any, title: str, text: str, icon: str) -> TimelineEntry:
    late = row.recorded - row.effective > timedelta(minutes=5)
    return TimelineEntry(
        at=row.effective,
        title=title,
        text=text,
        by=str(row.performer_text or row.recorder),
        icon=icon,
        recorded=row.recorded if late else None,
        corrected=row.entered_in_error_at is not None,
        correction=row.entered_in_error_reason,
    )


def places_text(placements: Iterable[Any], facility: Facility) -> list[str]:
    """The places somebody held, the latest first, with from and to when."""
    return [f"{p.place} · {span_text(p.starts, p.ends, facility)}" for p in placements]


# The house


def holders(rooms: Iterable[queries.Room], but: UUID | None = None) -> dict[UUID, str]:
    """Who holds each place, or for whom it is kept, by place; ``but`` leaves one resident out."""
    found = {}
    for room in rooms:
        for berth in room.berths:
            row = berth.held or berth.kept
            if row is not None and row.resident_id != but:
                name = name_text(row.resident)
                said = name if berth.held else _("kept for {who}").format(who=name)
                found[berth.place.pk] = said
    return found


def places_of(rooms: Iterable[queries.Room]) -> list[Any]:
    """Every place in the order of the house."""
    return [berth.place for room in rooms for berth in room.berths]


def census_answer(rooms: Sequence[queries.Room]) -> str:
    """The sentence the page of rooms opens with."""
    free = sum(room.free for room in rooms)
    return ngettext("{n} place is free", "{n} places are free", free).format(n=free)


def resident_ids(rooms: Iterable[queries.Room]) -> list[UUID]:
    """Everybody who stands on the page of rooms."""
    rows = [b.held or b.kept for room in rooms for b in room.berths]
    return [row.resident_id for row in rows if row is not None]


def census_filters(
    request: Any, rooms: Sequence[queries.Room], *, only_free: bool
) -> FilterBar:
    """Every place, or the free ones."""
    url = reverse("residents:census", args=[request.facility.slug])
    free = sum(room.free for room in rooms)
    choices = (
        Choice(_("All"), url, current=not only_free, count=len(places_of(rooms))),
        Choice(_("Free"), f"{url}?free=1", current=only_free, count=free),
    )
    return FilterBar((Filter(_("Places"), choices),))


def rooms_tables(
    rooms: Sequence[queries.Room], facility: Facility, *, only_free: bool
) -> list[Table]:
    """The rooms of each neighborhood: every place, and who holds it or for whom it is kept."""
    shown = [r for r in rooms if r.free] if only_free else list(rooms)
    found = []
    for neighborhood, inside in groupby(shown, key=lambda r: r.neighborhood):
        lines = tuple(
            _berth(berth, facility)
            for room in inside
            for berth in room.berths
            if not only_free or berth.is_free
        )
        columns = (
            Column(_("Place"), hidden_label=True),
            Column(_("Who"), hidden_label=True),
            Column(_("Standing"), hidden_label=True),
        )
        found.append(Table(neighborhood.name, columns, lines))
    return found


def _berth(berth: queries.Berth, facility: Facility) -> Line:
    row = berth.held or berth.kept
    if row is None:
        free = Cell(chip=Chip(_("Free"), DONE))
        return Line((Cell(berth.place.label, head=True), free, Cell("")))
    kept = berth.held is None
    note = _("kept from {day}").format(day=day_text(row.starts.astimezone(facility.zone)))
    status = coded(StayStatus, row.stay.status) if row.stay.status != S.LIVES_HERE else ""
    who = Who(
        name_text(row.resident), url=address("desk:resident", facility.slug, row.resident_id)
    )
    chip = Chip(note, ROUTINE) if kept else Chip(status, NEUTRAL) if status else None
    return Line((Cell(berth.place.label, head=True), Cell(who=who), Cell(chip=chip)))


# Merges


def merges_table(request: Any, merges: Iterable[Any]) -> Table:
    """Merges proposed, done, declined and taken back."""
    rows = tuple(
        Line(
            (
                Cell(
                    name_text(one.resident),
                    url=reverse(
                        "residents:confirm_merge",
                        args=[request.facility.slug, one.resident_id, one.pk],
                    ),
                    note=_("and {other}").format(other=name_text(one.duplicate)),
                    head=True,
                ),
                Cell(one.reason),
                Cell(str(one.proposed_by), note=day_text(one.proposed_at)),
                Cell(chip=merge_chip(one)),
            ),
            id=f"merge-{one.pk}",
        )
        for one in merges
    )
    columns = (
        Column(_("Records"), hidden_label=True),
        Column(_("Why"), hidden_label=True),
        Column(_("Proposed by"), hidden_label=True),
        Column(_("Standing"), hidden_label=True),
    )
    empty = State(
        "empty",
        _("No two records of one person"),
        _("When somebody proposes that two records are one person's, it waits here."),
    )
    return Table(_("Two records of one person"), columns, rows, empty)


def reverse_link(request: Any, merge: Any) -> tuple[Action, ...]:
    """Taking a merge apart, or declining it; nothing once that was done."""
    if merge.reversed_at is not None:
        return ()
    label = _("Take them apart again") if merge.confirmed_at else _("They are two people")
    return link(request, merge.resident, label, "reverse_merge", merge.pk, style="plain")


def merge_chip(merge: Any) -> Chip:
    """How a merge stands."""
    if merge.reversed_at and merge.confirmed_at:
        return Chip(_("Taken apart again"), NEUTRAL)
    if merge.reversed_at:
        return Chip(_("Two people"), NEUTRAL)
    if merge.confirmed_at:
        return Chip(_("One record"), DONE)
    return Chip(_("Waits for a second person"), URGENT)
