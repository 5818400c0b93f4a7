"""What befell somebody: recorded once, put right by a newer row, never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.care.incidents import permissions, queries, rules
from hearth.care.incidents.codes import Done, Injury, Say, SeenBy, Struck, Where
from hearth.care.incidents.events import (
    IncidentCorrected,
    IncidentRecorded,
    IncidentRetracted,
)
from hearth.care.incidents.models import Incident
from hearth.care.incidents.rules import IncidentType
from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Place
from hearth.record.residents.models import Resident
from hearth.record.staff import queries as staff
from hearth.record.staff.models import StaffMember

from .consequences import _call_off, _set_going, _told_slots


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What somebody says of an event: the arguments of ``record_incident``."""

    type: str
    injury: Injury
    where: Where
    seen_by: SeenBy
    happened_at: datetime | None
    found_at: datetime
    last_seen: datetime | None
    place: Place | None
    where_text: str
    seen_by_text: str
    injury_text: str
    head_struck: Struck | None
    done: Sequence[Done]
    text: str
    performer: StaffMember | None
    performer_text: str


@action("incidents.record_incident")
def record_incident(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    type: str,  # noqa: A002 - the word of the record
    injury: Injury,
    where: Where,
    seen_by: SeenBy,
    happened_at: datetime | None = None,
    found_at: datetime | None = None,
    last_seen: datetime | None = None,
    place: Place | None = None,
    where_text: str = "",
    seen_by_text: str = "",
    injury_text: str = "",
    head_struck: Struck | None = None,
    done: Sequence[Done] = (),
    text: str = "",
    performer: StaffMember | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Incident:
    """Record what befell a resident, and set going what follows from it, all or nothing.

    ``happened_at`` None: nobody knows; then it was found at ``found_at`` (UTC; default now).
    ``type`` is a code of the community's list; ``head_struck`` counts where that asks for it.
    The blood thinner is read from the record as it is now and kept with the row. ``performer``
    was there; default: whoever writes. What follows: a watch, one task for each person who must
    be told, the full report. The same ``client_ref`` with the same words is the row written
    before.

    Raises Refused: type-unknown, future, found-first, seen-after, head-missing, text-missing,
    text-too-long; Conflict: reference-taken.
    """
    said = _Said(
        type=type,
        injury=injury,
        where=where,
        seen_by=seen_by,
        happened_at=happened_at,
        found_at=found_at or clock.now(),
        last_seen=last_seen,
        place=place,
        where_text=where_text.strip(),
        seen_by_text=seen_by_text.strip(),
        injury_text=injury_text.strip(),
        head_struck=head_struck,
        done=done,
        text=text.strip(),
        performer=performer,
        performer_text=performer_text.strip(),
    )
    known = _sent_before(scope, by, resident, said, client_ref)
    if known is not None:
        return known
    kind = _type_of(scope, said.type)
    row = _write(scope, by, resident, kind, said, client_ref=client_ref)
    audit.note("incidents.record_incident", row, by=by, detail=_codes_of(row))
    publish(IncidentRecorded(**_named(row)))
    _set_going(scope, by, row, kind)
    return row


@action("incidents.correct_incident")
def correct_incident(
    *,
    scope: Scope,
    by: Actor,
    incident: Incident,
    reason: str,
    type: str,  # noqa: A002 - the word of the record
    injury: Injury,
    where: Where,
    seen_by: SeenBy,
    happened_at: datetime | None,
    found_at: datetime | None = None,
    last_seen: datetime | None = None,
    place: Place | None = None,
    where_text: str = "",
    seen_by_text: str = "",
    injury_text: str = "",
    head_struck: Struck | None = None,
    done: Sequence[Done] = (),
    text: str = "",
    performer: StaffMember | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Incident:
    """Write an event anew, right; the first row stays readable as entered in error.

    What still waits because of the first is called off and made again from the second. Who was
    told stays on record, and hears it again only where it was something else or worse.

    Raises Conflict: already-retracted, corrected-already; Refused: not-yours, reason-missing and
    all of ``record_incident``.
    """
    old = _lock(scope, incident)
    rules.check_correction(
        in_error=old.entered_in_error_at is not None,
        reason=reason,
        mine=old.recorder_id == by.pk,
        may_correct=scope.may(permissions.RETRACT_INCIDENT),
    )
    said = _Said(
        type=type,
        injury=injury,
        where=where,
        seen_by=seen_by,
        happened_at=happened_at,
        found_at=found_at or old.found_at,
        last_seen=last_seen,
        place=place,
        where_text=where_text.strip(),
        seen_by_text=seen_by_text.strip(),
        injury_text=injury_text.strip(),
        head_struck=head_struck,
        done=done,
        text=text.strip(),
        performer=performer or old.performer,
        performer_text=performer_text.strip() or old.performer_text,
    )
    kind = _type_of(scope, said.type)
    _mark_wrong(old, by, reason)
    row = _write(
        scope, by, old.resident, kind, said, client_ref=client_ref, corrects=old, reason=reason
    )
    again = rules.tells_again(
        before=rules.facts_of(old),
        after=rules.facts_of(row),
        say_before=Say(old.say) if old.say else None,
        say_after=Say(row.say) if row.say else None,
    )
    told = frozenset() if again else _told_slots(scope, old)
    audit.note("incidents.correct_incident", row, by=by, detail={"corrected": old.pk})
    publish(IncidentCorrected(**_named(row), corrected_id=old.pk))
    _call_off(scope, by, old, reason, watch_goes_on=kind.watch == _watch_of(scope, old))
    _set_going(scope, by, row, kind, told=told)
    return row


@action("incidents.retract_incident")
def retract_incident(*, scope: Scope, by: Actor, incident: Incident, reason: str) -> Incident:
    """Mark an event as entered in error, with the reason: it stays readable and counts no more.

    Its open tasks and its watch are called off. Who was told stays on record. Raises Conflict:
    already-retracted; Refused: reason-missing.
    """
    row = _lock(scope, incident)
    rules.check_retraction(in_error=row.entered_in_error_at is not None, reason=reason)
    _mark_wrong(row, by, reason)
    audit.note("incidents.retract_incident", row, by=by)
    publish(IncidentRetracted(**_named(row)))
    _call_off(scope, by, row, reason)
    return row


def _write(
    scope: Scope,
    by: Actor,
    resident: Resident,
    kind: IncidentType,
    said: _Said,
    *,
    client_ref: UUID | None,
    corrects: Incident | None = None,
    reason: str = "",
) -> Incident:
    """Judge and keep one row, with what the record and the list of types say now."""
    now = clock.now()
    head = said.head_struck if "head" in kind.asks else None
    rules.check_incident(
        kind=kind,
        happened=said.happened_at,
        found=said.found_at,
        last_seen=said.last_seen,
        head=head,
        text=said.text,
        now=now,
    )
    effective = said.happened_at or said.found_at
    thinner, thinner_text = queries.thinner_on_record(scope, resident, effective)
    facts = rules.Facts(type=kind.code, injury=said.injury, head=head, thinner=thinner)
    lists = queries.type_list(scope)
    values = {f.name: getattr(said, f.name) for f in fields(said)}
    values |= {
        "head_struck": head or "",
        "done": [str(one) for one in dict.fromkeys(said.done)],
        "performer": _performer(scope, by, said),
    }
    row = Incident(
        facility_id=scope.facility_id,
        security_label=resident.security_label,
        resident=resident,
        words=dict(kind.words),
        effective=effective,
        recorded=now,
        thinner=thinner,
        thinner_text=thinner_text,
        say=rules.say_of(kind, facts) or "",
        definition_id=lists.id,
        definition_version=lists.version,
        recorder=by,
        client_ref=client_ref,
        corrects=corrects,
        correction_reason=reason.strip(),
        **values,
    )
    row.save(force_insert=True)
    return row


def _performer(scope: Scope, by: Actor, said: _Said) -> StaffMember | None:
    if said.performer is not None or said.performer_text:
        return said.performer
    return staff.member_of(scope, by)


def _type_of(scope: Scope, code: str) -> IncidentType:
    known = queries.incident_types(scope, every=True)
    if code not in known:
        raise Refused("type-unknown", N_("Choose what happened from the list."))
    return known[code]


def _watch_of(scope: Scope, row: Incident) -> str:
    return queries.type_of(scope, row.type).watch


def _lock(scope: Scope, incident: Incident) -> Incident:
    """The row itself, locked: two people who act at once do so one after the other."""
    found = Incident.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities
    )
    return found.select_related("resident", "performer").get(pk=incident.pk)


def _mark_wrong(row: Incident, by: Actor, reason: str) -> None:
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    row.save(
        update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"]
    )


def _sent_before(
    scope: Scope, by: Actor, resident: Resident, said: _Said, client_ref: UUID | None
) -> Incident | None:
    """The row that came under this reference already: a form sent twice records once."""
    if client_ref is None:
        return None
    known = Incident.objects.filter(facility_id=scope.facility_id, client_ref=client_ref)
    row = known.select_related("resident").first()
    if row is None:
        return None
    same = (by.pk, resident.pk, said.type, str(said.injury), said.text)
    if (row.recorder_id, row.resident_id, row.type, row.injury, row.text) != same:
        raise Conflict(
            "reference-taken",
            N_(
                "This page was sent before with other words. Open a new one and write it there."
            ),
        )
    return row


def _codes_of(row: Incident) -> dict[str, Any]:
    return {"type": row.type, "injury": row.injury, "say": row.say}


def _named(row: Incident) -> dict[str, Any]:
    return {
        "facility_id": row.facility_id,
        "incident_id": row.pk,
        "resident_id": row.resident_id,
    }
