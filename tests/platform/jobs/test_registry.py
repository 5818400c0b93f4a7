"""Jobs and the clock's jobs: what goes into the queue, and what is kept of how they end."""

import json
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.jobs import loops, queries, recovery, registry, runs
from hearth.platform.jobs.actions import retry_job
from hearth.platform.jobs.models import ScheduledRun
from hearth.platform.jobs.queues import WAITS, Ask, Backoff, enqueue
from hearth.platform.jobs.registry import JobFailed, every, job
from hearth.platform.scope import current_scope, process_scope, scoped


pytestmark = pytest.mark.django_db

seen: list = []


@job(queue="urgent")
def sweep(
    *, facility_id: UUID, scope, when: datetime | None = None, rooms: list | None = None
) -> None:
    seen.append((scope.facility_id, facility_id, when, rooms, current_scope() is not None))


@every("0 6 * * *", "sample.each_community")
def each_community(*, facility_id: UUID) -> None:
    seen.append(facility_id)


@every("0 7 * * *", "sample.the_house")
def the_house() -> None:
    if seen == ["break"]:
        raise LookupError("Mrs Jones")
    seen.append("house")


# Known to the clock in these tests only: pages of other tests show no jobs of samples.
CRONS = {
    name: registry.SCHEDULE.pop(name) for name in ("sample.each_community", "sample.the_house")
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    seen.clear()
    for name, cron in CRONS.items():
        monkeypatch.setitem(registry.SCHEDULE, name, cron)


@pytest.fixture
def process(facility):
    with scoped(process_scope("test", facility.pk)) as scope:
        yield scope


def rows(where: str = "true") -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, task_name, queue_name, priority, status::text, args, attempts, queueing_lock"
            f" FROM procrastinate_jobs WHERE {where} ORDER BY id"
        )
        return cursor.fetchall()


def tick(name: str, number: int = 1) -> None:
    """Run a tick as the worker does."""
    context = SimpleNamespace(
        job=SimpleNamespace(id=number, attempts=0, task_name=f"{name}@tick", task_kwargs={})
    )
    app.tasks[f"{name}@tick"].func(context, timestamp=0)


def test_a_job_is_put_in_with_its_queue_and_priority_and_read_back(process):
    when = clock.now()
    number = sweep.enqueue(facility_id=process.facility_id, when=when, rooms=[uuid4()])
    ((job_id, name, queue, priority, status, args, _attempts, _lock),) = rows()
    assert (job_id, name, queue, priority, status) == (
        number,
        sweep.name,
        "urgent",
        100,
        "todo",
    )
    sweep.run(**json.loads(args))
    assert seen[0][:3] == (process.facility_id, process.facility_id, when)
    assert seen[0][4]


def test_a_job_is_only_put_in_with_arguments_it_takes(process):
    with pytest.raises(TypeError):
        sweep.enqueue(facility_id=process.facility_id, speed=3)
    with pytest.raises(TypeError):
        sweep.enqueue()


def test_a_job_takes_keywords_only():
    with pytest.raises(TypeError, match="keywords"):
        job()(lambda facility_id: None)
    with pytest.raises(TypeError, match="enqueue"):
        job()(lambda *, at: None)


def test_the_same_work_waits_only_once(process):
    ask = {"facility_id": process.facility_id, "once": "sweep"}
    assert sweep.enqueue(**ask) is not None
    assert sweep.enqueue(**ask) is None
    assert len(rows()) == 1


def test_waits_grow_and_end():
    decide = Backoff().get_retry_decision
    waits = []
    for attempt in range(len(WAITS) + 1):
        row = Job(
            id=1,
            queue="q",
            priority=0,
            lock=None,
            queueing_lock=None,
            task_name="t",
            attempts=attempt,
        )
        decision = decide(exception=LookupError(), job=row)
        waits.append(decision and round((decision.retry_at - clock.now()).total_seconds()))
    assert waits == [*WAITS, None]


def test_the_clock_starts_a_job_for_each_community(facility, other_facility):
    tick("sample.each_community")
    tick("sample.each_community")
    found = rows("task_name = 'sample.each_community'")
    assert len(found) == 2
    run = ScheduledRun.objects.get(name="sample.each_community")
    assert (run.cron, run.failures) == ("0 6 * * *", 0)
    assert run.succeeded_at >= run.started_at


def test_a_house_job_is_run_by_its_tick():
    tick("sample.the_house")
    assert seen == ["house"]


