"""What the pages of the office share: a refusal beside the field it is about."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from hearth.kernel.errors import Refused
from hearth.platform.identity.requests import Request
from hearth.surfaces.office.presenters.frame import office_tabs


# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "username-taken": "username",
    "username-shape": "username",
    "no-role": "roles",
    "role-held": "role",
    "role-not-yours": "role",
    "explanation-short": "explanation",
    "review-short": "review",
    "review-own": "review",
    "neighborhood-name-taken": "name",
    "community-name-taken": "name",
    "timezone-unknown": "timezone",
    "apartments-none": "text",
    "apartments-unread": "text",
    "apartments-many": "text",
    "apartments-places": "text",
    "apartments-there": "text",
    "apartment-fewer-places": "places",
    "basis-unknown": "basis",
    "ends-past": "ends",
    "resident-open": "resident",
    "shift-name-taken": "name",
}


def posted(request: Request) -> QueryDict | None:
    """What was sent, even when it is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(form: Form, act: Callable[[], Any]) -> Any:
    """What the act returns; None when it was refused, and the form then says why.

    The caller answers with ``status_of(form)``.
    """
    try:
        return act()
    except Refused as refusal:
        field = FIELDS.get(refusal.code)
        form.add_error(field if field in form.fields else None, refusal.shown(gettext))
        form.refused_with = refusal.status  # type: ignore[attr-defined]
        return None


def status_of(form: Form) -> int:
    """200 for a form not sent yet, 409 for a conflict, 422 for one that must be looked at again."""
    if not form.is_bound or not form.errors:
        return 200
    return getattr(form, "refused_with", 422)


def page(
    request: Request, section: str, template: str, context: dict, status: int = 200
) -> HttpResponse:
    """A page of the office under its tabs."""
    return render(
        request, template, {"tabs": office_tabs(request, section), **context}, status=status
    )
