"""What comes again and again, and how a kind is set here."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet

from hearth.platform.content import lists
from hearth.platform.content.queries import find
from hearth.platform.scope import Scope
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import Frequency, SeriesStatus, TaskKind
from hearth.record.tasks.models import Task, TaskSeries

from .lists import LIVE_CODES


def all_series(scope: Scope) -> QuerySet[TaskSeries]:
    """Everything that was ever to be done again and again, for this reader."""
    found = TaskSeries.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "owner_staff")


def series_listed(scope: Scope, *, ended: bool = False) -> QuerySet[TaskSeries]:
    """What comes again, by resident and title; with ``ended``, what did once."""
    running = Q(status__in=[SeriesStatus.ACTIVE, SeriesStatus.ON_HOLD])
    found = all_series(scope).filter(Q(status=SeriesStatus.COMPLETED) if ended else running)
    return found.order_by("resident__family_folded", "resident__given_folded", "title", "id")


def coming(scope: Scope, series: Iterable[UUID], now: datetime) -> dict[UUID, datetime]:
    """When each series comes next."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        series_id__in=list(series),
        status__in=LIVE_CODES,
        due__gte=now,
    )
    first = rows.values("series_id").order_by().annotate(next=Min("due"))
    return {row["series_id"]: row["next"] for row in first}


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
        not_before=series.not_before,
        not_after=series.not_after,
    )


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
