"""Progress notes: written once, corrected by a newer one, never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict
from hearth.kernel.ids import uuid7
from hearth.kernel.references import Reference
from hearth.kernel.words import N_
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish, publish_many
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Neighborhood
from hearth.record.notes import permissions, rules
from hearth.record.notes.codes import KeepActive, NoteCategory, Severity
from hearth.record.notes.events import (
    NoteCorrected,
    NotePutAway,
    NoteRetracted,
    NoteWritten,
)
from hearth.record.notes.models import Note, NoteTerm
from hearth.record.residents.models import Resident
from hearth.record.staff import queries as staff
from hearth.record.staff.models import StaffMember

from .drafts import _drop_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A note to be written. ``write_note`` says what each value means."""

    text: str
    resident: Resident | None = None
    neighborhood: Neighborhood | None = None
    category: NoteCategory = NoteCategory.PROGRESS
    severity: Severity = Severity.ROUTINE
    keep: KeepActive | None = None
    effective: datetime | None = None
    author: StaffMember | None = None
    author_text: str = ""
    restricted: bool = False
    shared_with_family: bool = False
    because: Reference | None = None
    client_ref: UUID | None = None
    source_system: str = ""
    source_id: str = ""


@action("notes.write_note")
def write_note(
    *,
    scope: Scope,
    by: Actor,
    text: str,
    resident: Resident | None = None,
    neighborhood: Neighborhood | None = None,
    category: NoteCategory = NoteCategory.PROGRESS,
    severity: Severity = Severity.ROUTINE,
    keep: KeepActive | None = None,
    effective: datetime | None = None,
    author: StaffMember | None = None,
    author_text: str = "",
    restricted: bool = False,
    shared_with_family: bool = False,
    because: Reference | None = None,
    client_ref: UUID | None = None,
    source_system: str = "",
    source_id: str = "",
) -> Note:
    """Write down what was seen or said about a resident; without one, about the house.

    ``keep`` leaves it on the hand-off for so long; by default as long as its severity asks.
    ``effective`` is when it was so, UTC; default now. ``author`` saw it, ``by`` writes it down
    (default: the same person); ``author_text`` names somebody who is not of the staff.
    ``restricted`` closes it to those who may not read restricted notes; a resident's own label
    always counts. The same ``client_ref`` with the same words is the note written before. The
    draft that it came from goes.

    Raises Refused: text-missing, text-too-long, future; Conflict: reference-taken.
    """
    new = NewNote(
        text=text,
        resident=resident,
        neighborhood=neighborhood,
        category=category,
        severity=severity,
        keep=keep,
        effective=effective,
        author=author,
        author_text=author_text,
        restricted=restricted,
        shared_with_family=shared_with_family,
        because=because,
        client_ref=client_ref,
        source_system=source_system,
        source_id=source_id,
    )
    _drop_draft(scope, by, "write_note", resident)
    known = _sent_before(scope, by, new)
    return known or _write_one(scope, by, new, "notes.write_note")


@action("notes.write_activity_note")
def write_activity_note(
    *,
    scope: Scope,
    by: Actor,
    text: str,
    resident: Resident | None = None,
    severity: Severity = Severity.ROUTINE,
    effective: datetime | None = None,
    shared_with_family: bool = False,
    because: Reference | None = None,
    client_ref: UUID | None = None,
) -> Note:
    """Write down what somebody did or enjoyed at an activity. Otherwise as ``write_note``."""
    new = NewNote(
        text=text,
        resident=resident,
        category=NoteCategory.ACTIVITY,
        severity=severity,
        effective=effective,
        shared_with_family=shared_with_family,
        because=because,
        client_ref=client_ref,
    )
    _drop_draft(scope, by, "write_activity_note", resident)
    known = _sent_before(scope, by, new)
    return known or _write_one(scope, by, new, "notes.write_activity_note")


