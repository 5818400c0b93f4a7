"""A nurse measures on a phone and sees the picture; a coordinator files a scan and opens it."""

import io
import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from tests.factories.identity import make_account
from tests.factories.observations import make_observation
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
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASSWORD = "quiet harbour lantern"

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
def house(transactional_db, tmp_path, settings):
    """A community with a nurse, a coordinator, and a resident of long name with ten weights."""
    from hearth.kernel import keyring

    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    connections.close_all()
    cache.clear()
    facility = make_facility("Maple Court")
    place = make_place(facility, "214")
    people = {role: make_account(role, facility) for role in ("nurse", "coordinator")}
    for account in people.values():
        account.set_password(PASSWORD)
        account.save()
    with scoped(process_scope("test", facility.pk)):
        one = make_resident(facility, "Featherstonehaugh-Cholmondeley", "Margaret Anne")
        make_placement(make_stay(one), place, people["nurse"].actor)
        for day in range(1, 11):
            then = clock.now() - timedelta(days=day * 3)
            make_observation(
                one,
                people["nurse"].actor,
                value_quantity=Decimal("72") + Decimal(day % 3) / 10,
                effective=then,
                recorded=then,
            )
    yield facility, one, people
    keyring.configure(None)


@pytest.fixture
def opened(chromium, live_server):
    """``opened(account, width)``: a page of somebody signed in; what its console said."""
    contexts = []

    def sign_in(account, width):
        context = chromium.new_context(
            base_url=live_server.url,
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on(
            "console",
            lambda m: page.said.append(m.text) if "Content Security" in m.text else None,
        )
        page.goto("/enter/")
        page.get_by_label("User name").fill(account.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/c/**")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def look(page):
    """What axe finds on the page as it stands, in both themes, and whether it scrolls sideways."""
    told = []
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told += [
            (page.url, theme, v["id"], [n["target"] for n in v["nodes"][:3]])
            for v in found["violations"]
        ]
    if page.evaluate(SIDEWAYS) > 0:
        told.append((page.url, "scrolls sideways"))
    return told


def test_a_nurse_measures_on_a_phone_and_sees_the_picture(house, opened):
    facility, one, people = house
    page = opened(people["nurse"], 360)
    measurements = f"/c/{facility.slug}/residents/{one.pk}/measurements/"

    page.goto(measurements)
    told = look(page)
    page.get_by_role("link", name="Record measurements").click()
    told += look(page)
    page.get_by_label("Blood pressure, upper").fill("118")
    page.get_by_label("Blood pressure, lower").fill("74")
    page.get_by_role("textbox", name="Weight").fill("360")
    page.get_by_role("button", name="Record").click()

    page.get_by_text("lb last time. Measure again").first.wait_for()
    assert page.get_by_label("Blood pressure, upper").input_value() == "118"
    told += look(page)
    page.get_by_role("textbox", name="Weight").fill("158.2")
    page.get_by_role("button", name="Record").click()

    page.wait_for_url(f"**{measurements}")
    page.get_by_text("Recorded 2 values.").wait_for()
    assert page.get_by_text("118/74 mmHg").is_visible()
    page.get_by_role("link", name="Weight").click()
    page.wait_for_selector(".chart.drawn canvas")
    assert "158.2 lb" in page.inner_text("h1")
    page.get_by_text("Show the numbers").click()
    assert page.locator(".chart table tbody tr").count() == 11
    told += look(page)
    page.get_by_role("link", name="Take back").first.click()
    told += look(page)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []


def test_the_numbers_are_there_without_a_script(house, chromium, live_server):
    facility, one, people = house
    from django.test import Client

    client = Client()
    client.force_login(people["nurse"])
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(
        [
            {"name": key, "value": morsel.value, "url": live_server.url}
            for key, morsel in client.cookies.items()
        ]
    )
    page = context.new_page()
    page.goto(f"/c/{facility.slug}/residents/{one.pk}/measurements/of/29463-7/")
    page.get_by_text("Show the numbers").click()
    assert page.locator(".chart table tbody tr").count() == 10
    assert not page.locator(".chart-space").is_visible()
    context.close()


def scan() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (850, 1100), "white").save(out, "PDF")
    return out.getvalue()


def test_a_coordinator_files_a_scan_and_opens_it(house, opened):
    facility, one, people = house
    page = opened(people["coordinator"], 1440)
    page.goto(f"/c/{facility.slug}/residents/{one.pk}/documents/")
    told = look(page)
    page.get_by_role("link", name="File a document").click()
    told += look(page)
    sent = scan()
    file = {"name": "poa.pdf", "mimeType": "application/pdf", "buffer": sent}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Title").fill("Power of attorney")
    page.get_by_role("button", name="File the document").click()

    page.get_by_text("poa.pdf is here already").wait_for()
    told += look(page)
    page.get_by_label("What it is").select_option("health-proxy")
    page.get_by_role("button", name="File the document").click()

    page.get_by_role("heading", name="Power of attorney").wait_for()
    picture = page.locator(".document-look")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") == 850
    told += look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Open the file").click()
    assert download.value.suggested_filename == "poa.pdf"
    assert Path(download.value.path()).read_bytes() == sent
    page.get_by_role("link", name="Take back").click()
    told += look(page)
    page.goto(f"/c/{facility.slug}/documents/")
    told += look(page)
    page.goto(f"/c/{facility.slug}/documents/running-out/")
    told += look(page)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
