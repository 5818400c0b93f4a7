"""What the desk reads: across areas, each in few questions, always of one scope."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hearth.kernel.folding import folded, prefix_bounds
from hearth.platform.scope import Scope
from hearth.record.residents.codes import ENDED_STAY
from hearth.record.residents.models import (
    AllergyIntolerance,
    Condition,
    Contact,
    ContactAuthority,
    Flag,
    Placement,
    Resident,
    Stay,
    Whereabouts,
)
from hearth.record.staff.models import DutyPeriod, ShiftNeed
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task
from hearth.record.tasks.rules import TaskMark, lines_for_today


@dataclass(frozen=True, slots=True)
class Census:
    """Who lives here, by where they are. Lists of residents' ids."""

    in_house: tuple[UUID, ...]
    hospital: tuple[UUID, ...]
    away: tuple[UUID, ...]
    moving_in: tuple[Stay, ...]
    applicants: int


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """One resident as a list shows them."""

    resident: Resident
    place: str = ""
    status: str = ""
    out: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """One line of NEEDS YOU: the first task of a thread, and how many wait behind it."""

    task: Task
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty for a role, against how many are wanted."""

    role: str
    here: tuple[str, ...]
    wanted: int


@dataclass(slots=True)
class Chart:
    """Everything the summary of one resident shows."""

    line: ResidentLine
    stay: Stay | None = None
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    authorities: dict[UUID, list[str]] = field(default_factory=dict)
    open_tasks: list[Task] = field(default_factory=list)
    done_tasks: list[Task] = field(default_factory=list)


def census(scope: Scope) -> Census:
    """Who is in the house, in hospital, away and on the way in: one question."""
    by: dict[str, list[UUID]] = {}
    coming: list[Stay] = []
    rows = Stay.objects.filter(facility_id__in=scope.facilities).exclude(status__in=ENDED_STAY)
    for stay in rows.select_related("resident").order_by("starts"):
        by.setdefault(stay.status, []).append(stay.resident_id)
        if stay.status == "moving-in":
            coming.append(stay)
    return Census(
        in_house=tuple(by.get("lives-here", []) + by.get("returning", [])),
        hospital=tuple(by.get("hospital", [])),
        away=tuple(by.get("away", [])),
        moving_in=tuple(coming),
        applicants=len(by.get("applicant", [])),
    )


def places(scope: Scope, residents: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """The place each resident holds now, as said aloud."""
    rows = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        resident_id__in=list(residents),
        cancelled_at__isnull=True,
    ).order_by("starts")
    return dict(rows.values_list("resident_id", "place__label"))


def out_now(scope: Scope) -> list[Whereabouts]:
    """Everybody whose latest whereabouts is not in the house, longest overdue first."""
    rows = (
        Whereabouts.objects.filter(
            facility_id__in=scope.facilities, entered_in_error_at__isnull=True
        )
        .select_related("resident")
        .order_by("resident_id", "-effective", "-recorded", "-id")
        .distinct("resident_id")
    )
    away = [w for w in rows if w.code != "in"]
    return sorted(away, key=lambda w: (w.expected_back is None, w.expected_back))


def needs(
    scope: Scope, now: datetime, *, roles: Iterable[str], horizon: timedelta
) -> list[Need]:
    """NEEDS YOU in its order, one line per resident and cause."""
    live = Task.objects.filter(
        facility_id__in=scope.facilities,
        status__in=[str(s) for s in LIVE],
        opens__lte=now,
        due__lte=now + horizon,
    )
    pressing = ["safety", "legal-clock", "promise", "changed-resident", "order-or-pharmacy"]
    live = live.filter(
        Q(owner_role__in=list(roles)) | Q(urgency__in=pressing, due__lte=now + horizon)
    ).exclude(Q(code="tasks.check") & Q(late__gt=now))
    live = live.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))
    tasks = {t.pk: t for t in live.select_related("resident", "owner_staff")[:500]}
    lines = lines_for_today(_mark(t) for t in tasks.values())
    return [Need(tasks[line.first], len(line.others)) for line in lines]


def late_care(scope: Scope, now: datetime) -> int:
    """How many tasks of the floor are past their late time with no entry."""
    return Task.objects.filter(
        facility_id__in=scope.facilities, status__in=[str(s) for s in LIVE], late__lt=now
    ).count()


def day(scope: Scope, start: datetime, end: datetime) -> list[tuple[datetime, str, int, int]]:
    """The day's work by due time: (due, title, done, all), rounds of three and more."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities, due__gte=start, due__lt=end
    ).values_list("due", "title", "status")
    rounds: dict[tuple[datetime, str], list[int]] = {}
    for due, title, status in rows:
        count = rounds.setdefault((due, title), [0, 0])
        count[0] += status in {"completed", "failed", "cancelled"}
        count[1] += 1
    found = [(due, title, done, total) for (due, title), (done, total) in rounds.items()]
    return sorted(found)


