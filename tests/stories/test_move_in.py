"""A move-in with its list and a brother who is kept away, on a house that really runs.

Refused naming what is missing; the director lets it go ahead with a reason and a day; moved in;
on watch as a new resident; and the brother's name carries its stop wherever it is met.

`python -m tests.stories.test_move_in ADDRESS` walks the same way on a demonstration that stands.
"""

import re
import sys
from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect, sync_playwright

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


pytestmark = [*NEEDS_BROWSER]
HERE = "/c/maple-court"
PATIENCE = 90_000
BROTHER = "Anton Oduya"
REASON = "Hospital sends the papers on Friday"


def test_a_move_in_with_its_list_and_a_brother_kept_away(chromium):
    with demonstration(11) as house:
        told = walk(chromium, f"http://127.0.0.1:{house.port}")
    assert told == [], "\n".join(map(str, told))


def walk(browser: Browser, address: str) -> list[tuple[str, ...]]:
    """The whole way, at a desk and on a phone; what is to be said against any page of it."""
    told: list[tuple[str, ...]] = []
    desk = visit(browser, address, viewport=DESK)
    sign_in(desk, "coordinator")
    steps, home = opens_the_list(desk, told)
    keeps_the_brother_away(desk, home, told)
    proves_a_step(desk, steps, told)
    is_refused(desk, home, told)

    office = visit(browser, address, viewport=DESK)
    sign_in(office, "director")
    lets_it_go_ahead(office, steps, told)

    moves_in(desk, home, told)
    is_on_watch(desk, home, told)

    phone = visit(browser, address, viewport=PHONE, has_touch=True)
    sign_in(phone, "nurse")
    sees_the_stop(phone, home, told)
    checks_on_the_phone(phone, told)
    for page in (desk, office, phone):
        told += [("complains", words) for words in page.said]
        page.context.close()
    return told


def opens_the_list(page: Page, told: list) -> tuple[str, str]:
    """Every running list stands in one table; Thursday's newcomer has one that still holds."""
    page.goto(f"{HERE}/checklists/")
    row = page.locator("tr", has=page.get_by_role("link", name="Moving in", exact=True)).first
    expect(row).to_contain_text("things")
    told += objections(page)
    row.get_by_role("link", name="Moving in", exact=True).click()
    page.wait_for_url("**/checklists/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What holds the move-in:")
    shot(page, "move-in-list")
    told += objections(page)
    home = re.search(rf"{HERE}/residents/[0-9a-f-]{{36}}", page.content())
    return page.url, home.group(0)


def keeps_the_brother_away(page: Page, home: str, told: list) -> None:
    """A brother who may neither visit nor be told anything, on a court's order."""
    page.goto(f"{home}/restrictions/add/")
    page.get_by_label("Or their name").fill(BROTHER)
    page.get_by_label("Who they are").fill("Brother")
    for box in page.locator("input[name=kinds]").all():
        box.check()
    page.locator("select[name=basis]").select_option(index=1)
    page.get_by_label("Which order").fill("Polk County Court, no. 26-114")
    page.get_by_label("What to do").fill("Do not let him in. Call the coordinator.")
    shot(page, "move-in-kept-away")
    told += objections(page)
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda url: "/add/" not in url)


def proves_a_step(page: Page, steps: str, told: list) -> None:
    """What stands in the record is found by itself, and confirmed by a person."""
    page.goto(steps)
    step = page.locator("#step-code-status")
    expect(step).to_contain_text("found:")
    step.get_by_role("link", name=re.compile("^Prove")).click()
    page.get_by_label("It stands in the record, and I looked").check()
    told += objections(page)
    page.get_by_role("button", name="Prove it").click()
    page.wait_for_url("**/checklists/*/")
    expect(page.locator("#step-code-status")).to_contain_text("Done")


def is_refused(page: Page, home: str, told: list) -> None:
    """The move-in itself says what is missing; nobody else's page goes around it."""
    page.goto(f"{home}/residency/move-in/")
    page.get_by_role("button", name="Move in").click()
    expect(page.get_by_text("Still missing:")).to_contain_text("Residency agreement signed")
    shot(page, "move-in-refused")
    told += objections(page)


def lets_it_go_ahead(page: Page, steps: str, told: list) -> None:
    """Only the director: why, and by when the rest is here."""
    page.goto(steps)
    page.get_by_role("link", name="Let it go ahead").click()
    page.get_by_label("Why it may go ahead").fill(REASON)
    friday = date.today() + timedelta(days=4)  # noqa: DTZ011 - a day to come, for the form
    page.get_by_label("What is missing comes by").fill(friday.isoformat())
    told += objections(page)
    page.get_by_role("button", name="Let it go ahead").click()
    page.wait_for_url("**/checklists/*/")
    expect(page.get_by_text(REASON)).to_be_visible()
    shot(page, "move-in-goes-ahead")
    told += objections(page)


def moves_in(page: Page, home: str, told: list) -> None:
    page.goto(f"{home}/residency/move-in/")
    page.get_by_role("button", name="Move in").click()
    page.wait_for_url(lambda url: "move-in" not in url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moved in")


def is_on_watch(page: Page, home: str, told: list) -> None:
    """Whoever moves in is on watch for a week: on the banner, and among everybody on watch."""
    page.goto(f"{HERE}/watches/")
    row = page.locator("tr", has=page.get_by_role("link", name="New resident"))
    expect(row).to_contain_text("Otto Oduya", timeout=PATIENCE)
    told += objections(page)
    row.get_by_role("link", name="New resident").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("On watch: new resident")
    told += objections(page)
    page.goto(f"{home}/")
    expect(page.get_by_text(re.compile("new resident, until")).first).to_be_visible()
    expect(page.get_by_text(BROTHER).first).to_be_visible()
    shot(page, "move-in-moved-in")
    told += objections(page)


def sees_the_stop(page: Page, home: str, told: list) -> None:
    """On a phone: the stop stands at the top of the page and beside his name."""
    for path in ("/contacts/", "/"):
        page.goto(f"{home}{path}")
        met = page.get_by_text(BROTHER)
        expect(met.first).to_be_visible()
        expect(page.get_by_text(re.compile("No visits", re.IGNORECASE)).first).to_be_visible()
        shot(page, "move-in-stop")
    told += objections(page)


def checks_on_the_phone(page: Page, told: list) -> None:
    """A check of somebody on watch: all as usual is one tap."""
    page.goto(f"{HERE}/watches/")
    page.get_by_role("link", name="New resident").click()
    page.get_by_role("link", name="Do the check").click()
    expect(page.get_by_role("button", name="All as usual")).to_be_visible()
    shot(page, "move-in-check")
    page.get_by_text("Something changed").click()
    told += objections(page)
    page.get_by_role("button", name="All as usual").click()
    page.wait_for_url(lambda url: "/checks/" not in url)
    expect(page.get_by_text("Recorded")).to_be_visible()


if __name__ == "__main__":
    with sync_playwright() as started:
        found = walk(
            started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS), sys.argv[1]
        )
    sys.exit("\n".join(map(str, found)) or 0)
