"""Whom to tell of what, and what relatives agreed on."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents.codes import TellBy, TellEvent, TellWhen
from hearth.record.residents.events import ContactChanged
from hearth.record.residents.models import Agreement, Contact, ContactWish, Resident

from ._rows import _about, _fits, _in_error, _locked, _not_ended, _record, _today


@action("residents.set_wishes")
def set_wishes(
    *,
    scope: Scope,
    by: Actor,
    contact: Contact,
    wishes: Mapping[TellEvent, tuple[TellWhen, TellBy | None] | None],
) -> list[ContactWish]:
    """Keep what a contact wishes to be told of, when and by which way.

    Only the events named are touched; None takes a wish back, so that what is usual holds. What
    was wished before stays in the history. Comes back: the wishes that changed.
    Raises Refused: not-a-choice, not-found; Conflict: ended-already.
    """
    contact = _not_ended(_locked(scope, contact))
    known = {
        row.event: row
        for row in ContactWish.objects.select_for_update(no_key=True).filter(
            facility_id=contact.facility_id, contact=contact, ended_at__isnull=True
        )
    }
    now, changed = clock.now(), []
    for event, wish in wishes.items():
        old = known.get(event)
        when, way = (str(wish[0]), str(wish[1] or "")) if wish else ("", "")
        if (old.tell_when, old.way) == (when, way) if old else not wish:
            continue
        if old is not None:
            old.ended_at, old.ended_by = now, by
            old.save()
            changed.append(old)
        if wish:
            row = ContactWish(
                **_about(contact.resident),
                contact=contact,
                event=TellEvent(event),
                tell_when=when,
                way=way,
                said_at=now,
                said_by=by,
            )
            _fits(row)
            row.save()
            changed.append(row)
    if changed:
        said = sorted({row.event for row in changed})
        note("residents.set_wishes", contact, by=by, detail={"events": said})
        publish(
            ContactChanged(
                facility_id=contact.facility_id,
                resident_id=contact.resident_id,
                contact_id=contact.pk,
            )
        )
    return changed


@action("residents.add_agreement")
def add_agreement(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    about: str,
    text: str,
    agreed_by: str,
    agreed_on: date,
    document: UUID | None = None,
) -> Agreement:
    """Keep what was agreed, about what and by whom, on a local day.

    Raises Refused: text-missing, future, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    if not (about.strip() and text.strip() and agreed_by.strip()):
        raise Refused("text-missing", N_("Say what was agreed, about what, and by whom."))
    if agreed_on > _today(resident):
        raise Refused("future", N_("This cannot be recorded before it happens."))
    row = Agreement(
        **_about(resident),
        about=about.strip(),
        text=text.strip(),
        agreed_by=agreed_by.strip(),
        agreed_on=agreed_on,
        document=document,
        recorded=clock.now(),
        recorder=by,
    )
    _fits(row)
    row.save()
    note("residents.add_agreement", row, by=by)
    return row


@action("residents.retract_agreement")
def retract_agreement(
    *, scope: Scope, by: Actor, agreement: Agreement, reason: str
) -> Agreement:
    """Mark it as entered in error, with the reason. Raises Refused: reason-missing, not-found,
    already-retracted."""
    row = _in_error(_locked(scope, agreement), by, reason)
    note("residents.retract_agreement", row, by=by)
    return row
