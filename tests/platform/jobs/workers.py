"""Real worker processes, for tests that kill them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection


PROGRAM = (
    "import django; django.setup(); import tests.platform.jobs.sample; "
    "from hearth.platform.jobs import worker; raise SystemExit(worker.main())"
)


@pytest.fixture
def worker(
    transactional_db: None, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start a worker on the test's own database; each is gone when the test ends."""
    root = request.config.rootpath
    running: list[subprocess.Popen] = []

    def start(**environment: str) -> subprocess.Popen:
        env = os.environ | {
            "HEARTH_DB_NAME": connection.settings_dict["NAME"],
            "HEARTH_WORKER_DEAD_AFTER": "1.5",
            "SAMPLE_FOLDER": str(tmp_path),
            "PYTHONPATH": str(root),
            **environment,
        }
        with (tmp_path / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM], cwd=root, env=env, stdout=log, stderr=log
            )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something has happened elsewhere; it is a failure when it does not."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("it has not happened")
        time.sleep(0.05)


def jobs(*statuses: str) -> int:
    """How many jobs stand in these states (default: waiting or in hand)."""
    wanted = list(statuses or ("todo", "doing"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status::text = ANY (%s)"
            " AND task_name NOT LIKE '%%@tick'",
            [wanted],
        )
        return cursor.fetchone()[0]
