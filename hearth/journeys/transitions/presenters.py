"""How out and back reads: one resident's page, and the board of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.journeys.transitions.queries import Board
from hearth.kernel import clock
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import ago_text, clock_text, moment_text, short_day_text
from hearth.record.residents import presenters as people
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import (
    MEDICAL,
    OUTINGS,
    Belonging,
    DecidedBy,
    OutFor,
    Transport,
    TriedFirst,
    WhereaboutsCode,
)
from hearth.record.residents.queries import Standing, WayOut
from hearth.record.residents.rules import Presence
from hearth.record.tasks import presenters as tasks


ways = people.ways_out
EVER = datetime(1900, 1, 1, tzinfo=UTC)
LATE_ENTRY = timedelta(minutes=5)
PUT_RIGHT_WITHIN = timedelta(days=7)
"""How long an entry is taken back from its line. Hearth's own default; its page stays."""


def _link(
    request: Any, resident: Any, label: str, verb: str, *args: Any, **more: Any
) -> tuple[parts.Action, ...]:
    """A button to a verb of out and back, or nothing for whoever may not do it."""
    return people.link(request, resident, label, verb, *args, **more)


# One resident


def answer(found: Standing, facility: Facility) -> str:
    """The sentence the page opens with."""
    said = people.presence_text(found, facility)
    if found.is_returning:
        return _("{where} · returning: the return list is open").format(where=said)
    return said


def actions(
    request: Any, resident: Any, found: Standing, way: WayOut | None
) -> tuple[parts.Action, ...]:
    """What may happen next, the most usual first."""
    presence = found.presence
    if presence is Presence.NOT_HERE:
        return ()
    out = presence in {Presence.OUT, Presence.HOSPITAL, Presence.AWAY}
    lost = (
        ()
        if presence is Presence.UNACCOUNTED
        else _link(request, resident, _("Cannot be found"), "report_unaccounted")
    )
    if not out and presence is not Presence.UNACCOUNTED:
        sign_out = _link(
            request, resident, _("Sign out"), "sign_out", style="plain", icon="door"
        )
        return (
            sign_out
            + _link(
                request, resident, _("Sent to hospital"), "leave_for_hospital", icon="heartbeat"
            )
            + _link(request, resident, _("Plan an absence"), "plan_absence", icon="calendar")
            + _told(request, resident, way)
            + lost
        )
    medical = way is not None and bool(set(way.kinds) - set(OUTINGS))
    back = _link(request, resident, _("Is back"), "record_return", style="plain", icon="door")
    seen = _link(request, resident, _("Sign in"), "sign_in", style="plain", icon="door")
    change = _link(request, resident, _("Something changed"), "change_way_out")
    first = back if medical or presence in {Presence.HOSPITAL, Presence.AWAY} else seen
    return first + (change if out and way is not None else ()) + lost


def _told(request: Any, resident: Any, way: WayOut | None) -> tuple[parts.Action, ...]:
    """Telling what came of the last way out, where nobody has."""
    if way is None or way.told is not None or not set(way.kinds) & set(MEDICAL):
        return ()
    return _link(request, resident, _("Say what they found"), "record_return")


def way_facts(way: WayOut, facility: Facility, reasons: dict[str, str]) -> parts.Facts:
    """Everything that is known of one way out; what nobody coded says so."""
    left, last = way.left, way.last
    items = [
        parts.Fact(_("Left"), moment_text(left.effective, facility)),
        parts.Fact(_("What for"), " → ".join(_(k.label) for k in way.kinds)),
    ]
    if way.is_coded:
        why = ways.reason_text(left.reason_code, left.reason, reasons)
        items += [
            parts.Fact(_("Why"), why),
            parts.Fact(_("Decided"), people.coded(DecidedBy, left.decided_by)),
        ]
        if set(way.kinds) & set(MEDICAL):
            tried = ", ".join(people.coded(TriedFirst, c) for c in left.tried_first)
            items.append(parts.Fact(_("Tried first"), tried))
    else:
        items.append(parts.Fact(_("Why"), _("Not coded")))
    planned = (
        (_("How"), people.coded(Transport, left.transport)),
        (_("With"), ways.with_text(last)),
        (_("Where"), last.where),
        (_("Telephone there"), last.phone),
        (_("Taken along"), ways.belongings_text(way.went_along)),
    )
    items += [parts.Fact(label, value) for label, value in planned if value]
    if way.back_at is None:
        expected = last.expected_back
        items.append(
            parts.Fact(_("Expected back"), moment_text(expected, facility) if expected else "")
        )
    else:
        items.append(parts.Fact(_("Back"), moment_text(way.back_at, facility)))
        told = way.told
        if told is not None:
            said = ways.said_of(ways.columns_of(told), facility, reasons)
            items.append(parts.Fact(_("What they found"), said.text))
    return parts.Facts(tuple(items))


