"""Residencies: what each step leaves behind, and what it refuses."""

from datetime import date, timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewStay
from hearth.record.residents.codes import StayStatus
from hearth.record.residents.models import Placement, Stay, StayEvent, Whereabouts
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_place
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def steps(stay) -> list[tuple[str, str]]:
    rows = StayEvent.objects.filter(stay=stay).order_by("id")
    return [(row.from_status, row.to_status) for row in rows]


def presence(does, resident) -> str:
    return queries.standing(does["scope"], resident, clock.now()).presence


# Coming


def test_an_application_begins_a_residency(does, resident):
    stay = actions.open_stay(**does, resident=resident, reason="Called by the daughter")
    assert (stay.status, stay.starts, stay.moved_in_at) == (
        "applicant",
        stay.status_since,
        None,
    )
    assert steps(stay) == [("", "applicant")]
    assert StayEvent.objects.get().reason == "Called by the daughter"
    assert audited("residents.open_stay") == 1
    assert [e["to_status"] for e in told("StayChanged")] == ["applicant"]
    assert presence(does, resident) == "not-here"


def test_a_place_is_kept_for_somebody_who_moves_in(does, resident, place):
    now = clock.now()
    stay = actions.open_stay(
        **does,
        resident=resident,
        status=StayStatus.MOVING_IN,
        starts=now + 9 * DAY,
        place=place,
    )
    kept = Placement.objects.get()
    assert (kept.place, kept.stay, kept.starts >= now) == (place, stay, True)
    assert [e["place_id"] for e in told("PlaceAssigned")] == [str(place.pk)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"status": StayStatus.LIVES_HERE}, "not-next"),
        ({"effective": 1 * HOUR}, "future"),
    ],
)
def test_a_residency_nobody_can_begin_is_refused(does, resident, said, code):
    now = clock.now()
    times = {k: now + v if isinstance(v, timedelta) else v for k, v in said.items()}
    with refused(code):
        actions.open_stay(**does, resident=resident, **times)


def test_somebody_with_a_residency_begins_no_other(does, stay):
    with refused("stay-open") as refusal:
        actions.open_stay(**does, resident=stay.resident, starts=clock.now() + DAY)
    assert refusal.value.status == 409


def test_residencies_of_one_person_do_not_overlap(does, resident):
    now = clock.now()
    make_stay(resident, "moved-out", starts=now - 90 * DAY, ends=now - DAY)
    with refused("stay-overlaps") as refusal:
        actions.open_stay(**does, resident=resident, starts=now - 2 * DAY)
    assert refusal.value.status == 409
    actions.open_stay(**does, resident=resident, starts=now - DAY)


def test_nobody_moves_in_after_death(does, resident):
    actions.record_death(**does, resident=resident)
    with refused("deceased"):
        actions.open_stay(**does, resident=resident)


def test_moving_in_makes_it_real(does, resident, place):
    now = clock.now()
    stay = actions.open_stay(**does, resident=resident, starts=now + DAY, effective=now - HOUR)
    came = now
    stay = actions.move_in(**does, stay=stay, place=place, effective=came)
    assert (stay.status, stay.moved_in_at, stay.starts) == ("lives-here", came, came)
    assert Placement.objects.get().starts == came
    assert steps(stay) == [
        ("", "applicant"),
        ("applicant", "applicant"),
        ("applicant", "lives-here"),
    ]
    assert audited("residents.move_in") == 1
    assert presence(does, resident) == "in"


def test_they_move_into_the_place_kept_for_them_even_a_day_early(does, resident, place):
    now = clock.now()
    stay = actions.open_stay(**does, resident=resident, starts=now - 2 * DAY)
    actions.assign_place(**does, stay=stay, place=place, starts=now + DAY)
    actions.move_in(**does, stay=stay, effective=now - HOUR)
    held = Placement.objects.get()
    assert (held.place, held.starts) == (place, now - HOUR)


