"""Have something done again and again: start, change, pause, go on, end."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident
from hearth.record.staff.models import StaffMember
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import (
    CancelReason,
    Frequency,
    Priority,
    SeriesStatus,
    Urgency,
)
from hearth.record.tasks.events import (
    SeriesChanged,
    SeriesEnded,
    SeriesStarted,
    SeveralSeriesStarted,
)
from hearth.record.tasks.models import Task, TaskSeries
from hearth.record.tasks.rules import NewSeries, Recurrence, parts_of

from .ahead import _first_turns, _make_ahead, _take_back


@action("tasks.start_series")
def start_series(
    *,
    scope: Scope,
    by: Actor,
    code: str,
    recurrence: Recurrence,
    title: str = "",
    title_values: Mapping[str, Any] | None = None,
    instructions: str = "",
    resident: Resident | UUID | None = None,
    neighborhood: Any = None,
    owner_role: str = "",
    owner_staff: StaffMember | UUID | None = None,
    priority: Priority | None = None,
    urgency: Urgency | None = None,
    minutes: int | None = None,
    window_before: timedelta | None = None,
    window_after: timedelta | None = None,
    cause: str = "",
    cause_code: str = "",
    security_label: str = "",
) -> TaskSeries:
    """Have something done again and again; the tasks of the next two weeks are made at once.

    ``cause`` is "Type/uuid": while a series of this kind, cause and ``cause_code`` runs, that one
    comes back. Turns that were due before now are not made.

    Raises Refused: resident-missing, and as ``rules.check_recurrence``. KeyError: unknown kind.
    """
    cause_id = parts_of(cause)[1]
    known = queries.running_series(scope, code, cause_id, cause_code).first()
    if known is not None:
        return known
    new = NewSeries(
        code=code,
        recurrence=recurrence,
        title=title,
        title_values=title_values or {},
        instructions=instructions,
        resident_id=_key(resident),
        neighborhood_id=_key(neighborhood),
        owner_role=owner_role,
        owner_staff_id=_key(owner_staff),
        priority=priority,
        urgency=urgency,
        minutes=minutes,
        window_before=window_before,
        window_after=window_after,
        cause=cause,
        cause_code=cause_code,
        security_label=security_label,
    )
    series = _row(scope, by, new)
    series.save(force_insert=True)
    _make_ahead(scope, by, [series], not_before=clock.now())
    note("tasks.start_series", series, by=by)
    publish(SeriesStarted(**_named(series)))
    return series


@action("tasks.start_several_series")
def start_several_series(
    *, scope: Scope, by: Actor, series: Sequence[NewSeries]
) -> list[TaskSeries]:
    """The same for many at once, as when a community is taken over: all or none, in their order.

    One audit line and one event for the batch. Raises as ``start_series``.
    """
    rows = [_row(scope, by, new) for new in series]
    tasks = _first_turns(scope, by, rows, not_before=clock.now())
    TaskSeries.objects.bulk_create(rows, batch_size=500)
    Task.objects.bulk_create(tasks, batch_size=500)
    if rows:
        note_many("tasks.start_several_series", rows, by=by)
        publish(
            SeveralSeriesStarted(
                facility_id=scope.facility_id, series_ids=tuple(r.pk for r in rows)
            )
        )
    return rows


@action("tasks.change_series")
def change_series(
    *,
    scope: Scope,
    by: Actor,
    series: TaskSeries,
    recurrence: Recurrence | None = None,
    title: str | None = None,
    instructions: str | None = None,
    owner_role: str | None = None,
    minutes: int | None = None,
    window_before: timedelta | None = None,
    window_after: timedelta | None = None,
) -> TaskSeries:
    """Change what comes; None leaves a thing be. Only turns to come that nobody touched are made anew.

    What is open, taken or done stays as it is, and each such turn of today stands for one of the
    new ones. Raises Conflict: series-ended; Refused: title-missing, and as
    ``rules.check_recurrence``.
    """
    series = _lock(scope, series)
    rules.check_series(SeriesStatus(series.status))
    if recurrence is not None:
        rules.check_recurrence(recurrence)
    if title is not None and not title.strip():
        raise Refused("title-missing", N_("Say what is to be done."))
    wanted: dict[str, Any] = {
        "title": title,
        "instructions": instructions,
        "owner_role": owner_role,
        "minutes": minutes,
        "window_before": None if window_before is None else _minutes(window_before),
        "window_after": None if window_after is None else _minutes(window_after),
    }
    wanted |= _columns(recurrence) if recurrence else {}
    changed = {n for n, v in wanted.items() if v is not None and v != getattr(series, n)}
    if recurrence is not None:
        # "No end" and "no weekdays" are meant as they stand.
        changed |= {n for n in _columns(recurrence) if wanted[n] != getattr(series, n)}
    if not changed:
        return series
    for name in changed:
        setattr(series, name, wanted[name])
    if "title" in changed:
        series.title_values = {}
    if series.status == SeriesStatus.ACTIVE:
        _make_anew(scope, by, series)
    series.save()
    note("tasks.change_series", series, by=by, detail={"changed": sorted(changed)})
    publish(SeriesChanged(**_named(series), status=series.status))
    return series


@action("tasks.hold_series")
def hold_series(*, scope: Scope, by: Actor, series: TaskSeries, reason: str) -> TaskSeries:
    """Pause a series: turns to come that nobody touched are taken back.

    Raises Conflict: series-ended; Refused: reason-missing, held-already.
    """
    series = _lock(scope, series)
    rules.check_hold(SeriesStatus(series.status), reason)
    series.status = SeriesStatus.ON_HOLD
    _take_back(scope, by, series, CancelReason.SERIES_CHANGED)
    series.save()
    note("tasks.hold_series", series, by=by)
    publish(SeriesChanged(**_named(series), status=series.status))
    return series


@action("tasks.resume_series")
def resume_series(*, scope: Scope, by: Actor, series: TaskSeries) -> TaskSeries:
    """Go on with a paused series, from now: what fell into the pause is not made up.

    Raises Conflict: series-ended; Refused: not-held.
    """
    series = _lock(scope, series)
    rules.check_resume(SeriesStatus(series.status))
    series.status = SeriesStatus.ACTIVE
    _make_anew(scope, by, series)
    series.save()
    note("tasks.resume_series", series, by=by)
    publish(SeriesChanged(**_named(series), status=series.status))
    return series


@action("tasks.end_series")
def end_series(*, scope: Scope, by: Actor, series: TaskSeries, reason: str) -> TaskSeries:
    """End a series for good: turns to come that nobody touched are taken back, what is open stays.

    Raises Conflict: series-ended; Refused: reason-missing.
    """
    series = _lock(scope, series)
    rules.check_end(SeriesStatus(series.status), reason)
    series.status = SeriesStatus.COMPLETED
    series.ended_at, series.ended_by = clock.now(), by
    series.ended_reason = reason.strip()[:240]
    _take_back(scope, by, series, CancelReason.SERIES_CHANGED)
    series.save()
    note("tasks.end_series", series, by=by)
    publish(SeriesEnded(**_named(series)))
    return series


def _lock(scope: Scope, series: TaskSeries) -> TaskSeries:
    """The series itself, locked, as the job locks it too. Raises Refused: series-unknown."""
    rows = TaskSeries.objects.select_for_update().filter(
        facility_id__in=scope.facilities, pk=series.pk
    )
    found = rows.first()
    if found is None:
        raise Refused("series-unknown", N_("There is no such series."))
    return found


def _row(scope: Scope, by: Actor, new: NewSeries) -> TaskSeries:
    """One series, not kept yet; what was left out, its kind decides."""
    rules.check_recurrence(new.recurrence)
    kind = queries.kind_for(scope, new.code)
    if kind.needs_resident and new.resident_id is None:
        raise Refused("resident-missing", N_("Say for whom it is."))
    before = kind.window_before if new.window_before is None else new.window_before
    after = kind.window_after if new.window_after is None else new.window_after
    cause_type, cause_id = parts_of(new.cause)
    return TaskSeries(
        facility_id=scope.facility_id,
        security_label=new.security_label or ("restricted" if kind.confidential else "normal"),
        resident_id=new.resident_id,
        neighborhood_id=new.neighborhood_id,
        code=new.code,
        title=new.title.strip() or kind.label,
        title_values=dict(new.title_values),
        instructions=new.instructions,
        owner_role=new.owner_role or kind.owner_role,
        owner_staff_id=new.owner_staff_id,
        priority=new.priority or kind.priority,
        urgency=new.urgency or kind.urgency,
        minutes=kind.minutes if new.minutes is None else new.minutes,
        window_before=_minutes(before),
        window_after=_minutes(after),
        cause_type=cause_type,
        cause_id=cause_id,
        cause_code=new.cause_code,
        requester=by,
        authored_on=clock.now(),
        **_columns(new.recurrence),
    )


def _make_anew(scope: Scope, by: Actor, series: TaskSeries) -> None:
    _take_back(scope, by, series, CancelReason.SERIES_CHANGED)
    today = Facility.objects.get(pk=series.facility_id).today()
    series.materialised_until = today - timedelta(days=1)
    _make_ahead(scope, by, [series], not_before=clock.now())


def _columns(rule: Recurrence) -> dict[str, Any]:
    """A pattern as the table keeps it."""
    elapsed = rule.unit is Frequency.MINUTE
    return {
        "period_unit": rule.unit,
        "period": rule.period,
        "wall_times": [] if elapsed else sorted(set(rule.wall_times)),
        "weekdays": sorted(set(rule.weekdays)),
        "month_day": rule.month_day if rule.unit is Frequency.MONTH else None,
        "anchor": rule.anchor if elapsed else None,
        "count": rule.count,
        "starts": rule.starts,
        "ends": rule.ends,
        "not_before": rule.not_before,
        "not_after": rule.not_after,
    }


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _named(series: TaskSeries) -> dict[str, Any]:
    return {
        "facility_id": series.facility_id,
        "series_id": series.pk,
        "resident_id": series.resident_id,
        "code": series.code,
    }


def _key(row: Any) -> UUID | None:
    return getattr(row, "pk", row)
