"""The shifts of the house, and how many people each needs."""

from collections.abc import Mapping
from datetime import time

from django.db.models import Max

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Neighborhood
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import Shift, ShiftNeed


@action("staff.set_shift")
def set_shift(
    *,
    scope: Scope,
    by: Actor,
    name: str,
    start: time,
    end: time,
    shift: Shift | None = None,
    neighborhood: Neighborhood | None = None,
    needs: Mapping[DutyRole | str, int] | None = None,
) -> Shift:
    """Lay out a shift by the community's wall time, or (with ``shift``) set one right.

    An end at or before the start is on the next day. ``needs`` says how many of each role;
    a role left out or 0 is not needed; None leaves the needs as they are.

    Raises Conflict: shift-name-taken, shift-closed; Refused: name-missing.
    """
    row = _lock(shift) if shift else _new(scope)
    row.name, row.start, row.end, row.neighborhood = name.strip(), start, end, neighborhood
    row.save()
    if needs is not None:
        _set_needs(row, {str(role): count for role, count in needs.items() if count})
    note("staff.set_shift", row, by=by)
    return row


@action("staff.close_shift")
def close_shift(*, scope: Scope, by: Actor, shift: Shift) -> Shift:
    """Take a shift out of use. Duties planned by it stay. Raises Conflict: shift-closed."""
    row = _lock(shift)
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    note("staff.close_shift", row, by=by)
    return row


def _new(scope: Scope) -> Shift:
    rows = Shift.objects.filter(facility_id=scope.facility_id, closed_at__isnull=True)
    last = rows.aggregate(last=Max("position"))["last"]
    return Shift(facility_id=scope.facility_id, position=0 if last is None else last + 1)


def _lock(shift: Shift) -> Shift:
    row = Shift.objects.select_for_update().get(pk=shift.pk)
    if row.closed_at is not None:
        raise Conflict("shift-closed", N_("This shift is no longer used."))
    return row


def _set_needs(shift: Shift, needs: Mapping[str, int]) -> None:
    mine = ShiftNeed.objects.filter(facility_id=shift.facility_id, shift=shift)
    mine.exclude(role__in=needs).delete()
    known = {n.role: n for n in mine}
    for role, count in needs.items():
        row = known.get(role) or ShiftNeed(
            facility_id=shift.facility_id, shift=shift, role=role
        )
        if row.headcount != count:
            row.headcount = count
            row.save()
