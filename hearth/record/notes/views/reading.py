"""Someone says how far they have read."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.platform.identity.decorators import requires
from hearth.platform.identity.requests import Request
from hearth.record.notes import actions, permissions
from hearth.record.notes.codes import ReadList

from .common import first_of, is_inside


@requires(permissions.MARK_READ)
@require_POST
def mark_read(request: Request) -> HttpResponse:
    """Read to here: up to ``upto``, the as-of time of the page that was read (ISO 8601)."""
    actions.mark_read(
        scope=request.scope,
        by=request.actor,
        read_list=_list(request.POST.get("read_list", "")),
        upto=_instant(request.POST.get("upto", "")),
    )
    messages.success(request, _("Read to here."))
    back = request.POST.get("next", "")
    home = first_of([("desk:today", request.facility.slug)])
    return redirect(back if is_inside(request, back) else home)


def _list(code: str) -> ReadList:
    return ReadList(code) if code in ReadList.codes() else ReadList.TODAY


def _instant(text: str) -> datetime | None:
    """The instant, or None (now) for what is none: a mark is never refused for its time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
