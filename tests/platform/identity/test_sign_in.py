"""The front door: who gets in, who does not, and what a stranger can learn."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from hearth.platform.identity.models import Account, SignIn
from tests.factories.identity import make_account


pytestmark = pytest.mark.django_db
PASSWORD = "quiet harbour lantern"


@pytest.fixture(autouse=True)
def _no_limits():
    """Each test begins with a clear count of tries."""
    cache.clear()


@pytest.fixture
def nurse(facility):
    account = make_account("nurse", facility, label="Ana Diaz")
    account.set_password(PASSWORD)
    account.save()
    return account


def enter(client, username, password, **more):
    return client.post("/enter/", {"login": username, "password": password}, **more)


def test_sign_in_opens_with_user_name_and_password(nurse):
    client = Client(
        headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Safari/537"}
    )

    response = enter(client, nurse.username.upper(), PASSWORD)

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert SignIn.objects.get(account=nurse).browser == "Chrome · Android"


def test_sign_in_leads_to_the_page_first_asked_for(nurse):
    client = Client()
    asked = client.get("/account/")
    assert asked["Location"] == "/enter/?next=/account/"

    response = client.post(asked["Location"], {"login": nurse.username, "password": PASSWORD})

    assert response["Location"] == "/account/"


def test_refused_sign_in_keeps_the_name_and_says_the_same_for_everybody(nurse):
    wrong = enter(Client(), nurse.username, "not the password")
    unknown = enter(Client(), "nobody", "not the password")

    assert wrong.status_code == unknown.status_code == 422
    assert nurse.username in wrong.content.decode()
    said = [
        re.findall(r"field-error.*?</p>|<li>.*?</li>", r.content.decode())
        for r in (wrong, unknown)
    ]
    assert said[0] == said[1] != []


def test_closed_account_reads_like_a_wrong_password(nurse):
    Account.objects.filter(pk=nurse.pk).update(is_active=False)

    response = enter(Client(), nurse.username, PASSWORD)

    assert response.status_code == 422
    assert SignIn.objects.count() == 0


def test_demo_sign_in_is_refused_outside_a_demonstration(nurse, settings):
    Account.objects.filter(pk=nurse.pk).update(is_demo=True)
    client = Client()
    assert enter(client, nurse.username, PASSWORD).status_code == 302

    settings.HEARTH_DEMO = False

    assert enter(Client(), nurse.username, PASSWORD).status_code == 422
    # The session that was open is a stranger's too.
    assert client.get("/account/").status_code == 302


def test_page_lists_demo_sign_ins_in_a_demonstration_only(facility, settings):
    make_account("coordinator", facility, label="J. Ortiz", is_demo=True)
    Account.objects.filter(is_demo=True).update(username="coordinator")

    page = Client().get("/enter/?as=coordinator").content.decode()
    assert "J. Ortiz" in page
    assert 'value="coordinator"' in page

    settings.HEARTH_DEMO = False
    page = Client().get("/enter/?as=coordinator").content.decode()
    assert "J. Ortiz" not in page
    assert 'value="coordinator"' not in page


def test_too_many_wrong_tries_are_stopped(nurse):
    client = Client()
    answers = [enter(client, nurse.username, f"wrong {n}").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    # The right password does not help either until the minutes are over.
    assert enter(client, nurse.username, PASSWORD).status_code == 429


def test_too_many_tries_from_one_address_get_the_page_that_says_wait(nurse):
    client = Client()
    last = [enter(client, f"somebody{n}", "wrong") for n in range(31)][-1]
    assert last.status_code == 429
    assert "Too many tries" in last.content.decode()


def test_sign_out_needs_a_press_of_the_button(nurse):
    client = Client()
    enter(client, nurse.username, PASSWORD)

    assert client.get("/account/sign-out/").status_code == 200
    assert client.get("/account/").status_code == 200

    assert client.post("/account/sign-out/")["Location"] == "/enter/"
    assert client.get("/account/").status_code == 302
    assert SignIn.objects.count() == 0


def code_now(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06}"


def test_second_step_is_asked_for_when_it_is_set_up(nurse):
    secret = generate_totp_secret()
    stored = TOTP.activate(nurse, secret).instance
    assert secret not in str(stored.data)  # under the keyring
    client = Client()

    first = enter(client, nurse.username, PASSWORD)
    assert first["Location"] == "/enter/step/"
    assert client.get("/account/").status_code == 302

    assert client.post("/enter/step/", {"code": "000000"}).status_code == 422
    assert client.post("/enter/step/", {"code": code_now(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_every_page_of_the_front_door_runs_no_script_of_its_own(nurse):
    client = Client()
    for url in ("/enter/", "/enter/code/"):
        check_scripts(client.get(url))
    enter(client, nurse.username, PASSWORD)
    client.post("/account/confirm/", {"password": PASSWORD})
    for url in (
        "/account/",
        "/account/sign-out/",
        "/account/second-step/",
        "/account/passkeys/",
        "/account/passkeys/add/",
        "/account/app/add/",
        "/account/password/",
        "/account/pin/",
        "/account/confirm/",
    ):
        check_scripts(client.get(url))


def check_scripts(response):
    assert response.status_code == 200, response
    page = response.content.decode()
    for tag in re.findall(r"<script[^>]*>", page):
        assert "src=" in tag or 'type="application/json"' in tag, tag
    assert not re.search(r"\son[a-z]+=\"|style=\"", page)


def test_password_change_keeps_this_browser_and_ends_the_others(nurse):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        enter(client, nurse.username, PASSWORD)

    changed = here.post(
        "/account/password/",
        {
            "oldpassword": PASSWORD,
            "password1": "another harbour",
            "password2": "another harbour",
        },
    )

    assert changed["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
