"""What the clock does to the list, through the registry the worker reads."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from procrastinate.contrib.django import app

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.jobs.registry import SCHEDULE
from hearth.platform.outbox.models import DomainEvent
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks import actions, jobs
from hearth.record.tasks.codes import SnoozeReason
from hearth.record.tasks.models import Task, TaskChange, TaskSeries
from tests.factories.residents import make_resident
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_series, make_task
from tests.factories.tenancy import make_neighborhood


pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def house(facility, account_of):
    """The community at nine on a Tuesday, and who acts in it."""
    with clock.pinned(NOW):
        actor = account_of("coordinator").actor
        with scoped(process_scope("test", facility.pk)) as scope:
            yield {"scope": scope, "by": actor}


def at(instant, job, facility):
    """Run a job as the worker does, at an instant."""
    with clock.pinned(instant):
        return job.run(facility_id=str(facility.pk))


def days(series: TaskSeries) -> list[date]:
    rows = Task.objects.filter(series=series).order_by("local_date")
    return list(rows.values_list("local_date", flat=True))


@pytest.mark.parametrize(
    "name", ["tasks.make_tasks_ahead", "tasks.pass_up_late_tasks", "tasks.wake_tasks"]
)
def test_the_worker_knows_the_job_and_its_clock(name):
    assert name in SCHEDULE
    assert name in app.tasks
    assert f"{name}@tick" in app.tasks


# Ahead


def test_every_running_series_stands_two_weeks_ahead(house, facility):
    series = make_series(facility, house["by"], starts=TODAY)
    far = make_series(facility, house["by"], starts=TODAY + 30 * DAY)
    at(NOW, jobs.make_tasks_ahead, facility)
    assert days(series) == [TODAY + n * DAY for n in range(15)]
    assert days(far) == []
    assert AuditEvent.objects.filter(action="tasks.make_tasks_ahead").count() == 1


def test_made_twice_nothing_is_made_twice(house, facility):
    series = make_series(facility, house["by"], starts=TODAY)
    for _ in range(2):
        at(NOW, jobs.make_tasks_ahead, facility)
    TaskSeries.objects.update(materialised_until=None)
    at(NOW, jobs.make_tasks_ahead, facility)
    assert len(days(series)) == 15
    assert AuditEvent.objects.filter(action="tasks.make_tasks_ahead").exists()


def test_a_worker_that_stood_still_for_three_days_leaves_no_gap(house, facility):
    series = make_series(facility, house["by"], starts=TODAY)
    at(NOW, jobs.make_tasks_ahead, facility)
    at(NOW + 3 * DAY, jobs.make_tasks_ahead, facility)
    assert days(series) == [TODAY + n * DAY for n in range(18)]


def test_after_a_long_outage_a_week_is_made_up_and_old_misses_wake_nobody(house, facility):
    series = make_series(facility, house["by"], starts=TODAY)
    at(NOW, jobs.make_tasks_ahead, facility)
    back = NOW + 30 * DAY
    at(back, jobs.make_tasks_ahead, facility)
    made_up = [d for d in days(series) if d > TODAY + 14 * DAY]
    assert made_up[0] == TODAY + 23 * DAY
    assert made_up[-1] == TODAY + 44 * DAY
    old = Task.objects.get(series=series, local_date=TODAY + 24 * DAY)
    assert old.next_escalation is None
    assert Task.objects.get(series=series, local_date=TODAY + 31 * DAY).next_escalation


def test_paused_and_ended_series_make_nothing(house, facility):
    held = make_series(facility, house["by"], starts=TODAY, status="on-hold")
    at(NOW, jobs.make_tasks_ahead, facility)
    assert days(held) == []


def test_a_series_that_ran_out_is_not_asked_again(house, facility):
    over = make_series(facility, house["by"], starts=TODAY - 60 * DAY, ends=TODAY - 50 * DAY)
    at(NOW, jobs.make_tasks_ahead, facility)
    over.refresh_from_db()
    assert (days(over), over.materialised_until) == ([], TODAY - 50 * DAY)
    assert at(NOW, jobs.make_tasks_ahead, facility) == 0


def test_another_community_is_not_touched(house, facility, other_facility, account_of):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_series(other_facility, house["by"], starts=TODAY)
    at(NOW, jobs.make_tasks_ahead, facility)
    with scoped(process_scope("test", other_facility.pk)):
        assert days(theirs) == []


# Passing up


@pytest.fixture
def care(house, facility):
    """A care task, due at nine: late at ten; the nurse is asked at eleven."""
    return actions.create_task(
        **house, code="tasks.care", title="Shower", due=NOW, resident=make_resident(facility)
    )


def on_duty(facility, role, **kwargs):
    member = make_member(facility, role.title())
    return make_duty(member, role, starts=NOW - HOUR, ends=NOW + 12 * HOUR, **kwargs)


def test_late_it_passes_to_the_next_role_that_somebody_answers_for(house, facility, care):
    on_duty(facility, "nurse")
    assert at(NOW + 2 * HOUR - MINUTE, jobs.pass_up_late_tasks, facility) == 0
    assert at(NOW + 2 * HOUR, jobs.pass_up_late_tasks, facility) == 1
    care.refresh_from_db()
    assert (care.owner_role, care.escalated_level) == ("nurse", 1)
    assert care.next_escalation == NOW + 3 * HOUR
    change = TaskChange.objects.get(task=care, change="escalated")
    assert (change.before, change.after) == (
        {"owner_role": "caregiver"},
        {"owner_role": "nurse"},
    )
    assert AuditEvent.objects.filter(action="tasks.pass_up_late_tasks").count() == 1
    event = DomainEvent.objects.get(name="tasks.TaskEscalated")
    assert (event.payload["owner_role"], event.payload["level"]) == ("nurse", 1)


def test_an_empty_chair_is_passed_over_and_the_last_takes_it(house, facility, care):
    at(NOW + 2 * HOUR, jobs.pass_up_late_tasks, facility)
    care.refresh_from_db()
    assert (care.owner_role, care.next_escalation) == ("executive-director", None)
    assert at(NOW + 20 * HOUR, jobs.pass_up_late_tasks, facility) == 0


def test_a_nurse_of_another_neighborhood_does_not_answer(house, facility, care):
    east, west = make_neighborhood(facility, "East"), make_neighborhood(facility, "West")
    Task.objects.filter(pk=care.pk).update(neighborhood=east)
    on_duty(facility, "nurse", neighborhood=west)
    on_duty(facility, "coordinator")
    at(NOW + 2 * HOUR, jobs.pass_up_late_tasks, facility)
    care.refresh_from_db()
    assert care.owner_role == "coordinator"


def test_after_an_outage_it_goes_up_one_rung_not_all_at_once(house, facility, care):
    on_duty(facility, "nurse")
    on_duty(facility, "coordinator")
    for minute in (0, 1, 2):
        at(NOW + 9 * HOUR + minute * MINUTE, jobs.pass_up_late_tasks, facility)
    care.refresh_from_db()
    assert (care.owner_role, care.next_escalation) == ("nurse", NOW + 10 * HOUR)


def test_what_is_done_passes_up_no_more(house, facility, care):
    actions.complete_task(**house, task=care)
    assert at(NOW + 9 * HOUR, jobs.pass_up_late_tasks, facility) == 0


def test_who_took_it_and_did_nothing_has_it_no_longer(house, facility, care):
    on_duty(facility, "nurse")
    actions.claim_task(**house, task=care)
    at(NOW + 2 * HOUR, jobs.pass_up_late_tasks, facility)
    care.refresh_from_db()
    assert (care.owner_actor, care.claimed_at, care.status) == (None, None, "requested")
    before = TaskChange.objects.get(task=care, change="escalated").before
    assert before["owner_actor"] == str(house["by"].pk)


# Coming back


def test_put_off_it_comes_back_when_its_time_has_come(house, facility):
    task = make_task(facility, house["by"])
    actions.snooze_task(
        **house, task=task, until=NOW + HOUR, reason=SnoozeReason.WAITING_PHARMACY
    )
    assert at(NOW + HOUR - MINUTE, jobs.wake_tasks, facility) == 0
    assert at(NOW + HOUR, jobs.wake_tasks, facility) == 1
    assert at(NOW + HOUR, jobs.wake_tasks, facility) == 0
    task.refresh_from_db()
    assert task.snoozed_until is None
    assert TaskChange.objects.filter(task=task, change="woken").count() == 1
    assert DomainEvent.objects.filter(name="tasks.TaskWoken").count() == 1


def test_a_series_by_the_month_is_made_when_its_day_comes_near(house, facility):
    monthly = make_series(
        facility,
        house["by"],
        starts=TODAY,
        period_unit="mo",
        month_day=31,
        wall_times=[time(9)],
    )
    for n in range(0, 40, 10):
        at(NOW + n * DAY, jobs.make_tasks_ahead, facility)
    assert days(monthly) == [date(2026, 11, 30), date(2026, 12, 31)]
