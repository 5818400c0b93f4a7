"""Out and back as people use it: signing out, sent to hospital, back, planned, on the board."""

from datetime import timedelta

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.codes import OutFor
from hearth.record.residents.models import PlannedAbsence, Whereabouts
from hearth.record.residents.rules import Coding
from tests.factories.identity import make_account
from tests.factories.residents import (
    make_absence,
    make_contact,
    make_placement,
    make_resident,
    make_stay,
    make_whereabouts,
)
from tests.factories.tenancy import make_place


pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SENT = {
    "out_for": "emergency-room",
    "reason_code": "fall",
    "decided_by": "nurse",
    "tried_first": ["nurse", "prescriber"],
    "transport": "ems",
    "taken_along": ["hearing-aids:2", "ems-page"],
}


class House:
    """One community with a resident, and people who open its pages."""

    def __init__(self, facility, client) -> None:
        self.facility, self.client = facility, client
        self.scope = process_scope("test", facility.pk)
        self.by = make_account("nurse", facility).actor
        with scoped(self.scope):
            self.resident = make_resident(facility, preferred="Peg")
            self.stay = make_stay(self.resident)
            make_placement(self.stay, make_place(facility, "214"), self.by)

    def as_role(self, code: str):
        self.client.force_login(make_account(code, self.facility))
        return self.client

    def url(self, path: str) -> str:
        return f"/c/{self.facility.slug}/residents/{self.resident.pk}/{path}"

    def do(self, verb, **given):
        with scoped(self.scope):
            return verb(scope=self.scope, by=self.by, **given)

    def rows(self) -> list[Whereabouts]:
        with scoped(self.scope):
            return list(Whereabouts.objects.order_by("effective", "recorded"))

    def way(self):
        with scoped(self.scope):
            return queries.way_out_now(self.scope, self.resident)


@pytest.fixture
def house(facility, client):
    with clock.pinned(clock.now()):
        yield House(facility, client)


def page(answer, code: int = 200) -> str:
    assert answer.status_code == code, answer.content.decode()[-1500:]
    return " ".join(answer.content.decode().split())


# Out


@pytest.mark.parametrize("role", ["caregiver", "med-tech", "shift-lead", "nurse"])
def test_whoever_is_on_the_floor_sends_to_hospital_and_is_told_what_happens_now(house, role):
    user = house.as_role(role)
    asked = page(user.get(house.url("residency/leave-for-hospital/")))
    for said in ("Sent to hospital now", "Trouble breathing", "Nurse", "Called the prescriber"):
        assert said in asked
    answer = user.post(house.url("residency/leave-for-hospital/"), SENT)
    assert answer["Location"] == house.url("whereabouts/")
    (row,) = house.rows()
    assert (row.out_for, row.reason_code, row.decided_by) == ("emergency-room", "fall", "nurse")
    assert (row.planned, row.tried_first) == (False, ["prescriber", "nurse"])
    assert row.taken_along == {"hearing-aids": 2, "ems-page": 1}
    shown = page(user.get(house.url("whereabouts/")))
    for said in ("To the emergency room", "Fall", "nurse decided", "Something changed"):
        assert said in shown
    assert house.url("ems/") in shown


def test_why_and_who_decided_are_asked_and_what_was_typed_stays(house):
    user = house.as_role("caregiver")
    sent = {"out_for": "emergency-room", "hospital": "Mercy", "transport": "ems"}
    shown = page(user.post(house.url("residency/leave-for-hospital/"), sent), 422)
    assert 'value="Mercy"' in shown
    assert "field-error" in shown
    assert house.rows() == []


def test_sent_twice_by_a_slow_network_is_sent_once(house):
    user = house.as_role("caregiver")
    ref = "01a20000-0000-7000-8000-000000000001"
    for _ in range(2):
        user.post(house.url("residency/leave-for-hospital/"), SENT | {"client_ref": ref})
    assert len(house.rows()) == 1


def test_an_outing_is_two_taps_and_what_is_known_goes_along(house):
    user = house.as_role("caregiver")
    assert "Emergency room or hospital" in page(user.get(house.url("sign-out/")))
    given = {
        "out_for": "appointment",
        "back": "120",
        "transport": "van",
        "reason_code": "doctor-visit",
        "taken_along": ["glasses"],
        "known_ahead": "on",
    }
    user.post(house.url("sign-out/"), given)
    (row,) = house.rows()
    assert (row.out_for, row.planned, row.transport) == ("appointment", True, "van")
    assert row.expected_back - row.effective == 2 * HOUR
    assert row.taken_along == {"glasses": 1}


def test_signing_out_does_not_send_to_hospital(house):
    user = house.as_role("caregiver")
    page(user.post(house.url("sign-out/"), {"out_for": "hospital"}), 422)
    assert house.rows() == []


