"""What is not answered yet before a shift is signed, and which hand-offs nobody took over?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.notes import rules
from hearth.record.notes.models import Handoff
from hearth.record.staff import queries as staff
from hearth.record.staff.rules import ShiftTurn, shift_turn
from hearth.record.tasks import queries as tasks
from hearth.record.tasks.codes import LIVE

from .handoffs import ShiftHandoff, handoff_of


WATCH_CHECKS = "tasks.watch_check"
IN_USE = timedelta(days=7)
"""Where nobody signed a hand-off for this long, the community does not use them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What of a shift has no answer: watch checks past due, and other work that is late."""

    checks: int = 0
    late: int = 0

    def __bool__(self) -> bool:
        return bool(self.checks or self.late)


def unanswered(scope: Scope, turn: ShiftTurn, now: datetime) -> Unanswered:
    """What fell due in a shift and nobody answered. One statement."""
    found = tasks.tasks(scope).filter(
        Q(code=WATCH_CHECKS, due__lte=now) | (~Q(code=WATCH_CHECKS) & Q(late__lte=now)),
        due__gte=turn.starts,
        due__lt=turn.ends,
        status__in=[str(s) for s in LIVE],
    )
    where = turn.shift.neighborhood_id
    if where is not None:
        found = found.filter(Q(neighborhood_id=where) | Q(neighborhood__isnull=True))
    codes = list(found.order_by().values_list("code", flat=True))
    checks = sum(1 for code in codes if code == WATCH_CHECKS)
    return Unanswered(checks=checks, late=len(codes) - checks)


def unsigned_handoffs(scope: Scope, facility: Facility, now: datetime) -> list[ShiftHandoff]:
    """The turns that ended half an hour ago or more, today, whose hand-off nobody took over.

    None where the community does not use hand-offs.
    """
    used = Handoff.objects.filter(
        facility_id__in=scope.facilities, signed_out_at__gt=now - IN_USE
    )
    if not used.exists():
        return []
    today = now.astimezone(facility.zone).date()
    found = []
    for pattern in staff.patterns(scope, facility):
        for day in (today, today - timedelta(days=1)):
            turn = shift_turn(pattern, day, facility.zone)
            if not now - rules.OFFERED_FOR <= turn.ends <= now - rules.SIGNED_WITHIN:
                continue
            one = handoff_of(scope, facility, pattern.id, day)
            if one is not None and not one.done:
                found.append(one)
    return found
