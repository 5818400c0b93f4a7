"""What an ambulance crew must know of one resident, read now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.tenancy.rows import read_together
from hearth.record.documents.models import SourceRecord
from hearth.record.observations import queries as observations
from hearth.record.observations.models import Observation
from hearth.record.residents import queries as residents
from hearth.record.residents.models import (
    AdvanceDirective,
    AllergyIntolerance,
    CallFirst,
    CareTeamMember,
    Condition,
    Coverage,
    EmsPage,
    Flag,
    Resident,
    Restriction,
)
from hearth.record.residents.rules import Warning  # noqa: A004


VITALS_SINCE = timedelta(days=30)
MEDICINES = ("MedicationRequest", "MedicationStatement")
OVER = frozenset({"stopped", "completed", "cancelled", "entered-in-error", "not-taken"})


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine in the words of the system it came from."""

    text: str
    system: str
    received: datetime


@dataclass(slots=True)
class EmsSheet:
    """Everything on the page; what the reader may not see stays empty, and ``complete`` says so."""

    resident: Resident
    standing: residents.Standing
    page: EmsPage | None
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    warnings: tuple[Warning, ...] = ()
    directives: list[AdvanceDirective] = field(default_factory=list)
    calls: list[residents.Call] = field(default_factory=list)
    deciders: frozenset[object] = frozenset()
    kept_away: list[Restriction] = field(default_factory=list)
    team: list[CareTeamMember] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    medicines: list[Medicine] = field(default_factory=list)
    vitals: list[Observation] = field(default_factory=list)
    call_first: list[CallFirst] = field(default_factory=list)
    complete: bool = True


def community_called(scope: Scope, slug: str) -> Facility | None:
    """The community of this address; a house table, so that no scope narrows it."""
    del scope
    return Facility.objects.filter(slug=slug).first()


def ems_sheet(
    scope: Scope, resident: Resident, now: datetime, today: date, page: EmsPage | None = None
) -> EmsSheet:
    """What goes with the ambulance, as far as the reader may see it."""
    mine = residents.record_ids(scope, resident)
    in_force = Q(ends__isnull=True) | Q(ends__gte=today)
    found = EmsSheet(resident, residents.standing(scope, resident, now), page)
    safety, health = scope.may("residents.view_safety"), scope.may("residents.view_health")
    active = Q(resident_id__in=mine, clinical_status="active")
    allergies = residents.allergies(scope).filter(active).exclude(verification_status="refuted")
    flags = residents.open_flags(scope, resident, now)
    conditions = residents.active_conditions(scope, resident)
    found.allergies, found.flags, found.conditions = read_together(
        scope,
        allergies if safety else allergies.none(),
        flags if safety else flags.none(),
        conditions if health else conditions.none(),
    )
    if safety:
        found.warnings = residents.warnings_of(scope, resident, found.flags)
        found.directives = list(residents.directives_of(scope, resident).filter(in_force))
        found.call_first = residents.call_first(scope, resident)
        found.kept_away = residents.restrictions_of(scope, resident, today)
    if health:
        found.medicines = medicines(scope, mine)
        found.team = list(residents.care_team_of(scope, resident, today))
    if scope.may("residents.view_contacts"):
        found.calls = residents.contacts_of(scope, resident, today)
        found.deciders = frozenset(residents.deciders_among(scope, found.calls))
    if scope.may("residents.view_coverage"):
        payers = residents.coverage_of(scope, resident).filter(in_force)
        found.coverage = list(payers)
    if scope.may("observations.view_observations"):
        latest = observations.latest(scope, resident, since=now - VITALS_SINCE, count=1)
        found.vitals = [rows[0] for rows in latest.values() if rows]
    found.complete = all(scope.may(name) for name in NEEDED)
    return found


NEEDED = ("residents.view_health", "residents.view_contacts", "residents.view_coverage")
"""What a reader must be allowed, for the page to hold everything."""


def medicines(scope: Scope, resident_ids: Iterable[object]) -> list[Medicine]:
    """The medicines other systems sent, each by its present word; those that are over left out."""
    found = SourceRecord.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=list(resident_ids),
        resource_type__in=MEDICINES,
        set_aside="",
    ).order_by("source_system", "resource_type", "source_id", "-received_at", "-id")
    present = found.distinct("source_system", "resource_type", "source_id")
    rows = [
        Medicine(row.summary, row.source_system, row.received_at)
        for row in present
        if row.summary and (row.body or {}).get("status") not in OVER
    ]
    return sorted(rows, key=lambda one: one.text.casefold())
