"""What was done for many residents in one go."""

from django.db.models import QuerySet

from hearth.platform.scope import Scope
from hearth.record.notes.models import Together, TogetherItem


def together(scope: Scope) -> QuerySet[Together]:
    """Everything that was done for many at once, the latest first."""
    found = Together.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("recorder", "undone_by").order_by("-recorded", "-id")


def items_of(scope: Scope, done: Together) -> QuerySet[TogetherItem]:
    """The rows that were written, each with its resident."""
    found = TogetherItem.objects.filter(facility_id__in=scope.facilities, together=done)
    return found.select_related("resident").order_by("id")
