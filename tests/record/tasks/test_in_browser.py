"""The worklist in a real browser: verbs in their rows, forms that stay, axe clean."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.tasks.models import Task
from tests.factories.identity import make_account
from tests.factories.residents import make_contact, make_placement, make_resident, make_stay
from tests.factories.staff import make_duty, make_member
from tests.factories.tasks import make_series, make_task
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
    """A nurse with two open tasks, a colleague on duty, a resident with a daughter."""
    # The server's thread and the test share connections; those of a dropped copy are dead.
    connections.close_all()
    cache.clear()
    facility = make_facility("Maple Court")
    account = make_account("nurse", facility, label="Kim Lee")
    account.set_password(PASSWORD)
    account.save()
    by, now = account.actor, clock.now()
    with scoped(process_scope("test", facility.pk)):
        make_duty(make_member(facility), "caregiver", starts=now - timedelta(hours=1))
        margaret = make_resident(facility, preferred="Peg")
        make_placement(make_stay(margaret), make_place(facility), by)
        make_contact(margaret)
        make_series(facility, by, resident=margaret)
        for title in ("Shower", "Look at her heel"):
            make_task(facility, by, title, resident=margaret, owner_role="caregiver")
        make_task(facility, by, "Old paperwork", due=now - timedelta(hours=20))
    return facility, account, margaret


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
    page.wait_for_url("**/c/**")


def task(facility, title):
    with scoped(process_scope("test", facility.pk)):
        return Task.objects.select_related("owner_staff").get(title=title)


def test_a_nurse_hands_on_and_puts_off_without_leaving_the_list(page, house):
    facility, account, _margaret = house
    sign_in(page, account)
    page.goto(f"/c/{facility.slug}/tasks/")
    row = page.locator("li.task", has_text="Shower")
    row.locator("summary").click()
    row.get_by_role("link", name="Hand to").click()
    row.get_by_label("Hand to").select_option(label="Ana Diaz")
    row.get_by_role("button", name="Hand on").click()
    page.locator("li.task[data-state=claimed]", has_text="Shower").wait_for()
    assert str(task(facility, "Shower").owner_staff) == "Ana Diaz"

    row = page.locator("li.task", has_text="Look at her heel")
    row.locator("summary").click()
    row.get_by_role("link", name="Put off").click()
    row.get_by_label("In an hour").check()
    row.get_by_label("The resident asked for later").check()
    row.get_by_role("button", name="Put off").click()
    page.locator("li.task[data-state=snoozed]", has_text="heel").wait_for()
    assert task(facility, "Look at her heel").snooze_reason == "resident-asked"

    row = page.locator("li.task", has_text="Old paperwork")
    row.get_by_role("button", name=re.compile("^I take it")).click()
    page.locator("li.task", has_text="Old paperwork").get_by_text("Kim Lee").wait_for()
    assert page.said == []


def test_axe_finds_nothing_on_the_pages_of_the_worklist(page, house):
    facility, account, margaret = house
    sign_in(page, account)
    axe = AXE.read_text(encoding="utf-8")
    base = f"/c/{facility.slug}/tasks/"
    one = f"{base}{task(facility, 'Shower').pk}/"
    paths = [
        base,
        f"{base}?when=off",
        f"{base}create/",
        f"{base}series/",
        f"{base}series/start/",
        f"/c/{facility.slug}/residents/{margaret.pk}/promise-call-back/",
        one,
        *(f"{one}{verb}/" for verb in ("complete", "hand", "snooze", "cancel", "change")),
    ]
    told = []
    for width, theme in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.context.add_cookies([{"name": "hearth_theme", "value": theme, "url": page.url}])
        for path in paths:
            page.goto(path)
            page.evaluate(axe)
            found = page.evaluate("r => axe.run({runOnly: r})", RULES)
            told += [(path, theme, v["id"], v["nodes"][0]["html"]) for v in found["violations"]]
            if page.evaluate(SIDEWAYS) > 0:
                told.append((path, width, "scrolls sideways"))
    assert told == [], "\n".join(map(str, told))
    assert page.said == []
