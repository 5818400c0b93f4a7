"""Who looked. One page view is one row, however many fragments the page loads afterwards."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import signing

from hearth.kernel.ids import uuid7

from .actions import IDS_PER_ROW, write_event


# A page's fragments load within seconds; a token copied elsewhere is worth nothing after this.
VIEW_TTL = timedelta(minutes=15)
HEADER = "X-Hearth-View"
PARAMETER = "view"
_SALT = "hearth.audit.view"


def view_seen(request: Any, resident: Any, action: str) -> UUID:
    """Write that this person opened a page about this resident; returns the view's id.

    A fragment that carries the page's signed view id (header ``X-Hearth-View``, or ``view`` in
    the address) belongs to that view and writes nothing. The id must be of the same
    actor and resident and at most 15 minutes old; any other is a view of its own.
    """
    resident_id = getattr(resident, "pk", resident)
    known = _known_view(request, resident_id)
    if known is not None:
        _remember(request, known, resident_id)
        return known
    view_id = uuid7()
    write_event(
        row_id=view_id,
        view_id=view_id,
        facility_id=getattr(resident, "facility_id", None) or request.scope.facility_id,
        action=action,
        by=request.actor,
        resident_id=resident_id,
        entity_type="Resident",
        entity_id=resident_id,
    )
    _remember(request, view_id, resident_id)
    return view_id


def list_seen(
    request: Any, resident_ids: Iterable[UUID], action: str, facility_id: UUID | None = None
) -> None:
    """Write that these residents stood in a list this person was shown: one row for the list."""
    shown = [str(i) for i in resident_ids]
    for start in range(0, len(shown), IDS_PER_ROW):
        part = shown[start : start + IDS_PER_ROW]
        write_event(
            facility_id=facility_id or request.scope.facility_id,
            action=action,
            by=request.actor,
            detail={"residents": part, "count": len(part)},
        )


def view_token(request: Any) -> str:
    """What a page hands its fragments (``hx-headers``): the view's id, signed. Empty if no view."""
    seen = getattr(request, "hearth_view", None)
    if seen is None:
        return ""
    view_id, resident_id = seen
    values = [str(view_id), str(request.actor.pk), str(resident_id)]
    return signing.dumps(values, salt=_SALT)


def _known_view(request: Any, resident_id: UUID) -> UUID | None:
    """The view this fragment belongs to, or None when it carries no honest token."""
    token = request.headers.get(HEADER) or request.GET.get(PARAMETER)
    if not token:
        return None
    try:
        view_id, actor_id, of_resident = signing.loads(token, salt=_SALT, max_age=VIEW_TTL)
    except (signing.BadSignature, ValueError):
        return None
    if (actor_id, of_resident) != (str(request.actor.pk), str(resident_id)):
        return None
    return UUID(view_id)


def _remember(request: Any, view_id: UUID, resident_id: UUID) -> None:
    request.hearth_view = (view_id, resident_id)
