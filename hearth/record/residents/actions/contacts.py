"""Whom to call about somebody, what they may decide, and what they may see."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.folding import folded
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import Authority, FamilyCategory, Relationship, TellBy
from hearth.record.residents.events import (
    AuthoritiesExpiring,
    AuthorityEnded,
    AuthorityGranted,
    ContactChanged,
)
from hearth.record.residents.models import Contact, ContactAuthority, Resident

from ._rows import RUN_OUT, _about, _apply, _fits, _locked, _not_ended, _record, _said, _today


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """Somebody to call: the columns of Contact. ``telecom`` is a list of FHIR ContactPoint."""

    family: str = ""
    given: str = ""
    preferred: str = ""
    organization: str = ""
    relationship: str = Relationship.OTHER
    relationship_text: str = ""
    telecom: Sequence[Mapping[str, Any]] = ()
    address: str = ""
    languages: Sequence[str] = ()
    needs_interpreter: bool = False
    tell_by: str = TellBy.CALL
    tell_from: time | None = None
    tell_until: time | None = None
    tell_comment: str = ""
    position: int = 1
    comment: str = ""
    source_system: str = ""
    source_id: str = ""


CONTACT = tuple(NewContact.__dataclass_fields__)
"""What ``change_contact`` may change."""


@action("residents.add_contact")
def add_contact(*, scope: Scope, by: Actor, resident: Resident, contact: NewContact) -> Contact:
    """Put somebody on the list of whom to call. Nothing may be decided or seen by that alone.

    Raises Refused: contact-nameless, phone-wrong, email-wrong, telecom-unknown, not-a-choice,
    too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    row = Contact(**_about(resident), **_columns(asdict(contact)))
    _check_contact(row)
    row.save()
    note("residents.add_contact", row, by=by)
    publish(_contact_changed(row))
    return row


@action("residents.change_contact")
def change_contact(
    *, scope: Scope, by: Actor, contact: Contact, changes: Mapping[str, Any]
) -> Contact:
    """Correct how somebody is reached and what they are to the resident: ``CONTACT``.

    Raises Refused: contact-nameless, phone-wrong, email-wrong, telecom-unknown, not-a-choice,
    too-long, not-found; Conflict: ended-already.
    """
    contact = _not_ended(_locked(scope, contact))
    changed = _apply(contact, _columns(changes), CONTACT)
    if not changed:
        return contact
    _check_contact(contact)
    contact.save()
    note("residents.change_contact", contact, by=by, detail={"fields": list(changed)})
    publish(_contact_changed(contact))
    return contact


@action("residents.end_contact")
def end_contact(*, scope: Scope, by: Actor, contact: Contact, reason: str) -> Contact:
    """Take somebody off the list. What they might decide or see ends with it.

    Raises Refused: reason-missing, too-long, not-found; Conflict: ended-already.
    """
    contact = _not_ended(_locked(scope, contact))
    reason = _said(reason)
    for right in _in_force(contact):
        _end_authority(right, by, reason)
    contact.ended_at, contact.ended_by, contact.ended_reason = clock.now(), by, reason
    contact.may_see = []
    _fits(contact)
    contact.save()
    note("residents.end_contact", contact, by=by)
    publish(_contact_changed(contact))
    return contact


@action("residents.grant_authority")
def grant_authority(
    *,
    scope: Scope,
    by: Actor,
    contact: Contact,
    authority: Authority,
    scope_text: str = "",
    position: int = 1,
    starts: date | None = None,
    ends: date | None = None,
    document: UUID | None = None,
    verified: bool = False,
) -> ContactAuthority:
    """Let a contact decide something, from a local day to another (both count).

    ``document`` is the paper it rests on (documents.Document); ``verified``: ``by`` has seen
    it. One that ran out makes room for a new one.
    Raises Refused: ends-first, run-out, not-a-choice, too-long, not-found;
    Conflict: ended-already, authority-granted.
    """
    contact = _not_ended(_locked(scope, contact))
    today = _today(contact)
    rules.check_authority(starts, ends, today)
    for old in _in_force(contact):
        if old.authority == authority and old.ends is not None and old.ends < today:
            _end_authority(old, by, RUN_OUT)
    row = ContactAuthority(
        **_about(contact.resident),
        contact=contact,
        authority=authority,
        scope_text=scope_text,
        position=position,
        starts=starts,
        ends=ends,
        document=document,
        verified_at=clock.now() if verified else None,
        verified_by=by if verified else None,
    )
    _fits(row)
    row.save()
    note("residents.grant_authority", row, by=by, detail={"authority": row.authority})
    publish(AuthorityGranted(**_named(row)))
    return row


