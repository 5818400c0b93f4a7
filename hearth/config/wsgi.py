"""The pages, as WSGI: what gunicorn calls."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from hearth.config.environment import environment


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.config.settings")

pages = get_wsgi_application()
env = environment()


def application(said: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Tell Django who asks and over what, as the house's front (or its proxy) said it.

    Gunicorn listens on a unix socket only that front can reach, so its word is taken.
    """
    asked_by = said.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if asked_by and not said.get("REMOTE_ADDR"):
        said["REMOTE_ADDR"] = asked_by
    said.setdefault("REMOTE_ADDR", "")
    if env.https:
        said["wsgi.url_scheme"] = "https"
    return pages(said, start_response)
