"""The sheet with a one-time code: words, and a picture a phone reads."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from hearth.platform.identity.actions.codes import CODE_HOURS
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request
from hearth.platform.ui.pictures import qr_code


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
        picture=qr_code(address),
    )
