"""Many put on watch in one go stand as if each had been put on watch alone."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.record.tasks import actions, queries
from hearth.record.tasks.models import Task, TaskSeries, Watch
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db


@pytest.fixture
def people(facility, actor, scope):
    found = []
    for number, family in enumerate(("Hayes", "Boyle", "Chen"), start=214):
        one = make_resident(facility, family)
        make_placement(make_stay(one), make_place(facility, str(number)), actor)
        found.append(one)
    return found


def told(resident):
    """Everything a watch made for somebody, without whose it is."""
    rows = Task.objects.filter(resident=resident).order_by("due", "code")
    return [
        (t.code, t.title, t.opens, t.due, t.late, t.owner_role, t.urgency, t.cause_code, t.slot)
        for t in rows
    ]


@pytest.mark.parametrize("reason", ["infection", "fall"])
def test_each_has_what_one_alone_has(scope, actor, people, reason):
    alone, *others = people
    with clock.pinned(clock.now()):
        one = actions.start_watch(scope=scope, by=actor, resident=alone, reason=reason)
        rows = actions.start_watches(scope=scope, by=actor, residents=others, reason=reason)
    assert told(alone)
    for other, row in zip(others, rows, strict=True):
        assert told(other) == told(alone)
        assert (row.until, row.steps, row.decides) == (one.until, one.steps, one.decides)
        mine = queries.series_of_watch(scope, row)
        assert mine.count() == queries.series_of_watch(scope, one).count()
        assert AuditEvent.objects.filter(
            action="tasks.start_watch", resident_id=other.pk
        ).exists()
    events = DomainEvent.objects.filter(name__endswith="WatchStarted")
    assert events.count() == 3


def test_how_many_statements_do_not_grow_with_the_residents(
    scope, actor, people, django_assert_max_num_queries
):
    with django_assert_max_num_queries(45):
        actions.start_watches(scope=scope, by=actor, residents=people, reason="infection")


def test_nobody_is_put_on_watch_until_yesterday(scope, actor, people):
    until = clock.now() - timedelta(days=1)
    with pytest.raises(Refused):
        actions.start_watches(
            scope=scope, by=actor, residents=people, reason="infection", until=until
        )
    assert not Watch.objects.exists()
    assert not TaskSeries.objects.exists()


def test_the_end_of_one_of_many_takes_its_checks(scope, actor, people):
    rows = actions.start_watches(scope=scope, by=actor, residents=people, reason="infection")
    actions.end_watch(scope=scope, by=actor, watch=rows[0], reason="mistake")
    live = Task.objects.filter(status__in=["requested", "accepted"])
    assert not live.filter(resident=people[0]).exists()
    assert live.filter(resident=people[1]).exists()
