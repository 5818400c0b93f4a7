"""What comes again and again: made ahead, changed, paused, ended."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import scoped
from hearth.record.tasks import actions
from hearth.record.tasks.actions import NewSeries, Recurrence
from hearth.record.tasks.codes import Frequency
from hearth.record.tasks.models import Task, TaskChange, TaskSeries
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db

# A Tuesday, 09:00 in Chicago; no clock changes within two weeks.
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DAILY = Recurrence(starts=TODAY, wall_times=(time(8), time(12), time(18)))


@pytest.fixture
def house(facility, account_of):
    actor = account_of("coordinator").actor
    with clock.pinned(NOW), scoped(scope_for(actor, facility)) as scope:
        yield {"scope": scope, "by": actor}


@pytest.fixture
def start(house, facility):
    def make(**kwargs) -> TaskSeries:
        values = {"code": "tasks.care", "title": "Offer a drink", "recurrence": DAILY}
        values["resident"] = kwargs.pop("resident", None) or make_resident(facility)
        return actions.start_series(**house, **{**values, **kwargs})

    return make


def live(series: TaskSeries) -> list[Task]:
    rows = Task.objects.filter(series=series).exclude(status="entered-in-error")
    return list(rows.order_by("due"))


def slots(series: TaskSeries, day: date) -> list[str]:
    return [t.slot for t in live(series) if t.local_date == day]


def test_started_it_stands_two_weeks_ahead_but_never_in_the_past(start):
    series = start()
    assert slots(series, TODAY) == ["12:00", "18:00"]
    assert live(series)[-1].local_date == TODAY + timedelta(days=14)
    assert len(live(series)) == 2 + 14 * 3
    assert series.materialised_until == TODAY + timedelta(days=14)
    assert AuditEvent.objects.filter(action="tasks.start_series").count() == 1


def test_its_tasks_are_as_the_series_says(start):
    first = live(start(minutes=7, window_after=timedelta(minutes=90)))[0]
    assert (first.due, first.minutes, first.owner_role) == (
        datetime(2026, 11, 24, 18, tzinfo=UTC),
        7,
        "caregiver",
    )
    assert first.late - first.due == timedelta(minutes=90)
    assert first.ladder[:2] == ["caregiver", "nurse"]


def test_one_cause_has_one_running_series(start):
    cause = f"CarePlan/{uuid4()}"
    first = start(cause=cause)
    assert start(cause=cause) == first
    assert TaskSeries.objects.count() == 1


def test_many_are_started_at_once_with_one_line_of_the_trail(house, facility):
    resident = make_resident(facility)
    wanted = [
        NewSeries(code="tasks.care", recurrence=DAILY, title=title, resident_id=resident.pk)
        for title in ("Drink", "Walk")
    ]
    rows = actions.start_several_series(**house, series=wanted)
    assert [r.title for r in rows] == ["Drink", "Walk"]
    assert [slots(r, TODAY) for r in rows] == [["12:00", "18:00"]] * 2
    assert {r.materialised_until for r in TaskSeries.objects.all()} == {
        TODAY + timedelta(days=14)
    }
    assert AuditEvent.objects.filter(action="tasks.start_several_series").count() == 1


def test_one_that_never_comes_keeps_the_others_out(house, facility):
    wanted = [
        NewSeries(code="tasks.free", recurrence=DAILY),
        NewSeries(code="tasks.free", recurrence=Recurrence(starts=TODAY)),
    ]
    with pytest.raises(Refused):
        actions.start_several_series(**house, series=wanted)
    assert not TaskSeries.objects.exists()


def test_a_timing_that_never_comes_is_refused_and_leaves_nothing(start):
    with pytest.raises(Refused) as refusal:
        start(recurrence=Recurrence(starts=TODAY))
    assert refusal.value.code == "times-missing"
    assert not TaskSeries.objects.exists()


def test_changed_only_what_nobody_touched_is_made_anew(start, house):
    series = start()
    noon, evening = live(series)[:2]
    tomorrow = live(series)[2]
    actions.claim_task(**house, task=tomorrow)
    with clock.pinned(NOW + timedelta(hours=2, minutes=30)):  # noon's is open: 11:30
        actions.change_series(
            **house,
            series=series,
            recurrence=Recurrence(starts=TODAY, wall_times=(time(9), time(13), time(19))),
        )
    for task in (noon, evening, tomorrow):
        task.refresh_from_db()
    assert (noon.status, evening.status, tomorrow.status) == (
        "requested",
        "entered-in-error",
        "accepted",
    )
    # Noon's turn stands for the first of the new ones, which are those still to come.
    assert slots(series, TODAY) == ["12:00", "13:00", "19:00"]
    assert slots(series, TODAY + timedelta(days=1)) == ["08:00", "13:00", "19:00"]
    assert slots(series, TODAY + timedelta(days=2)) == ["09:00", "13:00", "19:00"]


def test_a_change_and_back_again_leaves_no_gap(start, house):
    series = start()
    other = Recurrence(starts=TODAY, wall_times=(time(9), time(13), time(19)))
    for recurrence in (other, DAILY):
        actions.change_series(**house, series=series, recurrence=recurrence)
    assert slots(series, TODAY + timedelta(days=3)) == ["08:00", "12:00", "18:00"]


def test_new_words_reach_the_turns_to_come(start, house):
    series = actions.change_series(**house, series=start(), title="Offer water")
    assert {t.title for t in live(series)} == {"Offer water"}
    retracted = TaskChange.objects.filter(change="retracted", reason="series-changed")
    assert retracted.count() == 44


def test_changing_nothing_changes_nothing(start, house):
    series = start()
    actions.change_series(**house, series=series, title="Offer a drink", recurrence=DAILY)
    assert not TaskChange.objects.exists()
    assert not AuditEvent.objects.filter(action="tasks.change_series").exists()


def test_no_end_and_no_weekdays_are_meant_as_they_stand(start, house):
    weekly = Recurrence(
        starts=TODAY, wall_times=(time(12),), weekdays=(3,), ends=TODAY + timedelta(days=3)
    )
    series = start(recurrence=weekly)
    assert len(live(series)) == 1
    changed = actions.change_series(
        **house, series=series, recurrence=Recurrence(starts=TODAY, wall_times=(time(12),))
    )
    assert (changed.ends, changed.weekdays) == (None, [])
    assert len(live(series)) == 15


def test_paused_nothing_comes_and_going_on_makes_up_nothing(start, house):
    series = start()
    actions.hold_series(**house, series=series, reason="In hospital")
    assert live(series) == []
    with clock.pinned(NOW + timedelta(days=3)):
        back = actions.resume_series(**house, series=series)
    assert back.status == "active"
    assert live(series)[0].local_date == TODAY + timedelta(days=3)
    assert slots(series, TODAY + timedelta(days=3)) == ["12:00", "18:00"]
    assert slots(series, TODAY + timedelta(days=17)) == ["08:00", "12:00", "18:00"]


def test_a_pause_has_a_reason_and_is_not_had_twice(start, house):
    series = start()
    with pytest.raises(Refused) as refusal:
        actions.hold_series(**house, series=series, reason=" ")
    assert refusal.value.code == "reason-missing"
    with pytest.raises(Conflict) as conflict:
        actions.resume_series(**house, series=series)
    assert conflict.value.code == "not-held"


def test_ended_it_stays_ended_and_what_is_open_stays_open(start, house):
    series = start()
    with clock.pinned(NOW + timedelta(hours=2, minutes=30)):
        ended = actions.end_series(**house, series=series, reason="Plan changed")
    assert (ended.status, ended.ended_reason) == ("completed", "Plan changed")
    assert slots(series, TODAY) == ["12:00"]
    with pytest.raises(Conflict):
        actions.change_series(**house, series=series, title="Other")


def test_both_nights_the_clocks_change_each_turn_comes_once(start):
    night = Recurrence(starts=date(2026, 10, 30), wall_times=(time(1, 30), time(2, 30)))
    with clock.pinned(datetime(2026, 10, 30, 5, tzinfo=UTC)):
        series = start(recurrence=night)
    assert slots(series, date(2026, 11, 1)) == ["01:30", "02:30"]
    spring = Recurrence(starts=date(2027, 3, 13), wall_times=(time(1, 30), time(2, 30)))
    with clock.pinned(datetime(2027, 3, 13, 5, tzinfo=UTC)):
        series = start(recurrence=spring)
    due = [t.due for t in live(series) if t.local_date == date(2027, 3, 14)]
    assert due == [
        datetime(2027, 3, 14, 7, 30, tzinfo=UTC),
        datetime(2027, 3, 14, 8, 30, tzinfo=UTC),
    ]


def test_elapsed_minutes_know_their_count(start):
    checks = Recurrence(starts=TODAY, unit=Frequency.MINUTE, period=15, anchor=NOW, count=8)
    series = start(code="tasks.check", recurrence=checks)
    assert [t.due for t in live(series)] == [NOW + n * timedelta(minutes=15) for n in range(8)]
