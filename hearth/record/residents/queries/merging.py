"""Which records are or may be one person's?"""

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents.models import MergeLink, Resident

from .duplicates import Duplicate, duplicates_of, marks_of


def merges(scope: Scope) -> QuerySet[MergeLink]:
    """Merges proposed, done or taken back, the latest first."""
    found = MergeLink.objects.filter(facility_id__in=scope.facilities)
    found = found.select_related("resident", "duplicate", "proposed_by", "confirmed_by")
    return found.order_by("-proposed_at", "-id")


def open_merges(scope: Scope) -> QuerySet[MergeLink]:
    """Merges that wait for a second person, the oldest first."""
    waiting = merges(scope).filter(confirmed_at__isnull=True, reversed_at__isnull=True)
    return waiting.order_by("proposed_at", "id")


def merges_of(scope: Scope, resident: Resident) -> QuerySet[MergeLink]:
    """Every merge this record had a part in, the latest first."""
    return merges(scope).filter(Q(resident=resident) | Q(duplicate=resident))


def possible_merges(scope: Scope, resident: Resident) -> list[Duplicate]:
    """Records that may be this resident's too, surest first, unless somebody said they are not."""
    mark = marks_of(scope, [resident.pk]).get(resident.pk)
    if mark is None:
        return []
    told_apart = {resident.pk}
    for link in merges_of(scope, resident):
        told_apart |= {link.resident_id, link.duplicate_id}
    return [d for d in duplicates_of(scope, mark) if d.resident.pk not in told_apart]
