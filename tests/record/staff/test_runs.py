"""Runs and the assignment sheet: what each verb leaves behind, and what it refuses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.outbox.models import DomainEvent
from hearth.record.staff import actions, queries
from hearth.record.staff.actions import Share
from hearth.record.staff.models import RunAssignment, RunPlace
from tests.factories.staff import (
    make_assignment,
    make_duty,
    make_member,
    make_role,
    make_run,
    make_shift,
)
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 24, 13, tzinfo=UTC)  # Tuesday 07:00 in Chicago
TODAY = date(2026, 11, 24)
HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _before_seven():
    with clock.pinned(SEVEN - HOUR / 4):
        yield


@pytest.fixture
def act(scope, actor):
    return lambda verb, **kwargs: verb(scope=scope, by=actor, **kwargs)


@pytest.fixture
def shift(facility, scope):
    return make_shift(facility)


@pytest.fixture
def rooms(facility, scope):
    return [make_place(facility, str(n)) for n in (210, 211, 212, 214)]


@pytest.fixture
def run(facility, rooms):
    return make_run(facility, "2 East", rooms)


def on_duty(facility, family, role="caregiver", starts=SEVEN, **kwargs):
    member = make_member(facility, family)
    make_role(member, role)
    return make_duty(member, role, starts=starts, ends=starts + 8 * HOUR, **kwargs)


@pytest.fixture
def diaz(facility, scope):
    return on_duty(facility, "Diaz")


@pytest.fixture
def lee(facility, scope):
    return on_duty(facility, "Lee")


def said(name):
    return DomainEvent.objects.filter(name=f"staff.{name}").count()


def told(name):
    return AuditEvent.objects.filter(action=f"staff.{name}").count()


def held(scope, run, at):
    return {str(a.member.family) for a in queries.assignments_at(scope, at) if a.run == run}


# The runs themselves


def test_a_run_is_named_and_gets_its_rooms(act, rooms, scope):
    made = act(actions.set_run, name=" 2 East ", run_kind="run")
    act(actions.set_run_places, run=made, places=rooms[:2])
    with clock.pinned(SEVEN):
        act(actions.set_run_places, run=made, places=rooms[1:3])
        found = queries.places_of_runs(scope, SEVEN + HOUR)
    assert made.name == "2 East"
    assert [p.label for p in found[made.pk]] == ["211", "212"]
    before = queries.places_of_runs(scope, SEVEN - HOUR / 10)
    assert [p.label for p in before[made.pk]] == ["210", "211"]
    assert said("RunChanged") == 3
    assert told("set_run_places") == 2


def test_two_runs_of_one_name_are_refused(act):
    act(actions.set_run, name="2 East", run_kind="run")
    with pytest.raises(Conflict) as refused:
        act(actions.set_run, name="2 East", run_kind="cart")
    assert refused.value.code == "run-name-taken"


def test_a_room_is_in_one_run_of_a_shift(act, run, rooms):
    other = act(actions.set_run, name="2 West", run_kind="run")
    with pytest.raises(Conflict) as refused:
        act(actions.set_run_places, run=other, places=rooms[:1])
    assert refused.value.code == "place-in-run"
    cart = act(actions.set_run, name="Cart A", run_kind="cart")
    act(actions.set_run_places, run=cart, places=rooms)


def test_runs_of_other_shifts_may_have_the_same_rooms(act, facility, rooms, shift):
    night = make_shift(facility, "Night", start=time(23), end=time(7))
    day_run = act(actions.set_run, name="2 East", run_kind="run", shifts=[shift])
    night_run = act(actions.set_run, name="Night 2", run_kind="run", shifts=[night])
    act(actions.set_run_places, run=day_run, places=rooms)
    act(actions.set_run_places, run=night_run, places=rooms)
    assert RunPlace.objects.filter(ends__isnull=True).count() == 8


def test_a_run_out_of_use_frees_its_rooms_and_its_people(act, run, rooms, diaz, shift, scope):
    with clock.pinned(SEVEN):
        act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    with clock.pinned(SEVEN + HOUR):
        act(actions.close_run, run=run)
        assert queries.assignments_at(scope, SEVEN + HOUR) == []
        other = act(actions.set_run, name="2 East", run_kind="run")
        act(actions.set_run_places, run=other, places=rooms)
    with pytest.raises(Conflict):
        act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)


# Assigning


def test_somebody_takes_a_run_for_the_shift(act, run, diaz, shift, scope):
    made = act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    assert (made.starts, made.ends) == (SEVEN, SEVEN + 8 * HOUR)
    assert held(scope, run, SEVEN + HOUR) == {"Diaz"}
    assert held(scope, run, SEVEN - HOUR) == set()
    assert (said("RunAssigned"), told("assign_run")) == (1, 1)


def test_a_change_ends_one_line_and_starts_another(act, run, diaz, lee, shift, scope):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    with clock.pinned(SEVEN + 2 * HOUR):
        with pytest.raises(Refused) as refused:
            act(actions.assign_run, run=run, member=lee.member, shift=shift, day=TODAY)
        assert refused.value.code == "reason-missing"
        act(
            actions.assign_run,
            run=run,
            member=lee.member,
            shift=shift,
            day=TODAY,
            reason="went-home",
        )
    assert held(scope, run, SEVEN + HOUR) == {"Diaz"}
    assert held(scope, run, SEVEN + 3 * HOUR) == {"Lee"}
    assert [a.end_reason for a in queries.assignments(scope)] == ["went-home", ""]


def test_before_the_shift_a_line_is_only_taken_off(act, run, diaz, lee, shift, scope):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    act(actions.assign_run, run=run, member=lee.member, shift=shift, day=TODAY)
    assert held(scope, run, SEVEN) == {"Lee"}
    assert RunAssignment.objects.filter(cancelled_at__isnull=False).count() == 1


def test_two_people_on_one_run(act, run, diaz, lee, shift, scope):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    again = {"run": run, "shift": shift, "day": TODAY, "together": True}
    act(actions.assign_run, member=lee.member, **again)
    assert held(scope, run, SEVEN) == {"Diaz", "Lee"}
    with pytest.raises(Conflict) as refused:
        act(actions.assign_run, member=lee.member, **again)
    assert refused.value.code == "holds-it"


def test_only_who_works_the_shift_gets_a_run(act, facility, run, shift):
    nobody = make_member(facility, "Okafor")
    with pytest.raises(Refused) as refused:
        act(actions.assign_run, run=run, member=nobody, shift=shift, day=TODAY)
    assert refused.value.code == "not-on-duty"


def test_a_cart_goes_to_who_may_give_medicines(act, facility, diaz, shift):
    cart = make_run(facility, "Cart A", run_kind="cart")
    with pytest.raises(Refused) as refused:
        act(actions.assign_run, run=cart, member=diaz.member, shift=shift, day=TODAY)
    assert refused.value.code == "wrong-role"
    tech = on_duty(facility, "Reyes", "med-tech")
    act(actions.assign_run, run=cart, member=tech.member, shift=shift, day=TODAY)


def test_a_shift_that_is_over_is_not_rewritten(act, run, diaz, shift):
    with clock.pinned(SEVEN + 9 * HOUR), pytest.raises(Refused) as refused:
        act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    assert refused.value.code == "turn-over"


def test_the_database_lets_nobody_hold_a_run_twice(run, diaz, shift, actor):
    make_assignment(run, diaz, shift, actor)
    with pytest.raises(IntegrityError, match="runassignment_held_once"), transaction.atomic():
        make_assignment(run, diaz, shift, actor, starts=SEVEN + HOUR)


# Splitting


def test_a_run_is_shared_out_room_by_room(act, run, rooms, diaz, lee, shift, scope):
    act(
        actions.split_run,
        run=run,
        shift=shift,
        day=TODAY,
        shares=[
            Share(member=diaz.member, places=tuple(rooms[:3])),
            Share(member=lee.member, places=tuple(rooms[3:])),
        ],
    )
    assert held(scope, run, SEVEN) == {"Diaz", "Lee"}
    assert said("RunSplit") == 1
    turn = queries.turns_of_day(scope, run.facility, TODAY)[0]
    assert queries.sheet(scope, turn, SEVEN).gaps == ()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([("Diaz", [0, 1]), ("Lee", [2])], "rooms-left"),
        ([("Diaz", [0, 1, 2]), ("Lee", [2, 3])], "room-twice"),
        ([("Diaz", [0, 1, 2, 3]), ("Lee", [])], "share-empty"),
        ([("Diaz", [0, 1, 2, 3])], "one-share"),
        ([("Diaz", [0, 1]), ("Diaz", [2, 3])], "share-twice"),
    ],
)
def test_no_door_is_left_over_or_has_two(act, run, rooms, diaz, lee, shift, parts, code):
    people = {"Diaz": diaz.member, "Lee": lee.member}
    shares = [
        Share(member=people[who], places=tuple(rooms[n] for n in numbers))
        for who, numbers in parts
    ]
    with pytest.raises(Refused) as refused:
        act(actions.split_run, run=run, shift=shift, day=TODAY, shares=shares)
    assert refused.value.code == code


# Who leaves and who stays


def test_who_calls_off_leaves_the_run_empty(act, run, diaz, shift, scope, facility):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    act(actions.report_absence, duty=diaz)
    turn = queries.turns_of_day(scope, facility, TODAY)[0]
    assert held(scope, run, SEVEN) == set()
    assert [line.run for line in queries.sheet(scope, turn, SEVEN).gaps] == [run]


def test_who_leaves_early_holds_nothing_from_then(act, run, diaz, shift, scope):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    with clock.pinned(SEVEN):
        act(actions.start_duty, duty=diaz)
    with clock.pinned(SEVEN + 3 * HOUR):
        act(actions.end_duty, duty=diaz)
    assert held(scope, run, SEVEN + 2 * HOUR) == {"Diaz"}
    assert held(scope, run, SEVEN + 3 * HOUR) == set()


def test_who_stays_over_keeps_the_run_until_the_next_takes_it(
    act, run, diaz, facility, shift, scope
):
    act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    evening = make_shift(facility, "Evening", start=time(15), end=time(23))
    late = on_duty(facility, "Lee", starts=SEVEN + 9 * HOUR)
    with clock.pinned(SEVEN):
        act(actions.start_duty, duty=diaz)
    over = queries.assignments_at(scope, SEVEN + 8 * HOUR + HOUR / 2)
    assert [(a.member.family, a.held_over) for a in over] == [("Diaz", True)]
    same = queries.runs_held_by(
        scope, queries.on_duty(scope, SEVEN + 8.5 * HOUR).people, SEVEN + 8.5 * HOUR
    )
    assert [(h.member.family, h.held_over) for h in same] == [("Diaz", True)]
    with clock.pinned(SEVEN + 8.5 * HOUR):
        act(actions.assign_run, run=run, member=late.member, shift=evening, day=TODAY)
    assert held(scope, run, SEVEN + 9.5 * HOUR) == {"Lee"}


def test_taking_somebody_off_says_why(act, run, diaz, shift, scope):
    made = act(actions.assign_run, run=run, member=diaz.member, shift=shift, day=TODAY)
    with clock.pinned(SEVEN + HOUR):
        with pytest.raises(Refused) as refused:
            act(actions.end_assignment, assignment=made)
        assert refused.value.code == "reason-missing"
        act(actions.end_assignment, assignment=made, reason="needed-elsewhere")
        with pytest.raises(Conflict):
            act(actions.end_assignment, assignment=made, reason="needed-elsewhere")
    assert held(scope, run, SEVEN + 2 * HOUR) == set()
    assert (said("AssignmentEnded"), told("end_assignment")) == (1, 1)


# Filling


@pytest.fixture
def last_tuesday(facility, scope, shift, actor, run):
    """Diaz had 2 East and Lee 2 West a week ago; on the Tuesday before it was the other way."""
    west = make_run(facility, "2 West", position=1)
    diaz = on_duty(
        facility, "Diaz", starts=SEVEN - WEEK, status="ended", arrived_at=SEVEN - WEEK
    )
    lee = on_duty(facility, "Lee", starts=SEVEN - WEEK, status="ended", arrived_at=SEVEN - WEEK)
    make_assignment(run, diaz, shift, actor)
    make_assignment(west, lee, shift, actor)
    return diaz.member, lee.member, west


def today(member, **kwargs):
    return make_duty(member, "caregiver", starts=SEVEN, ends=SEVEN + 8 * HOUR, **kwargs)


def test_a_sheet_is_filled_from_last_tuesday(act, last_tuesday, run, shift, scope):
    diaz, lee, west = last_tuesday
    today(diaz)
    today(lee)
    filled = act(actions.fill_sheet, shift=shift, day=TODAY)
    assert filled.day == TODAY - WEEK
    assert (len(filled.copied), filled.left) == (2, ())
    assert (held(scope, run, SEVEN), held(scope, west, SEVEN)) == ({"Diaz"}, {"Lee"})
    assert (said("SheetFilled"), told("fill_sheet"), told("assign_run")) == (1, 1, 1)


def test_who_is_not_here_leaves_their_run_visibly_empty(act, last_tuesday, run, shift, scope):
    diaz, lee, west = last_tuesday
    today(diaz, status="absent")
    float_ = make_run(shift.facility, "2 North", position=2)
    filled = act(actions.fill_sheet, shift=shift, day=TODAY)
    assert [(n.run_id, n.why, n.member_id) for n in filled.left] == [
        (run.pk, "called-off", diaz.pk),
        (west.pk, "not-working", lee.pk),
        (float_.pk, "nobody-before", None),
    ]
    assert filled.copied == ()


def test_filling_touches_nothing_that_is_held(act, last_tuesday, run, shift, scope, facility):
    diaz, lee, _west = last_tuesday
    today(diaz)
    today(lee)
    other = on_duty(facility, "Okafor")
    act(actions.assign_run, run=run, member=other.member, shift=shift, day=TODAY)
    act(actions.fill_sheet, shift=shift, day=TODAY)
    act(actions.fill_sheet, shift=shift, day=TODAY)
    assert held(scope, run, SEVEN) == {"Okafor"}
    assert len(queries.assignments_at(scope, SEVEN)) == 2


def test_filled_late_it_counts_from_now(act, last_tuesday, run, shift, scope):
    diaz, lee, _west = last_tuesday
    today(diaz)
    today(lee)
    with clock.pinned(SEVEN + 2 * HOUR):
        filled = act(actions.fill_sheet, shift=shift, day=TODAY)
    assert {line.starts for line in filled.copied} == {SEVEN + 2 * HOUR}


def test_without_a_sheet_before_it_says_so(act, shift):
    with pytest.raises(Refused) as refused:
        act(actions.fill_sheet, shift=shift, day=TODAY)
    assert refused.value.code == "no-sheet-before"


def test_filling_a_large_sheet_asks_little(
    act, scope, facility, shift, actor, django_assert_max_num_queries
):
    for n in range(20):
        run = make_run(facility, f"Run {n}")
        duty = on_duty(facility, f"Person{n}", starts=SEVEN - WEEK, status="ended")
        make_assignment(run, duty, shift, actor)
        today(duty.member)
    with django_assert_max_num_queries(40):
        filled = act(actions.fill_sheet, shift=shift, day=TODAY)
    assert len(filled.copied) == 20
