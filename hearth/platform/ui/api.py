"""What a tablet says of itself: who looked at a kept page while there was no connection."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import Resolver404, resolve

from hearth.platform.audit.actions import write_event
from hearth.platform.identity.models import Actor
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope


@verb("ui.read_kept", permission="desk.view_home")
def read_kept(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """A page kept on a tablet was read again: one line of the trail, as any look.

    ``path`` is its address; ``effective`` when it was read. An address this house does not know
    is a line all the same: somebody looked at something.
    """
    name, resident_id = _page(str(payload.get("path", "")))
    seen = resident_id is not None and scope.may_see(resident_id)
    write_event(
        facility_id=scope.facility_id,
        action=name,
        by=by,
        resident_id=resident_id if seen else None,
        entity_type="Resident" if seen else "",
        entity_id=resident_id if seen else None,
        detail={"offline": True, "read": effective.isoformat() if effective else ""},
    )
    return {}


def _page(path: str) -> tuple[str, UUID | None]:
    """The name of the page at an address, and the resident it is about, if it names one."""
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return "ui.read_kept", None
    resident_id = match.kwargs.get("resident_id")
    return match.view_name.replace(":", ".")[:100], resident_id
