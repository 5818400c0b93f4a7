"""Finding anything from anywhere: people, rooms, notes, tasks, documents, colleagues."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hearth.kernel.folding import folded
from hearth.platform.scope import Scope
from hearth.record.documents.models import Document
from hearth.record.notes import queries as notes
from hearth.record.residents import queries as people
from hearth.record.staff import queries as staff
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task


MOST = 12


@dataclass(slots=True)
class Found:
    """What a search found, by what it is."""

    residents: list[people.Found] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    staff: list[Any] = field(default_factory=list)
    contacts: list[people.FoundContact] = field(default_factory=list)

    def __bool__(self) -> bool:
        found = (self.residents, self.tasks, self.notes, self.documents, self.staff)
        return any((*found, self.contacts))


def find(scope: Scope, text: str, now: datetime, day: date) -> Found:
    """Everything that begins with the words typed, in what this reader may see, on a local day.

    Residents by any of their names, numbers or their room; of up to three of them the open tasks
    and documents too. Ranges on folded words only: they keep their index under row-level security.
    """
    found = Found()
    if not folded(text):
        return found
    if scope.may("residents.view_residents"):
        found.residents = people.search_residents(scope, text, now)
    if scope.may("residents.view_contacts"):
        found.contacts = people.search_contacts(scope, text, day)[:MOST]
    ids = [r.resident.pk for r in found.residents]
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
