"""Pages for what went wrong, with an honest status and what to do next."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.platform.identity.middleware import database_is_gone, not_ready


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, and not allowed."""
    return render(request, "ui/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for this reader; the two look the same."""
    return render(request, "ui/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing was half written.

    503 where the fault is a database that went away outside of the view, as the session was read
    or kept: no middleware hears of those.
    """
    if database_is_gone(sys.exception()):
        return not_ready(request)
    return render(request, "ui/errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in; go back, reload, send again."""
    return render(request, "ui/errors/csrf.html", status=403)
