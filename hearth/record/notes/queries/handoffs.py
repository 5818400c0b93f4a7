"""Which hand-off is whose, what stands in it, and what happened since it was signed?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel.references import Reference
from hearth.platform.content.settings import settings_for
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.notes import rules
from hearth.record.notes.codes import HappeningKind, Severity
from hearth.record.notes.models import ContactMade, Handoff, Note
from hearth.record.staff import queries as staff
from hearth.record.staff.rules import (
    ShiftPattern,
    ShiftTurn,
    shift_turn,
    turn_before,
    turns_at,
)

from .happenings import (
    Happening,
    _contact_happening,
    _note_happening,
    happened,
    on_watch,
    waiting,
)
from .places import living_in


COMMON = ("normal",)
"""What is signed by both shifts is read by everybody on them; what is labelled closer is shown,
beside it, to those who may read it, and never kept in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHandoff:
    """A turn of a shift, and the hand-off it made; None while nobody composed one.

    ``both``: whether the community wants the coming shift to sign as well.
    """

    turn: ShiftTurn
    row: Handoff | None = None
    both: bool = True

    @property
    def page(self) -> str:
        """Under which name somebody's own remarks wait until they sign."""
        return rules.handoff_page(self.turn.starts, self.turn.shift.neighborhood_id)

    @property
    def signed_out(self) -> bool:
        return self.row is not None and self.row.signed_out_at is not None

    @property
    def signed_in(self) -> bool:
        return self.row is not None and self.row.signed_in_at is not None

    @property
    def done(self) -> bool:
        """Whether nobody has to sign any more."""
        return self.signed_in or (self.signed_out and not self.both)


def handoffs(scope: Scope) -> QuerySet[Handoff]:
    """Every hand-off that was composed, the latest shift first."""
    found = Handoff.objects.filter(facility_id__in=scope.facilities)
    found = found.select_related(
        "shift", "neighborhood", "composed_by", "signed_out_by", "signed_in_by"
    )
    return found.order_by("-ends", "-starts", "id")


def shift_handoffs(scope: Scope, facility: Facility, now: datetime) -> list[ShiftHandoff]:
    """The turns that run now and those before them, with their hand-offs, the latest end last."""
    shifts, zone = staff.patterns(scope, facility), facility.zone
    running = turns_at(shifts, now, zone)
    before = [t for turn in running if (t := turn_before(turn, shifts, zone))]
    if not running:
        before = turns_at(shifts, now - rules.OFFERED_FOR, zone)
    turns = {(t.starts, t.ends, t.shift.neighborhood_id): t for t in [*before, *running]}
    rows = _rows_of(scope, turns.values())
    both = settings_for(facility).handoff_signed_by_both
    found = [
        ShiftHandoff(turn=turn, row=rows.get(key), both=both) for key, turn in turns.items()
    ]
    return sorted(found, key=lambda h: (h.turn.ends, h.turn.starts, h.turn.shift.name))


def current_handoff(
    scope: Scope,
    facility: Facility,
    now: datetime,
    *,
    around: Sequence[ShiftHandoff] | None = None,
) -> ShiftHandoff | None:
    """The hand-off a reader wants first: the one to be signed, else that of the shift that runs.

    ``around`` are the turns around now, where the caller has read them. None without shifts.
    """
    found = shift_handoffs(scope, facility, now) if around is None else around
    turns = [rules.Turn(h.turn.ends, h.done) for h in found]
    at = rules.handoff_to_open(turns, now)
    return None if at is None else found[at]


def handoff_of(
    scope: Scope, facility: Facility, shift_id: UUID, day: date
) -> ShiftHandoff | None:
    """The hand-off of a shift that began on a local day; None for a shift that is not there."""
    shift = staff.shifts(scope, closed=True).filter(facility=facility, pk=shift_id).first()
    if shift is None:
        return None
    turn = shift_turn(staff.pattern(scope, shift), day, facility.zone)
    key = (turn.starts, turn.ends, turn.shift.neighborhood_id)
    both = settings_for(facility).handoff_signed_by_both
    return ShiftHandoff(turn=turn, row=_rows_of(scope, [turn]).get(key), both=both)


def of_row(scope: Scope, facility: Facility, row: Handoff) -> ShiftHandoff:
    """A hand-off with the turn it is of, by its own instants: a shift may have changed its hours
    since.
    """
    start, end = (i.astimezone(facility.zone) for i in (row.starts, row.ends))
    pattern = ShiftPattern(
        id=row.shift_id or row.pk,
        name=str(row.shift or ""),
        start=start.time(),
        end=end.time(),
        neighborhood_id=row.neighborhood_id,
    )
    turn = ShiftTurn(shift=pattern, day=start.date(), starts=row.starts, ends=row.ends)
    both = settings_for(facility).handoff_signed_by_both
    return ShiftHandoff(turn=turn, row=row, both=both)


