"""Who works here, and as what; and who helps from outside?"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel.folding import prefix_bounds, words_of
from hearth.platform.scope import Scope
from hearth.record.staff.models import OutsidePractitioner, StaffMember, StaffRole


def every_member(scope: Scope) -> QuerySet[StaffMember]:
    """Everybody who works or worked here, by name."""
    found = StaffMember.objects.filter(facility_id__in=scope.facilities)
    return found.order_by("family_folded", "given_folded", "id")


def members(scope: Scope, day: date | None = None) -> QuerySet[StaffMember]:
    """Who works here: on a local day, or (without one) everybody who has not been ended."""
    found = every_member(scope)
    if day is None:
        return found.filter(active_to__isnull=True)
    return found.filter(Q(active_to__isnull=True) | Q(active_to__gte=day), active_from__lte=day)


def search_members(scope: Scope, text: str) -> QuerySet[StaffMember]:
    """Who works or worked here with a name that begins with each of the words typed."""
    found = every_member(scope)
    for word in words_of(text)[:3]:
        low, high = prefix_bounds(word)
        found = found.filter(
            Q(family_folded__gte=low, family_folded__lt=high)
            | Q(given_folded__gte=low, given_folded__lt=high)
        )
    return found


def member_of(scope: Scope, actor: Any) -> StaffMember | None:
    """The staff file of an actor (or of an actor's key), if they have one here."""
    return every_member(scope).filter(actor_id=getattr(actor, "pk", actor)).first()


def members_of(scope: Scope, actor_ids: Iterable[UUID]) -> dict[UUID, StaffMember]:
    """The staff files of several actors, by actor."""
    found = every_member(scope).filter(actor_id__in=set(actor_ids))
    return {m.actor_id: m for m in found if m.actor_id}


def roles(scope: Scope, day: date | None = None) -> QuerySet[StaffRole]:
    """What people may be on duty as; on a local day, or all that were ever assigned."""
    found = StaffRole.objects.filter(facility_id__in=scope.facilities)
    if day is not None:
        found = found.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
    return found.select_related("member", "neighborhood").order_by("starts", "id")


def role_codes(scope: Scope, day: date) -> dict[UUID, list[str]]:
    """As what each person may be on duty on a local day, by person."""
    found: dict[UUID, list[str]] = {}
    for member_id, role in roles(scope, day).values_list("member_id", "role"):
        if role not in found.setdefault(member_id, []):
            found[member_id].append(role)
    return found


def practitioners(scope: Scope, *, closed: bool = False) -> QuerySet[OutsidePractitioner]:
    """The practitioners outside the house, by name; with ``closed``, former ones too."""
    found = OutsidePractitioner.objects.filter(facility_id__in=scope.facilities)
    if not closed:
        found = found.filter(closed_at__isnull=True)
    return found.order_by("family_folded", "given", "id")
