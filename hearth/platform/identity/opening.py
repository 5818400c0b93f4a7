"""Whether a resident's pages open at once to a reader. The record floor above decides."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string

from hearth.platform.scope import Scope


def page_before(
    request: HttpRequest, scope: Scope, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The way to the page with one tap, where ``settings.HEARTH_OPENS`` says that this resident's
    do not open at once; None where they do. Only what is looked at waits: a form in hand is taken.

    The setting names ``(scope, facility, resident_id) -> bool``.
    """
    hook, resident_id = getattr(settings, "HEARTH_OPENS", ""), kwargs.get("resident_id")
    if not hook or not isinstance(resident_id, UUID) or request.method not in {"GET", "HEAD"}:
        return None
    match = request.resolver_match
    name = match.view_name if match else ""
    if name == settings.HEARTH_OPENS_AFTER or name in settings.HEARTH_OPENS_ALWAYS:
        return None
    facility = request.facility  # type: ignore[attr-defined]
    if import_string(hook)(scope, facility, resident_id):
        return None
    url = reverse(settings.HEARTH_OPENS_AFTER, args=[facility.slug, resident_id])
    return redirect(f"{url}?{urlencode({'next': request.get_full_path()})}")
