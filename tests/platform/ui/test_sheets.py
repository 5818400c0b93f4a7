"""Sheets of paper: whose it is, when it was made and which page, on every page."""

import io
import logging
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from hearth.kernel import clock
from hearth.platform.ui import parts, samples


pytestmark = pytest.mark.pdf
CSS = Path(parts.__file__).parent / "static" / "hearth" / "print.css"


def pages_of_sheet(**more):
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    from pypdf import PdfReader

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with clock.pinned(samples.MORNING):
        html = render_to_string(
            "ui/sheet_frame.html", samples.sheet() | {"facility": samples.Community()} | more
        )
    sheet = weasyprint.HTML(string=html, url_fetcher=no_network)
    made = sheet.write_pdf(stylesheets=[weasyprint.CSS(filename=str(CSS))])
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def no_network(url, *args, **kwargs):
    raise ValueError(url)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(find_spec("weasyprint") is None, reason="needs WeasyPrint")
def test_every_page_says_what_it_is_when_it_was_made_and_how_many_there_are():
    pages = pages_of_sheet(tasks=samples.needs_you() * 5)
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "Care huddle" in text
        assert "Maple Court" in text
        assert "Printed 24-Nov-2026 06:47" in text
        assert f"{number} / {len(pages)}" in text
        assert "Shred when no longer needed" in text