def test_a_tick_that_breaks_is_kept_by_class_and_code_only(process):
    seen.append("break")
    with pytest.raises(JobFailed, match="LookupError"):
        tick("sample.the_house")
    run = ScheduledRun.objects.get(name="sample.the_house")
    assert (run.failures, run.error, run.succeeded_at) == (1, "LookupError", None)
    (failure,) = queries.failures(process, since=clock.now() - timedelta(hours=1))
    assert (failure.error, failure.code) == ("LookupError", "")


def test_what_was_due_before_the_house_stood_was_not_missed():
    def dry() -> set[str]:
        return {s.name for s in queries.schedules() if s.dry}

    stood = datetime(2026, 3, 5, 12, tzinfo=UTC)
    with clock.pinned(stood):
        runs.know(registry.SCHEDULE)
        runs.know(registry.SCHEDULE)
        assert dry() == set()
    with clock.pinned(stood + timedelta(hours=1)):
        runs.know(registry.SCHEDULE)  # a worker that started again forgives nothing
    with clock.pinned(stood + timedelta(hours=20)):
        assert {"sample.each_community", "sample.the_house"} <= dry()


def test_a_schedule_that_ran_dry_is_seen():
    def dry() -> bool:
        return {s.name: s for s in queries.schedules()}["sample.each_community"].dry

    with clock.pinned(datetime(2026, 3, 5, 12, tzinfo=UTC)):
        assert dry()
        tick("sample.each_community")
        assert not dry()


def test_every_schedule_can_be_read():
    assert {"outbox.send_lost_deliveries", "outbox.prune_events", "jobs.prune_failures"} <= set(
        registry.SCHEDULE
    )


def test_a_job_without_a_living_worker_goes_back_even_if_its_twin_waits(process):
    """Otherwise the mark that both carry would hold the dead one for ever."""
    first = sweep.enqueue(facility_id=process.facility_id, once="sweep")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [first])
    second = sweep.enqueue(facility_id=process.facility_id, once="sweep")
    assert recovery.recover_stalled(1) == 1
    assert [(r[0], r[4], r[6]) for r in rows()] == [(first, "todo", 1), (second, "todo", 0)]


def test_a_job_in_living_hands_is_left_alone(process):
    number = sweep.enqueue(facility_id=process.facility_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM"
            " procrastinate_workers) WHERE id = %s",
            [number],
        )
    assert recovery.recover_stalled(30) == 0
    assert queries.workers_alive() == 1


def test_queues_tell_their_depth_and_age(process):
    sweep.enqueue(facility_id=process.facility_id)
    sweep.enqueue(facility_id=process.facility_id, at=clock.now() + timedelta(hours=1))
    (state,) = queries.queue_states()
    assert (state.queue, state.waiting, state.later, state.failed) == ("urgent", 1, 1, 0)
    assert state.oldest is not None


def test_only_a_failed_job_of_one_s_own_community_is_tried_again(process, other_facility):
    number = sweep.enqueue(facility_id=process.facility_id)
    elsewhere = process_scope("test", other_facility.pk)
    with pytest.raises(Refused):
        retry_job(scope=process, by=None, job_id=number)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed', attempts = 9 WHERE id = %s",
            [number],
        )
    assert queries.failed_jobs(elsewhere) == []
    with pytest.raises(Refused):
        retry_job(scope=elsewhere, by=None, job_id=number)
    retry_job(scope=process, by=None, job_id=number)
    assert [(r[4], r[6]) for r in rows()] == [("todo", 0)]


def test_a_job_nobody_declares_can_be_put_in_by_name_only(process):
    assert enqueue(Ask(task="gone.job")) is not None


def test_the_sealer_is_among_the_loops():
    assert "audit-sealer" in loops.all_loops()


@pytest.mark.django_db(transaction=True)
def test_a_loop_that_breaks_is_begun_again(monkeypatch, caplog):
    stop, begun = threading.Event(), []

    def fragile(event):
        begun.append(1)
        if len(begun) == 1:
            raise LookupError("Mrs Jones")
        stop.set()

    monkeypatch.setattr(loops, "all_loops", lambda: {"fragile": fragile})
    monkeypatch.setattr(loops, "REST", 0.01)
    loops.run_loops(stop=stop)
    assert len(begun) == 2
    assert "Jones" not in caplog.text


def test_each_table_kept_by_months_gets_its_coming_ones():
    from hearth.platform.jobs import periodic

    periodic.add_months.run()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE to_regclass(c.relname || to_char("
            " (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months'), '_YYYY_MM'))"
            " IS NOT NULL) FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
            " WHERE p.partstrat = 'r'"
        )
        tables, with_months = cursor.fetchone()
    assert tables == with_months >= 2