def composed(
    scope: Scope, turn: ShiftTurn, now: datetime, *, labels: Iterable[str] = COMMON
) -> list[Happening]:
    """What one shift tells the next, as it stands now: what is kept, what was recorded during the
    shift, and what is due and still open. Each thing once.
    """
    wanted = tuple(labels)
    until = rules.handoff_until(turn.ends, now)
    due = rules.open_from(turn.ends), rules.open_until(turn.ends, now)
    found = [
        *on_watch(scope, now, labels=wanted),
        *happened(scope, turn.starts, until, labels=wanted, kept=True),
        *waiting(scope, *due, now, labels=wanted),
    ]
    once = {h.reference: h for h in found if _seen(scope, h)}
    return list(_of_neighborhood(scope, once.values(), turn.shift.neighborhood_id, now))


def closer(scope: Scope, turn: ShiftTurn, now: datetime) -> list[Happening]:
    """The same, of what only some may read: restricted things, for those who may read them."""
    labels = [x for x in scope.labels if x not in COMMON]
    return composed(scope, turn, now, labels=labels) if labels else []


def parted(
    scope: Scope, turn: ShiftTurn, now: datetime
) -> tuple[list[Happening], list[Happening]]:
    """Both at once: what everybody reads, and what only some do."""
    found = composed(scope, turn, now, labels=scope.labels)
    common = [h for h in found if h.label in COMMON]
    return common, [h for h in found if h.label not in COMMON]


def told(scope: Scope, handoff: Handoff) -> list[Happening]:
    """What stands in a hand-off, as it was composed; people's own words are read from their facts.

    A reader who may not see a resident does not find their lines.
    """
    kept = [_read(entry) for entry in handoff.snapshot]
    kept = [h for h in kept if _seen(scope, h)]
    words = _own_words(scope, kept)
    read = (words.get(h.reference.id) if h.kind in OWN_WORDS else h for h in kept)
    return [h for h in read if h is not None]


def since_signed(scope: Scope, handoff: Handoff, now: datetime) -> list[Happening]:
    """What was recorded after the leaving shift signed, for the one that comes."""
    if handoff.signed_out_at is None or handoff.signed_in_at is not None:
        return []
    found = happened(scope, handoff.signed_out_at, now)
    return list(_of_neighborhood(scope, found, handoff.neighborhood_id, now))


def kept_form(scope: Scope, found: Iterable[Happening]) -> list[dict[str, Any]]:
    """Happenings as a hand-off keeps them. People's own words are not copied: they are facts."""
    return [
        {
            "reference": str(h.reference),
            "kind": str(h.kind),
            "line": h.line,
            "values": h.values,
            "at": h.at.isoformat(),
            "recorded": h.recorded.isoformat(),
            "severity": str(h.severity),
            "resident": str(h.resident_id) if h.resident_id else "",
            "text": "" if h.kind in OWN_WORDS else h.text,
        }
        for h in found
    ]


OWN_WORDS = {HappeningKind.NOTE, HappeningKind.CONTACT}


def _read(entry: dict[str, Any]) -> Happening:
    return Happening(
        kind=HappeningKind(entry["kind"]),
        reference=Reference.parse(entry["reference"]),
        at=datetime.fromisoformat(entry["at"]),
        recorded=datetime.fromisoformat(entry["recorded"]),
        resident_id=UUID(entry["resident"]) if entry["resident"] else None,
        severity=Severity(entry["severity"]),
        line=entry["line"],
        values=entry["values"],
        text=entry["text"],
    )


def _own_words(scope: Scope, kept: Sequence[Happening]) -> dict[UUID, Happening]:
    """The notes and contacts named, with their words, as far as this reader may read them."""
    notes = Note.objects.filter(
        facility_id__in=scope.facilities,
        security_label__in=scope.labels,
        pk__in=[h.reference.id for h in kept if h.kind is HappeningKind.NOTE],
    )
    contacts = ContactMade.objects.filter(
        facility_id__in=scope.facilities,
        security_label__in=scope.labels,
        pk__in=[h.reference.id for h in kept if h.kind is HappeningKind.CONTACT],
    ).select_related("contact", "practitioner")
    found = {row.pk: _note_happening(row) for row in notes}
    return found | {row.pk: _contact_happening(row) for row in contacts}


def _rows_of(
    scope: Scope, turns: Iterable[ShiftTurn]
) -> dict[tuple[datetime, datetime, UUID | None], Handoff]:
    asked = Q(pk__in=[])
    for turn in turns:
        asked |= Q(starts=turn.starts, ends=turn.ends)
    rows = handoffs(scope).filter(asked)
    return {(row.starts, row.ends, row.neighborhood_id): row for row in rows}


def _seen(scope: Scope, one: Happening) -> bool:
    """Whether it is for this reader: one who sees single residents sees nothing of the house."""
    if one.resident_id is None:
        return scope.residents is None
    return scope.may_see(one.resident_id)


def _of_neighborhood(
    scope: Scope, found: Iterable[Happening], neighborhood_id: UUID | None, now: datetime
) -> Iterable[Happening]:
    """Only what is about one neighborhood, where a shift has one of its own."""
    if neighborhood_id is None:
        return found
    living = set(living_in(scope, neighborhood_id, now))
    return [h for h in found if h.resident_id in living or h.neighborhood_id == neighborhood_id]
