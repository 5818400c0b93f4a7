"""Which values: the newest of each measure, a series, what was written, and as evidence."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.observations import actions, queries
from hearth.record.observations.rules import Quantity, Reading
from tests.factories.observations import make_observation
from tests.factories.residents import make_resident


pytestmark = pytest.mark.django_db

WEIGHT, PULSE = "29463-7", "8867-4"
YEAR = timedelta(days=365)


@pytest.fixture
def resident(scope, facility):
    return make_resident(facility)


@pytest.fixture
def measured(resident, actor):
    def make(value, days, one=None, **kwargs):
        then = clock.now() - timedelta(days=days)
        usual = {"effective": then, "recorded": then}
        kwargs = {"value_quantity": Decimal(str(value))} | usual | kwargs
        return make_observation(one or resident, actor, **kwargs)

    return make


def newest(scope, resident, **kwargs):
    kwargs = {"since": clock.now() - YEAR} | kwargs
    found = queries.latest(scope, resident, **kwargs)
    return {code: [str(row.reading) for row in rows] for code, rows in found.items()}


def test_the_newest_of_each_measure_newest_first(scope, resident, measured):
    for day in (40, 3, 20, 90):
        measured(70 + day, day)
    measured(72, 1, code=PULSE, unit="/min", value_decimals=0)
    assert newest(scope, resident, count=3) == {
        WEIGHT: ["73.0", "90.0", "110.0"],
        PULSE: ["72"],
    }


def test_the_same_measure_of_another_system_stands_under_ours(scope, resident, measured):
    measured(97, 3, code="2708-6", unit="%", value_decimals=0)
    measured(95, 1, code="59408-5", unit="%", value_decimals=0)
    assert newest(scope, resident) == {"59408-5": ["95", "97"]}


def test_what_was_taken_back_and_what_is_older_is_left_out(scope, resident, measured, actor):
    wrong, _old = measured(27, 1), measured(80, 400)
    actions.retract_observation(scope=scope, by=actor, observation=wrong, reason="Slip")
    assert newest(scope, resident) == {}
    assert newest(scope, resident, since=clock.now() - 2 * YEAR) == {WEIGHT: ["80.0"]}


def test_another_resident_another_label_another_community(
    scope, resident, measured, facility, other_facility
):
    with scoped(process_scope("test", facility.pk)):
        measured(81, 1, security_label="part2")
    measured(82, 1, make_resident(facility, "Chen"))
    assert newest(scope, resident) == {}
    with scoped(process_scope("test", other_facility.pk)) as elsewhere:
        assert newest(elsewhere, resident) == {}
    narrow = replace(scope, residents=frozenset())
    measured(83, 1)
    with scoped(narrow):
        assert newest(narrow, resident) == {}
        assert not queries.observations(narrow).exists()


def test_the_values_of_a_record_merged_away_are_read_too(scope, resident, measured, facility):
    double = make_resident(facility, "Hays", merged_into=resident)
    measured(81, 2, double)
    measured(80, 1)
    assert newest(scope, resident) == {WEIGHT: ["80.0", "81.0"]}
    since = clock.now() - YEAR
    assert len(queries.series(scope, resident, WEIGHT, since=since)) == 2


def test_a_series_is_oldest_first_and_bounded(scope, resident, measured):
    for day in range(10):
        measured(70 + day, day)
    since = clock.now() - timedelta(days=5, hours=1)
    rows = queries.series(scope, resident, WEIGHT, since=since)
    assert [row.reading for row in rows] == ["75.0", "74.0", "73.0", "72.0", "71.0", "70.0"]
    newest_two = queries.series(scope, resident, WEIGHT, since=since, most=2)
    assert [row.reading for row in newest_two] == ["71.0", "70.0"]
    before = queries.series(
        scope, resident, WEIGHT, since=since, until=clock.now() - timedelta(days=3)
    )
    assert [row.reading for row in before] == ["75.0", "74.0", "73.0"]


def test_over_a_long_time_the_last_value_of_each_day(scope, resident, measured, facility):
    noon = clock.now().astimezone(facility.zone).replace(hour=12, minute=0) - timedelta(days=2)
    for value, then in (
        (70, noon),
        (71, noon + timedelta(hours=3)),
        (72, noon - timedelta(days=1)),
    ):
        measured(value, 0, effective=then, recorded=then)
    rows = queries.series(
        scope, resident, WEIGHT, since=clock.now() - YEAR, each_day=facility.zone
    )
    assert [row.reading for row in rows] == ["72.0", "71.0"]


def test_what_was_written_tells_the_wrong_too(scope, resident, measured, actor):
    wrong = measured(27, 1)
    measured(72, 2)
    actions.retract_observation(scope=scope, by=actor, observation=wrong, reason="Slip")
    rows = queries.written(scope, resident, WEIGHT, before=clock.now())
    assert [(row.reading, row.status) for row in rows] == [
        ("27.0", "entered-in-error"),
        ("72.0", "final"),
    ]
    assert len(queries.written(scope, resident, WEIGHT, before=clock.now(), most=1)) == 1


def test_the_last_value_is_asked_of_what_does_not_leap(scope, resident, measured):
    measured(72, 3)
    measured(90, 300)
    measured(72, 1, code=PULSE, unit="/min")
    asked = [
        Reading(resident_id=resident.pk, code=code, effective=clock.now())
        for code in (WEIGHT, PULSE)
    ]
    found = queries.last_quantities(scope, asked)
    assert found == {(resident.pk, WEIGHT): Quantity(value=Decimal(72), unit="kg")}


def test_evidence_says_what_was_measured_when_and_by_whom(scope, resident, measured, actor):
    row = measured(72, 1)
    measured(73, 9)
    found = queries.evidence(scope, resident, clock.now() - timedelta(days=3))
    assert [(str(e.reference), e.code, e.value, e.said_by) for e in found] == [
        (f"Observation/{row.pk}", WEIGHT, "72.0 kg", actor.label)
    ]
