"""The coordinator's first morning on a house that really runs: two records come in, move in, and
the day is worked, written, printed and accounted for.

`python -m tests.stories.test_first_morning ADDRESS FILE FILE` walks the same way on a house that
stands already, with records of your own.
"""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsing import (
    ARGUMENTS,
    CHROMIUM,
    DESK,
    NEEDS_BROWSER,
    PHONE,
    objections,
    sign_in,
    visit,
)
from tests.config.running import demonstration


pytestmark = [*NEEDS_BROWSER, pytest.mark.server]
SAMPLES = Path(__file__).parents[1] / "surfaces" / "interop" / "samples"
HERE = "/c/maple-court"
PATIENCE = 120_000
WORDS = "Ate half of her breakfast and asked where her room is"


def test_a_coordinators_first_morning(chromium):
    files = [SAMPLES / "one_resident.json", SAMPLES / "mixed.ndjson"]
    with demonstration(9) as house:
        told = walk(chromium, f"http://127.0.0.1:{house.port}", files)
    assert told == [], "\n".join(map(str, told))


def walk(browser: Browser, address: str, files: list[Path]) -> list[tuple[str, ...]]:
    """The whole way; what is to be said against any page of it."""
    told: list[tuple[str, ...]] = []
    desk = visit(browser, address, viewport=DESK)
    sign_in(desk, "coordinator")
    homes = [comes_to_live_here(desk, file, told) for file in files]
    works_the_list(desk, homes, told)

    phone = visit(browser, address, viewport=PHONE, has_touch=True)
    sign_in(phone, "caregiver")
    writes_a_note(phone, homes[0], told)

    reads_it(desk, homes[0], told)
    prints_the_sheet(desk, told)

    office = visit(browser, address, viewport=DESK)
    sign_in(office, "admin")
    shows_who_looked(office, homes[0], told)
    for page in (desk, phone, office):
        told += [("complains", words) for words in page.said]
        page.context.close()
    return told


def comes_to_live_here(page: Page, file: Path, told: list) -> str:
    """A file is looked through, imported, and its resident moves into a free place; their page."""
    page.goto(f"{HERE}/import/")
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Name of the other system").fill("The old system")
    page.get_by_role("button", name="Look through the file").click()
    take = page.get_by_role("button", name="Import into Maple Court")
    take.wait_for(timeout=PATIENCE)
    told += objections(page)
    take.click()
    page.get_by_role("heading", name=re.compile("came with this import")).wait_for(
        timeout=PATIENCE
    )
    told += objections(page)
    page.get_by_role("link", name="Moves in").first.click()
    page.wait_for_url("**/move-in/")
    told += objections(page)
    places = page.get_by_label("Place")
    free = places.locator("option:not([disabled])").nth(1)
    places.select_option(value=free.get_attribute("value"))
    page.get_by_role("button", name="Move in").click()
    page.wait_for_url(lambda url: "move-in" not in url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moved in")
    told += objections(page)
    return page.url.partition("#")[0]


def works_the_list(page: Page, homes: list[str], told: list) -> None:
    """Today knows both; one task is done, one is handed on, without leaving the page."""
    page.goto(f"{HERE}/today/")
    changed = page.get_by_role("region", name=re.compile("^Changed", re.IGNORECASE))
    for home in homes:
        link = page.locator(f"a[href$='{home.partition('/c/')[2]}']")
        expect(changed.locator("li", has=link)).to_contain_text("Moved in")
    told += objections(page)

    rows = page.locator("#today li.task")
    done = rows.first.get_attribute("id")
    page.locator(f"#{done}").get_by_role("button", name=re.compile("^Done")).click()
    page.locator(f"#{done}[data-state=done]").wait_for()

    row = page.locator("#today li.task[data-state=due], #today li.task[data-state=late]").first
    handed = row.get_attribute("id")
    row.locator("summary").click()
    row.get_by_role("link", name=re.compile("^Hand to")).click()
    row = page.locator(f"#{handed}")
    people = row.get_by_label("Hand to")
    people.select_option(label="Jamal Tran")
    row.get_by_role("button", name=re.compile("^Hand on")).click()
    expect(page.locator(f"#{handed} .task-owner")).to_have_text("Jamal Tran")


def writes_a_note(page: Page, home: str, told: list) -> None:
    """An aide with one thumb; who lives in another's run is opened by saying that one helps."""
    page.goto(home)
    helps = page.get_by_role("button", name=re.compile("I am helping"))
    if helps.is_visible():
        told += objections(page)
        helps.click()
    page.get_by_role("link", name="Write a note").first.click()
    told += objections(page)
    page.get_by_label("What did you see or do?").fill(WORDS)
    page.get_by_label("Something changed").check()
    page.get_by_role("button", name="Save the note").click()
    page.wait_for_url(lambda url: url.partition("#")[0] == home)
    expect(page.locator(".toast")).to_be_visible()


def reads_it(page: Page, home: str, told: list) -> None:
    """It stands on Today, and says on the resident's page what changed."""
    page.goto(f"{HERE}/today/")
    expect(page.locator("#today")).to_contain_text(WORDS)
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_contain_text(WORDS)
    told += objections(page)


def prints_the_sheet(page: Page, told: list) -> None:
    """On paper and as PDF; without what a manager need not read."""
    page.goto(f"{HERE}/today/")
    page.get_by_role("link", name="Stand-up sheet").click()
    page.wait_for_url("**/print-stand-up-sheet/")
    told += objections(page)
    sheet = page.locator("body")
    expect(sheet).to_contain_text("Managers' stand-up")
    expect(sheet).not_to_contain_text(WORDS)
    if page.get_by_role("link", name="PDF").is_visible():  # not without Pango
        assert page.request.get(f"{page.url}?as=pdf").body().startswith(b"%PDF")


def shows_who_looked(page: Page, home: str, told: list) -> None:
    """The administrator answers who opened the record."""
    resident = home.rstrip("/").rpartition("/")[2]
    page.goto(f"{HERE}/office/who-looked/?resident={resident}")
    page.get_by_role("group", name="Period").get_by_text("Last 7 days").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 people opened")
    expect(page.locator("main")).to_contain_text("Elena Santos")
    told += objections(page)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium_ = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = walk(chromium_, sys.argv[1], [Path(name) for name in sys.argv[2:]])
    sys.exit("\n".join(map(str, found)) or None)
