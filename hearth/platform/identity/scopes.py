"""``scope_for``: the only maker of a person's scope. Read afresh at every request."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel import clock, tracing
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from .duty import DutyNow, duty_now
from .models import Account, Actor, EmergencyAccess, Membership, ResidentAccess
from .roles import EMERGENCY_PERMISSIONS, FLOOR_PERMISSIONS, ON_DUTY_ROLES, ROLES, Role


REVIEW_PERMISSIONS = frozenset({"audit.view_audit", "audit.export_audit"})
SURVEY_PERMISSIONS = frozenset({"documents.view_own_survey"})


@dataclass(slots=True)
class _Sum:
    """What several roles add up to before anything is denied."""

    permissions: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    sees: str = "none"
    read_only: bool = True

    def add(self, role: Role, denied: Iterable[str]) -> None:
        self.permissions |= role.permissions
        self.labels |= set(role.labels)
        self.denied |= set(denied)
        self.roles.append(role.code)
        self.read_only = self.read_only and role.read_only
        order = ("none", "linked", "all")
        self.sees = max(self.sees, role.sees, key=order.index)


def may_work(role: str) -> bool:
    """Whether a role is one of the house's own people: who else has no duty here."""
    return ROLES[role].sees == "all" and not ROLES[role].read_only


def active_memberships(actor: Actor) -> QuerySet[Membership]:
    """The actor's roles that hold at this moment."""
    return _active().filter(actor=actor)


def _active() -> QuerySet[Membership]:
    now = clock.now()
    return Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gt=now), starts__lte=now)


def account_with_roles(account_id: Any) -> Account | None:
    """An account with its actor and the roles that hold at this moment, for one request: in one
    question for whoever holds any."""
    rows = _active().filter(actor__account=account_id)
    held = list(rows.select_related("facility", "actor__account"))
    if held:
        account: Account | None = held[0].actor.account
    else:
        account = Account.objects.select_related("actor").filter(pk=account_id).first()
    if account is not None:
        account.memberships = held
    return account


def memberships_of(account: Account) -> list[Membership]:
    """The roles a signed-in person holds, each with its community: those read with the account."""
    if account.memberships is not None:
        return account.memberships
    return list(active_memberships(account.actor).select_related("facility"))


def scope_for(
    actor: Actor,
    facility: Facility,
    *,
    device_id: UUID | None = None,
    floor_only: bool = False,
    memberships: Iterable[Membership] | None = None,
    duty: DutyNow | None = None,
    request_id: str = "",
) -> Scope | None:
    """What ``actor`` may see and do at ``facility`` now; None when they have no role there.

    ``floor_only`` is a session opened with a PIN on an enrolled device: floor rights only.
    ``memberships`` are the actor's active ones here, when the caller has just read them, and
    ``duty`` what they are on duty as. Checked in, the role worked in stands for their other
    roles of the floor; what an office gives stays.
    """
    total = _Sum()
    if memberships is None:
        memberships = active_memberships(actor).filter(facility=facility)
    held = [m for m in memberships if m.role in ROLES]
    worked = ""
    if any(may_work(m.role) for m in held):
        duty = duty_now(facility, actor.pk) if duty is None else duty
        worked = duty.role if duty.role in ON_DUTY_ROLES else ""
    for membership in held:
        if worked and membership.role in ON_DUTY_ROLES:
            total.denied |= set(membership.denied)
        else:
            total.add(ROLES[membership.role], membership.denied)
    if worked:
        total.add(ROLES[worked], ())
    if not total.roles:
        return None
    permissions = total.permissions - total.denied
    if floor_only:
        permissions &= FLOOR_PERMISSIONS
    residents, opened = _residents(actor, facility, total.sees)
    return Scope(
        actor_id=actor.pk,
        actor_kind=actor.kind,
        actor_label=actor.label,
        facilities=(facility.pk,),
        residents=residents,
        opened=opened if total.read_only else frozenset(),
        permissions=frozenset(permissions),
        labels=tuple(sorted(total.labels)) or ("normal",),
        purpose="treatment" if total.sees == "all" else "own",
        roles=tuple(total.roles),
        device_id=device_id,
        read_only=total.read_only,
        request_id=request_id or tracing.id_for_new_work(),
    )


