"""The sheet with a one-time code: words, and a picture a phone reads."""

from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from hearth.platform.identity.actions.codes import CODE_HOURS
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """What is handed over: where to go, as whom, with which code, and how long it works."""

    url: str
    username: str
    code: str
    hours: int
    picture: SafeString


def code_sheet(request: Request, account: Account, code: str) -> CodeSheet:
    """The sheet for one account. The picture opens the page with the user name filled in; the
    code itself is typed, so that a photo of the screen's address is worth nothing."""
    path = reverse("identity:use_code")
    url = request.build_absolute_uri(path)
    address = f"{url}?{urlencode({'as': account.username})}"
    return CodeSheet(
        url=url,
        username=account.username,
        code=code,
        hours=CODE_HOURS,
        picture=picture_of(address),
    )


def picture_of(text: str) -> SafeString:
    """A QR code as SVG, coloured by attributes alone: a strict CSP allows no style."""
    svg = segno.make(text, error="m").svg_inline(
        scale=5,
        border=2,
        dark="#000",
        light="#fff",
        omitsize=False,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(svg)  # noqa: S308 - made by segno from an address we built, holds no text