@action("notes.write_notes")
def write_notes(*, scope: Scope, by: Actor, notes: Sequence[NewNote]) -> list[Note]:
    """Write many notes at once, as an import or a round does: all or none, one audit line.

    Raises Refused: text-missing, text-too-long, future.
    """
    rows = _keep(scope, by, notes)
    if rows:
        audit.note_many("notes.write_notes", rows, by=by)
        publish_many([NoteWritten(**_named(row)) for row in rows])
    return rows


@action("notes.correct_note")
def correct_note(
    *,
    scope: Scope,
    by: Actor,
    note: Note,
    text: str,
    reason: str,
    category: NoteCategory | None = None,
    severity: Severity | None = None,
    keep: KeepActive | None = None,
    effective: datetime | None = None,
    client_ref: UUID | None = None,
) -> Note:
    """Write a newer note in the place of an older one, which stays readable, struck through.

    What is not said anew stays as it was: category, severity, when it was so, how long it is
    kept and whether it was put away.

    Raises Refused: corrected-already, in-error, reason-missing, not-yours, text-missing,
    text-too-long, future; Conflict: corrected-already, when two do it at once.
    """
    old = _lock(scope, note)
    known = _correction_sent_before(scope, by, old, text, client_ref)
    if known is not None:
        return known
    rules.check_correction(
        is_corrected=_is_corrected(scope, old),
        in_error=old.entered_in_error_at is not None,
        reason=reason,
        author=old.recorder_id,
        by=by.pk,
        may_correct_others=scope.may(permissions.RETRACT_NOTE),
    )
    now, happened = clock.now(), effective or old.effective
    rules.check_note(text, effective=happened, now=now)
    until = old.keep_active_until if keep is None else rules.active_until(happened, keep)
    row = Note(
        **_unchanged(old),
        category=category or old.category,
        severity=severity or old.severity,
        text=text.strip(),
        keep_active_until=until,
        effective=happened,
        recorded=now,
        author=staff.member_of(scope, by),
        recorder=by,
        corrects=old,
        correction_reason=reason.strip(),
        client_ref=client_ref,
    )
    row.save(force_insert=True)
    _index([row])
    _drop_draft(scope, by, f"correct_note:{old.pk}", old.resident_id)
    audit.note("notes.correct_note", row, by=by, detail={"corrected": old.pk})
    publish(NoteCorrected(**_named(row), corrected_id=old.pk))
    return row


@action("notes.retract_note")
def retract_note(*, scope: Scope, by: Actor, note: Note, reason: str) -> Note:
    """Mark a note as entered in error, with the reason: it stays readable and counts no more.

    Where it corrected another, that one counts again. Raises Refused: already-retracted,
    reason-missing.
    """
    row = _lock(scope, note)
    rules.check_retraction(in_error=row.entered_in_error_at is not None, reason=reason)
    row.entered_in_error_at, row.entered_in_error_by = clock.now(), by
    row.entered_in_error_reason = reason.strip()
    row.save(
        update_fields=["entered_in_error_at", "entered_in_error_by", "entered_in_error_reason"]
    )
    audit.note("notes.retract_note", row, by=by)
    publish(
        NoteRetracted(
            facility_id=row.facility_id,
            note_id=row.pk,
            resident_id=row.resident_id,
            corrected_id=row.corrects_id,
        )
    )
    return row


@action("notes.put_away_note")
def put_away_note(*, scope: Scope, by: Actor, note: Note) -> Note:
    """Take a note off the hand-off before its time. Doing it twice is harmless."""
    row = _lock(scope, note)
    if row.put_away_at is not None:
        return row
    row.put_away_at, row.put_away_by = clock.now(), by
    row.save(update_fields=["put_away_at", "put_away_by"])
    audit.note("notes.put_away_note", row, by=by)
    publish(
        NotePutAway(facility_id=row.facility_id, note_id=row.pk, resident_id=row.resident_id)
    )
    return row


def _write_one(scope: Scope, by: Actor, new: NewNote, verb: str) -> Note:
    [row] = _keep(scope, by, [new])
    audit.note(verb, row, by=by)
    publish(NoteWritten(**_named(row)))
    return row


