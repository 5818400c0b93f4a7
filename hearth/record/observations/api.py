"""A device asked: what was measured while there was no connection."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.models import Actor
from hearth.platform.replay.fields import checked, posted
from hearth.platform.replay.verbs import verb
from hearth.platform.scope import Scope
from hearth.record.observations import actions, permissions, rules
from hearth.record.observations.forms import RecordObservationForm
from hearth.record.residents.queries import residents


@verb("observations.record_observation", permission=permissions.RECORD_OBSERVATION)
def record_observation(
    *, scope: Scope, by: Actor, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    """A round of values as the page's own form sent it, with ``resident``. Returns their keys.

    Nobody can be asked any more whether an unusual value is right: it is taken as it was
    typed. What cannot be is refused, and a person looks at it.
    """
    key = _key(payload.get("resident"))
    one = residents(scope).filter(pk=key).first() if key else None
    if one is None:
        raise Refused("resident-unknown", N_("This resident is not open to you."))
    form = RecordObservationForm(
        posted(payload),
        facility=one.facility,
        resident_id=one.pk,
        units=rules.units_shown(settings_for(one.facility).unit_codes),
        asks=False,
        now=effective,
    )
    checked(form)
    # The queue names each write itself; the form's own name is that of the page as it was kept
    # on the tablet, and the same however often it is filled in.
    readings = [
        replace(r, effective=r.effective or effective, written=effective, client_ref=None)
        for r in form.readings
    ]
    if len(readings) == 1:
        rows = [actions.record_observation(scope=scope, by=by, reading=readings[0])]
    else:
        rows = actions.record_observations(scope=scope, by=by, readings=readings)
    return {"ids": [str(row.pk) for row in rows]}


def _key(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
