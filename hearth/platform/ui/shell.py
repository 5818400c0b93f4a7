"""What the worker keeps on the device so that a page has its frame without a connection."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _


KEEP = "hearth/keep.js"
WORKER = "hearth/worker.js"
FRAME = (
    "hearth/hearth.css",
    "hearth/icons.svg",
    "hearth/mark.svg",
    "vendor/htmx.min.js",
    "hearth/hearth.js",
    "hearth/live.js",
    KEEP,
    "hearth/offline.js",
    "hearth/tablet.js",
)
ICONS = (
    ("hearth/app-192.png", "192x192", "any"),
    ("hearth/app-512.png", "512x512", "any"),
    ("hearth/app-maskable-512.png", "512x512", "maskable"),
)


def worker() -> str:
    """The worker's script: what it keeps, in which version, and then its own source."""
    pages = [f"{reverse('ui:offline_page')}?lang={code}" for code, _name in settings.LANGUAGES]
    told = {
        "version": version(),
        "keep": static(KEEP),
        "frame": [static(name) for name in FRAME],
        "pages": pages,
        "static": settings.STATIC_URL,
        "send": reverse("ui:send_kept"),
    }
    return f"self.HEARTH = {json.dumps(told)};\n{_source(WORKER)}"


def manifest() -> dict[str, Any]:
    """What a tablet shows once Hearth is on its first screen."""
    return {
        "id": "/",
        "name": "Hearth",
        "short_name": "Hearth",
        "description": _("The workplace of resident care"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0e5d64",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }


@lru_cache(maxsize=1)
def version() -> str:
    """Changes whenever anything kept changes, so that a device never runs half of each release."""
    mark = hashlib.sha256()
    for name in (*FRAME, WORKER):
        mark.update(_source(name).encode())
    page = Path(__file__).parent / "templates" / "ui" / "offline.html"
    mark.update(page.read_bytes())
    return mark.hexdigest()[:16]


@lru_cache(maxsize=16)
def _source(name: str) -> str:
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(str(found)).read_text(encoding="utf-8")
