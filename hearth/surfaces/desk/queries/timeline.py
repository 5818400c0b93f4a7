"""Everything that happened to one resident, newest first, out of every area of the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.record.documents.models import Document
from hearth.record.notes.models import ContactMade, Note
from hearth.record.observations.models import Observation
from hearth.record.residents import queries as residents
from hearth.record.residents.models import Resident, StayEvent, Whereabouts
from hearth.record.tasks.models import Task


PAGE = 40


@dataclass(frozen=True, slots=True)
class Happened:
    """One fact of the timeline: what sort of row it is, when it was so, and the row itself."""

    sort: str
    effective: datetime
    recorded: datetime
    row: Any


@dataclass(frozen=True, slots=True)
class Source:
    """Where the timeline reads one sort of fact, and who may."""

    sort: str
    model: Any
    permission: str
    when: str = "effective"
    related: tuple[str, ...] = ("recorder",)
    only: tuple[Q, ...] = ()


SOURCES = (
    Source("note", Note, "notes.view_notes", related=("recorder", "author")),
    Source("contact", ContactMade, "notes.view_contacts_made", related=("recorder", "contact")),
    Source(
        "task",
        Task,
        "tasks.view_task",
        related=("recorder", "performer"),
        only=(Q(recorded__isnull=False), ~Q(outcome="")),
    ),
    Source("observation", Observation, "observations.view_observations"),
    Source("residency", StayEvent, "residents.view_resident"),
    Source("whereabouts", Whereabouts, "residents.view_whereabouts"),
    Source(
        "document",
        Document,
        "documents.view_documents",
        when="recorded",
        only=(Q(status="current"),),
    ),
)


def timeline(
    scope: Scope,
    resident: Resident,
    *,
    before: datetime,
    since: datetime | None = None,
    sorts: tuple[str, ...] = (),
) -> list[Happened]:
    """The newest facts before an instant, a page of them at most; one question for each area."""
    found: list[Happened] = []
    ids = residents.record_ids(scope, resident)
    for source in SOURCES:
        if (sorts and source.sort not in sorts) or not scope.may(source.permission):
            continue
        found += _read(scope, source, ids, before, since)
    return sorted(found, key=lambda h: (h.effective, h.recorded), reverse=True)[:PAGE]


def _read(
    scope: Scope, source: Source, ids: frozenset[UUID], before: datetime, since: datetime | None
) -> list[Happened]:
    rows = source.model.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=ids,
        **{f"{source.when}__lt": before},
    )
    if since is not None:
        rows = rows.filter(**{f"{source.when}__gte": since})
    rows = rows.filter(*source.only)
    rows = rows.select_related(*source.related).order_by(f"-{source.when}")[:PAGE]
    return [Happened(source.sort, getattr(r, source.when), r.recorded, r) for r in rows]
