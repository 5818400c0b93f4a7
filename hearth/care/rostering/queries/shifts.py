"""Which shifts are open, who was asked, and who could take them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from hearth.care.rostering import rules
from hearth.care.rostering.codes import OpenShiftStatus
from hearth.care.rostering.models import CallOff, OpenShift, ShiftOffer
from hearth.kernel.intervals import day_bounds
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyStatus
from hearth.record.staff.models import StaffMember
from hearth.record.staff.rules import Finding


def open_shifts(scope: Scope, *, closed: bool = False) -> QuerySet[OpenShift]:
    """The shifts somebody is looked for, the next first; with ``closed``, former ones too."""
    found = OpenShift.objects.filter(facility_id__in=scope.facilities)
    if not closed:
        found = found.filter(status=OpenShiftStatus.OPEN)
    return found.select_related(
        "run", "shift", "neighborhood", "instead_of__member", "filled_by_duty__member"
    ).order_by("starts", "role", "id")


def open_now(scope: Scope, now: datetime) -> list[OpenShift]:
    """The open shifts that are not over."""
    return list(open_shifts(scope).filter(ends__gt=now))


def call_offs(scope: Scope) -> QuerySet[CallOff]:
    """Who called off, the latest first."""
    found = CallOff.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("member", "duty", "recorder").order_by("-recorded", "id")


def shift_offers(scope: Scope, shift_ids: Iterable[UUID]) -> dict[UUID, list[ShiftOffer]]:
    """Who was asked to take each of these shifts, the latest first."""
    rows = ShiftOffer.objects.filter(
        facility_id__in=scope.facilities, open_shift_id__in=set(shift_ids)
    )
    found: dict[UUID, list[ShiftOffer]] = {}
    for row in rows.select_related("member", "recorder").order_by("-effective", "-id"):
        found.setdefault(row.open_shift_id, []).append(row)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who has the role: how it fits into their week, what speaks against it, and what
    they said when they were asked.
    """

    member: StaffMember
    fit: rules.Fit
    findings: tuple[Finding, ...]
    here: bool
    offer: ShiftOffer | None = None

    @property
    def stopped(self) -> bool:
        """Whether a reason would have to be given."""
        return any(f.stop for f in self.findings)

    @property
    def order(self) -> tuple[object, ...]:
        """Who is asked first: nothing against it, not asked yet, rested, in an ordinary week."""
        return (
            self.offer is not None,
            self.stopped,
            self.fit.short_rest,
            self.fit.long_week,
            self.fit.hours,
            self.member.family_folded,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOne:
    """An open shift with those who could take it, and everybody who was asked."""

    row: OpenShift
    candidates: tuple[Candidate, ...]
    offers: tuple[ShiftOffer, ...]


def candidates(scope: Scope, facility: Facility, rows: Iterable[OpenShift]) -> list[OpenOne]:
    """For each open shift, who is free and has the role, the first to be asked first.

    About eight statements, however many shifts: people, roles and duties are read once.
    """
    found = list(rows)
    if not found:
        return []
    first, last = min(r.starts for r in found), max(r.ends for r in found)
    zone = facility.zone
    weeks = {r.pk: _week(r.starts.astimezone(zone).date(), facility) for r in found}
    spans = [*weeks.values(), (first - timedelta(days=1), last + timedelta(days=1))]
    members = list(staff.members(scope, first.astimezone(zone).date()))
    held = staff.role_codes(scope, first.astimezone(zone).date())
    duties: dict[UUID, list[rules.Worked]] = {}
    here: set[UUID] = set()
    between = staff.duties_between(scope, min(s[0] for s in spans), max(s[1] for s in spans))
    for duty in between:
        if duty.status == DutyStatus.ABSENT:
            continue
        if duty.status == DutyStatus.ON:
            here.add(duty.member_id)
        one = rules.Worked(duty.member_id, duty.starts, duty.ends)
        duties.setdefault(duty.member_id, []).append(one)
    known = staff.asking(scope, {m.pk for m in members})
    offers = shift_offers(scope, [r.pk for r in found])
    return [
        OpenOne(
            row=row,
            candidates=tuple(
                _candidates(row, members, held, duties, here, known, offers, weeks, facility)
            ),
            offers=tuple(offers.get(row.pk, ())),
        )
        for row in found
    ]


def _candidates(
    row: OpenShift,
    members: list[StaffMember],
    held: dict[UUID, list[str]],
    duties: dict[UUID, list[rules.Worked]],
    here: set[UUID],
    known: staff.Asking,
    offers: dict[UUID, list[ShiftOffer]],
    weeks: dict[UUID, tuple[datetime, datetime]],
    facility: Facility,
) -> list[Candidate]:
    """Everybody free for one shift, the first to be asked first."""
    day = row.starts.astimezone(facility.zone).date()
    called_off = row.instead_of.member_id if row.instead_of else None
    asked = {o.member_id: o for o in reversed(offers.get(row.pk, []))}
    found = []
    for member in members:
        if row.role not in held.get(member.pk, ()) or member.pk == called_off:
            continue
        fitting = rules.fit(
            row.starts, row.ends, duties=duties.get(member.pk, ()), week=weeks[row.pk]
        )
        if fitting.busy:
            continue
        found.append(
            Candidate(
                member=member,
                fit=fitting,
                findings=tuple(known.findings(member.pk, row.role, day)),
                here=member.pk in here,
                offer=asked.get(member.pk),
            )
        )
    return sorted(found, key=lambda c: c.order)


def _week(day: date, facility: Facility) -> tuple[datetime, datetime]:
    """The seven days from Sunday in which a local day lies, as overtime is counted."""
    first = day - timedelta(days=(day.weekday() + 1) % 7)
    last = first + timedelta(days=6)
    return day_bounds(first, facility.zone)[0], day_bounds(last, facility.zone)[1]
