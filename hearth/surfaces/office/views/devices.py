"""The house's tablets: enrolled, listed, taken out of use; and the way in on one of them."""

import json
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hearth.kernel.errors import Refused
from hearth.platform.identity import actions, queries, sessions
from hearth.platform.identity import permissions as may
from hearth.platform.identity.actions.devices import PinAnswer, pin_is_proven, prove_pin
from hearth.platform.identity.decorators import device, public, requires
from hearth.platform.identity.homes import floor_home
from hearth.platform.identity.models import Account
from hearth.platform.identity.requests import Request
from hearth.platform.scope import Scope, house_scope, process_scope, scoped
from hearth.record.staff import actions as checking
from hearth.record.staff import queries as staff
from hearth.surfaces.office import forms
from hearth.surfaces.office.presenters import devices as words
from hearth.surfaces.office.presenters.frame import link

from .common import carried_out, page, posted, status_of


COOKIE_AGE = 60 * 60 * 24 * 400  # the longest a browser keeps a cookie
MOST_WAITING = 100_000


@requires(may.VIEW_DEVICES)
@require_http_methods(["GET"])
def view_devices(request: Request) -> HttpResponse:
    """Every device of the community, those in use first."""
    found = list(queries.devices(request.scope))
    used = [d for d in found if d.revoked_at is None]
    context = {
        "count": len(used),
        "holding": sum(d.waiting for d in used),
        "table": words.devices_table(request, found),
        "actions": link(
            request,
            _("Enroll this tablet"),
            "office:enroll_device",
            may.ENROLL_DEVICE,
            style="primary",
            icon="device-tablet",
        ),
    }
    return page(request, "devices", "office/view_devices.html", context)


@requires(may.ENROLL_DEVICE)
@never_cache
@require_http_methods(["GET", "POST"])
def enroll_device(request: Request) -> HttpResponse:
    """Make the tablet in one's hand one of the house; its keys are handed out this once."""
    form = forms.EnrollDeviceForm(posted(request))
    known = sessions.device_of(request)
    if request.method == "POST" and form.is_valid():
        made = carried_out(
            form,
            lambda: actions.enroll_device(
                scope=request.scope, by=request.actor, **form.cleaned_data
            ),
        )
        if made is not None:
            context = {
                "made": made,
                "keys": {"device": str(made.device.pk), "offlineKey": made.offline_key},
            }
            response = page(request, "devices", "office/device_enrolled.html", context)
            _keep_key(request, response, made.key)
            return response
    context = {"form": form, "known": known}
    return page(request, "devices", "office/enroll_device.html", context, status_of(form))


