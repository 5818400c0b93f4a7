"""Who may come in here, with what, and who did?

Accounts, devices and roles are house tables; each question still begins with the scope, and
answers for its communities only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.platform.scope import Scope

from . import pins, sessions
from .models import (
    AccessCode,
    Account,
    Actor,
    Device,
    EmergencyAccess,
    Membership,
    PinFailure,
    ResidentAccess,
    SignIn,
)
from .roles import FLOOR_ENTRY, ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """One account of this community: its roles now, when it last signed in, and from where."""

    account: Account
    roles: tuple[str, ...]
    sign_ins: tuple[SignIn, ...]
    invited_until: datetime | None
    locked_on: tuple[str, ...]

    @property
    def left(self) -> bool:
        """Whether the person has no role here any more."""
        return not self.roles


def accounts(scope: Scope) -> QuerySet[Account]:
    """Accounts that have, or had, a role in these communities; by name."""
    actors = Membership.objects.filter(facility_id__in=scope.facilities).values("actor_id")
    return (
        Account.objects.filter(actor_id__in=actors)
        .select_related("actor")
        .order_by("actor__label", "username")
    )


def people(scope: Scope, *, left: bool = False, text: str = "") -> list[Person]:
    """Everybody with a role here now (or with ``left``, those who had one), by name."""
    found = accounts(scope)
    if text:
        found = found.filter(Q(actor__label__icontains=text) | Q(username__icontains=text))
    rows = persons(scope, found)
    return [p for p in rows if p.left == left]


def persons(scope: Scope, found: Iterable[Account]) -> list[Person]:
    """These accounts with what the list of people shows of them."""
    known = list(found)
    actor_ids = [a.actor_id for a in known]
    roles: dict[UUID, list[str]] = {}
    for row in _holding(scope).filter(actor_id__in=actor_ids).order_by("role"):
        roles.setdefault(row.actor_id, []).append(row.role)
    ids = [a.pk for a in known]
    open_sign_ins: dict[UUID, list[SignIn]] = {}
    for sign_in in _open_sign_ins(ids):
        open_sign_ins.setdefault(sign_in.account_id, []).append(sign_in)
    codes = AccessCode.objects.filter(
        account_id__in=ids, used_at__isnull=True, expires_at__gt=clock.now()
    )
    invited = dict(codes.values_list("account_id", "expires_at"))
    locked: dict[UUID, list[str]] = {}
    for failure in _locks(scope).filter(account_id__in=ids):
        locked.setdefault(failure.account_id, []).append(failure.device.name)
    return [
        Person(
            account=a,
            roles=tuple(roles.get(a.actor_id, ())),
            sign_ins=tuple(open_sign_ins.get(a.pk, ())),
            invited_until=invited.get(a.pk),
            locked_on=tuple(locked.get(a.pk, ())),
        )
        for a in known
    ]


def memberships(scope: Scope, actor: Actor) -> QuerySet[Membership]:
    """Every role the person has or had here, the newest first."""
    return Membership.objects.filter(facility_id__in=scope.facilities, actor=actor).order_by(
        "-starts"
    )


def all_memberships(scope: Scope) -> QuerySet[Membership]:
    """Every role anybody holds or held in these communities."""
    return Membership.objects.filter(facility_id__in=scope.facilities).select_related("actor")


def holds_elsewhere(scope: Scope, actor: Actor) -> bool:
    """Whether the person has a role in another community now; not in which."""
    now = clock.now()
    rows = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gt=now), actor=actor)
    return rows.exclude(facility_id__in=scope.facilities).exists()


def resident_accesses(scope: Scope) -> QuerySet[ResidentAccess]:
    """Every resident opened one by one to anybody here, now or before."""
    return ResidentAccess.objects.filter(facility_id__in=scope.facilities)


def roles_at(
    scope: Scope, actor_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> dict[UUID, tuple[str, ...]]:
    """The roles each actor held here at any time of the span."""
    rows = Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=since),
        facility_id__in=scope.facilities,
        actor_id__in=list(actor_ids),
        starts__lt=until,
    ).order_by("role")
    found: dict[UUID, list[str]] = {}
    for row in rows:
        if row.role not in found.setdefault(row.actor_id, []):
            found[row.actor_id].append(row.role)
    return {actor: tuple(roles) for actor, roles in found.items()}


def actor_labels(scope: Scope, actor_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The name of each actor, for pages that show keys of the trail. Names of staff, no residents."""
    ids = {i for i in actor_ids if i}
    return dict(Actor.objects.filter(pk__in=ids).values_list("pk", "label"))


def actors_here(scope: Scope) -> QuerySet[Actor]:
    """Everybody who has or had a role here, by name."""
    ids = Membership.objects.filter(facility_id__in=scope.facilities).values("actor_id")
    return Actor.objects.filter(pk__in=ids).order_by("label")


def residents_open_to(scope: Scope, actor: Actor) -> QuerySet[ResidentAccess]:
    """Residents that are open to the person one by one here, now."""
    now = clock.now()
    return ResidentAccess.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now), facility_id__in=scope.facilities, actor=actor
    ).order_by("starts")


