"""First load of a page on a slow phone: bytes by kind, and when its largest part is painted.

`python -m scripts.measuring.phone ADDRESS`. The browser signs in, its cache is thrown away, and the
page is opened as on a four times slower processor behind a slow mobile network.
"""

import json
import statistics
import sys
import time
from collections import Counter
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright


PASSWORD = "quiet harbour lantern"
SLUG = "maple-court"
# Source: Chrome's "Slow 4G" (WebPageTest "Mobile - Fast 3G"): 1.6 Mbit/s down, 750 kbit/s up, 150 ms.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
TIMES = 5
LAUNCH = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
PAINTED = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) last = e.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(last), 1500);
})"""
PAGES = {
    "Today": ("coordinator", "today/"),
    "Shift list": ("caregiver", "shift/"),
    "Check-in": ("caregiver", "check-in/"),
}
ARRIVES = "caregiver"


def main() -> int:
    """Open each page several times, with nothing in the cache; say the medians as JSON."""
    address = sys.argv[1]
    found = []
    with sync_playwright() as playwright:
        for name, (who, path) in PAGES.items():
            looks = []
            for _ in range(TIMES):
                # A browser of its own each time: nothing is warm.
                browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
                looks.append(look(browser, address, who, f"{address}/c/{SLUG}/{path}"))
                browser.close()
            found.append(summed(name, looks))
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        taps = [arrive(browser, address) for _ in range(TIMES)]
        browser.close()
    print(json.dumps({"pages": found, "check_in_ms": round(statistics.median(taps))}))
    return 0


def look(browser: Browser, address: str, who: str, page_address: str) -> dict[str, Any]:
    """One first load."""
    page = phone(browser, address, who)
    kinds = watch(page)
    page.goto(page_address, wait_until="load")
    painted = page.evaluate(PAINTED)
    page.context.close()
    return {"lcp": painted, **kinds}


def arrive(browser: Browser, address: str) -> float:
    """From the tap "I am here" until the page that says so has loaded, in milliseconds."""
    page = phone(browser, address, ARRIVES)
    here = f"{address}/c/{SLUG}/check-in/"
    page.goto(here)
    leaves = page.locator("form[action$='check-out/'] button")
    if leaves.count():
        leaves.first.click()
        page.wait_for_load_state("load")
        page.goto(here)
    watch(page)
    begun = time.monotonic()
    with page.expect_navigation(wait_until="load"):
        page.locator("form[action$='check-in/'] button").first.click()
    took = (time.monotonic() - begun) * 1000
    page.context.close()
    return took


def phone(browser: Browser, address: str, who: str) -> Page:
    """A phone on which somebody is signed in, with an empty cache."""
    door = browser.new_context()
    enter = door.new_page()
    enter.goto(f"{address}/enter/?as={who}")
    enter.fill("input[name=login]", who)
    enter.fill("input[name=password]", PASSWORD)
    enter.press("input[name=password]", "Enter")
    enter.wait_for_url(lambda url: "/enter/" not in url)
    cookies = door.cookies()
    door.close()
    held = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True,
        has_touch=True, service_workers="block",
    )  # fmt: skip
    held.add_cookies(cookies)  # type: ignore[arg-type]
    return held.new_page()


def watch(page: Page) -> Counter[str]:
    """Slow the page down, and count the bytes that come over the line by kind."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", NETWORK)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    kinds: Counter[str] = Counter()
    of: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        of[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        kinds[of.get(event["requestId"], "Other")] += event["encodedDataLength"]

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    return kinds


def summed(name: str, looks: list[dict[str, Any]]) -> dict[str, Any]:
    """The medians of several looks: kilobytes, and milliseconds to the largest paint."""

    def middle(kind: str) -> float:
        return round(statistics.median(look.get(kind, 0) for look in looks) / 1000, 1)

    kinds = {kind for look in looks for kind in look} - {"lcp"}
    return {
        "name": name,
        "lcp_ms": round(statistics.median(look["lcp"] for look in looks)),
        "css_kB": middle("Stylesheet"),
        "js_kB": middle("Script"),
        "html_kB": middle("Document"),
        "all_kB": round(sum(middle(kind) for kind in kinds), 1),
    }


def chromium() -> str | None:
    """Debian's browser where there is one, else Playwright's own."""
    import shutil

    return shutil.which("chromium")


if __name__ == "__main__":
    sys.exit(main())
