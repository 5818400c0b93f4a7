"""The front door and the office in a real browser: passkeys under the strict policy, axe clean."""

import pytest

from tests.browsing import IN_BROWSER, PASSWORD, make_person, objections, sign_in
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def house(emptied):
    """A community with an administrator who has a password."""
    facility = make_facility("Maple Court")
    make_place(facility, "214")
    make_account("nurse", facility, label="Kim Lee")
    return facility, make_person("administrator", facility, label="Pat Okafor")


def test_passkey_is_added_and_signs_in_under_the_strict_policy(page, house):
    _facility, account = house
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, account)
    page.wait_for_url("**/office/**")
    page.goto("/account/passkeys/add/")
    if "confirm" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/")

    page.goto("/account/sign-out/")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/enter/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/office/**")
    assert page.said == []


def test_axe_finds_nothing_at_the_door_and_in_the_office(page, house):
    facility, account = house
    office = f"/c/{facility.slug}/office/"
    told = objections(page, "/enter/") + objections(page, "/enter/code/")
    sign_in(page, account)
    page.wait_for_url("**/office/**")
    for path in (
        "/account/",
        "/account/second-step/",
        "/account/password/",
        office,
        office + "people/",
        office + "people/add/",
        office + "people/roles/",
        office + f"people/{account.pk}/",
        office + "tablets/",
        office + "tablets/enroll/",
        office + "emergency-access/",
        office + "who-looked/",
        office + "operations/",
        office + "community/",
        office + "community/apartments/",
        office + "community/neighborhoods/",
        office + "community/open/",
    ):
        told += objections(page, path)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
