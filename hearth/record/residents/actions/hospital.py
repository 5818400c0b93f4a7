"""To hospital and back: sent out, home again, and the end of being *returning*."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    ENDED_STAY,
    MEDICAL,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.models import Stay, Whereabouts
from hearth.record.residents.rules import Coding

from ._rows import _locked
from ._standing import (
    _back_to,
    _check,
    _coded,
    _known,
    _latest,
    _open_way_out,
    _step,
    _write_whereabouts,
)


S = StayStatus
NOT_CODED = Coding()
SENT = (*MEDICAL, OutFor.REHAB, OutFor.HOSPICE)
"""What somebody is sent out for, and does not sign out for at the door."""


@action("residents.leave_for_hospital")
def leave_for_hospital(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    out_for: OutFor = OutFor.HOSPITAL,
    effective: datetime | None = None,
    hospital: str = "",
    reason: str = "",
    coding: Coding = NOT_CODED,
    accompanied_by: str = "",
    phone: str = "",
    expected_return: datetime | None = None,
    comment: str = "",
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Stay:
    """Somebody is sent to hospital, or to be looked at in the emergency room, from ``effective``
    (UTC; default now) on. They keep their place.

    ``coding`` says why, who decided, what was tried first and what went along; ``reason`` alone
    is its words. A hospital stay is an absence of the residency, and the whereabouts say so in
    the same breath; the emergency room is not, until they are kept there (``change_way_out``).
    The same ``client_ref`` again is the same going.
    Raises Refused: stay-ended, not-next, future, before-last, back-before-out, too-long,
    not-a-choice, reason-missing, count-wrong, nothing-and-something, not-found; Conflict:
    in-hospital, reference-taken.
    """
    stay = _locked(scope, stay)
    if _known(scope, stay.resident, WhereaboutsCode.OUT, client_ref) is not None:
        return stay
    if out_for not in SENT:
        raise Refused("not-a-choice", N_("Sign them out at the door for that."))
    now = clock.now()
    left = effective or now
    coded = _coded(replace(coding, reason=coding.reason or reason), stay.facility_id)
    to = rules.status_when_out(S(stay.status), OutFor(out_for))
    if to != stay.status or out_for != OutFor.EMERGENCY_ROOM:
        _check(stay, to, left, now)
        stay.away_at, stay.expected_return = hospital, expected_return
        _step(
            stay,
            to,
            by,
            effective=left,
            now=now,
            reason=coded["reason"],
            performer_text=performer_text,
        )
    _write_whereabouts(
        scope,
        stay.resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=left,
        now=now,
        out_for=OutFor(out_for),
        where=hospital,
        expected_back=expected_return,
        accompanied_by=accompanied_by,
        phone=phone,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
        **coded,
    )
    note("residents.leave_for_hospital", stay, by=by, detail={"for": str(out_for)})
    return stay


@action("residents.record_return")
def record_return(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    effective: datetime | None = None,
    reason: str = "",
    diagnosis: str = "",
    diagnosis_code: str = "",
    new_orders: bool | None = None,
    condition: str = "",
    came_back_with: Mapping[str, int] | Sequence[str] = (),
    performer_text: str = "",
    client_ref: UUID | None = None,
) -> Stay:
    """Somebody is back, into the place they kept: when, with which diagnosis, and how.

    From hospital or rehab they are *returning* until the list of the return is closed
    (``rules.status_when_back``). Somebody who was only signed in is told about afterwards in the
    same words: the time of the return stays unless another is given. ``reason`` is a comment.
    Raises Refused: stay-ended, not-next, not-out, future, before-last, too-long, count-wrong,
    not-a-choice, not-found; Conflict: reference-taken.
    """
    stay = _locked(scope, stay)
    if _known(scope, stay.resident, WhereaboutsCode.IN, client_ref) is not None:
        return stay
    if stay.moved_in_at is None:
        raise Refused("not-next", N_("They have not moved in yet."))
    now = clock.now()
    way_out, back = _way_back(stay, effective, now)
    to = _back_to(stay, way_out, back, new_orders=new_orders)
    row = _write_whereabouts(
        scope,
        stay.resident,
        WhereaboutsCode.IN,
        by,
        stay=stay,
        effective=back,
        now=now,
        way_out=way_out,
        comment=reason,
        diagnosis=diagnosis.strip(),
        diagnosis_code=diagnosis_code.strip().upper(),
        new_orders=new_orders,
        condition=condition,
        taken_along=rules.counted(came_back_with),
        performer_text=performer_text,
        client_ref=client_ref,
    )
    if to != stay.status:
        stay.away_at, stay.expected_return = "", None
        at = max(back, stay.status_since)
        _check(stay, to, at, now)
        _step(
            stay,
            to,
            by,
            effective=at,
            now=now,
            reason=reason,
            performer_text=performer_text,
        )
    note("residents.record_return", stay, by=by, detail={"whereabouts": str(row.pk)})
    return stay


@action("residents.end_return")
def end_return(
    *, scope: Scope, by: Actor, stay: Stay, effective: datetime | None = None, reason: str = ""
) -> Stay:
    """The list of a return is closed: a resident who was returning lives here again.

    Whoever calls it has looked at the list. Twice is harmless.
    Raises Refused: not-next, future, before-last, stay-ended, too-long, not-found.
    """
    stay = _locked(scope, stay)
    if stay.status == S.LIVES_HERE:
        return stay
    if stay.status != S.RETURNING:
        raise Refused("not-next", N_("They are not back yet."))
    now = clock.now()
    _check(stay, S.LIVES_HERE, effective or now, now)
    _step(stay, S.LIVES_HERE, by, effective=effective or now, now=now, reason=reason)
    note("residents.end_return", stay, by=by)
    return stay


def _way_back(
    stay: Stay, effective: datetime | None, now: datetime
) -> tuple[Whereabouts | None, datetime]:
    """The way out that a return ends, or ended already without being told about; and when.

    Raises Refused: not-next, not-out, before-last.
    """
    back = effective or now
    way_out = _open_way_out(stay.resident, back)
    if stay.status in {S.HOSPITAL, S.AWAY}:
        _check(stay, S.LIVES_HERE, back, now)
        return way_out, back
    if stay.status in ENDED_STAY:
        raise Refused("stay-ended", N_("This residency has ended. Begin a new one."))
    if way_out is not None:
        return way_out, back
    last = _latest(stay.resident)
    if last is not None and last.code == WhereaboutsCode.OUT:
        raise Refused("before-last", N_("That is before they left."))
    if last is None or last.way_out is None or _is_told(last):
        raise Refused("not-out", N_("They are in the house, and their last return is told."))
    back = effective or last.effective
    if back < last.way_out.effective:
        raise Refused("before-last", N_("That is before they left."))
    return last.way_out, back


def _is_told(row: Whereabouts) -> bool:
    """Whether what came of a way out was said already."""
    return bool(row.diagnosis or row.condition or row.new_orders is not None)
