"""The fourth case of vomiting: found on the roster, guarded and watched in one go, a mistake undone,
families told, a colleague sent home, and the list for the health department.

`python -m tests.stories.test_fourth_case ADDRESS` walks the same way on a house that stands already.
"""

import re
import sys
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from hearth.kernel import clock
from tests.browsing import (
    ARGUMENTS,
    CHROMIUM,
    DESK,
    NEEDS_BROWSER,
    PHONE,
    objections,
    shot,
    sign_in,
    visit,
)
from tests.config.running import demonstration


pytestmark = [*NEEDS_BROWSER, pytest.mark.server]
HERE = "/c/maple-court"
COLLEAGUE = "Priya Garcia"
SIGNS = "Vomited twice since breakfast"
TALL = {"width": 1440, "height": 3600}
"""So tall that head and bar stand beside the rows, and cover none of them."""
PHONE_LOOKS = ((PHONE, "light"), (PHONE, "dark"))


def test_the_fourth_case_of_vomiting(chromium):
    with demonstration(11) as house:
        told = walk(chromium, f"http://127.0.0.1:{house.port}")
    assert told == [], "\n".join(map(str, told))


def walk(browser: Browser, address: str) -> list[tuple[str, ...]]:
    """The whole way; what is to be said against any page of it."""
    told: list[tuple[str, ...]] = []
    desk = visit(browser, address, viewport=DESK)
    sign_in(desk, "coordinator")
    before = counts_the_cases(desk, told)
    fourth, other = chooses_by_mistake(desk, told)
    undoes_it(desk, told)
    guards_the_fourth(desk, fourth, other, told)
    has_families_told(desk, before + 1, told)
    sends_somebody_home(desk, told)
    prints_the_line_list(desk, fourth, before + 1, told)

    phone = visit(browser, address, viewport=PHONE, has_touch=True)
    sign_in(phone, "nurse")
    sees_it_on_the_phone(phone, fourth, told)
    for page in (desk, phone):
        told += [("complains", words) for words in page.said]
        page.context.close()
    return told


def counts_the_cases(page: Page, told: list) -> int:
    """The roster says how many there are, and where."""
    page.goto(f"{HERE}/more/")
    page.get_by_role("link", name="Roster").click()
    page.wait_for_url("**/roster/")
    page.locator("summary", has_text="Census").click()
    page.get_by_role("link", name="Line list of an outbreak").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Line list of an outbreak")
    rows = page.locator("tr[id^=resident-]")
    page.wait_for_load_state()
    count = rows.count()
    assert count >= 3
    expect(rows.first).to_contain_text("West")
    told += objections(page)
    shot(page, "fourth-case-1-cases")
    return count


def chooses_by_mistake(page: Page, told: list) -> tuple[str, str]:
    """West alone; two are chosen where one was meant. Their row ids: the one meant, the other."""
    page.goto(f"{HERE}/roster/?list=census")
    page.get_by_role("link", name=re.compile(r"^West")).click()
    expect(page.get_by_role("link", name=re.compile(r"Neighborhood: West"))).to_be_visible()
    told += objections(page)
    free = page.locator("tr[id^=resident-]:not(:has-text('precautions')):not(.absent)")
    meant, other = (free.nth(n).get_attribute("id") or "" for n in (0, 1))
    for row in (meant, other):
        page.locator(f"#{row} input").check()
    expect(page.locator(".roster-count")).to_have_text("For those chosen: 2")
    shot(page, "fourth-case-2-chosen")
    told += objections(page, looks=((TALL, "light"),))
    sets_precautions(page, told)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Precautions, Watch for 2 residents"
    )
    return meant, other


def sets_precautions(page: Page, told: list) -> None:
    """Stomach illness precautions and a watch, in one form."""
    page.locator(".roster-bar").get_by_role("button", name="Precautions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which precautions?")
    expect(page.get_by_label("Put them on watch for it too")).to_be_checked()
    page.get_by_label("Signs").fill(SIGNS)
    told += objections(page)
    page.get_by_role("button", name="Set the precautions").click()
    page.wait_for_url("**/roster/together/*/")


