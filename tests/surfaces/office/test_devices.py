"""Tablets: enrolled by a full sign-in, opened by PIN, forgotten when taken out of use."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from hearth.kernel import clock
from hearth.platform.identity.duty import DutyNow
from hearth.platform.identity.models import Device, PinFailure
from hearth.platform.scope import process_scope, scoped
from hearth.record.staff.models import DutyPeriod, NotAtWork
from tests.factories.staff import make_duty, make_member, make_role


pytestmark = pytest.mark.django_db
PIN, WRONG = "482915", "482916"


@pytest.fixture
def tablet(administrator, office):
    """An enrolled tablet's browser, with nobody signed in."""
    answer = administrator.post(
        office("tablets/enroll/"), {"name": "Tablet 2 East", "where": "2 East"}
    )
    assert answer.status_code == 200
    client = Client()
    client.cookies["hearth_device"] = answer.cookies["hearth_device"].value
    return client


@pytest.fixture
def caregiver(account_of):
    account = account_of("caregiver", label="Ana Diaz")
    account.pin = make_password(PIN)
    account.save()
    return account


def try_pin(tablet, account, pin):
    return tablet.post(f"/device/{account.pk}/", {"pin": pin})


def test_enrolling_hands_out_the_keys_this_once(administrator, office):
    answer = administrator.post(office("tablets/enroll/"), {"name": "Tablet 2 East"})
    cookie = answer.cookies["hearth_device"]
    device = Device.objects.get()
    assert cookie["httponly"]
    given = json.loads(
        re.search(r'id="hearth-device"[^>]*>(.*?)</script>', answer.content.decode()).group(1)
    )
    assert given["device"] == str(device.pk)
    # The house keeps neither: a hash of the one, nothing of the other.
    kept = str(Device.objects.values().get())
    assert cookie.value not in kept
    assert given["offlineKey"] not in kept


def test_enrolling_needs_a_full_sign_in_of_the_office(as_role, tablet, caregiver, office):
    assert (
        as_role("caregiver").post(office("tablets/enroll/"), {"name": "x"}).status_code == 403
    )
    try_pin(tablet, caregiver, PIN)
    assert tablet.post(office("tablets/enroll/"), {"name": "x"}).status_code == 403
    assert Device.objects.count() == 1


def test_unenrolled_browser_is_offered_nobody(caregiver):
    assert Client().get("/device/").status_code == 403
    assert Client().get(f"/device/{caregiver.pk}/").status_code == 403


def test_tablet_offers_people_with_floor_rights_and_a_pin(
    tablet, caregiver, account_of, other_facility
):
    for role, where in (("family", None), ("sales", None), ("caregiver", other_facility)):
        other = account_of(role, where, label=f"Stranger {role}")
        other.pin = make_password(PIN)
        other.save()
    account_of("nurse", label="No Pin")
    page = tablet.get("/device/").content.decode()
    assert "Ana Diaz" in page
    assert "Stranger" not in page
    assert "No Pin" not in page


def test_pin_opens_floor_rights_and_nothing_else(tablet, caregiver, facility):
    assert try_pin(tablet, caregiver, PIN).status_code == 302
    session = tablet.session
    assert session["by-pin"] is True
    assert session["idle"] == 2
    assert tablet.get(f"/c/{facility.slug}/office/people/").status_code == 403


def test_pin_of_somebody_with_office_rights_opens_their_floor_rights_alone(
    tablet, account_of, facility
):
    coordinator = account_of("coordinator")
    coordinator.pin = make_password(PIN)
    coordinator.save()
    assert try_pin(tablet, coordinator, PIN).status_code == 302
    assert tablet.get(f"/c/{facility.slug}/office/").status_code == 403
    for url in ("/account/", "/account/pin/", "/account/password/", "/account/passkeys/add/"):
        assert tablet.get(url).status_code == 403


def test_pin_never_opens_the_web_sign_in(caregiver):
    answer = Client().post("/enter/", {"login": caregiver.username, "password": PIN})
    assert answer.status_code == 422


