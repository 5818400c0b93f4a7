"""From one shift to the next: composed from the record, signed by both."""

from datetime import datetime
from typing import Any

from hearth.kernel import clock
from hearth.platform.audit import actions as audit
from hearth.platform.audit.actions import action
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.notes import queries, rules
from hearth.record.notes.events import HandoffSignedIn, HandoffSignedOut
from hearth.record.notes.models import Handoff
from hearth.record.staff import queries as staff
from hearth.record.staff.rules import ShiftTurn
from hearth.record.tasks import queries as tasks

from .drafts import _drop_draft


@action("notes.compose_handoff")
def compose_handoff(
    *, scope: Scope, by: Actor, turn: ShiftTurn, remarks: str | None = None
) -> Handoff:
    """Put together what a shift tells the next, from what happened in it; again, to bring it up to
    date. ``remarks`` is what the shift adds in its own words; not named, they stay.

    What only some may read is not kept in it: everybody of both shifts reads it.

    Raises Refused: signed-out.
    """
    row, now = _of(scope, by, turn), clock.now()
    rules.check_compose(signed_out=row.signed_out_at is not None)
    _put_together(scope, by, row, turn, now, remarks)
    row.save()
    audit.note("notes.compose_handoff", row, by=by)
    return row


@action("notes.sign_out_handoff")
def sign_out_handoff(
    *, scope: Scope, by: Actor, handoff: Handoff, remarks: str | None = None
) -> Handoff:
    """Sign for the shift that leaves: the hand-off is brought up to date, and then stays as it is.

    Raises Refused: signed-out, too-early, watch-unanswered.
    """
    row, now = _lock(scope, handoff), clock.now()
    rules.check_sign_out(
        signed_out=row.signed_out_at is not None,
        ends=row.ends,
        now=now,
        unanswered=_unanswered(scope, row, now),
    )
    turn = queries.of_row(scope, row.facility, row).turn
    _put_together(scope, by, row, turn, now, remarks)
    row.signed_out_at, row.signed_out_by = now, by
    row.save()
    _drop_draft(scope, by, rules.handoff_page(row.starts, row.neighborhood_id), None)
    audit.note("notes.sign_out_handoff", row, by=by)
    publish(HandoffSignedOut(facility_id=row.facility_id, handoff_id=row.pk))
    return row


@action("notes.sign_in_handoff")
def sign_in_handoff(
    *, scope: Scope, by: Actor, handoff: Handoff, questions: str = ""
) -> Handoff:
    """Sign for the shift that comes: another person than who handed over. From then on nothing in
    it can be changed. ``questions`` is what the coming shift asked.

    Raises Refused: not-signed-out, signed-in, second-person.
    """
    row = _lock(scope, handoff)
    rules.check_sign_in(
        signed_out_by=row.signed_out_by_id, signed_in=row.signed_in_at is not None, by=by.pk
    )
    row.signed_in_at, row.signed_in_by = clock.now(), by
    row.questions = questions.strip()
    row.save()
    audit.note("notes.sign_in_handoff", row, by=by)
    publish(HandoffSignedIn(facility_id=row.facility_id, handoff_id=row.pk))
    return row


def _unanswered(scope: Scope, row: Handoff, now: datetime) -> list[str]:
    """Whose watch checks of the shift have no answer, each once."""
    found = tasks.unanswered_checks(scope, row.starts, row.ends, now, row.neighborhood_id)
    names = (f"{t.resident.given} {t.resident.family}" for t in found if t.resident)
    return list(dict.fromkeys(names))


def _of(scope: Scope, by: Actor, turn: ShiftTurn) -> Handoff:
    """The turn's hand-off, locked: made if it is not there, so that two people make one."""
    key: dict[str, Any] = {
        "facility_id": scope.facility_id,
        "starts": turn.starts,
        "ends": turn.ends,
        "neighborhood_id": turn.shift.neighborhood_id,
    }
    shift = staff.shifts(scope, closed=True).filter(pk=turn.shift.id).first()
    row, _made = Handoff.objects.select_for_update(of=("self",)).get_or_create(
        **key, defaults={"shift": shift, "composed_at": clock.now(), "composed_by": by}
    )
    return row


def _put_together(
    scope: Scope, by: Actor, row: Handoff, turn: ShiftTurn, now: datetime, remarks: str | None
) -> None:
    row.snapshot = queries.kept_form(scope, queries.composed(scope, turn, now))
    row.composed_at, row.composed_by = now, by
    if remarks is not None:
        row.remarks = remarks.strip()


def _lock(scope: Scope, handoff: Handoff) -> Handoff:
    found = Handoff.objects.select_for_update(of=("self",)).filter(
        facility_id__in=scope.facilities
    )
    return found.select_related("facility", "shift").get(pk=handoff.pk)
