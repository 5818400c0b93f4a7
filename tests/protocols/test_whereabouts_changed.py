"""Somebody cannot be found: looking for them is a task until they are."""

import pytest

from hearth.platform.outbox.modes import deliveries_inline
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.actions import report_unaccounted, sign_in
from hearth.record.tasks.models import Task
from tests.factories.residents import make_resident, make_stay


pytestmark = pytest.mark.django_db


@pytest.fixture
def hayes(facility):
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility)
        make_stay(one)
    return one


def looking(facility) -> list[Task]:
    with scoped(process_scope("test", facility.pk)):
        return list(Task.objects.filter(cause_code="unaccounted").order_by("authored_on"))


def told(facility, actor, act, hayes) -> None:
    scope = process_scope("test", facility.pk)
    with deliveries_inline(), scoped(scope):
        act(scope=scope, by=actor, resident=hayes)


def test_who_cannot_be_found_is_looked_for_once_and_first(facility, actor, hayes):
    told(facility, actor, report_unaccounted, hayes)
    told(facility, actor, report_unaccounted, hayes)
    (task,) = looking(facility)
    assert (task.urgency, task.priority, task.resident_id) == ("safety", "stat", hayes.pk)
    assert task.title.format(**task.title_values) == "Look for Margaret: not found"
    assert task.next_escalation is not None


def test_the_search_ends_when_they_are_found(facility, actor, hayes):
    told(facility, actor, report_unaccounted, hayes)
    told(facility, actor, sign_in, hayes)
    (task,) = looking(facility)
    assert task.outcome == "done"
