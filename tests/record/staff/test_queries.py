"""Who works, who is needed, who answers: asked of rows in the database."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hearth.platform.scope import process_scope, scoped
from hearth.record.staff import queries
from hearth.record.staff.models import OnCall, ShiftNeed
from tests.factories.staff import make_duty, make_member, make_shift
from tests.factories.tenancy import make_neighborhood


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
HOUR = timedelta(hours=1)


def names(answers) -> list[str]:
    return [a.member.family for a in answers]


def make_turn(member, role="nurse", position=1, **kwargs):
    span = {"starts": NOON - HOUR, "ends": NOON + HOUR}
    return OnCall.objects.create(
        facility_id=member.facility_id,
        member=member,
        role=role,
        position=position,
        **{**span, **kwargs},
    )


def test_members_who_left_are_not_listed_and_still_found(facility, scope):
    make_member(facility, "Diaz")
    make_member(facility, "Lee", active_to=NOON.date())
    assert [m.family for m in queries.members(scope)] == ["Diaz"]
    assert [m.family for m in queries.search_members(scope, "le")] == ["Lee"]
    day = NOON.date()
    assert queries.members(scope, day).count() == 2
    assert queries.members(scope, day + timedelta(days=1)).count() == 1


def test_a_member_is_found_by_who_signed_in(facility, actor, scope):
    mine = make_member(facility, actor=actor)
    assert queries.member_of(scope, actor) == mine
    assert queries.member_of(scope, actor.pk) == mine
    assert queries.members_of(scope, [actor.pk]) == {actor.pk: mine}


def test_another_community_s_people_do_not_exist_here(facility, other_facility, scope):
    with scoped(process_scope("test", other_facility.pk)):
        make_duty(make_member(other_facility, "Stranger"), starts=NOON - HOUR)
    assert not queries.every_member(scope).exists()
    assert queries.who_answers(scope, role="nurse", at=NOON) == []


def test_on_duty_says_who_is_here_against_who_is_needed(facility, scope):
    day = make_shift(facility)
    ShiftNeed.objects.create(facility=facility, shift=day, role="nurse", headcount=2)
    ShiftNeed.objects.create(facility=facility, shift=day, role="med-tech", headcount=1)
    make_duty(make_member(facility, "Diaz"), starts=NOON - HOUR)
    make_duty(make_member(facility, "Off"), starts=NOON - HOUR, status="absent")
    make_duty(make_member(facility, "Later"), starts=NOON + HOUR)
    found = queries.on_duty(scope, NOON)
    assert [(r.role, len(r.here), r.needed, r.missing) for r in found.roles] == [
        ("nurse", 1, 2, 1),
        ("med-tech", 0, 1, 1),
    ]
    assert [t.shift.name for t in found.turns] == ["Day"]
    assert len(found.gaps) == 2


def test_shifts_that_overlap_to_hand_over_are_not_needed_twice(facility, scope):
    for name, start, end in (("Day", time(6), time(14)), ("Evening", time(11), time(20))):
        shift = make_shift(facility, name, start=start, end=end)
        ShiftNeed.objects.create(facility=facility, shift=shift, role="nurse", headcount=2)
    east = make_neighborhood(facility)
    shift = make_shift(facility, "East day", neighborhood=east)
    ShiftNeed.objects.create(facility=facility, shift=shift, role="nurse", headcount=1)
    assert [r.needed for r in queries.on_duty(scope, NOON).roles] == [3]


def test_who_came_stays_on_duty_until_they_leave_or_are_forgotten(facility, scope):
    came = {"status": "on", "starts": NOON - 9 * HOUR, "ends": NOON - HOUR}
    stays = make_duty(make_member(facility, "Stays"), arrived_at=NOON - 9 * HOUR, **came)
    make_duty(
        make_member(facility, "Left"),
        **{**came, "status": "ended"},
        arrived_at=NOON - 9 * HOUR,
        left_at=NOON - HOUR,
    )
    assert list(queries.duties_at(scope, NOON)) == [stays]
    assert [d.member.family for d in queries.duties_at(scope, NOON - 2 * HOUR)] == [
        "Left",
        "Stays",
    ]
    assert not queries.duties_at(scope, NOON + 4 * HOUR).exists()


def test_who_answers_is_near_first_then_the_house_then_on_call(facility, scope):
    east, west = make_neighborhood(facility), make_neighborhood(facility, "West")
    start = NOON - HOUR
    make_duty(make_member(facility, "House"), starts=start)
    make_duty(make_member(facility, "East"), starts=start, neighborhood=east)
    make_duty(make_member(facility, "West"), starts=start, neighborhood=west)
    make_turn(make_member(facility, "Second"), position=2)
    make_turn(make_member(facility, "First", phone="1"), phone="555 0100")
    make_turn(make_member(facility, "Cancelled"), position=3, cancelled_at=None, ends=NOON)
    found = queries.who_answers(scope, role="nurse", at=NOON, neighborhood_id=east.pk)
    assert names(found) == ["East", "House", "First", "Second"]
    assert [a.on_call for a in found] == [False, False, True, True]
    assert found[2].phone == "555 0100"
    assert queries.who_answers(scope, role="driver", at=NOON) == []


def test_a_rota_answers_for_many_with_two_questions(facility, scope, django_assert_num_queries):
    make_duty(make_member(facility, "Diaz"), starts=NOON - HOUR)
    make_turn(make_member(facility, "Chen"), role="regional-nurse")
    with django_assert_num_queries(2):
        rota = queries.rota(scope, NOON)
        assert names(rota.who_answers("nurse")) == ["Diaz"]
        assert names(rota.who_answers("regional-nurse")) == ["Chen"]
        assert rota.roles() == {"nurse", "regional-nurse"}
    assert queries.staffed_roles(scope, NOON) == rota.roles()


def test_an_actor_has_the_roles_of_their_duty(facility, actor, scope):
    make_duty(make_member(facility, actor=actor), "med-tech", starts=NOON - HOUR)
    assert queries.roles_on_duty(scope, actor, NOON) == {"med-tech"}
    assert queries.roles_on_duty(scope, actor.pk, NOON + 9 * HOUR) == frozenset()


def test_the_turn_before_hands_over(facility, scope):
    make_shift(facility, "Night", start=time(23), end=time(7))
    make_shift(facility, "Day")
    now = queries.turn_now(scope, facility, NOON)
    assert now.shift.name == "Day"
    assert queries.turn_before(scope, facility, now).shift.name == "Night"
    assert queries.turn_now(scope, facility, NOON + 9 * HOUR) is None
