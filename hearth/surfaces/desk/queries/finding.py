"""Finding anything from anywhere: people, rooms, notes, tasks, documents, colleagues."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.kernel.folding import folded, prefix_bounds
from hearth.platform.scope import Scope
from hearth.record.documents.models import Document
from hearth.record.notes import queries as notes
from hearth.record.residents.models import Placement, Resident, ResidentTerm
from hearth.record.staff import queries as staff
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task
from hearth.surfaces.desk.queries.chart import residents


MOST = 12


@dataclass(slots=True)
class Found:
    """What a search found, by what it is."""

    residents: list[Resident] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    staff: list[Any] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.residents, self.tasks, self.notes, self.documents, self.staff))


def find(scope: Scope, text: str) -> Found:
    """Everything that begins with the words typed, in what this reader may see.

    Residents by any of their names or by their room; their open tasks and documents with them.
    Ranges on folded words only: they keep their index under row-level security.
    """
    found = Found()
    words = folded(text).split()[:4]
    if not words:
        return found
    if scope.may("residents.view_residents"):
        found.residents = search_residents(scope, words)
    ids = [r.pk for r in found.residents]
    if ids and len(ids) <= 3 and scope.may("tasks.view_task"):
        live = Task.objects.filter(facility_id__in=scope.facilities, resident_id__in=ids)
        live = live.filter(status__in=[str(s) for s in LIVE]).select_related("resident")
        found.tasks = list(live.order_by("due")[:MOST])
    if ids and len(ids) <= 3 and scope.may("documents.view_documents"):
        kept = Document.objects.filter(facility_id__in=scope.facilities, resident_id__in=ids)
        kept = kept.filter(status="current").select_related("resident")
        found.documents = list(kept.order_by("-recorded")[:MOST])
    if scope.may("notes.search_notes"):
        found.notes = list(notes.search_notes(scope, text)[:MOST])
    if scope.may("staff.view_staff"):
        found.staff = list(staff.search_members(scope, text)[:MOST])
    return found


def search_residents(scope: Scope, words: list[str]) -> list[Resident]:
    """Residents for whom each word begins one of their names, or the label of their place."""
    found = residents(scope)
    for word in words:
        low, high = prefix_bounds(word)
        terms = ResidentTerm.objects.filter(
            facility_id__in=scope.facilities, term__gte=low, term__lt=high, sort="name"
        )
        named = Q(family_folded__gte=low, family_folded__lt=high)
        named |= Q(given_folded__gte=low, given_folded__lt=high)
        named |= Q(pk__in=terms.values("resident_id"))
        if word[0].isdigit():
            low, high = prefix_bounds(word.upper())
            held = Placement.objects.filter(
                facility_id__in=scope.facilities,
                ends__isnull=True,
                cancelled_at__isnull=True,
                place__label__gte=low,
                place__label__lt=high,
            )
            named |= Q(pk__in=held.values("resident_id"))
        found = found.filter(named)
    return list(found.order_by("family_folded", "given_folded", "id")[:25])


def places_of(scope: Scope, residents: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """The place each of these residents holds at an instant, as said aloud."""
    held = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        resident_id__in=list(residents),
        cancelled_at__isnull=True,
    )
    return dict(held.order_by("starts").values_list("resident_id", "place__label"))
