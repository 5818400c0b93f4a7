"""Who is in, who is out and with whom: one truth, which a residency follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
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
from hearth.record.residents.codes import (
    DeviationKind,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.events import WhereaboutsChanged
from hearth.record.residents.models import (
    Contact,
    Resident,
    Restriction,
    Stay,
    StayEvent,
    Whereabouts,
)
from hearth.record.residents.rules import Coding

from ._rows import _fits, _locked, _said
from ._standing import (
    _back_to,
    _coded,
    _kinds_of,
    _known,
    _latest,
    _live_stay,
    _step,
    _write_whereabouts,
)
from ._stopping import KEPT_IN, _deviated, _stopped


S = StayStatus
NOT_CODED = Coding()

STEP = (
    "out_for",
    "where",
    "phone",
    "expected_back",
    "accompanied_by",
    "contact",
    "reason_code",
    "reason",
    "decided_by",
)
"""What may turn out differently while somebody is out."""

CARRIED = (*STEP, "planned", "tried_first", "transport")
"""What a step of a way out takes over from the row before it."""


@action("residents.sign_out")
def sign_out(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    out_for: OutFor = OutFor.OTHER,
    accompanied_by: str = "",
    contact: Contact | None = None,
    where: str = "",
    phone: str = "",
    expected_back: datetime | None = None,
    comment: str = "",
    coding: Coding = NOT_CODED,
    effective: datetime | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
    somebody_else: bool = False,
    deviation_reason: str = "",
) -> Whereabouts:
    """Somebody goes out: for what, with whom, and when they are expected back.

    ``effective`` is when they left, UTC; default now. A night away and a stay in hospital are
    absences of the residency too. Who is out already goes on from there: it is a step of the
    same way out. An entry that comes late is history: what was recorded of a later hour stays
    true. The same ``client_ref`` again is the same going out. Whoever is kept away stops it;
    where they left with them all the same, ``deviation_reason`` says why, and somebody looks.
    Raises Refused: restricted, future, not-resident, back-before-out, contact-other, too-long,
    not-a-choice, reason-missing, count-wrong, nothing-and-something; Conflict: in-hospital,
    reference-taken.
    """
    stay = _live_stay(scope, resident)
    if (known := _known(scope, resident, WhereaboutsCode.OUT, client_ref)) is not None:
        return known
    barred = _stopped(
        scope,
        resident,
        contact=contact,
        name=accompanied_by,
        kinds=KEPT_IN,
        somebody_else=somebody_else,
        reason=deviation_reason,
    )
    row = _go_out(
        scope,
        by,
        resident,
        stay,
        out_for=OutFor(out_for),
        left=effective or clock.now(),
        contact=contact,
        expected_back=expected_back,
        accompanied_by=accompanied_by,
        where=where,
        phone=phone,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
        **_coded(coding, resident.facility_id),
    )
    _took_out(barred, by, row, deviation_reason)
    note("residents.sign_out", row, by=by, detail={"for": row.out_for})
    return row


@action("residents.sign_in")
def sign_in(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    comment: str = "",
    effective: datetime | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Whereabouts:
    """Somebody is back, or was found in the house; seeing it is enough to record it.

    It ends an absence of the residency too. Whoever was in hospital is *returning* until the
    list of the return is closed; who is in the house counts as in the house. Twice is harmless.
    An entry that comes late is history.
    Raises Refused: future, not-resident, too-long; Conflict: reference-taken.
    """
    stay = _live_stay(scope, resident)
    if (known := _known(scope, resident, WhereaboutsCode.IN, client_ref)) is not None:
        return known
    now = clock.now()
    back = effective or now
    overtaken = _is_overtaken(resident, back)
    row = _write_whereabouts(
        scope,
        stay.resident if stay else resident,
        WhereaboutsCode.IN,
        by,
        stay=stay,
        effective=back,
        now=now,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
    )
    if stay is not None and not overtaken:
        _follow(stay, _back_to(stay, row.way_out, back), by, row, now)
    note("residents.sign_in", row, by=by)
    return row


@action("residents.report_unaccounted")
def report_unaccounted(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    where: str = "",
    comment: str = "",
    effective: datetime | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Whereabouts:
    """Somebody was looked for and not found; ``where`` they were seen last.

    Whoever raises the alarm does so in the same transaction (record.alerts).
    Raises Refused: future, not-resident, too-long; Conflict: reference-taken.
    """
    stay = _live_stay(scope, resident)
    if (known := _known(scope, resident, WhereaboutsCode.UNACCOUNTED, client_ref)) is not None:
        return known
    now = clock.now()
    row = _write_whereabouts(
        scope,
        stay.resident if stay else resident,
        WhereaboutsCode.UNACCOUNTED,
        by,
        stay=stay,
        effective=effective or now,
        now=now,
        where=where,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
    )
    note("residents.report_unaccounted", row, by=by)
    return row


@action("residents.change_way_out")
def change_way_out(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    changes: Mapping[str, Any],
    comment: str = "",
    effective: datetime | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
    somebody_else: bool = False,
    deviation_reason: str = "",
) -> Whereabouts:
    """Something changes while somebody is out: from the emergency room to a hospital stay, or
    when they are expected back. A step with its own time; what was so before stays on record.

    ``changes`` names columns of ``STEP``; what is not named goes on as it was, and a return
    that was expected before ``effective`` (UTC; default now) is dropped. The residency follows.
    Whoever is kept away stops it, as in ``sign_out``.
    Raises Refused: restricted, not-out, nothing-changed, before-last, future, back-before-out,
    contact-other, not-a-choice, too-long; Conflict: reference-taken.
    """
    if unknown := set(changes) - set(STEP):
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    stay = _live_stay(scope, resident)
    if (known := _known(scope, resident, WhereaboutsCode.OUT, client_ref)) is not None:
        return known
    now = clock.now()
    at = effective or now
    last = _latest(resident)
    if last is None or last.code != WhereaboutsCode.OUT:
        raise Refused("not-out", N_("They are not out now. Record how they went out first."))
    if at < last.effective:
        raise Refused("before-last", N_("That is before the last change of this way out."))
    said = {name: getattr(last, name) for name in CARRIED}
    if said["expected_back"] is not None and said["expected_back"] <= at:
        said["expected_back"] = None
    said |= changes
    if all(said[name] == getattr(last, name) for name in changes) and not comment:
        raise Refused("nothing-changed", N_("Nothing is different. Change something first."))
    barred = _stopped(
        scope,
        resident,
        contact=changes.get("contact"),
        name=changes.get("accompanied_by", ""),
        kinds=KEPT_IN,
        somebody_else=somebody_else,
        reason=deviation_reason,
    )
    row = _write_whereabouts(
        scope,
        stay.resident if stay else resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=at,
        now=now,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
        **said,
    )
    if stay is not None and row.out_for:
        _follow(stay, rules.status_at_step(S(stay.status), OutFor(row.out_for)), by, row, now)
    _took_out(barred, by, row, deviation_reason)
    note("residents.change_way_out", row, by=by, detail={"changed": sorted(changes)})
    return row


@action("residents.retract_whereabouts")
def retract_whereabouts(
    *, scope: Scope, by: Actor, row: Whereabouts, reason: str
) -> Whereabouts:
    """An entry of where somebody was is wrong: it stays on record, marked, with the reason.

    What is true now is told by what is left, and the residency follows it.
    Raises Refused: reason-missing, has-steps, not-found; Conflict: retracted-already.
    """
    stay = _live_stay(scope, row.resident)
    row = _locked(scope, row)
    said = _said(reason)
    if row.entered_in_error_at is not None:
        raise Conflict("retracted-already", N_("Somebody took this entry back already."))
    later = Whereabouts.objects.filter(
        facility_id=row.facility_id, way_out_id=row.pk, entered_in_error_at__isnull=True
    )
    if later.exists():
        raise Refused("has-steps", N_("Take back first what was recorded after it."))
    now = clock.now()
    was_latest = _latest(row.resident) == row
    row.entered_in_error_at, row.entered_in_error_by = now, by
    row.entered_in_error_reason = said
    _fits(row)
    row.save()
    if stay is not None and was_latest:
        _follow_what_is_left(stay, by, row, now)
    note("residents.retract_whereabouts", row, by=by)
    publish(
        WhereaboutsChanged(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            whereabouts_id=row.pk,
            code=row.code,
            effective=row.effective.isoformat(),
        )
    )
    return row


def _follow_what_is_left(stay: Stay, by: Actor, row: Whereabouts, now: datetime) -> None:
    """Let a residency stand as the entries say that were not taken back."""
    last = _latest(stay.resident)
    if last is not None and last.code == WhereaboutsCode.OUT and last.out_for:
        _follow(stay, rules.status_at_step(S(stay.status), OutFor(last.out_for)), by, last, now)
    elif stay.status in {S.HOSPITAL, S.AWAY}:
        back = last.effective if last is not None else stay.starts
        way_out = last.way_out if last is not None else None
        before = rules.status_when_back(
            S.LIVES_HERE,
            _kinds_of(way_out, None),
            left=way_out.effective if way_out else back,
            back=back,
            new_orders=last.new_orders if last is not None else None,
            short_visit=timedelta.max,
        )
        closed = StayEvent.objects.filter(
            facility_id=stay.facility_id,
            stay=stay,
            from_status=S.RETURNING,
            to_status=S.LIVES_HERE,
            effective__gte=back,
        )
        to = S.LIVES_HERE if closed.exists() else before
        stay.away_at, stay.expected_return = "", None
        _step(stay, to, by, effective=max(row.effective, stay.status_since), now=now)


def _go_out(
    scope: Scope,
    by: Actor,
    resident: Resident,
    stay: Stay | None,
    *,
    out_for: OutFor,
    left: datetime,
    **said: Any,
) -> Whereabouts:
    """Write a going out and let the residency follow, unless something later is known already."""
    now = clock.now()
    to = None
    if stay is not None and not _is_overtaken(resident, left):
        to = rules.status_when_out(S(stay.status), out_for)
    row = _write_whereabouts(
        scope,
        stay.resident if stay else resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=left,
        now=now,
        out_for=out_for,
        **said,
    )
    if stay is not None and to is not None:
        _follow(stay, to, by, row, now)
    return row


def _is_overtaken(resident: Resident, effective: datetime) -> bool:
    """Whether something was recorded of a later hour already."""
    latest = _latest(resident)
    return latest is not None and latest.effective > effective


def _follow(stay: Stay, to: StayStatus, by: Actor, row: Whereabouts, now: datetime) -> None:
    """Let the residency follow where somebody went."""
    away = to in {StayStatus.HOSPITAL, StayStatus.AWAY}
    at, expected = (row.where, row.expected_back) if away else ("", None)
    if stay.status == to and (stay.away_at, stay.expected_return) == (at, expected):
        return
    stay.away_at, stay.expected_return = at, expected
    if stay.status == to:
        stay.save()
        return
    _step(
        stay,
        to,
        by,
        effective=max(row.effective, stay.status_since),
        now=now,
        performer_text=row.performer_text,
    )


def _took_out(barred: Sequence[Restriction], by: Actor, row: Whereabouts, reason: str) -> None:
    """Keep that they went out with somebody who may not take them."""
    for one in barred:
        _deviated(
            one,
            by,
            what=DeviationKind.TOOK_OUT,
            reason=reason,
            effective=row.effective,
            because=row,
        )
