"""What goes over a poor network goes compressed; what has a length of its own keeps it."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from hearth.config.compression import Compressed
from hearth.config.static import Storage


def sent(response):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    return Compressed(lambda _request: response)(request)


def test_a_page_is_compressed_and_its_size_tells_nothing():
    text = "<p>Mrs Quillfeather</p>" * 200
    answers = [sent(HttpResponse(text)) for _ in range(12)]
    assert all(answer["Content-Encoding"] == "gzip" for answer in answers)
    assert {gzip.decompress(answer.content).decode() for answer in answers} == {text}
    assert len({len(answer.content) for answer in answers}) > 1


@pytest.mark.parametrize(
    "response",
    [
        StreamingHttpResponse([b"x" * 1000], content_type="text/html"),
        HttpResponse(b"x" * 1000, content_type="application/pdf"),
        HttpResponse(b"x" * 1000, content_type="image/jpeg"),
    ],
)
def test_files_and_streams_go_out_as_they_are(response):
    assert "Content-Encoding" not in sent(response)


def test_collected_files_lie_beside_their_compressed_form(tmp_path):
    storage = Storage(location=tmp_path, base_url="/static/")
    (tmp_path / "a.css").write_text("body { color: #123456 }\n" * 100)
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    done = {
        name: hashed
        for name, hashed, _processed in storage.post_process(
            {"a.css": (storage, "a.css"), "b.png": (storage, "b.png")}
        )
    }
    packed = tmp_path / f"{done['a.css']}.gz"
    assert gzip.decompress(packed.read_bytes()) == (tmp_path / done["a.css"]).read_bytes()
    assert packed.stat().st_size < (tmp_path / done["a.css"]).stat().st_size / 5
    assert not list(tmp_path.glob("*.png.gz"))
    # A second start has nothing to do.
    before = packed.stat().st_mtime_ns
    list(storage.post_process({"a.css": (storage, "a.css")}))
    assert packed.stat().st_mtime_ns == before
    assert storage.exists("a.css")
