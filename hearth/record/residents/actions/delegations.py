"""A nurse hands a nursing task for one resident to somebody, and takes it back."""

from datetime import date

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import DelegationEnd
from hearth.record.residents.events import DelegationEnded, TaskDelegated
from hearth.record.residents.models import Delegation, Resident
from hearth.record.staff.models import StaffMember

from ._rows import _about, _fits, _locked, _not_ended, _record


@action("residents.delegate_task")
def delegate_task(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    what: str,
    nurse: StaffMember,
    member: StaffMember,
    needs: str = "",
    how: str = "",
    starts: date | None = None,
    until: date | None = None,
    supervision_due: date | None = None,
) -> Delegation:
    """Say that a nurse delegates a task for this resident to somebody, from a local day on.

    It holds only while the nurse's license and what the person needs (``needs``, a code of
    qualification-sorts) are good.
    Raises Refused: what-missing, same-person, ends-first, supervision-first, nurse-licence,
    qualification, left, ran-out, too-long; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    first = starts or Facility.objects.get(pk=resident.facility_id).today()
    rules.check_delegation(
        what=what,
        same_person=nurse.pk == member.pk,
        starts=first,
        until=until,
        supervision=supervision_due,
    )
    row = Delegation(
        **_about(resident),
        what=what.strip(),
        how=how.strip(),
        nurse=nurse,
        member=member,
        needs=needs,
        starts=first,
        until=until,
        supervision_due=supervision_due,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    row.security_label = resident.security_label
    _fits(row)
    row.save()
    mine = queries.delegations(scope).filter(pk=row.pk)
    why = next(iter(queries.as_held(scope, mine, first))).lapsed
    rules.check_holds(why, nurse=str(nurse), member=str(member))
    note("residents.delegate_task", row, by=by)
    publish(
        TaskDelegated(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            delegation_id=row.pk,
            member_id=row.member_id,
        )
    )
    return row


@action("residents.end_delegation")
def end_delegation(
    *, scope: Scope, by: Actor, delegation: Delegation, reason: DelegationEnd | str
) -> Delegation:
    """Say that somebody no longer does it, and why. Raises Conflict: ended-already."""
    row = _not_ended(_locked(scope, delegation))
    _end(row, by, DelegationEnd(reason))
    note("residents.end_delegation", row, by=by, detail={"reason": str(reason)})
    return row


@action("residents.end_lapsed_delegations")
def end_lapsed_delegations(*, scope: Scope, by: Actor) -> int:
    """End what lapsed: with the nurse's license, the person's qualification, their last day of
    work, or its own last day; how many. Harmless twice."""
    today = Facility.objects.get(pk=scope.facility_id).today()
    found = [
        one for one in queries.as_held(scope, queries.delegations(scope), today) if one.lapsed
    ]
    rows = []
    for one in found:
        row = Delegation.objects.select_for_update().get(pk=one.row.pk)
        if row.ended_at is None and one.lapsed is not None:
            _end(row, by, one.lapsed)
            rows.append(row)
    if rows:
        note_many("residents.end_lapsed_delegations", rows, by=by)
    return len(rows)


def _end(row: Delegation, by: Actor, reason: DelegationEnd) -> None:
    row.ended_at, row.ended_by, row.end_reason = clock.now(), by, reason
    row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    publish(
        DelegationEnded(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            delegation_id=row.pk,
            member_id=row.member_id,
            reason=str(reason),
        )
    )
