"""Which rosters somebody kept."""

from django.db.models import Q, QuerySet

from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents.models import SavedList


def saved_lists(scope: Scope, actor: Actor) -> QuerySet[SavedList]:
    """The lists an actor may open: their own, and everybody's; by name."""
    found = SavedList.objects.filter(
        Q(owner=actor) | Q(owner__isnull=True),
        facility_id__in=scope.facilities,
        ended_at__isnull=True,
    )
    return found.order_by("name", "id")
