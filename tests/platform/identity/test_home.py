"""From the front door to the first page; several communities; the second step asked for."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from hearth.kernel import clock
from hearth.platform.identity.models import Account, Membership, SignIn
from tests.factories.identity import make_account


pytestmark = pytest.mark.django_db


def join(account, facility, role="nurse"):
    Membership.objects.create(
        actor=account.actor, facility=facility, role=role, starts=clock.now()
    )


def test_home_of_one_community_is_its_first_page(as_role, facility):
    assert f"/c/{facility.slug}/" in as_role("administrator").get("/")["Location"]


def test_several_communities_are_offered_and_the_choice_is_remembered(
    as_role, facility, other_facility
):
    client = as_role("nurse")
    join(client.account, other_facility)
    assert client.get("/")["Location"] == "/communities/"
    page = client.get("/communities/").content.decode()
    assert facility.name in page
    assert other_facility.name in page

    chosen = client.post(f"/communities/{other_facility.slug}/")

    assert chosen["Location"].startswith(f"/c/{other_facility.slug}/")
    assert client.get("/")["Location"].startswith(f"/c/{other_facility.slug}/")


def test_switch_to_a_community_without_a_role_is_not_found(as_role, other_facility):
    client = as_role("nurse")
    assert client.post(f"/communities/{other_facility.slug}/").status_code == 404
    assert client.get(f"/communities/{other_facility.slug}/").status_code == 405


def test_person_without_a_role_is_told_so(as_role):
    client = as_role("nurse")
    Membership.objects.update(ends=clock.now())
    assert "no role" in client.get("/", follow=True).content.decode()


def test_second_step_is_asked_for_then_demanded(as_role, facility, settings):
    settings.HEARTH_DEMO = False
    client = as_role("administrator")
    office = f"/c/{facility.slug}/office/"
    assert client.get("/")["Location"] == "/account/protect/"
    assert "Later" in client.get("/account/protect/").content.decode()
    # Within the days of grace every page works, and one may put it off.
    assert client.get(office).status_code == 200
    assert client.post("/account/protect/")["Location"] == "/"
    assert client.get("/")["Location"] != "/account/protect/"

    Account.objects.filter(pk=client.account.pk).update(
        second_step_asked_at=clock.now() - timedelta(days=8)
    )
    client.force_login(Account.objects.get(pk=client.account.pk))
    assert client.get(office)["Location"] == "/account/protect/"
    assert client.post("/account/protect/").status_code == 422
    assert "Later" not in client.get("/account/protect/").content.decode()
    assert client.get("/account/second-step/").status_code == 200

    TOTP.activate(client.account, generate_totp_secret())
    assert client.get(office).status_code == 200


def test_second_step_is_not_demanded_of_other_roles_nor_in_a_demonstration(as_role, settings):
    assert as_role("nurse").session["second-step"] == ""
    settings.HEARTH_DEMO = False
    assert as_role("caregiver").session["second-step"] == ""


def test_own_account_shows_and_ends_sign_ins(facility):
    account = make_account("nurse", facility)
    here, there = Client(), Client(headers={"user-agent": "Mozilla/5.0 (Windows) Firefox/130"})
    for client in (here, there):
        client.force_login(account)
        client.get("/account/")
    SignIn.objects.filter(session_key=there.session.session_key).update(
        browser="Firefox on Windows"
    )
    page = here.get("/account/").content.decode()
    assert "Firefox on Windows" in page
    row = SignIn.objects.get(browser="Firefox on Windows")
    assert here.post(f"/account/sign-ins/{row.pk}/end/").status_code == 302
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_sign_in_of_another_person_is_not_found(as_role):
    mine, other = as_role("nurse"), as_role("nurse")
    row = SignIn.objects.get(account=other.account)
    assert mine.post(f"/account/sign-ins/{row.pk}/end/").status_code == 404
    assert other.get("/account/").status_code == 200


def test_sign_out_everywhere_else_leaves_this_browser(facility):
    account = make_account("nurse", facility)
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(account)
    assert here.post("/account/sign-ins/end/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_language_and_look_are_kept_with_the_account(as_role):
    client = as_role("nurse")
    assert client.post("/account/", {"language": "es", "theme": "night"}).status_code == 302
    client.account.refresh_from_db()
    assert (client.account.language, client.account.theme) == ("es", "night")
    page = client.get("/account/").content.decode()
    assert '<html lang="es"' in page
    assert 'data-theme="night"' in page
    assert client.post("/account/", {"language": "tlh"}).status_code == 422
