"""Which notes? Everything here shows a reader only what that reader may read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.kernel import clock
from hearth.kernel.folding import prefix_bounds
from hearth.platform.scope import Scope
from hearth.record.notes import permissions, rules
from hearth.record.notes.codes import NoteCategory, Severity
from hearth.record.notes.models import Note, NoteTerm
from hearth.record.residents import queries as people
from hearth.record.residents.models import Resident
from hearth.record.tasks.codes import LIVE, CancelReason
from hearth.record.tasks.models import Task

from .places import living_in


LOOK = "tasks.look"
LOOKED_FOR = timedelta(days=14)
"""How far back a change nobody looked at is searched for. Hearth's own limit: by then the task
it made has passed up to the top of its ladder many times."""
MOST_TERMS = 8


def every_note(scope: Scope) -> QuerySet[Note]:
    """Every note of these communities that the reader's labels and residents let them find.

    The first wall, before the database's own. ``is_corrected`` says whether a newer note stands
    in its place.
    """
    found = Note.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    found = found.select_related("resident", "author", "recorder", "neighborhood")
    found = found.annotate(is_corrected=Exists(_newer()))
    return found.order_by("-effective", "-recorded", "-id")


def notes(scope: Scope) -> QuerySet[Note]:
    """Every note this reader may read, the newest fact first: also corrected and retracted ones.

    Who may not read notes at all finds their own, and what is kept on the hand-off, if they may
    read that.
    """
    found = every_note(scope)
    if scope.may(permissions.VIEW_NOTES):
        return found
    mine = Q(recorder_id=scope.actor_id)
    if scope.may(permissions.VIEW_HANDOFF):
        mine |= _kept(clock.now())
    return found.filter(mine)


def standing(scope: Scope) -> QuerySet[Note]:
    """The notes that count now: neither retracted, nor replaced by a newer one."""
    return notes(scope).filter(_stands())


def notes_of(scope: Scope, resident: Resident) -> QuerySet[Note]:
    """A resident's notes, the newest first; what was corrected is there as well.

    Those of records that were merged into this one are theirs too.
    """
    return notes(scope).filter(resident_id__in=people.record_ids(scope, resident))


def latest_of(scope: Scope, resident: Resident) -> QuerySet[Note]:
    """A resident's notes without those that a newer one, open to this reader, stands in for."""
    found = notes_of(scope, resident)
    if not scope.may(permissions.VIEW_NOTES):
        return found  # the newer one may be somebody else's
    return found.filter(~Exists(_newer()))


def notes_by(scope: Scope, actor: Any) -> QuerySet[Note]:
    """What somebody wrote down, the newest first."""
    found = notes(scope).filter(recorder_id=getattr(actor, "pk", actor))
    return found.order_by("-recorded", "-id")


def house_notes(
    scope: Scope,
    *,
    category: NoteCategory | None = None,
    severity: Severity | None = None,
    neighborhood_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Note]:
    """The notes of the whole house that count, the newest first.

    ``neighborhood_id`` is where the resident lives now, or where a note about the house says.
    """
    found = standing(scope)
    if category is not None:
        found = found.filter(category=category)
    if severity is not None:
        found = found.filter(severity=severity)
    if since is not None:
        found = found.filter(recorded__gte=since)
    if until is not None:
        found = found.filter(recorded__lt=until)
    if neighborhood_id is not None:
        living = living_in(scope, neighborhood_id, clock.now())
        found = found.filter(Q(neighborhood_id=neighborhood_id) | Q(resident_id__in=living))
    return found


def active_notes(
    scope: Scope, now: datetime, *, resident_id: UUID | None = None
) -> QuerySet[Note]:
    """What is kept on the hand-off now, the most serious first; of one resident, if named."""
    found = standing(scope).filter(_kept(now))
    return found if resident_id is None else found.filter(resident_id=resident_id)


def needing_a_look(scope: Scope, now: datetime) -> QuerySet[Note]:
    """Notes of a change that nobody has looked at: their task is open, or not made yet.

    Each carries ``taken``: whether somebody said that they will.
    """
    looks = _looks().filter(cause_id=OuterRef("pk"))
    found = _serious(scope).filter(effective__gte=now - LOOKED_FOR)
    found = found.filter(~Exists(looks.filter(_looked())))
    return found.annotate(taken=Exists(looks.filter(_open(), claimed_at__isnull=False)))


