"""Two people who act at once, on two connections of their own."""

import threading
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks import actions
from hearth.record.tasks.models import Task, TaskChange
from tests.factories.identity import make_account
from tests.factories.tasks import make_task
from tests.factories.tenancy import make_facility


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    connections.close_all()
    facility = make_facility()
    return facility, [make_account("nurse", facility).actor for _ in range(2)]


def at_once(facility, people, verb) -> list:
    """What each person's act came to, both begun at the same instant."""
    ready, ends = threading.Barrier(len(people)), []

    def act(actor):
        try:
            scope = scope_for(actor, facility)
            ready.wait(timeout=20)
            with scoped(scope):
                ends.append(verb(scope=scope, by=actor))
        except Conflict as conflict:
            ends.append(conflict.code)
        finally:
            with suppress(Exception):
                connections.close_all()

    threads = [threading.Thread(target=act, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


def test_one_of_two_takes_it_and_the_other_hears_who(house):
    facility, people = house
    for _ in range(5):
        with scoped(process_scope("test", facility.pk)):
            task = make_task(facility, people[0])

        def take(task=task, **who):
            return actions.claim_task(**who, task=task).status

        assert sorted(at_once(facility, people, take)) == ["accepted", "task-taken"]
        with scoped(process_scope("test", facility.pk)):
            assert TaskChange.objects.filter(task=task).count() == 1


def test_one_of_two_closes_it(house):
    facility, people = house
    with scoped(process_scope("test", facility.pk)):
        task = make_task(facility, people[0])

    def close(**who):
        return actions.complete_task(**who, task=task).status

    assert sorted(at_once(facility, people, close)) == ["completed", "task-closed"]


def test_two_makers_of_one_cause_are_handed_the_same_task(house):
    facility, people = house
    cause, due = f"Note/{uuid4()}", clock.now() + timedelta(hours=1)

    def make(**who):
        return actions.create_task(**who, code="tasks.free", due=due, cause=cause).pk

    found = at_once(facility, people, make)
    assert len(found) == 2
    assert found[0] == found[1]
    with scoped(process_scope("test", facility.pk)):
        assert Task.objects.count() == 1
        assert TaskChange.objects.count() == 1
