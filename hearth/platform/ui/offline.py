"""What a page tells its script about going on without a connection."""

import json
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hearth.platform.identity import leases, sessions
from hearth.platform.identity.models import Account, Device
from hearth.platform.ui import sealing


LOCK_SECONDS = 60  # Source: the issue's own promise, a tablet locks after a minute of quiet
KEEP_FOR, KEEP = "X-Hearth-Keep-For", "X-Hearth-Keep"


def told(request: HttpRequest) -> dict[str, Any]:
    """Template values: who this page belongs to, what its script may do, and whether it is a tablet."""
    return {
        "offline_who": SimpleLazyObject(lambda: _who(request)),
        "offline_told": SimpleLazyObject(lambda: json.dumps(_script(request))),
        "offline_tablet": SimpleLazyObject(lambda: _device(request) is not None),
    }


def _who(request: HttpRequest) -> str:
    """The account this page was made for; "" on a page for anybody."""
    account = getattr(request, "_cached_user", None)
    inside = getattr(request, "scope", None) is not None
    return str(account.pk) if inside and isinstance(account, Account) else ""


def _device(request: HttpRequest) -> Device | None:
    """The enrolled tablet, or None; also where the database is away and an error page is shown."""
    try:
        return leases.here(request)
    except DatabaseError:
        return None


def _script(request: HttpRequest) -> dict[str, Any]:
    device = _device(request)
    found: dict[str, Any] = {"device": str(device.pk)} if device is not None else {}
    facility: Any = getattr(request, "facility", None)
    lease = leases.mint(request) if _who(request) and facility is not None else ""
    if lease:
        found |= {"lease": lease, "seal": sealing.public_key(), "community": facility.slug}
        if device is not None and sessions.opened_by_pin(request):
            chosen = leases.settings_of(facility)
            lasts = int(leases.lease_of(facility).total_seconds())
            request.hearth_keeps_for = lasts  # type: ignore[attr-defined]
            found["pin"] = getattr(chosen, "shared_device_lock_seconds", LOCK_SECONDS)
            found["lasts"] = lasts
    return found


class OfflinePages:
    """Middleware: says which pages a tablet may keep, for whom and how long.

    Only pages named in ``settings.HEARTH_OFFLINE_PAGES``, only in a session opened by PIN: the
    tablet closes them with that person's key (hearth/worker.js).
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        seconds = getattr(request, "hearth_keeps_for", None)  # only a PIN's own page has it
        match = request.resolver_match
        named = match is not None and match.view_name in settings.HEARTH_OFFLINE_PAGES
        if seconds and named and request.method == "GET" and response.status_code == 200:
            response[KEEP_FOR] = str(request.user.pk)
            response[KEEP] = str(seconds)
        return response


def words() -> dict[str, str]:
    """What hearth/offline.js and hearth/tablet.js say themselves."""
    return {
        "sync_refused": _("This device cannot keep anything: stay connected until it is saved"),
        "sync_need": _("1 entry needs you"),
        "sync_needs": _("{n} entries need you"),
        "sync_kept_one": _("Offline, 1 entry kept here since {time}"),
        "sync_kept": _("Offline, {n} entries kept here since {time}"),
        "sync_send_one": _("Sending 1 entry"),
        "sync_send": _("Sending {n} entries"),
        "sync_wait_one": _("1 entry waits here since {time}"),
        "sync_wait": _("{n} entries wait here since {time}"),
        "sync_sent": _("Sent"),
        "sync_held": _("Received, and kept for a person to look at"),
        "kept": _("Kept on this device. It is sent as soon as there is a connection."),
        "kept_short": _("Kept here, not sent yet"),
        "kept_sending": _(
            "Kept on this device. Hearth could not take it yet; it is sent again."
        ),
        "kept_signed_out": _(
            "You were signed out. What you wrote is kept on this device and is sent for you."
        ),
        "kept_page": _("No connection. This is how it stood at {time}."),
        "file_needs": _("A file needs a connection. What you typed is still here."),
        "leave_one": _(
            "1 entry waits on this device. It stays here, closed, and is sent for you as soon as "
            "there is a connection; on a device of your own, when you sign in again."
        ),
        "leave": _(
            "{n} entries wait on this device. They stay here, closed, and are sent for you as soon "
            "as there is a connection; on a device of your own, when you sign in again."
        ),
        "lock_soon": _("This tablet locks in 10 seconds. What you typed is kept."),
        "draft_back": _("What you typed before is here again."),
        "pin_wrong": _("That is not your PIN. Tries left: {n}."),
        "pin_locked": _(
            "Too many wrong PINs. What was kept for you here is gone; connect to sign in."
        ),
    }
