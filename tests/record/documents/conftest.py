"""A house folder of its own, with keys, and files small and real."""

import io

import pytest

from hearth.kernel import keyring


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Where this test's files lie, encrypted with its own keys."""
    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    yield tmp_path
    keyring.configure(None)


@pytest.fixture
def pdf():
    """``pdf("Eye drops")``: the bytes of a one-page PDF, different for each word."""
    from pypdf import PdfWriter
    from pypdf.actions import JavaScript

    def make(word="Orders", script=""):
        writer = PdfWriter()
        writer.add_blank_page(width=612, height=792)
        writer.add_metadata({"/Title": word})
        if script:
            writer.add_open_action(JavaScript(script))
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return make
