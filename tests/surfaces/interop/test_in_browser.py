"""From a file to a resident who lives here, in a real browser; every page axe clean."""

from pathlib import Path

import pytest

from hearth.platform.scope import process_scope, scoped
from hearth.record.documents.models import ImportBatch
from hearth.record.residents.models import Stay
from hearth.surfaces.interop import jobs
from tests.browsing import DESK, IN_BROWSER, LOOKS, make_person, objections, sign_in
from tests.factories.tenancy import make_facility, make_place
from tests.surfaces.interop.importer import SAMPLES
from tests.surfaces.interop.test_table_import import RESIDENTS


pytestmark = IN_BROWSER


@pytest.fixture
def house(emptied):
    """A community with one free place, and its coordinator."""
    facility = make_facility("Maple Court")
    make_place(facility, "214")
    return facility, make_person("coordinator", facility, label="Elena Santos")


@pytest.fixture
def page(page, house):
    """The coordinator, signed in."""
    sign_in(page, house[1])
    yield page
    # What the page still loads would meet the database of the next test.
    page.wait_for_load_state("networkidle")
    assert page.said == []


def check(page) -> None:
    """Nothing to object to, at any size."""
    assert objections(page, looks=(*LOOKS, (DESK, "light"))) == []


def work(facility, account) -> None:
    """What the worker does meanwhile."""
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
