"""What the pages of the worklist share: the row that changed, or the page to go back to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.viewing import view_seen
from hearth.platform.identity.requests import Request
from hearth.platform.ui import parts
from hearth.record.residents import queries as residents
from hearth.record.tasks import presenters, queries
from hearth.record.tasks.presenters.rows import FLOOR


def load(request: Request, pk: UUID, seen: str = "") -> Any:
    """One task that exists for this reader; with ``seen``, the look at its resident is noted."""
    found = get_object_or_404(queries.tasks(request.scope), pk=pk)
    if seen and found.resident_id:
        view_seen(request, found.resident_id, seen)
    return found


def posted(request: Request) -> QueryDict | None:
    """What was sent, even when it is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def in_row(request: Request, pk: UUID) -> bool:
    """Whether a row of some page asks for itself."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == f"task-{pk}"


def shown_in(request: Request, template: str, region: str) -> str:
    """The page, or only its list where an open page fetches that part again."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return f"{template}#list" if htmx and htmx.target == region else template


def asked(request: Request, name: str) -> str:
    """A hidden value of the row or page that asks: sent with the form, or in the address."""
    return str(request.POST.get(name) or request.GET.get(name) or "")


def back_url(request: Request) -> str:
    """The page of ours to go back to, if the form names one."""
    url = asked(request, "next")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""


def row_of(request: Request, task: Any) -> parts.TaskRow:
    """The row as the page shows it that asks."""
    scope, facility, now = request.scope, request.facility, clock.now()
    about = [task.resident_id]
    common: dict[str, Any] = {
        "scope": scope,
        "facility": facility,
        "now": now,
        "where": queries.places_of(scope, about, now),
        "back": back_url(request),
    }
    if asked(request, "as") == FLOOR:
        return presenters.floor_row(task, cautions=queries.cautions(scope, about), **common)
    runs = residents.whose(scope, about, now) if task.resident_id else {}
    return presenters.task_row(task, runs=runs, **common)


def changed(request: Request, pk: UUID, said: str, *, undo: bool = False) -> HttpResponse:
    """The row that changed and a short word; without a script, the page one came from."""
    if not in_row(request, pk):
        messages.success(request, said)
        return redirect(back_url(request) or back_to_task(request, pk))
    task = load(request, pk)
    toast = presenters.quick_toast(
        said,
        task,
        request.facility,
        undo=undo,
        kind=asked(request, "as"),
        back=back_url(request),
    )
    return render(request, "tasks/_row.html", {"row": row_of(request, task), "toast": toast})


def refused(request: Request, pk: UUID, refusal: Refused) -> HttpResponse:
    """Why it was refused, beside the row as it really is; without a script, on a page."""
    said = refusal.shown(gettext)
    if not in_row(request, pk):
        page = "ui/errors/refused.html"
        return render(request, page, {"message": said}, status=refusal.status)
    toast = parts.Toast(text=said, level=parts.URGENT)
    context = {"row": row_of(request, load(request, pk)), "toast": toast}
    return render(request, "tasks/_row.html", context, status=refusal.status)


def pressed(
    request: Request, pk: UUID, act: Callable[..., Any], said: str, *, undo: bool = False
) -> HttpResponse:
    """Answer a verb that needs no form."""
    try:
        act(scope=request.scope, by=request.actor, task=load(request, pk))
    except Refused as refusal:
        return refused(request, pk, refusal)
    return changed(request, pk, said, undo=undo)


def filled_in(
    request: Request,
    task: Any,
    form: Form,
    act: Callable[..., Any],
    template: str,
    said: str,
    *,
    undo: bool = False,
    **context: Any,
) -> HttpResponse:
    """Answer a verb that asks something first: its form in the row, or on a page of its own."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act(scope=request.scope, by=request.actor, task=task, **form.cleaned_data)
            except Conflict as conflict:
                return refused(request, task.pk, conflict)
            except Refused as refusal:
                form.add_error(None, refusal.shown(gettext))
            else:
                return changed(request, task.pk, said, undo=undo)
    shown = f"{template}#in-row" if in_row(request, task.pk) else template
    frame = frame_of(request, task)
    return render(request, shown, {**frame, "form": form, **context}, status=status)


def frame_of(request: Request, task: Any) -> dict[str, Any]:
    """What every page about one task shows above its form."""
    now, facility = clock.now(), request.facility
    where = queries.places_of(request.scope, [task.resident_id], now)
    place = where.get(task.resident_id, "")
    return {
        "task": task,
        "title": presenters.task_title(task),
        "who": presenters.who(task.resident, place, facility) if task.resident_id else None,
        "answer": presenters.answer(task, now, facility),
        "next": back_url(request),
        "as_row": asked(request, "as"),
        "back": back_url(request) or back_to_task(request, task.pk),
    }


def back_to_task(request: Request, pk: UUID) -> str:
    """The page of the task itself."""
    return presenters.address("tasks:task", request.facility.slug, pk)
