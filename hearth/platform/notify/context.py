"""The badge: how many notices wait. Asked only by a page that shows it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from . import permissions, queries


def badge(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``notices_url`` and ``notices_unread`` (0 where there is nobody)."""
    scope = getattr(request, "scope", None)
    facility = getattr(request, "facility", None)
    if scope is None or facility is None or not scope.may(permissions.VIEW_NOTICES):
        return {"notices_url": "", "notices_unread": 0}
    return {
        "notices_url": reverse("notify:view_notices", args=[facility.slug]),
        "notices_unread": SimpleLazyObject(lambda: queries.unread_count(scope)),
    }