def missing_notice(way: WayOut | None) -> parts.Notice | None:
    """What went along and did not come back."""
    if way is None or not way.missing:
        return None
    text = _("Did not come back: {what}. Call there while they still look for it.")
    return parts.Notice(text.format(what=_missing_text(way)), parts.URGENT)


def _missing_text(way: WayOut) -> str:
    """What is missing, of how many where several went."""
    went = way.went_along
    return ", ".join(
        people.coded(Belonging, code)
        + (_(" ({n} of {all})").format(n=n, all=went[code]) if went[code] > 1 else "")
        for code, n in way.missing.items()
    )


def now_links(
    request: Any, resident: Any, found: Standing, way: WayOut | None, open_: Iterable[Any]
) -> tuple[parts.Action, ...]:
    """The pages somebody needs now: the page for the crew, measuring, the list of the return."""
    slug, scope = request.facility.slug, request.scope
    sent = way is not None and way.back_at is None and bool(set(way.kinds) & set(MEDICAL))
    back = found.is_returning
    wanted = (
        (sent, "residents.view_ems_page", "desk:ems_page", _("EMS page"), "printer"),
        (
            sent,
            "notes.record_contact_made",
            "notes:record_contact_made",
            _("Record a call"),
            "phone",
        ),
        (
            back,
            "observations.record_observation",
            "observations:record_observation",
            _("Measure now"),
            "heartbeat",
        ),
        (
            back,
            "transitions.close_return",
            "transitions:close_return",
            _("Close the return"),
            "check",
        ),
    )
    links = []
    running = next((t.cause_id for t in open_ if t.cause_type == "Checklist"), None)
    if running is not None and scope.may("tasks.view_checklist"):
        url = address("tasks:view_checklist", slug, running)
        links.append(parts.Action(_("Return list"), url, icon="list-check", style="plain"))
    for holds, permission, name, label, icon in wanted:
        url = address(name, slug, resident.pk) if holds and scope.may(permission) else ""
        if url:
            links.append(parts.Action(label, url, icon=icon, style="plain"))
    return tuple(links)


def task_lines(
    request: Any, open_: Iterable[Any], found: Standing, now: datetime
) -> list[parts.TaskRow]:
    """What is to be done now, as rows of the worklist."""
    scope, facility = request.scope, request.facility
    back = address("transitions:whereabouts", facility.slug, found.resident.pk)
    where = {found.resident.pk: found.label}
    return [
        tasks.task_row(t, scope=scope, facility=facility, now=now, where=where, back=back)
        for t in open_
    ]


def history(
    request: Any,
    resident: Any,
    seen: Iterable[Any],
    facility: Facility,
    reasons: dict[str, str],
) -> parts.Timeline:
    """Comings and goings, newest first, each with the way to put it right."""
    entries = [_entry(request, resident, row, facility, reasons) for row in seen]
    days = groupby(entries, key=lambda e: e.at.astimezone(facility.zone).date())
    return parts.Timeline(tuple(parts.TimelineDay(day, tuple(found)) for day, found in days))


def _entry(
    request: Any, resident: Any, row: Any, facility: Facility, reasons: dict[str, str]
) -> parts.TimelineEntry:
    said = ways.said_of(ways.columns_of(row), facility, reasons)
    wrong = row.entered_in_error_at is not None
    old = row.recorded < clock.now() - PUT_RIGHT_WITHIN
    put_right = (
        ()
        if wrong or old
        else _link(
            request,
            resident,
            _("Entered in error"),
            "retract_whereabouts",
            row.pk,
            about=said.title,
        )
    )
    text = said.text
    if row.code == WhereaboutsCode.OUT and row.planned is None and row.out_for in MEDICAL:
        text = " · ".join(t for t in (text, _("not coded")) if t)
    return parts.TimelineEntry(
        at=row.effective,
        title=said.title,
        text=text,
        by=str(row.performer_text or row.recorder),
        icon="door",
        level=parts.EMERGENCY if row.code == WhereaboutsCode.UNACCOUNTED else "",
        recorded=row.recorded if row.recorded - row.effective > LATE_ENTRY else None,
        corrected=wrong,
        correction=row.entered_in_error_reason,
        actions=put_right,
        pk=row.pk,
    )