def test_from_the_emergency_room_to_a_hospital_stay(house):
    house.do(actions.leave_for_hospital, stay=house.stay, out_for=OutFor.EMERGENCY_ROOM)
    user = house.as_role("caregiver")
    asked = page(user.get(house.url("change-way-out/")))
    assert "Hospital, for observation" in asked
    assert "Appointment" not in asked
    user.post(house.url("change-way-out/"), {"out_for": "hospital", "where": "4 West"})
    assert [k.value for k in house.way().kinds] == ["emergency-room", "hospital"]
    shown = page(user.get(house.url("whereabouts/")))
    assert "Emergency room → Hospital stay" in shown
    assert "Now: Hospital stay" in shown


def test_who_is_in_the_house_has_nothing_that_changes(house):
    user = house.as_role("caregiver")
    shown = page(user.post(house.url("change-way-out/"), {"where": "Town"}), 422)
    assert "They are not out now" in shown


# Back


def test_the_return_is_one_page_and_says_what_happens_now(house):
    coding = Coding(taken_along={"hearing-aids": 2, "ems-page": 1})
    left = clock.now() - 30 * HOUR
    house.do(actions.leave_for_hospital, stay=house.stay, coding=coding, effective=left)
    user = house.as_role("nurse")
    asked = page(user.get(house.url("residency/return/")))
    assert "Both hearing aids" in asked
    assert "EMS page" not in asked.split("What came back")[1].split("</fieldset>")[0]
    given = {
        "effective": clock.now().astimezone(house.facility.zone).strftime("%Y-%m-%dT%H:%M"),
        "diagnosis": "Pneumonia",
        "diagnosis_code": "j18.9",
        "new_orders": "yes",
        "condition": "weaker",
        "came_back_with": ["hearing-aids:1"],
    }
    user.post(house.url("residency/return/"), given)
    shown = page(user.get(house.url("whereabouts/")))
    for said in (
        "returning: the return list is open",
        "Pneumonia J18.9 · new orders · Weaker than usual",
        "Did not come back: Hearing aids",
        "Measure now",
    ):
        assert said in shown


def test_old_rows_without_codes_stay_readable(house):
    with scoped(house.scope):
        make_whereabouts(house.resident, house.by, out_for="hospital", where="Mercy")
        house.stay.status = "hospital"
        house.stay.save()
    shown = page(house.as_role("nurse").get(house.url("whereabouts/")))
    assert "Not coded" in shown
    assert "To hospital" in shown


def test_an_entry_is_taken_back_with_a_reason(house):
    house.do(actions.leave_for_hospital, stay=house.stay, out_for=OutFor.EMERGENCY_ROOM)
    row = house.rows()[0]
    user = house.as_role("caregiver")
    path = house.url(f"whereabouts/{row.pk}/retract/")
    assert "To the emergency room" in page(user.get(path))
    assert user.post(path, {}).status_code == 422
    assert user.post(path, {"reason": "It was her neighbor"}).status_code == 302
    shown = page(user.get(house.url("whereabouts/")))
    assert "Entered in error, It was her neighbor" in shown
    assert "In the house" in shown


def test_a_return_is_closed_when_nothing_holds_it(house):
    house.do(actions.leave_for_hospital, stay=house.stay, effective=clock.now() - 30 * HOUR)
    house.do(actions.record_return, stay=house.stay)
    nurse = house.as_role("nurse")
    assert "Do they live here again" in page(nurse.get(house.url("residency/close-return/")))
    assert nurse.post(house.url("residency/close-return/")).status_code == 302
    with scoped(house.scope):
        house.stay.refresh_from_db()
    assert house.stay.status == "lives-here"
    aide = house.as_role("caregiver")
    assert aide.get(house.url("residency/close-return/")).status_code == 403


# Planned ahead


def wall(house, instant) -> str:
    return instant.astimezone(house.facility.zone).strftime("%Y-%m-%dT%H:%M")


def test_an_absence_is_planned_stands_on_its_pages_and_leaves_in_one_tap(house):
    user = house.as_role("coordinator")
    soon = clock.now() + HOUR
    given = {
        "out_for": "appointment",
        "starts": wall(house, soon),
        "ends": wall(house, soon + 2 * HOUR),
        "where": "Cardiology",
        "transport": "van",
        "bring": "Noon pills",
    }
    assert user.post(house.url("absences/plan/"), given).status_code == 302
    with scoped(house.scope):
        plan = PlannedAbsence.objects.get()
    shown = page(user.get(house.url("whereabouts/")))
    for said in ("Cardiology", "take along: Noon pills", "Leaving now"):
        assert said in shown
    board = page(user.get(f"/c/{house.facility.slug}/out/"))
    assert "Cardiology" in board
    overlap = user.post(house.url("absences/plan/"), given)
    assert "They are to be out then already" in page(overlap, 409)
    assert user.post(house.url(f"absences/{plan.pk}/leave/")).status_code == 302
    (row,) = house.rows()
    assert (row.planned, row.where) == (True, "Cardiology")
    again = user.post(house.url(f"absences/{plan.pk}/leave/"))
    assert (again.status_code, len(house.rows())) == (302, 1)


