"""Take a file into the record. The bytes are looked at, encrypted and stored by platform.files."""

from datetime import date
from typing import IO

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.content import lists
from hearth.platform.files import actions as files
from hearth.platform.files import queries as stored
from hearth.platform.files.codes import BlobState
from hearth.platform.files.models import Blob
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.documents import queries, rules
from hearth.record.documents.codes import DocumentStatus
from hearth.record.documents.events import DocumentReplaced, DocumentUploaded
from hearth.record.documents.models import Document
from hearth.record.residents.models import Resident


@action("documents.upload_document")
def upload_document(
    *,
    scope: Scope,
    by: Actor,
    type: str,  # noqa: A002 - FHIR's own word
    title: str,
    resident: Resident | None = None,
    stream: IO[bytes] | None = None,
    file_name: str = "",
    blob: Blob | None = None,
    description: str = "",
    date: date | None = None,
    valid_until: date | None = None,
    author_text: str = "",
    security_label: str = "",
    because: Reference | None = None,
    known: bool = False,
) -> Document:
    """File one document about a resident, or about the house (no ``resident``).

    The file comes as a ``stream`` with the sender's ``file_name``, or as a ``blob`` that ``by``
    sent before (``files.actions.store``). ``type`` is a code of the community's document types;
    ``date`` stands on the document; one that is good for some months ends by itself. Without
    ``security_label`` the type decides. The same file of the same resident is filed twice only
    when it is ``known`` to be so. Raises Refused: type-unknown, title-missing, date-future,
    ends-before-date, label-not-yours, same-file, and file-… as ``files.store`` does.
    """
    facility = Facility.objects.get(pk=scope.facility_id)
    kind = lists.item("document-types", type, facility)
    offered = [i.code for i in lists.items("document-types", facility)]
    rules.check_words(type_=type, offered=offered, title=title)
    rules.check_dates(date, valid_until, today=facility.today())
    label = security_label or _label(type, kind)
    if resident is not None:
        label = rules.wider_label(label, resident.security_label)
    rules.check_label(label, allowed=scope.labels)
    kept = _blob(scope, by, stream, file_name, blob)
    if not known:
        _check_new(scope, kept, resident)
    months = kind.values.get("valid_months", 0) if kind else 0
    row = _file(
        scope,
        by,
        kept,
        resident=resident,
        security_label=label,
        type=type,
        title=title.strip(),
        description=description.strip(),
        date=date,
        valid_until=valid_until or rules.good_until(date, months),
        author_text=author_text.strip(),
        because_type=because.type if because else "",
        because_id=because.id if because else None,
    )
    note("documents.upload_document", row, by=by, detail={"type": row.type})
    publish(
        DocumentUploaded(
            facility_id=row.facility_id,
            document_id=row.pk,
            resident_id=row.resident_id,
            type=row.type,
        )
    )
    return row


@action("documents.replace_document")
def replace_document(
    *,
    scope: Scope,
    by: Actor,
    document: Document,
    stream: IO[bytes] | None = None,
    file_name: str = "",
    blob: Blob | None = None,
    title: str = "",
    date: date | None = None,
    valid_until: date | None = None,
) -> Document:
    """File a newer version in the place of a document; the older one stays readable.

    Resident, type and label are those of the older one, the title too unless another is given.
    Raises Conflict: not-current; Refused: date-future, ends-before-date, same-file, file-….
    """
    old = queries.locked(scope, document)
    facility = Facility.objects.get(pk=old.facility_id)
    rules.check_current(DocumentStatus(old.status))
    rules.check_dates(date, valid_until, today=facility.today())
    kept = _blob(scope, by, stream, file_name, blob)
    _check_new(scope, kept, old.resident)
    kind = lists.item("document-types", old.type, facility)
    months = kind.values.get("valid_months", 0) if kind else 0
    old.status = DocumentStatus.SUPERSEDED
    old.save(update_fields=["status"])
    row = _file(
        scope,
        by,
        kept,
        resident=old.resident,
        security_label=old.security_label,
        type=old.type,
        title=title.strip() or old.title,
        description=old.description,
        date=date,
        valid_until=valid_until or rules.good_until(date, months),
        author_text=old.author_text,
        replaces=old,
    )
    note("documents.replace_document", row, by=by, detail={"replaced": str(old.pk)})
    publish(
        DocumentReplaced(
            facility_id=row.facility_id,
            document_id=row.pk,
            replaced_id=old.pk,
            resident_id=row.resident_id,
            type=row.type,
        )
    )
    return row


def _label(type_: str, kind: lists.Item | None) -> str:
    """Restricted where the community's list says so, else as the type begins."""
    if kind is not None and kind.values.get("restricted"):
        return "restricted"
    return rules.default_label(type_)


def _blob(
    scope: Scope, by: Actor, stream: IO[bytes] | None, file_name: str, blob: Blob | None
) -> Blob:
    """The stored file, attached from now on: taken in now, or held since its first sending."""
    if blob is None:
        if stream is None:
            raise Refused("file-missing", N_("Choose the file."))
        blob = files.store(scope=scope, by=by, stream=stream, declared_name=file_name)
    elif blob.stored_by_id != by.pk or blob.state != BlobState.HELD:
        raise Refused("file-missing", N_("Choose the file again."))
    rules.check_file(blob.content_type, blob.size)
    return files.keep(scope=scope, by=by, blob=blob)


def _check_new(scope: Scope, blob: Blob, resident: Resident | None) -> None:
    """Ask before the same scan is filed twice. Raises Conflict: same-file."""
    same = stored.same_content(scope, blob).values_list("pk", flat=True)[:20]
    found = queries.current(scope).filter(blob__in=list(same), resident=resident).first()
    if found is not None:
        raise Conflict(
            "same-file",
            N_(
                "The same file is here already as {title}. Say that you want it twice, or leave."
            ),
            title=found.title,
        )


def _file(scope: Scope, by: Actor, blob: Blob, **said: object) -> Document:
    return Document.objects.create(
        facility_id=scope.facility_id,
        blob=blob.pk,
        sha256=blob.sha256,
        size=blob.size,
        content_type=blob.content_type,
        file_name=blob.name,
        pages=blob.pages,
        recorded=clock.now(),
        recorder=by,
        **said,
    )
