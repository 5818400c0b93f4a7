"""Make the tasks of running series ahead of time, and take back those to come."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import LIVE, CancelReason, Change, SeriesStatus, TaskStatus
from hearth.record.tasks.events import TasksMaterialised
from hearth.record.tasks.models import Task, TaskChange, TaskSeries
from hearth.record.tasks.rules import Ladder, Occurrence


BATCH = 500

STALE = timedelta(days=1)
"""What was late for longer than this when it was made (after an outage, worked on paper) stands
on the list as late and passes up to nobody. Hearth's own default."""


@action("tasks.make_tasks_ahead")
def make_tasks_ahead(*, scope: Scope, by: Actor, at_most: int = 400) -> int:
    """Make what is still missing of the community's running series; how many series were looked at.

    Two weeks ahead (the community's setting), missed days up to a week back. Made twice, nothing
    is made twice. At most so many series at once: the caller asks again until none is left.
    """
    facility = Facility.objects.get(pk=scope.facility_id)
    today = facility.today()
    last = today + _reach(facility)
    series = list(
        queries.series_to_make(scope, last)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:at_most]
    )
    made = _make_ahead(scope, by, series)
    _keep_reached(series)
    if made:
        note("tasks.make_tasks_ahead", None, by=by, detail={"count": made, "of": len(series)})
        publish(
            TasksMaterialised(
                facility_id=facility.pk,
                count=made,
                first=today.isoformat(),
                last=last.isoformat(),
            )
        )
    return len(series)


def _make_ahead(
    scope: Scope,
    by: Actor,
    series: Sequence[TaskSeries],
    *,
    not_before: datetime | None = None,
) -> int:
    """Make the missing tasks of these series and note how far they reach; how many were made.

    With ``not_before`` (starting, changing, going on) a day's turns that stand already stand for
    as many of its new ones, and none is made that was due before then. ``materialised_until``
    is set on the objects; they are saved by the caller, who holds their locks.
    """
    if not series:
        return 0
    facility = Facility.objects.get(pk=series[0].facility_id)
    making = _Making(scope, by, facility, series)
    rows: list[Task] = []
    for one in series:
        rows += making.tasks_of(one, not_before)
    Task.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    if not_before is not None:
        for one in series:
            one.save(update_fields=["materialised_until"])
    return len(rows)


def _first_turns(
    scope: Scope, by: Actor, series: Sequence[TaskSeries], *, not_before: datetime
) -> list[Task]:
    """The first tasks of new series that are not written yet; how far they reach stands on each."""
    if not series:
        return []
    facility = Facility.objects.get(pk=series[0].facility_id)
    making = _Making(scope, by, facility, series)
    return [t for one in series for t in making.tasks_of(one, None) if t.due >= not_before]


class _Making:
    """One making: what is the same for all its series is read once."""

    def __init__(
        self, scope: Scope, by: Actor, facility: Facility, series: Iterable[TaskSeries]
    ) -> None:
        self.scope, self.by, self.now = scope, by, clock.now()
        self.zone: ZoneInfo = facility.zone
        self.today: date = facility.today()
        self.ahead = _reach(facility)
        about = {s.resident_id for s in series if s.resident_id and not s.neighborhood_id}
        self.where: Mapping[UUID, UUID] = queries.neighborhoods_of(scope, about, self.now)
        self.ladders: dict[tuple[str, str], Ladder] = {}

    def tasks_of(self, series: TaskSeries, not_before: datetime | None) -> list[Task]:
        span = rules.span_to_make(
            series.materialised_until,
            starts=series.starts,
            ends=series.ends,
            today=self.today,
            ahead=self.ahead,
        )
        if span is None:
            series.materialised_until = _as_far(series, self.today + self.ahead)
            return []
        found = rules.materialise(queries.recurrence_of(self.scope, series), *span, self.zone)
        if not_before is not None:
            stand = _standing(series, span)
            found = [o for o in _beyond(found, stand) if o.due >= not_before]
        series.materialised_until = span[1]
        return [self.row(series, one) for one in found]

    def row(self, series: TaskSeries, turn: Occurrence) -> Task:
        ladder = self.ladder(series)
        late = turn.due + timedelta(minutes=series.window_after)
        return Task(
            facility_id=series.facility_id,
            security_label=series.security_label,
            resident_id=series.resident_id,
            neighborhood_id=series.neighborhood_id or self.where.get(series.resident_id),  # type: ignore[arg-type]
            code=series.code,
            title=series.title,
            title_values=series.title_values,
            instructions=series.instructions,
            status=TaskStatus.ACCEPTED if series.owner_staff_id else TaskStatus.REQUESTED,
            priority=series.priority,
            urgency=series.urgency,
            opens=turn.due - timedelta(minutes=series.window_before),
            due=turn.due,
            late=late,
            minutes=series.minutes,
            owner_staff_id=series.owner_staff_id,
            owner_role=series.owner_role,
            cause_type=series.cause_type,
            cause_id=series.cause_id,
            cause_code=series.cause_code,
            series_id=series.pk,
            local_date=turn.local_date,
            slot=turn.slot,
            ladder=list(ladder.roles),
            next_escalation=ladder.first(late) if late >= self.now - STALE else None,
            authored_on=self.now,
            requester=self.by,
            changed=self.now,
        )

    def ladder(self, series: TaskSeries) -> Ladder:
        key = (series.code, series.owner_role)
        if key not in self.ladders:
            self.ladders[key] = queries.ladder(self.scope, *key)
        return self.ladders[key]


