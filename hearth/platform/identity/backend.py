"""Signing in, and finding the signed-in person again in one question."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from . import sessions
from .models import Account


class Backend(AuthenticationBackend):
    """allauth's backend; an account comes with its actor, since every request needs both."""

    def get_user(self, user_id: Any) -> Account | None:
        return Account.objects.select_related("actor").filter(pk=user_id, is_active=True).first()


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: accounts are made by the community's administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002
        return super().clean_username(username.strip().lower(), shallow=shallow)


def start_session(sender: Any, request: HttpRequest, user: Account, **_: Any) -> None:
    """Stamp the session of whoever has just signed in, by whatever road."""
    sessions.begin(request, user)


def listen() -> None:
    """Django announces sign-ins by a signal alone; this is the one the house listens to."""
    user_logged_in.connect(start_session, dispatch_uid="hearth-session")
