"""Someone reads the worklist: everybody's, or only what is theirs."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import queries as tenancy
from hearth.platform.ui import parts
from hearth.record.residents import queries as residents
from hearth.record.tasks import permissions, presenters, queries

from .answering import shown_in


A_PAGE = 50


@requires(permissions.VIEW_TASKS)
@require_safe
def worklist(request: Request) -> HttpResponse:
    """Everything open, by due time; narrowed by whose, when and where."""
    return _list(request, "tasks/worklist.html", everyone=True)


@requires(permissions.VIEW_MY_TASKS)
@require_safe
def my_tasks(request: Request) -> HttpResponse:
    """What is mine and my role's."""
    return _list(request, "tasks/my_tasks.html", everyone=False)


def _list(request: Request, template: str, *, everyone: bool) -> HttpResponse:
    scope, facility, now = request.scope, request.facility, clock.now()
    chosen = _chosen(request, everyone=everyone)
    reader = queries.reader(scope, now)
    found = queries.worklist(scope, facility, reader, now, **chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    late = queries.late(scope, reader, now, whose=chosen["whose"], where=chosen["where"])
    about = {t.resident_id for t in page.object_list if t.resident_id}
    where = queries.places_of(scope, about, now)
    runs = residents.whose(scope, about, now) if about else {}
    if about:
        list_seen(request, sorted(about), "tasks.worklist")
    here = request.get_full_path()
    context: dict[str, Any] = {
        "as_of": now,
        "answer": presenters.worklist_answer(page.paginator.count, late, chosen["when"]),
        "doors": presenters.doors(scope, facility),
        "filters": presenters.filters(
            request.GET,
            chosen,
            [(n.pk, n.name) for n in tenancy.neighborhoods(scope)],
            everyone=everyone,
            late=late,
        ),
        "rows": [
            presenters.task_row(
                t,
                scope=scope,
                facility=facility,
                now=now,
                where=where,
                back=here,
                runs=runs,
            )
            for t in page.object_list
        ],
        "pages": parts.pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
        "empty": presenters.nothing_here(chosen["when"]),
    }
    return render(request, shown_in(request, template, "worklist"), context)


def _chosen(request: Request, *, everyone: bool) -> dict[str, str]:
    """What the address asks for; anything it does not know is the usual."""
    offered = {
        "whose": ("all", "role", "mine") if everyone else ("role", "mine"),
        "when": ("now", "late", "day", "off", "gaps", "done"),
    }
    chosen = {name: request.GET.get(name, codes[0]) for name, codes in offered.items()}
    for name, codes in offered.items():
        if chosen[name] not in codes:
            chosen[name] = codes[0]
    known = {str(n.pk) for n in tenancy.neighborhoods(request.scope)}
    where = request.GET.get("where", "")
    return chosen | {"where": where if where in known else ""}
