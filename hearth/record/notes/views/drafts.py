"""What one began to write is kept at every pause, and is there again after the browser closed."""

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.kernel.errors import Refused
from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.notes import actions, permissions, queries
from hearth.record.residents import queries as people

from .common import first_of, is_inside


PAGE_NAME = re.compile(r"[a-z_]{1,40}(:[0-9a-zA-Z:-]{1,39})?")
FIELDS = (
    "text",
    "category",
    "severity",
    "keep",
    "effective",
    "author_text",
    "restricted",
    "reason",
    "remarks",
)


def draft_context(request: Request, page: str, resident_id: UUID | None) -> dict[str, Any]:
    """What a form needs to keep itself: the page's name, where it is kept, and what was kept."""
    kept = queries.draft(request.scope, page, resident_id)
    args = [request.facility.slug, *([resident_id] if resident_id else [])]
    return {
        "page": page,
        "url": first_of([("notes:save_draft", *args)]),
        "discard_url": first_of([("notes:discard_draft", *args)]),
        "kept_at": kept.changed if kept else None,
        "initial": dict(kept.body) if kept else {},
        "here": request.get_full_path(),
    }


@requires(permissions.SAVE_DRAFT)
@require_POST
def save_draft(request: Request, resident_id: UUID | None = None) -> HttpResponse:
    """Keep what stands in the form now."""
    resident = _resident(request, resident_id)
    body = {name: request.POST[name] for name in FIELDS if request.POST.get(name)}
    try:
        draft = actions.save_draft(
            scope=request.scope,
            by=request.actor,
            page=_page(request),
            resident=resident,
            body=body,
            client_ref=_reference(request),
        )
    except Refused as refusal:
        context = {"said": refusal.shown(_)}
        return render(request, "notes/_draft_kept.html", context, status=refusal.status)
    return render(request, "notes/_draft_kept.html", {"draft": draft})


@requires(permissions.SAVE_DRAFT)
@require_POST
def discard_draft(request: Request, resident_id: UUID | None = None) -> HttpResponse:
    """Throw it away and begin anew."""
    resident = _resident(request, resident_id)
    actions.discard_draft(
        scope=request.scope, by=request.actor, page=_page(request), resident=resident
    )
    back = request.POST.get("next", "")
    return redirect(back if is_inside(request, back) else "/")


def _resident(request: Request, resident_id: UUID | None) -> Any:
    if resident_id is None:
        return None
    return get_object_or_404(people.residents(request.scope), pk=resident_id)


def _reference(request: Request) -> UUID | None:
    try:
        return UUID(request.POST.get("client_ref", ""))
    except ValueError:
        return None


def _page(request: Request) -> str:
    page = request.POST.get("draft_page", "")
    if not PAGE_NAME.fullmatch(page):
        raise Http404
    return page
