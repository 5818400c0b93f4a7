"""People who sign in: made, given roles, and seen out at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import pins, sessions
from hearth.platform.identity.codes import CodePurpose
from hearth.platform.identity.events import PersonOffBoarded
from hearth.platform.identity.models import (
    AccessCode,
    Account,
    Actor,
    EmergencyAccess,
    Membership,
    PinFailure,
    ResidentAccess,
    SignIn,
)
from hearth.platform.identity.roles import FLOOR_ENTRY, ROLES
from hearth.platform.identity.scopes import active_memberships
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.scope.scope import process_actor_id
from hearth.platform.tenancy.models import Facility

from .codes import make_code


ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Invited:
    """A new account and the code that opens it once. The code is nowhere else: show it now."""

    account: Account
    code: str


@action("identity.add_person")
def add_person(
    *,
    scope: Scope,
    by: Actor,
    name: str,
    username: str,
    roles: Iterable[str],
    neighborhoods: Iterable[UUID] = (),
    language: str = "",
    is_demo: bool = False,
) -> Invited:
    """Let somebody in: an account with its roles here, and a code for the first sign-in.

    Raises Refused (username-taken, username-shape, no-role, role-unknown, role-not-yours).
    """
    wanted = list(dict.fromkeys(roles))
    if not wanted:
        raise Refused(
            "no-role", N_("Choose at least one role: without one a person sees nothing.")
        )
    actor = Actor.objects.create(kind="person", label=name.strip())
    account = Account(
        actor=actor,
        username=username.strip().lower(),
        language=language,
        is_demo=is_demo,
        password=make_password(None),
    )
    account.save()
    for role in wanted:
        _grant(scope, by, actor, role, neighborhoods)
    code = make_code(account, by=by, purpose=CodePurpose.INVITE)
    note(
        "identity.add_person",
        account,
        by=by,
        facility_id=scope.facility_id,
        detail={"roles": wanted},
    )
    return Invited(account, code)


@action("identity.grant_role")
def grant_role(
    *,
    scope: Scope,
    by: Actor,
    actor: Actor,
    role: str,
    neighborhoods: Iterable[UUID] = (),
) -> Membership:
    """Give a person a role here, from now on. Raises Refused (role-unknown, role-not-yours)."""
    membership = _grant(scope, by, actor, role, neighborhoods)
    note(
        "identity.grant_role", membership, by=by, detail={"role": role, "actor": str(actor.pk)}
    )
    return membership


@action("identity.end_role")
def end_role(*, scope: Scope, by: Actor, membership: Membership) -> Membership:
    """Take a role away at once; what they did stays under their name.

    Raises Refused (role-ended, last-administrator, role-not-yours).
    """
    row = _locked_membership(scope, membership.pk)
    _require_may_deal_in(scope, row.role)
    _require_not_last_administrator(scope, row.actor_id, row.role)
    row.ends = max(clock.now(), row.starts)
    row.save(update_fields=["ends"])
    detail = {"role": row.role, "actor": str(row.actor_id)}
    note("identity.end_role", row, by=by, detail=detail)
    return row


@action("identity.deny_permission")
def deny_permission(*, scope: Scope, by: Actor, actor: Actor, permission: str) -> int:
    """Take one permission from a person here, whatever any role grants: deny wins.

    Returns in how many roles it was granted. Raises Refused (permission-unknown, self).
    """
    if actor.pk == by.pk:
        raise Refused("self", N_("Another person changes what you may do."))
    if not any(permission in role.permissions for role in ROLES.values()):
        raise Refused("permission-unknown", N_("There is no such permission."))
    rows = list(_here(scope, actor).select_for_update())
    for row in rows:
        if permission not in row.denied:
            row.denied = sorted([*row.denied, permission])
            row.save(update_fields=["denied"])
    _note_denial("identity.deny_permission", scope, by, actor, permission)
    return sum(permission in ROLES[r.role].permissions for r in rows if r.role in ROLES)


@action("identity.allow_permission")
def allow_permission(*, scope: Scope, by: Actor, actor: Actor, permission: str) -> None:
    """Give a denied permission back; the roles decide again. Raises Refused (self)."""
    if actor.pk == by.pk:
        raise Refused("self", N_("Another person changes what you may do."))
    for row in _here(scope, actor).select_for_update():
        if permission in row.denied:
            row.denied = [p for p in row.denied if p != permission]
            row.save(update_fields=["denied"])
    _note_denial("identity.allow_permission", scope, by, actor, permission)


@action("identity.sign_out_everywhere")
def sign_out_everywhere(*, scope: Scope, by: Actor, account: Account, but: str = "") -> None:
    """End every session of a person, on every device, at their next request.

    ``but`` is the key of one session that stays: one's own, when one asks for oneself.
    """
    sessions.end_all(account, but=but)
    note(
        "identity.sign_out_everywhere",
        account,
        by=by,
        facility_id=scope.facility_id if scope.facilities else None,
    )


@action("identity.off_board")
def off_board(*, scope: Scope, by: Actor, account: Account) -> bool:
    """A person leaves: roles here, sessions, PIN, open codes and emergency access end at once.

    Whether the sign-in itself is closed: it stays when another community still has a role for
    them. Raises Refused (self, last-administrator).
    """
    if account.actor_id == by.pk:
        raise Refused("self", N_("You cannot off-board yourself: ask another administrator."))
    now = clock.now()
    rows = list(_here(scope, account.actor).select_for_update())
    for row in rows:
        _require_may_deal_in(scope, row.role)
        _require_not_last_administrator(scope, row.actor_id, row.role)
    for row in rows:
        row.ends = max(now, row.starts)
        row.save(update_fields=["ends"])
    _end_what_was_open(scope, account)
    closed = not active_memberships(account.actor).exists()
    account.pin = ""
    if closed:
        account.is_active = False
        account.left_at = now
    account.save(update_fields=["pin", "is_active", "left_at"])
    sessions.end_all(account)
    note(
        "identity.off_board",
        account,
        by=by,
        facility_id=scope.facility_id,
        detail={"roles": [r.role for r in rows], "closed": closed},
    )
    publish(PersonOffBoarded(facility_id=scope.facility_id, actor_id=account.actor_id))
    return closed


@action("identity.let_in_by_pin")
def let_in_by_pin(
    *,
    scope: Scope,
    by: Actor,
    name: str,
    role: str,
    pin: str,
    until: datetime,
    account: Account | None = None,
) -> Account:
    """Let somebody in for a while who signs in by PIN on the house's tablets and nowhere else.

    ``account`` is theirs from an earlier visit. The role ends by itself at ``until``.
    Raises Refused (pin-shape, pin-simple, pin-date, role-unknown, until-past, signs-in-fully).
    """
    pins.check_pin_shape(pin)
    now = clock.now()
    if role not in ROLES or FLOOR_ENTRY not in ROLES[role].permissions:
        raise Refused("role-unknown", N_("There is no role called {role}."), role=role)
    if until <= now:
        raise Refused("until-past", N_("Choose a time to come."))
    if account is None:
        actor = Actor.objects.create(kind="person", label=name.strip())
        account = Account(actor=actor, username=f"pin-{actor.pk.hex[-12:]}")
        account.set_unusable_password()
    elif account.has_usable_password():
        raise Refused(
            "signs-in-fully", N_("They have a sign-in of their own: nobody sets their PIN.")
        )
    account.pin, account.is_active, account.left_at = make_password(pin), True, None
    account.save()
    PinFailure.objects.filter(account=account).delete()
    _here(scope, account.actor).exclude(role=role).update(ends=now)
    if not _here(scope, account.actor).filter(role=role).update(ends=until):
        _grant(scope, by, account.actor, role, ())
        _here(scope, account.actor).filter(role=role).update(ends=until)
    note(
        "identity.let_in_by_pin",
        account,
        by=by,
        facility_id=scope.facility_id,
        detail={"role": role, "until": until.isoformat()},
    )
    return account


@action("identity.end_pin_access")
def end_pin_access(*, scope: Scope, by: Actor, account: Account) -> None:
    """End what a PIN alone opened: roles here, the PIN itself, and every session."""
    now = clock.now()
    for row in _here(scope, account.actor).select_for_update():
        row.ends = max(now, row.starts)
        row.save(update_fields=["ends"])
    account.pin = ""
    account.save(update_fields=["pin"])
    sessions.end_all(account)
    note("identity.end_pin_access", account, by=by, facility_id=scope.facility_id)


@action("identity.change_account")
def change_account(
    *, scope: Scope, by: Actor, account: Account, language: str, theme: str
) -> Account:
    """A person's own language and look."""
    account.language, account.theme = language, theme
    account.save(update_fields=["language", "theme"])
    note("identity.change_account", account, by=by)
    return account


