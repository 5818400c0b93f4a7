"""Take over practitioners outside the house from another system."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hearth.kernel.folding import folded
from hearth.kernel.merging import CREATED, UPDATED, Taken, Told, tell
from hearth.platform.audit.actions import action, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.staff import rules
from hearth.record.staff.codes import Specialty
from hearth.record.staff.models import OutsidePractitioner


BLANKS = {"specialty": Specialty.OTHER}


@action("staff.import_practitioners")
def import_practitioners(
    *, scope: Scope, by: Actor, told: Sequence[Told], by_name: bool = False
) -> list[Taken]:
    """Take practitioners over: known ones are completed, never overwritten where people wrote.

    A number (NPI) that somebody here has is theirs; one that cannot be an NPI is left out.
    ``by_name``: a list that knows no numbers names somebody already here.
    """
    known = _known(scope, told, by_name=by_name)
    new: list[OutsidePractitioner] = []
    changed: dict[UUID, OutsidePractitioner] = {}
    taken = []
    for one in told:
        fields = dict(one.fields)
        name = _name(fields) if by_name else None
        if "npi" in fields and not rules.is_npi(fields["npi"]):
            fields["npi"] = ""
        row = known.get(one.row) or known.get(fields.get("npi")) or known.get(name)
        if row is None:
            row = OutsidePractitioner(facility_id=scope.facility_id, **fields)
            new.append(row)
            taken.append(Taken(row=row.pk, fate=CREATED))
        else:
            if known.get(fields.get("npi"), row) != row:
                fields["npi"] = ""
            found = tell(row, replace(one, fields=fields), blanks=BLANKS)
            taken.append(found)
            if found.fate == UPDATED and row not in new:
                changed[row.pk] = row
        row.family_folded = folded(row.family)[:120]
        known |= {key: row for key in (row.pk, row.npi, name) if key}
    OutsidePractitioner.objects.bulk_create(new, batch_size=500)
    for row in changed.values():
        row.save()
    note_many("staff.import_practitioners", [*new, *changed.values()], by=by)
    return taken


def _known(
    scope: Scope, told: Sequence[Told], *, by_name: bool
) -> dict[object, OutsidePractitioner]:
    """Who is here already, by key, number and (where asked) folded name."""
    here = OutsidePractitioner.objects.select_for_update(no_key=True).filter(
        facility_id__in=scope.facilities
    )
    found: dict[object, OutsidePractitioner] = {}
    for row in here.filter(pk__in=[one.row for one in told if one.row]):
        found[row.pk] = row
    numbers = [n for one in told if (n := one.fields.get("npi"))]
    for row in here.filter(npi__in=numbers):
        found[row.npi] = found.setdefault(row.pk, row)
    if by_name:
        families = {folded(one.fields["family"])[:120] for one in told}
        for row in here.filter(family_folded__in=families, closed_at__isnull=True):
            name = (row.family_folded, folded(row.given))
            found.setdefault(name, found.setdefault(row.pk, row))
    return found


def _name(fields: Mapping[str, Any]) -> tuple[str, str]:
    return folded(fields["family"])[:120], folded(fields.get("given", ""))
