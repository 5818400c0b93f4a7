"""Files on the disk: encrypted, whole or not at all, never another community's."""

import errno
import io
import os
import tracemalloc
from datetime import timedelta
from types import SimpleNamespace

import pytest

from hearth.kernel import clock, keyring
from hearth.kernel.errors import Refused, Unavailable
from hearth.platform.files import actions, disk, jobs, looks, queries, serving
from hearth.platform.files.models import Blob
from hearth.platform.scope import Scope, scoped

from .test_looking import pdf, picture


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.HEARTH_DATA = tmp_path
    keyring.configure(tmp_path / "keys" / "keyring.json")
    yield tmp_path
    keyring.configure(None)


def store(scope, by, content=b"a plain line\n", name="note.txt", **more) -> Blob:
    return actions.store(
        scope=scope, by=by, stream=io.BytesIO(content), declared_name=name, **more
    )


def test_what_goes_in_comes_out_and_lies_encrypted(scope, by, folder):
    sent = pdf()
    blob = store(scope, by, sent, "plan.pdf")
    assert b"".join(queries.open_blob(scope, blob)) == sent
    path = disk.path_of(blob.facility_id, blob.pk)
    assert b"%PDF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert (blob.size, blob.pages, blob.state) == (len(sent), 1, "held")


def test_the_same_file_in_two_communities_shares_nothing(scope, by, other_facility):
    first = store(scope, by)
    wide = Scope(actor_id=by.pk, actor_kind="person", facilities=(other_facility.pk,))
    with scoped(wide):
        second = store(wide, by)
        assert not queries.same_content(wide, second).exists()
    assert first.fingerprint != second.fingerprint
    assert first.sha256 != second.sha256


def test_the_same_file_twice_is_noticed_at_home(scope, by):
    first, second = store(scope, by), store(scope, by)
    assert [b.pk for b in queries.same_content(scope, second)] == [first.pk]


def test_another_community_cannot_open_it(scope, by, other_facility):
    blob = store(scope, by)
    wide = Scope(actor_id=by.pk, actor_kind="person", facilities=(other_facility.pk,))
    with scoped(wide):
        assert not queries.blobs(wide).filter(pk=blob.pk).exists()
        with pytest.raises(Refused):
            queries.open_blob(wide, blob)


def test_a_ciphertext_moved_to_another_name_does_not_open(scope, by):
    first, second = store(scope, by), store(scope, by, b"another line\n")
    os.replace(
        disk.path_of(first.facility_id, first.pk), disk.path_of(second.facility_id, second.pk)
    )
    with pytest.raises(Unavailable) as caught:
        queries.open_blob(scope, second)
    assert caught.value.code == "file-damaged"


def test_one_flipped_byte_is_refused(scope, by):
    blob = store(scope, by)
    path = disk.path_of(blob.facility_id, blob.pk)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(Unavailable):
        b"".join(queries.open_blob(scope, blob))


def test_a_large_scan_goes_through_small_memory(scope, by):
    """30 MB of pages: the house's own process keeps a few blocks of it."""
    sent = big_pdf(30_000_000)
    tracemalloc.start()
    blob = store(scope, by, sent, "scan.pdf")
    size = sum(len(part) for part in queries.open_blob(scope, blob))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == len(sent)
    assert peak < 6_000_000


def big_pdf(size: int) -> bytes:
    from pypdf.generic import NameObject, StreamObject

    def fill(writer):
        stream = StreamObject()
        stream.set_data(os.urandom(size))
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return pdf(fill)


def test_too_large_and_empty_leave_nothing(scope, by, folder):
    for content, code in ((b"x" * 2_000_001, "file-too-large"), (b"", "file-empty")):
        with pytest.raises(Refused) as caught:
            store(scope, by, content, max_bytes=2_000_000)
        assert caught.value.code == code
    assert not Blob.objects.exists()
    assert not [p for p in (folder / "files").rglob("*") if p.is_file()]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_is_said_so(scope, by, folder, monkeypatch, number):
    def fails(*args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(Unavailable) as caught:
        store(scope, by)
    assert (caught.value.code, caught.value.status) == ("storage", 503)
    assert not Blob.objects.exists()
    assert not [p for p in (folder / "files").rglob("*") if p.is_file()]


def test_a_row_that_fails_takes_its_bytes_along(scope, by, folder, monkeypatch):
    monkeypatch.setattr(actions, "note", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(scope, by)
    assert not [p for p in (folder / "files").rglob("*") if p.is_file()]


def test_uploads_nobody_attached_are_swept(scope, by, facility):
    left, kept = store(scope, by), store(scope, by, b"kept\n")
    actions.keep(scope=scope, by=by, blob=kept)
    stray = disk.path_of(facility.pk, left.pk).with_name("0" * 32)
    stray.write_bytes(b"x")
    with clock.pinned(clock.now() + timedelta(days=2)):
        jobs.sweep_uploads(facility_id=facility.pk, scope=scope)
    assert list(Blob.objects.values_list("pk", flat=True)) == [kept.pk]
    assert [path for path, _k, _t in disk.lying(facility.pk)] == [
        disk.path_of(facility.pk, kept.pk)
    ]


def test_a_fresh_upload_is_left_alone(scope, by, facility):
    store(scope, by)
    jobs.sweep_uploads(facility_id=facility.pk, scope=scope)
    assert Blob.objects.count() == 1


def test_a_removed_file_says_so(scope, by, django_capture_on_commit_callbacks):
    blob = store(scope, by)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(scope=scope, by=by, blob=blob)
    blob.refresh_from_db()
    assert (blob.state, blob.removed_by) == ("removed", by)
    with pytest.raises(Refused):
        queries.open_blob(scope, blob)
    assert not disk.path_of(blob.facility_id, blob.pk).exists()


# --- Serving ------------------------------------------------------------------------------------


def served(scope, blob, **more):
    return serving.serve(SimpleNamespace(scope=scope), blob, **more)


def test_a_pdf_is_always_a_download_in_a_sandbox(scope, by):
    answer = served(scope, store(scope, by, pdf(), "Plan für Ö.pdf"), inline=True)
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''Plan%20f%C3%BCr%20%C3%96.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]


def test_a_picture_may_be_shown(scope, by):
    blob = store(scope, by, picture(), "face.jpg")
    assert served(scope, blob, inline=True)["Content-Disposition"].startswith("inline; ")
    small = served(scope, blob, thumbnail=True)
    assert b"".join(small.streaming_content).startswith(b"\xff\xd8\xff")


def test_a_header_cannot_be_broken_by_a_name(scope, by):
    blob = store(scope, by, name='a"; x=\r\nSet-Cookie: evil=1;.txt')
    header = served(scope, blob)["Content-Disposition"]
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2


def test_the_safe_name_keeps_a_long_name_short():
    assert len(looks.safe_name("n" * 500 + ".pdf", "application/pdf")) <= 124
