"""Someone puts something on the worklist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.residents import queries as people
from hearth.record.residents.presenters import restrictions
from hearth.record.tasks import actions, forms, permissions, presenters, queries

from .answering import back_to_task, back_url, filled_in, load, posted


# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "resident-missing": "resident",
    "nobody-promised": "promised_to_text",
    "until-past": "day",
    "restricted": "somebody_else",
}


@requires(permissions.CREATE_TASK)
@require_http_methods(["GET", "POST"])
def create_task(request: Request) -> HttpResponse:
    """Add something to do."""
    scope, facility = request.scope, request.facility
    day, at = forms.next_good_time(facility)
    initial = {
        "day": day,
        "at": at,
        "resident": request.GET.get("resident", ""),
        "code": "tasks.free",
    }
    form = forms.CreateTaskForm(
        posted(request), scope=scope, facility=facility, initial=initial
    )
    status = 200
    if request.method == "POST":
        made, status = _made(request, form, actions.create_task)
        if made is not None:
            messages.success(request, _("On the list"))
            return redirect(back_url(request) or back_to_task(request, made.pk))
    context = {"form": form, "next": back_url(request)}
    return render(request, "tasks/create_task.html", context, status=status)


@requires(permissions.PROMISE_CALL_BACK)
@require_http_methods(["GET", "POST"])
def promise_call_back(request: Request, resident_id: UUID) -> HttpResponse:
    """Promise somebody around a resident a call back."""
    scope, facility = request.scope, request.facility
    resident = get_object_or_404(queries.residents(scope), pk=resident_id)
    day, at = forms.next_good_time(facility)
    contacts = queries.contacts_of(scope, resident)
    barred = people.restrictions_of(scope, resident, facility.today())
    stops = people.stops_of_contacts(scope, resident, contacts, barred) if barred else {}
    form = forms.PromiseCallBackForm(
        posted(request),
        scope=scope,
        facility=facility,
        contacts=contacts,
        stops={key: restrictions.stop_chip(rows[0]).text for key, rows in stops.items()},
        anybody_stopped=bool(barred),
        initial={"day": day, "at": at},
    )
    status = 200
    if request.method == "POST":
        made, status = _made(request, form, actions.promise_call_back, resident=resident)
        if made is not None:
            messages.success(request, _("Promised, and on the list"))
            return redirect(back_url(request) or back_to_task(request, made.pk))
    else:
        view_seen(request, resident, "tasks.promise_call_back")
    where = queries.places_of(scope, [resident.pk], clock.now())
    person = presenters.who(resident, where.get(resident.pk, ""), facility)
    kept_away = restrictions.all_notices(barred)
    context = {
        "form": form,
        "who": person,
        "next": back_url(request),
        "kept_away": kept_away,
    }
    return render(request, "tasks/promise_call_back.html", context, status=status)


@requires(permissions.CHANGE_TASK)
@require_http_methods(["GET", "POST"])
def change_task(request: Request, pk: UUID) -> HttpResponse:
    """Change its words or its time."""
    found = load(request, pk, "tasks.change_task" if request.method == "GET" else "")
    day, at = forms.day_and_time(found.due, request.facility)
    initial = {
        "title": presenters.task_title(found),
        "instructions": found.instructions,
        "day": day,
        "at": at,
    }
    form = forms.ChangeTaskForm(posted(request), facility=request.facility, initial=initial)
    page = "tasks/change_task.html"
    return filled_in(request, found, form, actions.change_task, page, _("Changed"))


def _made(request: Request, form: Form, act: Any, **more: Any) -> tuple[Any, int]:
    """What was made and the status to answer with; a refusal stands beside its field."""
    if not form.is_valid():
        return None, 422
    try:
        made = act(scope=request.scope, by=request.actor, **form.cleaned_data, **more)
    except Refused as refusal:
        field = FIELDS.get(refusal.code)
        form.add_error(field if field in form.fields else None, refusal.shown(_))
        return None, refusal.status
    return made, 302
