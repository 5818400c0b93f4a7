"""Change what is said of a document, or take it back. The file itself never changes."""

from datetime import date

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.content import lists
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.documents import queries, rules
from hearth.record.documents.codes import DocumentStatus
from hearth.record.documents.events import DocumentChanged, DocumentRetracted
from hearth.record.documents.models import Document


@action("documents.change_document")
def change_document(
    *,
    scope: Scope,
    by: Actor,
    document: Document,
    type: str,  # noqa: A002 - FHIR's own word
    title: str,
    description: str = "",
    date: date | None = None,
    valid_until: date | None = None,
    author_text: str = "",
    security_label: str = "",
) -> Document:
    """Say better what a document is: type, title, dates, from whom. Every version is kept.

    An empty ``security_label`` leaves the label as it is. Raises Conflict: not-current; Refused:
    type-unknown, title-missing, date-future, ends-before-date, label-not-yours.
    """
    row = queries.locked(scope, document)
    facility = Facility.objects.get(pk=row.facility_id)
    rules.check_current(DocumentStatus(row.status))
    offered = {i.code for i in lists.items("document-types", facility)} | {row.type}
    rules.check_words(type_=type, offered=offered, title=title)
    rules.check_dates(date, valid_until, today=facility.today())
    label = security_label or row.security_label
    rules.check_label(label, allowed=scope.labels)
    row.type, row.title, row.description = type, title.strip(), description.strip()
    row.date, row.valid_until = date, valid_until
    row.author_text, row.security_label = author_text.strip(), label
    row.save(
        update_fields=[
            "type",
            "title",
            "description",
            "date",
            "valid_until",
            "author_text",
            "security_label",
        ]
    )
    note("documents.change_document", row, by=by, detail={"type": row.type})
    publish(
        DocumentChanged(
            facility_id=row.facility_id,
            document_id=row.pk,
            resident_id=row.resident_id,
            type=row.type,
        )
    )
    return row


@action("documents.retract_document")
def retract_document(*, scope: Scope, by: Actor, document: Document, reason: str) -> Document:
    """Mark a document as entered in error, with the reason. It stays, and is offered no more.

    The one it took the place of holds again. Raises Refused: already-retracted, reason-missing.
    """
    row = queries.locked(scope, document)
    rules.check_retraction(DocumentStatus(row.status), reason)
    was_current = row.status == DocumentStatus.CURRENT
    row.status = DocumentStatus.ENTERED_IN_ERROR
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    row.save(
        update_fields=[
            "status",
            "entered_in_error_at",
            "entered_in_error_by",
            "entered_in_error_reason",
        ]
    )
    if was_current and row.replaces_id is not None:
        _hold_again(scope, by, row)
    note("documents.retract_document", row, by=by, detail={"type": row.type})
    publish(
        DocumentRetracted(
            facility_id=row.facility_id,
            document_id=row.pk,
            resident_id=row.resident_id,
            type=row.type,
        )
    )
    return row


def _hold_again(scope: Scope, by: Actor, row: Document) -> None:
    """The version before a mistaken one is the current word again."""
    older = queries.locked(scope, row.replaces)
    if older.status == DocumentStatus.SUPERSEDED:
        older.status = DocumentStatus.CURRENT
        older.save(update_fields=["status"])
        note("documents.change_document", older, by=by, detail={"status": "current"})