def entry_text(row: Any, facility: Facility) -> str:
    """One entry in a line, for the page on which it is taken back."""
    said = ways.said_of(ways.columns_of(row), facility, ways.reasons_of(facility))
    time = moment_text(row.effective, facility)
    return " · ".join(t for t in (said.title, time, said.text) if t)


# Planned ahead


@dataclass(frozen=True, slots=True)
class Plan:
    """An absence that stands, with what one may do about it."""

    when: str
    what: str
    note: str
    actions: tuple[parts.Action, ...] = ()
    gone: str = ""


def _is_soon(one: Any) -> bool:
    return bool(one.starts < clock.now() + LEAVES_SOON)


def planned_rows(request: Any, absences: Iterable[Any], facility: Facility) -> list[Plan]:
    """The absences of one resident that are to come, also those that do not happen."""
    return [_plan(request, one, facility) for one in absences if one.way_out_id is None]


def _plan(request: Any, one: Any, facility: Facility) -> Plan:
    cancelled = one.cancelled_at is not None
    return Plan(
        when=span_text(one.starts, one.ends, facility),
        what=" · ".join(t for t in (_(OutFor.label_of(one.out_for)), one.where) if t),
        note=plan_note(one),
        actions=() if cancelled else plan_actions(request, one, soon=_is_soon(one)),
        gone=_("Cancelled: {why}").format(why=one.cancelled_reason) if cancelled else "",
    )


def plan_note(one: Any) -> str:
    """With whom, how, what to take along, in one line."""
    bring = _("take along: {what}").format(what=one.bring) if one.bring else ""
    said = (
        people.coded(Transport, one.transport),
        ways.with_text(one),
        bring,
        one.phone,
        one.reason,
    )
    return " · ".join(text for text in said if text)


LEAVES_SOON = timedelta(hours=12)
"""How long before an absence begins leaving is one tap. Hearth's own default."""


def plan_actions(
    request: Any, one: Any, *, soon: bool = True, cancels: bool = True
) -> tuple[parts.Action, ...]:
    """Leaving now in one tap, when it is about time; changing; cancelling."""
    name = f"{one.resident.given} {one.resident.family}".strip()
    leave = _link(
        request,
        one.resident,
        _("Leaving now"),
        "leave_as_planned",
        one.pk,
        method="post",
        style="plain",
        about=name,
    )
    change = _link(
        request, one.resident, _("Change"), "change_planned_absence", one.pk, about=name
    )
    cancel = _link(
        request, one.resident, _("Cancel"), "cancel_planned_absence", one.pk, about=name
    )
    return (leave if soon else ()) + change + (cancel if cancels else ())


def absence_facts(one: Any, facility: Facility) -> parts.Facts:
    """A plan, for the pages on which something is done about it."""
    items = (
        (_("When"), span_text(one.starts, one.ends, facility)),
        (_("What for"), _(OutFor.label_of(one.out_for))),
        (_("Where"), one.where),
        (_("How"), people.coded(Transport, one.transport)),
        (_("With"), ways.with_text(one)),
        (_("To take along"), one.bring),
        (_("Telephone there"), one.phone),
        (_("Why"), one.reason),
        (_("Who asked for it"), one.asked_by),
    )
    return parts.Facts(tuple(parts.Fact(label, value) for label, value in items if value))


def when_text(instant: datetime, facility: Facility) -> str:
    """The time alone today; with the day of the week on any other."""
    day = _day(instant, facility)
    time = clock_text(instant, facility)
    return time if day == facility.today() else f"{short_day_text(day)} {time}"


def span_text(starts: datetime, ends: datetime, facility: Facility) -> str:
    """From when to when, the day once where it is one day."""
    one_day = _day(starts, facility) == _day(ends, facility)
    last = clock_text(ends, facility) if one_day else when_text(ends, facility)
    return _("{start} to {end}").format(start=when_text(starts, facility), end=last)


def stops_of_plan(request: Any, one: Any, form: Any) -> Any:
    """Whom a plan runs into when it was refused: whoever is kept away, with the word of it."""
    if not (form.is_bound and form.errors):
        return ()
    found = residents.stops(
        request.scope, one.resident, contact=one.contact, name=one.accompanied_by
    )
    return people.restrictions.stop_notices(found)


def outing_buttons() -> list[tuple[str, str]]:
    """What somebody signs out for at the door, the most usual first: (code, words)."""
    return [(code.value, _(code.label)) for code in OUTINGS]


