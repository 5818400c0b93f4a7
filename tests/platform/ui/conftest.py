"""A server without a database and a browser: the gallery reads nothing, and this proves it."""

import warnings
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsing import ARGUMENTS, CHROMIUM


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own browser, started once for a file of tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the pages are served; a page that asks the database anything fails."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    thread.daemon = True
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No directory at")  # nothing is collected in tests
        thread.start()
        thread.is_ready.wait()
    assert thread.error is None, thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """``opened("/_ui/", theme="night", width=360)`` → a page, and ``page.said``: its console."""
    contexts = []

    def open_page(
        path: str, *, theme: str = "light", width: int = 1440, height: int = 900
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            base_url=address,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies([{"name": "hearth_theme", "value": theme, "url": address}])
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
