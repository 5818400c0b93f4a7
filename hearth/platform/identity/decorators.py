"""Every view says who may enter: @requires, @across, @own, @guest, @device, @client or @public.

The decorator is also where the request's transaction opens: ``scoped(scope)`` around the view,
so that a page reads one moment of the record and a failure leaves nothing half written.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from hearth.platform.scope import Scope, going_on_as, house_scope, scoped
from hearth.platform.tenancy.models import Facility

from . import scopes, sessions
from .duty import DutyNow, duty_within
from .models import Membership
from .once import REF, once
from .opening import page_before
from .refusals import Refusal
from .roles import ROLES


View = Callable[..., HttpResponse]

LOOKS = frozenset({"GET", "HEAD", "OPTIONS"})


def requires(permission: str, *, emergency: bool = True) -> Callable[[View], View]:
    """A page of one community, for actors with ``permission`` there.

    Consumes the ``community`` slug of the path; sets ``request.facility``, ``request.actor``
    and ``request.scope``. A community where the actor has no role is a 404. Where the path
    names a ``resident_id`` and emergency access to that resident is open, the scope is that; a
    restricted record that was opened to a surveyor by name is read in a scope of its own.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, community: str, **kwargs: Any
        ) -> HttpResponse:
            if not sessions.signed_in(request):
                return _to_sign_in(request)
            if sessions.held_for_second_step(request):
                return redirect("identity:protect")
            entered = _enter(request, community)
            with _refusals(request, kwargs), scoped(entered):
                base = _on_duty(request, entered)
                if base is not None:
                    with going_on_as(base):
                        return _answered(
                            request,
                            base,
                            permission,
                            kwargs,
                            lambda: _answer(view(request, *args, **kwargs)),
                            emergency=emergency,
                        )
            # A session opened with a PIN is over when its person has gone off duty.
            logout(request)
            return _to_sign_in(request)

        return _declare(guarded, "requires", permission)

    return decorate


