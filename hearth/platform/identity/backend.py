"""Signing in, and finding the signed-in person again in one question."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.kernel.keyring import keyring
from hearth.platform.audit.actions import note_house
from hearth.platform.audit.codes import Outcome

from . import scopes, sessions
from .models import Account, Device, PinFailure, SignIn


def may_sign_in(account: Account) -> bool:
    """Whether the account is in use here: demo sign-ins exist in a demonstration only."""
    return account.is_active and (settings.HEARTH_DEMO or not account.is_demo)


class Backend(AuthenticationBackend):
    """allauth's backend; an account comes with its actor and roles, since every request needs them."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        account = super().authenticate(request, **credentials)
        if account is None:
            # allauth would tell a person with the right password that the account is closed;
            # here every refusal reads the same.
            self._stash_user(None)
        return account

    def user_can_authenticate(self, user: Any) -> bool:
        return may_sign_in(user)

    def get_user(self, user_id: Any) -> Account | None:
        found = scopes.account_with_roles(user_id)
        return found if found is not None and may_sign_in(found) else None


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: accounts are made by the community's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_username(
        self,
        username: str,
        shallow: bool = False,  # noqa: FBT001, FBT002 - allauth's own shape
    ) -> str:
        return super().clean_username(username.strip().lower(), shallow=shallow)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not may_sign_in(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """As if nobody had that passkey or name."""
        messages.error(request, _("That sign-in did not work."))
        return redirect("account_login")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """On a shared tablet the next person chooses their name; elsewhere it is the sign-in."""
        return "/device/" if sessions.device_of(request) is not None else settings.LOGIN_URL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("identity:change_account")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Hearth's own front process says who asks (over its socket); else the connection does."""
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        direct = request.META.get("REMOTE_ADDR", "")
        return (forwarded if direct in {"", "127.0.0.1", "::1"} else "") or direct or "local"


class SecondStepAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps lie in the database under the house's keyring."""

    CONTEXT = "identity.second-step"

    def encrypt(self, text: str) -> str:
        return base64.b64encode(keyring().encrypt(text.encode(), context=self.CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        blob = base64.b64decode(encrypted_text)
        return keyring().decrypt(blob, context=self.CONTEXT).decode()

    def get_totp_issuer(self) -> str:
        return "Hearth"


def start_session(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    """Stamp the session of whoever has just signed in, by whatever road, and note it."""
    device: Device | None = getattr(request, "signing_in_on", None)
    sessions.begin(request, user, by_pin=device is not None)
    if device is None:
        # A full sign-in proves who it is: wrong PINs on tablets are forgiven.
        PinFailure.objects.filter(account=user).delete()
    note_house(
        "identity.sign_in",
        by=user.actor,
        entity_type="Account",
        entity_id=user.pk,
        request_id=getattr(request, "request_id", ""),
        detail={"way": "pin", "device": str(device.pk)} if device else {"way": "full"},
    )


def note_failure(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A sign-in that did not work; the trail holds the account's key, if there is one, no names."""
    name = str(credentials.get("username") or "").strip().lower()
    account = Account.objects.filter(username=name).first()
    note_house(
        "identity.sign_in",
        by=None,
        outcome=Outcome.REFUSED,
        entity_type="Account" if account else "",
        entity_id=account.pk if account else None,
        request_id=getattr(kwargs.get("request"), "request_id", ""),
    )


def end_session(sender: Any, request: HttpRequest, user: Account | None, **_: Any) -> None:
    """The person signed out, or their time was over."""
    SignIn.objects.filter(session_key=request.session.session_key or "").delete()
    if user is not None:
        note_house(
            "identity.sign_out",
            by=user.actor,
            entity_type="Account",
            entity_id=user.pk,
            request_id=getattr(request, "request_id", ""),
        )


def listen() -> None:
    """Django announces sign-ins by signals alone; these are the ones the house listens to."""
    user_logged_in.connect(start_session, dispatch_uid="hearth-session")
    user_login_failed.connect(note_failure, dispatch_uid="hearth-session-failed")
    user_logged_out.connect(end_session, dispatch_uid="hearth-session-ended")
