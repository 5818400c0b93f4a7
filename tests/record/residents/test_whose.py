"""Whose resident is this now: by the place they hold, and who holds its run."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hearth.kernel import clock
from hearth.record.residents import queries
from hearth.record.staff import queries as staff
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_run,
    make_shift,
)
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 24, 13, tzinfo=UTC)  # 07:00 in Chicago
NINE = SEVEN + timedelta(hours=2)
MIDNIGHT = SEVEN + timedelta(hours=17)


@pytest.fixture(autouse=True)
def _at_nine():
    with clock.pinned(NINE):
        yield


@pytest.fixture
def shift(facility, scope):
    return make_shift(facility)


@pytest.fixture
def hayes(facility, scope, actor):
    return lives(facility, actor, "Hayes", "214")


def lives(facility, actor, family, room):
    resident = make_resident(facility, family)
    make_placement(make_stay(resident), make_place(facility, room), actor)
    return resident


def place_of(resident, scope):
    return queries.places_held(scope, [resident.pk], NINE)[resident.pk].place


def working(facility, family, role="caregiver", **kwargs):
    options = {"status": "on", "arrived_at": SEVEN, "starts": SEVEN} | kwargs
    return make_duty(make_member(facility, family), role, **options)


def names(members):
    return [m.family for m in members]


def test_by_the_run_of_the_place_and_who_holds_it(facility, scope, actor, hayes, shift):
    where = [place_of(hayes, scope)]
    run = make_run(facility, "2 East", where)
    cart = make_run(facility, "Cart A", where, run_kind="cart")
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    make_assignment(cart, working(facility, "Reyes", "med-tech"), shift, actor)
    found = queries.whose(scope, [hayes.pk], NINE)[hayes.pk]
    assert (found.run_name, names(found.members)) == ("2 East", ["Diaz"])
    assert (found.cart_name, found.cart_member.family) == ("Cart A", "Reyes")


def test_nobody_on_the_run_is_said(facility, scope, hayes):
    make_run(facility, "2 East", [place_of(hayes, scope)])
    found = queries.whose(scope, None, NINE)[hayes.pk]
    assert (found.run_name, found.members) == ("2 East", ())


def test_who_is_in_no_run_is_not_in_the_answer(facility, scope, hayes):
    make_run(facility, "2 East")
    assert queries.whose(scope, None, NINE) == {}


def test_a_part_of_a_run_is_its_rooms_only(facility, scope, actor, hayes, shift):
    other = lives(facility, actor, "Novak", "215")
    first, second = place_of(hayes, scope), place_of(other, scope)
    run = make_run(facility, "2 East", [first, second])
    make_assignment(run, working(facility, "Diaz"), shift, actor, places=[first.pk])
    found = queries.whose(scope, None, NINE)
    assert names(found[hayes.pk].members) == ["Diaz"]
    assert found[other.pk].members == ()


def test_at_night_the_night_s_run_counts(facility, scope, actor, hayes, shift):
    where = [place_of(hayes, scope)]
    night = make_shift(facility, "Night", start=time(23), end=time(7))
    make_run(facility, "2 East", where, shifts=[shift.pk])
    make_run(facility, "Night 2", where, shifts=[night.pk], position=1)
    assert queries.whose(scope, None, NINE)[hayes.pk].run_name == "2 East"
    assert queries.whose(scope, None, MIDNIGHT)[hayes.pk].run_name == "Night 2"


def test_who_moves_is_in_another_run_from_then(facility, scope, actor, hayes, shift):
    here = place_of(hayes, scope)
    make_run(facility, "2 East", [here])
    west = make_place(facility, "301")
    make_run(facility, "3 West", [west])
    held = queries.places_held(scope, [hayes.pk], NINE)[hayes.pk]
    held.ends = NINE
    held.save()
    make_placement(held.stay, west, actor, starts=NINE)
    assert queries.whose(scope, None, NINE)[hayes.pk].run_name == "3 West"
    before = NINE - timedelta(minutes=1)
    assert queries.whose(scope, None, before)[hayes.pk].run_name == "2 East"


def test_two_statements_however_many(
    facility, scope, actor, shift, django_assert_max_num_queries
):
    everybody = [lives(facility, actor, f"Person{n}", str(100 + n)) for n in range(12)]
    run = make_run(facility, "2 East", [place_of(r, scope) for r in everybody])
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    with django_assert_max_num_queries(2):
        found = queries.whose(scope, None, NINE)
    assert len(found) == 12


def test_who_is_called_for_her(facility, scope, actor, hayes, shift):
    run = make_run(facility, "2 East", [place_of(hayes, scope)])
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    working(facility, "Okafor", "shift-lead")
    working(facility, "Roth", "nurse")
    found = queries.who_is_called(scope, hayes, NINE)
    assert [a.member.family for a in found.steps()] == ["Diaz", "Okafor", "Roth"]


def test_with_nobody_on_the_run_the_lead_is_called_first(facility, scope, hayes):
    make_run(facility, "2 East", [place_of(hayes, scope)])
    working(facility, "Okafor", "shift-lead")
    found = queries.who_is_called(scope, hayes, NINE)
    assert (found.whose.run_name, [a.member.family for a in found.steps()]) == (
        "2 East",
        ["Okafor"],
    )


def test_an_empty_run_is_named_with_its_residents(facility, scope, actor, hayes, shift):
    run = make_run(facility, "2 East", [place_of(hayes, scope)])
    found = queries.empty_runs(scope, queries.whose(scope, None, NINE))
    assert [(e.name, e.residents) for e in found] == [("2 East", {hayes.pk})]
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    assert queries.empty_runs(scope, queries.whose(scope, None, NINE)) == []


def test_somebody_held_over_does_not_fill_a_run(facility, scope, actor, hayes, shift):
    run = make_run(facility, "2 East", [place_of(hayes, scope)])
    make_assignment(run, working(facility, "Diaz", ends=NINE + (NINE - SEVEN)), shift, actor)
    later = NINE + 2 * (NINE - SEVEN)
    found = queries.whose(scope, None, later)
    assert (names(found[hayes.pk].members), found[hayes.pk].held_over) == (["Diaz"], True)
    assert [e.name for e in queries.empty_runs(scope, found)] == ["2 East"]


def test_one_statement_where_the_duties_were_read(
    facility, scope, actor, hayes, shift, django_assert_max_num_queries
):
    run = make_run(facility, "2 East", [place_of(hayes, scope)])
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    held = staff.runs_held_by(scope, staff.on_duty(scope, NINE).people, NINE)
    with django_assert_max_num_queries(1):
        found = queries.whose(scope, None, NINE, holders=held)
    assert names(found[hayes.pk].members) == ["Diaz"]


def test_it_is_the_same_off_the_standing_at_hand_and_a_question_less(
    facility, scope, actor, hayes, shift, django_assert_num_queries
):
    run = make_run(facility, "2 East", [place_of(hayes, scope)])
    make_assignment(run, working(facility, "Diaz"), shift, actor)
    stands = queries.standing(scope, hayes, NINE, with_runs=True)
    with django_assert_num_queries(2):
        found = queries.who_is_called(scope, hayes, NINE, standing=stands)
    assert found.whose == queries.who_is_called(scope, hayes, NINE).whose
    assert found.whose.run_name == "2 East"


def test_a_place_that_is_only_kept_for_somebody_puts_them_in_no_run(facility, scope, actor):
    coming = make_resident(facility, "Moss")
    place = make_place(facility, "305")
    stay = make_stay(coming, "moving-in", starts=NINE + timedelta(days=1), moved_in_at=None)
    make_placement(stay, place, actor)
    make_run(facility, "3 West", [place])
    stands = queries.standing(scope, coming, NINE, with_runs=True)
    assert (stands.place, stands.in_runs) == (place, ())
    assert queries.standing(scope, coming, NINE + timedelta(days=2), with_runs=True).in_runs
