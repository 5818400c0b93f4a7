"""A sheet of paper as PDF, made by a process of its own.

The maker of pages is large and stays out of the web processes: the sheet's HTML goes to a child
that ends with its one answer. It reads the house's own style sheets and nothing else.
"""

import ctypes
import json
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse

from hearth.kernel.errors import Unavailable
from hearth.kernel.words import N_


# Seconds. A face sheet takes one; nobody waits longer than this with an ambulance at the door.
LONGEST = 30
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_STATIC = re.compile(r"""(?:href|src)=["'](/static/[^"'?#]+)""")


@cache
def ready() -> bool:
    """Whether this machine has the libraries (packages.txt) that lay out text for PDF."""
    if find_spec("weasyprint") is None:
        return False
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def answer(html: str, *, name: str) -> HttpResponse:
    """The sheet as a file called ``name``. Raises Unavailable where none can be made."""
    response = HttpResponse(made(html), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def made(html: str) -> bytes:
    """The bytes of the PDF. Raises Unavailable: no-pdf."""
    missing = Unavailable(
        "no-pdf",
        N_(
            "This machine cannot make PDF files. Print from the browser: its dialog saves PDF too."
        ),
    )
    if not ready():
        raise missing
    files = {url: str(found) for url in _STATIC.findall(html) if (found := _file_of(url))}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__],
            input=json.dumps({"html": html, "files": files}).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise missing from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise missing
    return done.stdout


def _file_of(url: str) -> Path | None:
    """Where a static file lies: collected, or where it was written."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    name = url.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT or "/nowhere") / name
    if collected.is_file() and collected.resolve().is_relative_to(Path(settings.STATIC_ROOT)):
        return collected
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


def main() -> None:
    """The child: one JSON object in, one PDF out. Nothing is fetched from anywhere."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    asked: dict[str, Any] = json.load(sys.stdin)

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Gives out the files that were named with the sheet."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = asked["files"].get(urlsplit(url).path)
            if path is None:
                raise ValueError("not a file of the house")
            kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    page = HTML(string=asked["html"], base_url="http://house/", url_fetcher=OnlyOurs())
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1") or b"")


_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


if __name__ == "__main__":
    main()
