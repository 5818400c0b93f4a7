"""Write down what was given to somebody outside: the row is the proof, whoever made the copy."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.documents import queries, rules
from hearth.record.documents.codes import Purpose, Recipient, Way
from hearth.record.documents.events import DisclosureRecorded
from hearth.record.documents.models import ChartFile, Disclosure, Document, SurveyVisit
from hearth.record.residents.models import Contact, Resident


@action("documents.record_disclosure")
def record_disclosure(
    *,
    scope: Scope,
    by: Actor,
    recipient: str,
    to_whom: str,
    purpose: str,
    what: str,
    resident: Resident | None = None,
    residents: Iterable[UUID] = (),
    way: str = Way.PAPER,
    purpose_text: str = "",
    authority: str = "",
    contact: Contact | None = None,
    document: Document | None = None,
    chart: ChartFile | None = None,
    visit: SurveyVisit | None = None,
    chapters: Iterable[str] = (),
    from_day: date | None = None,
    until_day: date | None = None,
    pages: int | None = None,
    sha256: str = "",
    effective: datetime | None = None,
    performer_text: str = "",
    security_label: str = "",
) -> Disclosure:
    """Something about one resident, or a list of many (``residents``), was given to somebody outside.

    ``recipient``, ``purpose`` and ``way`` are codes of ``Recipient``, ``Purpose`` and ``Way``;
    ``to_whom`` is the person or office in words. ``sha256`` and ``pages`` are of the very file.
    Why is told in ``purpose_text``, which a list of many must have.
    Raises Refused: recipient-missing, what-missing, why-missing, authority-missing, word-unknown,
    future.
    """
    of_many = list(residents)
    rules.check_release(
        recipient=recipient,
        to_whom=to_whom,
        purpose=purpose,
        authority=authority,
        what=what,
        of_many=bool(of_many),
        why=purpose_text,
    )
    _check_words(recipient, purpose, way)
    now = clock.now()
    if effective is not None and effective > now:
        raise Refused("future", N_("It cannot be given later than now: change the time."))
    label = rules.wider_label(
        security_label or "normal",
        resident.security_label if resident else "normal",
        document.security_label if document else "normal",
    )
    row = Disclosure.objects.create(
        facility_id=scope.facility_id,
        security_label=label,
        resident=resident,
        residents=of_many,
        recipient=recipient,
        to_whom=to_whom.strip()[:160],
        contact=contact,
        purpose=purpose,
        purpose_text=purpose_text.strip()[:240],
        authority=authority.strip(),
        way=way,
        what=what.strip()[:240],
        chapters=list(chapters),
        from_day=from_day,
        until_day=until_day,
        document=document,
        chart=chart,
        visit=visit,
        pages=pages,
        sha256=sha256,
        effective=effective or now,
        recorded=now,
        recorder=by,
        performer_text=performer_text.strip() or by.label,
    )
    note(
        "documents.record_disclosure",
        row,
        by=by,
        detail={"recipient": row.recipient, "purpose": row.purpose, "way": row.way},
    )
    publish(
        DisclosureRecorded(
            facility_id=row.facility_id,
            disclosure_id=row.pk,
            resident_id=row.resident_id,
            recipient=row.recipient,
            purpose=row.purpose,
        )
    )
    return row


@action("documents.take_copy")
def take_copy(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    what: str,
    document: Document | None = None,
    pages: int | None = None,
    sha256: str = "",
) -> Disclosure | None:
    """A visitor took a file from their own screen: a release like any other.

    For anybody else it is no release, and None comes back.
    """
    if not scope.read_only:
        return None
    row = record_disclosure(
        scope=scope,
        by=by,
        resident=resident,
        recipient=Recipient.SURVEYOR,
        to_whom=scope.actor_label,
        purpose=Purpose.OVERSIGHT,
        way=Way.FILE,
        what=what,
        document=document,
        visit=queries.own_visit(scope),
        pages=pages,
        sha256=sha256,
    )
    note("documents.take_copy", row, by=by)
    return row


@action("documents.retract_disclosure")
def retract_disclosure(
    *, scope: Scope, by: Actor, disclosure: Disclosure, reason: str
) -> Disclosure:
    """It was written down by mistake: it stays, struck through, with the reason.

    Raises Refused: already-retracted, reason-missing.
    """
    rows = queries.disclosures(scope).select_related(None).select_for_update(of=("self",))
    row = rows.get(pk=disclosure.pk)
    if row.entered_in_error_at is not None:
        raise Refused("already-retracted", N_("This is marked as entered in error already."))
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was entered in error."))
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()[:240]
    row.save(
        update_fields=[
            "entered_in_error_at",
            "entered_in_error_by",
            "entered_in_error_reason",
        ]
    )
    note("documents.retract_disclosure", row, by=by)
    return row


def _check_words(recipient: str, purpose: str, way: str) -> None:
    for kind, code in ((Recipient, recipient), (Purpose, purpose), (Way, way)):
        if code not in kind.codes():
            raise Refused("word-unknown", N_("Choose one of the words of the list."))
