"""Today, and the two sheets it prints."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.care.rostering import queries as rostering
from hearth.kernel import clock
from hearth.kernel.intervals import day_bounds
from hearth.platform.audit.viewing import list_seen
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.record.notes.rules import read_from
from hearth.record.residents import queries as residents
from hearth.record.staff import queries as staff
from hearth.surfaces.desk import permissions, queries
from hearth.surfaces.desk.presenters import doors
from hearth.surfaces.desk.presenters import today as presenters
from hearth.surfaces.desk.views.sheets import sheet


MOST_ROWS = 60
MOST_CHANGED = 25
LOOK_AHEAD = timedelta(hours=24)
"""How far ahead Today says that nobody is to be called. Hearth's own default."""


@requires(permissions.VIEW_TODAY)
@require_safe
def today(request: Request) -> HttpResponse:
    """The coordinator's one page: what needs me now."""
    page = "desk/today.html#board" if request.htmx else "desk/today.html"
    return render(request, page, _today(request, "desk.view_today"))


@requires(permissions.PRINT_HUDDLE_SHEET)
@require_safe
def print_huddle_sheet(request: Request) -> HttpResponse:
    """The care huddle's sheet: what changed, what needs whom, who works."""
    return sheet(
        request, "desk/print_huddle_sheet.html", _today(request, "desk.print_huddle_sheet")
    )


@requires(permissions.PRINT_STAND_UP_SHEET)
@require_safe
def print_stand_up_sheet(request: Request) -> HttpResponse:
    """The managers' stand-up sheet: no diagnoses, medicines or notes on it."""
    context = _today(request, "desk.print_stand_up_sheet")
    return sheet(request, "desk/print_stand_up_sheet.html", context)


@requires(permissions.VIEW_HOME)
@require_safe
def more(request: Request) -> HttpResponse:
    """Every other door this person may open."""
    return render(
        request, "desk/more.html", {"doors": doors.doors(request.scope, request.facility)}
    )


def _today(request: Request, action: str) -> dict[str, Any]:
    """Everything Today says, in about fifteen questions; who stood on it is audited."""
    scope, facility, now = request.scope, request.facility, clock.now()
    day = facility.today()
    start, end = day_bounds(day, facility.zone)
    duty = staff.on_duty(scope, now)
    rota = staff.on_call_rota(scope, facility, now, now + LOOK_AHEAD)
    on_call = [leg.row for leg in rota.at(now)]
    mine = frozenset(d.role for d in duty.people if d.member.actor_id == scope.actor_id)
    mine |= frozenset(t.role for t in on_call if t.member.actor_id == scope.actor_id)
    staffed = frozenset({p.role for p in duty.people} | {t.role for t in on_call})
    standing = staff.standing_of(scope, request.actor, now)
    roles = queries.roles_answered(scope, mine, staffed)
    roles |= queries.roles_stood_in(scope, standing.members, day)
    work = queries.worklist(scope, now, roles=roles, stands_for=standing.members)
    turn = next(iter(duty.turns), None)
    left = queries.left_for(scope, request.actor, turn.starts if turn else None)
    since, hours = _since(request, now, left.read_to)
    changed = queries.changes(scope, since)
    census = residents.census(scope, now, with_runs=True)
    out, where = presenters.outside(census), presenters.places_of(census)
    stands = queries.day(scope, now, start, end)
    named = {s.resident.pk: s.resident for s in presenters.people_of(census)}
    if missing := {c.resident_id for c in changed} - named.keys():
        named |= queries.residents_named(scope, missing)
    held = staff.runs_held_by(scope, duty.people, now)
    whose = residents.whose_of(scope, presenters.people_of(census), held)
    late_runs = queries.late_runs(scope, stands.late_care, whose, held, roles)
    rows = presenters.rows(work.needs, where, scope, facility, now, whose)
    _seen(request, work, changed, out, action)
    late = sum(row.state == "late" for row in rows)
    line, handoff = presenters.shift_line(turn, left.handoff, facility, day)
    return {
        "as_of": now,
        "printed_at": now,
        "actor": request.actor,
        "facility": facility,
        "answer": presenters.answer(len(rows), late),
        "line": line,
        "handoff": handoff,
        "stats": presenters.census_stats(census, facility, stands.on_watch),
        "now_strip": presenters.now_strip(
            out,
            stands.rounds,
            duty.gaps,
            rota.gaps,
            where,
            facility,
            now,
            residents.empty_runs(scope, whose),
            _openings(request, now),
        ),
        "late_head": parts.Section(_("Late care"), "late-care", len(late_runs)),
        "late_runs": presenters.late_lines(late_runs, scope, facility, now),
        "needs": parts.Section(_("Needs you"), "needs", len(rows)),
        "rows": rows[:MOST_ROWS],
        "more_rows": max(0, len(rows) - MOST_ROWS),
        "the_day": parts.Section(_("The day"), "day"),
        "day": presenters.day_items(
            stands.rounds,
            out,
            census.moving_in,
            residents.planned_between(scope, start, end),
            where,
            facility,
            day,
        ),
        "changed_head": parts.Section(
            presenters.since_words(since, hours, facility), "changed", len(changed)
        ),
        "changed_more": max(0, len(changed) - MOST_CHANGED),
        "changed": presenters.changes(
            changed[:MOST_CHANGED], work.takers, named, where, facility
        ),
        "hours": hours,
        "windows": _windows(request),
        "may_mark_read": scope.may("notes.mark_read"),
        "may_stand_up": scope.may(permissions.PRINT_STAND_UP_SHEET),
        "back_url": address("desk:today", facility.slug),
        "mark_read_url": address("notes:mark_read", facility.slug),
        "duty_head": parts.Section(_("On duty"), "duty"),
        "duty": presenters.duty_facts(duty, on_call),
        "promises_head": parts.Section(_("Promises"), "promises", len(work.promises)),
        "promises": presenters.promises(work.promises, where, scope, facility, now),
        "on_call_url": address("desk:view_on_call", facility.slug)
        if any(t.member.actor_id == scope.actor_id for t in on_call)
        else "",
        "covers": presenters.covers_text(standing),
        "covers_url": address("staff:view_stand_ins", facility.slug)
        if scope.may("staff.view_stand_ins")
        else "",
        "meanwhile": presenters.meanwhile(
            standing, queries.done_meanwhile(scope, standing), where, facility
        ),
        "moving_in": presenters.moving_in(census, where, facility),
        "done": presenters.nothing_waits(),
    }


def _since(request: Request, now: datetime, mark: datetime | None) -> tuple[datetime, int]:
    """From when CHANGED counts: the reader's own mark, or the window they chose."""
    asked = request.GET.get("since", "")
    hours = next((h for h in _windows(request) if str(h) == asked), 0)
    if hours:
        return now - timedelta(hours=hours), hours
    return read_from([mark] if mark else [], now=now), 0


def _windows(request: Request) -> tuple[int, int]:
    """The two looks back that the community chose, in hours."""
    kept = settings_for(request.facility)
    return kept.changed_since_hours, kept.changed_since_long_hours


def _openings(request: Request, now: datetime) -> list[Any]:
    """The shifts somebody is looked for, for whoever looks."""
    if not request.scope.may("rostering.view_open_shifts"):
        return []
    return rostering.open_now(request.scope, now)


def _seen(request: Request, work: Any, changed: Any, out: Any, action: str) -> None:
    about = {n.task.resident_id for n in work.needs} | {p.resident_id for p in work.promises}
    about |= {c.resident_id for c in changed} | {s.resident.pk for s in out}
    list_seen(request, sorted({a for a in about if a}), action)
