"""Gives a stored file to a browser so that nothing in it can act there."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from . import queries
from .formats import INLINE, JPEG
from .models import Blob


# No scripts, no forms, an origin of its own, nothing loaded from anywhere.
SANDBOX = (
    "sandbox; default-src 'none'; img-src 'self'; style-src 'none'; frame-ancestors 'self'"
)


def serve(
    request: HttpRequest, blob: Blob, *, inline: bool = False, thumbnail: bool = False
) -> HttpResponseBase:
    """Answer with a file's bytes, streamed. The caller has judged who may see it, and noted the look.

    Only pictures that were made anew are shown inline; everything else is a download, whatever
    was asked. Raises Refused and Unavailable as ``open_blob`` does.
    """
    parts = queries.open_blob(request.scope, blob, thumbnail=thumbnail)  # type: ignore[attr-defined]
    content_type = JPEG if thumbnail else blob.content_type
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    shown = thumbnail or (inline and blob.content_type in INLINE and not blob.attachment_only)
    response = StreamingHttpResponse(parts, content_type=content_type)
    if not thumbnail:
        response["Content-Length"] = str(blob.size)
    response["Content-Disposition"] = disposition(blob.name, inline=shown)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with a plain name for old readers and the true one. Source: RFC 6266, RFC 8187."""
    word = "inline" if inline else "attachment"
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-") else "_" for c in name)
    return f"{word}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
