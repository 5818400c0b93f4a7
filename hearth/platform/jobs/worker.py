"""The worker process: urgent and ordinary work in one lane, slow work in another."""

import asyncio
import logging
import os
import signal
import threading
from typing import Any

import psycopg
import psycopg_pool
from django.db import DatabaseError, connection
from procrastinate import exceptions
from procrastinate.contrib.django import app, django_connector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from . import registry, runs
from .queues import DEFAULT, SLOW, URGENT
from .recovery import dead_after, recover_stalled


log = logging.getLogger("hearth.jobs")

POLL = 1.0
GRACE = 20.0
REST = 1.0


def lanes() -> list[dict[str, Any]]:
    """Which queues are worked at once, and by how many hands: slow work never holds up the rest."""
    hands = int(os.environ.get("HEARTH_WORKER_HANDS", "3"))
    return [
        {"queues": [URGENT, DEFAULT, "builtin"], "concurrency": hands, "name": "work"},
        {"queues": [SLOW], "concurrency": 1, "name": "slow"},
    ]


def main() -> int:
    """Work until SIGTERM or SIGINT; finish what is in hand. A database that goes away is waited for."""
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.ask)
    while not stop.asked:
        try:
            _recover_once()
            runs.know(registry.SCHEDULE)
            asyncio.run(_work(stop))
        except _LOST as error:
            log.warning("worker waits for the database: %s", type(error).__name__)
            connection.close()
        stop.wait(REST)
    return 0


_LOST = (
    exceptions.ConnectorException,
    psycopg.Error,
    psycopg_pool.PoolTimeout,
    ConnectionError,
    DatabaseError,
)


class Stop:
    """Whether this process was asked to stop; heard from the signal into the running loop."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.task: asyncio.Task[None] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    @property
    def asked(self) -> bool:
        return self._asked.is_set()

    def ask(self, *_: Any) -> None:
        if self.asked:
            # Asked twice: leave at once. What is in hand is taken up by the next worker.
            os._exit(1)
        self._asked.set()
        if self.loop is not None and self.task is not None:
            self.loop.call_soon_threadsafe(self.task.cancel)

    def wait(self, seconds: float) -> None:
        self._asked.wait(seconds)


async def _work(stop: Stop) -> None:
    """Run every lane until asked to stop, or until one of them loses the database."""
    stop.loop, stop.task = asyncio.get_running_loop(), asyncio.current_task()
    if not isinstance(app.connector, django_connector.DjangoConnector):
        raise RuntimeError("the worker runs once a process")
    connector = PsycopgConnector(
        kwargs=connector_params("default"), min_size=1, max_size=2 + 2 * len(lanes())
    )
    with app.replace_connector(connector):
        async with app.open_async():
            running = [asyncio.create_task(_lane(lane)) for lane in lanes()]
            running.append(asyncio.create_task(_recover()))
            try:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            except asyncio.CancelledError:
                if not stop.asked:
                    raise
            finally:
                stop.task = None
                for task in running:
                    task.cancel()
                ended = await asyncio.gather(*running, return_exceptions=True)
        for result in ended:
            if isinstance(result, Exception) and not stop.asked:
                raise result


async def _recover() -> None:
    """Take up what dead workers left in hand, for as long as this one lives."""
    while True:
        await asyncio.sleep(dead_after() / 2)
        await asyncio.to_thread(_recover_once)


def _recover_once() -> None:
    try:
        recover_stalled()
    finally:
        connection.close()


async def _lane(lane: dict[str, Any]) -> None:
    await app.run_worker_async(
        **lane,
        wait=True,
        fetch_job_polling_interval=POLL,
        update_heartbeat_interval=dead_after() / 4,
        stalled_worker_timeout=dead_after(),
        shutdown_graceful_timeout=GRACE,
        install_signal_handlers=False,
        delete_jobs="successful",
        listen_notify=True,
    )
