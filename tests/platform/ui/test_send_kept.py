"""The queue's address: whose write it is, what becomes of it, and that none is lost."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from hearth.kernel import clock
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity import leases, sessions
from hearth.platform.identity.actions import enroll_device, off_board
from hearth.platform.identity.models import Device
from hearth.platform.identity.scopes import scope_for
from hearth.platform.replay import verbs
from hearth.platform.replay.models import ReplayConflict, ReplayEntry
from hearth.platform.scope import scoped
from hearth.platform.ui import sealing
from tests.platform.ui import sample_pages
from tests.platform.ui.sample_pages import VERB


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.platform.ui.sample_pages"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
PIN = "482915"


@pytest.fixture(autouse=True)
def _verb():
    sample_pages.register()
    yield
    verbs.forget(VERB)


@pytest.fixture
def caregiver(account_of):
    account = account_of("caregiver", label="Ana Diaz")
    account.pin = make_password(PIN)
    account.save()
    return account


@pytest.fixture
def device(account_of, facility):
    administrator = account_of("administrator").actor
    scope = scope_for(administrator, facility)
    with scoped(scope):
        return enroll_device(scope=scope, by=administrator, name="Tablet 2 East")


@pytest.fixture
def tablet(device):
    """The enrolled tablet's browser with nobody signed in."""
    client = Client()
    client.cookies[sessions.DEVICE_COOKIE] = device.key
    return client


def lease_of(client, facility):
    """The lease on a page of this person."""
    page = client.get(f"/c/{facility.slug}/sample/").content.decode()
    said = page.split('data-offline="')[1].split('"')[0].replace("&quot;", '"')
    return json.loads(said)


def pin_lease(tablet, caregiver, facility):
    assert tablet.post(f"/device/{caregiver.pk}/", {"pin": PIN}).status_code == 302
    return lease_of(tablet, facility)["lease"]


def write(lease, ref=None, text="slept well", *, at=None, **more):
    ref = ref or str(uuid4())
    payload = {"text": text, "thing": "17"}
    inside = {
        "verb": VERB,
        "payload": payload,
        "effective": (at or clock.now()).isoformat(),
        "lease": lease,
    } | more
    return {"client_ref": ref, "sealed": sealing.sealed(inside, ref)}


def send(client, *items, **more):
    return client.post(
        "/offline/send/", json.dumps({"items": items, **more}), content_type="application/json"
    )


def written():
    rows = AuditEvent.objects.filter(action=VERB)
    return [(row.actor_id, row.detail["text"]) for row in rows.order_by("id")]


def only(response):
    assert response.status_code == 200, response.content
    (answer,) = response.json()["answers"]
    return answer


# --- Whose write it is ------------------------------------------------------------------------------


def test_a_sealed_write_is_carried_out_once_as_its_writer(as_role, facility, scope):
    aide = as_role("caregiver")
    item = write(lease_of(aide, facility)["lease"])
    first, again = only(send(aide, item)), only(send(aide, item))
    assert (first["status"], first["replayed"]) == (201, False)
    assert (again["status"], again["replayed"]) == (201, True)
    assert written() == [(aide.account.actor_id, "slept well")]


def test_the_tablet_sends_it_by_its_own_key_after_the_session_has_ended(
    tablet, caregiver, facility, scope
):
    lease = pin_lease(tablet, caregiver, facility)
    tablet.cookies.pop("sessionid")
    assert only(send(tablet, write(lease)))["status"] == 201
    assert written() == [(caregiver.actor_id, "slept well")]
    assert str(ReplayEntry.objects.get().device_id) == str(Device.objects.get().pk)


def test_the_next_person_on_the_tablet_does_not_become_the_writer(
    tablet, caregiver, account_of, facility, scope
):
    lease = pin_lease(tablet, caregiver, facility)
    other = account_of("caregiver", label="Ben Okafor")
    other.pin = make_password(PIN)
    other.save()
    assert tablet.post(f"/device/{other.pk}/", {"pin": PIN}).status_code == 302
    assert only(send(tablet, write(lease)))["status"] == 201
    assert written() == [(caregiver.actor_id, "slept well")]


