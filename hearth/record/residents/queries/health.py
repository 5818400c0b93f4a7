"""What does somebody have, what must not be given, what was laid down, who looks after them?"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.platform.tenancy.rows import read_together
from hearth.record.residents import rules
from hearth.record.residents.codes import ConditionStatus, Verification
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CareTeamMember,
    Condition,
    Flag,
    Resident,
)
from hearth.record.residents.rules import AllergyLine

from .people import record_ids


_GOES_ON = [ConditionStatus.ACTIVE, ConditionStatus.RECURRENCE, ConditionStatus.RELAPSE]


def conditions(scope: Scope) -> QuerySet[Condition]:
    """Diagnoses and health problems, by name; what was entered in error is left out."""
    found = Condition.objects.filter(facility_id__in=scope.facilities)
    found = found.exclude(verification_status=Verification.ENTERED_IN_ERROR)
    return found.select_related("resident", "recorder").order_by("text", "id")


def conditions_of(scope: Scope, resident: Resident) -> QuerySet[Condition]:
    """What somebody has or had, also what is over."""
    return conditions(scope).filter(resident_id__in=record_ids(scope, resident))


def active_conditions(scope: Scope, resident: Resident) -> QuerySet[Condition]:
    """What somebody has now; what was ruled out is left out."""
    found = conditions_of(scope, resident).filter(clinical_status__in=_GOES_ON)
    return found.exclude(verification_status=Verification.REFUTED)


def allergies(scope: Scope) -> QuerySet[AllergyIntolerance]:
    """What must not be given, and statements that there is none; without errors."""
    found = AllergyIntolerance.objects.filter(facility_id__in=scope.facilities)
    found = found.exclude(verification_status=Verification.ENTERED_IN_ERROR)
    return found.select_related("resident", "recorder").order_by("text", "id")


def allergies_of(scope: Scope, resident: Resident) -> QuerySet[AllergyIntolerance]:
    """The allergies of one resident, also those that are over."""
    return allergies(scope).filter(resident_id__in=record_ids(scope, resident))


def allergy_line_of(scope: Scope, resident: Resident) -> AllergyLine:
    """What the banner says about allergies; not known is never read as none."""
    return rules.allergy_line(row.mark for row in allergies_of(scope, resident))


def allergy_lines(scope: Scope, residents: Iterable[UUID]) -> dict[UUID, AllergyLine]:
    """The same for many residents in one statement; who has no entry is not known."""
    wanted = list(residents)
    by: dict[UUID, list[AllergyIntolerance]] = {key: [] for key in wanted}
    for row in allergies(scope).filter(resident_id__in=wanted):
        by[row.resident_id].append(row)
    return {key: rules.allergy_line(row.mark for row in rows) for key, rows in by.items()}


def flags(scope: Scope) -> QuerySet[Flag]:
    """Risks on the record that nobody ended, the oldest first."""
    found = Flag.objects.filter(facility_id__in=scope.facilities, ended_at__isnull=True)
    return found.select_related("resident", "raised_by").order_by("since", "id")


def flags_of(scope: Scope, resident: Resident) -> QuerySet[Flag]:
    """Every risk that ever was on one resident's record, the latest first."""
    found = Flag.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=record_ids(scope, resident)
    )
    return found.select_related("raised_by", "ended_by").order_by("-since", "-id")


def open_flags(scope: Scope, resident: Resident, now: datetime) -> QuerySet[Flag]:
    """The risks of one resident that hold now."""
    return _holding(scope, now).filter(resident_id__in=record_ids(scope, resident))


def open_flags_of_many(
    scope: Scope, residents: Iterable[UUID], now: datetime
) -> dict[UUID, list[Flag]]:
    """The risks that hold now, by resident, in one statement."""
    found: dict[UUID, list[Flag]] = {}
    for flag in _holding(scope, now).filter(resident_id__in=list(residents)):
        found.setdefault(flag.resident_id, []).append(flag)
    return found


def must_know(
    scope: Scope, resident: Resident, now: datetime
) -> tuple[AllergyLine, list[Flag]]:
    """What a banner says about allergies, and the risks that hold now: in one statement."""
    known, flags = read_together(
        scope, allergies_of(scope, resident), open_flags(scope, resident, now)
    )
    return rules.allergy_line(row.mark for row in known), flags


def directives(scope: Scope) -> QuerySet[AdvanceDirective]:
    """What residents laid down ahead and did not take back."""
    found = AdvanceDirective.objects.filter(
        facility_id__in=scope.facilities, ended_at__isnull=True
    )
    return found.select_related("resident", "verified_by").order_by("directive_kind", "id")


def directives_of(scope: Scope, resident: Resident) -> QuerySet[AdvanceDirective]:
    """What one resident laid down ahead."""
    return directives(scope).filter(resident_id__in=record_ids(scope, resident))


def care_team(scope: Scope) -> QuerySet[CareTeamMember]:
    """Who looks after whom now."""
    found = CareTeamMember.objects.filter(
        facility_id__in=scope.facilities, ended_at__isnull=True
    )
    found = found.select_related("resident", "practitioner", "member")
    return found.order_by("position", "role", "id")


def care_team_of(
    scope: Scope, resident: Resident, day: date | None = None
) -> QuerySet[CareTeamMember]:
    """Who looks after one resident on a local day (default today); whose last day is over is
    left out."""
    found = care_team(scope).filter(resident_id__in=record_ids(scope, resident))
    last = day or resident.facility.today()
    return found.filter(Q(ends__isnull=True) | Q(ends__gte=last))


def _holding(scope: Scope, now: datetime) -> QuerySet[Flag]:
    return flags(scope).filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now)
