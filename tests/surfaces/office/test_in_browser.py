"""The front door and the office in a real browser: passkeys under the strict policy, axe clean."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility, make_place


CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASSWORD = "quiet harbour lantern"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="needs Debian's chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def house(transactional_db):
    """A community with an administrator who has a password."""
    # The server's thread and the test share connections; those of a dropped copy are dead.
    connections.close_all()
    cache.clear()
    facility = make_facility("Maple Court")
    make_place(facility, "214")
    make_account("nurse", facility, label="Kim Lee")
    account = make_account("administrator", facility, label="Pat Okafor")
    account.set_password(PASSWORD)
    account.save()
    return facility, account


@pytest.fixture
def page(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce")
    page = context.new_page()
    page.said = []
    page.on(
        "console", lambda m: page.said.append(m.text) if "Content Security" in m.text else None
    )
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


def sign_in(page, account):
    page.goto("/enter/")
    page.get_by_label("User name").fill(account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/office/**")


def test_passkey_is_added_and_signs_in_under_the_strict_policy(page, house):
    _facility, account = house
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, account)
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
    axe = AXE.read_text(encoding="utf-8")
    office = f"/c/{facility.slug}/office/"
    told = look(page, axe, ["/enter/", "/enter/code/"])
    sign_in(page, account)
    told += look(
        page,
        axe,
        [
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
        ],
    )
    assert told == [], "\n".join(map(str, told))
    assert page.said == []


def look(page, axe, paths):
    """What axe finds on each page at two widths and in two themes, and which scroll sideways."""
    told = []
    for path in paths:
        page.goto(path)
        page.evaluate(axe)
        for width, theme in ((360, "light"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            told += [
                (path, width, v["id"], [n["target"] for n in v["nodes"][:3]])
                for v in found["violations"]
            ]
            if page.evaluate(SIDEWAYS) > 0:
                told.append((path, width, "scrolls sideways"))
    return told