def test_moving_in_wants_a_place(does, resident):
    stay = actions.open_stay(**does, resident=resident)
    with refused("place-missing"):
        actions.move_in(**does, stay=stay)


def test_moving_in_happens_once_and_not_in_the_future(does, resident, place, stay):
    with refused("not-next"):
        actions.move_in(**does, stay=stay)
    other = actions.open_stay(**does, resident=make_resident(stay.facility, "Chen"))
    with refused("future"):
        actions.move_in(
            **does,
            stay=other,
            place=make_place(stay.facility, "215"),
            effective=clock.now() + HOUR,
        )
    with refused("before-last"):
        actions.move_in(
            **does,
            stay=other,
            place=make_place(stay.facility, "216"),
            effective=clock.now() - HOUR,
        )


def test_somebody_who_comes_again_is_in_whatever_was_left_of_the_last_time(
    does, actor, stay, place
):
    actions.sign_out(**does, resident=stay.resident, out_for="family")
    actions.move_out(**does, stay=stay, to="home")
    again = actions.open_stay(**does, resident=stay.resident)
    actions.move_in(**does, stay=again, place=place)
    assert presence(does, stay.resident) == "in"


# Places


def test_a_place_held_is_not_held_twice(does, facility, stay, place):
    other = actions.open_stay(**does, resident=make_resident(facility, "Chen"))
    with refused("place-held") as refusal:
        actions.assign_place(**does, stay=other, place=place)
    assert refusal.value.status == 409
    assert "214" in str(refusal.value)
    with refused("place-held"):
        actions.move_in(**does, stay=other, place=place)
    third = make_resident(facility, "Ruiz")
    with refused("place-held"):
        actions.open_stay(**does, resident=third, place=place)


def test_it_stays_held_while_its_resident_is_in_hospital(does, facility, stay, place):
    actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    other = actions.open_stay(**does, resident=make_resident(facility, "Chen"))
    with refused("place-held"):
        actions.assign_place(**does, stay=other, place=place)


def test_two_residents_share_an_apartment_in_two_places(does, facility, stay):
    second = make_place(facility, "214", label="214 B")
    other = actions.open_stay(**does, resident=make_resident(facility, "Boyle"))
    actions.move_in(**does, stay=other, place=second)
    room = next(r for r in queries.rooms(does["scope"], clock.now()) if r.apartment)
    assert [b.held.resident.family for b in room.berths] == ["Hayes", "Boyle"]


def test_a_move_within_the_house_frees_the_old_place_at_that_instant(
    does, facility, stay, place
):
    then, better = clock.now() - DAY, make_place(facility, "305")
    row = actions.assign_place(
        **does, stay=stay, place=better, starts=then, reason="Nearer the lift"
    )
    assert Placement.objects.get(place=place).ends == row.starts == then
    event = StayEvent.objects.get()
    assert (event.from_place, event.to_place, event.reason) == (
        place,
        better,
        "Nearer the lift",
    )
    stay.refresh_from_db()
    assert stay.status == "lives-here"
    other = actions.open_stay(**does, resident=make_resident(facility, "Chen"))
    actions.assign_place(**does, stay=other, place=place, starts=then + HOUR)


def test_a_move_planned_for_another_day_is_given_up_for_one_today(does, facility, stay):
    now, later, today = clock.now(), make_place(facility, "305"), make_place(facility, "306")
    actions.assign_place(**does, stay=stay, place=later, starts=now + 9 * DAY)
    actions.assign_place(**does, stay=stay, place=today, starts=now)
    assert Placement.objects.get(place=later).cancelled_at is not None
    held = queries.places_held(does["scope"], [stay.resident_id], now + 20 * DAY)
    assert held[stay.resident_id].place == today


