"""A real browser for the tests of pages: who signs in, and what is to be said against a page.

A plugin of pytest's (``-p tests.browsing``), so that every folder of tests browses one way.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hearth.kernel import clock


if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
# Chromium as root, without a graphics card and without calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASSWORD = "quiet harbour lantern"
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1440, "height": 900}
PATIENCE = 20_000  # milliseconds, for a machine that does two suites at once
LOOKS = ((PHONE, "light"), (TABLET, "night"), (DESK, "dark"))

NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.path.exists(CHROMIUM), reason="needs Debian's chromium"),
]
# Marks of a file whose browser asks Django's live server.
IN_BROWSER = [
    *NEEDS_BROWSER,
    pytest.mark.server,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]


@pytest.fixture
def driver() -> "Iterator[Playwright]":
    """Playwright, started: a thread has room for one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture
def chromium(driver: "Playwright") -> "Iterator[Browser]":
    """Debian's own browser."""
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def opened(chromium: "Browser", live_server: Any) -> "Iterator[Callable[..., Page]]":
    """``opened(viewport=PHONE)``: somebody's own browser, at the live server."""
    pages: list[Page] = []

    def open_page(**more: Any) -> "Page":
        page = visit(chromium, live_server.url, **more)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()


@pytest.fixture
def page(opened: "Callable[..., Page]") -> "Page":
    """One browser at a desk."""
    return opened(viewport=DESK)


@pytest.fixture
def emptied(driver: "Playwright", transactional_db: None) -> None:
    """Nothing is left of the test before: no count against a limit, no connection of its own.

    After the driver has started: its loop makes other connections of this thread's.
    """
    from django.core.cache import cache
    from django.db import connections

    connections.close_all()
    cache.clear()


def visit(chromium: "Browser", address: str, **more: Any) -> "Page":
    """A page nobody is signed in on; ``page.said`` is what is ``heard`` of it.

    What a test expects may take its time: a click ends when the next page begins to come.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    context = chromium.new_context(base_url=address, reduced_motion="reduce", **more)
    page = context.new_page()
    page.said = heard(page)
    return page


def heard(page: "Page") -> list[str]:
    """What the page's policy or scripts complain of, as it comes."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if "Content Security" in m.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def where_it_is(hour: int) -> str:
    """A time zone of the earth where it is past that hour now, so that a story has its hour."""
    ahead = (hour - clock.now().hour) % 24
    return f"Etc/GMT-{ahead}" if ahead <= 14 else f"Etc/GMT+{24 - ahead}"


def make_person(role: str, facility: Any, **more: Any) -> Any:
    """An account that can sign in with ``PASSWORD``."""
    from tests.factories.identity import make_account

    account = make_account(role, facility, **more)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(page: "Page", account: Any) -> None:
    """Sign in as an account, or as a user name."""
    page.goto("/enter/")
    page.get_by_label("User name").fill(getattr(account, "username", account))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/c/**")


def shot(page: "Page", name: str) -> None:
    """Keep a picture where ``HEARTH_SHOTS`` names a folder, to be looked at by a person."""
    if folder := os.environ.get("HEARTH_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state()
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def objections(
    page: "Page", path: str = "", looks: tuple[tuple[dict[str, int], str], ...] = LOOKS
) -> list[tuple[str, ...]]:
    """What axe finds at each size and in its theme, and where the page scrolls sideways."""
    if path:
        page.goto(path)
    page.wait_for_load_state()
    before = page.viewport_size
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told: list[tuple[str, ...]] = []
    for size, theme in looks:
        page.set_viewport_size(size)
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        where = (page.url, str(size["width"]), theme)
        told += [
            (*where, one["id"], *(node["html"][:120] for node in one["nodes"][:3]))
            for one in found["violations"]
        ]
        if page.evaluate(SIDEWAYS) > 0:
            told.append((*where, "scrolls sideways"))
    if before:
        page.set_viewport_size(before)
    return told
