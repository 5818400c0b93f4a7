"""How stand the queues, the clock's jobs and the failures? Jobs are house tables: ids and codes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from croniter import croniter
from django.db import connection
from django.db.models import QuerySet

from hearth.kernel import clock
from hearth.platform.scope.scope import Scope

from .models import JobFailure, ScheduledRun
from .registry import SCHEDULE


@dataclass(frozen=True, slots=True)
class QueueState:
    """One queue now: jobs waiting, in hand, failed; and when the oldest waiting one was put in."""

    queue: str
    waiting: int
    later: int
    in_hand: int
    failed: int
    oldest: datetime | None


def queue_states() -> list[QueueState]:
    """Every queue that holds anything."""
    return [
        QueueState(*row)
        for row in _rows(
            """
            SELECT queue_name,
              count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),
              count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
              count(*) FILTER (WHERE status = 'doing'),
              count(*) FILTER (WHERE status = 'failed'),
              (SELECT min(e.at) FROM procrastinate_events e JOIN procrastinate_jobs t ON t.id = e.job_id
                WHERE t.queue_name = j.queue_name AND t.status = 'todo' AND e.type = 'deferred'
                  AND (t.scheduled_at IS NULL OR t.scheduled_at <= now()))
              FROM procrastinate_jobs j GROUP BY queue_name ORDER BY queue_name
            """
        )
    ]


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that is tried no more until a person says so."""

    id: int
    task: str
    queue: str
    facility_id: UUID | None
    attempts: int
    error: str
    code: str
    failed_at: datetime | None


def failed_jobs(scope: Scope, *, limit: int = 200) -> list[FailedJob]:
    """Jobs that failed for good, of these communities and of the house; newest first."""
    found = _rows(
        """
        SELECT j.id, j.task_name, j.queue_name, (j.args ->> 'facility_id')::uuid, j.attempts,
               coalesce(f.error, ''), coalesce(f.code, ''), f.failed_at
          FROM procrastinate_jobs j
          LEFT JOIN LATERAL (SELECT error, code, failed_at FROM jobs_jobfailure
                              WHERE job_id = j.id ORDER BY failed_at DESC LIMIT 1) f ON true
         WHERE j.status = 'failed'
           AND (j.args ->> 'facility_id' IS NULL OR (j.args ->> 'facility_id')::uuid = ANY (%s))
         ORDER BY j.id DESC LIMIT %s
        """,
        [list(scope.facilities), limit],
    )
    return [FailedJob(*row) for row in found]


def failures(scope: Scope, *, since: datetime) -> QuerySet[JobFailure]:
    """Every failed attempt since then, of these communities and of the house; newest first."""
    mine = JobFailure.objects.filter(of_facility__in=scope.facilities)
    house = JobFailure.objects.filter(of_facility__isnull=True)
    return (mine | house).filter(failed_at__gte=since).order_by("-failed_at")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job the clock starts: when it last ran, when it should have, and what broke."""

    name: str
    cron: str
    run: ScheduledRun | None
    due_at: datetime

    @property
    def dry(self) -> bool:
        """Whether it missed its time: no start since the last one due, five minutes' grace.

        What was due before a worker knew of the job was nobody's to start.
        """
        if clock.now() - self.due_at < timedelta(minutes=5):
            return False
        if self.run is None:
            return True
        minded = self.run.started_at or self.run.known_at
        return minded is None or minded < self.due_at


def schedules() -> list[Schedule]:
    """Every job that the clock starts."""
    known = {run.name: run for run in ScheduledRun.objects.all()}
    now = clock.now()
    return [
        Schedule(name, cron, known.get(name), croniter(cron, now).get_prev(datetime))
        for name, cron in sorted(SCHEDULE.items())
    ]


def workers_alive(within: timedelta = timedelta(seconds=30)) -> int:
    """How many workers were heard of within this time."""
    return int(
        _rows(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s",
            [within],
        )[0][0]
    )


def _rows(query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
