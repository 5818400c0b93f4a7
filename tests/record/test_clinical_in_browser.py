"""A nurse measures on a phone and sees the picture; a coordinator files a scan and opens it."""

import io
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from tests.browsing import DESK, IN_BROWSER, LOOKS, PHONE, make_person, objections, sign_in
from tests.factories.observations import make_observation
from tests.factories.residents import make_placement, make_resident, make_stay
from tests.factories.tenancy import make_facility, make_place


pytestmark = IN_BROWSER
ON_A_PHONE = (*LOOKS, (PHONE, "dark"))
AT_A_DESK = (*LOOKS, (DESK, "light"))


@pytest.fixture
def house(emptied, tmp_path, settings):
    """A community with a nurse, a coordinator, and a resident of long name with ten weights."""
    from hearth.kernel import keyring

    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    facility = make_facility("Maple Court")
    place = make_place(facility, "214")
    people = {role: make_person(role, facility) for role in ("nurse", "coordinator")}
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


def test_a_nurse_measures_on_a_phone_and_sees_the_picture(house, opened):
    facility, one, people = house
    page = opened(viewport=PHONE)
    sign_in(page, people["nurse"])
    measurements = f"/c/{facility.slug}/residents/{one.pk}/measurements/"

    told = objections(page, measurements, ON_A_PHONE)
    page.get_by_role("link", name="Record measurements").click()
    told += objections(page, looks=ON_A_PHONE)
    page.get_by_label("Blood pressure, upper").fill("118")
    page.get_by_label("Blood pressure, lower").fill("74")
    page.get_by_role("textbox", name="Weight").fill("360")
    page.get_by_role("button", name="Record").click()

    page.get_by_text("lb last time. Measure again").first.wait_for()
    assert page.get_by_label("Blood pressure, upper").input_value() == "118"
    told += objections(page, looks=ON_A_PHONE)
    page.get_by_role("textbox", name="Weight").fill("158.2")
    page.get_by_role("button", name="Record").click()

    page.wait_for_url(f"**{measurements}")
    page.get_by_text("Recorded 2 values.").wait_for()
    expect(page.get_by_text("118/74 mmHg")).to_be_visible()
    page.get_by_role("link", name="Weight").click()
    page.wait_for_selector(".chart.drawn canvas")
    assert "158.2 lb" in page.inner_text("h1")
    page.get_by_text("Show the numbers").click()
    expect(page.locator(".chart table tbody tr")).to_have_count(11)
    told += objections(page, looks=ON_A_PHONE)
    page.get_by_role("link", name="Take back").first.click()
    told += objections(page, looks=ON_A_PHONE)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []


def test_the_numbers_are_there_without_a_script(house, opened, live_server):
    facility, one, people = house
    from django.test import Client

    client = Client()
    client.force_login(people["nurse"])
    page = opened(java_script_enabled=False)
    page.context.add_cookies(
        [
            {"name": key, "value": morsel.value, "url": live_server.url}
            for key, morsel in client.cookies.items()
        ]
    )
    page.goto(f"/c/{facility.slug}/residents/{one.pk}/measurements/of/29463-7/")
    page.get_by_text("Show the numbers").click()
    expect(page.locator(".chart table tbody tr")).to_have_count(10)
    expect(page.locator(".chart-space")).to_be_hidden()


def scan() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (850, 1100), "white").save(out, "PDF")
    return out.getvalue()


def test_a_coordinator_files_a_scan_and_opens_it(house, page):
    facility, one, people = house
    sign_in(page, people["coordinator"])
    told = objections(page, f"/c/{facility.slug}/residents/{one.pk}/documents/", AT_A_DESK)
    page.get_by_role("link", name="File a document").click()
    told += objections(page, looks=AT_A_DESK)
    sent = scan()
    file = {"name": "poa.pdf", "mimeType": "application/pdf", "buffer": sent}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Title").fill("Power of attorney")
    page.get_by_role("button", name="File the document").click()

    page.get_by_text("poa.pdf is here already").wait_for()
    told += objections(page, looks=AT_A_DESK)
    page.get_by_label("What it is").select_option("health-proxy")
    page.get_by_role("button", name="File the document").click()

    page.get_by_role("heading", name="Power of attorney").wait_for()
    picture = page.locator(".document-look")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") == 850
    told += objections(page, looks=AT_A_DESK)
    with page.expect_download() as download:
        page.get_by_role("link", name="Open the file").click()
    assert download.value.suggested_filename == "poa.pdf"
    assert Path(download.value.path()).read_bytes() == sent
    page.get_by_role("link", name="Take back").click()
    told += objections(page, looks=AT_A_DESK)
    told += objections(page, f"/c/{facility.slug}/documents/", AT_A_DESK)
    told += objections(page, f"/c/{facility.slug}/documents/running-out/", AT_A_DESK)
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