@action("residents.end_authority")
def end_authority(
    *, scope: Scope, by: Actor, authority: ContactAuthority, reason: str
) -> ContactAuthority:
    """A contact may not decide it any more, from now.

    Raises Refused: reason-missing, too-long, not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, authority))
    _end_authority(row, by, _said(reason))
    note("residents.end_authority", row, by=by, detail={"authority": row.authority})
    return row


@action("residents.end_run_out_authorities")
def end_run_out_authorities(*, scope: Scope, by: Actor) -> int:
    """End the authorities whose last day is over; how many. Harmless twice."""
    over = []
    rows = ContactAuthority.objects.select_for_update(skip_locked=True, no_key=True).filter(
        facility_id__in=scope.facilities,
        ended_at__isnull=True,
        ends__lt=clock.now().date(),
    )
    for row in rows:
        if row.ends is not None and row.ends < _today(row):
            _end_authority(row, by, RUN_OUT)
            over.append(row)
    if over:
        note_many("residents.end_run_out_authorities", over, by=by)
    return len(over)


@action("residents.tell_expiring_authorities")
def tell_expiring_authorities(
    *, scope: Scope, by: Actor, authorities: Sequence[ContactAuthority]
) -> None:
    """Tell whoever listens that these authorities run out soon. Nothing is written on the record."""
    if authorities:
        note_many("residents.tell_expiring_authorities", authorities, by=by)
        publish(
            AuthoritiesExpiring(
                facility_id=scope.facility_id,
                authority_ids=tuple(row.pk for row in authorities),
            )
        )


@action("residents.set_may_see")
def set_may_see(
    *,
    scope: Scope,
    by: Actor,
    contact: Contact,
    categories: Sequence[FamilyCategory],
    consent: str,
) -> Contact:
    """Say what a contact may see; ``consent`` says who allowed it, and when.

    Seeing nothing needs nobody's consent.
    Raises Refused: consent-missing, not-a-choice, too-long, not-found; Conflict: ended-already.
    """
    contact = _not_ended(_locked(scope, contact))
    if categories and not consent.strip():
        raise Refused("consent-missing", N_("Say who allowed it, and when."))
    wanted = [c for c in FamilyCategory if c in set(categories)]
    if len(wanted) != len(set(categories)):
        raise Refused("not-a-choice", N_("Choose from the list of what may be seen."))
    contact.may_see, contact.may_see_consent = [str(c) for c in wanted], consent.strip()
    _fits(contact)
    contact.save()
    note("residents.set_may_see", contact, by=by, detail={"categories": contact.may_see})
    publish(_contact_changed(contact))
    return contact


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the columns hold them."""
    found = dict(values)
    for name in ("telecom", "languages"):
        if name in found:
            found[name] = list(found[name])
    return found


def _check_contact(row: Contact) -> None:
    if not (row.family.strip() or row.given.strip() or row.organization.strip()):
        raise Refused("contact-nameless", N_("Enter a name, or the name of an organization."))
    rules.check_telecom(row.telecom)
    row.family_folded = folded(row.family)[:80]
    _fits(row)


def _in_force(contact: Contact) -> list[ContactAuthority]:
    rows = ContactAuthority.objects.select_for_update(no_key=True).filter(
        facility_id=contact.facility_id, contact=contact, ended_at__isnull=True
    )
    return list(rows)


def _end_authority(row: ContactAuthority, by: Actor, reason: str) -> None:
    row.ended_at, row.ended_by, row.ended_reason = clock.now(), by, reason
    _fits(row)
    row.save()
    publish(AuthorityEnded(**_named(row)))


def _named(row: ContactAuthority) -> dict[str, Any]:
    return {
        "facility_id": row.facility_id,
        "resident_id": row.resident_id,
        "authority_id": row.pk,
        "contact_id": row.contact_id,
        "authority": row.authority,
    }


def _contact_changed(row: Contact) -> ContactChanged:
    return ContactChanged(
        facility_id=row.facility_id, resident_id=row.resident_id, contact_id=row.pk
    )