def _keep(scope: Scope, by: Actor, notes: Sequence[NewNote]) -> list[Note]:
    """Judge and insert, with the words by which search finds them."""
    now = clock.now()
    writer = staff.member_of(scope, by)
    rows = [_row(scope, by, new, now, writer) for new in notes]
    Note.objects.bulk_create(rows, batch_size=500)
    _index(rows)
    return rows


def _row(
    scope: Scope, by: Actor, new: NewNote, now: datetime, writer: StaffMember | None
) -> Note:
    happened = new.effective or now
    rules.check_note(new.text, effective=happened, now=now)
    rules.check_about(
        has_resident=new.resident is not None, whole_house=scope.residents is None
    )
    keep = rules.default_keep(new.severity) if new.keep is None else new.keep
    named = new.author is not None or new.author_text.strip()
    because = new.because
    return Note(
        id=uuid7(),
        facility_id=scope.facility_id,
        security_label=rules.label_of(
            new.resident.security_label if new.resident else "normal",
            restricted=new.restricted,
        ),
        resident=new.resident,
        neighborhood=new.neighborhood,
        category=new.category,
        severity=new.severity,
        text=new.text.strip(),
        keep_active_until=rules.active_until(happened, keep),
        effective=happened,
        recorded=now,
        author=new.author if named else writer,
        author_text=new.author_text.strip(),
        recorder=by,
        shared_with_family=new.shared_with_family,
        because_type=because.type if because else "",
        because_id=because.id if because else None,
        client_ref=new.client_ref,
        source_system=new.source_system,
        source_id=new.source_id,
    )


def _unchanged(old: Note) -> dict[str, Any]:
    """What a correction takes over from the note it corrects."""
    kept = (
        "facility_id",
        "security_label",
        "resident_id",
        "neighborhood_id",
        "put_away_at",
        "put_away_by_id",
        "author_text",
        "shared_with_family",
        "because_type",
        "because_id",
    )
    return {name: getattr(old, name) for name in kept}


def _index(rows: Sequence[Note]) -> None:
    terms = [
        NoteTerm(
            facility_id=row.facility_id,
            security_label=row.security_label,
            note=row,
            resident_id=row.resident_id,
            term=term,
            effective=row.effective,
        )
        for row in rows
        for term in rules.terms_of(row.text)
    ]
    NoteTerm.objects.bulk_create(terms, batch_size=2000)


def _lock(scope: Scope, note: Note) -> Note:
    """The row itself, locked: two people who act at once do so one after the other."""
    found = Note.objects.select_for_update().filter(facility_id__in=scope.facilities)
    return found.get(pk=note.pk)


def _is_corrected(scope: Scope, row: Note) -> bool:
    newer = Note.objects.filter(facility_id__in=scope.facilities, corrects=row)
    return newer.filter(entered_in_error_at__isnull=True).exists()


def _sent_before(scope: Scope, by: Actor, new: NewNote) -> Note | None:
    """The note that came under this reference already: a form sent twice writes once."""
    known = _by_reference(scope, new.client_ref)
    if known is None:
        return None
    resident_id = new.resident.pk if new.resident else None
    same = (by.pk, resident_id, new.text.strip())
    if (known.recorder_id, known.resident_id, known.text) != same:
        raise _taken()
    return known


def _correction_sent_before(
    scope: Scope, by: Actor, old: Note, text: str, client_ref: UUID | None
) -> Note | None:
    known = _by_reference(scope, client_ref)
    if known is None:
        return None
    if (known.recorder_id, known.corrects_id, known.text) != (by.pk, old.pk, text.strip()):
        raise _taken()
    return known


def _by_reference(scope: Scope, client_ref: UUID | None) -> Note | None:
    if client_ref is None:
        return None
    return Note.objects.filter(facility_id=scope.facility_id, client_ref=client_ref).first()


def _taken() -> Conflict:
    return Conflict(
        "reference-taken",
        N_("This page was sent before with other words. Open a new one and write it there."),
    )


def _named(row: Note) -> dict[str, Any]:
    return {
        "facility_id": row.facility_id,
        "note_id": row.pk,
        "resident_id": row.resident_id,
        "category": str(row.category),
        "severity": str(row.severity),
    }
