"""What was written on a device, now or hours later: read by the form of its own page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.care.incidents import actions, forms, permissions, queries
from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.replay.fields import checked, posted
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope
from hearth.platform.tenancy.queries import communities
from hearth.record.residents import queries as people


@verb("incidents.record_incident", permission=permissions.RECORD_INCIDENT)
def record_incident(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """An event about ``resident``. "Just now" is when the button was pressed, on the device."""
    facility = communities(scope).get(pk=scope.facility_id)
    form = forms.RecordIncidentForm(
        posted(payload),
        zone=facility.zone,
        types=queries.incident_types(scope, facility, every=True),
    )
    checked(form)
    resident = people.residents(scope).filter(pk=_key(payload)).first()
    if resident is None:
        raise Refused("resident-unknown", N_("This resident is not open to you."))
    now = clock.now()
    pressed = min(effective or now, now)
    held = people.places_held(scope, [resident.pk], pressed).get(resident.pk)
    row = actions.record_incident(
        scope=scope,
        by=by,
        resident=resident,
        **form.meant(pressed, held.place if held else None),
    )
    return {"id": str(row.pk)}


def _key(payload: dict[str, Any]) -> UUID:
    try:
        return UUID(str(payload.get("resident", "")))
    except ValueError:
        return UUID(int=0)
