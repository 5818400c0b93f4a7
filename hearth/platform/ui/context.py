"""What the frame around every page knows: community, person, links, look, live stream."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.platform.identity import scopes
from hearth.platform.ui import offline, wording
from hearth.platform.ui.links import address


# Pages the frame links to when they exist; each may be named otherwise in settings.
PAGES = {
    "HEARTH_HOME": "identity:enter_community",
    "HEARTH_SEARCH": "desk:search",
    "HEARTH_EMERGENCY": "alerts:raise_alert",
    "HEARTH_ACCOUNT": "identity:change_account",
    "HEARTH_SIGN_OUT": "account_logout",
}
LIVE_PATH = "/live/c/{community}/"  # answered by hearth.config.live, outside Django's addresses
THEMES = ("auto", "light", "dark", "night")
THEME_COOKIE = "hearth_theme"


@dataclass(frozen=True)
class EmergencyAccess:
    """Emergency access is open on this page, and until when."""

    until: datetime
    end_url: str


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Everything is optional: a public page has none of it.

    What costs something is worked out only when a template asks, so a fragment pays nothing.
    """
    facility = getattr(request, "facility", None)
    return {
        "facility": facility,
        "actor": getattr(request, "actor", None),
        "nav": later(links, request, "HEARTH_NAV"),
        "nav_more": later(links, request, "HEARTH_NAV_MORE"),
        "communities": later(communities, request),
        "theme": theme(request),
        "themes": later(theme_choices, request),
        "languages": later(languages),
        "language_url": later(address, "ui:choose_language"),
        "theme_url": later(address, "ui:choose_theme"),
        "home_url": later(page_url, request, "HEARTH_HOME"),
        "search_url": later(search_url, request),
        "emergency_url": later(page_url, request, "HEARTH_EMERGENCY"),
        "account_url": later(page_url, request, "HEARTH_ACCOUNT"),
        "sign_out_url": later(page_url, request, "HEARTH_SIGN_OUT"),
        "live_url": live_url(request),
        "as_of": clock.now(),
        "emergency_access": later(emergency_access, request),
        "watermark": later(watermark, request),
        "demo_mode": bool(getattr(settings, "HEARTH_DEMO", False)),
        "clock_form": "24" if wording.uses_24h(facility) else "12",
        "zone_name": str(wording.zone_of(facility)),
        "page_words": later(page_words_json),
        **offline.told(request),
        "kept_url": later(community_url_or_nothing, request, "ui:view_kept"),
    }


def later(ask: Callable[..., Any], *args: Any) -> SimpleLazyObject:
    """The answer of ``ask``, asked once and only when needed."""
    return SimpleLazyObject(partial(ask, *args))


def languages() -> list[dict[str, Any]]:
    """The languages of this house, each by its own name."""
    return [dict(get_language_info(code)) for code, _name in settings.LANGUAGES]


def live_url(request: HttpRequest) -> str:
    """The stream that tells this page what changed; a page without a community has none."""
    facility = getattr(request, "facility", None)
    if facility is None or getattr(request, "scope", None) is None:
        return ""
    return getattr(settings, "HEARTH_LIVE", LIVE_PATH).format(community=facility.slug)


def emergency_access(request: HttpRequest) -> EmergencyAccess | None:
    """What the strip of emergency access says, while it is open."""
    shown = getattr(request, "emergency_access", None)
    if shown is not None:
        return EmergencyAccess(**shown)
    # Opened in another browser: it is told here, and ended there.
    until = getattr(getattr(request, "scope", None), "emergency_until", "")
    return EmergencyAccess(datetime.fromisoformat(until), "") if until else None


def watermark(request: HttpRequest) -> str:
    """Who reads and when, over every page and sheet of somebody who is only here to look."""
    scope = getattr(request, "scope", None)
    if scope is None or not scope.read_only:
        return ""
    return watermark_text(scope.actor_label, getattr(request, "facility", None))


def watermark_text(who: str, facility: Any) -> str:
    """For whom a sheet was made, and when."""
    now = clock.now()
    day = wording.day_text(now.astimezone(wording.zone_of(facility)))
    return f"{who} · {day} {wording.clock_text(now, facility)}"


def links(request: HttpRequest, setting: str) -> list[dict[str, Any]]:
    """The navigation this person may use, from settings: (label, url name, icon, permission).

    A link whose page does not exist or may not be opened is left out: no dead ends.
    """
    found = []
    for label, name, icon, permission in getattr(settings, setting, ()):
        url = community_url(request, name) if may(request, permission) else ""
        if url:
            found.append(
                {
                    "label": _(label),
                    "url": url,
                    "icon": icon,
                    "current": is_current(request, name, url),
                }
            )
    return found


