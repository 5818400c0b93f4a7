"""A real worker: works in the community's scope, is killed, and loses and doubles nothing."""

import os
import random
import signal
import threading
import time
from collections import Counter
from uuid import uuid4

import pytest

from hearth.platform.audit.models import AuditEvent
from hearth.platform.jobs import queries
from hearth.platform.jobs.actions import retry_job
from hearth.platform.jobs.queues import MAX_ATTEMPTS
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.outbox.models import Delivery
from hearth.platform.scope import process_scope, scoped
from tests.platform.jobs.sample import BellRung, kill_the_worker, polish
from tests.platform.jobs.workers import jobs, until


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]


@pytest.fixture
def home(facility):
    return process_scope("test", facility.pk)


def heard(home, action: str) -> Counter:
    """How often each bell was heard."""
    with scoped(home):
        found = AuditEvent.objects.filter(action=action).values_list("detail", flat=True)
        return Counter(detail["bell"] for detail in found)


def test_a_job_runs_in_its_community_and_only_if_its_transaction_commits(home, worker):
    bell = uuid4()
    with scoped(home):
        polish.enqueue(facility_id=home.facility_id, bell_id=bell)
    with pytest.raises(LookupError), scoped(home):  # noqa: PT012 - the block is what is rolled back
        polish.enqueue(facility_id=home.facility_id, bell_id=uuid4())
        raise LookupError
    process = worker()
    until(lambda: not jobs())
    assert heard(home, "sample.polish") == {str(bell): 1}
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.mark.parametrize("moment", ["before-commit", "after-commit"])
def test_killed_in_the_middle_of_a_reaction(home, worker, tmp_path, moment):
    bell = uuid4()
    with scoped(home):
        publish(BellRung(facility_id=home.facility_id, bell_id=bell, hold=moment))
    process = worker()
    until((tmp_path / moment).exists)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert jobs("doing") >= 1

    worker()
    until(lambda: not jobs())
    assert heard(home, "sample.answer") == {str(bell): 1}
    assert heard(home, "sample.count") == {str(bell): 1}
    with scoped(home):
        assert set(Delivery.objects.values_list("state", flat=True)) == {"done"}


def test_killed_again_and_again_at_any_moment(home, worker):
    """Forty bells, each echoing once, through three workers that die where they stand."""
    chance = random.Random(7)
    bells = [uuid4() for _ in range(40)]
    process = worker()
    for start in range(0, 40, 10):
        with scoped(home):
            publish_many(
                [
                    BellRung(facility_id=home.facility_id, bell_id=bell, echo=True)
                    for bell in bells[start : start + 10]
                ]
            )
        if start:
            before = jobs()
            end = time.monotonic() + 6
            until(lambda before=before, end=end: jobs() < before - 3 or time.monotonic() > end)
            threading.Event().wait(chance.random() / 5)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process = worker()
    until(lambda: not jobs(), 120)
    for action in ("sample.answer", "sample.count"):
        times = heard(home, action)
        assert len(times) == 80
        assert set(times.values()) == {1}
    with scoped(home):
        assert Delivery.objects.exclude(state="done").count() == 0


def test_one_broken_reaction_fails_alone_visibly_and_without_words(home, worker, tmp_path):
    bell = uuid4()
    with scoped(home):
        publish(BellRung(facility_id=home.facility_id, bell_id=bell))
    worker(SAMPLE_BROKEN="1")
    until(lambda: heard(home, "sample.answer"))
    until(lambda: queries.failures(home, since=_long_ago()).exists())
    failure = queries.failures(home, since=_long_ago())[0]
    assert (failure.error, failure.of_facility) == ("LookupError", home.facility_id)
    with scoped(home):
        waiting = Delivery.objects.get(state="pending")
    assert (waiting.reaction, waiting.last_error) == (
        "tests.platform.jobs.sample.count_bell",
        "LookupError",
    )
    log = (tmp_path / "worker.log").read_text()
    assert "LookupError" in log
    assert "Jones" not in log


def test_a_job_that_kills_its_workers_is_given_up_and_can_be_tried_again(home, worker):
    with scoped(home):
        number = kill_the_worker.enqueue(facility_id=home.facility_id)
    _attempted(number, MAX_ATTEMPTS - 1)
    process = worker()
    process.wait(60)
    worker()
    until(lambda: jobs("failed"))
    (failed,) = queries.failed_jobs(home)
    assert (failed.id, failed.error) == (number, "WorkerDied")
    retry_job(scope=home, by=None, job_id=number)
    assert jobs("failed") == 0


def test_a_worker_waits_for_a_database_that_goes_away(home, worker, server, tmp_path):
    process = worker()
    until(lambda: queries.workers_alive() >= 1)
    with server.connect() as connection:
        # Its own database only: other tests run beside this one.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'hearth_app' AND datname = %s",
            [os.environ["HEARTH_DB_NAME"]],
        )
    from django.db import connection as ours

    ours.close()
    bell = uuid4()
    with scoped(home):
        publish(BellRung(facility_id=home.facility_id, bell_id=bell))
    until(lambda: heard(home, "sample.answer"))
    assert process.poll() is None


def _attempted(number: int, times: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = %s WHERE id = %s", [times, number]
        )


def _long_ago():
    from datetime import timedelta

    from hearth.kernel import clock

    return clock.now() - timedelta(days=1)