def test_five_wrong_pins_lock_the_person_on_that_tablet(
    tablet, caregiver, administrator, office
):
    answers = [try_pin(tablet, caregiver, WRONG) for _ in range(5)]
    assert [a.status_code for a in answers] == [422] * 5
    assert "Tries left: 4" in answers[0].content.decode()
    assert try_pin(tablet, caregiver, PIN).status_code == 422
    assert "locked" in tablet.get(f"/device/{caregiver.pk}/").content.decode()

    page = administrator.get(office(f"people/{caregiver.pk}/")).content.decode()
    assert "Tablet 2 East" in page
    administrator.post(office(f"people/{caregiver.pk}/unlock-pin/"))
    assert try_pin(tablet, caregiver, PIN).status_code == 302


def test_own_full_sign_in_unlocks_the_pin(tablet, caregiver):
    for _ in range(5):
        try_pin(tablet, caregiver, WRONG)
    caregiver.set_password("quiet harbour lantern")
    caregiver.save()
    Client().post("/enter/", {"login": caregiver.username, "password": "quiet harbour lantern"})
    assert not PinFailure.objects.exists()


@pytest.fixture
def at_work(caregiver, facility):
    """The caregiver's staff file, with a role for the floor."""
    with scoped(process_scope("test", facility.pk)):
        member = make_member(facility, actor=caregiver.actor)
        make_role(member, "caregiver")
    return member


def proof_in(page):
    return re.search(r'name="proof" value="([^"]+)"', page.content.decode()).group(1)


def test_whoever_is_not_here_yet_checks_in_on_the_tablet_with_one_tap(
    tablet, caregiver, at_work, facility
):
    asked = try_pin(tablet, caregiver, PIN)
    assert asked.status_code == 422
    assert "I am here" in asked.content.decode()
    url = f"/device/{caregiver.pk}/check-in/"
    done = tablet.post(url, {"proof": proof_in(asked), "role": "caregiver"})
    assert done["Location"] == f"/c/{facility.slug}/shift/"
    assert tablet.get(done["Location"]).status_code == 200
    # Whoever leaves is signed out, and once the hand-off is over the PIN asks again.
    left = tablet.post(f"/c/{facility.slug}/check-out/")
    assert left["Location"] == "/device/"
    with clock.pinned(clock.now() + timedelta(minutes=16)):
        assert try_pin(tablet, caregiver, PIN).status_code == 422


@pytest.mark.parametrize("wrong", ["", "forged:1:2", None])
def test_nobody_checks_in_without_their_pin(tablet, caregiver, at_work, facility, wrong):
    asked = proof_in(try_pin(tablet, caregiver, PIN)) if wrong is None else wrong
    if wrong is None:  # somebody else's signature
        asked = asked[:-4] + "AAAA"
    answer = tablet.post(
        f"/device/{caregiver.pk}/check-in/", {"proof": asked, "role": "caregiver"}
    )
    assert answer["Location"] == "/device/"
    with scoped(process_scope("test", facility.pk)):
        assert not DutyPeriod.objects.exists()


def test_what_is_only_planned_opens_nothing(tablet, caregiver, at_work, facility):
    with scoped(process_scope("test", facility.pk)):
        make_duty(at_work, role="caregiver")
    assert try_pin(tablet, caregiver, PIN).status_code == 422
    with scoped(process_scope("test", facility.pk)):
        DutyPeriod.objects.update(status="on", arrived_at=clock.now())
    assert try_pin(tablet, caregiver, PIN).status_code == 302


def test_a_stop_is_told_on_the_tablet(tablet, caregiver, at_work, facility):
    with scoped(process_scope("test", facility.pk)):
        NotAtWork.objects.create(
            facility=facility,
            member=at_work,
            starts=facility.today(),
            reason="infection-precautions",
            said_by="Ana",
            set_at=clock.now(),
            set_by=caregiver.actor,
        )
    asked = try_pin(tablet, caregiver, PIN)
    answer = tablet.post(
        f"/device/{caregiver.pk}/check-in/",
        {"proof": proof_in(asked), "role": "caregiver"},
    )
    assert answer.status_code == 422
    assert "not at work until it is cleared" in answer.content.decode()