def undoes_it(page: Page, told: list) -> None:
    """A mistake is undone for all of them at once, with a reason."""
    told += objections(page)
    page.get_by_role("link", name=re.compile("^Undo all, until")).click()
    page.get_by_label("Why").fill("Two chosen, one meant")
    told += objections(page)
    page.get_by_role("button", name="Undo all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("undone$"))
    expect(page.locator("main")).to_contain_text("Two chosen, one meant")
    shot(page, "fourth-case-3-undone")


def guards_the_fourth(page: Page, fourth: str, other: str, told: list) -> None:
    """The one who was meant has precautions and is on watch; the other has nothing."""
    page.goto(f"{HERE}/roster/?list=census")
    page.locator(f"#{fourth} input").check()
    sets_precautions(page, told)
    shot(page, "fourth-case-4-done")
    page.get_by_role("link", name="Back to the roster").click()
    expect(page.locator(f"#{fourth}")).to_contain_text("Stomach illness precautions")
    expect(page.locator(f"#{fourth}")).to_contain_text("Infection until")
    expect(page.locator(f"#{other}")).not_to_contain_text("precautions")
    expect(page.locator("main")).to_contain_text("It can be undone until")


def has_families_told(page: Page, cases: int, told: list) -> None:
    """A task for each contact who wishes to be told; the first of them is reached."""
    page.goto(f"{HERE}/roster/?list=precautions")
    page.get_by_label(re.compile(f"Choose all {cases} shown")).check()
    expect(page.locator(".roster-count")).to_have_text(f"For those chosen: {cases}")
    page.locator(".roster-bar").get_by_role("button", name="Families to tell").click()
    page.get_by_label("What to say").fill("A stomach illness is in the house. Please wait.")
    told += objections(page)
    page.get_by_role("button", name="Make the list of whom to tell").click()
    page.wait_for_url("**/roster/together/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Families to tell")
    shot(page, "fourth-case-5-families")
    done = page.url
    page.get_by_role("link", name=re.compile("^Tell ")).first.click()
    page.wait_for_url("**/tells/*/")
    told += objections(page)
    page.get_by_label("What they were told").fill("Told of the stomach illness in the house")
    page.locator("button[name=reached]").first.click()
    page.wait_for_url(lambda url: "/tells/" not in url)
    until_told(page, done)
    shot(page, "fourth-case-6-one-is-told")


def until_told(page: Page, address: str) -> None:
    """The house closes the task when it hears that somebody was told: a moment later."""
    row = page.get_by_role("row", name=re.compile("Tell .*Done"))
    for _ in range(60):
        page.goto(address)
        if row.count():
            return
        page.wait_for_timeout(500)
    expect(row.first).to_be_visible()


def sends_somebody_home(page: Page, told: list) -> None:
    """Whoever of the staff is ill is not at work until a day; what they have is not asked."""
    page.goto(f"{HERE}/staff/")
    page.get_by_role("link", name=COLLEAGUE).first.click()
    page.wait_for_url("**/staff/*/")
    page.get_by_role("link", name=re.compile("^Not at work until")).first.click()
    page.get_by_label("Kind of reason").select_option(label="Infection precautions")
    back = page.get_by_label("First day away").input_value()
    page.get_by_label("First day back").fill(str(clock.now().date() + timedelta(days=4)))
    assert back
    page.get_by_label("Who said so").fill("They said so by phone")
    told += objections(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Not at work until")
    shot(page, "fourth-case-7-not-at-work")


def prints_the_line_list(page: Page, fourth: str, cases: int, told: list) -> None:
    """Four residents and the colleague, on paper and as a file that says why it leaves."""
    page.goto(f"{HERE}/roster/?list=line-list")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{cases} of")
    expect(page.locator(f"#{fourth}")).to_contain_text(SIGNS)
    expect(page.get_by_role("table", name="Staff not at work")).to_contain_text(COLLEAGUE)
    told += objections(page)
    shot(page, "fourth-case-8-line-list")
    page.get_by_role("link", name="Export").click()
    page.get_by_label("Who is given it").fill("R. Diaz, county health department")
    page.get_by_label("Why it leaves the house").fill("Report of the outbreak, asked by phone")
    told += objections(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Export the list").click()
    assert SIGNS in file.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="Print").click()
    page.wait_for_url("**/roster/print/**")
    told += objections(page)
    sheet = page.locator("body")
    for words in (SIGNS, COLLEAGUE, "Elena Santos", "As of"):
        expect(sheet).to_contain_text(words)
    shot(page, "fourth-case-9-printed")


def sees_it_on_the_phone(page: Page, fourth: str, told: list) -> None:
    """On the phone the rows are a list; the banner says what to do at the door."""
    page.goto(f"{HERE}/roster/?list=precautions")
    row = page.locator(f"#{fourth}")
    expect(row).to_contain_text("Stomach illness precautions")
    told += objections(page, looks=PHONE_LOOKS)
    shot(page, "fourth-case-10-phone")
    row.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Soap and water, not hand rub")
    told += objections(page, looks=PHONE_LOOKS)
    shot(page, "fourth-case-11-phone-banner")


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium_ = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = walk(chromium_, sys.argv[1])
    sys.exit("\n".join(map(str, found)) or None)
