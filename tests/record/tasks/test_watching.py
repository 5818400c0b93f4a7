"""A resident on watch: its checks, its answers, its end."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import current_scope, scoped
from hearth.record.tasks import actions, queries
from hearth.record.tasks.codes import Outcome, OutcomeReason, WatchEnd
from hearth.record.tasks.models import Task, TaskSeries, Watch, WatchEntry
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db

# A Tuesday, 02:10 in Chicago.
FELL = datetime(2026, 11, 24, 8, 10, tzinfo=UTC)
USUAL = dict.fromkeys(("awake", "speech", "limbs", "pain", "head"), "usual")


@pytest.fixture
def house(facility, account_of):
    actor = account_of("nurse").actor
    with clock.pinned(FELL), scoped(scope_for(actor, facility)) as scope:
        yield {"scope": scope, "by": actor}


@pytest.fixture
def resident(house, facility):
    return make_resident(facility)


@pytest.fixture
def watch(house, resident) -> Watch:
    return actions.start_watch(**house, resident=resident, reason="fall", because=because())


def because() -> str:
    return f"Incident/{uuid4()}"


def checks(watch: Watch) -> list[Task]:
    return list(queries.checks_of_watch(current_scope(), watch))


def minutes(watch: Watch) -> list[int]:
    """After how many minutes each live check is due."""
    live = [t for t in checks(watch) if t.status == "requested"]
    return [int((t.due - FELL).total_seconds()) // 60 for t in live]


def test_a_fall_is_checked_close_at_first_and_then_once_a_shift(watch):
    found = minutes(watch)
    assert found[:12] == [15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420]
    later = found[12:]
    assert later == sorted(later)
    assert later[-1] <= 72 * 60
    assert 8 <= len(later) <= 9  # three shifts a day for what is left of three days
    assert (watch.until - watch.starts) == timedelta(hours=72)
    assert AuditEvent.objects.filter(action="tasks.start_watch").count() == 1


def test_close_checks_are_about_somebody_unsafe_and_those_of_a_shift_are_not(watch):
    rows = checks(watch)
    assert rows[0].urgency == "safety"
    assert rows[-1].urgency == "plan-or-evaluation"
    assert rows[0].owner_role == "caregiver"
    assert rows[0].title_values["reason"]["es"] == "Caída"


def test_recorded_late_it_asks_for_no_check_of_the_past(house, resident):
    with clock.pinned(FELL + timedelta(hours=2)):
        watch = actions.start_watch(**house, resident=resident, reason="fall", starts=FELL)
    assert minutes(watch)[:3] == [120, 150, 180]


def test_whoever_decides_has_a_task_at_its_end(house, watch):
    [task] = [t for t in queries.open_of_cause(house["scope"], f"Watch/{watch.pk}")
              if t.code == "tasks.watch_decision"]  # fmt: skip
    assert (task.owner_role, task.due) == ("nurse", watch.until)


def test_started_twice_it_is_the_same_watch(house, watch, resident):
    again = actions.start_watch(
        **house,
        resident=resident,
        reason="fall",
        because=f"Incident/{watch.because_id}",
    )
    assert again.pk == watch.pk
    assert Watch.objects.count() == 1


def test_a_longer_end_is_taken_over(house, watch, resident):
    until = watch.until + timedelta(days=1)
    again = actions.start_watch(**house, resident=resident, reason="fall", until=until)
    assert (again.pk, again.until) == (watch.pk, until)
    assert minutes(again)[-1] > 72 * 60


def test_fallen_again_it_is_checked_anew_from_the_second_fall(house, watch, resident):
    second = FELL + timedelta(hours=5)
    with clock.pinned(second):
        again = actions.start_watch(
            **house, resident=resident, reason="fall", because=because()
        )
    assert again.pk == watch.pk
    after = [t for t in checks(again) if t.due > second and t.status == "requested"]
    assert [(t.due - second) for t in after[:5]] == [
        timedelta(minutes=m) for m in (15, 30, 45, 60, 90)
    ]
    assert again.until == second + timedelta(hours=72)


def test_an_unknown_reason_is_refused(house, resident):
    with pytest.raises(Refused) as refused:
        actions.start_watch(**house, resident=resident, reason="boredom")
    assert refused.value.code == "reason-unknown"


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (FELL - timedelta(hours=1), "until-past"),
        (FELL + timedelta(days=200), "too-long"),
    ],
)
def test_an_end_that_cannot_be_is_refused(house, resident, until, code):
    with pytest.raises(Refused) as refused:
        actions.start_watch(**house, resident=resident, reason="skin", until=until)
    assert refused.value.code == code


def test_gone_on_longer_the_checks_go_on_and_none_comes_twice(house, watch):
    before = minutes(watch)
    longer = actions.extend_watch(**house, watch=watch, until=watch.until + timedelta(hours=24))
    after = minutes(longer)
    assert after[: len(before)] == before
    assert len(after) - len(before) == 3
    [task] = Task.objects.filter(code="tasks.watch_decision")
    assert task.due == longer.until


def test_a_shorter_end_is_no_extension(house, watch):
    with pytest.raises(Refused) as refused:
        actions.extend_watch(**house, watch=watch, until=watch.until - timedelta(hours=1))
    assert refused.value.code == "until-earlier"


def test_ended_nothing_of_it_waits_any_more(house, watch):
    with clock.pinned(FELL + timedelta(minutes=20)):  # the first check is open
        actions.end_watch(**house, watch=watch, reason=WatchEnd.AS_USUAL)
    assert not queries.open_of_cause(house["scope"], f"Watch/{watch.pk}")
    assert not TaskSeries.objects.filter(status="active").exists()
    assert queries.watches_now(house["scope"]) == {}
    first = checks(watch)[0]
    assert (first.status, first.cancel_reason) == ("cancelled", "cause-gone")


def test_it_ends_once_and_with_a_reason(house, watch):
    with pytest.raises(Refused) as refused:
        actions.end_watch(**house, watch=watch, reason=None)
    assert refused.value.code == "reason-missing"
    with pytest.raises(Refused) as refused:
        actions.end_watch(**house, watch=watch, reason=WatchEnd.OTHER)
    assert refused.value.code == "reason-unexplained"
    actions.end_watch(**house, watch=watch, reason=WatchEnd.IN_PLAN)
    with pytest.raises(Conflict):
        actions.end_watch(**house, watch=watch, reason=WatchEnd.IN_PLAN)


def test_past_its_end_it_still_stands_until_somebody_ends_it(house, watch, resident):
    with clock.pinned(watch.until + timedelta(days=1)):
        assert [w.pk for w in queries.watches_now(house["scope"])[resident.pk]] == [watch.pk]


# Answers


def answer(house, task, **kwargs) -> WatchEntry:
    values = {"answers": USUAL} | kwargs
    with clock.pinned(task.due):
        return actions.answer_watch_check(**house, task=task, **values)


def test_as_usual_closes_the_check_and_asks_nobody(house, watch):
    task = checks(watch)[0]
    entry = answer(house, task)
    task.refresh_from_db()
    assert (task.outcome, entry.changed, entry.answers) == ("done", False, USUAL)
    assert task.outcome_values == {"entry": str(entry.pk)}
    assert not Task.objects.filter(code="tasks.look").exists()


def test_what_changed_asks_the_nurse_to_look_in_within_a_quarter_of_an_hour(house, watch):
    task = checks(watch)[0]
    entry = answer(house, task, answers=USUAL | {"head": "changed"}, text="Vomited once")
    [look] = Task.objects.filter(code="tasks.look")
    assert (look.owner_role, look.instructions) == ("nurse", "Vomited once")
    assert look.due == entry.recorded + timedelta(minutes=15)
    assert (look.cause_type, look.cause_id) == ("WatchEntry", entry.pk)


@pytest.mark.parametrize(
    ("answers", "text", "code"),
    [
        ({"awake": "usual"}, "", "answer-missing"),
        (USUAL | {"awake": "maybe"}, "", "answer-missing"),
        (USUAL | {"pain": "changed"}, " ", "change-unexplained"),
    ],
)
def test_half_an_answer_is_refused_and_nothing_is_kept(house, watch, answers, text, code):
    task = checks(watch)[0]
    with pytest.raises(Refused) as refused:
        answer(house, task, answers=answers, text=text)
    assert refused.value.code == code
    task.refresh_from_db()
    assert (task.status, WatchEntry.objects.count()) == ("requested", 0)


def test_a_nurse_is_asked_more_and_a_wrong_number_is_refused(house, watch):
    task = checks(watch)[0]
    more = USUAL | {"pupils": "usual", "grip": "usual", "systolic": 900}
    with pytest.raises(Refused) as refused:
        answer(house, task, answers=USUAL, nurse=True)
    assert refused.value.code == "answer-missing"
    with pytest.raises(Refused) as refused:
        answer(house, task, answers=more, nurse=True)
    assert refused.value.code == "answer-wrong"
    entry = answer(house, task, answers=more | {"systolic": 128}, nurse=True)
    assert entry.answers["systolic"] == 128


def test_a_check_is_never_ticked_off(house, watch):
    task = checks(watch)[0]
    with pytest.raises(Refused) as refused:
        actions.complete_task(**house, task=task)
    assert refused.value.code == "own-page"
    with pytest.raises(Refused):
        actions.complete_tasks(**house, rows=[actions.Completion(task_id=task.pk)])
    done = actions.complete_task(
        **house, task=task, outcome=Outcome.NOT_DONE, reason=OutcomeReason.ASLEEP
    )
    assert done.outcome == "not-done"


def test_an_answer_is_given_once(house, watch):
    task = checks(watch)[0]
    answer(house, task)
    with pytest.raises(Conflict):
        answer(house, task)


def test_nothing_is_answered_before_it_was_looked_at(house, watch):
    task = checks(watch)[0]
    with pytest.raises(Refused) as refused:
        answer(house, task, effective=task.due + timedelta(hours=1))
    assert refused.value.code == "future"


def test_a_wrong_answer_stays_as_an_error_and_its_check_is_open_again(house, watch):
    task = checks(watch)[0]
    entry = answer(house, task, answers=USUAL | {"pain": "changed"}, text="Hip hurts")
    with clock.pinned(task.due + timedelta(minutes=5)):
        actions.retract_watch_entry(**house, entry=entry, reason="Wrong resident")
    task.refresh_from_db()
    entry.refresh_from_db()
    assert (task.status, task.outcome) == ("requested", "")
    assert entry.entered_in_error_reason == "Wrong resident"
    assert not Task.objects.filter(code="tasks.look", status="requested").exists()
    assert answer(house, task).answers == USUAL


def test_taking_the_check_back_takes_its_answer_back(house, watch):
    task = checks(watch)[0]
    entry = answer(house, task)
    with clock.pinned(task.due + timedelta(minutes=1)):
        actions.undo_task(**house, task=task)
    entry.refresh_from_db()
    assert entry.entered_in_error_at is not None


def test_an_answer_is_never_overwritten(house, watch):
    entry = answer(house, checks(watch)[0])
    with (
        pytest.raises(Exception, match=r"changed|overwritten|fact"),
        transaction.atomic(),
    ):
        WatchEntry.objects.filter(pk=entry.pk).update(answers={})


def test_two_watches_for_one_reason_cannot_be_kept(house, watch):
    watch.pk = uuid4()
    watch._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        watch.save(force_insert=True)


def test_who_left_is_on_watch_no_more(house, watch, resident):
    actions.end_care(**house, resident_id=resident.pk)
    watch.refresh_from_db()
    assert watch.ended_reason == "resident-left"
    assert not queries.open_of_cause(house["scope"], f"Watch/{watch.pk}")


def test_unanswered_checks_of_a_shift_are_found_and_those_to_come_are_not(house, watch):
    start, end = FELL - timedelta(hours=3), FELL + timedelta(hours=5)
    now = FELL + timedelta(minutes=35)
    found = queries.unanswered_checks(house["scope"], start, end, now)
    assert [int((t.due - FELL).total_seconds()) // 60 for t in found] == [15, 30]
