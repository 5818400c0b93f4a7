"""`make screenshots`: the pages people live in, at three sizes and in two themes.

Starts a demonstration of its own in a temporary folder, unless HEARTH_URL names a running one.
Writes into screenshots-new/: <sign-in>-<page>-<width>-<theme>.png.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright


ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "screenshots-new"
PASSWORD = os.environ.get("HEARTH_DEMO_PASSWORD", "quiet harbour lantern")
SIZES = {360: 780, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
C = "/c/maple-court/"
PAGES = {
    "coordinator": [
        "today/",
        "residents/",
        "RESIDENT",
        "RESIDENT/timeline/",
        "RESIDENT/health/",
        "RESIDENT/contacts/",
        "RESIDENT/measurements/",
        "RESIDENT/notes/",
        "RESIDENT/notes/write/",
        "RESIDENT/documents/",
        "RESIDENT/sign-out/",
        "RESIDENT/face-sheet/",
        "residents/add/",
        "places/",
        "tasks/",
        "tasks/series/",
        "notes/",
        "handoff/",
        "duty/",
        "staff/",
        "import/",
        "search/?q=mar",
        "today/print-huddle-sheet/",
        "today/print-stand-up-sheet/",
        "more/",
        "office/who-looked/",
    ],
    "caregiver": ["shift/", "RESIDENT", "RESIDENT/notes/write/"],
    "admin": ["office/", "office/people/", "office/operations/", "office/who-looked/"],
    "family": ["portal/"],
}


@contextlib.contextmanager
def house() -> Iterator[str]:
    """The address of a running demonstration."""
    if given := os.environ.get("HEARTH_URL"):
        yield given.rstrip("/")
        return
    folder = tempfile.mkdtemp(prefix="hearth-shots-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "HEARTH_DATA": f"{folder}/data",
        "PORT": str(port),
        "HEARTH_MODE": "demo",
        "HEARTH_DEMO_PASSWORD": PASSWORD,
    }
    running = subprocess.Popen([sys.executable, "-m", "hearth", "run"], cwd=ROOT, env=env)
    try:
        url = f"http://127.0.0.1:{port}"
        await_house(url, running)
        yield url
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def await_house(url: str, running: subprocess.Popen) -> None:
    for _ in range(180):
        if running.poll() is not None:
            sys.exit("hearth run ended before it was ready")
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"{url}/healthz", timeout=2).status == 200:
                return
        time.sleep(1)
    sys.exit("hearth run was not ready in three minutes")


def sign_in(page: Page, url: str, who: str) -> None:
    page.goto(f"{url}/enter/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()


def some_resident(page: Page, url: str) -> str:
    """The address of somebody who changed last night, else of the first of the list."""
    for path in ("today/", "residents/", "shift/"):
        page.goto(url + C + path)
        links = page.locator("a[href*='/residents/']").evaluate_all(
            "rows => rows.map(a => new URL(a.href).pathname)"
        )
        found = [h for h in links if len(h.strip("/").split("/")) == 4 and len(h) > 50]
        if found:
            return found[-1]
    return f"{C}residents/"


def name_of(who: str, path: str, width: int, theme: str) -> str:
    words = path.split("?")[0].strip("/").replace("/", "-").lower() or "home"
    return f"{who}-{words}-{width}-{theme}.png"


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    with house() as url, sync_playwright() as play:
        system = shutil.which("chromium")
        browser = play.chromium.launch(executable_path=system, args=ARGS)
        one = ""
        for who, paths in PAGES.items():
            for theme in THEMES:
                for width, height in SIZES.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=theme
                    )
                    page = context.new_page()
                    sign_in(page, url, who)
                    one = one or some_resident(page, url)
                    for path in paths:
                        address = one + path[9:] if path.startswith("RESIDENT") else C + path
                        page.goto(url + address.replace("//", "/"))
                        page.wait_for_timeout(300)
                        page.screenshot(
                            path=OUT / name_of(who, path, width, theme), full_page=True
                        )
                    context.close()
        browser.close()
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT}")


if __name__ == "__main__":
    main()
