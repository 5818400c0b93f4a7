"""Who is to be out, entered ahead; and the one tap by which it becomes a way out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import RESIDENT_NOW, OutFor, WhereaboutsCode
from hearth.record.residents.events import AbsencePlanned
from hearth.record.residents.models import (
    Contact,
    PlannedAbsence,
    Resident,
    Restriction,
    Whereabouts,
)
from hearth.record.residents.queries import record_ids
from hearth.record.residents.rules import Coding

from ._rows import _about, _apply, _fits, _locked, _record, _said
from ._standing import _coded, _known, _latest, _live_stay
from ._stopping import _stopped
from .whereabouts import KEPT_IN, _go_out, _took_out


ABSENCE = (
    "starts",
    "ends",
    "out_for",
    "reason",
    "contact",
    "accompanied_by",
    "where",
    "phone",
    "transport",
    "bring",
    "asked_by",
)
"""What ``plan_absence`` sets and ``change_planned_absence`` may change."""


@action("residents.plan_absence")
def plan_absence(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    starts: datetime,
    ends: datetime,
    out_for: OutFor = OutFor.APPOINTMENT,
    reason: str = "",
    contact: Contact | None = None,
    accompanied_by: str = "",
    where: str = "",
    phone: str = "",
    transport: str = "",
    bring: str = "",
    asked_by: str = "",
    somebody_else: bool = False,
) -> PlannedAbsence:
    """Enter ahead that somebody is to be out from ``starts`` and back at ``ends`` (UTC). Whoever
    is kept away stops it.

    Raises Refused: restricted, not-resident, ends-first, over-already, too-far, contact-other, too-long,
    not-a-choice, not-found; Conflict: absence-overlaps, merged-away.
    """
    resident = _record(scope, resident)
    stay = _live_stay(scope, resident)
    now = clock.now()
    if stay is None or stay.status not in RESIDENT_NOW:
        raise Refused("not-resident", N_("They do not live here now."))
    rules.check_absence(starts, ends, now)
    row = PlannedAbsence(
        **_about(resident),
        starts=starts,
        ends=ends,
        out_for=out_for,
        reason=reason,
        contact=contact,
        accompanied_by=accompanied_by,
        where=where,
        phone=phone,
        transport=transport,
        bring=bring,
        asked_by=asked_by,
        planned_at=now,
        planned_by=by,
    )
    _judge(scope, row, somebody_else=somebody_else)
    row.save()
    note("residents.plan_absence", row, by=by)
    _tell_planned(row)
    return row


@action("residents.change_planned_absence")
def change_planned_absence(
    *,
    scope: Scope,
    by: Actor,
    absence: PlannedAbsence,
    changes: Mapping[str, Any],
    somebody_else: bool = False,
) -> PlannedAbsence:
    """Change an absence that stands: its times, or anything else of ``ABSENCE``.

    Raises Refused: restricted, ends-first, over-already, too-far, contact-other, too-long, not-a-choice,
    not-found; Conflict: absence-overlaps, absence-cancelled, left-already.
    """
    row = _standing(_locked(scope, absence))
    changed = _apply(row, changes, ABSENCE)
    rules.check_absence(row.starts, row.ends, clock.now())
    _judge(scope, row, somebody_else=somebody_else)
    row.save()
    note("residents.change_planned_absence", row, by=by, detail={"fields": list(changed)})
    _tell_planned(row)
    return row


@action("residents.cancel_planned_absence")
def cancel_planned_absence(
    *, scope: Scope, by: Actor, absence: PlannedAbsence, reason: str
) -> PlannedAbsence:
    """It does not happen, and why.

    Raises Refused: reason-missing, too-long, not-found; Conflict: absence-cancelled,
    left-already.
    """
    row = _standing(_locked(scope, absence))
    row.cancelled_at, row.cancelled_by = clock.now(), by
    row.cancelled_reason = _said(reason)
    _fits(row)
    row.save()
    note("residents.cancel_planned_absence", row, by=by)
    _tell_planned(row)
    return row


@action("residents.leave_as_planned")
def leave_as_planned(
    *,
    scope: Scope,
    by: Actor,
    absence: PlannedAbsence,
    effective: datetime | None = None,
    expected_back: datetime | None = None,
    taken_along: Mapping[str, int] | tuple[str, ...] = (),
    somebody_else: bool = False,
    deviation_reason: str = "",
    client_ref: UUID | None = None,
) -> Whereabouts:
    """They leave now: what was planned becomes their way out, in one tap; the same tap again is
    the same way out.

    ``effective`` is when they left, UTC; default now. They are expected back as planned unless
    ``expected_back`` says otherwise. Whoever was kept away since it was planned stops it; where
    they left with them all the same, ``deviation_reason`` says why.
    Raises Refused: restricted, future, back-before-out, count-wrong, not-found; Conflict:
    absence-cancelled, out-already, in-hospital, reference-taken.
    """
    row = _locked(scope, absence)
    if row.way_out is not None:
        return row.way_out
    _standing(row)
    stay = _live_stay(scope, row.resident)
    if (known := _known(scope, row.resident, WhereaboutsCode.OUT, client_ref)) is not None:
        return known
    last = _latest(row.resident)
    left = effective or clock.now()
    if last is not None and last.code == WhereaboutsCode.OUT:
        raise Conflict("out-already", N_("They are out already. Say there what changed."))
    barred = _barred(scope, row, somebody_else=somebody_else, reason=deviation_reason)
    back = expected_back or row.ends
    coding = Coding(
        planned=True,
        reason=row.reason,
        taken_along=taken_along,
        transport=row.transport,
    )
    row.way_out = _go_out(
        scope,
        by,
        row.resident,
        stay,
        out_for=OutFor(row.out_for),
        left=left,
        contact=row.contact,
        accompanied_by=row.accompanied_by,
        where=row.where,
        phone=row.phone,
        expected_back=back if back > left else None,
        client_ref=client_ref,
        **_coded(coding, row.facility_id),
    )
    row.save()
    _took_out(barred, by, row.way_out, deviation_reason)
    note("residents.leave_as_planned", row, by=by)
    _tell_planned(row)
    return row.way_out


def _judge(scope: Scope, row: PlannedAbsence, *, somebody_else: bool) -> None:
    """Refuse what the row cannot hold, and what stands against it."""
    _fits(row)
    if row.contact is not None and row.contact.resident_id not in record_ids(
        scope, row.resident
    ):
        raise Refused("contact-other", N_("That is somebody else's contact."))
    _barred(scope, row, somebody_else=somebody_else, reason="")
    others = PlannedAbsence.objects.filter(
        facility_id=row.facility_id,
        resident_id=row.resident_id,
        cancelled_at__isnull=True,
        way_out__isnull=True,
        starts__lt=row.ends,
        ends__gt=row.starts,
    )
    if others.exclude(pk=row.pk).exists():
        raise Conflict(
            "absence-overlaps",
            N_("They are to be out then already. Change that plan, or choose another time."),
        )


def _barred(
    scope: Scope, row: PlannedAbsence, *, somebody_else: bool, reason: str
) -> list[Restriction]:
    """Whoever is kept away and is to take them out. Raises Refused: restricted."""
    return _stopped(
        scope,
        row.resident,
        contact=row.contact,
        name=row.accompanied_by,
        kinds=KEPT_IN,
        somebody_else=somebody_else,
        reason=reason,
    )


def _standing(row: PlannedAbsence) -> PlannedAbsence:
    """A plan that still stands. Raises Conflict: absence-cancelled, left-already."""
    if row.cancelled_at is not None:
        raise Conflict("absence-cancelled", N_("This plan was cancelled. Make a new one."))
    if row.way_out_id is not None:
        raise Conflict("left-already", N_("They left already. Say there what changed."))
    return row


def _tell_planned(row: PlannedAbsence) -> None:
    publish(
        AbsencePlanned(
            facility_id=row.facility_id, resident_id=row.resident_id, absence_id=row.pk
        )
    )
