"""What a device needs to go on without a connection, and where it brings what it kept."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hearth.platform.identity import actions, leases, queries, scopes
from hearth.platform.identity.decorators import public
from hearth.platform.identity.models import Device
from hearth.platform.scope import house_scope, process_scope, scoped
from hearth.platform.ui import deliveries, sealing, shell


MOST_WAITING = 100_000


@public("the worker that keeps the frame of the pages; it holds no one's words")
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """/sw.js, at the root because it answers for the whole house."""
    response = HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@public("tells a tablet how to install Hearth on its first screen")
@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """/manifest.webmanifest."""
    response = JsonResponse(shell.manifest())
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "max-age=3600"
    return response


@public("said in place of a page that cannot be had; the same for everybody")
@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """The page kept on the device for when there is no connection, in the language asked for."""
    wanted = request.GET.get("lang", "")
    chosen = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(chosen):
        response = render(request, "ui/offline.html")
    response["Cache-Control"] = "no-cache"
    return response


@public("a device brings what it kept: by its own key, or for whoever is signed in")
@csrf_exempt  # _refusal() below asks for the house's own pages instead: a token would be stale
@never_cache
@require_http_methods(["POST"])
def send_kept(request: HttpRequest) -> HttpResponse:
    """The queue empties itself here (docs/reference/offline.md): one answer an item, in order."""
    refusal = _refusal(request)
    if refusal is not None:
        return refusal
    said = _said(request)
    if said is None:
        return JsonResponse({"error": "not-json"}, status=400)
    if len(said["items"]) > deliveries.MOST_ITEMS:
        return JsonResponse({"error": "too-many"}, status=413)
    sender = deliveries.sender_of(request)
    if sender.device is None and sender.account is None:
        return JsonResponse({"error": "sign-in"}, status=401)
    answers = deliveries.deliver(sender, said["items"])
    told: dict[str, Any] = {"answers": answers, "lease": _renewed(request, sender, said)}
    if sender.device is not None:
        told |= _contact(sender.device, said, answers)
    return JsonResponse(told)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Another site's page, another kind of body, or far too much of it."""
    if not _from_here(request):
        return JsonResponse({"error": "elsewhere"}, status=403)
    if request.content_type != "application/json":
        return JsonResponse({"error": "not-json"}, status=415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > deliveries.MOST_BYTES:
        return JsonResponse({"error": "too-large"}, status=413)
    return None


def _from_here(request: HttpRequest) -> bool:
    """Whether a page of this house asks. Browsers say it themselves; older ones name the origin."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = request.headers.get("Origin")
    trusted = origin in settings.CSRF_TRUSTED_ORIGINS
    return origin is None or trusted or urlsplit(origin).netloc == request.get_host()


def _said(request: HttpRequest) -> dict[str, Any] | None:
    try:
        said = json.loads(request.body)
    except ValueError:
        return None
    if not isinstance(said, dict) or not isinstance(said.setdefault("items", []), list):
        return None
    return said


def _renewed(
    request: HttpRequest, sender: deliveries.Sender, said: dict[str, Any]
) -> dict[str, str] | None:
    """A fresh lease for the page that asks, as long as its person is still signed in."""
    if sender.actor is None:
        return None
    found = [f for f in scopes.communities_of(sender.actor) if f.slug == said.get("community")]
    if not found:
        return None
    request.facility = found[0]  # type: ignore[attr-defined]
    return {"lease": leases.mint(request), "seal": sealing.public_key()}


def _contact(
    device: Device, said: dict[str, Any], answers: list[dict[str, Any]]
) -> dict[str, Any]:
    """The tablet was heard of: what it still holds, whose pages it shall forget, or all of them."""
    done = sum(answer["status"] not in {400, 401, 413, 500, 503} for answer in answers)
    waiting = max(_count(said.get("waiting")) - done, 0)
    since = said.get("waiting_since")
    try:
        parsed = parse_datetime(since) if isinstance(since, str) else None
    except ValueError:
        parsed = None
    scope = process_scope("device", device.facility_id)
    with scoped(scope):
        actions.device_contacted(
            scope=scope,
            by=device.actor,
            device=device,
            waiting=waiting,
            waiting_since=parsed if parsed is not None and parsed.tzinfo else None,
        )
    people = [str(p) for p in said.get("people") or [] if isinstance(p, str)][:200]
    with scoped(house_scope("device")):
        gone = queries.gone_from(house_scope("device"), device, people)
    return {"wipe": device.revoked_at is not None, "gone": gone}


def _count(value: Any) -> int:
    return min(max(value, 0), MOST_WAITING) if isinstance(value, int) else 0
