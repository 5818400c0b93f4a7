"""Which nursing tasks are delegated, by whom, to whom, for whom?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import DelegationEnd
from hearth.record.residents.models import Delegation
from hearth.record.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Delegated:
    """A delegation that was not ended, and why it holds no longer all the same (None: it holds)."""

    row: Delegation
    lapsed: DelegationEnd | None


def delegations(scope: Scope, *, ended: bool = False) -> QuerySet[Delegation]:
    """Every delegation that was not ended, the earliest first; with ``ended``, those too."""
    found = Delegation.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    if not ended:
        found = found.filter(ended_at__isnull=True)
    return found.select_related("resident", "nurse", "member").order_by("starts", "id")


def delegations_of_member(scope: Scope, member_id: UUID, day: date) -> list[Delegated]:
    """What somebody was handed by a nurse, or handed on as one."""
    mine = Q(member_id=member_id) | Q(nurse_id=member_id)
    return as_held(scope, delegations(scope).filter(mine), day)


def as_held(scope: Scope, rows: QuerySet[Delegation], day: date) -> list[Delegated]:
    """Each of these delegations, and whether it holds on a local day: by what both hold then."""
    found = list(rows)
    people = {r.nurse_id for r in found} | {r.member_id for r in found}
    held = staff.held_by(scope, people)
    kept = staff.keeps_qualifications(scope) if found else False
    may = staff.delegating_sorts(scope) if kept else ()
    return [
        Delegated(
            row=row,
            lapsed=rules.lapsed(
                day=day,
                until=row.until,
                nurse=held.get(row.nurse_id, ()),
                member=held.get(row.member_id, ()),
                delegating=may,
                needs=row.needs if kept else "",
                both_work=all(
                    rules.works(one.active_from, one.active_to, day)
                    for one in (row.nurse, row.member)
                ),
            ),
        )
        for row in found
    ]


def supervisions_due(scope: Scope, until: date) -> list[Delegation]:
    """The delegations a nurse must look at by a local day."""
    return list(delegations(scope).filter(supervision_due__lte=until))