def leave_notices(request: Any, resident: Any, now: datetime) -> list[parts.Notice]:
    """What was planned for about now: leaving as planned is one tap."""
    found = residents.absences_of(request.scope, resident, now)
    soon = [
        one
        for one in found
        if one.cancelled_at is None
        and one.way_out_id is None
        and one.starts < now + LEAVES_SOON
    ]
    return [
        parts.Notice(
            _("Planned: {what}").format(
                what=" · ".join(
                    (
                        _(OutFor.label_of(one.out_for)),
                        span_text(one.starts, one.ends, request.facility),
                    )
                )
            ),
            parts.ROUTINE,
            actions=_link(
                request,
                resident,
                _("Leaving now"),
                "leave_as_planned",
                one.pk,
                method="post",
                style="plain",
            ),
        )
        for one in soon
    ]


def hospital_link(request: Any, resident: Any) -> tuple[parts.Action, ...]:
    """The other way out: something is wrong."""
    return _link(
        request,
        resident,
        _("Emergency room or hospital"),
        "leave_for_hospital",
        icon="heartbeat",
        style="plain",
    )


# The house


def board_answer(board: Board, now: datetime) -> str:
    """The sentence the board opens with."""
    count = len(board.out)
    if not count:
        return _("Everybody is in the house")
    said = ngettext("{n} resident is out", "{n} residents are out", count).format(n=count)
    late = sum(way.is_late(now) for way in board.out)
    if late:
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def board_stats(board: Board, facility: Facility) -> parts.Stats:
    """The census strip: each number opens the people behind it."""
    census = board.census
    base = address("desk:residents", facility.slug)
    counts = (
        (len(census.in_house), _("in house"), "in-house"),
        (len(census.hospital), _("in hospital"), "hospital"),
        (len(census.away), _("away"), "away"),
        (len(census.returning), _("returning"), "returning"),
    )
    return parts.Stats(
        tuple(
            parts.Stat(
                n, label, url=f"{base}?status={code}" if base and code != "returning" else ""
            )
            for n, label, code in counts
        ),
        _("Census"),
    )


def out_table(
    request: Any, board: Board, places: dict[UUID, str], facility: Facility, now: datetime
) -> parts.Table:
    """Who is out now: for what, since when, back when; who is late stands first."""
    reasons = ways.reasons_of(facility)
    rows = sorted(board.out, key=lambda way: not way.is_late(now))
    columns = (
        parts.Column(_("Who")),
        parts.Column(_("What for")),
        parts.Column(_("Since")),
        parts.Column(_("Back")),
        parts.Column(_("Do"), hidden_label=True),
    )
    empty = parts.State(
        "done", _("Everybody is in the house"), _("Who signs out at the door appears here.")
    )
    lines = tuple(_out_line(request, way, places, facility, reasons, now) for way in rows)
    return parts.Table(_("Out now"), columns, lines, empty)


def _out_line(
    request: Any,
    way: WayOut,
    places: dict[UUID, str],
    facility: Facility,
    reasons: dict[str, str],
    now: datetime,
) -> parts.Line:
    resident, last = way.left.resident, way.last
    medical = bool(set(way.kinds) - set(OUTINGS))
    why = ways.reason_text(way.left.reason_code, way.left.reason, reasons) if medical else ""
    where = " · ".join(t for t in (ways.with_text(last), last.where, last.phone) if t)
    verb = "record_return" if medical else "sign_in"
    label = _("Is back") if medical else _("Sign in")
    name = f"{resident.given} {resident.family}".strip()
    page = address("transitions:whereabouts", facility.slug, resident.pk)
    return parts.Line(
        (
            parts.Cell(
                who=tasks.who(resident, places.get(resident.pk, ""), facility), head=True
            ),
            parts.Cell(
                _(way.out_for.label) if way.out_for else _("Not coded"),
                note=" · ".join(t for t in (why, where) if t),
                url=page,
            ),
            parts.Cell(
                when_text(way.left.effective, facility),
                note=ago_text(way.left.effective, now),
            ),
            _back_cell(last.expected_back, facility, now),
            parts.Cell(
                actions=_link(
                    request,
                    resident,
                    label,
                    verb,
                    about=name,
                    style="plain",
                    method="get" if medical else "post",
                )
            ),
        ),
        id=f"out-{way.left.pk}",
        level=parts.URGENT if way.is_late(now) else "",
    )


def _back_cell(expected: datetime | None, facility: Facility, now: datetime) -> parts.Cell:
    if expected is None:
        return parts.Cell(_("Not known"))
    said = when_text(expected, facility)
    if expected >= now:
        return parts.Cell(said)
    return parts.Cell(
        chip=parts.Chip(_("Late, expected {time}").format(time=said), parts.URGENT)
    )


