"""Who is in, who is out and with whom: one truth, which a residency follows."""

from datetime import datetime
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    DeviationKind,
    OutFor,
    RestrictionKind,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.models import Contact, Resident, Stay, Whereabouts

from ._standing import _known, _latest, _live_stay, _step, _write_whereabouts
from ._stopping import _deviated, _stopped


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
    effective: datetime | None = None,
    performer_text: str = "",
    client_ref: UUID | None = None,
    somebody_else: bool = False,
    deviation_reason: str = "",
) -> Whereabouts:
    """Somebody goes out: for what, with whom, and when they are expected back.

    ``effective`` is when they left, UTC; default now. A night away and a stay in hospital are
    absences of the residency too. An entry that comes late is history: what was recorded of a
    later hour stays true. The same ``client_ref`` again is the same going out. Whoever is kept
    away stops it; where they left with them all the same, ``deviation_reason`` says why, and
    somebody looks at it.
    Raises Refused: restricted, future, not-resident, back-before-out, contact-other, too-long,
    not-a-choice; Conflict: in-hospital, reference-taken.
    """
    stay = _live_stay(scope, resident)
    if (known := _known(scope, resident, WhereaboutsCode.OUT, client_ref)) is not None:
        return known
    barred = _stopped(
        scope,
        resident,
        contact=contact,
        name=accompanied_by,
        kinds=(RestrictionKind.TAKING_OUT, RestrictionKind.VISITS),
        somebody_else=somebody_else,
        reason=deviation_reason,
    )
    now = clock.now()
    left = effective or now
    overtaken = _is_overtaken(resident, left)
    to = None
    if stay is not None and not overtaken:
        to = rules.status_when_out(StayStatus(stay.status), OutFor(out_for))
    row = _write_whereabouts(
        scope,
        stay.resident if stay else resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=left,
        now=now,
        contact=contact,
        expected_back=expected_back,
        out_for=OutFor(out_for),
        accompanied_by=accompanied_by,
        where=where,
        phone=phone,
        comment=comment,
        performer_text=performer_text,
        client_ref=client_ref,
    )
    if stay is not None and to is not None:
        _follow(stay, to, by, row, now)
    for one in barred:
        _deviated(
            one,
            by,
            what=DeviationKind.TOOK_OUT,
            reason=deviation_reason,
            effective=left,
            because=row,
        )
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

    It ends an absence of the residency too, also one in hospital: who is in the house counts
    as in the house. Twice is harmless. An entry that comes late is history.
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
        _follow(stay, StayStatus.LIVES_HERE, by, row, now)
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