def to_look_at(scope: Scope, note_id: UUID) -> Note | None:
    """The note, if it counts now, tells of a change, is about a resident, and no task of looking
    was made for it yet; one that was called off because its reason was gone does not count.
    """
    looks = _looks().filter(cause_id=OuterRef("pk")).exclude(_called_off())
    found = _serious(scope).filter(pk=note_id, resident__isnull=False)
    return found.filter(~Exists(looks)).first()


def open_looks(scope: Scope, note_id: UUID) -> list[Task]:
    """The tasks of looking that a note made and that still wait."""
    rows = Task.objects.filter(
        _open(), facility_id__in=scope.facilities, code=LOOK, cause_type="Note"
    )
    return list(rows.filter(cause_id=note_id))


def _serious(scope: Scope) -> QuerySet[Note]:
    return standing(scope).filter(severity__in=[s for s in Severity if rules.needs_a_look(s)])


def _looks() -> QuerySet[Task]:
    """The tasks of looking, beside the note of an outer question."""
    return Task.objects.filter(
        facility_id=OuterRef("facility_id"), cause_type="Note", code=LOOK
    )


def _open() -> Q:
    return Q(status__in=[str(s) for s in LIVE])


def _called_off() -> Q:
    return Q(status="cancelled", outcome="", cancel_reason=CancelReason.CAUSE_GONE)


def _looked() -> Q:
    """Somebody did, or said with a reason that nobody needs to."""
    return Q(outcome__in=["done", "not-applicable"]) | (
        Q(status="cancelled", outcome="") & ~_called_off()
    )


def search_notes(
    scope: Scope, text: str, *, resident: Resident | None = None
) -> QuerySet[Note]:
    """The notes that hold every word typed, each as the beginning of a word, the newest first.

    Capitals and accents do not matter. Nothing typed finds nothing. It finds only what the
    reader may read: the words carry the label and the resident of their note.
    """
    terms = rules.search_terms(text)[:MOST_TERMS]
    found = standing(scope)
    if not terms or not scope.may(permissions.SEARCH_NOTES):
        return found.none()
    ids = None if resident is None else people.record_ids(scope, resident)
    for term in terms:
        low, high = prefix_bounds(term)
        words = NoteTerm.objects.filter(
            facility_id__in=scope.facilities, term__gte=low, term__lt=high
        )
        if ids is not None:
            words = words.filter(resident_id__in=ids)
        found = found.filter(pk__in=words.values("note_id"))
    return found


def newer_of(scope: Scope, note: Note) -> Note | None:
    """The note that stands in the place of this one, if this reader may read it."""
    return notes(scope).filter(corrects=note, entered_in_error_at__isnull=True).first()


def earlier_of(scope: Scope, newest: Iterable[Note]) -> dict[UUID, list[tuple[Note, str]]]:
    """What each of these notes said before: the older ones it stands in the place of, the latest
    first, each with the reason why it was corrected. By the newest one's key.
    """
    found: dict[UUID, list[tuple[Note, str]]] = {}
    behind = {n.corrects_id: (n.pk, n.correction_reason) for n in newest if n.corrects_id}
    while behind:
        older = list(every_note(scope).filter(pk__in=behind))
        for row in older:
            key, reason = behind[row.pk]
            found.setdefault(key, []).append((row, reason))
        behind = {
            row.corrects_id: (behind[row.pk][0], row.correction_reason)
            for row in older
            if row.corrects_id
        }
    return found


def looks_of(scope: Scope, note_ids: Iterable[UUID]) -> dict[UUID, Task]:
    """The task of looking that each of these notes made, by the note."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        code=LOOK,
        cause_type="Note",
        cause_id__in=list(note_ids),
    )
    rows = rows.select_related("owner_staff", "claimed_by", "performer", "recorder")
    return {row.cause_id: row for row in rows.order_by("authored_on", "id") if row.cause_id}


def _newer() -> QuerySet[Note]:
    return Note.objects.filter(
        facility_id=OuterRef("facility_id"),
        corrects=OuterRef("pk"),
        entered_in_error_at__isnull=True,
    )


def _stands() -> Q:
    return Q(~Exists(_newer()), entered_in_error_at__isnull=True)


def _kept(now: datetime) -> Q:
    return Q(_stands(), keep_active_until__gt=now, put_away_at__isnull=True)