def test_today_and_the_shift_list_say_who_goes_out(house):
    local = clock.now().astimezone(house.facility.zone)
    noon = local.replace(hour=12, minute=0)
    with clock.pinned(noon), scoped(house.scope):
        make_absence(house.resident, house.by, where="Cardiology", bring="Noon pills")
        today = page(house.as_role("coordinator").get(f"/c/{house.facility.slug}/today/"))
        assert "out: Cardiology" in today
        shift = page(house.as_role("caregiver").get(f"/c/{house.facility.slug}/shift/"))
    assert "Goes out on this shift" in shift
    assert "take along: Noon pills" in shift


def test_a_plan_is_changed_and_cancelled(house):
    with scoped(house.scope):
        plan = make_absence(house.resident, house.by, where="Cardiology")
    user = house.as_role("caregiver")
    path = house.url(f"absences/{plan.pk}/")
    assert 'value="Cardiology"' in page(user.get(path))
    given = {
        "out_for": "family",
        "starts": wall(house, plan.starts),
        "ends": wall(house, plan.ends + HOUR),
        "where": "Her son",
    }
    assert user.post(path, given).status_code == 302
    assert user.post(f"{path}cancel/", {}).status_code == 422
    assert user.post(f"{path}cancel/", {"reason": "He is ill"}).status_code == 302
    assert "Cancelled: He is ill" in page(user.get(house.url("whereabouts/")))
    assert user.get(path).status_code == 404


def test_no_contact_is_offered_to_whoever_may_not_see_one(house):
    with scoped(house.scope):
        make_contact(house.resident)
    assert "Ann Boyle" in page(house.as_role("nurse").get(house.url("sign-out/")))
    assert "Ann Boyle" not in page(house.as_role("caregiver").get(house.url("sign-out/")))


# The house


def test_the_board_says_who_is_out_who_is_late_and_who_is_returning(house):
    now = clock.now()
    house.do(
        actions.sign_out,
        resident=house.resident,
        out_for=OutFor.FAMILY,
        accompanied_by="Her son",
        effective=now - 3 * HOUR,
        expected_back=now - HOUR,
    )
    with scoped(house.scope):
        other = make_resident(house.facility, "Chen", "Wei")
        stay = make_stay(other)
    house.do(actions.leave_for_hospital, stay=stay, effective=now - 50 * HOUR)
    house.do(actions.record_return, stay=stay, diagnosis="Pneumonia", new_orders=True)
    user = house.as_role("coordinator")
    board = page(user.get(f"/c/{house.facility.slug}/out/"))
    for said in (
        "1 resident is out; 1 is late",
        "Late, expected",
        "Her son",
        "Pneumonia · new orders",
        "<b>1</b> returning",
    ):
        assert said in board
    sheet = page(user.get(f"/c/{house.facility.slug}/out/print/"))
    assert "Sign-out sheet" in sheet
    assert "214 Margaret Hayes" in sheet
    part = user.get(f"/c/{house.facility.slug}/out/", HTTP_HX_REQUEST="true")
    assert "<html" not in page(part)


def test_an_empty_board_says_what_would_appear(house):
    board = page(house.as_role("coordinator").get(f"/c/{house.facility.slug}/out/"))
    for said in ("Everybody is in the house", "Nobody is returning", "Nothing is planned"):
        assert said in board


def test_the_timeline_and_changed_say_it_as_a_colleague_would(house):
    left = clock.now() - 7 * HOUR
    house.do(
        actions.leave_for_hospital,
        stay=house.stay,
        out_for=OutFor.EMERGENCY_ROOM,
        coding=Coding(reason_code="fall", decided_by="nurse", transport="ems"),
        effective=left,
    )
    house.do(
        actions.record_return,
        stay=house.stay,
        effective=clock.now() - HOUR,
        diagnosis="No fracture",
        new_orders=False,
    )
    user = house.as_role("coordinator")
    timeline = page(user.get(house.url("timeline/")))
    for said in ("To the emergency room", "EMS · Fall · nurse decided", "No fracture"):
        assert said in timeline
    today = page(user.get(f"/c/{house.facility.slug}/today/"))
    assert "with EMS: Fall; nurse decided" in today
    assert ": No fracture" in today
