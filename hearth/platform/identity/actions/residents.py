"""Residents opened one by one to people whose role shows none: family, prescriber, surveyor."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.codes import AccessBasis
from hearth.platform.identity.models import Actor, ResidentAccess
from hearth.platform.scope import Scope


@action("identity.open_resident")
def open_resident(
    *,
    scope: Scope,
    by: Actor,
    actor: Actor,
    resident_id: UUID,
    basis: str,
    ends: datetime | None = None,
    categories: Iterable[str] = (),
    restricted: bool = False,
) -> ResidentAccess:
    """Let a person see one resident, on a stated basis, perhaps until a day.

    ``restricted``: the record is labelled so and the caller has judged who may open it; for a
    survey alone, and with an end. Raises Refused (basis-unknown, ends-past, not-for-a-survey)
    and Conflict (resident-open).
    """
    if basis not in AccessBasis.codes():
        raise Refused("basis-unknown", N_("Choose why this person may see the resident."))
    now = clock.now()
    if ends is not None and ends <= now:
        raise Refused("ends-past", N_("That end has passed already: choose a later day."))
    if restricted and (basis != AccessBasis.SAMPLE or ends is None):
        raise Refused(
            "not-for-a-survey", N_("A restricted record is opened for a survey alone.")
        )
    row = ResidentAccess.objects.create(
        actor=actor,
        facility_id=scope.facility_id,
        resident_id=resident_id,
        basis=basis,
        categories=list(categories),
        starts=now,
        ends=ends,
        granted_by=by,
        restricted=restricted,
    )
    detail: dict[str, object] = {"basis": basis, "actor": str(actor.pk)}
    if restricted:
        detail["restricted"] = True
    note("identity.open_resident", row, by=by, detail=detail)
    return row


@action("identity.close_resident")
def close_resident(*, scope: Scope, by: Actor, access_id: UUID) -> ResidentAccess:
    """The person sees this resident no more, from now. Raises Refused (resident-closed)."""
    row = ResidentAccess.objects.select_for_update().get(
        pk=access_id, facility_id__in=scope.facilities
    )
    now = clock.now()
    if row.ends is not None and row.ends <= now:
        raise Refused("resident-closed", N_("That had ended already."))
    row.ends = now
    row.save(update_fields=["ends"])
    note("identity.close_resident", row, by=by, detail={"actor": str(row.actor_id)})
    return row
