"""Which documents? Reading, scope first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from hearth.kernel.references import Evidence, Reference
from hearth.platform.files import queries as files
from hearth.platform.files.models import Blob
from hearth.platform.scope import Scope
from hearth.record.documents.codes import PROOF_TYPES, DocumentStatus
from hearth.record.documents.models import Document
from hearth.record.residents.models import Resident
from hearth.record.residents.queries import record_ids
from hearth.record.tasks.codes import Paper


SOON = timedelta(days=60)
MOST_VERSIONS = 50


def documents(scope: Scope) -> QuerySet[Document]:
    """Every document that exists for this reader, in every status."""
    found = Document.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    return found.select_related("resident", "recorder")


def current(scope: Scope) -> QuerySet[Document]:
    """The documents that hold: neither replaced nor taken back."""
    return documents(scope).filter(status=DocumentStatus.CURRENT.value)


def of_resident(scope: Scope, resident: Resident) -> QuerySet[Document]:
    """The current documents of one resident, newest first."""
    records = record_ids(scope, resident)
    return current(scope).filter(resident_id__in=records).order_by("-recorded", "-id")


def of_house(scope: Scope) -> QuerySet[Document]:
    """The current documents of the house itself, newest first."""
    return current(scope).filter(resident__isnull=True).order_by("-recorded", "-id")


def counts_by_type(scope: Scope, found: QuerySet[Document]) -> dict[str, int]:
    """How many documents of each type there are among ``found``."""
    counted = found.filter(facility_id__in=scope.facilities).order_by().values("type")
    return {row["type"]: row["n"] for row in counted.annotate(n=Count("id"))}


def locked(scope: Scope, document: Document) -> Document:
    """The row itself, locked for whoever changes it now."""
    found = Document.objects.select_for_update(of=("self",))
    return found.get(facility_id__in=scope.facilities, pk=document.pk)


def expiring(
    scope: Scope, day: date, *, within: timedelta = SOON, resident: Resident | None = None
) -> QuerySet[Document]:
    """Current documents that end within this time or have ended, the first to end first."""
    found = current(scope) if resident is None else of_resident(scope, resident)
    return ending(scope, found, day, within)


def ending(
    scope: Scope, found: QuerySet[Document], day: date, within: timedelta = SOON
) -> QuerySet[Document]:
    """Those among ``found`` that end within this time or have ended, the first to end first."""
    found = found.filter(facility_id__in=scope.facilities, valid_until__isnull=False)
    return found.filter(valid_until__lte=day + within).order_by("valid_until", "id")


def proofs(
    scope: Scope, resident: Resident, types: Iterable[str] = PROOF_TYPES
) -> QuerySet[Document]:
    """Current documents that can prove a directive or an authority: what a picker offers.

    The key of a chosen row is what ``AdvanceDirective`` and ``ContactAuthority`` keep.
    """
    return of_resident(scope, resident).filter(type__in=[str(t) for t in types])


def papers(scope: Scope, resident_id: UUID, types: Iterable[str]) -> dict[str, list[Paper]]:
    """What is on file for a resident of each of these types, the newest first."""
    rows = current(scope).filter(resident_id=resident_id, type__in=list(types))
    found: dict[str, list[Paper]] = {}
    for row in rows.order_by("-recorded", "-id"):
        paper = Paper(
            reference=str(Reference("Document", row.pk)),
            text=row.title,
            day=row.recorded.date(),
        )
        found.setdefault(row.type, []).append(paper)
    return found


def versions(scope: Scope, document: Document) -> list[Document]:
    """The versions of a document, newest first, this one among them."""
    newest = document
    for _step in range(MOST_VERSIONS):
        later = documents(scope).filter(replaces=newest).order_by("-recorded").first()
        if later is None:
            break
        newest = later
    found = [newest]
    while found[-1].replaces_id and len(found) < MOST_VERSIONS:
        older = documents(scope).filter(pk=found[-1].replaces_id).first()
        if older is None:
            break
        found.append(older)
    return found


def blob_of(scope: Scope, document: Document) -> Blob | None:
    """The stored file of a document that this reader may open; None when its bytes are gone."""
    return files.blobs(scope).filter(pk=document.blob).first()


def evidence(scope: Scope, resident: Resident, since: datetime) -> list[Evidence]:
    """What was filed since then, newest first, to be read beside what other rooms know."""
    rows = of_resident(scope, resident).filter(recorded__gte=since)[:100]
    return [
        Evidence(
            reference=Reference("DocumentReference", row.pk),
            code=row.type,
            value=row.title,
            effective=row.recorded.isoformat(),
            said_by=row.author_text or str(row.recorder),
        )
        for row in rows
    ]
