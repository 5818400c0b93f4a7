"""The gallery of components, and the reader's choice of look and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from hearth.platform.identity.actions import change_account
from hearth.platform.identity.decorators import own, public
from hearth.platform.identity.requests import Request
from hearth.platform.ui import samples
from hearth.platform.ui.context import THEME_COOKIE, THEMES


YEAR_SECONDS = 365 * 24 * 60 * 60


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return samples.page(request, "ui/gallery.html", samples.gallery())


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def today_frame(request: HttpRequest) -> HttpResponse:
    """The frame of Today with a believable morning in it."""
    return samples.page(request, "ui/today_frame.html", samples.today())


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def resident_frame(request: HttpRequest) -> HttpResponse:
    """The frame of one resident's page."""
    return samples.page(request, "ui/resident_frame.html", samples.resident())


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def floor_frame(request: HttpRequest) -> HttpResponse:
    """The frame of an aide's shift list on a phone."""
    return samples.page(request, "ui/floor_frame.html", samples.floor())


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def sheet_frame(request: HttpRequest) -> HttpResponse:
    """The frame of a printed sheet."""
    return samples.page(request, "ui/sheet_frame.html", samples.sheet())


@public("shows components with made-up people; reads nothing")
@require_http_methods(["GET"])
def entrance_frame(request: HttpRequest) -> HttpResponse:
    """The frame of sign-in."""
    return render(request, "ui/entrance_frame.html", samples.entrance())


@public("only sets how pages look on this device")
@require_http_methods(["POST"])
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen look on this device and go back to the page it was chosen on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen == "auto":
        response.delete_cookie(THEME_COOKIE)
    elif chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=YEAR_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@own("one's own language")
@require_http_methods(["POST"])
def choose_language(request: Request) -> HttpResponse:
    """Keep the chosen language with the account and go back to the page it was chosen on."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        account = request.user
        change_account(
            scope=request.scope,
            by=request.actor,
            account=account,
            language=chosen,
            theme=account.theme,
        )
    return set_language(request)
