"""A coordinator's story in a real browser: somebody comes to live here, goes out and is back."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from hearth.platform.scope import process_scope, scoped
from hearth.record.residents.models import Resident, Whereabouts
from tests.factories.identity import make_account
from tests.factories.residents import make_placement, make_resident, make_stay
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
PHONE = {"width": 360, "height": 740}

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
    """Margaret Hayes lives in 214; 301 is free; a coordinator has a password."""
    # The server's thread and the test share connections; those of a dropped copy are dead.
    connections.close_all()
    cache.clear()
    facility = make_facility("Maple Court")
    taken = make_place(facility, "214")
    make_place(facility, "301")
    account = make_account("coordinator", facility, label="Ruth Diaz")
    account.set_password(PASSWORD)
    account.save()
    with scoped(process_scope("test", facility.pk)):
        make_placement(make_stay(make_resident(facility)), taken, account.actor)
    return facility, account


@pytest.fixture
def page(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport=PHONE, reduced_motion="reduce"
    )
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
    page.wait_for_url("**/c/**")


def clean(page, told):
    """What axe finds on the page as it stands, and whether it scrolls sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    told += [(page.url, v["id"], v["nodes"][0]["html"][:90]) for v in found["violations"]]
    told += [(page.url, "sideways")] if page.evaluate(SIDEWAYS) > 0 else []


def test_somebody_comes_to_live_here_goes_out_and_is_back(page, house):
    facility, account = house
    told: list = []
    sign_in(page, account)
    one = added_beside_somebody_alike(page, facility, told)
    home = f"/c/{facility.slug}/residents/{one.pk}/"
    moved_into_the_free_place(page, home, told)
    out_and_in_again(page, told)
    assert codes_of(facility, one) == ["out", "in"]
    for path in ("about/", "life/", "health/", "contacts/", "residency/", "coverage/"):
        page.goto(home + path)
        clean(page, told)
    page.goto(f"/c/{facility.slug}/places/")
    clean(page, told)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []


def added_beside_somebody_alike(page, facility, told):
    """Nearly the same name and the same birthday: the record there is shown beside."""
    page.goto(f"/c/{facility.slug}/residents/add/")
    clean(page, told)
    page.get_by_label("Family name").fill("Hays")
    page.get_by_label("Given names").fill("Margret")
    page.get_by_label("Month").select_option("4")
    page.get_by_label("Day").fill("12")
    page.get_by_label("Year").fill("1936")
    page.get_by_role("button", name="Add the resident").click()
    page.get_by_text("Somebody on the record may be the same person").wait_for()
    assert page.get_by_role("table").get_by_text("Margaret Hayes").count() >= 1
    assert page.get_by_role("link", name="open the record").count() == 1
    assert page.get_by_label("Given names").input_value() == "Margret"
    clean(page, told)
    page.get_by_label("They are two people, because").fill("I spoke with both")
    page.get_by_role("button", name="They are two people: add").click()
    page.wait_for_url("**/residents/*-*/")
    with scoped(process_scope("test", facility.pk)):
        return Resident.objects.get(family="Hays")


def moved_into_the_free_place(page, home, told):
    """The place that is held says who holds it, and cannot be chosen."""
    page.goto(home + "residency/move-in/")
    held = page.get_by_label("Place").locator("option:disabled")
    assert held.text_content() == "214 · Margaret Hayes"
    page.get_by_label("Place").select_option(label="301")
    clean(page, told)
    page.get_by_role("button", name="Move in").click()
    page.wait_for_url("**/#panel-residency")


def out_and_in_again(page, told):
    """Two taps each."""
    page.get_by_role("link", name="Sign out").first.click()
    page.get_by_role("button", name="With family or friends").wait_for()
    clean(page, told)
    page.get_by_role("button", name="With family or friends").click()
    page.wait_for_url("**/#panel-whereabouts")
    page.get_by_role("link", name="Sign in").first.click()
    page.get_by_role("button", name="Yes, sign in now").wait_for()
    clean(page, told)
    page.get_by_role("button", name="Yes, sign in now").click()
    page.wait_for_url("**/#panel-whereabouts")


def codes_of(facility, one):
    with scoped(process_scope("test", facility.pk)):
        seen = Whereabouts.objects.filter(resident=one).order_by("recorded")
        return list(seen.values_list("code", flat=True))
