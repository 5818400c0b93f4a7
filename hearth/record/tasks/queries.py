"""Which tasks?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hearth.platform.content import lists
from hearth.platform.content.queries import find
from hearth.platform.scope import Scope
from hearth.record.residents.models import Placement
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import LIVE, Frequency, SeriesStatus, TaskKind
from hearth.record.tasks.models import Task, TaskChange, TaskSeries


LIVE_CODES = [str(s) for s in LIVE]


def tasks(scope: Scope) -> QuerySet[Task]:
    """Every task that exists for this reader."""
    found = Task.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff")


def open_tasks(scope: Scope, now: datetime) -> QuerySet[Task]:
    """What can be done now and waits for somebody, most pressing due time first."""
    live = tasks(scope).filter(status__in=LIVE_CODES, opens__lte=now)
    return live.order_by("due", "id")


def changes_of(scope: Scope, task: Task) -> list[TaskChange]:
    """Everything that ever happened to a task, oldest first."""
    rows = TaskChange.objects.filter(facility_id__in=scope.facilities, task=task)
    return list(rows.select_related("recorder").order_by("recorded", "id"))


def to_pass_up(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks whose time to pass to the next role has come."""
    found = Task.objects.filter(facility_id__in=scope.facilities, next_escalation__lte=now)
    return found.filter(status__in=LIVE_CODES)


def to_wake(scope: Scope, now: datetime) -> QuerySet[Task]:
    """Open tasks that were put off until now, or an earlier time."""
    found = Task.objects.filter(facility_id__in=scope.facilities, snoozed_until__lte=now)
    return found.filter(status__in=LIVE_CODES)


# Series


def all_series(scope: Scope) -> QuerySet[TaskSeries]:
    """Everything that was ever to be done again and again, for this reader."""
    found = TaskSeries.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff")


def series_to_make(scope: Scope, last: date) -> QuerySet[TaskSeries]:
    """Running series whose tasks do not reach as far as a local day yet, though they could."""
    found = TaskSeries.objects.filter(
        facility_id__in=scope.facilities, status=SeriesStatus.ACTIVE, starts__lte=last
    )
    unfinished = Q(ends__isnull=True) | Q(ends__gt=F("materialised_until"))
    reached = Q(materialised_until__lt=last) & unfinished
    return found.filter(Q(materialised_until__isnull=True) | reached)


def running_series(
    scope: Scope, code: str, cause_id: UUID | None, cause_code: str
) -> QuerySet[TaskSeries]:
    """The series that stands for a cause; none without one."""
    if cause_id is None:
        return TaskSeries.objects.none()
    return TaskSeries.objects.filter(
        facility_id__in=scope.facilities,
        code=code,
        cause_id=cause_id,
        cause_code=cause_code,
        status__in=[SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD],
    )


def recurrence_of(scope: Scope, series: TaskSeries) -> rules.Recurrence:
    """The pattern of a series, as the rules read it."""
    return rules.Recurrence(
        starts=series.starts,
        ends=series.ends,
        unit=Frequency(series.period_unit),
        period=series.period,
        wall_times=tuple(series.wall_times),
        weekdays=tuple(series.weekdays),
        month_day=series.month_day,
        anchor=series.anchor,
        count=series.count,
    )


# Kinds and ladders, as the community set them


def kind_for(scope: Scope, code: str) -> TaskKind:
    """A registered kind with what the community set for it. Raises KeyError for an unknown one."""
    kind = codes.kind_of(code)
    entry = (
        lists.item("task-kinds", kind.listed_as, scope.facility_id) if kind.listed_as else None
    )
    return rules.kind_as_listed(kind, entry.values if entry else None)


def ladder(scope: Scope, code: str, owner_role: str) -> rules.Ladder:
    """Who hears of a late task of a kind whose owner is a role, and when."""
    kind = codes.kind_of(code)
    found = find("escalation", "default", scope.facility_id)
    steps = [s for s in (found.body["steps"] if found else []) if s["role"] in DutyRole.codes()]
    own = [s for s in steps if s["task_kind"] == (kind.listed_as or code)]
    chosen = own or [s for s in steps if s["task_kind"] == "any"]
    ordered = sorted(chosen, key=lambda s: s["after_minutes"])
    return rules.ladder_of(
        owner_role,
        kind_ladder=kind.ladder,
        step=kind.step,
        steps=[(s["role"], timedelta(minutes=s["after_minutes"])) for s in ordered],
        own_steps=bool(own),
    )


# Who and where


def staff_file(scope: Scope, actor: Any) -> StaffMember | None:
    """The staff file of whoever acts, if they have one here."""
    return staff.member_of(scope, actor)


def shift_ends(scope: Scope, actor: Any, at: datetime) -> datetime | None:
    """When the duty ends that an actor worked at an instant; None when they were off duty."""
    mine = staff.duties_at(scope, at).filter(member__actor_id=getattr(actor, "pk", actor))
    return mine.order_by("-ends").values_list("ends", flat=True).first()


def neighborhoods_of(
    scope: Scope, residents: Iterable[UUID], now: datetime
) -> dict[UUID, UUID]:
    """The neighborhood in which each resident holds a place now."""
    held = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        resident_id__in=set(residents),
        cancelled_at__isnull=True,
        starts__lte=now + timedelta(days=1),
    ).order_by("starts")
    return dict(held.values_list("resident_id", "place__neighborhood_id"))
