"""Documents that bring their file with them."""

import base64
import binascii
import io
from datetime import date
from uuid import UUID

from hearth.kernel.errors import Refused
from hearth.kernel.merging import CREATED, Taken
from hearth.platform.scope import scoped
from hearth.record.documents.actions import upload_document
from hearth.record.documents.codes import LOINC_OF, DocumentType
from hearth.record.residents.models import Resident
from hearth.surfaces.interop.datatypes import Attachment, Concept
from hearth.surfaces.interop.mapped import DocumentFacts
from hearth.surfaces.interop.reasons import reason
from hearth.surfaces.interop.told import text

from .part import Case, Part


_LOINC = "http://loinc.org"
_TYPE_OF = {code: kind for kind, code in LOINC_OF.items()}
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
}


def take_documents(part: Part) -> None:
    """File the first file of each document; what cannot be kept as one is kept as it came.

    A document that is known already is not filed again: its words are kept beside the first.
    """
    for case in part.of_type("DocumentReference"):
        if not part.settle_resident(case):
            continue
        if case.row is not None:
            case.become("Document", Taken(row=case.row))
            continue
        try:
            # A refused file must not take the part with it.
            with scoped(part.scope):
                row = _file(part, case)
        except Refused as refused:
            case.keep(reason("file-refused", problem=refused.code))
        else:
            case.become("Document", Taken(row=row, fate=CREATED))


def _file(part: Part, case: Case) -> UUID:
    facts: DocumentFacts = case.facts
    attachment = next(one for one in facts.attachments if one.data)
    here = Resident.objects.filter(facility_id__in=part.scope.facilities)
    resident = here.get(pk__in=[case.resident])
    title = attachment.title or text.words(facts.document_type, 200) or facts.description
    return upload_document(
        scope=part.scope,
        by=part.by,
        type=type_of(facts.document_type),
        title=text.cut(title or "Document", 200),
        resident=resident,
        stream=io.BytesIO(_bytes(attachment)),
        file_name=_name(attachment),
        description=text.cut(facts.description, 2000),
        date=_date(part, facts),
        author_text=text.who(*facts.authors),
        security_label=part.label(case),
        known=True,
    ).pk


def _bytes(attachment: Attachment) -> bytes:
    """The file itself. Raises Refused (file-broken) for what is no base64."""
    try:
        return base64.b64decode("".join(attachment.data.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("file-broken", "") from error


def _name(attachment: Attachment) -> str:
    ending = _ENDINGS.get(attachment.content_type.partition(";")[0].strip(), "")
    stem = attachment.title or "document"
    return stem if not ending or stem.lower().endswith(ending) else stem + ending


def _date(part: Part, facts: DocumentFacts) -> date | None:
    found, precision = text.first_day(facts.date, part.zone)
    return found if precision == "day" else None


def type_of(concept: Concept | None) -> str:
    """The record's word for a kind of document, by LOINC; else other."""
    code = concept.code(_LOINC) if concept else ""
    return str(_TYPE_OF.get(code, DocumentType.OTHER))
