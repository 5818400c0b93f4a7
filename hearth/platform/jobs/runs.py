"""Keeping what ran and what broke, outside of the job's own transaction."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from hearth.kernel import clock

from .models import JobFailure, ScheduledRun


def know(schedule: dict[str, str]) -> None:
    """Note since when each job of the clock is known; one noted before keeps its instant."""
    now = clock.now()
    ScheduledRun.objects.bulk_create(
        [ScheduledRun(name=name, cron=cron, known_at=now) for name, cron in schedule.items()],
        ignore_conflicts=True,
    )


def tick(name: str, cron: str, work: Callable[[], None]) -> None:
    """Run one tick of the clock, and keep when it began and how it ended."""
    begun = clock.now()
    ScheduledRun.objects.update_or_create(
        name=name, defaults={"cron": cron, "started_at": begun}
    )
    try:
        work()
    except Exception as error:
        if connection.is_usable():
            _ended(name, failed_at=clock.now(), error=type(error).__name__, succeeded=False)
        raise
    _ended(name, succeeded_at=clock.now(), error="", succeeded=True)


def _ended(name: str, *, succeeded: bool, **values: Any) -> None:
    with transaction.atomic():
        run = ScheduledRun.objects.select_for_update().get(name=name)
        run.failures = 0 if succeeded else run.failures + 1
        for column, value in values.items():
            setattr(run, column, value)
        run.save()


def failed(
    *,
    job_id: int | None,
    task: str,
    queue: str,
    facility_id: Any,
    attempt: int,
    error: str,
    code: str,
) -> None:
    """Keep one failed attempt: class and code of what broke."""
    JobFailure.objects.create(
        job_id=job_id,
        task=task,
        queue=queue,
        of_facility=facility_id,
        attempt=attempt,
        error=error[:200],
        code=code[:60],
        failed_at=clock.now(),
    )


def may_wait_again(job_id: int) -> None:
    """Let a job go back to its queue although the same work has been enqueued meanwhile.

    Two waiting jobs may not carry the same mark; without this, the worker could neither put
    the broken one back nor let go of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET queueing_lock = NULL"
            " WHERE id = %s AND queueing_lock IS NOT NULL",
            [job_id],
        )


def supersede(task: str, job_id: int) -> None:
    """Forget earlier failed ticks of the same clock: the newer one stands for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'failed' AND id < %s",
            [task, job_id],
        )