@action("identity.end_own_sign_in")
def end_own_sign_in(*, scope: Scope, by: Actor, sign_in: SignIn) -> None:
    """End one of one's own sign-ins elsewhere."""
    sessions.end_sessions([sign_in.session_key])
    note("identity.end_own_sign_in", sign_in, by=by)


@action("identity.remember_community")
def remember_community(
    *, scope: Scope, by: Actor, account: Account, facility: Facility
) -> None:
    """Where this person's next sign-in begins."""
    account.last_facility = facility
    account.save(update_fields=["last_facility"])
    note("identity.remember_community", account, by=by)


@action("identity.first_administrator")
def first_administrator(
    *, scope: Scope, by: Actor, name: str, username: str, password: str
) -> Account:
    """The house's first sign-in, made by whoever runs it; it gets a role with its community.

    Raises Refused (username-taken, username-shape).
    """
    actor = Actor.objects.create(kind="person", label=name.strip())
    account = Account(actor=actor, username=username.strip().lower())
    account.set_password(password)
    account.save()
    note("identity.first_administrator", account, by=by)
    return account


def process_actor(name: str) -> Actor:
    """The actor that stands for a process of the house; made the first time it acts."""
    found, _new = Actor.objects.get_or_create(
        pk=process_actor_id(name), defaults={"kind": "process", "label": name}
    )
    return found