@pytest.mark.parametrize("closed", [True, False])
def test_a_place_that_cannot_be_had_is_refused(does, facility, stay, place, closed):
    if closed:
        gone = make_place(facility, "999", closed_at=clock.now())
        with refused("place-closed"):
            actions.assign_place(**does, stay=stay, place=gone)
    else:
        with refused("same-place"):
            actions.assign_place(**does, stay=stay, place=place)


def test_a_move_is_not_before_they_held_the_last_place(does, facility, stay):
    with refused("before-placement"):
        actions.assign_place(
            **does, stay=stay, place=make_place(facility, "305"), starts=clock.now() - 200 * DAY
        )


def test_another_communitys_place_is_not_found(does, other_facility, stay):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_place(other_facility)
    with refused("not-found"):
        actions.assign_place(**does, stay=stay, place=theirs)


def test_an_ended_residency_holds_no_place(does, facility, stay):
    gone = actions.move_out(**does, stay=stay, to="home")
    with refused("stay-ended"):
        actions.assign_place(**does, stay=gone, place=make_place(facility, "305"))


# Away and back


def test_hospital_is_an_absence_and_the_whereabouts_say_so(does, stay):
    back = clock.now() + 3 * DAY
    stay = actions.leave_for_hospital(
        **does,
        stay=stay,
        hospital="Mercy",
        reason="Fell",
        accompanied_by="Ann Boyle",
        expected_return=back,
        performer_text="J. Ortiz",
    )
    assert (stay.status, stay.away_at, stay.expected_return) == ("hospital", "Mercy", back)
    where = Whereabouts.objects.get()
    assert (where.code, where.out_for, where.where) == ("out", "hospital", "Mercy")
    assert (where.accompanied_by, where.expected_back) == ("Ann Boyle", back)
    assert (StayEvent.objects.get().reason, StayEvent.objects.get().away_at) == (
        "Fell",
        "Mercy",
    )
    assert audited("residents.leave_for_hospital") == 1
    assert presence(does, stay.resident) == "hospital"
    assert [e["code"] for e in told("WhereaboutsChanged")] == ["out"]
    with refused("not-next"):
        actions.leave_for_hospital(**does, stay=stay)


def test_the_return_ends_it_in_both(does, stay):
    stay = actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    stay = actions.record_return(**does, stay=stay, reason="Treated")
    assert (stay.status, stay.away_at, stay.expected_return) == ("returning", "", None)
    assert queries.latest_whereabouts(does["scope"], stay.resident).code == "in"
    assert presence(does, stay.resident) == "in"
    assert [e["to_status"] for e in told("StayChanged")] == ["hospital", "returning"]
    actions.record_return(**does, stay=stay, diagnosis="Bruised hip", new_orders=False)
    with refused("not-out"):
        actions.record_return(**does, stay=stay)


def test_nobody_returns_who_never_moved_in(does, resident, place):
    stay = actions.open_stay(**does, resident=resident, place=place)
    with refused("not-next"):
        actions.record_return(**does, stay=stay)


@pytest.mark.parametrize("verb", ["leave_for_hospital", "move_out"])
@pytest.mark.parametrize(("when", "code"), [(HOUR, "future"), (-200 * DAY, "before-last")])
def test_a_step_keeps_its_time(does, stay, verb, when, code):
    more = {"to": "home"} if verb == "move_out" else {}
    with refused(code):
        getattr(actions, verb)(**does, stay=stay, effective=clock.now() + when, **more)


def test_a_return_before_it_is_refused(does, stay):
    with refused("back-before-out"):
        actions.leave_for_hospital(
            **does, stay=stay, expected_return=clock.now() - HOUR, effective=clock.now()
        )


# Plans


def test_the_day_and_the_notice_may_change(does, resident):
    stay = actions.open_stay(**does, resident=resident)
    then = clock.now() + 9 * DAY
    stay = actions.change_stay(
        **does, stay=stay, status=StayStatus.MOVING_IN, changes={"starts": then}
    )
    assert (stay.status, stay.starts) == ("moving-in", then)
    stay = actions.change_stay(**does, stay=stay, changes={"expected_end": date(2030, 1, 1)})
    assert (stay.expected_end, audited("residents.change_stay")) == (date(2030, 1, 1), 2)


