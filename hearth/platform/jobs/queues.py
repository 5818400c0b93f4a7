"""The queues, how failures are tried again, and putting a job into a queue."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from hearth.kernel import tracing


URGENT, DEFAULT, SLOW = "urgent", "default", "slow"
PRIORITY = {URGENT: 100, DEFAULT: 0, SLOW: -100}

# Seconds before the second, third, … attempt: two hours in all, then the failure stays visible.
WAITS = (2, 10, 30, 120, 300, 900, 1800, 3600)
MAX_ATTEMPTS = len(WAITS) + 1

# The id of the request that set a job going travels among its arguments, under this name.
REQUEST_ID = "request_id"


class Backoff(BaseRetryStrategy):
    """Try again after each of ``waits`` seconds; then leave the job failed, for a person."""

    def __init__(self, waits: tuple[int, ...] = WAITS) -> None:
        self.waits = waits

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= len(self.waits):
            return None
        return RetryDecision(retry_in={"seconds": self.waits[job.attempts]})


# Always Django's own connection. Inside the worker the app's connector is another one, and a job
# enqueued through it would run although the transaction that asked for it rolled back.
_manager = JobManager(DjangoConnector(alias="default"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One job to be enqueued. ``args`` become JSON; keys are written as text."""

    task: str
    queue: str = DEFAULT
    args: dict[str, Any] = field(default_factory=dict)
    lock: str | None = None
    queueing_lock: str | None = None
    scheduled_at: datetime | None = None
    priority: int | None = None


def enqueue(ask: Ask) -> int | None:
    """Put one job into its queue, with the caller's transaction; returns the job's number.

    None if the same work (``queueing_lock``) is already waiting.
    """
    if ask.queueing_lock is None:
        return enqueue_many([ask])[0]
    try:
        with transaction.atomic():
            return enqueue_many([ask])[0]
    except AlreadyEnqueued:
        return None


def enqueue_many(asks: Iterable[Ask]) -> list[int]:
    """Put many jobs into their queues in one statement; their numbers, in order."""
    wanted = [_job(ask) for ask in asks]
    if not wanted:
        return []
    return [int(job.id or 0) for job in _manager.batch_defer_jobs(wanted)]


def _job(ask: Ask) -> Job:
    return Job(
        id=None,
        queue=ask.queue,
        priority=PRIORITY.get(ask.queue, 0) if ask.priority is None else ask.priority,
        lock=ask.lock,
        queueing_lock=ask.queueing_lock,
        task_name=ask.task,
        task_kwargs={name: plain(value) for name, value in ask.args.items()} | _origin(),
        scheduled_at=ask.scheduled_at,
    )


def _origin() -> dict[str, str]:
    found = tracing.current_id()
    return {REQUEST_ID: found} if found else {}


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return value