def _keep_key(request: Request, response: HttpResponse, key: str) -> None:
    response.set_cookie(
        sessions.DEVICE_COOKIE,
        key,
        max_age=COOKIE_AGE,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


@requires(may.REVOKE_DEVICE)
@require_http_methods(["GET", "POST"])
def revoke_device(request: Request, device_id: UUID) -> HttpResponse:
    """Take a device out of use, after saying what it still holds."""
    found = get_object_or_404(queries.devices(request.scope), pk=device_id)
    error = ""
    if request.method == "POST":
        try:
            actions.revoke_device(scope=request.scope, by=request.actor, device=found)
        except Refused as refusal:
            error = refusal.shown(_)
        else:
            messages.success(request, _("Taken out of use"))
            return redirect("office:view_devices", request.facility.slug)
    context = {"device": found, "error": error}
    return page(request, "devices", "office/revoke_device.html", context, 422 if error else 200)


# --- On the tablet ---------------------------------------------------------------------------


@device("names and initials of people with floor rights, on an enrolled tablet")
@never_cache
@require_http_methods(["GET"])
def choose_person(request: Request) -> HttpResponse:
    """Who are you? The people with floor rights here and a PIN of their own."""
    people = queries.people_of_device(house_scope("device"), request.device)
    context = {"people": words.tiles(people), "device": request.device}
    return render(request, "office/choose_person.html", context)


@device("opens one person's floor rights by their PIN, on an enrolled tablet")
@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def open_floor_session(request: Request, account_id: UUID) -> HttpResponse:
    """The PIN pad, and what the PIN opens: floor rights, here, until two minutes of silence."""
    scope = process_scope("device", request.device.facility_id)
    with scoped(scope):
        account = queries.account_for_pin(scope, request.device, account_id)
        if account is None:
            return redirect("office:choose_person")
        if request.method == "GET":
            locked = queries.is_locked(scope, request.device, account)
            error = said_of(PinAnswer(opened=False, left=0, locked=True)) if locked else ""
            return _pad(request, account, error, 200)
        if request.user.is_authenticated:
            logout(request)
        answer = actions.open_floor_session(
            scope=scope,
            by=request.actor,
            request=request,
            device=request.device,
            account=account,
            pin=request.POST.get("pin", ""),
        )
        if answer.off_duty:
            return _off_duty(request, scope, account, "")
    if not answer.opened:
        return _pad(request, account, said_of(answer), 422)
    return HttpResponseRedirect(floor_home(request.facility))


@device("checks in whoever's PIN was right just now, on an enrolled tablet")
@never_cache
@require_http_methods(["POST"])
def check_in_here(request: Request, account_id: UUID) -> HttpResponse:
    """I am here: on duty from now, and into one's own list."""
    scope, proof = process_scope("device", request.device.facility_id), _said(request, "proof")
    with scoped(scope):
        account = queries.account_for_pin(scope, request.device, account_id)
        if account is None or not pin_is_proven(request.device, account, proof):
            return redirect("office:choose_person")
        member = staff.member_of(scope, account.actor)
        if member is not None:
            try:
                checking.check_in(
                    scope=scope, by=account.actor, member=member, role=_said(request, "role")
                )
            except Refused as refusal:
                return _off_duty(request, scope, account, refusal.shown(_))
        opened = actions.open_after_check_in(
            scope=scope,
            by=account.actor,
            request=request,
            device=request.device,
            account=account,
            proof=proof,
        )
    return HttpResponseRedirect(floor_home(request.facility) if opened else "/device/")


def _said(request: Request, name: str) -> str:
    return str(request.POST.get(name, ""))


def _off_duty(request: Request, scope: Scope, account: Account, error: str) -> HttpResponse:
    """The PIN was right, and nobody said yet that they are here: one tap for each role."""
    member = staff.member_of(scope, account.actor)
    today = request.device.facility.today()
    roles = staff.role_codes(scope, today).get(member.pk, []) if member else []
    context = {
        "account": account,
        "device": request.device,
        "error": error,
        "roles": words.roles_to_choose(roles),
        "proof": prove_pin(request.device, account),
        "said": said_of(PinAnswer(opened=False, off_duty=True)),
    }
    return render(request, "office/check_in_here.html", context, status=422)


def _pad(request: Request, account: Account, error: str, status: int) -> HttpResponse:
    context = {"pad": words.pin_pad(account, error), "device": request.device}
    return render(request, "office/open_floor_session.html", context, status=status)


def said_of(answer: PinAnswer) -> str:
    """What a PIN that opened nothing is answered with."""
    if answer.off_duty:
        return _("You are not on duty now.")
    if answer.locked:
        return _(
            "Too many wrong PINs: locked for you on this tablet. Sign in with your password on "
            "another device, or ask whoever manages accounts."
        )
    return _("That is not your PIN. Tries left: {n}.").format(n=answer.left)


@public("a device says it is there; one taken out of use hears that it shall forget")
@csrf_exempt
@never_cache
@require_http_methods(["POST"])
def device_contact(request: Request) -> HttpResponse:
    """A tablet's sign of life: how many writes it still holds. Names no resident.

    JSON in: ``waiting``, ``waiting_since`` (ISO 8601). Answers 200 with the lease, 410 with
    ``wipe`` for a device taken out of use, 403 for a stranger.
    """
    found = sessions.known_device_of(request)
    if found is None:
        return JsonResponse({"error": "not-enrolled"}, status=403)
    waiting, since = _waiting(request)
    scope = process_scope("device", found.facility_id)
    with scoped(scope):
        actions.device_contacted(
            scope=scope, by=found.actor, device=found, waiting=waiting, waiting_since=since
        )
    if found.revoked_at is not None:
        return JsonResponse({"wipe": True}, status=410)
    return JsonResponse({"device": str(found.pk), "facility": found.facility.slug})


def _waiting(request: Request) -> tuple[int, datetime | None]:
    """What the device says of itself; nonsense counts as nothing."""
    try:
        said = json.loads(request.body or b"{}")
        waiting = min(max(int(said.get("waiting", 0)), 0), MOST_WAITING)
        since = said.get("waiting_since")
        parsed = datetime.fromisoformat(since) if since else None
    except (ValueError, TypeError, AttributeError):
        return 0, None
    return waiting, parsed if parsed is not None and parsed.tzinfo else None
