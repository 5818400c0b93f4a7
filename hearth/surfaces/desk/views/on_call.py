"""The phone at night: who is in the house, what is open, one resident at a time; and the load of it."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.record.residents import queries as residents
from hearth.record.staff import queries as staff
from hearth.surfaces.desk import permissions, queries
from hearth.surfaces.desk.presenters import on_call as presenters
from hearth.surfaces.desk.presenters import today as todays


MOST = 12


@requires(permissions.VIEW_ON_CALL)
@require_safe
def view_on_call(request: Request) -> HttpResponse:
    """What somebody on call looks at first, in one tap."""
    scope, facility, now = request.scope, request.facility, clock.now()
    duty, legs = staff.on_duty(scope, now), staff.legs_at(scope, now)
    mine = [leg for leg in legs if leg.row.member.actor_id == request.actor.pk]
    standing = staff.standing_of(scope, request.actor, now)
    answers = frozenset(leg.row.role for leg in mine)
    staffed = frozenset({p.role for p in duty.people} | {leg.row.role for leg in legs})
    roles = queries.roles_answered(scope, answers, staffed)
    work = queries.worklist(scope, now, roles=roles, stands_for=standing.members)
    census = residents.census(scope, now)
    where = todays.places_of(census)
    calls, out = queries.open_calls(scope), todays.outside(census)
    rows = todays.rows(work.needs[:MOST], where, scope, facility, now)
    about = {n.task.resident_id for n in work.needs[:MOST]} | {c.resident_id for c in calls}
    about |= {s.resident.pk for s in out}
    list_seen(request, sorted({a for a in about if a}), "desk.view_on_call")
    context: dict[str, Any] = {
        "as_of": now,
        "answer": presenters.answer(mine, legs, facility),
        "calls": presenters.calls(calls, where, facility, now),
        "rows": rows,
        "more_rows": max(0, len(work.needs) - MOST),
        "needs": parts.Section(_("Needs you"), "needs", len(work.needs)),
        "stats": todays.census_stats(census, facility),
        "out": todays.now_strip(out, [], (), (), where, facility, now),
        "here": presenters.here(duty),
        "called": presenters.called(legs, facility),
        "actions": presenters.actions(request, mine),
    }
    return render(request, "desk/view_on_call.html", context)


@requires(permissions.VIEW_ON_CALL_LOAD)
@require_safe
def view_on_call_load(request: Request) -> HttpResponse:
    """How much people were on call in a month: one's own, and everybody's for who plans the rota."""
    scope, facility = request.scope, request.facility
    month = _month(request)
    start, end = _span(request, month)
    calls = queries.called_between(scope, start, end)
    found = staff.on_call_load(scope, facility, start, end, calls)
    people = {m.pk: m for m in staff.every_member(scope)}
    everybody = scope.may("staff.plan_on_call")
    if not everybody:
        found = [x for x in found if people[x.member_id].actor_id == request.actor.pk]
    taken = staff.calls_taken(scope).filter(effective__gte=start, effective__lt=end)
    if not everybody:
        taken = taken.filter(member__actor_id=request.actor.pk)
    context = {
        "answer": presenters.load_answer(found, everybody=everybody),
        "filters": presenters.months(request, month),
        "table": presenters.load_table(found, people),
        "taken": presenters.calls_table(request, taken[:60]),
    }
    return render(request, "desk/view_on_call_load.html", context)


def _month(request: Request) -> date:
    """The first day of the month asked for; of this one where none, or none that exists, is named."""
    try:
        return date.fromisoformat(request.GET.get("month", "") + "-01")
    except ValueError:
        return request.facility.today().replace(day=1)


def _span(request: Request, month: date) -> tuple[datetime, datetime]:
    midnight, zone = datetime.min.time(), request.facility.zone
    following = presenters.month_after(month)
    return instant_of(month, midnight, zone), instant_of(following, midnight, zone)