def _as_far(series: TaskSeries, last: date) -> date:
    """How far a series reaches of which nothing is left to make."""
    end = last if series.ends is None else min(last, series.ends)
    return max(end, series.materialised_until or end)


def _standing(series: TaskSeries, span: tuple[date, date]) -> Counter[date]:
    """How many turns of each day stand: open, taken or done."""
    rows = Task.objects.filter(
        facility_id=series.facility_id, series=series, local_date__range=span
    ).exclude(status=TaskStatus.ENTERED_IN_ERROR)
    return Counter(day for day in rows.values_list("local_date", flat=True) if day)


def _beyond(found: Iterable[Occurrence], stand: Counter[date]) -> list[Occurrence]:
    """The turns that are left when each standing one stands for the first that is not yet had."""
    left, kept = Counter(stand), []
    for one in found:
        if left[one.local_date]:
            left[one.local_date] -= 1
        else:
            kept.append(one)
    return kept


def _take_back(scope: Scope, by: Actor, series: TaskSeries, reason: CancelReason) -> int:
    """Take back the turns to come that nobody touched; they are made anew, or never come."""
    now = clock.now()
    rows = Task.objects.select_for_update().filter(
        facility_id=series.facility_id,
        series=series,
        status__in=[str(s) for s in LIVE],
        opens__gt=now,
    )
    gone = [
        t
        for t in rows.order_by("id")
        if rules.is_replaceable(
            TaskStatus(t.status), opens=t.opens, claimed=t.claimed_at is not None, now=now
        )
    ]
    Task.objects.filter(pk__in=[t.pk for t in gone], facility_id=series.facility_id).update(
        status=TaskStatus.ENTERED_IN_ERROR,
        next_escalation=None,
        snoozed_until=None,
        changed=now,
    )
    TaskChange.objects.bulk_create((_taken_back(t, now, by, reason) for t in gone), BATCH)
    return len(gone)


def _taken_back(task: Task, now: datetime, by: Actor, reason: CancelReason) -> TaskChange:
    return TaskChange(
        facility_id=task.facility_id,
        security_label=task.security_label,
        task=task,
        resident_id=task.resident_id,
        change=Change.RETRACTED,
        reason=reason,
        effective=now,
        recorded=now,
        recorder=by,
    )


def _keep_reached(series: Iterable[TaskSeries]) -> None:
    """Write how far each series reaches: one statement for each day they reach to."""
    by_day: dict[Any, list[UUID]] = {}
    for one in series:
        by_day.setdefault((one.facility_id, one.materialised_until), []).append(one.pk)
    for (facility_id, until), keys in by_day.items():
        TaskSeries.objects.filter(
            facility_id=facility_id, pk__in=keys, status=SeriesStatus.ACTIVE
        ).update(materialised_until=until)


def _reach(facility: Facility) -> timedelta:
    """How far ahead this community lays its tasks out."""
    return timedelta(days=settings_for(facility).materialise_days_ahead)
