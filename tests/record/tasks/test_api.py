"""What a device says about tasks: exactly once, read by the page's own form."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.identity.scopes import scope_for
from hearth.platform.replay import actions as replay
from hearth.platform.replay import verbs
from hearth.platform.scope import scoped
from hearth.record.tasks.models import Task, TaskChange, WatchEntry
from tests.factories.identity import make_account
from tests.factories.residents import make_resident
from tests.factories.tasks import make_task, make_watch, task_of


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _loaded():
    verbs.load()


@pytest.fixture
def aide(facility):
    actor = make_account("caregiver", facility).actor
    with scoped(scope_for(actor, facility)) as scope:
        yield {"scope": scope, "by": actor}


@pytest.fixture
def task(facility, aide) -> Task:
    return make_task(facility, aide["by"], due=clock.now() - 3 * HOUR)


def send(aide, verb: str, ref=None, effective=None, **payload):
    return replay.accept(
        **aide,
        client_ref=ref or uuid4(),
        verb=verb,
        payload={name: str(value) for name, value in payload.items()},
        effective=effective,
    )


def test_done_in_the_corridor_is_done_when_the_button_was_pressed(aide, task):
    ref, when = uuid4(), clock.now() - HOUR
    values = {"task": str(task.pk), "outcome": "done", "next": "/", "as": "floor"}
    first = send(aide, "tasks.complete_task", ref, when, **values)
    again = send(aide, "tasks.complete_task", ref, when, **values)
    assert (first.status, again.status, again.replayed) == (201, 201, True)
    task.refresh_from_db()
    assert (task.outcome, task.effective, task.recorder) == ("done", when, aide["by"])
    assert TaskChange.objects.filter(task=task).count() == 1


def test_a_time_that_was_typed_wins(aide, facility, task):
    typed = (clock.now() - 2 * HOUR).astimezone(facility.zone).strftime("%H:%M")
    send(
        aide,
        "tasks.complete_task",
        effective=clock.now() - HOUR,
        task=task.pk,
        outcome="done",
        at=typed,
    )
    task.refresh_from_db()
    assert task.effective.astimezone(facility.zone).strftime("%H:%M") == typed


def test_refused_without_a_reason_is_kept_for_a_person(aide, task):
    answer = send(aide, "tasks.complete_task", task=task.pk, outcome="refused")
    assert (answer.status, answer.body["code"]) == (422, "fields-wrong")
    task.refresh_from_db()
    assert task.outcome == ""


def test_refused_with_a_reason(aide, task):
    answer = send(aide, "tasks.complete_task", task=task.pk, reason="declined")
    assert (answer.status, answer.body["outcome"]) == (201, "refused")


def test_somebody_was_first(aide, task):
    send(aide, "tasks.complete_task", task=task.pk, outcome="done")
    answer = send(aide, "tasks.complete_task", task=task.pk, outcome="done")
    assert (answer.status, answer.body["code"]) == (409, "task-closed")


def test_taken_commented_put_off_done_and_taken_back(aide, task):
    sent = [
        ("tasks.claim_task", {}),
        ("tasks.comment_task", {"text": "Later, she sleeps"}),
        ("tasks.snooze_task", {"until": "1h", "reason": "resident-asked"}),
        ("tasks.complete_task", {"outcome": "done"}),
        ("tasks.undo_task", {}),
    ]
    for verb, values in sent:
        assert send(aide, verb, task=task.pk, **values).status == 201
    rows = TaskChange.objects.filter(task=task).order_by("recorded", "id")
    assert list(rows.values_list("change", flat=True)) == [
        "claimed",
        "commented",
        "snoozed",
        "completed",
        "undone",
    ]


@pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_task_that_is_not_there_is_kept_as_sent(aide, key):
    answer = send(aide, "tasks.complete_task", task=key, outcome="done")
    assert (answer.status, answer.body["code"]) == (422, "task-unknown")


def test_a_watch_check_answered_on_a_device_is_answered_once(facility, aide):
    with clock.pinned(clock.now() - HOUR):
        watch = make_watch(facility, aide["by"], make_resident(facility))
    check, ref = task_of(watch, "tasks.watch_check"), uuid4()
    looked = clock.now() - HOUR / 2
    for _again in range(2):
        send(aide, "tasks.answer_watch_check", ref, looked, task=check.pk, all="usual")
    [entry] = WatchEntry.objects.all()
    assert (entry.changed, entry.effective) == (False, looked)
    check.refresh_from_db()
    assert check.outcome == "done"


def test_what_changed_needs_its_words_from_a_device_too(facility, aide):
    with clock.pinned(clock.now() - HOUR):
        watch = make_watch(facility, aide["by"], make_resident(facility))
    check = task_of(watch, "tasks.watch_check")
    send(aide, "tasks.answer_watch_check", task=check.pk, q_pain="changed")
    assert not WatchEntry.objects.exists()
    send(aide, "tasks.answer_watch_check", task=check.pk, q_pain="changed", text="Hip hurts")
    assert WatchEntry.objects.get().changed
