"""Who is kept away, on what order, until when; and what happened all the same."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import DeviationKind, RestrictionBasis, RestrictionKind
from hearth.record.residents.events import (
    RestrictionDeviationRetracted,
    RestrictionEnded,
    RestrictionSet,
)
from hearth.record.residents.models import (
    Contact,
    Resident,
    Restriction,
    RestrictionDeviation,
)
from hearth.record.residents.queries import record_ids

from ._rows import (
    RUN_OUT,
    _about,
    _apply,
    _fits,
    _in_error,
    _locked,
    _not_ended,
    _record,
    _said,
    _today,
)
from ._stopping import _deviated


RESTRICTION = ("kinds", "basis", "basis_text", "document", "what_to_do", "starts", "ends")
"""What ``change_restriction`` may change: not who it is about."""


@action("residents.add_restriction")
def add_restriction(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    kinds: Sequence[RestrictionKind],
    basis: RestrictionBasis,
    contact: Contact | None = None,
    name: str = "",
    relationship_text: str = "",
    basis_text: str = "",
    document: UUID | None = None,
    what_to_do: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> Restriction:
    """Keep somebody away, a contact or a name alone, from a local day to another (both count).

    Raises Refused: name-missing, kinds-missing, basis-missing, ends-first, run-out, contact-other,
    not-a-choice, too-long, not-found; Conflict: merged-away.
    """
    resident = _record(scope, resident)
    if contact is not None and contact.resident_id not in record_ids(scope, resident):
        raise Refused("contact-other", N_("That is somebody else's contact."))
    today = _today(resident)
    row = Restriction(
        **_about(resident),
        contact=contact,
        name=(name.strip() or (str(contact) if contact else ""))[:160],
        relationship_text=relationship_text.strip(),
        kinds=[str(kind) for kind in RestrictionKind if kind in set(kinds)],
        basis=RestrictionBasis(basis),
        basis_text=basis_text.strip(),
        document=document,
        what_to_do=what_to_do.strip(),
        starts=starts or today,
        ends=ends,
        set_at=clock.now(),
        set_by=by,
    )
    _check(row, today)
    row.save()
    note("residents.add_restriction", row, by=by, detail={"kinds": row.kinds})
    publish(_set(row))
    return row


@action("residents.change_restriction")
def change_restriction(
    *, scope: Scope, by: Actor, restriction: Restriction, changes: Mapping[str, Any]
) -> Restriction:
    """Set right what somebody may not, on what it rests, or until when: ``RESTRICTION``.

    Raises as ``add_restriction``; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, restriction))
    values = dict(changes)
    if "kinds" in values:
        values["kinds"] = [str(k) for k in RestrictionKind if k in set(values["kinds"])]
    if values.get("starts", row.starts) is None:
        values["starts"] = row.starts
    changed = _apply(row, values, RESTRICTION)
    if not changed:
        return row
    _check(row, _today(row))
    row.save()
    note("residents.change_restriction", row, by=by, detail={"fields": list(changed)})
    publish(_set(row))
    return row


@action("residents.end_restriction")
def end_restriction(
    *, scope: Scope, by: Actor, restriction: Restriction, reason: str
) -> Restriction:
    """Somebody is kept away no more, and why.

    Raises Refused: reason-missing, too-long, not-found; Conflict: ended-already.
    """
    row = _not_ended(_locked(scope, restriction))
    _end(row, by, _said(reason))
    note("residents.end_restriction", row, by=by)
    return row


@action("residents.end_run_out_restrictions")
def end_run_out_restrictions(*, scope: Scope, by: Actor) -> int:
    """End the restrictions whose last day is over; how many. Harmless twice."""
    rows = Restriction.objects.select_for_update(skip_locked=True, no_key=True).filter(
        facility_id__in=scope.facilities, ended_at__isnull=True, ends__lt=clock.now().date()
    )
    over = [row for row in rows if row.ends is not None and row.ends < _today(row)]
    for row in over:
        _end(row, by, RUN_OUT)
    if over:
        note_many("residents.end_run_out_restrictions", over, by=by)
    return len(over)


@action("residents.record_restriction_deviation")
def record_restriction_deviation(
    *,
    scope: Scope,
    by: Actor,
    restriction: Restriction,
    what: DeviationKind,
    reason: str,
    effective: datetime | None = None,
    because: models.Model | None = None,
) -> RestrictionDeviation:
    """Record what happened although it was stopped, and how it came about; somebody looks at it.

    ``effective`` is when it happened, UTC; default now. ``because`` is the row that tells of it.
    Raises Refused: reason-missing, future, too-long, not-found.
    """
    row = _locked(scope, restriction)
    happened = effective or clock.now()
    if happened > clock.now():
        raise Refused("future", N_("This cannot be recorded before it happens."))
    kept = _deviated(
        row,
        by,
        what=DeviationKind(what),
        reason=_said(reason),
        effective=happened,
        because=because,
    )
    note("residents.record_restriction_deviation", kept, by=by, detail={"what": str(kept.what)})
    return kept


@action("residents.retract_restriction_deviation")
def retract_restriction_deviation(
    *, scope: Scope, by: Actor, deviation: RestrictionDeviation, reason: str
) -> RestrictionDeviation:
    """Mark it as entered in error: it did not happen. What was to be looked at is called off.

    Raises Refused: reason-missing, not-found, already-retracted.
    """
    row = _in_error(_locked(scope, deviation), by, reason)
    note("residents.retract_restriction_deviation", row, by=by)
    publish(
        RestrictionDeviationRetracted(
            facility_id=row.facility_id, resident_id=row.resident_id, deviation_id=row.pk
        )
    )
    return row


def _check(row: Restriction, today: date) -> None:
    rules.check_restriction(
        name=row.name,
        kinds=row.kinds,
        basis=RestrictionBasis(row.basis),
        basis_text=row.basis_text,
        has_document=row.document is not None,
        starts=row.starts,
        ends=row.ends,
        day=today,
    )
    _fits(row)


def _end(row: Restriction, by: Actor, reason: str) -> None:
    row.ended_at, row.ended_by, row.ended_reason = clock.now(), by, reason
    _fits(row)
    row.save()
    publish(
        RestrictionEnded(
            facility_id=row.facility_id, resident_id=row.resident_id, restriction_id=row.pk
        )
    )


def _set(row: Restriction) -> RestrictionSet:
    return RestrictionSet(
        facility_id=row.facility_id,
        resident_id=row.resident_id,
        restriction_id=row.pk,
        ends=row.ends.isoformat() if row.ends else "",
    )
