"""What people may be on duty as."""

from datetime import date

from django.db.models import Q

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Neighborhood
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember, StaffRole


@action("staff.assign_role")
def assign_role(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    role: DutyRole | str,
    neighborhood: Neighborhood | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> StaffRole:
    """Say what somebody may be on duty as, from a local day (default: today) to a last day.

    It grants no permission: roles of the sign-in do.
    Raises Refused: ends-first, not-employed; Conflict: role-held.
    """
    row = StaffMember.objects.select_for_update().get(pk=member.pk)
    first = starts or Facility.objects.get(pk=row.facility_id).today()
    rules.check_employed(row.active_from, row.active_to, first, who=str(row))
    if ends is not None and ends < first:
        raise Refused("ends-first", N_("The last day is before the first."))
    held = StaffRole.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=first),
        facility_id=row.facility_id,
        member=row,
        role=role,
        neighborhood=neighborhood,
    )
    if (held.filter(starts__lte=ends) if ends else held).exists():
        raise Conflict("role-held", N_("They have this role already."))
    made = StaffRole.objects.create(
        facility_id=row.facility_id,
        member=row,
        role=role,
        neighborhood=neighborhood,
        starts=first,
        ends=ends,
    )
    note("staff.assign_role", made, by=by, detail={"role": str(role)})
    return made


@action("staff.end_role")
def end_role(*, scope: Scope, by: Actor, role: StaffRole, last_day: date) -> StaffRole:
    """Say until which local day somebody has a role. What is planned stays planned.

    Raises Refused: ends-first; Conflict: role-over.
    """
    row = StaffRole.objects.select_for_update().get(pk=role.pk)
    if row.ends is not None and row.ends < last_day:
        raise Conflict("role-over", N_("This role ended already."))
    if last_day < row.starts:
        raise Refused("ends-first", N_("The last day is before the first."))
    row.ends = last_day
    row.save(update_fields=["ends"])
    note("staff.end_role", row, by=by, detail={"role": row.role})
    return row