def next_table(
    request: Any, board: Board, places: dict[UUID, str], facility: Facility, now: datetime
) -> parts.Table:
    """Who goes out next: when, who, where to, how and what goes along."""
    columns = (
        parts.Column(_("When")),
        parts.Column(_("Who")),
        parts.Column(_("What for")),
        parts.Column(_("Do"), hidden_label=True),
    )
    empty = parts.State(
        "empty",
        _("Nothing is planned this week"),
        _("An absence planned on a resident's page appears here and on its day in Today."),
    )
    lines = tuple(_next_line(request, one, places, facility, now) for one in board.next)
    return parts.Table(_("Goes out next"), columns, lines, empty)


def _next_line(
    request: Any, one: Any, places: dict[UUID, str], facility: Facility, now: datetime
) -> parts.Line:
    soon = one.starts < now + LEAVES_SOON
    back = _("back {time}").format(time=when_text(one.ends, facility))
    return parts.Line(
        (
            parts.Cell(when_text(one.starts, facility), note=back, head=True),
            parts.Cell(who=tasks.who(one.resident, places.get(one.resident_id, ""), facility)),
            parts.Cell(
                _(OutFor.label_of(one.out_for)),
                note=" · ".join(t for t in (one.where, plan_note(one)) if t),
            ),
            parts.Cell(actions=plan_actions(request, one, soon=soon, cancels=False)),
        ),
        id=f"plan-{one.pk}",
    )


def _day(instant: datetime, facility: Facility) -> date:
    return instant.astimezone(facility.zone).date()


def returning_table(request: Any, board: Board, facility: Facility) -> parts.Table:
    """Who is returning: since when, from what, and the way to what still holds them."""
    reasons = ways.reasons_of(facility)
    columns = (
        parts.Column(_("Who")),
        parts.Column(_("Back since")),
        parts.Column(_("What they found")),
        parts.Column(_("Do"), hidden_label=True),
    )
    empty = parts.State(
        "done",
        _("Nobody is returning"),
        _("Who comes back from hospital stays here until their return list is closed."),
    )
    lines = []
    for standing, way in board.returning:
        resident, stay = standing.resident, standing.stay
        told = way.told if way is not None else None
        said = ways.said_of(ways.columns_of(told), facility, reasons).text if told else ""
        since = way.back_at if way is not None else None
        url = address("transitions:whereabouts", facility.slug, resident.pk)
        name = f"{resident.given} {resident.family}".strip()
        cells = (
            parts.Cell(who=tasks.who(resident, standing.label, facility), head=True),
            parts.Cell(when_text(since or stay.status_since, facility) if stay else ""),
            parts.Cell(said or _("Not told yet")),
            parts.Cell(
                actions=(parts.Action(_("What is left to do"), url, about=name),) if url else ()
            ),
        )
        lines.append(parts.Line(cells, id=f"returning-{resident.pk}"))
    return parts.Table(_("Returning"), columns, tuple(lines), empty)


def sheet_lines(
    board: Board, places: dict[UUID, str], facility: Facility
) -> list[dict[str, str]]:
    """The lines of the sign-out sheet: who is out, then who goes out today, by time."""
    found = [
        {
            "who": _name(way.left.resident, places),
            "left": moment_text(way.left.effective, facility),
            "what": _(way.out_for.label) if way.out_for else "",
            "with": ways.with_text(way.last),
            "where": " · ".join(t for t in (way.last.where, way.last.phone) if t),
            "back": moment_text(way.last.expected_back, facility)
            if way.last.expected_back
            else "",
        }
        for way in board.out
    ]
    found += [
        {
            "who": _name(one.resident, places),
            "left": "",
            "what": " · ".join(
                (_(OutFor.label_of(one.out_for)), span_text(one.starts, one.ends, facility))
            ),
            "with": ways.with_text(one),
            "where": " · ".join(t for t in (one.where, one.phone, one.bring) if t),
            "back": moment_text(one.ends, facility),
        }
        for one in board.next
        if _day(one.starts, facility) == facility.today()
    ]
    return found


def _name(resident: Any, places: dict[UUID, str]) -> str:
    return f"{places.get(resident.pk, '')} {people.name_text(resident)}".strip()


def seen(board: Board) -> list[UUID]:
    """Everybody who stands on the board."""
    found = {way.resident_id for way in board.out} | {one.resident_id for one in board.next}
    return sorted(found | {standing.resident.pk for standing, _way in board.returning})
