"""Somebody from outside who comes to look: let in with one code, and gone at the end of the day.

A visitor has an account without a password, one role that ends by itself, and the residents
opened to them. The code on the coordinator's screen is the only way in, and works once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import sessions
from hearth.platform.identity.codes import CodePurpose
from hearth.platform.identity.models import (
    AccessCode,
    Account,
    Actor,
    Membership,
    ResidentAccess,
)
from hearth.platform.identity.onetime import in_fours, letters
from hearth.platform.identity.roles import ROLES
from hearth.platform.scope import Scope

from .codes import make_code, opened_by, plain_code


NAME_LENGTH = 4
"""Letters of the code that say whose it is; the eight after them are the secret."""


@dataclass(frozen=True, slots=True)
class Visiting:
    """A visitor's account, and the code that opens it once. The code is nowhere else."""

    account: Account
    code: str


@action("identity.open_visit")
def open_visit(*, scope: Scope, by: Actor, name: str, role: str, ends: datetime) -> Visiting:
    """Let somebody in who may only read, until ``ends``; the code for their one sign-in.

    Raises Refused (role-unknown, ends-past).
    """
    if role not in ROLES or not ROLES[role].read_only:
        raise Refused("role-unknown", N_("There is no role called {role}."), role=role)
    _require_ahead(ends)
    actor = Actor.objects.create(kind="person", label=name.strip()[:160])
    account = Account(actor=actor, username=_free_name(), password=make_password(None))
    account.save()
    Membership.objects.create(
        actor=actor,
        facility_id=scope.facility_id,
        role=role,
        starts=clock.now(),
        ends=ends,
        granted_by_id=by.pk,
    )
    note(
        "identity.open_visit",
        account,
        by=by,
        facility_id=scope.facility_id,
        detail={"role": role},
    )
    return Visiting(account, _code(account, by, ends))


@action("identity.renew_visit_code")
def renew_visit_code(*, scope: Scope, by: Actor, actor: Actor) -> str:
    """Another code for a visitor whose session is over; the older one ends.

    Raises Conflict (visit-over).
    """
    account, row = _open_visit_of(scope, actor)
    note("identity.renew_visit_code", account, by=by, facility_id=scope.facility_id)
    return _code(account, by, row.ends or clock.now())


@action("identity.extend_visit")
def extend_visit(*, scope: Scope, by: Actor, actor: Actor, ends: datetime) -> Membership:
    """The visit lasts until then, and so does each resident opened for it.

    Raises Refused (ends-past) and Conflict (visit-over).
    """
    _require_ahead(ends)
    account, row = _open_visit_of(scope, actor)
    row.ends = ends
    row.save(update_fields=["ends"])
    _opened_to(scope, actor).update(ends=ends)
    note("identity.extend_visit", row, by=by, detail={"account": str(account.pk)})
    return row


@action("identity.close_visit")
def close_visit(*, scope: Scope, by: Actor, actor: Actor) -> None:
    """The visit is over: the code, every session and every resident opened for it end now."""
    now = clock.now()
    account = Account.objects.select_for_update().get(actor=actor)
    held = Membership.objects.filter(actor=actor, facility_id=scope.facility_id, ends__gt=now)
    held.update(ends=now)
    _opened_to(scope, actor).update(ends=now)
    open_codes = AccessCode.objects.filter(account=account, used_at__isnull=True)
    open_codes.filter(expires_at__gt=now).update(expires_at=now)
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end_all(account)
    note("identity.close_visit", account, by=by, facility_id=scope.facility_id)


@action("identity.use_visit_code")
def use_visit_code(*, scope: Scope, by: Actor, account: Account, code: str) -> bool:
    """Sign in with the code of a visit. False for a wrong one, which is counted: five end it."""
    row = opened_by(account, secret_of(code), by=by, verb="identity.use_visit_code", visit=True)
    if row is None:
        return False
    note("identity.use_visit_code", account, by=by)
    return True


def visitor_name(code: str) -> str:
    """The user name that the first letters of a code stand for."""
    return f"visit-{plain_code(code)[:NAME_LENGTH].lower()}"


def secret_of(code: str) -> str:
    """The letters of a code that open it."""
    return plain_code(code)[NAME_LENGTH:]


def _code(account: Account, by: Actor, until: datetime) -> str:
    secret = make_code(account, by=by, purpose=CodePurpose.VISIT, until=until)
    first = account.username.removeprefix("visit-").upper()
    return in_fours(first + plain_code(secret))


def _free_name() -> str:
    while True:
        name = visitor_name(letters(NAME_LENGTH))
        if not Account.objects.filter(username=name).exists():
            return name


def _require_ahead(ends: datetime) -> None:
    if ends <= clock.now():
        raise Refused("ends-past", N_("That end has passed already: choose a later time."))


def _open_visit_of(scope: Scope, actor: Actor) -> tuple[Account, Membership]:
    rows = Membership.objects.select_for_update().filter(
        actor=actor, facility_id=scope.facility_id, ends__gt=clock.now()
    )
    row = rows.first()
    account = Account.objects.get(actor=actor)
    if row is None or not account.is_active:
        raise Conflict("visit-over", N_("This visit is over. Let the person in again."))
    return account, row


def _opened_to(scope: Scope, actor: Actor):  # type: ignore[no-untyped-def]
    rows = ResidentAccess.objects.filter(actor=actor, facility_id=scope.facility_id)
    return rows.filter(ends__gt=clock.now())
