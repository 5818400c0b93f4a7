"""Calls, visits and letters with family, doctors and anybody outside."""

from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.notes import rules
from hearth.record.notes.codes import Channel, Direction, Reached
from hearth.record.notes.events import ContactMadeRecorded, ContactMadeRetracted
from hearth.record.notes.models import ContactMade
from hearth.record.residents.models import Contact, Resident
from hearth.record.staff import queries as staff
from hearth.record.staff.models import OutsidePractitioner
from hearth.record.tasks import actions as tasks
from hearth.record.tasks.models import Task


@action("notes.record_contact_made")
def record_contact_made(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    channel: Channel,
    reached: Reached,
    direction: Direction = Direction.OUT,
    contact: Contact | None = None,
    practitioner: OutsidePractitioner | None = None,
    with_text: str = "",
    text: str = "",
    promise: Task | None = None,
    call_back: datetime | None = None,
    because: Reference | None = None,
    effective: datetime | None = None,
    client_ref: UUID | None = None,
) -> ContactMade:
    """Record a call, visit or letter about a resident, reached or not, and what was said.

    With one of the resident's contacts, a practitioner, or somebody named in ``with_text``.
    ``promise`` is the task that was promised in it; ``call_back`` (UTC) makes one, to call back by
    then. ``effective`` is when it was, UTC; default
    now. The same ``client_ref`` with the same words is the row written before.

    Raises Refused: nobody-named, future, until-past, other-resident; Conflict: reference-taken.
    """
    now = clock.now()
    happened = effective or now
    rules.check_contact_made(
        named=bool(contact or practitioner or with_text.strip()), effective=happened, now=now
    )
    known = _sent_before(scope, by, resident, text, client_ref)
    if known is not None:
        return known
    if call_back is not None:
        promise = tasks.promise_call_back(
            scope=scope,
            by=by,
            due=call_back,
            resident=resident,
            promised_to=contact,
            promised_to_text="" if contact else str(practitioner or with_text.strip()),
            about=text.strip(),
        )
    row = ContactMade(
        facility_id=scope.facility_id,
        security_label=resident.security_label,
        resident=resident,
        contact=contact,
        practitioner=practitioner,
        with_text=with_text.strip(),
        channel=channel,
        direction=direction,
        reached=reached,
        text=text.strip(),
        promise=promise,
        because_type=because.type if because else "",
        because_id=because.id if because else None,
        effective=happened,
        recorded=now,
        author=staff.member_of(scope, by),
        recorder=by,
        client_ref=client_ref,
    )
    row.save(force_insert=True)
    audit.note("notes.record_contact_made", row, by=by, detail={"reached": str(reached)})
    publish(
        ContactMadeRecorded(
            facility_id=row.facility_id,
            contact_made_id=row.pk,
            resident_id=resident.pk,
            contact_id=contact.pk if contact else None,
            reached=str(reached),
        )
    )
    return row


@action("notes.retract_contact_made")
def retract_contact_made(
    *, scope: Scope, by: Actor, contact_made: ContactMade, reason: str
) -> ContactMade:
    """Mark a contact as entered in error, with the reason; it stays readable.

    Raises Refused: already-retracted, reason-missing.
    """
    found = ContactMade.objects.select_for_update().filter(facility_id__in=scope.facilities)
    row = found.get(pk=contact_made.pk)
    rules.check_retraction(in_error=row.entered_in_error_at is not None, reason=reason)
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    row.save(
        update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"]
    )
    audit.note("notes.retract_contact_made", row, by=by)
    publish(
        ContactMadeRetracted(
            facility_id=row.facility_id, contact_made_id=row.pk, resident_id=row.resident_id
        )
    )
    return row


def _sent_before(
    scope: Scope, by: Actor, resident: Resident, text: str, client_ref: UUID | None
) -> ContactMade | None:
    """The row that came under this reference already: a form sent twice records once."""
    if client_ref is None:
        return None
    known = ContactMade.objects.filter(facility_id=scope.facility_id, client_ref=client_ref)
    row = known.first()
    if row is None:
        return None
    if (row.recorder_id, row.resident_id, row.text) != (by.pk, resident.pk, text.strip()):
        raise Conflict(
            "reference-taken",
            N_(
                "This page was sent before with other words. Open a new one and write it there."
            ),
        )
    return row
