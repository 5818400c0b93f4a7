"""Put many residents on watch in one go, in few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.models import Resident
from hearth.record.tasks import queries, rules
from hearth.record.tasks.codes import WATCH_CHECK, WATCH_DECISION
from hearth.record.tasks.events import WatchStarted
from hearth.record.tasks.models import Watch
from hearth.record.tasks.rules import NewSeries, NewTask, Reason

from .making import create_tasks
from .series import start_several_series
from .watching import _named, _reason, _role


@action("tasks.start_watches")
def start_watches(
    *,
    scope: Scope,
    by: Actor,
    residents: Sequence[Resident],
    reason: str,
    until: datetime | None = None,
    look_for: str = "",
) -> list[Watch]:
    """The same watch for residents none of whom is on watch for this reason: all or none.

    One audit line for each; otherwise as ``start_watch``, which goes on with one that runs.
    Raises Refused: reason-unknown, role-unknown, until-past, ends-first, too-long.
    """
    now = clock.now()
    found, definition, version = _reason(scope, reason)
    ends = until or now + found.length
    rules.check_watch(starts=now, until=ends, now=now)
    rows = [
        Watch(
            facility_id=scope.facility_id,
            security_label="normal",
            resident=one,
            reason=reason,
            starts=now,
            until=ends,
            checks_from=now,
            steps=[dict(s) for s in found.steps],
            look_for=look_for.strip(),
            may_do=_role(found.role),
            decides=_role(found.decides),
            definition_id=definition,
            definition_version=version,
            started_by=by,
            recorded=now,
        )
        for one in residents
    ]
    Watch.objects.bulk_create(rows, batch_size=500)
    _lay_all_checks(scope, by, rows, found)
    _ask_all_to_decide(scope, by, rows, found)
    for row in rows:
        note("tasks.start_watch", row, by=by, detail={"reason": reason})
    publish_many([WatchStarted(**_named(row), until=row.until.isoformat()) for row in rows])
    return rows


def _lay_all_checks(scope: Scope, by: Actor, rows: Sequence[Watch], reason: Reason) -> None:
    """The series of all of them; residents of one neighborhood have the same shifts."""
    facility = Facility.objects.get(pk=scope.facility_id)
    where = queries.neighborhoods_of(scope, [row.resident_id for row in rows], clock.now())
    shifts: dict[UUID | None, Sequence[time]] = {}
    new: list[NewSeries] = []
    for row in rows:
        lives = where.get(row.resident_id)
        if lives not in shifts:
            shifts[lives] = queries.shift_ends_here(scope, facility, lives)
        new += _checks(row, reason, facility, shifts[lives])
    start_several_series(scope=scope, by=by, series=new)


def _checks(
    row: Watch, reason: Reason, facility: Facility, ends: Sequence[time]
) -> list[NewSeries]:
    steps = rules.checks_of(
        row.steps, begins=row.checks_from, until=row.until, shift_ends=ends, zone=facility.zone
    )
    return [
        NewSeries(
            code=WATCH_CHECK.code,
            recurrence=step.recurrence,
            title=N_("Watch: {reason}"),
            title_values=_called(reason),
            instructions=row.look_for,
            resident_id=row.resident_id,
            owner_role=row.may_do,
            urgency=step.urgency,
            window_before=step.before,
            window_after=step.after,
            cause=f"Watch/{row.pk}",
            cause_code=f"step-{number}",
            security_label=row.security_label,
        )
        for number, step in enumerate(steps)
        if step.recurrence.not_after is None or step.recurrence.not_after >= row.recorded
    ]


def _ask_all_to_decide(scope: Scope, by: Actor, rows: Sequence[Watch], reason: Reason) -> None:
    tasks = [
        NewTask(
            code=WATCH_DECISION.code,
            title=N_("End the watch, or go on: {reason}"),
            title_values=_called(reason),
            resident_id=row.resident_id,
            due=row.until,
            owner_role=row.decides,
            cause=f"Watch/{row.pk}",
            cause_code=row.reason,
            slot="decision",
            security_label=row.security_label,
        )
        for row in rows
    ]
    create_tasks(scope=scope, by=by, tasks=tasks)


def _called(reason: Reason) -> Mapping[str, Any]:
    return {"reason": dict(reason.title)}
