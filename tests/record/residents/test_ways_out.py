"""Out and back: every way out coded, its steps, its return, and what was planned ahead."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.record.residents import actions, queries
from hearth.record.residents.codes import OutFor
from hearth.record.residents.models import PlannedAbsence, Whereabouts
from hearth.record.residents.rules import Coding, Presence
from tests.factories.residents import make_resident, make_whereabouts
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FELL = Coding(
    planned=False,
    reason_code="fall",
    reason="Fell in the bathroom, hip hurts",
    decided_by="nurse",
    tried_first=("nurse", "prescriber"),
    taken_along={"hearing-aids": 2, "ems-page": 1},
    transport="ems",
)


@pytest.fixture(autouse=True)
def at_one_instant():
    with clock.pinned(clock.now()):
        yield


def sent(does, stay, **more):
    """To the emergency room, eight hours ago."""
    given = {"out_for": OutFor.EMERGENCY_ROOM, "coding": FELL, "hospital": "Mercy"}
    at = {"effective": clock.now() - 8 * HOUR}
    return actions.leave_for_hospital(**does, stay=stay, **{**given, **at, **more})


def way_out(does, stay):
    return queries.way_out_now(does["scope"], stay.resident)


# Sent out


def test_it_is_kept_why_who_decided_what_was_tried_and_what_went_along(does, stay):
    sent(does, stay)
    row = way_out(does, stay).left
    assert (row.out_for, row.where, row.planned) == ("emergency-room", "Mercy", False)
    assert (row.reason_code, row.reason) == ("fall", "Fell in the bathroom, hip hurts")
    assert (row.decided_by, row.transport) == ("nurse", "ems")
    assert row.tried_first == ["prescriber", "nurse"]
    assert row.taken_along == {"hearing-aids": 2, "ems-page": 1}
    assert audited("residents.leave_for_hospital") == 1


def test_the_emergency_room_is_no_absence_of_the_residency(does, stay):
    sent(does, stay)
    stay.refresh_from_db()
    assert stay.status == "lives-here"
    found = queries.standing(does["scope"], stay.resident, clock.now())
    assert found.presence is Presence.OUT


def test_a_row_of_before_there_were_codes_stays_readable(does, stay, actor):
    make_whereabouts(stay.resident, actor, "out", effective=clock.now() - 9 * HOUR)
    make_whereabouts(stay.resident, actor, "in", effective=clock.now() - 7 * HOUR)
    (found,) = queries.ways_out_of(does["scope"], stay.resident, clock.now() - DAY)
    assert (found.is_coded, found.out_for, found.kinds) == (False, None, ())
    assert found.back_at == clock.now() - 7 * HOUR


@pytest.mark.parametrize(
    ("coding", "code"),
    [
        (Coding(reason_code="moon"), "not-a-choice"),
        (Coding(reason_code="other"), "reason-missing"),
        (Coding(decided_by="cook"), "not-a-choice"),
        (Coding(transport="balloon"), "not-a-choice"),
        (Coding(tried_first=("nothing", "prn")), "nothing-and-something"),
        (Coding(taken_along={"glasses": -1}), "count-wrong"),
        (Coding(reason="x" * 241), "too-long"),
    ],
)
def test_what_cannot_be_coded_is_refused(does, stay, coding, code):
    with refused(code):
        sent(does, stay, coding=coding)
    with refused(code):
        actions.sign_out(**does, resident=stay.resident, coding=coding)


def test_an_outing_is_not_sent_to_hospital(does, stay):
    with refused("not-a-choice"):
        sent(does, stay, out_for=OutFor.OUTING)


def test_sent_twice_by_one_reference_is_sent_once(does, stay):
    ref = uuid4()
    sent(does, stay, client_ref=ref)
    sent(does, stay, client_ref=ref)
    assert Whereabouts.objects.count() == 1


# While they are out


def test_from_the_emergency_room_to_a_hospital_stay_is_a_step_with_its_time(does, stay):
    sent(does, stay)
    at = clock.now() - 3 * HOUR
    row = actions.change_way_out(
        **does,
        resident=stay.resident,
        changes={"out_for": OutFor.HOSPITAL, "where": "Mercy, 4 West"},
        effective=at,
    )
    found = way_out(does, stay)
    assert (row.way_out, row.effective, row.decided_by) == (found.left, at, "nurse")
    assert found.kinds == (OutFor.EMERGENCY_ROOM, OutFor.HOSPITAL)
    assert found.left.out_for == "emergency-room"
    stay.refresh_from_db()
    assert (stay.status, stay.away_at) == ("hospital", "Mercy, 4 West")
    assert audited("residents.change_way_out") == 1


def test_another_time_of_return_leaves_the_old_one_on_record(does, stay):
    actions.sign_out(
        **does,
        resident=stay.resident,
        out_for=OutFor.FAMILY,
        effective=clock.now() - 3 * HOUR,
        expected_back=clock.now() - HOUR,
    )
    late = clock.now() + 2 * HOUR
    actions.change_way_out(**does, resident=stay.resident, changes={"expected_back": late})
    found = way_out(does, stay)
    assert (found.left.expected_back, found.last.expected_back) == (clock.now() - HOUR, late)
    assert not found.is_late(clock.now())


def test_a_return_that_was_expected_before_a_step_is_dropped(does, stay):
    actions.sign_out(
        **does,
        resident=stay.resident,
        effective=clock.now() - 3 * HOUR,
        expected_back=clock.now() - HOUR,
    )
    row = actions.change_way_out(**does, resident=stay.resident, changes={"where": "Clinic"})
    assert row.expected_back is None


def test_only_who_is_out_has_something_that_changes(does, stay):
    with refused("not-out"):
        actions.change_way_out(**does, resident=stay.resident, changes={"where": "x"})
    sent(does, stay)
    with refused("nothing-changed"):
        actions.change_way_out(**does, resident=stay.resident, changes={"where": "Mercy"})
    with refused("before-last"):
        actions.change_way_out(
            **does,
            resident=stay.resident,
            changes={"where": "x"},
            effective=clock.now() - 9 * HOUR,
        )
    with pytest.raises(TypeError):
        actions.change_way_out(**does, resident=stay.resident, changes={"code": "in"})


# Back


def test_the_return_tells_diagnosis_orders_condition_and_what_came_back(does, stay):
    sent(does, stay)
    back = clock.now() - HOUR
    actions.record_return(
        **does,
        stay=stay,
        effective=back,
        diagnosis="Bruised hip, no fracture",
        diagnosis_code="s70.02xa",
        new_orders=False,
        condition="in-pain",
        came_back_with=["hearing-aids"],
    )
    found = way_out(does, stay)
    row = found.told
    assert (found.back_at, row.diagnosis, row.diagnosis_code) == (
        back,
        "Bruised hip, no fracture",
        "S70.02XA",
    )
    assert (row.new_orders, row.condition) == (False, "in-pain")
    assert found.missing == {"hearing-aids": 1}
    stay.refresh_from_db()
    assert stay.status == "lives-here"


def test_new_orders_from_the_emergency_room_make_them_returning(does, stay):
    sent(does, stay)
    actions.record_return(**does, stay=stay, new_orders=True)
    stay.refresh_from_db()
    assert stay.status == "returning"
    found = queries.standing(does["scope"], stay.resident, clock.now())
    assert found.presence is Presence.IN


def test_what_came_of_it_is_told_after_a_plain_sign_in(does, stay):
    sent(does, stay)
    seen = clock.now() - HOUR
    actions.sign_in(**does, resident=stay.resident, effective=seen)
    actions.record_return(**does, stay=stay, diagnosis="Bruised hip", new_orders=True)
    found = way_out(does, stay)
    assert (found.back_at, found.told.diagnosis) == (seen, "Bruised hip")
    stay.refresh_from_db()
    assert stay.status == "returning"
    with refused("not-out"):
        actions.record_return(**does, stay=stay, diagnosis="Something else")


def test_nobody_is_back_before_they_left_or_without_having_left(does, stay):
    with refused("not-out"):
        actions.record_return(**does, stay=stay)
    sent(does, stay)
    with refused("before-last"):
        actions.record_return(**does, stay=stay, effective=clock.now() - 9 * HOUR)
    with refused("future"):
        actions.record_return(**does, stay=stay, effective=clock.now() + HOUR)


def test_the_end_of_the_list_makes_them_live_here(does, stay):
    actions.leave_for_hospital(**does, stay=stay, effective=clock.now() - DAY)
    with refused("not-next"):
        actions.end_return(**does, stay=stay)
    actions.record_return(**does, stay=stay)
    stay = actions.end_return(**does, stay=stay)
    assert stay.status == "lives-here"
    again = actions.end_return(**does, stay=stay)
    assert (again.status, audited("residents.end_return")) == ("lives-here", 1)
    assert [e["to_status"] for e in told("StayChanged")] == [
        "hospital",
        "returning",
        "lives-here",
    ]


def test_who_is_returning_goes_to_an_appointment_and_stays_returning(does, stay):
    actions.leave_for_hospital(**does, stay=stay, effective=clock.now() - DAY)
    actions.record_return(**does, stay=stay, effective=clock.now() - 5 * HOUR)
    actions.sign_out(**does, resident=stay.resident, out_for=OutFor.APPOINTMENT)
    actions.sign_in(**does, resident=stay.resident)
    stay.refresh_from_db()
    assert stay.status == "returning"


# Put right


def test_an_entry_taken_back_stays_on_record_and_the_residency_follows(does, stay):
    actions.leave_for_hospital(**does, stay=stay, effective=clock.now() - HOUR)
    row = way_out(does, stay).left
    row = actions.retract_whereabouts(**does, row=row, reason="It was her neighbor")
    assert row.entered_in_error_reason == "It was her neighbor"
    stay.refresh_from_db()
    assert (stay.status, stay.away_at) == ("lives-here", "")
    assert queries.latest_whereabouts(does["scope"], stay.resident) is None
    with refused("retracted-already"):
        actions.retract_whereabouts(**does, row=row, reason="Again")


def test_a_return_taken_back_leaves_them_in_hospital(does, stay):
    actions.leave_for_hospital(
        **does, stay=stay, hospital="Mercy", effective=clock.now() - HOUR
    )
    actions.record_return(**does, stay=stay, new_orders=False)
    found = way_out(does, stay)
    with refused("has-steps"):
        actions.retract_whereabouts(**does, row=found.left, reason="x")
    actions.retract_whereabouts(**does, row=found.backs[0], reason="Not her")
    stay.refresh_from_db()
    assert (stay.status, stay.away_at) == ("hospital", "Mercy")


def test_a_step_taken_back_is_the_emergency_room_again(does, stay):
    sent(does, stay)
    row = actions.change_way_out(
        **does, resident=stay.resident, changes={"out_for": OutFor.OBSERVATION}
    )
    actions.retract_whereabouts(**does, row=row, reason="They only waited for a bed")
    stay.refresh_from_db()
    assert stay.status == "lives-here"
    assert way_out(does, stay).out_for is OutFor.EMERGENCY_ROOM


def test_it_is_said_why_an_entry_is_taken_back(does, stay):
    sent(does, stay)
    with refused("reason-missing"):
        actions.retract_whereabouts(**does, row=way_out(does, stay).left, reason=" ")


# Planned ahead


def plan(does, resident, starts=2 * HOUR, ends=4 * HOUR, **more):
    now = clock.now()
    given = {"out_for": OutFor.APPOINTMENT, "where": "Cardiology", "transport": "van"}
    return actions.plan_absence(
        **does, resident=resident, starts=now + starts, ends=now + ends, **{**given, **more}
    )


def test_an_absence_is_planned_and_stands(does, stay, contact):
    row = plan(
        does, stay.resident, contact=contact, bring="Noon pills", asked_by="Ann", reason="Echo"
    )
    assert list(queries.planned_absences(does["scope"])) == [row]
    assert (row.where, row.bring, row.asked_by) == ("Cardiology", "Noon pills", "Ann")
    assert [e["absence_id"] for e in told("AbsencePlanned")] == [str(row.pk)]
    assert audited("residents.plan_absence") == 1


def test_two_absences_at_once_are_refused_and_touching_ones_are_not(does, stay):
    first = plan(does, stay.resident)
    with refused("absence-overlaps"):
        plan(does, stay.resident, 3 * HOUR, 5 * HOUR)
    second = plan(does, stay.resident, 4 * HOUR, 5 * HOUR)
    with refused("absence-overlaps"):
        actions.change_planned_absence(
            **does, absence=second, changes={"starts": first.starts, "ends": second.ends}
        )
    actions.cancel_planned_absence(**does, absence=first, reason="Clinic called")
    plan(does, stay.resident, 2 * HOUR, 3 * HOUR)


def test_nobody_plans_for_who_does_not_live_here_or_with_a_stranger(does, facility, stay):
    other = make_resident(facility, "Chen")
    with refused("not-resident"):
        plan(does, other)
    stranger = actions.add_contact(
        **does, resident=other, contact=actions.NewContact(family="Chen")
    )
    with refused("contact-other"):
        plan(does, stay.resident, contact=stranger)
    with refused("over-already"):
        plan(does, stay.resident, -3 * HOUR, -HOUR)


def test_a_plan_changes_and_is_cancelled_with_a_reason(does, stay):
    row = plan(does, stay.resident)
    row = actions.change_planned_absence(**does, absence=row, changes={"where": "Eye clinic"})
    assert row.where == "Eye clinic"
    with refused("reason-missing"):
        actions.cancel_planned_absence(**does, absence=row, reason="")
    row = actions.cancel_planned_absence(**does, absence=row, reason="She feels unwell")
    assert (row.cancelled_reason, row.cancelled_by) == ("She feels unwell", does["by"])
    assert not queries.planned_absences(does["scope"]).exists()
    for verb, more in (
        (actions.cancel_planned_absence, {"reason": "x"}),
        (actions.change_planned_absence, {"changes": {"where": "x"}}),
        (actions.leave_as_planned, {}),
    ):
        with refused("absence-cancelled"):
            verb(**does, absence=row, **more)


def test_leaving_makes_it_a_way_out_in_one_tap_and_twice_is_once(does, stay, contact):
    row = plan(does, stay.resident, contact=contact, reason="Echo")
    out = actions.leave_as_planned(**does, absence=row, taken_along=("glasses",))
    again = actions.leave_as_planned(**does, absence=row)
    assert (out, Whereabouts.objects.count()) == (again, 1)
    assert (out.planned, out.out_for, out.where, out.contact) == (
        True,
        "appointment",
        "Cardiology",
        contact,
    )
    assert (out.expected_back, out.reason, out.transport) == (row.ends, "Echo", "van")
    assert PlannedAbsence.objects.get().way_out == out
    assert not queries.planned_absences(does["scope"]).exists()
    with refused("left-already"):
        actions.cancel_planned_absence(**does, absence=row, reason="x")


def test_who_is_out_already_does_not_leave_again(does, stay):
    row = plan(does, stay.resident)
    actions.sign_out(**does, resident=stay.resident)
    with refused("out-already"):
        actions.leave_as_planned(**does, absence=row)


def test_a_planned_night_away_is_an_absence_of_the_residency(does, stay):
    row = plan(does, stay.resident, ends=26 * HOUR, out_for=OutFor.OVERNIGHT)
    actions.leave_as_planned(**does, absence=row)
    stay.refresh_from_db()
    assert (stay.status, stay.expected_return) == ("away", row.ends)


def test_whoever_is_kept_away_stops_a_plan_and_leaving(does, stay, contact):
    row = plan(does, stay.resident, contact=contact)
    actions.add_restriction(
        **does,
        resident=stay.resident,
        contact=contact,
        kinds=["no-taking-out"],
        basis="court-order",
        basis_text="Order of the county court",
    )
    with refused("restricted"):
        plan(does, stay.resident, 10 * HOUR, 12 * HOUR, contact=contact)
    with refused("restricted"):
        actions.leave_as_planned(**does, absence=row)
    out = actions.leave_as_planned(
        **does, absence=row, deviation_reason="Her mother was there too"
    )
    assert out.contact == contact
    assert audited("residents.leave_as_planned") == 1


# Questions


def test_who_is_out_stands_with_how_they_left(does, stay):
    sent(does, stay)
    actions.change_way_out(
        **does, resident=stay.resident, changes={"out_for": OutFor.OBSERVATION}
    )
    (found,) = queries.open_ways_out(does["scope"])
    assert (found.left.resident, found.left.reason_code) == (stay.resident, "fall")
    assert found.out_for is OutFor.OBSERVATION
    actions.sign_in(**does, resident=stay.resident)
    assert queries.open_ways_out(does["scope"]) == []
    census = queries.census(does["scope"], clock.now())
    assert [s.resident for s in census.returning] == [stay.resident]
    assert [s.resident for s in census.in_house] == [stay.resident]
    latest = [s.whereabouts for s in census.returning]
    assert queries.last_ways_out(does["scope"], latest)[stay.resident_id].left == found.left


def test_what_is_planned_for_a_day_is_found_by_its_beginning(does, stay):
    row = plan(does, stay.resident)
    now = clock.now()
    assert queries.planned_between(does["scope"], now, now + DAY) == [row]
    assert queries.planned_between(does["scope"], now + DAY, now + 2 * DAY) == []
    assert list(queries.absences_of(does["scope"], stay.resident, now)) == [row]
