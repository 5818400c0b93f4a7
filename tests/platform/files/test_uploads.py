"""How a file arrives: in a nameless scratch file, bounded, and gone when the request is."""

import io
import os
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from hearth.kernel import keyring
from hearth.platform.files import disk, uploads


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    yield tmp_path
    keyring.configure(None)


def sent(**files):
    return RequestFactory().post("/", {"title": "Plan", **files})


def named_files(folder):
    return [p for p in (folder / "files").rglob("*") if p.is_file()]


def test_a_file_comes_whole_and_lies_nowhere_by_name(folder):
    request = sent(file=SimpleUploadedFile("scan.pdf", b"%PDF-1.7 one page"))
    file = request.FILES["file"]
    assert (file.name, file.size) == ("scan.pdf", 17)
    assert file.read() == b"%PDF-1.7 one page"
    assert named_files(folder) == []
    assert uploads.refused(request) is None


def test_several_files_of_one_form_stay_apart():
    request = sent(
        one=SimpleUploadedFile("a.txt", b"a"), two=SimpleUploadedFile("b.txt", b"bb")
    )
    assert [request.FILES[name].read() for name in ("one", "two")] == [b"a", b"bb"]


def test_thirty_megabytes_need_little_memory():
    content = io.BytesIO(os.urandom(30_000_000))
    content.name = "scan.pdf"
    request = sent(file=content)
    tracemalloc.start()
    size = request.FILES["file"].size
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 30_000_000
    assert peak < 3_000_000


def test_what_is_too_large_is_read_past_and_the_rest_of_the_form_is_there(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_SENT", 100_000)
    request = sent(file=SimpleUploadedFile("film.mp4", b"x" * 300_000))
    assert request.POST["title"] == "Plan"
    assert "file" not in request.FILES
    assert uploads.refused(request).code == "file-too-large"


def test_a_full_disk_is_said_so_and_the_form_is_there(monkeypatch):
    class Full:
        def write(self, _data):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr(uploads.tempfile, "TemporaryFile", lambda **kwargs: Full())
    request = sent(file=SimpleUploadedFile("scan.pdf", b"%PDF"))
    assert request.POST["title"] == "Plan"
    assert "file" not in request.FILES
    assert uploads.refused(request).code == "storage"


def test_keys_that_cannot_be_read_are_said_so(monkeypatch):
    def broken():
        raise keyring.KeyringError("unreadable")

    monkeypatch.setattr(disk.keyring, "keyring", broken)
    request = sent(file=SimpleUploadedFile("scan.pdf", b"%PDF"))
    assert request.POST["title"] == "Plan"
    assert uploads.refused(request).code == "keys"
