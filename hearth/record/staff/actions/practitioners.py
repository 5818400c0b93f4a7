"""Physicians, pharmacies and others outside the house."""

from typing import TypedDict

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.staff import rules
from hearth.record.staff.codes import Specialty
from hearth.record.staff.models import OutsidePractitioner

from .members import _put


class PractitionerChanges(TypedDict, total=False):
    """What is known of a practitioner. ``family`` may be the name of a practice; ``npi`` has ten
    digits; ``in_use`` False takes them off the lists."""

    family: str
    given: str
    prefix: str
    credentials: str
    specialty: Specialty
    npi: str
    organization: str
    phone: str
    after_hours_phone: str
    fax: str
    email: str
    address: str
    comment: str
    actor: Actor | None
    in_use: bool


@action("staff.add_outside_practitioner")
def add_outside_practitioner(
    *, scope: Scope, by: Actor, values: PractitionerChanges
) -> OutsidePractitioner:
    """Add a practitioner outside the house.

    Raises Refused: name-missing, npi-wrong; Conflict: npi-taken, actor-taken.
    """
    row = OutsidePractitioner(facility_id=scope.facility_id)
    _set(row, values)
    row.save()
    note("staff.add_outside_practitioner", row, by=by)
    return row


@action("staff.change_outside_practitioner")
def change_outside_practitioner(
    *, scope: Scope, by: Actor, practitioner: OutsidePractitioner, changes: PractitionerChanges
) -> OutsidePractitioner:
    """Set right what is known of them, or take them off the lists. Raises what adding raises."""
    row = OutsidePractitioner.objects.select_for_update().get(pk=practitioner.pk)
    changed = _set(row, changes)
    if not changed:
        return row
    row.save()
    note("staff.change_outside_practitioner", row, by=by, detail={"fields": changed})
    return row


def _set(row: OutsidePractitioner, values: PractitionerChanges) -> list[str]:
    plain = {k: v for k, v in values.items() if k != "in_use"}
    changed = _put(row, plain)
    if "in_use" in values and values["in_use"] == (row.closed_at is not None):
        row.closed_at = None if values["in_use"] else clock.now()
        changed.append("closed_at")
    row.family_folded = folded(row.family)[:120]
    if not row.family:
        raise Refused("name-missing", N_("Enter a name."))
    if row.npi and not rules.is_npi(row.npi):
        raise Refused(
            "npi-wrong", N_("This is not an NPI: it has ten digits with a check digit.")
        )
    return changed
