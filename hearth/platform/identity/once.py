"""A form that is also kept on the device arrives once, whether the page or the queue sent it.

The page script names each write (X-Hearth-Ref) before it sends it, and keeps a sealed copy until it
has heard an answer. Lost answers are therefore asked for again, by the queue, under the same
name: what the page carried out counts as carried out there too.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from hearth.platform.replay import actions as replay
from hearth.platform.replay import verbs
from hearth.platform.replay.actions import Answer, Item


REF, VERB, ABOUT, AT = "X-Hearth-Ref", "X-Hearth-Verb", "X-Hearth-About", "X-Hearth-At"
NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


def once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """``answer()``, unless this named write was carried out before: then that answer again.

    A refused form (4xx) gives the name back, so that the person can correct it and send it
    again under the same. Called inside the request's transaction: name and write stand or fall
    together.
    """
    item = named_write(request)
    if item is None:
        return answer()
    scope, by = request.scope, request.actor  # type: ignore[attr-defined]
    begun = replay.begin(scope=scope, by=by, item=item)
    if isinstance(begun, Answer):
        return again(request, begun)
    response = answer()
    if response.status_code >= 400:
        replay.give_back(scope=scope, entry_id=begun)
        return response
    following = response.get("Location") or response.get("HX-Redirect") or ""
    replay.finish(scope=scope, entry_id=begun, body={"next": following})
    if response.status_code in {301, 302, 303} and not getattr(request, "htmx", False):
        return JsonResponse({"next": following}, status=201)
    return response


def again(request: HttpRequest, before: Answer) -> HttpResponse:
    """What was answered the first time, in the way this page understands."""
    following = before.body.get("next") or request.path
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204 if before.status < 400 else before.status)
        response["HX-Refresh"] = "true"
        return response
    return JsonResponse({**before.body, "next": following}, status=before.status)


def named_write(request: HttpRequest) -> Item | None:
    """The write as the queue holds it, or None for an ordinary request."""
    verb = request.headers.get(VERB, "")
    if request.method != "POST" or verbs.find(verb) is None or request.FILES:
        return None
    try:
        ref = UUID(request.headers.get(REF, ""))
        effective = datetime.fromisoformat(request.headers.get(AT, ""))
    except ValueError:
        return None
    if effective.tzinfo is None:
        return None
    payload = typed(request) | dict(parse_qsl(request.headers.get(ABOUT, "")))
    device = request.scope.device_id  # type: ignore[attr-defined]
    return Item(
        client_ref=ref, verb=verb, payload=payload, effective=effective, device_id=device
    )


def typed(request: HttpRequest) -> dict[str, str | list[str]]:
    """The form's fields as the page script puts them into the payload: see hearth/keep.js."""
    found: dict[str, str | list[str]] = {}
    for name, values in request.POST.lists():
        if name in NOT_TYPED:
            continue
        plain = [str(value).replace("\r\n", "\n").replace("\r", "\n") for value in values]
        found[name] = plain[0] if len(plain) == 1 else plain
    return found