def test_somebody_elses_sign_in_on_a_browser_only_hands_it_in(as_role, facility, scope):
    aide, other = as_role("caregiver"), as_role("nurse")
    item = write(lease_of(aide, facility)["lease"])
    answer = only(send(other, item))
    assert (answer["status"], answer["code"]) == (403, "sent-by-another")
    entry = ReplayEntry.objects.get()
    assert (entry.state, entry.actor_id) == ("review", aide.account.actor_id)
    assert entry.payload["text"] == "slept well"
    assert written() == []


def test_nobody_signed_in_sends_nothing_and_keeps_it(as_role, facility, scope):
    item = write(lease_of(as_role("caregiver"), facility)["lease"])
    assert send(Client(), item).status_code == 401
    assert not ReplayEntry.objects.exists()


def test_a_lease_of_a_tablet_is_worth_nothing_on_another_machine(
    tablet, caregiver, facility, as_role, scope
):
    lease = pin_lease(tablet, caregiver, facility)
    assert send(Client(), write(lease)).status_code == 401
    assert only(send(as_role("caregiver"), write(lease)))["code"] == "sent-by-another"


def test_what_was_written_before_the_person_left_is_kept_for_review(
    tablet, caregiver, facility, account_of, scope
):
    lease = pin_lease(tablet, caregiver, facility)
    director = account_of("executive-director").actor
    off_board(scope=scope_for(director, facility), by=director, account=caregiver)
    answer = only(send(tablet, write(lease)))
    assert (answer["status"], answer["code"]) == (403, "left")
    assert ReplayEntry.objects.get().payload["text"] == "slept well"
    assert written() == []


def test_what_they_may_not_do_any_more_is_kept_for_review(as_role, facility, scope):
    person = as_role("sales")
    lease = leases_for(person.account, facility)
    answer = only(send(person, write(lease)))
    assert (answer["status"], answer["code"]) == (403, "not-permitted")
    assert ReplayEntry.objects.get().state == "review"


def leases_for(account, facility, device=None):
    """A lease as a page of theirs would carry it."""
    from types import SimpleNamespace

    request = SimpleNamespace(
        facility=facility, _cached_user=account, _hearth_device=device, session={}
    )
    return leases.mint(request)


def test_written_after_the_lease_ran_out_waits_for_a_person(as_role, facility, scope):
    aide = as_role("caregiver")
    lease = leases_for(aide.account, facility)
    late = write(lease, at=clock.now() + timedelta(hours=13))
    early = write(lease, at=clock.now() - timedelta(hours=1))
    for item in (late, early):
        assert only(send(aide, item))["code"] == "lease-over"
    assert ReplayEntry.objects.filter(state="review").count() == 2


def test_after_a_week_of_silence_a_person_looks_first(as_role, facility, scope):
    aide = as_role("caregiver")
    then = clock.now()
    lease = leases_for(aide.account, facility)
    with clock.pinned(then + timedelta(days=8)):
        aide.force_login(aide.account)
        assert only(send(aide, write(lease, at=then)))["code"] == "late"


def test_a_tablet_taken_out_of_use_hands_in_and_then_forgets(
    tablet, caregiver, facility, account_of, scope
):
    lease = pin_lease(tablet, caregiver, facility)
    Device.objects.update(revoked_at=clock.now())
    said = send(tablet, write(lease))
    assert only(said)["code"] == "device-revoked"
    assert said.json()["wipe"] is True
    assert ReplayEntry.objects.get().payload["text"] == "slept well"


def test_signed_in_a_write_without_a_lease_is_ones_own_in_a_community_of_ones_own(
    as_role, facility, other_facility, scope
):
    aide = as_role("caregiver")
    item = {"verb": VERB, "payload": {"text": "plain", "thing": "1"}, "effective": None}
    here = send(aide, item | {"client_ref": str(uuid4()), "community": facility.slug})
    there = send(aide, item | {"client_ref": str(uuid4()), "community": other_facility.slug})
    assert only(here)["status"] == 201
    assert only(there)["status"] == 401
    assert written() == [(aide.account.actor_id, "plain")]


