"""FHIR DocumentReference and Binary → a document with its files as they came."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import Attachment
from hearth.surfaces.interop.fhir.element import LONG, Context, Element, Unfit
from hearth.surfaces.interop.mapped import DocumentFacts, Line
from hearth.surfaces.interop.reasons import reason


# Source: http://hl7.org/fhir/ValueSet/document-reference-status, composition-status
STATUSES = frozenset({"current", "superseded", "entered-in-error"})
DOC_STATUSES = frozenset({"preliminary", "final", "amended", "entered-in-error"})


def document_reference(resource: Mapping[str, Any], context: Context) -> DocumentFacts:
    """Raises Unfit (missing, unknown-code) without a clear status. Fetches nothing."""
    element = Element.of(resource, context)
    status = element.code("status", STATUSES, essential=True)
    if not status:
        raise Unfit(reason("missing", path="DocumentReference.status"))
    kind, date = element.concept("type"), element.when("date")
    description = element.text("description", limit=LONG)
    surroundings = element.one("context")
    attachments = _attachments(element)
    title = next((file.title for file in attachments if file.title), "")
    return DocumentFacts(
        resident=element.ref("subject", "Patient"),
        status=status,
        doc_status=element.code("docStatus", DOC_STATUSES),
        document_type=kind,
        categories=element.concepts("category"),
        date=date,
        period=surroundings.period("period") if surroundings else None,
        description=description,
        authors=element.refs("author"),
        custodian=element.ref("custodian", "Organization"),
        attachments=attachments,
        in_error=status == "entered-in-error",
        line=Line(
            N_("Document"),
            (kind.label if kind else "") or title or description[:120],
            status,
            str(date or ""),
        ),
        **element.common(),
    )


def binary(resource: Mapping[str, Any], context: Context) -> DocumentFacts:
    """A bare file; FHIR says nothing about whom it concerns except ``securityContext``."""
    element = Element.of(resource, context)
    attachment = element.as_attachment()
    kind = element.text("contentType")
    return DocumentFacts(
        resident=element.ref("securityContext"),
        attachments=(attachment,) if attachment else (),
        line=Line(N_("File"), kind),
        **element.common(),
    )


def _attachments(element: Element) -> tuple[Attachment, ...]:
    found = (item.one("attachment") for item in element.all("content"))
    made = (item.as_attachment() for item in found if item)
    return tuple(item for item in made if item)
