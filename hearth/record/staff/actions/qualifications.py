"""What people at work are qualified for, and when they are not at work."""

from datetime import date
from typing import TypedDict
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.content import lists
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries, rules
from hearth.record.staff.codes import AwayReason
from hearth.record.staff.events import (
    NotAtWorkCleared,
    NotAtWorkSet,
    QualificationRecorded,
    QualificationWithdrawn,
)
from hearth.record.staff.models import NotAtWork, Qualification, StaffMember

from .members import _put


class QualificationChanges(TypedDict, total=False):
    """What a qualification says; ``seen`` is that somebody saw the paper or looked it up."""

    number: str
    issuer: str
    starts: date | None
    ends: date | None
    document_id: UUID | None
    seen: bool


@action("staff.record_qualification")
def record_qualification(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    sort: str,
    values: QualificationChanges | None = None,
) -> Qualification:
    """Put a license, certificate, test or check of somebody on file; a renewal is a new one.

    ``sort`` is a code of qualification-sorts. Raises Refused: sort-unknown, ends-missing,
    ends-first.
    """
    known = lists.item(queries.SORTS, sort, scope.facility_id)
    if known is None or known.values.get("off"):
        raise Refused("sort-unknown", N_("Choose one of the qualifications listed."))
    row = Qualification(
        facility_id=scope.facility_id,
        member=member,
        sort=sort,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    _set(row, values or {}, by)
    row.save()
    note("staff.record_qualification", row, by=by, detail={"sort": sort})
    publish(_recorded(row))
    return row


@action("staff.change_qualification")
def change_qualification(
    *, scope: Scope, by: Actor, qualification: Qualification, changes: QualificationChanges
) -> Qualification:
    """Set right what a qualification says. Nothing changed leaves no trace.

    Raises Refused: ends-missing, ends-first; Conflict: withdrawn.
    """
    row = _lock(qualification)
    changed = _set(row, changes, by)
    if not changed:
        return row
    row.save()
    note("staff.change_qualification", row, by=by, detail={"fields": changed})
    publish(_recorded(row))
    return row


@action("staff.withdraw_qualification")
def withdraw_qualification(
    *, scope: Scope, by: Actor, qualification: Qualification, reason: str
) -> Qualification:
    """Say that a qualification no longer counts: taken back by who issued it, or entered in error.

    It stays on file with the reason. Raises Refused: reason-missing; Conflict: withdrawn.
    """
    row = _lock(qualification)
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it no longer counts."))
    row.withdrawn_at, row.withdrawn_by = clock.now(), by
    row.withdrawn_reason = reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    note("staff.withdraw_qualification", row, by=by, detail={"sort": row.sort})
    publish(
        QualificationWithdrawn(
            facility_id=row.facility_id,
            qualification_id=row.pk,
            member_id=row.member_id,
            sort=row.sort,
        )
    )
    return row


@action("staff.set_not_at_work")
def set_not_at_work(
    *,
    scope: Scope,
    by: Actor,
    member: StaffMember,
    until: date | None,
    reason: AwayReason | str,
    said_by: str,
    starts: date | None = None,
) -> NotAtWork:
    """Say that somebody is not at work until a local day: ``until`` is the first day back, None
    is until it is cleared. Why is a class; never what they have.

    One that stands already is changed. Raises Refused: until-first, nobody-said.
    """
    # Who is being set and cleared at once waits for the other.
    StaffMember.objects.select_for_update().get(pk=member.pk)
    first = starts or Facility.objects.get(pk=scope.facility_id).today()
    row = NotAtWork.objects.filter(
        facility_id=scope.facility_id, member=member, cleared_at__isnull=True
    ).first() or NotAtWork(facility_id=scope.facility_id, member=member)
    rules.check_away(first, until, said_by)
    row.starts, row.until, row.reason = first, until, reason
    row.said_by, row.set_at, row.set_by = said_by.strip(), clock.now(), by
    row.save()
    note("staff.set_not_at_work", row, by=by, detail={"reason": str(reason)})
    publish(
        NotAtWorkSet(facility_id=row.facility_id, not_at_work_id=row.pk, member_id=member.pk)
    )
    return row


@action("staff.clear_not_at_work")
def clear_not_at_work(*, scope: Scope, by: Actor, not_at_work: NotAtWork) -> NotAtWork:
    """Say that somebody may work again. Raises Conflict: cleared."""
    row = NotAtWork.objects.select_for_update().get(pk=not_at_work.pk)
    if row.cleared_at is not None:
        raise Conflict("cleared", N_("This was cleared already."))
    row.cleared_at, row.cleared_by = clock.now(), by
    row.save(update_fields=["cleared_at", "cleared_by"])
    note("staff.clear_not_at_work", row, by=by)
    publish(
        NotAtWorkCleared(
            facility_id=row.facility_id, not_at_work_id=row.pk, member_id=row.member_id
        )
    )
    return row


def _set(row: Qualification, values: QualificationChanges, by: Actor) -> list[str]:
    """Put what was said on the row; which fields changed. Raises Refused: ends-missing, ends-first."""
    plain = {k: v for k, v in values.items() if k != "seen"}
    changed = _put(row, plain)
    if values.get("seen") and row.checked_at is None:
        row.checked_at, row.checked_by = clock.now(), by
        changed.append("checked_at")
    known = lists.item(queries.SORTS, row.sort, row.facility_id)
    expires = bool(known and known.values["valid_months"])
    rules.check_span(row.starts, row.ends, expires=expires)
    return changed


def _lock(qualification: Qualification) -> Qualification:
    row = Qualification.objects.select_for_update().get(pk=qualification.pk)
    if row.withdrawn_at is not None:
        raise Conflict("withdrawn", N_("This no longer counts already."))
    return row


def _recorded(row: Qualification) -> QualificationRecorded:
    return QualificationRecorded(
        facility_id=row.facility_id,
        qualification_id=row.pk,
        member_id=row.member_id,
        sort=row.sort,
        ends=row.ends.isoformat() if row.ends else "",
    )