def is_current(request: HttpRequest, name: str, url: str) -> bool:
    """A section stays marked on the pages below it: by its address or its app."""
    match = getattr(request, "resolver_match", None)
    if match is not None and match.view_name == name:
        return True
    return request.path.startswith(url) and url.count("/") > 3


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the person in this community holds ``permission``; "" is everyone signed in."""
    scope = getattr(request, "scope", None)
    if scope is None:
        return False
    return not permission or scope.may(permission)


def community_url(request: HttpRequest, name: str) -> str:
    """The address of a page in the community of this request, else the bare one, else nothing."""
    facility = getattr(request, "facility", None)
    if facility is not None:
        url = address(name, facility.slug)
        if url:
            return url
    return address(name)


def community_url_or_nothing(request: HttpRequest, name: str) -> str:
    """The address of a page of this request's community; nothing where there is none."""
    facility = getattr(request, "facility", None)
    return address(name, facility.slug) if facility is not None else ""


def search_url(request: HttpRequest) -> str:
    """Where one searches, for whoever may."""
    return page_url(request, "HEARTH_SEARCH") if may(request, "desk.search") else ""


def page_url(request: HttpRequest, setting: str) -> str:
    """The address of a page the frame links to, if this build has it."""
    name = getattr(settings, setting, PAGES[setting])
    scope = getattr(request, "scope", None)
    if setting == "HEARTH_HOME" and scope is not None and scope.read_only:
        name = getattr(settings, "HEARTH_VISITOR_HOME", name)
    return community_url(request, name) if name else ""


def communities(request: HttpRequest) -> list[dict[str, Any]]:
    """The communities this person may switch to."""
    actor, current = getattr(request, "actor", None), getattr(request, "facility", None)
    if actor is None or getattr(request, "scope", None) is None:
        return []
    name = getattr(settings, "HEARTH_HOME", PAGES["HEARTH_HOME"])
    # A community's page has read them already; one's own pages have not.
    known = getattr(request, "communities", None) or scopes.communities_of(actor)
    found = (
        {
            "name": one.name,
            "url": address(name, one.slug),
            "current": current is not None and one.slug == current.slug,
        }
        for one in known
    )
    return [one for one in found if one["url"]]


def theme(request: HttpRequest) -> str:
    """The look of this device if one was chosen on it, else the account's, else the system's.

    Reads the account only when it is already there: the page that says the database is away
    must not ask the database.
    """
    account = getattr(request, "_cached_user", None)
    chosen = request.COOKIES.get(THEME_COOKIE) or getattr(account, "theme", "") or "auto"
    return chosen if chosen in THEMES else "auto"


def theme_choices(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    """(code, word, icon, current) for the person menu."""
    current = theme(request)
    words = {
        "auto": (_("Like this device"), "device-desktop"),
        "light": (_("Light"), "sun"),
        "dark": (_("Dark"), "moon"),
        "night": (_("Night round"), "moon-stars"),
    }
    return [(code, *words[code], code == current) for code in THEMES]


def page_words_json() -> str:
    """The few words the page script says itself, in the reader's language."""
    return _words_in(translation.get_language() or "")


@lru_cache(maxsize=16)
def _words_in(language: str) -> str:
    """Made once for each language: sixty words a page are not looked up again for every page."""
    return json.dumps(page_words(), ensure_ascii=False)


def page_words() -> dict[str, str]:
    """Key to word; ``{time}`` and ``{n}`` are filled in by the script."""
    return {
        "now": _("just now"),
        "min": _("{n} min ago"),
        "hour": _("{n} h ago"),
        "live": _("Live"),
        "stale": _("Not live"),
        "offline": _("Offline"),
        "last": _("last update {time}"),
        "failed": _("That did not reach the server. What you typed is still here; try again."),
        "broken": _("Something went wrong on our side. Nothing was saved; try again."),
        "signed_out": _(
            "You were signed out. Sign in in another tab, then press the button again; "
            "what you typed is still here."
        ),
        "gone": _("That page is not there any more, or you may not open it."),
        "busy": _("Working"),
        **offline.words(),
        "table": _("Show the numbers"),
        "usual": _("usual"),
        "target": _("target"),
    }
