"""Calls, visits and letters with family, doctors and anybody outside."""

from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.notes import queries, rules
from hearth.record.notes.codes import Channel, Direction, Reached
from hearth.record.notes.events import ContactMadeRecorded, ContactMadeRetracted
from hearth.record.notes.models import ContactMade
from hearth.record.notes.queries import TELL
from hearth.record.residents import actions as people
from hearth.record.residents import queries as people_queries
from hearth.record.residents.codes import DeviationKind, RestrictionKind
from hearth.record.residents.models import Contact, Resident, Restriction
from hearth.record.residents.rules import check_stopped
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
    asked: str = "",
    promise: Task | None = None,
    call_back: datetime | None = None,
    promised: str = "",
    task: Task | None = None,
    because: Reference | None = None,
    effective: datetime | None = None,
    client_ref: UUID | None = None,
    somebody_else: bool = False,
    deviation_reason: str = "",
) -> ContactMade:
    """Record a call, visit or letter about a resident, reached or not, and what was said.

    With one of the resident's contacts, a practitioner, or somebody named in ``with_text``.
    ``promise`` is the task that was promised in it; ``call_back`` (UTC) makes one, to call back by
    then, about what was ``promised``. ``asked`` is what they asked. ``task`` asked for it, and
    ``because`` is what they were told of. ``effective`` is when it was, UTC; default
    now. The same ``client_ref`` with the same words is the row written before.

    Somebody who may have no information or no visits stops it: what happened all the same is
    recorded with ``deviation_reason``, and looked at; ``somebody_else`` says that a typed name is
    another person's.

    Raises Refused: nobody-named, restricted, future, until-past, other-resident; Conflict:
    reference-taken.
    """
    now = clock.now()
    happened = effective or now
    rules.check_contact_made(
        named=bool(contact or practitioner or with_text.strip()), effective=happened, now=now
    )
    known = _sent_before(scope, by, resident, text, client_ref)
    if known is not None:
        return known
    barred = _barred(
        scope,
        resident,
        contact,
        with_text,
        somebody_else=somebody_else,
        reason=deviation_reason,
    )
    if call_back is not None:
        promise = tasks.promise_call_back(
            scope=scope,
            by=by,
            due=call_back,
            resident=resident,
            promised_to=contact,
            promised_to_text="" if contact else str(practitioner or with_text.strip()),
            somebody_else=True,
            about=promised.strip() or asked.strip() or text.strip(),
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
        asked=asked.strip(),
        task=task,
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
    for one in barred:
        people.record_restriction_deviation(
            scope=scope,
            by=by,
            restriction=one,
            what=(
                DeviationKind.VISITED
                if channel in {Channel.VISIT, Channel.TALK}
                else DeviationKind.CALLED
                if direction is Direction.IN
                else DeviationKind.TOLD
            ),
            reason=deviation_reason,
            effective=happened,
            because=row,
        )
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


@action("notes.record_telling")
def record_telling(
    *,
    scope: Scope,
    by: Actor,
    task: Task,
    reached: Reached,
    channel: Channel = Channel.CALL,
    text: str = "",
    asked: str = "",
    call_back: datetime | None = None,
    promised: str = "",
    with_text: str = "",
    effective: datetime | None = None,
    client_ref: UUID | None = None,
    somebody_else: bool = False,
    deviation_reason: str = "",
) -> ContactMade:
    """Record that whoever a task names was told, or tried, of what the task was made for.

    The task says with whom and about what; ``with_text`` names the person spoken with at an
    office or agency. It is closed by what was recorded, never by this verb.

    Raises Refused: not-to-tell, and as ``record_contact_made``.
    """
    if task.code != TELL or task.resident is None:
        raise Refused("not-to-tell", N_("This is no task to tell somebody."))
    whom = queries.whom_of(scope, task)
    return record_contact_made(
        scope=scope,
        by=by,
        resident=task.resident,
        channel=channel,
        reached=reached,
        contact=whom.contact,
        practitioner=whom.practitioner,
        with_text="" if whom.contact else (with_text.strip() or whom.name),
        text=text,
        asked=asked,
        call_back=call_back,
        promised=promised,
        task=task,
        because=Reference(task.cause_type, task.cause_id) if task.cause_id else None,
        effective=effective,
        client_ref=client_ref,
        somebody_else=somebody_else,
        deviation_reason=deviation_reason,
    )


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


def _barred(
    scope: Scope,
    resident: Resident,
    contact: Contact | None,
    name: str,
    *,
    somebody_else: bool,
    reason: str,
) -> list[Restriction]:
    """Whom this goes against, though it may be recorded. Raises Refused: restricted."""
    kinds = (RestrictionKind.INFORMATION, RestrictionKind.VISITS)
    found = people_queries.stops(scope, resident, contact=contact, name=name, kinds=kinds)
    if not found:
        return []
    listed = contact is not None and bool(
        people_queries.stops(scope, resident, contact=contact, kinds=kinds)
    )
    excused = somebody_else and not listed
    check_stopped(stopped=True, somebody_else=excused, reason=reason)
    return [] if excused else [stop.restriction for stop in found]


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
