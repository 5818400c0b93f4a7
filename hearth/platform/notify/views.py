"""Someone asked; here is what they were told."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from hearth.kernel import clock
from hearth.platform.identity.decorators import requires

from . import actions, permissions, queries
from .presenters import NoticeRow


@requires(permissions.VIEW_NOTICES)
@require_http_methods(["GET"])
def view_notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, newest first."""
    page = Paginator(queries.notices(request.scope), 50).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
    context = {
        "rows": [NoticeRow.of(row) for row in page],
        "page": page,
        "unread": queries.unread_count(request.scope),  # type: ignore[attr-defined]
        "shown_at": clock.now().isoformat(),
    }
    return render(request, "notify/view_notices.html", context)


@requires(permissions.VIEW_NOTICES)
@require_http_methods(["POST"])
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark what the page showed as read; what came since stays unread."""
    actions.read_notices(
        scope=request.scope,  # type: ignore[attr-defined]
        by=request.actor,  # type: ignore[attr-defined]
        until=_instant(request.POST.get("as_of", "")),
    )
    return redirect("notify:view_notices", request.facility.slug)  # type: ignore[attr-defined]


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None
