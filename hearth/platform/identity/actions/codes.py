"""One-time codes: an administrator starts a new password and never knows it."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import sessions
from hearth.platform.identity.codes import CodePurpose
from hearth.platform.identity.models import AccessCode, Account, Actor
from hearth.platform.identity.onetime import in_fours, letters
from hearth.platform.scope import Scope


CODE_LENGTH = 8
CODE_HOURS = 72
CODE_TRIES = 5


def make_code(
    account: Account, *, by: Actor, purpose: CodePurpose, until: datetime | None = None
) -> str:
    """A fresh code like K7Q4-M2XP; older ones end. Only its hash is kept. For actions alone.

    It works for three days, or ``until``.
    """
    now = clock.now()
    AccessCode.objects.filter(account=account, used_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
    code = letters(CODE_LENGTH)
    AccessCode.objects.create(
        account=account,
        purpose=purpose,
        code_hash=make_password(code),
        made_at=now,
        made_by_id=by.pk,
        expires_at=until or now + timedelta(hours=CODE_HOURS),
    )
    return in_fours(code)


def plain_code(typed: str) -> str:
    """A code as it was typed: dashes, spaces and small letters do not matter."""
    return "".join(c for c in typed.upper() if c.isalnum())


@action("identity.start_reset")
def start_reset(
    *, scope: Scope, by: Actor, account: Account, forget_second_step: bool = False
) -> str:
    """A code with which the person chooses a new password; every session of theirs ends.

    ``forget_second_step`` also takes a lost phone's passkey or app off. Raises Refused (self).
    """
    if account.actor_id == by.pk:
        raise Refused("self", N_("Change your own password on your account page."))
    if forget_second_step:
        Authenticator.objects.filter(user_id=account.pk).delete()
    code = make_code(account, by=by, purpose=CodePurpose.RESET)
    sessions.end_all(account)
    note(
        "identity.start_reset",
        account,
        by=by,
        facility_id=scope.facility_id if scope.facilities else None,
        detail={"second_step": forget_second_step},
    )
    return code


@action("identity.use_code")
def use_code(*, scope: Scope, by: Actor, account: Account, code: str, password: str) -> bool:
    """Choose the password with a code. False for a wrong one, which is counted: five end it.

    Whether the code is wrong, used, late or was never made is not told.
    """
    row = opened_by(account, code, by=by, verb="identity.use_code")
    if row is None:
        return False
    _put(account, password)
    note("identity.use_code", account, by=by, detail={"purpose": row.purpose})
    return True


def opened_by(
    account: Account, code: str, *, by: Actor, verb: str, visit: bool = False
) -> AccessCode | None:
    """The code of this account, used from now on; None for a wrong one. For actions alone.

    A code of a visit opens the visit and no password, and the other way about.
    """
    now = clock.now()
    rows = AccessCode.objects.select_for_update().filter(
        account=account, used_at__isnull=True, expires_at__gt=now, failures__lt=CODE_TRIES
    )
    rows = rows.filter(purpose="visit") if visit else rows.exclude(purpose="visit")
    row = rows.order_by("-made_at").first()
    if row is None or not account.is_active:
        make_password(plain_code(code))  # as slow as a wrong code
        return None
    if not check_password(plain_code(code), row.code_hash):
        row.failures += 1
        row.save(update_fields=["failures"])
        note(verb, account, by=by, detail={"wrong": row.failures})
        return None
    row.used_at = now
    row.save(update_fields=["used_at"])
    return row


@action("identity.set_password")
def set_password(*, scope: Scope, by: Actor, account: Account, password: str) -> None:
    """A password given at the machine itself, by whoever runs it."""
    _put(account, password)
    note("identity.set_password", account, by=by)


def _put(account: Account, password: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    sessions.end_all(account)