def test_a_move_in_that_was_stays_on_its_day(does, stay):
    with refused("moved-in-already"):
        actions.change_stay(**does, stay=stay, changes={"starts": clock.now()})
    with pytest.raises(TypeError, match="ended_to"):
        actions.change_stay(**does, stay=stay, changes={"ended_to": "home"})


@pytest.mark.parametrize(
    "status", [StayStatus.HOSPITAL, StayStatus.MOVED_OUT, StayStatus.DECEASED]
)
def test_steps_with_a_verb_of_their_own_are_not_plans(does, stay, status):
    with refused("not-next"):
        actions.change_stay(**does, stay=stay, status=status)


@pytest.mark.parametrize("planned", [timedelta(0), 30 * DAY])
def test_an_application_is_withdrawn_with_a_reason_and_gives_up_its_place(
    does, resident, place, planned
):
    stay = actions.open_stay(
        **does, resident=resident, starts=clock.now() + planned, place=place
    )
    with refused("reason-missing"):
        actions.change_stay(**does, stay=stay, status=StayStatus.WITHDRAWN)
    stay = actions.change_stay(
        **does, stay=stay, status=StayStatus.WITHDRAWN, reason="Chose another house"
    )
    assert (stay.status, stay.ended_reason) == ("withdrawn", "Chose another house")
    assert stay.starts < stay.ends <= clock.now()
    assert queries.free_places(does["scope"], clock.now()) == [place]
    actions.open_stay(**does, resident=resident)


def test_another_return_expected_goes_into_the_whereabouts(does, stay):
    stay = actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    back = clock.now() + 2 * DAY
    actions.change_stay(**does, stay=stay, changes={"expected_return": back})
    latest = queries.latest_whereabouts(does["scope"], stay.resident)
    assert (latest.code, latest.expected_back, latest.where) == ("out", back, "Mercy")


def test_going_away_from_hospital_is_said_in_both(does, stay):
    stay = actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    stay = actions.change_stay(
        **does, stay=stay, status=StayStatus.AWAY, changes={"away_at": "Rehab"}
    )
    latest = queries.latest_whereabouts(does["scope"], stay.resident)
    assert (stay.status, latest.out_for, latest.where) == ("away", "overnight", "Rehab")


# Leaving


def test_moving_out_ends_the_residency_and_frees_the_place(does, stay, place):
    left = clock.now() - HOUR
    stay = actions.move_out(**does, stay=stay, to="nursing-home", effective=left, reason="Care")
    assert (stay.status, stay.ends, stay.ended_to) == ("moved-out", left, "nursing-home")
    assert Placement.objects.get().ends == left
    assert queries.free_places(does["scope"], clock.now()) == [place]
    assert audited("residents.move_out") == 1
    assert presence(does, stay.resident) == "not-here"
    with refused("stay-ended"):
        actions.move_out(**does, stay=stay, to="home")
    with refused("stay-ended"):
        actions.change_stay(**does, stay=stay, changes={"expected_end": date(2030, 1, 1)})


def test_what_was_kept_for_later_is_given_up_with_it(does, facility, stay):
    later = make_place(facility, "305")
    actions.assign_place(**does, stay=stay, place=later, starts=clock.now() + DAY)
    actions.move_out(**does, stay=stay, to="home")
    assert Placement.objects.get(place=later).cancelled_at is not None


def test_a_death_ends_the_residency_also_after_a_later_step(does, stay):
    died = clock.now() - 5 * HOUR
    stay = actions.leave_for_hospital(**does, stay=stay, effective=clock.now() - HOUR)
    resident = actions.record_death(
        **does, resident=stay.resident, effective=died, performer_text="Dr Okafor"
    )
    stay.refresh_from_db()
    assert (resident.deceased_at, stay.status, stay.ends) == (died, "deceased", died)
    assert Placement.objects.get().ends == died
    assert StayEvent.objects.order_by("id").last().performer_text == "Dr Okafor"
    assert audited("residents.record_death") == 1
    with refused("deceased-already"):
        actions.record_death(**does, resident=resident)


