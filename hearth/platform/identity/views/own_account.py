"""What a person sees and changes of their own account."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hearth.platform.identity import actions, queries
from hearth.platform.identity.decorators import own
from hearth.platform.identity.forms import ChangeAccountForm, SetPinForm
from hearth.platform.identity.models import Account, SignIn
from hearth.platform.identity.requests import Request
from hearth.platform.identity.roles import FLOOR_ENTRY, ROLES
from hearth.platform.identity.scopes import active_memberships


@own("a person's own account")
@require_http_methods(["GET", "POST"])
def change_account(request: Request) -> HttpResponse:
    """One's own account: language, look, password, second step, PIN, and where one is signed in."""
    account: Account = request.user
    form = ChangeAccountForm(
        request.POST if request.method == "POST" else None,
        initial={"language": account.language, "theme": account.theme},
    )
    if request.method == "POST" and form.is_valid():
        actions.change_account(
            scope=request.scope,
            by=request.actor,
            account=account,
            **form.cleaned_data,
        )
        response = redirect("identity:change_account")
        # The device follows the account from here on.
        for cookie in ("hearth_theme", "language"):
            response.delete_cookie(cookie)
        messages.success(request, _("Saved"))
        return response
    context = {"form": form, **_account_context(request, account)}
    status = 422 if form.errors else 200
    return render(request, "identity/change_account.html", context, status=status)


def _account_context(request: Request, account: Account) -> dict:
    kinds = list(
        Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True)
    )
    roles = (
        active_memberships(account.actor).select_related("facility").order_by("facility__name")
    )
    held = [(m.facility.name, _(ROLES[m.role].label)) for m in roles if m.role in ROLES]
    return {
        "account": account,
        "held": held,
        # Times of one's own account are told on the clock of where one works.
        "works_at": account.last_facility or next((m.facility for m in roles), None),
        "sign_ins": [
            {"row": s, "here": s.session_key == request.session.session_key}
            for s in queries.own_sign_ins(request.scope, account)
        ],
        "passkeys": kinds.count("webauthn"),
        "app": "totp" in kinds,
        "recovery": "recovery_codes" in kinds,
        "floor": any(
            FLOOR_ENTRY in ROLES[m.role].permissions for m in roles if m.role in ROLES
        ),
    }


@own("a person's own PIN")
@sensitive_post_parameters("pin", "again")
@require_http_methods(["GET", "POST"])
@reauthentication_required
def set_pin(request: Request) -> HttpResponse:
    """Choose the PIN that opens one's floor rights on the house's tablets."""
    form = SetPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.set_pin(
            scope=request.scope,
            by=request.actor,
            account=request.user,
            pin=form.cleaned_data["pin"],
        )
        messages.success(request, _("Your PIN is set"))
        return redirect("identity:change_account")
    status = 422 if form.errors else 200
    return render(request, "identity/set_pin.html", {"form": form}, status=status)


@own("ends one of a person's own sign-ins")
@require_http_methods(["POST"])
def end_own_sign_in(request: Request, pk: str) -> HttpResponse:
    """Sign out in another browser."""
    row = get_object_or_404(SignIn, pk=pk, account=request.user)
    actions.end_own_sign_in(
        scope=request.scope,
        by=request.actor,
        sign_in=row,
    )
    messages.success(request, _("Signed out there"))
    return redirect("identity:change_account")


@own("ends a person's own sign-ins")
@require_http_methods(["POST"])
def sign_out_everywhere(request: Request) -> HttpResponse:
    """Sign out in every other browser."""
    actions.sign_out_everywhere(
        scope=request.scope,
        by=request.actor,
        account=request.user,
        but=request.session.session_key or "",
    )
    messages.success(request, _("Signed out everywhere else"))
    return redirect("identity:change_account")


@own("says how a person without a password gets one")
@require_http_methods(["GET"])
def no_password(request: Request) -> HttpResponse:
    """An account that was never given a password gets one by a one-time code."""
    messages.info(
        request, _("Ask whoever manages accounts for a one-time code to set a password")
    )
    return redirect("identity:change_account")