def test_person_off_duty_is_told_so(tablet, caregiver, settings):
    settings.HEARTH_ON_DUTY = "tests.surfaces.office.test_devices.nobody_on_duty"
    answer = try_pin(tablet, caregiver, PIN)
    assert answer.status_code == 422
    assert "not on duty" in answer.content.decode()
    assert not PinFailure.objects.exists()


def nobody_on_duty(scope, facility, actor_id):
    return DutyNow(here=False)


def test_tablet_taken_out_of_use_opens_nothing_and_is_told_to_forget(
    tablet, caregiver, administrator, office
):
    try_pin(tablet, caregiver, PIN)
    assert tablet.get("/communities/").status_code == 200
    assert (
        tablet.post("/device/contact/", "{}", content_type="application/json").status_code
        == 200
    )
    device = Device.objects.get()

    url = office(f"tablets/{device.pk}/revoke/")
    assert administrator.get(url).status_code == 200
    assert administrator.post(url).status_code == 302

    assert tablet.get("/communities/").status_code == 302
    assert try_pin(tablet, caregiver, PIN).status_code == 403
    told = tablet.post("/device/contact/", "{}", content_type="application/json")
    assert (told.status_code, told.json()) == (410, {"wipe": True})


def test_session_by_pin_is_worth_nothing_on_another_machine(tablet, caregiver):
    try_pin(tablet, caregiver, PIN)
    thief = Client()
    thief.cookies["sessionid"] = tablet.cookies["sessionid"].value
    assert thief.get("/communities/").status_code == 302


def test_contact_says_what_the_tablet_still_holds(tablet, administrator, office):
    said = {"waiting": 3, "waiting_since": "2026-11-24T05:00:00+00:00"}
    tablet.post("/device/contact/", json.dumps(said), content_type="application/json")
    assert "3 notes or tasks" in administrator.get(office("tablets/")).content.decode()
    assert Client().post("/device/contact/").status_code == 403


@pytest.mark.parametrize(
    "body", ["", "null", "[]", '{"waiting": "many"}', '{"waiting_since": "soon"}', "\x00"]
)
def test_nonsense_from_a_tablet_counts_as_nothing(tablet, body):
    answer = tablet.post("/device/contact/", body, content_type="application/json")
    assert answer.status_code == 200
    assert Device.objects.get().waiting == 0


def test_tablets_of_another_community_are_not_found(as_role, tablet, office, other_facility):
    device = Device.objects.get()
    stranger = as_role("administrator", other_facility)
    url = office(f"tablets/{device.pk}/revoke/", other_facility)
    assert stranger.get(url).status_code == 404
    assert stranger.post(url).status_code == 404
    assert Device.objects.get().revoked_at is None


@pytest.mark.parametrize(
    "pin", ["123456", "111111", "121212", "123123", "240756", "19450", "abcdef", "112233445566"]
)
def test_bad_pins_are_refused(as_role, pin):
    client = as_role("caregiver")
    client.account.set_password("quiet harbour lantern")
    client.account.save()
    client.force_login(client.account)
    client.post("/account/confirm/", {"password": "quiet harbour lantern"})
    answer = client.post("/account/pin/", {"pin": pin, "again": pin})
    assert answer.status_code == 422
    client.account.refresh_from_db()
    assert client.account.pin == ""


def test_own_pin_is_set_after_the_password_was_asked_again(as_role):
    client = as_role("caregiver")
    client.account.set_password("quiet harbour lantern")
    client.account.save()
    client.force_login(client.account)
    assert client.get("/account/pin/")["Location"].startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": "quiet harbour lantern"})
    assert client.get("/account/pin/").status_code == 200
    assert client.post("/account/pin/", {"pin": PIN, "again": WRONG}).status_code == 422
    assert client.post("/account/pin/", {"pin": PIN, "again": PIN}).status_code == 302
    client.account.refresh_from_db()
    assert PIN not in client.account.pin
    assert client.account.pin.startswith("argon2")
