"""Values that waited on a tablet, exactly once; and the months they are kept in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.jobs import periodic
from hearth.platform.replay import verbs
from hearth.platform.replay.actions import accept
from hearth.record.observations.models import Observation
from tests.factories.observations import make_observation
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db

VERB = "observations.record_observation"
WEIGHT = "29463-7"


@pytest.fixture(autouse=True)
def _loaded():
    verbs.load()


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


def run(scope, by, effective=None, **payload):
    found = verbs.find(VERB)
    return found.run(scope=scope, by=by, payload=payload, effective=effective)


def test_what_was_typed_offline_is_kept_with_when_it_was_so(scope, actor, resident):
    then = clock.now() - timedelta(hours=9)
    body = run(scope, actor, then, resident=str(resident.pk), **{"v-8867-4": "72"})
    row = Observation.objects.get(pk=body["ids"][0])
    assert (row.effective, row.reading) == (then, "72")
    assert row.recorded > then


def test_a_time_typed_offline_is_that_days(scope, actor, resident, facility):
    then = clock.now() - timedelta(hours=30)
    wall = (then - timedelta(minutes=20)).astimezone(facility.zone)
    body = run(
        scope,
        actor,
        then,
        resident=str(resident.pk),
        time=f"{wall:%H:%M}",
        **{"v-8867-4": "72"},
    )
    row = Observation.objects.get(pk=body["ids"][0])
    assert row.effective == wall.replace(second=0, microsecond=0)


def test_the_unusual_is_taken_and_the_impossible_is_for_a_person(scope, actor, resident):
    make_observation(resident, actor, effective=clock.now() - timedelta(days=2))
    body = run(scope, actor, resident=str(resident.pk), **{f"v-{WEIGHT}": "130"})
    assert Observation.objects.filter(pk=body["ids"][0]).exists()
    with pytest.raises(Refused) as caught:
        run(scope, actor, resident=str(resident.pk), **{f"v-{WEIGHT}": "1300"})
    assert caught.value.code == "fields-wrong"
    assert "cannot be" in str(caught.value)


@pytest.mark.parametrize(
    "resident_id", ["", "nonsense", "00000000-0000-4000-8000-000000000000"]
)
def test_a_resident_that_is_not_open_is_refused(scope, actor, resident_id):
    with pytest.raises(Refused) as caught:
        run(scope, actor, resident=resident_id, **{"v-8867-4": "72"})
    assert caught.value.code == "resident-unknown"


def test_sent_again_after_a_lost_answer_it_is_written_once(scope, actor, resident):
    sent = {
        "client_ref": uuid4(),
        "verb": VERB,
        "payload": {"resident": str(resident.pk), "v-8867-4": "72", f"v-{WEIGHT}": "159.8"},
        "effective": clock.now(),
    }
    first = accept(scope=scope, by=actor, **sent)
    again = accept(scope=scope, by=actor, **sent)
    assert (first.status, again.status) == (201, 201)
    assert again.replayed
    assert again.body == first.body
    assert Observation.objects.count() == 2


def test_a_page_kept_on_the_tablet_is_filled_in_twice_and_both_count(scope, actor, resident):
    page = {"resident": str(resident.pk), "client_ref": str(uuid4()), "v-8867-4": "72"}
    for hours in (5, 1):
        run(scope, actor, clock.now() - timedelta(hours=hours), **page)
    assert Observation.objects.count() == 2


# Months


def partitions():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = 'observations_observation'::regclass"
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_months_ahead_are_there_and_made_once(scope):
    periodic.add_months.run()
    made = partitions()
    periodic.add_months.run()
    assert partitions() == made
    month = clock.now().month + 3
    year = clock.now().year + (month - 1) // 12
    assert f"observations_observation_{year}_{(month - 1) % 12 + 1:02}" in partitions()


def test_a_value_lies_in_the_month_when_it_was_so(scope, actor, resident):
    row = make_observation(resident, actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM observations_observation WHERE id = %s",
            [row.pk],
        )
        (name,) = cursor.fetchone()
    assert name == f"observations_observation_{row.effective:%Y_%m}"


def test_a_month_nobody_laid_out_refuses_no_value(scope, actor, resident):
    old = clock.now() - timedelta(days=900)
    row = make_observation(resident, actor, effective=old)
    assert Observation.objects.get(pk=row.pk).effective == old
