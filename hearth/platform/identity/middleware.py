"""What happens around every request: its id, its session's clock, its language, its refusals."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

import psycopg
from django.contrib.auth import logout
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from hearth.kernel import tracing
from hearth.kernel.errors import Refused
from hearth.platform.audit.actions import note_refusal

from . import sessions
from .refusals import Refusal


Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("hearth.requests")


class RequestId:
    """Give each request an id that log lines, audit rows, events and jobs share; log the request.

    The line holds the view's name, never the address: what was searched for stands in addresses.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with tracing.traced() as request_id:
            request.request_id = request_id  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            _log_request(request, response.status_code, time.perf_counter() - began)
        return response


def _log_request(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    view = match.view_name if match else "none"
    if view == "healthz":
        return
    actor = getattr(request, "actor", None)
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "request",
        extra={
            "view": view,
            "method": request.method,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "actor": actor.pk if actor is not None else None,
        },
    )


class SessionClock:
    """End sessions that are over; note presence; read the account's language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            if sessions.STARTED not in request.session:
                sessions.begin(request, user)
            elif sessions.is_over(request.session, user) or not sessions.pin_session_holds(
                request
            ):
                logout(request)
            else:
                sessions.touch(request)
        language = getattr(request.user, "language", "") or request.COOKIES.get("language", "")
        if language:
            with translation.override(language):
                request.LANGUAGE_CODE = translation.get_language()
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
                return response
        return self.get_response(request)


class Refusals:
    """Audit each refused access in a transaction of its own, after the request's rolled back.

    Also the last resort for faults of the house: the database gone is a 503 page that says so,
    and a ``Refused`` no view caught is shown as the sentence it carries.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal: Refusal | None = getattr(request, "refusal", None)
        if refusal is not None and response.status_code in {403, 404}:
            _write_refusal(request, refusal)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            context = {"message": error.shown(translation.gettext), "code": error.code}
            return render(request, "ui/errors/refused.html", context, status=error.status)
        return not_ready(request) if database_is_gone(error) else None


def _write_refusal(request: HttpRequest, refusal: Refusal) -> None:
    match = request.resolver_match
    where = {k: str(v) for k, v in refusal.where.items()}
    entity = next((v for v in refusal.where.values() if isinstance(v, UUID)), None)
    note_refusal(
        by=refusal.actor,
        action=match.view_name if match else "unknown",
        facility_id=refusal.facility.pk if refusal.facility else None,
        entity_id=entity,
        request_id=request.request_id,  # type: ignore[attr-defined]
        detail={"reason": refusal.reason, "method": request.method or "", **where},
    )


def database_is_gone(error: BaseException | None) -> bool:
    """Whether an error means that the server went away under the request, or was not there."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    # What the server itself says has an SQLSTATE; an error of the line to it has none.
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    return isinstance(cause, psycopg.Error) and cause.sqlstate is None


def not_ready(request: HttpRequest) -> HttpResponse:
    """503: the database is coming back; nothing was half written."""
    response = render(request, "ui/errors/503.html", status=503)
    response["Retry-After"] = "5"
    return response


class SecurityHeaders:
    """Headers every answer carries; nothing of a signed-in page stays in a shared cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), microphone=(self), camera=(self)"
        )
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