def _residents(
    actor: Actor, facility: Facility, sees: str
) -> tuple[frozenset[UUID] | None, frozenset[UUID]]:
    """Whom the actor may see (None: everybody), and whose restricted record was opened to them."""
    if sees == "all":
        return None, frozenset()
    if sees == "none":
        return frozenset(), frozenset()
    now = clock.now()
    rows = ResidentAccess.objects.filter(actor=actor, facility=facility, starts__lte=now)
    rows = rows.filter(Q(ends__isnull=True) | Q(ends__gt=now))
    found = list(rows.values_list("resident_id", "restricted"))
    opened = frozenset(key for key, restricted in found if restricted)
    return frozenset(key for key, _restricted in found), opened


def emergency_scope(scope: Scope, resident_id: UUID) -> Scope | None:
    """The wider scope of open emergency access to one resident, or None where none is open.

    Call inside ``scoped(scope)``. It finds that one resident and nobody else.
    """
    row = (
        EmergencyAccess.objects.filter(
            facility_id__in=scope.facilities,
            actor_id=scope.actor_id,
            resident_id=resident_id,
            until__gt=clock.now(),
            closed_at__isnull=True,
        )
        .order_by("-until")
        .first()
    )
    if row is None:
        return None
    return Scope(
        actor_id=scope.actor_id,
        actor_kind=scope.actor_kind,
        actor_label=scope.actor_label,
        facilities=scope.facilities,
        residents=frozenset({resident_id}),
        permissions=scope.permissions | EMERGENCY_PERMISSIONS,
        labels=("normal", "restricted"),
        purpose="emergency",
        roles=scope.roles,
        emergency_until=row.until.isoformat(),
        read_only=scope.read_only,
        request_id=scope.request_id,
    )


def opened_scope(scope: Scope, resident_id: UUID | None = None) -> Scope | None:
    """The scope in which a surveyor reads restricted records that were opened to them by name.

    It finds those residents (or the one asked for) and nobody else, and never what 42 CFR Part 2
    guards. The other residents of the sample are not found in it: what is restricted about them
    stays closed. None where no such record is open.
    """
    opened = scope.opened if resident_id is None else scope.opened & {resident_id}
    if not opened or not scope.read_only:
        return None
    return replace(scope, residents=opened, labels=("normal", "restricted"), opened=frozenset())


def review_scope(scope: Scope) -> Scope:
    """The scope in which somebody without residents of their own reads who looked at one.

    It finds names and the audit trail of the same communities, and grants nothing but that.
    Raises ValueError for whoever may not read the trail.
    """
    if not scope.may("audit.view_audit"):
        raise ValueError("this scope may not read the audit trail")
    return replace(
        scope,
        residents=None,
        labels=("normal", "restricted", "part2"),
        permissions=scope.permissions & REVIEW_PERMISSIONS,
        purpose="review",
    )


def survey_scope(scope: Scope) -> Scope:
    """The scope in which a surveyor reads what is about no one resident of the sample.

    It finds who lives here by name and place, the house's own papers and who works here, and
    opens no page of a resident. Raises ValueError for whoever is not here to survey.
    """
    if not scope.may("documents.view_own_survey"):
        raise ValueError("this scope is no surveyor's")
    return replace(
        scope,
        residents=None,
        labels=("normal",),
        permissions=scope.permissions & SURVEY_PERMISSIONS,
        purpose="review",
    )


def scope_across(actor: Actor, permission: str, *, request_id: str = "") -> Scope | None:
    """One scope over every community where ``permission`` holds; None where it holds nowhere."""
    found: list[Scope] = []
    facilities = {m.facility for m in active_memberships(actor).select_related("facility")}
    for facility in sorted(facilities, key=lambda f: f.slug):
        scope = scope_for(actor, facility, request_id=request_id)
        if scope is not None and scope.may(permission) and scope.residents is None:
            found.append(scope)
    if not found:
        return None
    return Scope(
        actor_id=actor.pk,
        actor_kind=actor.kind,
        actor_label=actor.label,
        facilities=tuple(s.facilities[0] for s in found),
        permissions=frozenset.intersection(*(s.permissions for s in found)),
        labels=tuple(sorted(set.intersection(*(set(s.labels) for s in found)))),
        purpose="operations",
        request_id=found[0].request_id,
    )


def communities_of(actor: Actor) -> list[Facility]:
    """The communities a person may enter, by name."""
    return facilities_of(active_memberships(actor).select_related("facility"))


def facilities_of(memberships: Iterable[Membership]) -> list[Facility]:
    """The communities of these memberships, each once, by name."""
    return sorted({m.facility for m in memberships}, key=lambda f: f.name)
