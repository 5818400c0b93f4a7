"""In, out and not found: what each verb leaves behind, and what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.replay.actions import accept
from hearth.platform.replay.models import ReplayEntry
from hearth.platform.replay.verbs import load
from hearth.record.residents import actions, queries
from hearth.record.residents.codes import INPATIENT, OutFor
from hearth.record.residents.models import StayEvent, Whereabouts
from tests.factories.residents import make_resident
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def presence(does, resident) -> str:
    return queries.standing(does["scope"], resident, clock.now()).presence


def test_somebody_goes_out_with_somebody_and_is_expected_back(does, actor, stay, contact):
    back = clock.now() + 4 * HOUR
    row = actions.sign_out(
        **does,
        resident=stay.resident,
        out_for=OutFor.FAMILY,
        accompanied_by="Ann",
        contact=contact,
        where="Lunch",
        phone="515-555-0123",
        expected_back=back,
        comment="Has her pills",
    )
    assert (row.code, row.out_for, row.contact, row.recorder) == (
        "out",
        "family",
        contact,
        actor,
    )
    assert (row.expected_back, row.comment) == (back, "Has her pills")
    assert audited("residents.sign_out") == 1
    assert [e["expected_back"] for e in told("WhereaboutsChanged")] == [back.isoformat()]
    assert presence(does, stay.resident) == "out"


@pytest.mark.parametrize("out_for", [o for o in OutFor if o not in (*INPATIENT, "overnight")])
def test_an_hour_out_is_no_absence_of_the_residency(does, stay, out_for):
    actions.sign_out(**does, resident=stay.resident, out_for=out_for)
    stay.refresh_from_db()
    assert (stay.status, StayEvent.objects.count()) == ("lives-here", 0)


@pytest.mark.parametrize(
    ("out_for", "status", "then"),
    [
        ("overnight", "away", "lives-here"),
        ("hospital", "hospital", "returning"),
        ("observation", "hospital", "returning"),
        ("rehab", "away", "returning"),
        ("hospice", "away", "returning"),
    ],
)
def test_a_night_away_and_a_hospital_stay_are(does, stay, out_for, status, then):
    back = clock.now() + DAY
    actions.sign_out(
        **does, resident=stay.resident, out_for=out_for, where="There", expected_back=back
    )
    stay.refresh_from_db()
    assert (stay.status, stay.away_at, stay.expected_return) == (status, "There", back)
    actions.sign_in(**does, resident=stay.resident)
    stay.refresh_from_db()
    assert (stay.status, stay.away_at, stay.expected_return) == (then, "", None)
    assert [e["to_status"] for e in told("StayChanged")] == [status, then]
    assert presence(does, stay.resident) == "in"


def test_seeing_somebody_back_is_enough_to_record_it(does, stay):
    actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    actions.sign_in(**does, resident=stay.resident, comment="In her chair")
    assert presence(does, stay.resident) == "in"
    assert audited("residents.sign_in") == 1


def test_twice_in_is_harmless(does, stay):
    for _ in range(2):
        actions.sign_in(**does, resident=stay.resident)
    assert presence(does, stay.resident) == "in"


def test_nobody_goes_out_from_a_hospital(does, stay):
    actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    with refused("in-hospital"):
        actions.sign_out(**does, resident=stay.resident, out_for=OutFor.FAMILY)
    actions.sign_out(**does, resident=stay.resident, out_for=OutFor.HOSPITAL, where="County")
    stay.refresh_from_db()
    assert (stay.status, stay.away_at) == ("hospital", "County")


def test_an_entry_that_comes_late_is_history(does, stay):
    now = clock.now()
    actions.sign_in(**does, resident=stay.resident, effective=now - HOUR)
    late = actions.sign_out(
        **does, resident=stay.resident, out_for=OutFor.OVERNIGHT, effective=now - 3 * HOUR
    )
    stay.refresh_from_db()
    assert (late.effective, stay.status) == (now - 3 * HOUR, "lives-here")
    assert presence(does, stay.resident) == "in"


def test_somebody_not_found_is_told_at_once_and_found_again(does, stay):
    row = actions.report_unaccounted(**does, resident=stay.resident, where="Garden")
    assert (row.code, row.where) == ("unaccounted", "Garden")
    assert presence(does, stay.resident) == "unaccounted"
    assert [e["code"] for e in told("WhereaboutsChanged")] == ["unaccounted"]
    assert audited("residents.report_unaccounted") == 1
    actions.sign_in(**does, resident=stay.resident)
    assert presence(does, stay.resident) == "in"


VERBS = [actions.sign_out, actions.sign_in, actions.report_unaccounted]


@pytest.mark.parametrize("verb", VERBS)
def test_only_who_lives_here_is_in_or_out(does, resident, verb):
    with refused("not-resident"):
        verb(**does, resident=resident)
    actions.open_stay(**does, resident=resident)
    with refused("not-resident"):
        verb(**does, resident=resident)


@pytest.mark.parametrize("verb", VERBS)
def test_a_time_nobody_can_have_is_refused(does, stay, verb):
    with refused("future"):
        verb(**does, resident=stay.resident, effective=clock.now() + HOUR)
    with refused("not-resident"):
        verb(**does, resident=stay.resident, effective=stay.starts - HOUR)
    with refused("too-long"):
        verb(**does, resident=stay.resident, comment="x" * 241)


def test_out_without_sense_is_refused(does, facility, stay, contact):
    with refused("back-before-out"):
        actions.sign_out(**does, resident=stay.resident, expected_back=clock.now() - HOUR)
    stranger = actions.add_contact(
        **does,
        resident=make_resident(facility, "Chen"),
        contact=actions.NewContact(family="Chen"),
    )
    with refused("contact-other"):
        actions.sign_out(**does, resident=stay.resident, contact=stranger)


def test_the_same_reference_is_the_same_going_out(does, stay):
    ref = uuid4()
    one = actions.sign_out(**does, resident=stay.resident, client_ref=ref)
    two = actions.sign_out(**does, resident=stay.resident, client_ref=ref)
    assert (one, Whereabouts.objects.count()) == (two, 1)
    with refused("reference-taken") as refusal:
        actions.sign_in(**does, resident=stay.resident, client_ref=ref)
    assert refusal.value.status == 409


# From a device


@pytest.fixture
def send(does):
    load()

    def now(verb, client_ref=None, effective=None, **payload):
        return accept(
            **does,
            client_ref=client_ref or uuid4(),
            verb=f"residents.{verb}",
            payload=payload,
            effective=effective,
        )

    return now


def test_a_device_writes_out_and_in_exactly_once(send, does, stay):
    ref, left = uuid4(), clock.now() - HOUR
    body = {
        "resident": str(stay.resident_id),
        "out_for": "appointment",
        "where": "Eye clinic",
        "planned": True,
        "reason_code": "doctor-visit",
        "taken_along": {"glasses": 1},
        "expected_back": (clock.now() + HOUR).isoformat(),
    }
    first = send("sign_out", ref, left, **body)
    again = send("sign_out", ref, left, **body)
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    row = Whereabouts.objects.get()
    assert (row.effective, row.where, row.out_for) == (left, "Eye clinic", "appointment")
    assert (row.planned, row.reason_code, row.taken_along) == (
        True,
        "doctor-visit",
        {"glasses": 1},
    )
    assert send("sign_in", resident=str(stay.resident_id)).status == 201
    assert presence(does, stay.resident) == "in"
    assert send("report_unaccounted", resident=str(stay.resident_id)).status == 201
    assert presence(does, stay.resident) == "unaccounted"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "payload-wrong"),
        ({"resident": "x"}, "payload-wrong"),
        ({"resident": str(uuid4())}, "not-found"),
        ({"out_for": "moon"}, "payload-wrong"),
        ({"expected_back": "soon"}, "payload-wrong"),
        ({"expected_back": "2026-01-01T10:00"}, "payload-wrong"),
        ({"comment": ["x"]}, "payload-wrong"),
        ({"planned": "yes"}, "payload-wrong"),
        ({"tried_first": "nurse"}, "payload-wrong"),
        ({"tried_first": [1]}, "payload-wrong"),
        ({"taken_along": 3}, "payload-wrong"),
        ({"reason_code": "moon"}, "not-a-choice"),
        ({"comment": "x" * 241}, "too-long"),
    ],
)
def test_what_a_device_sends_wrong_is_refused_and_kept(send, stay, body, code):
    whole = (
        body if not body or "resident" in body else {"resident": str(stay.resident_id)} | body
    )
    answer = send("sign_out", **whole)
    assert (answer.status, answer.body["code"]) == (422, code)
    assert ReplayEntry.objects.get().payload == whole
    assert not Whereabouts.objects.exists()
