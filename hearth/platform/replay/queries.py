"""What did devices send that waits for a person?"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hearth.platform.scope.scope import Scope

from .codes import WAITING
from .models import ReplayConflict, ReplayEntry


def waiting_entries(scope: Scope) -> QuerySet[ReplayEntry]:
    """Writes kept as sent, that nobody has decided about yet, oldest first."""
    return ReplayEntry.objects.filter(
        facility_id__in=scope.facilities, state__in=WAITING
    ).order_by("received_at")


def waiting_conflicts(scope: Scope) -> QuerySet[ReplayConflict]:
    """References that came with two contents, not decided yet, oldest first, with the first entry."""
    return (
        ReplayConflict.objects.filter(facility_id__in=scope.facilities, settled_at__isnull=True)
        .select_related("entry")
        .order_by("received_at")
    )


def own_entries(scope: Scope, actor_id: UUID) -> QuerySet[ReplayEntry]:
    """What this person wrote that waits for somebody to decide, oldest first."""
    return waiting_entries(scope).filter(actor_id=actor_id)


def own_conflicts(scope: Scope, actor_id: UUID) -> QuerySet[ReplayConflict]:
    """What this person sent under a reference that was taken, not decided yet."""
    return waiting_conflicts(scope).filter(actor_id=actor_id)


def waiting_count(scope: Scope) -> int:
    """How many writes of devices wait for a person."""
    return waiting_entries(scope).count() + waiting_conflicts(scope).count()


def sent_by_device(scope: Scope, device_id: UUID, *, since: datetime) -> QuerySet[ReplayEntry]:
    """Everything one device sent since then, newest first."""
    return ReplayEntry.objects.filter(
        facility_id__in=scope.facilities, device_id=device_id, received_at__gte=since
    ).order_by("-received_at")


def first_answer(scope: Scope, client_ref: UUID) -> ReplayEntry | None:
    """The entry of a client reference, or None if it never came."""
    return ReplayEntry.objects.filter(
        facility_id__in=scope.facilities, client_ref=client_ref
    ).first()
