"""``@job`` and ``@every``: how a function becomes work for later."""

import functools
import inspect
import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any, get_args, get_type_hints
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from hearth.kernel import tracing
from hearth.platform.scope import process_scope, scoped
from hearth.platform.scope.communities import communities

from . import runs
from .queues import DEFAULT, REQUEST_ID, WAITS, Ask, Backoff, enqueue, enqueue_many


log = logging.getLogger("hearth.jobs")


class JobFunction:
    """A job: call it to run it now, ``enqueue`` it to run it later."""

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        queue: str,
        name: str,
        waits: tuple[int, ...],
        atomic: bool,
    ) -> None:
        self.function, self.queue, self.name, self.atomic = function, queue, name, atomic
        self.parameters = _keyword_only(function, name)
        self.waits = waits
        functools.update_wrapper(self, function)

    def __call__(self, **kwargs: Any) -> Any:
        return self.function(**kwargs)

    def enqueue(
        self,
        *,
        lock: str | None = None,
        once: str | None = None,
        at: datetime | None = None,
        **kwargs: Any,
    ) -> int | None:
        """Run later, if the caller's transaction commits; returns the job's number.

        ``lock``: jobs with the same lock run one after the other. ``once``: nothing is
        enqueued (None) while a job with the same mark waits. ``at``: not before this instant.
        """
        return enqueue(self.ask(kwargs, lock=lock, once=once, at=at))

    def enqueue_many(self, batch: list[dict[str, Any]]) -> list[int]:
        """The same for many sets of arguments, in one statement."""
        return enqueue_many([self.ask(kwargs) for kwargs in batch])

    def ask(
        self,
        kwargs: dict[str, Any],
        *,
        lock: str | None = None,
        once: str | None = None,
        at: datetime | None = None,
    ) -> Ask:
        """The job as it stands in the queue. Raises TypeError for an argument it does not take."""
        given = {n: v for n, v in self.parameters.items() if n != "scope"}
        inspect.Signature(list(given.values())).bind(**kwargs)
        return Ask(
            task=self.name,
            queue=self.queue,
            args=kwargs,
            lock=lock,
            queueing_lock=once,
            scheduled_at=at,
        )

    def run(self, **kwargs: Any) -> Any:
        """Run as the worker does: in the community's process scope, arguments read back."""
        kwargs = self._read_back(kwargs)
        kwargs.pop(REQUEST_ID, None)
        facility_id = kwargs.get("facility_id")
        if facility_id is None:
            return self.function(**kwargs)
        scope = process_scope(self.name, facility_id)
        if "scope" in self.parameters:
            kwargs["scope"] = scope
        with scoped(scope) if self.atomic else nullcontext():
            return self.function(**kwargs)

    @functools.cached_property
    def _types(self) -> dict[str, Any]:
        return get_type_hints(self.function)

    def _read_back(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        return {name: _typed(self._types.get(name), value) for name, value in kwargs.items()}


def job(
    *,
    queue: str = DEFAULT,
    name: str = "",
    waits: tuple[int, ...] = WAITS,
    atomic: bool = True,
) -> Callable[[Callable[..., Any]], JobFunction]:
    """Make a function a job. It takes keywords only, and may be run more than once.

    With ``facility_id`` among its arguments it runs inside ``scoped(process_scope(…))`` of that
    community, and receives the scope if it asks for ``scope``; ``atomic=False`` leaves it
    to open its own transactions (long work in batches). ``waits`` are the seconds before each
    further attempt; after the last the job stays failed, where people see it.
    """

    def register(function: Callable[..., Any]) -> JobFunction:
        task_name = name or f"{function.__module__}.{function.__qualname__}"
        made = JobFunction(function, queue=queue, name=task_name, waits=waits, atomic=atomic)

        def work(context: JobContext, /, **kwargs: Any) -> None:
            kwargs.pop("timestamp", None)
            with tracing.traced(kwargs.pop(REQUEST_ID, "")):
                _guarded(made, context.job, lambda: made.run(**kwargs))

        app.task(name=task_name, queue=queue, retry=Backoff(waits), pass_context=True)(work)
        return made

    return register


SCHEDULE: dict[str, str] = {}


def every(
    cron: str, name: str = "", *, queue: str = DEFAULT
) -> Callable[[Callable[..., Any]], Any]:
    """Run a function by the clock (UTC): ``@every("*/5 * * * *")``; a sixth field is seconds.

    A function that takes ``facility_id`` is run for each community, each in a job of its own, so
    that one community's failure is its own. A tick missed while the house was down may come
    late or twice: the function asks what is due, never what time it is. One that still waits is
    not enqueued again.
    """

    def register(function: Callable[..., Any]) -> JobFunction:
        base = name or f"{function.__module__}.{function.__qualname__}"
        made = job(queue=queue, name=base, waits=WAITS[:3])(function)
        SCHEDULE[base] = cron

        def tick(context: JobContext, timestamp: int) -> None:
            runs.supersede(context.job.task_name, context.job.id or 0)
            with tracing.traced():
                _guarded(
                    made, context.job, lambda: runs.tick(base, cron, lambda: _fan_out(made))
                )

        task = app.task(
            name=f"{base}@tick", queue=queue, pass_context=True, retry=Backoff(WAITS[:3])
        )(tick)
        app.periodic(cron=cron, queueing_lock=f"{base}@tick")(task)
        return made

    return register


def _fan_out(made: JobFunction) -> None:
    """Start the work of one tick: a job for each community, or the one job of the house."""
    if "facility_id" not in made.parameters:
        made.run()
        return
    for facility_id in communities():
        made.enqueue(facility_id=facility_id, once=f"{made.name}:{facility_id}")


def _guarded(made: JobFunction, row: Any, work: Callable[[], Any]) -> None:
    """Run, and if it breaks, keep the class of what broke before the worker tries again."""
    try:
        work()
    except Exception as error:
        code = str(getattr(error, "code", "") or getattr(error, "sqlstate", "") or "")
        log.warning(
            "job failed: %s: %s",
            made.name,
            type(error).__name__,
            extra={"job": row.id, "code": code, "attempt": row.attempts + 1},
        )
        _remember(made, row, error, code)
        # The worker would log the exception's own words, and they may name a resident.
        raise JobFailed(f"{type(error).__name__} {code}".strip()) from None


class JobFailed(Exception):
    """A job broke. Holds the class and code of what broke, never its words."""


def _remember(made: JobFunction, row: Any, error: Exception, code: str) -> None:
    """Keep the failure in a transaction of its own; a database that is gone keeps nothing."""
    try:
        runs.may_wait_again(row.id)
        runs.failed(
            job_id=row.id,
            task=row.task_name,
            queue=made.queue,
            facility_id=row.task_kwargs.get("facility_id"),
            attempt=row.attempts + 1,
            error=type(error).__name__,
            code=code,
        )
    except (DatabaseError, InterfaceError):
        connection.close()


def _keyword_only(function: Callable[..., Any], name: str) -> dict[str, inspect.Parameter]:
    parameters = dict(inspect.signature(function).parameters)
    if any(p.kind is not p.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{name}: a job takes keywords only")
    if taken := {"at", "lock", "once", REQUEST_ID} & set(parameters):
        raise TypeError(f"{name}: {', '.join(sorted(taken))} are words of enqueue()")
    return parameters


_READERS: dict[Any, Callable[[str], Any]] = {UUID: UUID, datetime: datetime.fromisoformat}


def _typed(hint: Any, value: Any) -> Any:
    """A JSON value as the function's own annotation wants it: keys and instants come as text."""
    if not isinstance(value, str):
        return value
    for kind in (hint, *get_args(hint)):
        if kind in _READERS:
            return _READERS[kind](value)
    return value
