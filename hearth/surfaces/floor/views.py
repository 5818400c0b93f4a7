"""Somebody on the floor asks what is to be done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.platform.tenancy import queries as tenancy
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import pages_of
from hearth.record.tasks import queries as tasks
from hearth.surfaces.floor import permissions, presenters, queries
from hearth.surfaces.floor.presenters import Asked


A_PAGE = 60
# Whose list somebody who oversees the house may read.
ROLES = ("caregiver", "med-tech", "nurse")
OVERSEES = "tasks.view_tasks"


@requires(permissions.VIEW_SHIFT)
@require_safe
def shift(request: Request) -> HttpResponse:
    """What is to be done on this shift: by time or by resident, done in one tap."""
    scope, facility, now = request.scope, request.facility, clock.now()
    places = [(n.pk, n.name) for n in tenancy.neighborhoods(scope)]
    asked = _asked(request)
    mine = queries.my_shift(scope, facility, now, asked.role, asked.run)
    where = _where(request, mine, [key for key, _name in places])
    counts = queries.counts(scope, mine, where, now)
    found = queries.rows(scope, mine, where, now, asked.shown)
    page = _page(request, asked.shown, counts, found)
    rows = _rows(page, found)
    if asked.shown == "now":
        rows = presenters.with_just_closed(rows, queries.just_closed(scope, mine, where, now))
    watched = queries.on_watch(scope, where, now) if asked.shown == "now" else []
    watched = [one for one in watched if mine.concerns(one.watch.resident_id)]
    going = queries.going_out(scope, mine) if asked.shown == "now" else []
    going = [one for one in going if mine.concerns(one.resident_id)]
    about = queries.residents_of(scope, rows) | {one.watch.resident_id for one in watched}
    about |= {one.resident_id for one in going}
    if about:
        list_seen(request, sorted(about), "floor.shift")
    url = _urls(request.GET)
    whose = ROLES if scope.may(OVERSEES) else ()
    doors = tasks.places_of(scope, about, now)
    context: dict[str, Any] = {
        "as_of": now,
        "watched": presenters.watched_rows(
            watched,
            scope=scope,
            facility=request.facility,
            now=now,
            where=doors,
            back=request.get_full_path(),
        ),
        "answer": presenters.answer(counts),
        "standing": presenters.standing(mine, facility, _name_of(where, places)),
        "here": presenters.here(scope, facility),
        "progress": presenters.progress(counts),
        "tabs": presenters.tabs(counts, asked.shown, url),
        "menus": presenters.menus(places, where, asked, whose, url),
        "runs": presenters.runs_switch(mine, asked, url),
        "sheet_url": address("rostering:sheet", facility.slug)
        if mine.whose and scope.may("staff.view_sheet")
        else "",
        "groups": _groups(request, rows, about, asked, now, doors, mine),
        "pages": pages_of(page, request.GET) if page.paginator.num_pages > 1 else None,
        "nothing": presenters.nothing(asked.shown),
        "going": presenters.going_out(going, doors, facility),
    }
    page_or_list = "floor/shift.html#list" if _is_refresh(request) else "floor/shift.html"
    return render(request, page_or_list, context)


def _is_refresh(request: Request) -> bool:
    """Whether an open list fetches itself again."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == "shift"


def _asked(request: Request) -> Asked:
    """What the address asks for; anything it does not know is the usual."""

    def one_of(name: str, *offered: str) -> str:
        value = request.GET.get(name, "")
        return value if value in offered else offered[0]

    role = one_of("role", "", *ROLES) if request.scope.may(OVERSEES) else ""
    return Asked(
        shown=one_of("show", "now", "later", "done"),
        by=one_of("by", "time", "resident"),
        role=role,
        run=_run(request.GET.get("run", "")),
    )


def _run(text: str) -> str:
    """Everybody's, or one run by its key; anything else is the reader's own."""
    if text == queries.ALL:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _where(request: Request, mine: queries.MyShift, known: list[UUID]) -> UUID | None:
    """The neighborhood asked for, else the one worked in; None is everywhere."""
    asked = request.GET.get("where", "")
    if asked == "all":
        return None
    return next((key for key in known if str(key) == asked), mine.neighborhood_id)


def _name_of(where: UUID | None, places: list[tuple[UUID, str]]) -> str:
    return next((name for key, name in places if key == where), "")


def _page(request: Request, shown: str, counts: queries.Counts, found: Any) -> Page[Any]:
    """One page of the rows; how many there are is known already."""
    pages = Paginator(found, A_PAGE)
    pages.count = {"now": counts.now, "later": counts.later, "done": counts.done}[shown]
    return pages.get_page(request.GET.get("page"))


def _rows(page: Page[Any], found: Any) -> list[Any]:
    """The rows of a page, whatever was counted a moment before: none is lost between the two."""
    first = (page.number - 1) * A_PAGE
    return list(found[first : first + A_PAGE])


def _groups(
    request: Request,
    rows: list[Any],
    about: set[UUID],
    asked: Asked,
    now: datetime,
    doors: dict[UUID, str],
    mine: queries.MyShift,
) -> list[presenters.Group]:
    scope = request.scope
    return presenters.groups(
        rows,
        asked.by,
        asked.shown,
        scope=scope,
        facility=request.facility,
        now=now,
        where=doors,
        cautions=tasks.cautions(scope, about),
        back=request.get_full_path(),
        runs=mine.whose if mine.whose and not mine.narrowed else None,
    )


def _urls(query: QueryDict) -> Callable[..., str]:
    """Addresses of the same list asked otherwise, from its first page."""

    def url(**changed: str) -> str:
        asked = query.copy()
        asked.pop("page", None)
        for name, value in changed.items():
            asked[name] = value
        return "?" + asked.urlencode()

    return url
