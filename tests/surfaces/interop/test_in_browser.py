"""From a file to a resident who lives here, in a real browser; every page axe clean."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import ImportBatch
from hearth.record.residents.models import Stay
from hearth.surfaces.interop import jobs
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility, make_place
from tests.surfaces.interop.importer import SAMPLES
from tests.surfaces.interop.test_table_import import RESIDENTS


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
SIZES = ((360, 740), (768, 1024), (1440, 900))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.server,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="needs Debian's chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def house(transactional_db):
    """A community with one free place, and its coordinator."""
    connections.close_all()
    cache.clear()
    facility = make_facility("Maple Court")
    make_place(facility, "214")
    account = make_account("coordinator", facility, label="Elena Santos")
    account.set_password(PASSWORD)
    account.save()
    return facility, account


@pytest.fixture
def page(live_server, house):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
        page = context.new_page()
        page.said = []
        page.on(
            "console",
            lambda m: page.said.append(m.text) if "Content Security" in m.text else None,
        )
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto("/enter/")
        page.get_by_label("User name").fill(house[1].username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/c/maple-court/**")
        yield page
        # What the page still loads would meet the database of the next test.
        page.wait_for_load_state("networkidle")
        assert page.said == []
        browser.close()


def check(page) -> None:
    """Nothing to object to, at any size."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SIDEWAYS) <= 0, (page.url, width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join('; ')))",
        RULES,
    )
    assert found == [], page.url


def work(facility, account) -> None:
    """What the worker does meanwhile."""
    # Beside the browser's event loop a connection of the test before may still be held.
    connections.close_all()
    with scoped(process_scope("test", facility.pk)):
        batch = ImportBatch.objects.get()
    what = {"facility_id": facility.pk, "batch_id": batch.pk}
    if batch.state == "waiting":
        jobs.try_file.run(**what, by_id=account.actor_id)
    else:
        jobs.carry_out.run(**what)


def send(page, name: str, content: bytes) -> None:
    page.goto("/c/maple-court/import/")
    check(page)
    page.get_by_role("link", name="Import a file").click()
    page.wait_for_url("**/import/file/")
    check(page)
    upload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("File").set_input_files(upload)
    page.get_by_label("Name of the other system").fill("ehr")
    page.get_by_role("button", name="Look through the file").click()


def test_an_export_is_looked_at_imported_and_its_resident_moves_in(page, house):
    facility, account = house
    send(page, "export.ndjson", (SAMPLES / "mixed.ndjson").read_bytes())
    page.get_by_text("Looking through the file").wait_for()
    check(page)
    work(facility, account)
    page.get_by_role("heading", name="1 new resident").wait_for()  # the page asked by itself
    check(page)
    page.get_by_role("button", name="Import into Maple Court").click()
    page.get_by_role("heading", name="The import is on its way").wait_for()
    work(facility, account)
    page.get_by_role("heading", name="1 resident came with this import").wait_for()
    check(page)
    page.get_by_role("link", name="Correct").first.click()
    page.get_by_role("button", name="Take it over").wait_for()
    check(page)
    page.get_by_label("The entry").fill(
        '{"resourceType": "Patient", "id": "two", "name": [{"family": "Hale"}]}'
    )
    page.get_by_role("button", name="Take it over").click()
    page.get_by_role("heading", name="2 residents came with this import").wait_for()
    page.get_by_role("link", name="Moves in").last.click()
    page.wait_for_url("**/move-in/")
    page.get_by_label("Place").select_option(index=1)
    page.get_by_role("button", name="Move").click()
    page.wait_for_url(lambda url: "move-in" not in url)
    with scoped(process_scope("test", facility.pk)):
        assert Stay.objects.get().status == "lives-here"


def test_a_list_is_read_by_its_columns(page, house):
    facility, account = house
    send(page, "residents.csv", RESIDENTS.encode())
    page.get_by_role("heading", name="Confirm the columns").wait_for()
    check(page)
    page.get_by_label("PCP").select_option(label="Not taken over, only kept")
    page.get_by_role("button", name="Look through the rows").click()
    page.get_by_text("Looking through the file").wait_for()
    work(facility, account)
    page.get_by_role("heading", name="2 new residents").wait_for()
    page.get_by_role("button", name="Import into Maple Court").click()
    page.get_by_role("heading", name="The import is on its way").wait_for()
    work(facility, account)
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("heading", name="1 entry could not be read").wait_for()
    check(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="As CSV").click()
    assert "next week" in Path(taken.value.path()).read_text()
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("DOB").fill("12/31/1941")
    check(page)
    page.get_by_role("button", name="Take it over").click()
    page.get_by_role("heading", name="3 residents came with this import").wait_for()
