"""Shift patterns for first setup: asked of the record's staff room, which owns them."""

from datetime import time
from typing import Any

from django.apps import apps

from hearth.platform.scope import Scope


def shifts(scope: Scope) -> list[Any]:
    """The shifts in use, in their order."""
    model = apps.get_model("staff", "Shift")
    rows = model.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
    return list(rows.order_by("position", "start"))


def any_shift(scope: Scope) -> bool:
    """Whether any shift is laid out."""
    return bool(shifts(scope))


def set_shift(scope: Scope, by: Any, *, name: str, start: time, end: time) -> Any:
    """One more shift, through the staff room's own verb."""
    from hearth.record.staff import actions

    return actions.set_shift(scope=scope, by=by, name=name, start=start, end=end)
