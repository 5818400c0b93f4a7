"""What was published, and which deliveries wait or failed?"""

from datetime import datetime

from django.db.models import Count, Min, QuerySet

from hearth.platform.scope.scope import Scope

from .codes import DeliveryState
from .models import Delivery, DomainEvent


def events(scope: Scope, *, since: datetime) -> QuerySet[DomainEvent]:
    """Facts published in these communities since then, newest first."""
    return DomainEvent.objects.filter(
        facility_id__in=scope.facilities, occurred_at__gte=since
    ).order_by("-occurred_at")


def open_deliveries(scope: Scope) -> QuerySet[Delivery]:
    """Deliveries still on their way, oldest first, each with its event."""
    return (
        Delivery.objects.filter(facility_id__in=scope.facilities, state=DeliveryState.PENDING)
        .select_related("event")
        .order_by("published_at")
    )


def failed_deliveries(scope: Scope) -> QuerySet[Delivery]:
    """Deliveries that failed for good, newest first, each with its event."""
    return (
        Delivery.objects.filter(facility_id__in=scope.facilities, state=DeliveryState.FAILED)
        .select_related("event")
        .order_by("-published_at")
    )


def delivery_counts(scope: Scope) -> dict[str, dict[str, object]]:
    """By state: how many deliveries are not done, and since when the oldest waits."""
    found = (
        Delivery.objects.filter(facility_id__in=scope.facilities)
        .exclude(state=DeliveryState.DONE)
        .values("state")
        .annotate(count=Count("id"), oldest=Min("published_at"))
    )
    return {row["state"]: {"count": row["count"], "oldest": row["oldest"]} for row in found}
