"""The pages about people at work: who may open them, what they say, what they keep when refused."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.models import (
    DutyPeriod,
    OnCall,
    OutsidePractitioner,
    ShiftNeed,
    StaffMember,
    StaffRole,
)
from tests.factories.staff import (
    make_duty,
    make_member,
    make_practitioner,
    make_qualification,
    make_shift,
)


pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def house(facility, account_of):
    """A licensed nurse on duty, a shift that needs two, a turn, a practitioner."""
    with scoped(process_scope("test", facility.pk)):
        made = {"member": make_member(facility, phone="555 0100")}
        made["role"] = StaffRole.objects.create(
            facility=facility, member=made["member"], role="nurse", starts="2020-01-01"
        )
        made["shift"] = make_shift(facility)
        ShiftNeed.objects.create(
            facility=facility, shift=made["shift"], role="nurse", headcount=2
        )
        made["duty"] = make_duty(made["member"], starts=NOON - HOUR, shift=made["shift"])
        made["turn"] = OnCall.objects.create(
            facility=facility,
            member=made["member"],
            role="nurse",
            starts=NOON - HOUR,
            ends=NOON + HOUR,
        )
        made["practitioner"] = make_practitioner(facility)
        made["qualification"] = make_qualification(
            made["member"], "rn-licence", ends=date(2028, 1, 1), by=account_of("nurse").actor
        )
    return made


OF_EVERYBODY = {"duty/", "on-call/", "check-in/", "check-out/"}


def paths(house):
    """Every address of the room, without the community."""
    return [
        "duty/",
        "duty/plan/",
        f"duty/{house['duty'].pk}/",
        f"duty/{house['duty'].pk}/start/",
        f"duty/{house['duty'].pk}/end/",
        "duty/check-in/",
        "check-in/",
        "check-out/",
        "qualifications/",
        f"qualifications/{house['qualification'].pk}/",
        f"qualifications/{house['qualification'].pk}/withdraw/",
        f"staff/{house['member'].pk}/record-qualification/",
        f"staff/{house['member'].pk}/not-at-work/",
        "on-call/",
        "on-call/plan/",
        f"on-call/{house['turn'].pk}/cancel/",
        f"shifts/{house['shift'].pk}/",
        f"shifts/{house['shift'].pk}/close/",
        "staff/",
        "staff/add/",
        f"staff/{house['member'].pk}/",
        f"staff/{house['member'].pk}/change/",
        f"staff/{house['member'].pk}/end/",
        f"staff/{house['member'].pk}/assign-role/",
        f"staff/roles/{house['role'].pk}/end/",
        "practitioners/",
        "practitioners/add/",
        f"practitioners/{house['practitioner'].pk}/",
    ]


def kept(facility, model):
    with scoped(process_scope("test", facility.pk)):
        return list(model.objects.all())


def test_each_page_opens_for_the_coordinator_and_for_no_stranger(
    facility, other_facility, as_role, house
):
    own, stranger = as_role("coordinator"), as_role("coordinator", other_facility)
    for path in paths(house):
        assert own.get(f"/c/{facility.slug}/{path}").status_code == 200, path
        assert stranger.get(f"/c/{facility.slug}/{path}").status_code == 404, path
        named = str(uuid4()) in path or any(str(row.pk) in path for row in house.values())
        there = stranger.get(f"/c/{other_facility.slug}/{path}").status_code
        assert there == (404 if named else 200), path


def test_an_aide_sees_the_board_and_changes_nothing(facility, as_role, house):
    aide = as_role("caregiver")
    for path in paths(house):
        code = aide.get(f"/c/{facility.slug}/{path}").status_code
        assert code == (200 if path in OF_EVERYBODY else 403), path
    page = aide.get(f"/c/{facility.slug}/duty/").content.decode()
    assert "Plan duties" not in page
    assert "call-off" not in page


def test_the_board_says_who_is_missing_and_whom_to_call(facility, as_role, house):
    page = as_role("coordinator").get(f"/c/{facility.slug}/duty/").content.decode()
    assert "1 person is missing now" in page
    assert "1 of 2" in page
    assert "tel:555 0100" in page
    assert "Not signed in" in page
    assert "Plan somebody" in page


def test_who_came_and_left_is_said_from_the_board(facility, as_role, house):
    client = as_role("coordinator")
    duty = f"/c/{facility.slug}/duty/{house['duty'].pk}"
    assert client.post(f"{duty}/end/", {"effective": "2026-11-24T11:30"}).status_code == 422
    refused = client.post(f"{duty}/start/", {"effective": "2026-11-24T13:00"})
    assert refused.status_code == 422
    assert "2026-11-24T13:00" in refused.content.decode()
    assert client.post(f"{duty}/start/", {"effective": "2026-11-24T11:15"}).status_code == 302
    assert client.post(f"{duty}/start/", {"effective": "2026-11-24T11:15"}).status_code == 409
    [row] = kept(facility, DutyPeriod)
    assert row.arrived_at == datetime(2026, 11, 24, 17, 15, tzinfo=UTC)
    assert client.post(f"{duty}/end/", {"effective": "2026-11-24T11:45"}).status_code == 302
    assert "Left 11:45" in client.get(f"/c/{facility.slug}/duty/").content.decode()


def test_several_are_planned_at_once_and_who_is_busy_is_a_conflict(facility, as_role, house):
    client = as_role("coordinator")
    with scoped(process_scope("test", facility.pk)):
        other = make_member(facility, "Lee")
        StaffRole.objects.create(
            facility=facility, member=other, role="nurse", starts="2020-01-01"
        )
        make_qualification(other, "lpn-licence", ends=date(2028, 1, 1))
    url = f"/c/{facility.slug}/duty/plan/?role=nurse&day=2026-11-25"
    assert "Lee" in client.get(url).content.decode()
    sent = {
        "day": "2026-11-25",
        "shift": str(house["shift"].pk),
        "people": [str(house["member"].pk), str(other.pk)],
        "run": "2 East",
    }
    done = client.post(url, sent)
    assert (done.status_code, done["Location"][-15:]) == (302, "?day=2026-11-25")
    assert len(kept(facility, DutyPeriod)) == 3
    again = client.post(url, sent)
    assert again.status_code == 409
    assert 'value="2 East"' in again.content.decode()
    missing = client.post(url, {"day": "2026-11-25", "people": [str(other.pk)]})
    assert missing.status_code == 422


def test_a_duty_is_changed_or_called_off(facility, as_role, house):
    client = as_role("coordinator")
    url = f"/c/{facility.slug}/duty/{house['duty'].pk}/"
    sent = {
        "member": str(house["member"].pk),
        "role": "nurse",
        "day": "2026-11-24",
        "start": "22:00",
        "end": "06:00",
        "run": "Night",
    }
    assert client.post(url, sent | {"role": "med-tech"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    [row] = kept(facility, DutyPeriod)
    assert row.ends == datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert client.post(url + "call-off/", {"reason": "transport"}).status_code == 302
    assert "stays as it was" in client.get(url).content.decode()
    assert client.post(url + "call-off/", {"reason": "transport"}).status_code == 422


def test_somebody_is_taken_on_changed_and_seen_off(facility, as_role):
    client = as_role("coordinator")
    url = f"/c/{facility.slug}/staff/"
    blank = client.post(url + "add/", {"given": "Ana"})
    assert blank.status_code == 422
    assert 'value="Ana"' in blank.content.decode()
    new = {
        "family": "Diaz",
        "given": "Ana",
        "roles": ["nurse"],
        "employment": "own",
        "languages": "en, es",
        "active_from": "2026-11-01",
    }
    assert client.post(url + "add/", new).status_code == 302
    [made] = kept(facility, StaffMember)
    assert made.languages == ["en", "es"]
    one = f"{url}{made.pk}/"
    assert "Ana Diaz" in client.get(url, {"q": "di"}).content.decode()
    assert client.post(one + "change/", new | {"phone": "555"}).status_code == 302
    assert client.post(one + "assign-role/", {"role": "nurse"}).status_code == 409
    assert client.post(one + "assign-role/", {"role": "med-tech"}).status_code == 302
    assert client.post(one + "end/", {"last_day": "2026-10-01"}).status_code == 422
    assert client.post(one + "end/", {"last_day": "2026-11-24"}).status_code == 302
    assert "Ana Diaz" not in client.get(url).content.decode()
    assert "Ana Diaz" in client.get(url, {"left": "1"}).content.decode()


def test_a_turn_is_planned_and_cancelled(facility, as_role, house):
    client = as_role("coordinator")
    url = f"/c/{facility.slug}/on-call/"
    sent = {
        "role": "nurse",
        "member": str(house["member"].pk),
        "starts": "2026-11-24T17:00",
        "ends": "2026-11-25T08:00",
        "position": "1",
    }
    assert client.post(url + "plan/", sent | {"ends": "2026-11-24T16:00"}).status_code == 422
    assert client.post(url + "plan/", sent).status_code == 302
    assert client.post(url + "plan/", sent).status_code == 409
    turn = next(t for t in kept(facility, OnCall) if t.starts > NOON)
    assert client.post(f"{url}{turn.pk}/cancel/").status_code == 302
    assert client.get(f"{url}{turn.pk}/cancel/").status_code == 404


def test_a_practitioner_is_added_and_changed(facility, as_role):
    client = as_role("coordinator")
    url = f"/c/{facility.slug}/practitioners/"
    sent = {"family": "Chen", "specialty": "pharmacy", "npi": "1234567890"}
    assert client.post(url + "add/", sent).status_code == 422
    assert client.post(url + "add/", sent | {"npi": "1234567893"}).status_code == 302
    [made] = kept(facility, OutsidePractitioner)
    assert client.post(f"{url}{made.pk}/", sent | {"npi": ""}).status_code == 302
    assert "Chen" not in client.get(url).content.decode()


def test_a_shift_says_how_many_it_needs_and_is_taken_out_of_use(facility, as_role, house):
    client = as_role("coordinator")
    url = f"/c/{facility.slug}/shifts/{house['shift'].pk}/"
    sent = {"name": "Days", "start": "07:00", "end": "15:00", "need_nurse": "3"}
    assert client.post(url, sent | {"name": ""}).status_code == 422
    assert client.post(url, sent).status_code == 302
    assert [n.headcount for n in kept(facility, ShiftNeed)] == [3]
    assert client.post(url + "close/").status_code == 302
    assert client.get(url).status_code == 404
