"""Residencies: how somebody comes to live here, is away, comes back and leaves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Place
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    LIVE_STAY,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.events import StayChanged, StaysOpened
from hearth.record.residents.models import (
    Placement,
    Resident,
    Stay,
    StayEvent,
)

from ._opening import NewStay, _check_opening, _refuse_second, _taken_over
from ._rows import _about, _apply, _fits, _locked, _record, _said, _tell
from ._standing import (
    OPENS_AS,
    _check,
    _end,
    _held,
    _hold,
    _latest,
    _stay_event,
    _step,
    _write_whereabouts,
)


S = StayStatus
PLANNED = (S.APPLICANT, S.MOVING_IN, S.WITHDRAWN, S.AWAY)
"""What ``change_stay`` may make of a residency; every other step has a verb of its own."""

PLAN = ("starts", "expected_end", "expected_return", "away_at")
"""What ``change_stay`` may change besides."""


@action("residents.open_stay")
def open_stay(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    status: StayStatus = StayStatus.APPLICANT,
    starts: datetime | None = None,
    place: Place | None = None,
    effective: datetime | None = None,
    reason: str = "",
) -> Stay:
    """Begin a residency: somebody applies, or is about to move in. ``move_in`` makes it real.

    ``starts`` is the planned move-in, UTC; default ``effective``, when they applied (default:
    now). With ``place`` one is kept for them from ``effective`` on.
    Raises Refused: not-next, future, deceased, place-closed, not-found; Conflict: stay-open,
    stay-overlaps, place-held, merged-away.
    """
    resident = _record(scope, resident)
    now = clock.now()
    applied = effective or min(starts or now, now)
    _check_opening(resident, status, applied, now)
    _refuse_second([resident])
    stay = Stay(
        **_about(resident),
        status=status,
        status_since=applied,
        starts=starts or applied,
    )
    _fits(stay)
    stay.save()
    _stay_event(stay, by, "", effective=applied, now=now, reason=reason)
    publish(_changed(stay, "", applied))
    if place is not None:
        _hold(scope, stay, place, by, starts=applied, now=now)
    note("residents.open_stay", stay, by=by, detail={"status": stay.status})
    return stay


@action("residents.open_stays")
def open_stays(*, scope: Scope, by: Actor, stays: Sequence[NewStay]) -> list[Stay]:
    """Take over residencies as they stand, with the places held: all or none, in this order.

    One audit row and one event for the batch; nobody is told of single steps, for none was
    taken here. Raises Refused: future, deceased, not-next; Conflict: stay-open,
    stay-overlaps, place-held, merged-away.
    """
    now = clock.now()
    rows = [_taken_over(new, now) for new in stays]
    _refuse_second([new.resident for new in stays])
    Stay.objects.bulk_create(rows, batch_size=500)
    pairs = list(zip(rows, stays, strict=True))
    Placement.objects.bulk_create(
        [
            Placement(
                **_about(new.resident),
                stay=stay,
                place=new.place,
                starts=min(stay.starts, now),
                placed_by=by,
            )
            for stay, new in pairs
            if new.place is not None
        ],
        batch_size=500,
    )
    StayEvent.objects.bulk_create(
        [
            StayEvent(
                **_about(new.resident),
                stay=stay,
                to_status=stay.status,
                to_place=new.place,
                away_at=stay.away_at,
                effective=stay.status_since,
                recorded=now,
                recorder=by,
            )
            for stay, new in pairs
        ],
        batch_size=500,
    )
    if rows:
        note_many("residents.open_stays", rows, by=by)
        ids = tuple(stay.pk for stay in rows)
        publish(StaysOpened(facility_id=rows[0].facility_id, stay_ids=ids))
    return rows


@action("residents.change_stay")
def change_stay(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    status: StayStatus | None = None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    effective: datetime | None = None,
) -> Stay:
    """Change the plan of a residency: its dates (``PLAN``), or a step of ``PLANNED``.

    Withdrawing gives up the place kept and needs a reason. Going away goes into the
    whereabouts; so does a return expected at another time.
    Raises Refused: stay-ended, not-next, future, before-last, moved-in-already, reason-missing,
    too-long, not-found; Conflict: stay-overlaps.
    """
    stay = _locked(scope, stay)
    now = clock.now()
    new = dict(changes or {})
    if stay.status not in LIVE_STAY:
        raise Refused("stay-ended", N_("This residency has ended. Begin a new one."))
    if stay.moved_in_at is not None and new.get("starts", stay.starts) != stay.starts:
        raise Refused("moved-in-already", N_("They moved in already: that day stays."))
    expected = stay.expected_return
    changed = _apply(stay, new, PLAN)
    _fits(stay)
    if status is not None and status != stay.status:
        _plan_step(scope, stay, status, by, effective or now, now, reason)
    elif changed:
        stay.save()
    if stay.status in {S.HOSPITAL, S.AWAY} and stay.expected_return != expected:
        _write_away(scope, stay, by, effective=now, now=now)
    note("residents.change_stay", stay, by=by, detail={"fields": list(changed)})
    _tell(stay.resident, *changed)
    return stay


@action("residents.assign_place")
def assign_place(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    place: Place,
    starts: datetime | None = None,
    reason: str = "",
) -> Placement:
    """Let somebody hold a place from an instant on (UTC; default now); what they held ends then.

    A place is held once at a time, also while its resident is away; a move within the house is
    no end of a residency. What was kept for a later day is given up.
    Raises Refused: stay-ended, place-closed, same-place, before-placement, too-long, not-found;
    Conflict: place-held.
    """
    stay = _locked(scope, stay)
    if not rules.holds_place(StayStatus(stay.status)):
        raise Refused("stay-ended", N_("This residency has ended. Begin a new one."))
    now = clock.now()
    row = _hold(scope, stay, place, by, starts=starts or now, now=now, reason=reason)
    note("residents.assign_place", row, by=by, detail={"place": str(place.pk)})
    return row


@action("residents.move_in")
def move_in(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    effective: datetime | None = None,
    place: Place | None = None,
    reason: str = "",
) -> Stay:
    """Somebody lives here from now on, in the place kept for them or in ``place``.

    ``effective`` is when they moved in, UTC; default now. They are in the house then.
    Another room may hold it (``rules.gates``): then it says what is still missing.
    Raises Refused: gate-held, stay-ended, not-next, future, before-last, place-missing,
    place-closed, not-found; Conflict: place-held, stay-overlaps.
    """
    stay = _locked(scope, stay)
    rules.ask_gates("residents.move_in", scope, stay.resident_id)
    now = clock.now()
    came = effective or now
    if place is not None and S(stay.status) in OPENS_AS and not _holds(stay, place, came):
        _hold(scope, stay, place, by, starts=came, now=now)
    held = _held(stay, came)
    _check(stay, S.LIVES_HERE, came, now, has_place=bool(held))
    if held[0].starts > came:
        held[0].starts = came
        held[0].save()
    stay.starts = stay.moved_in_at = came
    _step(stay, S.LIVES_HERE, by, effective=came, now=now, reason=reason)
    latest = _latest(stay.resident)
    if latest is not None and latest.code != WhereaboutsCode.IN and latest.effective <= came:
        _write_whereabouts(
            scope, stay.resident, WhereaboutsCode.IN, by, stay=stay, effective=came, now=now
        )
    note("residents.move_in", stay, by=by)
    return stay


# Of use to several verbs


def _changed(stay: Stay, before: str, effective: datetime) -> StayChanged:
    return StayChanged(
        facility_id=stay.facility_id,
        resident_id=stay.resident_id,
        stay_id=stay.pk,
        from_status=before,
        to_status=stay.status,
        effective=effective.isoformat(),
    )


def _holds(stay: Stay, place: Place, at: datetime) -> bool:
    """Whether the place is the one held then, or the next one kept."""
    return any(p.place_id == place.pk for p in _held(stay, at)[:1])


def _plan_step(
    scope: Scope,
    stay: Stay,
    to: StayStatus,
    by: Actor,
    effective: datetime,
    now: datetime,
    reason: str,
) -> None:
    if to not in PLANNED:
        raise Refused("not-next", N_("That step is recorded on a page of its own."))
    _check(stay, to, effective, now)
    if to is S.WITHDRAWN:
        _end(stay, to, by, at=effective, now=now, reason=_said(reason))
        return
    _step(stay, to, by, effective=effective, now=now, reason=reason)
    if to is S.AWAY:
        _write_away(scope, stay, by, effective=effective, now=now)


def _write_away(
    scope: Scope, stay: Stay, by: Actor, *, effective: datetime, now: datetime
) -> None:
    """The whereabouts of an absence of the residency: what it was for, as far as that fits."""
    last = _latest(stay.resident)
    usual = OutFor.HOSPITAL if stay.status == S.HOSPITAL else OutFor.OVERNIGHT
    out_for = OutFor(last.out_for) if last is not None and last.out_for else usual
    if rules.status_at_step(S.LIVES_HERE, out_for) != stay.status:
        out_for = usual
    _write_whereabouts(
        scope,
        stay.resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=effective,
        now=now,
        expected_back=stay.expected_return,
        out_for=out_for,
        where=stay.away_at,
    )