def across(permission: str) -> Callable[[View], View]:
    """A page under /all/ over every community where the actor has ``permission``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not sessions.signed_in(request):
                return _to_sign_in(request)
            if sessions.held_for_second_step(request):
                return redirect("identity:protect")
            request.actor = request.user.actor  # type: ignore[attr-defined, union-attr]
            request.facility = None  # type: ignore[attr-defined]
            with _refusals(request, kwargs):
                scope = scopes.scope_across(
                    request.actor,  # type: ignore[attr-defined]
                    permission,
                    request_id=request.request_id,  # type: ignore[attr-defined]
                )
                if scope is None:
                    raise PermissionDenied(permission)
                request.scope = scope  # type: ignore[attr-defined]
                _only_looks(request, read_only=scope.read_only)
                with scoped(scope):
                    return _answer(view(request, *args, **kwargs))

        return _declare(guarded, "across", permission)

    return decorate


def own(reason: str, *, by_pin: bool = False) -> Callable[[View], View]:
    """A page of the signed-in person about themselves: no resident can be found from it.

    A session opened with a PIN reaches it only with ``by_pin``: how one signs in is changed
    after a full sign-in alone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not sessions.signed_in(request):
                return _to_sign_in(request)
            request.actor = request.user.actor  # type: ignore[attr-defined, union-attr]
            request.facility = None  # type: ignore[attr-defined]
            if sessions.opened_by_pin(request) and not by_pin:
                return render(request, "identity/full_sign_in.html", status=403)
            scope = Scope(
                actor_id=request.actor.pk,  # type: ignore[attr-defined]
                actor_kind=request.actor.kind,  # type: ignore[attr-defined]
                actor_label=request.actor.label,  # type: ignore[attr-defined]
                purpose="own",
                request_id=request.request_id,  # type: ignore[attr-defined]
            )
            request.scope = scope  # type: ignore[attr-defined]
            with _refusals(request, kwargs), scoped(scope):
                _only_looks(request, read_only=bool(request.session.get(sessions.READ_ONLY)))
                return _answer(view(request, *args, **kwargs))

        return _declare(guarded, "own", reason)

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """A page for anybody; ``reason`` says why that is right. It opens house tables only."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        return _declare(guarded, "public", reason)

    return decorate


def device(reason: str) -> Callable[[View], View]:
    """A page or call of an enrolled device, with or without a person signed in on it.

    Sets ``request.device``, ``request.facility`` and ``request.actor`` (the device's) and opens
    no resident: a view that writes for a person makes that person's scope itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = sessions.device_of(request)
            if found is None:
                raise PermissionDenied("device")
            request.device = found  # type: ignore[attr-defined]
            request.facility = found.facility  # type: ignore[attr-defined]
            request.actor = found.actor  # type: ignore[attr-defined]
            with _refusals(request, kwargs), scoped(house_scope("device")):
                return _answer(view(request, *args, **kwargs))

        return _declare(guarded, "device", reason)

    return decorate


def _only_looks(request: HttpRequest, *, read_only: bool) -> None:
    """Somebody who is here to read changes nothing, whatever the page would let others do."""
    if read_only and request.method not in LOOKS:
        raise PermissionDenied("read-only")


def _stretched(base: Scope, permission: str, resident_id: UUID | None) -> Scope:
    """The scope of a record opened by name to a surveyor, or of emergency access; else the same."""
    if resident_id is None or not _stretches(base, permission):
        return base
    return (
        scopes.opened_scope(base, resident_id)
        or scopes.emergency_scope(base, resident_id)
        or base
    )


def _or_opened(
    request: HttpRequest, base: Scope, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """A page that names no resident. Not found among the sample, it may be about somebody whose
    restricted record was opened to this surveyor by name."""
    try:
        return answer()
    except Http404:
        opened = scopes.opened_scope(base)
        if opened is None:
            raise
        request.scope = opened  # type: ignore[attr-defined]
        with scoped(opened):
            return answer()


def _stretches(base: Scope, permission: str) -> bool:
    """Emergency access only ever matters to those whose own scope is smaller than it."""
    return (
        base.residents is not None
        or "restricted" not in base.labels
        or not base.may(permission)
    )


def _answered(
    request: HttpRequest,
    base: Scope,
    permission: str,
    kwargs: dict[str, Any],
    answer: Callable[[], HttpResponse],
    *,
    emergency: bool,
) -> HttpResponse:
    """The page, for whoever may have it: in their own scope, or that of open emergency access."""
    resident_id = kwargs.get("resident_id")
    scope = _stretched(base, permission, resident_id if emergency else None)
    request.scope = scope  # type: ignore[attr-defined]
    _only_looks(request, read_only=scope.read_only)
    if not scope.may(permission):
        raise PermissionDenied(permission)
    if scope is not base:
        with scoped(scope):
            return once(request, answer)
    if (before := page_before(request, scope, kwargs)) is not None:
        return before
    if resident_id:
        return once(request, answer)
    return _or_opened(request, base, lambda: once(request, answer))


def _enter(request: HttpRequest, community: str) -> Scope:
    """What the signed-in person may by their roles in the path's community; 404 where there is none."""
    request.actor = request.user.actor  # type: ignore[attr-defined, union-attr]
    rows = scopes.memberships_of(request.user)  # type: ignore[arg-type]
    here = [m for m in rows if m.facility.slug == community]
    facility: Facility | None = here[0].facility if here else None
    request.facility = facility  # type: ignore[attr-defined]
    request.communities = scopes.facilities_of(rows)  # type: ignore[attr-defined]
    request.memberships = here  # type: ignore[attr-defined]
    scope = _scope(request, DutyNow()) if facility is not None else None
    if scope is None:
        request.refusal = Refusal(None, request.actor, "community", {})  # type: ignore[attr-defined]
        raise Http404
    return scope


def _on_duty(request: HttpRequest, entered: Scope) -> Scope | None:
    """What they may as what they are on duty now: asked in the page's own transaction.

    None where a session was opened with a PIN and its person has gone off duty.
    """
    facility: Facility = request.facility  # type: ignore[attr-defined]
    held: list[Membership] = request.memberships  # type: ignore[attr-defined]
    by_pin = sessions.opened_by_pin(request)
    duty = DutyNow()
    if by_pin or any(scopes.may_work(m.role) for m in held if m.role in ROLES):
        duty = duty_within(entered, facility, entered.actor_id)
    if by_pin and not duty.here:
        return None
    sessions.remember_facility(request, facility)
    _show_emergency(request, facility)
    return _scope(request, duty) if duty.role else entered


def _scope(request: HttpRequest, duty: DutyNow) -> Scope | None:
    """The scope of whoever asks, in the community of the path."""
    return scopes.scope_for(
        request.actor,  # type: ignore[attr-defined]
        request.facility,  # type: ignore[attr-defined]
        memberships=request.memberships,  # type: ignore[attr-defined]
        duty=duty,
        device_id=sessions.device_id_of(request),
        floor_only=sessions.opened_by_pin(request),
        request_id=request.request_id,  # type: ignore[attr-defined]
    )


def _show_emergency(request: HttpRequest, facility: Facility) -> None:
    """Open emergency access is named at the top of every page, with a way to end it."""
    found = sessions.open_emergency(request, facility)
    if found is not None:
        access_id, until = found
        request.emergency_access = {  # type: ignore[attr-defined]
            "until": until,
            "end_url": reverse(
                "office:close_emergency_access", args=[facility.slug, access_id]
            ),
        }


class _refusals:  # noqa: N801 - used as a context manager, like a function
    """Remember a refused access, so that it is audited after its transaction has rolled back."""

    def __init__(self, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        self.request, self.kwargs = request, kwargs

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Http404 | PermissionDenied):
            reason = str(error) if isinstance(error, PermissionDenied) else "not-found"
            self.request.refusal = Refusal(  # type: ignore[attr-defined]
                self.request.facility,  # type: ignore[attr-defined]
                self.request.actor,  # type: ignore[attr-defined]
                reason[:80],
                self.kwargs,
            )


def _answer(response: HttpResponse) -> HttpResponse:
    """Render inside the transaction, where the scope still holds."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; to a fragment or a background call, an honest 401 that says where."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = "/enter/?next=" + request.headers.get(
            "HX-Current-URL-Path", "/"
        )
        return response
    asks_json = request.headers.get("Accept", "").startswith("application/json")
    if asks_json or request.headers.get(REF):
        return HttpResponse(
            '{"error": "signed-out"}', status=401, content_type="application/json"
        )
    # On a shared tablet the next person chooses their name; elsewhere it is the sign-in.
    door = "/device/" if sessions.device_of(request) is not None else "/enter/"
    return redirect_to_login(request.get_full_path(), door)


def _declare(view: View, declared: str, value: str) -> View:
    view.declared = declared  # type: ignore[attr-defined]
    view.permission = value if declared in {"requires", "across"} else ""  # type: ignore[attr-defined]
    view.reason = value  # type: ignore[attr-defined]
    return view