# --- What becomes of it --------------------------------------------------------------------------------


def test_a_refusal_is_answered_with_its_words_and_kept(as_role, facility, scope):
    aide = as_role("caregiver")
    answer = only(send(aide, write(lease_of(aide, facility)["lease"], text="refuse me")))
    assert (answer["status"], answer["code"], answer["message"]) == (
        422,
        "reason-missing",
        "Say why.",
    )
    assert ReplayEntry.objects.get().payload["text"] == "refuse me"


def test_each_is_answered_in_the_order_it_was_written(as_role, facility, scope):
    aide = as_role("caregiver")
    lease = lease_of(aide, facility)["lease"]
    items = [write(lease, text=text) for text in ("one", "refuse", "three")]
    items.insert(2, {"client_ref": "nonsense"})
    answers = send(aide, *items).json()["answers"]
    assert [a["status"] for a in answers] == [201, 422, 400, 201]
    assert [a["client_ref"] for a in answers] == [i["client_ref"] for i in items]
    assert [text for _who, text in written()] == ["one", "three"]


def test_other_content_under_the_same_reference_is_kept_beside_it(as_role, facility, scope):
    aide = as_role("caregiver")
    lease, ref, at = lease_of(aide, facility)["lease"], str(uuid4()), clock.now()
    assert only(send(aide, write(lease, ref, "first", at=at)))["status"] == 201
    answer = only(send(aide, write(lease, ref, "second", at=at)))
    assert (answer["status"], answer["code"]) == (409, "reference-taken")
    assert ReplayConflict.objects.get().payload["text"] == "second"


@pytest.mark.parametrize(
    "break_it",
    [
        lambda i: i["sealed"].update(c=i["sealed"]["c"][:-4] + "AAAA"),
        lambda i: i.update(client_ref=str(uuid4())),
        lambda i: i["sealed"].update(k="k20200101-00000000"),
        lambda i: i["sealed"].update(e="AAAA"),
        lambda i: i.update(sealed="x"),
        lambda i: i.pop("sealed"),
    ],
)
def test_what_the_house_cannot_open_stays_on_the_device(as_role, facility, scope, break_it):
    aide = as_role("caregiver")
    item = write(lease_of(aide, facility)["lease"])
    break_it(item)
    assert only(send(aide, item)) == {
        "client_ref": item["client_ref"],
        "status": 400,
        "code": "unreadable",
        "replayed": False,
    }
    assert not ReplayEntry.objects.exists()


def test_a_lease_this_house_did_not_sign_is_worth_nothing(as_role, facility, scope):
    aide = as_role("caregiver")
    lease = lease_of(aide, facility)["lease"]
    assert only(send(aide, write(lease[:-2] + "xx")))["code"] == "unreadable"


def test_a_write_closed_before_the_keys_were_rotated_still_opens(as_role, facility, scope):
    from hearth.kernel.keyring import keyring

    aide = as_role("caregiver")
    item = write(lease_of(aide, facility)["lease"])
    keyring().rotate()
    assert only(send(aide, item))["status"] == 201


# --- The address itself --------------------------------------------------------------------------------


