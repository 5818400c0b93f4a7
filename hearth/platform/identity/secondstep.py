"""Who must protect their sign-in with a second step (passkey or code), and by when."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings

from hearth.kernel import clock

from .models import Account, Membership


# Source: Hearth's research on sessions; OWASP ASVS 5.0 6.3.3. The operator sets both in settings.
ROLES_ASKED = ("coordinator", "nurse", "executive-director", "administrator")
GRACE_DAYS = 7
NOT_ASKED, ASKED, DUE = "", "asked", "due"


def has_second_step(account: Account) -> bool:
    """Whether the account has a passkey, a security key or an authenticator app."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=account.pk, type__in=kinds).exists()


def second_step_state(account: Account) -> str:
    """Whether a second step is asked for: not at all, within the days of grace, or due now.

    Never in a demonstration. Reads only; ``ask_second_step`` starts the days of grace.
    """
    if settings.HEARTH_DEMO:
        return NOT_ASKED
    asked = getattr(settings, "HEARTH_SECOND_STEP_ROLES", ROLES_ASKED)
    held = Membership.objects.filter(
        actor_id=account.actor_id, ends__isnull=True, role__in=asked
    )
    if not held.exists() or has_second_step(account):
        return NOT_ASKED
    return DUE if clock.now() >= due_at(account) else ASKED


def due_at(account: Account) -> datetime:
    """When the days of grace are over, counted from when a second step was first asked for."""
    days = getattr(settings, "HEARTH_SECOND_STEP_GRACE_DAYS", GRACE_DAYS)
    return (account.second_step_asked_at or clock.now()) + timedelta(days=days)


def ask_second_step(account: Account) -> str:
    """The state at a sign-in; the first time it is asked for is remembered."""
    state = second_step_state(account)
    if state and account.second_step_asked_at is None:
        account.second_step_asked_at = clock.now()
        account.save(update_fields=["second_step_asked_at"])
    return state