def test_the_death_of_somebody_who_applied_withdraws_the_application(does, resident, place):
    stay = actions.open_stay(**does, resident=resident, place=place)
    actions.record_death(**does, resident=resident)
    stay.refresh_from_db()
    assert stay.status == "withdrawn"
    assert queries.free_places(does["scope"], clock.now()) == [place]


def test_the_death_of_somebody_who_moved_out_is_recorded_too(does, stay):
    actions.move_out(**does, stay=stay, to="home")
    assert actions.record_death(**does, resident=stay.resident).deceased_at is not None


@pytest.mark.parametrize(("when", "code"), [(HOUR, "future"), (-60_000 * DAY, "before-birth")])
def test_a_death_keeps_its_time(does, resident, when, code):
    with refused(code):
        actions.record_death(**does, resident=resident, effective=clock.now() + when)


# Many at once


def test_a_batch_of_residencies_is_taken_over_as_it_stands(does, facility):
    now = clock.now()
    people = [make_resident(facility, name) for name in ("Chen", "Ruiz", "Vance")]
    doors = [make_place(facility, number) for number in ("101", "102")]
    rows = actions.open_stays(
        **does,
        stays=[
            NewStay(resident=people[0], starts=now - 90 * DAY, place=doors[0]),
            NewStay(
                resident=people[1],
                status=StayStatus.HOSPITAL,
                starts=now - 90 * DAY,
                since=now - DAY,
                place=doors[1],
                away_at="Mercy",
            ),
            NewStay(resident=people[2], status=StayStatus.MOVING_IN, starts=now + DAY),
        ],
    )
    scope = does["scope"]
    assert [s.status for s in rows] == ["lives-here", "hospital", "moving-in"]
    assert [str(p) for p in (queries.standing(scope, r, now).presence for r in people)] == [
        "in",
        "hospital",
        "not-here",
    ]
    assert audited("residents.open_stays") == len(told("StaysOpened")) == 1
    assert StayEvent.objects.count() == 3


def test_one_wrong_residency_refuses_the_whole_batch(does, facility, stay, place):
    chen = make_resident(facility, "Chen")
    for wrong, code in (
        (NewStay(resident=make_resident(facility, "Ruiz"), place=place), "place-held"),
        (NewStay(resident=stay.resident), "stay-open"),
        (NewStay(resident=chen, starts=clock.now() + DAY), "future"),
        (NewStay(resident=chen, status=StayStatus.MOVED_OUT), "not-next"),
    ):
        fine = NewStay(resident=make_resident(facility, "Fine"), place=None)
        with refused(code):
            actions.open_stays(**does, stays=[fine, wrong])
    assert Stay.objects.count() == 1


def test_another_communitys_residency_is_not_found(does, other_facility):
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_stay(make_resident(other_facility))
    for attempt in (
        lambda: actions.move_in(**does, stay=theirs),
        lambda: actions.leave_for_hospital(**does, stay=theirs),
        lambda: actions.record_return(**does, stay=theirs),
        lambda: actions.move_out(**does, stay=theirs, to="home"),
        lambda: actions.change_stay(**does, stay=theirs),
    ):
        with refused("not-found"):
            attempt()


def test_around_the_action_the_database_still_refuses(does, actor, facility, stay, place):
    """tests/record/test_walls.py walks every constraint; here that none of ours was lost."""
    from django.db import Error, transaction

    other = make_stay(make_resident(facility, "Chen"))
    with pytest.raises(Error, match="placement_place_held_once"), transaction.atomic():
        make_placement(other, place, actor)