def test_another_site_another_kind_and_too_much_are_refused(as_role, scope):
    aide = as_role("caregiver")
    post = lambda body, kind="application/json", **extra: aide.post(  # noqa: E731
        "/offline/send/", body, content_type=kind, **extra
    )
    assert post("{}", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post("{}", headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert post("{}", headers={"Origin": "http://testserver"}).status_code == 200
    assert post("a=b", "application/x-www-form-urlencoded").status_code == 415
    assert post("{" * 2_100_000).status_code == 413
    assert post(json.dumps({"items": [{}] * 51})).status_code == 413
    for nonsense in (" ", "[]", "null", '{"items": 3}', "\x00"):
        assert post(nonsense).status_code == 400
    assert aide.get("/offline/send/").status_code == 405


def test_sending_never_keeps_a_session_alive(as_role, facility, scope):
    aide = as_role("caregiver")
    aide.get(f"/c/{facility.slug}/sample/")
    seen = aide.session[sessions.SEEN]
    with clock.pinned(clock.now() + timedelta(minutes=5)):
        aide.post(
            "/offline/send/",
            "{}",
            content_type="application/json",
            headers={"HX-Background": "1"},
        )
    assert aide.session[sessions.SEEN] == seen


def test_a_contact_tells_what_waits_and_whom_to_forget(
    tablet, caregiver, account_of, facility, scope
):
    left = account_of("caregiver")
    told = send(
        tablet,
        waiting=3,
        waiting_since="2026-11-24T05:00:00+00:00",
        people=[str(caregiver.pk), str(left.pk), "nonsense"],
    ).json()
    assert (told["wipe"], told["gone"]) == (False, [str(left.pk), "nonsense"])
    assert Device.objects.get().waiting == 3


def test_a_signed_in_page_gets_a_fresh_lease(as_role, facility, scope):
    aide = as_role("caregiver")
    told = send(aide, community=facility.slug).json()["lease"]
    assert leases.read(told["lease"]).actor_id == aide.account.actor_id
    assert told["seal"] == sealing.public_key()
    assert send(aide, community="elsewhere").json()["lease"] is None


# --- The page and the queue are one write ------------------------------------------------------------------


def named(ref, at, about="thing=17"):
    return {
        "X-Hearth-Ref": ref,
        "X-Hearth-Verb": VERB,
        "X-Hearth-About": about,
        "X-Hearth-At": at.isoformat(),
    }


def test_what_the_page_wrote_is_not_written_again_by_the_queue(as_role, facility, scope):
    aide = as_role("caregiver")
    url, ref, at = f"/c/{facility.slug}/sample/", str(uuid4()), clock.now()
    lease = lease_of(aide, facility)["lease"]
    answer = aide.post(url, {"text": "two\r\nlines"}, headers=named(ref, at))
    assert (answer.status_code, answer.json()) == (201, {"next": url + "done/"})
    item = write(lease, ref, at=at, payload={"text": "two\nlines", "thing": "17"})
    assert only(send(aide, item)) | {"next": ""} == {
        "client_ref": ref,
        "status": 201,
        "replayed": True,
        "next": "",
    }
    assert written() == [(aide.account.actor_id, "two\r\nlines")]


def test_what_the_queue_wrote_is_not_written_again_by_the_page(as_role, facility, scope):
    aide = as_role("caregiver")
    url, ref, at = f"/c/{facility.slug}/sample/", str(uuid4()), clock.now()
    assert only(send(aide, write(lease_of(aide, facility)["lease"], ref, at=at)))
    answer = aide.post(url, {"text": "slept well"}, headers=named(ref, at))
    assert (answer.status_code, answer.json()["next"]) == (201, url)
    again = aide.post(
        url, {"text": "slept well"}, headers=named(ref, at) | {"HX-Request": "true"}
    )
    assert again["HX-Refresh"] == "true"
    assert len(written()) == 1


def test_a_form_that_was_wrong_may_be_corrected_under_the_same_name(as_role, facility, scope):
    aide = as_role("caregiver")
    url, ref, at = f"/c/{facility.slug}/sample/", str(uuid4()), clock.now()
    wrong = aide.post(url, {"text": "refuse"}, headers=named(ref, at))
    assert wrong.status_code == 422
    assert "Say why." in wrong.content.decode()
    assert not ReplayEntry.objects.exists()
    assert aide.post(url, {"text": "because"}, headers=named(ref, at)).status_code == 201
    assert [text for _who, text in written()] == ["because"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Hearth-Ref": "nonsense", "X-Hearth-Verb": VERB},
        {"X-Hearth-Verb": VERB, "X-Hearth-At": "2026-11-24T05:00:00+00:00"},
        {"X-Hearth-Ref": str(uuid4()), "X-Hearth-Verb": "no.verb"},
        {"X-Hearth-Ref": str(uuid4()), "X-Hearth-Verb": VERB, "X-Hearth-At": "soon"},
        {
            "X-Hearth-Ref": str(uuid4()),
            "X-Hearth-Verb": VERB,
            "X-Hearth-At": "2026-11-24T05:00:00",
        },
    ],
)
def test_a_half_named_write_is_an_ordinary_form(as_role, facility, scope, headers):
    aide = as_role("caregiver")
    answer = aide.post(f"/c/{facility.slug}/sample/", {"text": "plain"}, headers=headers)
    assert answer.status_code == 302
    assert len(written()) == 1


def test_signed_out_a_named_write_hears_it_without_a_page(facility, scope):
    url = f"/c/{facility.slug}/sample/"
    assert (
        Client().post(url, {"text": "x"}, headers=named(str(uuid4()), clock.now())).status_code
        == 401
    )


# --- Who looked -----------------------------------------------------------------------------------------------


def read_again(aide, facility, path):
    lease = lease_of(aide, facility)["lease"]
    item = write(lease, verb="ui.read_kept", payload={"path": path})
    assert only(send(aide, item))["status"] == 201


def test_a_kept_page_that_was_read_again_is_a_look_like_any_other(as_role, facility, scope):
    aide, resident = as_role("caregiver"), uuid4()
    read_again(aide, facility, f"/c/{facility.slug}/residents/{resident}/?show=all")
    line = AuditEvent.objects.get(action="desk.resident")
    assert (line.actor_id, line.resident_id) == (aide.account.actor_id, resident)
    assert line.detail["offline"] is True


@pytest.mark.parametrize("path", ["", "/nowhere/", "nonsense", "/c/x/residents/nonsense/"])
def test_an_address_this_house_does_not_know_is_a_line_all_the_same(
    as_role, facility, scope, path
):
    read_again(as_role("caregiver"), facility, path)
    assert AuditEvent.objects.filter(action="ui.read_kept").exists()


def test_every_page_a_tablet_may_keep_exists(settings):
    from tests.architecture.test_views import patterns

    assert {name for name, _ in patterns()} >= settings.HEARTH_OFFLINE_PAGES


# --- Pages, worker, manifest --------------------------------------------------------------------------------


def test_only_named_pages_only_of_a_pin_may_be_kept(
    tablet, caregiver, as_role, facility, settings, scope
):
    settings.HEARTH_OFFLINE_PAGES = {"sample"}
    url = f"/c/{facility.slug}/sample/"
    assert "X-Hearth-Keep" not in as_role("caregiver").get(url)
    assert tablet.post(f"/device/{caregiver.pk}/", {"pin": PIN}).status_code == 302
    kept = tablet.get(url)
    assert (kept["X-Hearth-Keep-For"], kept["X-Hearth-Keep"]) == (str(caregiver.pk), "43200")
    assert "X-Hearth-Keep" not in tablet.get(url + "done/")


def test_a_lease_names_no_one_in_words(as_role, facility, scope):
    aide = as_role("caregiver")
    told = lease_of(aide, facility)
    assert set(told) == {"lease", "seal", "community"}
    assert aide.account.actor.label not in json.dumps(told)


def test_the_worker_answers_for_the_whole_house_and_is_never_stale():
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    told = json.loads(answer.content.decode().split("self.HEARTH = ")[1].split(";\n")[0])
    assert told["frame"]
    assert told["pages"] == ["/offline/?lang=en", "/offline/?lang=es"]


def test_hearth_can_be_put_on_the_first_screen():
    answer = Client().get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["start_url"], told["display"]) == ("/", "standalone")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_the_page_without_a_connection_speaks_the_language_asked_for():
    assert "No connection" in Client().get("/offline/?lang=en").content.decode()
    assert Client().get("/offline/?lang=nonsense").status_code == 200
