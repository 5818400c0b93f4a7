"""The assignment sheet of a shift: who has which run, cart and extra duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.care.rostering import forms, presenters, rules
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import list_seen
from hearth.platform.content import lists
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import queries as tenancy
from hearth.platform.ui import pdf
from hearth.platform.ui.asking import carried_out, posted, status_of
from hearth.record.residents import queries as residents
from hearth.record.staff import actions, permissions, queries
from hearth.record.staff.codes import DutyStatus, RunKind
from hearth.record.staff.rules import (
    ShiftTurn,
    begins_at,
    may_hold,
    shift_turn,
    turns_at,
)
from hearth.record.tasks import queries as tasks
from hearth.record.tasks.presenters import reason_word


FIELDS = {
    "not-on-duty": "member",
    "wrong-role": "member",
    "holds-it": "member",
    "not-then": "start",
    "reason-missing": "reason",
}


@dataclass(frozen=True)
class Asked:
    """The sheet that an address asks for."""

    shift: Any
    turn: ShiftTurn
    turns: Sequence[ShiftTurn]

    @property
    def query(self) -> str:
        return f"?day={self.turn.day.isoformat()}&shift={self.shift.pk}"


@requires(permissions.VIEW_SHEET)
@require_safe
def sheet(request: Request) -> HttpResponse:
    """Who has whom on a shift; what is empty stands first."""
    scope, facility, now = request.scope, request.facility, clock.now()
    asked = _asked(request)
    if asked is None:
        return render(
            request, "rostering/sheet.html", {"nothing": presenters.no_shifts(request)}
        )
    found = queries.sheet(scope, asked.turn, now)
    doors = presenters.doors_of(tenancy.places(scope))
    may_fill = scope.may(permissions.FILL_SHEET) and asked.turn.ends > now
    last, plan = _last(request, found) if may_fill else (queries.LastSheet(), None)
    whys: dict[UUID, list[Any]] = {}
    for one in plan.left if plan else ():
        whys.setdefault(one.run_id, []).append(one)
    print_url = reverse("rostering:print_sheet", args=[facility.slug]) + asked.query
    context = {
        "answer": presenters.answer(found, doors),
        "turn": presenters.turn_text(asked.turn, facility),
        "mine": presenters.my_line(found, scope.actor_id),
        "filters": presenters.filters(request, asked.turns, asked.turn, facility.today()),
        "fill": presenters.fill_action(request, found, last, plan) if plan else None,
        "tables": presenters.tables(request, found, doors, whys, last.names),
        "nothing": presenters.no_runs(request) if not found.lines else None,
        "print_url": print_url if found.lines else "",
        "runs_url": reverse("rostering:runs", args=[facility.slug]),
        "changed": [
            (line.run, presenters.earlier_text(one, facility))
            for line in found.lines
            for one in line.earlier
            if one.ended_by_id
        ],
    }
    return render(request, "rostering/sheet.html", context)


@requires(permissions.FILL_SHEET)
@require_POST
def fill_sheet(request: Request) -> HttpResponse:
    """Everybody who works again is again on their run."""
    asked = _asked(request, request.POST)
    if asked is None:
        raise Http404
    try:
        done = actions.fill_sheet(
            scope=request.scope, by=request.actor, shift=asked.shift, day=asked.turn.day
        )
    except Refused as refusal:
        messages.error(request, refusal.shown(_))
    else:
        count = len(done.copied)
        said = ngettext("{n} line filled", "{n} lines filled", count).format(n=count)
        if done.left:
            empty = len({one.run_id for one in done.left})
            said += "; " + ngettext("{n} stays empty", "{n} stay empty", empty).format(n=empty)
        messages.success(request, said)
    return _to_sheet(request, asked)


@requires(permissions.ASSIGN_RUN)
@require_http_methods(["GET", "POST"])
def assign_run(request: Request, pk: UUID) -> HttpResponse:
    """Put somebody on a run, or change who has it."""
    scope, asked, run = request.scope, _asked_or_404(request), _run(request, pk)
    found = queries.sheet(scope, asked.turn, clock.now())
    line = next((one for one in found.lines if one.run.pk == pk), None)
    held = bool(line and (line.holders or line.later))
    form = forms.AssignRunForm(
        posted(request),
        people=_people(request, asked.turn, run),
        label=presenters.people_label(found),
        held=held,
        **_change(request, asked.turn),
    )
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.assign_run(
                scope=scope,
                by=request.actor,
                run=run,
                shift=asked.shift,
                day=asked.turn.day,
                **form.cleaned_data,
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(
                request, _("{name} has {run}").format(name=done.member, run=run.name)
            )
            return _to_sheet(request, asked)
    context = _line_page(request, asked, run, line) | {"form": form}
    return render(request, "rostering/assign_run.html", context, status=status_of(form))


@requires(permissions.SPLIT_RUN)
@require_http_methods(["GET", "POST"])
def split_run(request: Request, pk: UUID) -> HttpResponse:
    """Share a run out: choose between whom, then see and change who gets which room."""
    scope, asked, run = request.scope, _asked_or_404(request), _run(request, pk)
    found = queries.sheet(scope, asked.turn, clock.now())
    line = next((one for one in found.lines if one.run.pk == pk), None)
    context = _line_page(request, asked, run, line)
    offered, label = _people(request, asked.turn, run), presenters.people_label(found)
    chosen = forms.PeopleForm(
        request.GET if "people" in request.GET else None, people=offered, label=label
    )
    if not chosen.is_bound or not chosen.is_valid():
        return render(
            request, "rostering/split_between.html", context | {"form": chosen, "asked": asked}
        )
    form = forms.SplitRunForm(
        posted(request),
        people=chosen.cleaned_data["people"],
        rooms=_rooms(request, line),
        **_change(request, asked.turn),
    )
    if request.method == "POST" and form.is_valid():
        shares = [
            actions.Share(member=member, places=tuple(places))
            for member, places in form.shares().items()
        ]
        values = {k: form.cleaned_data.get(k, "") for k in ("reason", "text")}
        done = carried_out(
            form,
            lambda: actions.split_run(
                scope=scope,
                by=request.actor,
                run=run,
                shift=asked.shift,
                day=asked.turn.day,
                shares=shares,
                starts=form.cleaned_data["starts"],
                **values,
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(request, _("{run} is split").format(run=run.name))
            return _to_sheet(request, asked)
    return render(
        request, "rostering/split_run.html", context | {"form": form}, status=status_of(form)
    )


@requires(permissions.END_ASSIGNMENT)
@require_http_methods(["GET", "POST"])
def end_assignment(request: Request, pk: UUID) -> HttpResponse:
    """Take somebody off a run; it stands empty until somebody else is put on it."""
    row = get_object_or_404(
        queries.assignments(request.scope).select_related("shift", "run", "member"), pk=pk
    )
    facility = request.facility
    turn = _turn_of(request, row.shift, row.day)
    form = forms.EndAssignmentForm(posted(request), **_change(request, turn))
    asked = Asked(row.shift, turn, ())
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.end_assignment(
                scope=request.scope,
                by=request.actor,
                assignment=row,
                at=form.cleaned_data["starts"],
                reason=form.cleaned_data.get("reason", ""),
            ),
            FIELDS,
        )
        if done is not None:
            messages.success(
                request,
                _("{name} is off {run}").format(name=row.member, run=row.run.name),
            )
            return _to_sheet(request, asked)
    context = {
        "form": form,
        "line": row,
        "turn": presenters.turn_text(turn, facility),
        "back": reverse("rostering:sheet", args=[facility.slug]) + asked.query,
    }
    return render(request, "rostering/end_assignment.html", context, status=status_of(form))


@requires(permissions.VIEW_SHEET)
@require_safe
def print_sheet(request: Request) -> HttpResponse:
    """The sheet on paper: runs with their residents by door, carts, extra duties."""
    scope, facility, now = request.scope, request.facility, clock.now()
    asked = _asked_or_404(request)
    found = queries.sheet(scope, asked.turn, now)
    doors = presenters.doors_of(tenancy.places(scope))
    people = residents.living_here(scope, now)
    keys = [one.resident.pk for one in people]
    flags = residents.open_flags_of_many(scope, keys, now)
    list_seen(request, sorted(keys), "staff.print_sheet")
    watched = _watched(request, keys) if scope.may("tasks.view_watch") else {}
    paper = presenters.paper_of(found, people, flags, watched, doors, facility)
    context = {
        "paper": paper,
        "turn": presenters.turn_text(asked.turn, facility),
        "size": "letter" if facility.jurisdiction.startswith(("US", "CA")) else "a4",
        "printed_at": now,
        "actor": request.actor,
        "back_url": reverse("rostering:sheet", args=[facility.slug]) + asked.query,
        "pdf_url": f"{request.path}{asked.query}&as=pdf",
        "pdf_ready": pdf.ready(),
    }
    response = render(request, "rostering/print_sheet.html", context)
    if request.GET.get("as") == "pdf" and pdf.ready():
        return pdf.answer(response.content.decode(), name="assignment-sheet.pdf")
    return response


def _watched(request: Request, residents: list[UUID]) -> dict[UUID, list[str]]:
    """Why each resident is on watch, in a word."""
    running = tasks.watches_now(request.scope, residents)
    reasons = tasks.reasons_of(request.scope, [w for found in running.values() for w in found])
    return {key: [reason_word(reasons[w.pk]) for w in found] for key, found in running.items()}


# What an address asks for


def _asked(request: Request, given: Any = None) -> Asked | None:
    """The turn asked for; else the one that runs, or the next to begin; None without shifts."""
    scope, facility, now = request.scope, request.facility, clock.now()
    given = request.GET if given is None else given
    shifts = {str(s.pk): s for s in queries.shifts(scope).filter(facility=facility)}
    if not shifts:
        return None
    patterns = [queries.pattern(scope, s) for s in shifts.values()]
    day = _day(given.get("day", ""))
    wanted = shifts.get(given.get("shift", ""))
    if day is None and wanted is None:
        turn = _nearest(patterns, facility, now)
        wanted, day = shifts[str(turn.shift.id)], turn.day
    day = day or facility.today()
    wanted = wanted or next(iter(shifts.values()))
    turns = [shift_turn(p, day, facility.zone) for p in patterns]
    turn = next(t for t in turns if t.shift.id == wanted.pk)
    return Asked(wanted, turn, turns)


def _asked_or_404(request: Request) -> Asked:
    found = _asked(request)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _nearest(patterns: Sequence[Any], facility: Any, now: Any) -> ShiftTurn:
    """The turn that runs and began last; between shifts the next one."""
    running = turns_at(patterns, now, facility.zone)
    if running:
        return running[0]
    today = facility.today()
    days = (today, today + timedelta(days=1))
    coming = [shift_turn(p, day, facility.zone) for p in patterns for day in days]
    return min((t for t in coming if t.starts > now), key=lambda t: t.starts)


def _turn_of(request: Request, shift: Any, day: date) -> ShiftTurn:
    return shift_turn(queries.pattern(request.scope, shift), day, request.facility.zone)


def _to_sheet(request: Request, asked: Asked) -> HttpResponse:
    return redirect(reverse("rostering:sheet", args=[request.facility.slug]) + asked.query)


# What the pages of one line share


def _run(request: Request, pk: UUID) -> Any:
    return get_object_or_404(queries.runs(request.scope), pk=pk)


def _last(request: Request, found: queries.Sheet) -> tuple[queries.LastSheet, Any]:
    """The sheet to fill from, and what filling would do now."""
    last = queries.last_sheet(request.scope, request.facility, found.turn)
    people = queries.workers(request.scope, found.turn)
    starts = begins_at(found.turn, None, clock.now())
    if last.day is None:
        return last, None
    return last, queries.copy_plan(request.scope, found, last, people, starts)


def _people(request: Request, turn: ShiftTurn, run: Any) -> list[Any]:
    """Who works the shift and may hold a run of this kind, each once."""
    here: list[Any] = [
        d
        for d in queries.workers(request.scope, turn)
        if d.status != DutyStatus.ABSENT
        and (d.left_at is None or d.left_at > clock.now())
        and may_hold(RunKind(run.run_kind), run.role, d.role)
    ]
    return list({d.member_id: d.member for d in here}.values())


def _change(request: Request, turn: ShiftTurn) -> dict[str, Any]:
    """What every form that changes a line is told."""
    facility = request.facility
    return {
        "turn": turn,
        "zone": facility.zone,
        "running": presenters.is_running(turn),
        "reasons": [
            (one.code, one.title, bool(one.values.get("needs_note")))
            for one in lists.items(presenters.REASONS, facility)
        ],
    }


def _line_page(
    request: Request, asked: Asked, run: Any, line: queries.SheetLine | None
) -> dict[str, Any]:
    facility, scope = request.facility, request.scope
    doors = presenters.doors_of(tenancy.places(scope))
    slug = facility.slug
    off = [
        (one, reverse("rostering:end_assignment", args=[slug, one.pk]))
        for one in (line.holders if line else ())
        if scope.may(permissions.END_ASSIGNMENT)
    ]
    return {
        "run": run,
        "title": presenters.run_title(run),
        "turn": presenters.turn_text(asked.turn, facility),
        "rooms": rules.rooms_said(doors, {p.pk for p in line.places}) if line else "",
        "holders": line.holders if line else (),
        "off": off,
        "earlier": [
            presenters.earlier_text(one, facility) for one in (line.earlier if line else ())
        ],
        "back": reverse("rostering:sheet", args=[slug]) + asked.query,
    }


def _rooms(request: Request, line: queries.SheetLine | None) -> list[tuple[Any, str]]:
    """The rooms of a run with who lives there: a split is made by people, not by numbers."""
    places = line.places if line else ()
    if not request.scope.may("residents.view_residents"):
        return [(p, p.label) for p in places]
    here = residents.living_here(request.scope, clock.now())
    names = {s.place.pk: f"{s.resident.given} {s.resident.family}" for s in here if s.place}
    list_seen(
        request,
        sorted(s.resident.pk for s in here if s.place and s.place in places),
        "staff.split_run",
    )
    return [(p, " · ".join(x for x in (p.label, names.get(p.pk, "")) if x)) for p in places]
