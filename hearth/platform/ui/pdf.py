"""A sheet of paper as PDF, made by a process of its own.

The maker of pages is large and stays out of the web processes: the sheet's HTML goes to a child
that ends with its one answer. It reads the house's own style sheets and nothing else.
"""

import ctypes
import io
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
# Seconds a worker waits for a book of many pages.
LONGEST_BOOK = 300
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_PAGE = re.compile(r"%%PAGE:(\d+)%%")
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
    if not ready():
        raise _missing()
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
        raise _missing() from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise _missing()
    return done.stdout


@dataclass(frozen=True, slots=True)
class Book:
    """A PDF of many pages: its bytes and how many pages it has."""

    content: bytes
    pages: int


def book(
    cover: str, parts: Sequence[str], over: str, *, told: Callable[[int], None] | None = None
) -> Book:
    """One PDF out of sheets laid out one after the other, with a leaf laid over every page.

    ``%%PAGE:n%%`` in the cover is where part n (from 0) begins; ``%%LEAVES%%`` in ``over`` is
    where one leaf a page goes. ``told(n)`` is called when n parts are laid out. For the worker:
    a thousand rows take seconds. Raises Unavailable: no-pdf.
    """
    if not ready():
        raise _missing()
    html = "".join((cover, *parts, over))
    files = {url: str(found) for url in _STATIC.findall(html) if (found := _file_of(url))}
    with tempfile.TemporaryDirectory() as folder:
        asked = {
            "cover": cover,
            "parts": list(parts),
            "over": over,
            "files": files,
            "out": str(Path(folder) / "book.pdf"),
        }
        (Path(folder) / "asked.json").write_text(json.dumps(asked))
        pages = _bound(Path(folder), told)
        return Book((Path(folder) / "book.pdf").read_bytes(), pages)


def _bound(folder: Path, told: Callable[[int], None] | None) -> int:
    """Let the child bind it; how many pages. It says each part that is laid out, then the pages."""
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        [sys.executable, "-m", __name__, str(folder / "asked.json")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        overtime = threading.Timer(LONGEST_BOOK, child.kill)
        overtime.start()
        pages = 0
        try:
            for line in child.stdout or ():
                word, _, number = line.strip().partition(" ")
                if word == "part" and told is not None:
                    told(int(number))
                elif word == "pages":
                    pages = int(number)
        finally:
            overtime.cancel()
    if child.returncode or not pages:
        raise _missing()
    return pages


def _missing() -> Unavailable:
    return Unavailable(
        "no-pdf",
        N_(
            "This machine cannot make PDF files. Print from the browser: its dialog saves PDF too."
        ),
    )


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
    if len(sys.argv) > 1:
        _bind(json.loads(Path(sys.argv[1]).read_text()))
        return
    asked: dict[str, Any] = json.load(sys.stdin)
    page = _sheet(asked["html"], asked["files"])
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1") or b"")


def _bind(asked: dict[str, Any]) -> None:
    """Lay out each part, then the cover that knows where each begins, then the leaf over each page."""
    from pypdf import PdfReader, PdfWriter

    files, laid, begins = asked["files"], [], []
    covers = len(_sheet(asked["cover"], files).render().pages)
    pages = covers
    for number, part in enumerate(asked["parts"], start=1):
        found = _sheet(part, files).render()
        begins.append(pages + 1)
        pages += len(found.pages)
        laid.append(found)
        print("part", number, flush=True)  # noqa: T201 - told to the parent
    cover = _PAGE.sub(lambda m: str(begins[int(m[1])]), asked["cover"])
    first = _sheet(cover, files).render()
    every = [page for one in (first, *laid) for page in one.pages]
    leaves = '<section class="leaf"></section>' * len(every)
    over = _sheet(asked["over"].replace("%%LEAVES%%", leaves), files).write_pdf()
    under = first.copy(every).write_pdf()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(under or b"")))
    leaves_over = PdfReader(io.BytesIO(over or b"")).pages
    for number, (page, leaf) in enumerate(zip(writer.pages, leaves_over, strict=True)):
        _lay_over(writer, page, leaf, f"/Leaf{number}")
    with Path(asked["out"]).open("wb") as file:
        writer.write(file)
    print("pages", len(every), flush=True)  # noqa: T201 - told to the parent


def _lay_over(writer: Any, page: Any, leaf: Any, name: str) -> None:
    """Show one page over another as a form: neither content is read, so it takes no time."""
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        StreamObject,
    )

    form = DecodedStreamObject()
    form.set_data(leaf.get_contents().get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = leaf.mediabox
    form[NameObject("/Resources")] = leaf["/Resources"].clone(writer)
    resources = page["/Resources"].get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    forms[NameObject(name)] = writer._add_object(form.flate_encode())
    around: list[StreamObject] = []
    for words in ("q", f"Q q {name} Do Q"):
        stream = DecodedStreamObject()
        stream.set_data(f"\n{words}\n".encode())
        around.append(writer._add_object(stream))
    under = page.raw_get("/Contents")
    found = under.get_object()
    inner = list(found) if isinstance(found, ArrayObject) else [under]
    page[NameObject("/Contents")] = ArrayObject([around[0], *inner, around[1]])


def _sheet(html: str, files: dict[str, str]) -> Any:
    """One sheet, ready to be laid out."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):  # type: ignore[misc]
        """Gives out the files that were named with the sheet."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = files.get(urlsplit(url).path)
            if path is None:
                raise ValueError("not a file of the house")
            kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    return HTML(string=html, base_url="http://house/", url_fetcher=OnlyOurs())


_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}


if __name__ == "__main__":
    main()