def _grant(
    scope: Scope, by: Actor, actor: Actor, role: str, neighborhoods: Iterable[UUID]
) -> Membership:
    if role not in ROLES:
        raise Refused("role-unknown", N_("There is no role called {role}."), role=role)
    _require_may_deal_in(scope, role)
    return Membership.objects.create(
        actor=actor,
        facility_id=scope.facility_id,
        role=role,
        neighborhoods=list(neighborhoods),
        denied=_denied_here(scope, actor),
        starts=clock.now(),
        granted_by_id=by.pk if by.pk else None,
    )


def _require_may_deal_in(scope: Scope, role: str) -> None:
    """An administrator is made and unmade by administrators: nobody raises themselves."""
    process = scope.actor_kind == "process"
    if role == ADMINISTRATOR and not process and ADMINISTRATOR not in scope.roles:
        raise Refused("role-not-yours", N_("Only an administrator gives or ends that role."))


def _require_not_last_administrator(scope: Scope, actor_id: UUID, role: str) -> None:
    if role != ADMINISTRATOR:
        return
    now = clock.now()
    others = Membership.objects.select_for_update().filter(
        Q(ends__isnull=True) | Q(ends__gt=now), facility_id=scope.facility_id, role=role
    )
    if not any(o.actor_id != actor_id for o in others):
        raise Refused(
            "last-administrator",
            N_("This is the last administrator here: give somebody else the role first."),
        )


def _denied_here(scope: Scope, actor: Actor) -> list[str]:
    """What was taken from the person stays taken when they are given another role."""
    denied: set[str] = set()
    for row in _here(scope, actor):
        denied |= set(row.denied)
    return sorted(denied)


def _here(scope: Scope, actor: Actor) -> QuerySet[Membership]:
    return active_memberships(actor).filter(facility_id=scope.facility_id)


def _locked_membership(scope: Scope, pk: UUID) -> Membership:
    row = Membership.objects.select_for_update().get(pk=pk, facility_id__in=scope.facilities)
    if row.ends is not None and row.ends <= clock.now():
        raise Refused("role-ended", N_("That role has ended already."))
    return row


def _end_what_was_open(scope: Scope, account: Account) -> None:
    now = clock.now()
    AccessCode.objects.filter(account=account, used_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
    ResidentAccess.objects.filter(
        actor=account.actor, facility_id=scope.facility_id, ends__isnull=True
    ).update(ends=now)
    EmergencyAccess.objects.filter(
        facility_id=scope.facility_id,
        actor=account.actor,
        until__gt=now,
        closed_at__isnull=True,
    ).update(closed_at=now)


def _note_denial(name: str, scope: Scope, by: Actor, actor: Actor, permission: str) -> None:
    note(
        name,
        actor,
        by=by,
        facility_id=scope.facility_id,
        detail={"permission": permission[:80]},
    )