def refused_since(scope: Scope, since: datetime) -> list[Task]:
    """What residents refused or was not done since then, newest first."""
    return list(
        Task.objects.filter(
            facility_id__in=scope.facilities,
            recorded__gte=since,
            outcome__in=["refused", "not-done"],
        )
        .select_related("resident")
        .order_by("-recorded")[:60]
    )


def on_duty(scope: Scope, now: datetime) -> list[Duty]:
    """Who is on duty now against who is needed, by role."""
    periods = list(
        DutyPeriod.objects.filter(
            facility_id__in=scope.facilities, starts__lte=now, ends__gt=now
        )
        .exclude(status="absent")
        .select_related("member", "shift")
    )
    shifts = {p.shift_id for p in periods if p.shift_id}
    wanted: dict[str, int] = {}
    for need in ShiftNeed.objects.filter(facility_id__in=scope.facilities, shift_id__in=shifts):
        wanted[need.role] = max(wanted.get(need.role, 0), need.headcount)
    here: dict[str, list[str]] = {}
    for period in periods:
        here.setdefault(period.role, []).append(str(period.member))
    roles = sorted(set(here) | set(wanted))
    return [Duty(r, tuple(sorted(here.get(r, []))), wanted.get(r, 0)) for r in roles]


def residents(scope: Scope) -> "Iterable[Resident]":
    """Residents that exist for this reader, merged records left out."""
    return Resident.objects.filter(facility_id__in=scope.facilities, merged_into__isnull=True)


def living_here(scope: Scope, now: datetime) -> list[ResidentLine]:
    """Everybody with a residency that has not ended, by name."""
    rows = list(
        Stay.objects.filter(facility_id__in=scope.facilities)
        .exclude(status__in=ENDED_STAY)
        .select_related("resident")
        .order_by("resident__family_folded", "resident__given_folded")
    )
    where = places(scope, [s.resident_id for s in rows], now)
    out = {w.resident_id: w for w in out_now(scope)}
    return [
        ResidentLine(s.resident, where.get(s.resident_id, ""), s.status, out.get(s.resident_id))
        for s in rows
    ]


def chart(scope: Scope, resident: Resident, now: datetime) -> Chart:
    """The summary of one resident, in nine questions."""
    mine = {"facility_id__in": scope.facilities, "resident": resident}
    stay = Stay.objects.filter(**mine).order_by("-starts").first()
    out = next((w for w in out_now(scope) if w.resident_id == resident.pk), None)
    place = places(scope, [resident.pk], now).get(resident.pk, "")
    found = Chart(ResidentLine(resident, place, stay.status if stay else "", out), stay)
    found.allergies = list(AllergyIntolerance.objects.filter(**mine, clinical_status="active"))
    if scope.may("residents.view_health"):
        found.conditions = list(
            Condition.objects.filter(**mine, clinical_status="active").order_by("text")
        )
    found.flags = list(Flag.objects.filter(**mine, ended_at__isnull=True))
    if scope.may("residents.view_contacts"):
        found.contacts = list(
            Contact.objects.filter(**mine, ended_at__isnull=True).order_by("position")
        )
        for right in ContactAuthority.objects.filter(**mine, ended_at__isnull=True):
            found.authorities.setdefault(right.contact_id, []).append(right.authority)
    tasks = Task.objects.filter(**mine)
    found.open_tasks = list(
        tasks.filter(
            status__in=[str(s) for s in LIVE], due__lte=now + timedelta(hours=24)
        ).order_by("due")[:8]
    )
    found.done_tasks = list(
        tasks.filter(recorded__gte=now - timedelta(hours=72))
        .exclude(outcome="")
        .order_by("-recorded")[:40]
    )
    return found


def search_residents(scope: Scope, text: str) -> list[Resident]:
    """Residents whose family or given name begins with the words typed: ranges, never LIKE."""
    words = folded(text).split()[:3]
    found = residents(scope)
    if not words:
        return []
    for word in words:
        low, high = prefix_bounds(word)
        found = found.filter(
            Q(family_folded__gte=low, family_folded__lt=high)
            | Q(given_folded__gte=low, given_folded__lt=high)
        )
    return list(found.order_by("family_folded", "given_folded")[:25])


def _mark(task: Task) -> TaskMark:
    cause = f"{task.cause_type}/{task.cause_id}" if task.cause_id else ""
    return TaskMark(
        id=task.pk,
        code=task.code,
        urgency=task.urgency,
        opens=task.opens,
        due=task.due,
        late=task.late,
        status=task.status,
        priority=task.priority,
        resident_id=task.resident_id,
        cause=cause,
    )