def open_code_until(scope: Scope, account: Account) -> datetime | None:
    """Until when a one-time code of this account works, or None where none is out."""
    row = AccessCode.objects.filter(
        account=account, used_at__isnull=True, expires_at__gt=clock.now()
    ).first()
    return row.expires_at if row else None


# --- Devices ------------------------------------------------------------------------------------


def devices(scope: Scope) -> QuerySet[Device]:
    """The devices of these communities, those in use first, by name."""
    return (
        Device.objects.filter(facility_id__in=scope.facilities)
        .select_related("actor", "enrolled_by")
        .order_by("revoked_at", "name")
    )


def devices_holding_writes(scope: Scope) -> QuerySet[Device]:
    """Devices that say they hold unsent writes, the oldest first."""
    return devices(scope).filter(waiting__gt=0).order_by("waiting_since")


def people_of_device(scope: Scope, device: Device) -> list[Person]:
    """Whom the tablet offers: people with floor rights here and a PIN, by name."""
    here = _community_scope(scope, device)
    floor_roles = [code for code, role in ROLES.items() if FLOOR_ENTRY in role.permissions]
    actors = _holding(here).filter(role__in=floor_roles).values("actor_id")
    found = Account.objects.filter(actor_id__in=actors, is_active=True).exclude(pin="")
    return persons(here, found.select_related("actor").order_by("actor__label"))


def account_for_pin(scope: Scope, device: Device, account_id: UUID) -> Account | None:
    """The account a PIN on this device may open, or None: somebody the tablet offers."""
    rows = (p.account for p in people_of_device(scope, device) if p.account.pk == account_id)
    return next(rows, None)


def gone_from(scope: Scope, device: Device, account_ids: Iterable[str]) -> list[str]:
    """Which of these the tablet offers no more: it forgets what it kept for them."""
    here = {str(p.account.pk) for p in people_of_device(scope, device)}
    return [one for one in account_ids if one not in here]


def is_locked(scope: Scope, device: Device, account: Account) -> bool:
    """Whether five wrong PINs have locked the person on this device."""
    rows = PinFailure.objects.filter(device=device, account=account, count__gte=pins.TRIES)
    return rows.exists()


# --- Emergency access ------------------------------------------------------------------------------


def emergency_accesses(scope: Scope) -> QuerySet[EmergencyAccess]:
    """Every emergency access here, those not reviewed yet first, the newest first."""
    return (
        EmergencyAccess.objects.filter(facility_id__in=scope.facilities)
        .select_related("actor", "reviewed_by")
        .order_by("-reviewed_at", "-opened_at")
    )


def open_emergency_access_to(scope: Scope, resident_id: UUID) -> EmergencyAccess | None:
    """One's own open emergency access to this resident, or None."""
    return EmergencyAccess.objects.filter(
        facility_id__in=scope.facilities,
        actor_id=scope.actor_id,
        resident_id=resident_id,
        until__gt=clock.now(),
        closed_at__isnull=True,
    ).first()


# --- One's own --------------------------------------------------------------------------------------


def own_sign_ins(scope: Scope, account: Account) -> list[SignIn]:
    """The browsers in which this person is signed in now, the newest first."""
    return list(_open_sign_ins([account.pk]))


def account_called(scope: Scope, username: str) -> Account | None:
    """The account of that user name in this house, whatever the capitals; for commands and codes."""
    name = username.strip().lower()
    return Account.objects.select_related("actor").filter(username=name).first()


def any_account(scope: Scope) -> bool:
    """Whether anybody can sign in to this house at all."""
    return Account.objects.filter(is_active=True).exists()


def _open_sign_ins(account_ids: Iterable[UUID]) -> QuerySet[SignIn]:
    live = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    rows = SignIn.objects.filter(account_id__in=account_ids, session_key__in=live)
    since = clock.now() - sessions.ABSOLUTE
    return rows.filter(started_at__gt=since).order_by("-started_at")


def _holding(scope: Scope) -> QuerySet[Membership]:
    now = clock.now()
    return Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        starts__lte=now,
    )


def _locks(scope: Scope) -> QuerySet[PinFailure]:
    return PinFailure.objects.filter(
        device__facility_id__in=scope.facilities,
        device__revoked_at__isnull=True,
        count__gte=pins.TRIES,
    ).select_related("device")


def _community_scope(scope: Scope, device: Device) -> Scope:
    """The device's own community, for a question asked before anybody is known on it."""
    if device.facility_id in scope.facilities:
        return scope
    return Scope(
        actor_id=device.actor_id,
        actor_kind="device",
        facilities=(device.facility_id,),
        purpose="operations",
    )


def account_of_actor(scope: Scope, actor_id: UUID | None) -> Account | None:
    """The account of an actor, or None for whoever does not sign in."""
    if actor_id is None:
        return None
    return Account.objects.select_related("actor").filter(actor_id=actor_id).first()
