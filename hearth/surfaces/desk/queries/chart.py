"""One resident: who it is, what must be known before one acts, whom to call, what is next."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.platform.tenancy.rows import read_together
from hearth.record.residents import queries as residents
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CallFirst,
    CareTeamMember,
    Condition,
    Coverage,
    Flag,
    Resident,
    Restriction,
)
from hearth.record.residents.rules import LevelNow
from hearth.record.tasks import queries as tasks
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task, Watch
from hearth.record.tasks.rules import Reason


NEXT = timedelta(hours=24)


@dataclass(slots=True)
class Chart:
    """Everything the summary of one resident shows; what the reader may not see stays empty."""

    resident: Resident
    standing: residents.Standing
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    calls: list[residents.Call] = field(default_factory=list)
    next: list[Task] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    reasons: dict[UUID, Reason] = field(default_factory=dict)
    call_first: list[CallFirst] = field(default_factory=list)
    kept_away: list[Restriction] = field(default_factory=list)
    level: LevelNow = field(default_factory=LevelNow)


@dataclass(slots=True)
class Sheet:
    """What goes with the ambulance besides the chart."""

    directives: list[AdvanceDirective]
    care_team: list[CareTeamMember]
    coverage: list[Coverage]


def chart(
    scope: Scope, resident: Resident, now: datetime, today: date, *, whole: bool = True
) -> Chart:
    """The summary of one resident; a record merged into this one counts as this one.

    Not ``whole``: as much of it as the banner shows.
    """
    mine = {"resident_id__in": residents.record_ids(scope, resident)}
    with_runs = whole and scope.may("staff.view_duty")
    found = Chart(resident, residents.standing(scope, resident, now, with_runs=with_runs))
    safety = scope.may("residents.view_safety")
    health = whole and scope.may("residents.view_health")
    active = Q(**mine, clinical_status="active") & ~Q(verification_status="refuted")
    allergies = residents.allergies(scope).filter(active)
    flags = residents.flags(scope).filter(Q(until__isnull=True) | Q(until__gt=now), **mine)
    conditions = residents.conditions(scope).filter(active)
    found.allergies, found.flags, found.conditions = read_together(
        scope,
        allergies if safety else allergies.none(),
        flags if safety else flags.none(),
        conditions if health else conditions.none(),
    )
    if safety:
        found.level = residents.level_of(scope, found.standing, today)
    if safety and whole:
        found.call_first = residents.call_first(scope, resident)
        found.kept_away = residents.restrictions_of(scope, resident, today)
    if not whole:
        return found
    if scope.may("residents.view_contacts"):
        found.calls = residents.contacts_of(scope, resident, today)
    if scope.may("tasks.view_watch"):
        running = tasks.watches_now(scope, mine["resident_id__in"])
        found.watches = [w for rows in running.values() for w in rows]
        found.reasons = tasks.reasons_of(scope, found.watches)
    if scope.may("tasks.view_task"):
        waits = Task.objects.filter(
            facility_id__in=scope.facilities,
            **mine,
            status__in=[str(s) for s in LIVE],
            due__lte=now + NEXT,
        ).select_related("resident", "owner_staff")
        found.next = list(waits.order_by("due", "id")[:8])
    return found


def sheet(scope: Scope, resident: Resident, today: date) -> Sheet:
    """Directives, who looks after them outside, and who pays."""
    in_force = Q(ends__isnull=True) | Q(ends__gte=today)
    payers = residents.coverage_of(scope, resident).filter(in_force)
    return Sheet(
        directives=list(residents.directives_of(scope, resident).filter(in_force)),
        care_team=list(residents.care_team_of(scope, resident, today)),
        coverage=list(payers) if scope.may("residents.view_coverage") else [],
    )
