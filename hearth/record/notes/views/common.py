"""What the pages of notes share: whose page it is, and where one goes afterwards."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hearth.kernel import clock
from hearth.platform.audit.viewing import list_seen, view_seen
from hearth.platform.identity.requests import Request
from hearth.record.notes import queries
from hearth.record.notes.presenters.common import banner
from hearth.record.residents import queries as people


# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "text-missing": "text",
    "text-too-long": "text",
    "future": "effective",
    "reason-missing": "reason",
    "nobody-named": "with_text",
    "nobody-promised": "with_text",
    "until-past": "call_back",
    "restricted": "deviation_reason",
}


def whose(request: Request, resident_id: UUID, action: str) -> queries.Home:
    """The resident a page is about, with the place they hold; 404 for one who is not there.

    That it was opened is written down.
    """
    resident = get_object_or_404(
        people.with_records(request.scope, people.residents(request.scope)), pk=resident_id
    )
    view_seen(request, resident, action)
    return queries.home_of(request.scope, resident, clock.now())


def note_of(request: Request, pk: UUID, action: str) -> Any:
    """A note this reader may read, or 404. That it was opened is written down."""
    found = get_object_or_404(queries.notes(request.scope), pk=pk)
    if found.resident_id and action:
        view_seen(request, found.resident_id, action)
    return found


def shown_in(request: Request, rows: Any, action: str) -> None:
    """Write down which residents stood in a list that was shown."""
    found = {getattr(row, "resident_id", row) for row in rows}
    if known := sorted({r for r in found if r}):
        list_seen(request, known, action)


def panel_or_page(request: Request, page: str) -> str:
    """The whole page, or its part for the resident's page that asked for a panel."""
    return f"{page}#panel" if getattr(request, "htmx", False) else page


def about(request: Request, home: queries.Home | None) -> dict[str, Any]:
    """The banner of a page about a resident; nothing on a page about the house."""
    if home is None:
        return {"resident": None}
    facility = request.facility
    return {
        "resident": home.resident,
        "banner": banner(home, facility, facility.today()),
    }


def afterwards(request: Request, resident_id: UUID | None) -> str:
    """Where one goes after writing: back to where one came from, or to whom it was about."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if wanted and is_inside(request, wanted):
        return str(wanted)
    slug = request.facility.slug
    names: list[tuple[Any, ...]]
    if resident_id is not None:
        names = [("desk:resident", slug, resident_id), ("notes:notes", slug, resident_id)]
    else:
        all_of_it = request.scope.may("notes.view_notes")
        names = [("notes:house_notes" if all_of_it else "notes:own_notes", slug)]
    return first_of(names)


def first_of(names: list[tuple[Any, ...]]) -> str:
    """The address of the first page that is there."""
    for name, *args in names:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return "/"


def is_inside(request: HttpRequest, url: str) -> bool:
    """Whether an address leads to a page of this house."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
