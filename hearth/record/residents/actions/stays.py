"""Residencies: how somebody comes to live here, is away, comes back and leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Place
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    LIVE_STAY,
    MoveOutTo,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.events import StayChanged, StaysOpened
from hearth.record.residents.models import Placement, Resident, Stay, StayEvent

from ._rows import _about, _apply, _fits, _locked, _record, _said, _tell
from ._standing import (
    _held,
    _hold,
    _latest,
    _leave,
    _live_stay,
    _stay_event,
    _step,
    _write_whereabouts,
)


S = StayStatus
OPENS_AS = (S.APPLICANT, S.MOVING_IN)
PLANNED = (S.APPLICANT, S.MOVING_IN, S.WITHDRAWN, S.AWAY, S.RETURNING)
"""What ``change_stay`` may make of a residency; every other step has a verb of its own."""

PLAN = ("starts", "expected_end", "expected_return", "away_at")
"""What ``change_stay`` may change besides."""

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStay:
    """A residency as it is taken over: where it stands, since when, and the place it holds.

    ``starts`` is the move-in, planned or past; ``since`` when the status began, default
    ``starts`` or now, whichever is earlier.
    """

    resident: Resident
    status: StayStatus = StayStatus.LIVES_HERE
    starts: datetime | None = None
    since: datetime | None = None
    place: Place | None = None
    away_at: str = ""
    expected_return: datetime | None = None
    source_system: str = ""
    source_id: str = ""


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
    Raises Refused: stay-ended, not-next, future, before-last, place-missing, place-closed,
    not-found; Conflict: place-held, stay-overlaps.
    """
    stay = _locked(scope, stay)
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


@action("residents.leave_for_hospital")
def leave_for_hospital(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    effective: datetime | None = None,
    hospital: str = "",
    reason: str = "",
    accompanied_by: str = "",
    phone: str = "",
    expected_return: datetime | None = None,
    performer_text: str = "",
) -> Stay:
    """Somebody is in hospital from ``effective`` (UTC; default now) on. They keep their place.

    The whereabouts say so too, in the same breath.
    Raises Refused: stay-ended, not-next, future, before-last, back-before-out, too-long,
    not-found.
    """
    stay = _locked(scope, stay)
    now = clock.now()
    left = effective or now
    _check(stay, S.HOSPITAL, left, now)
    stay.away_at, stay.expected_return = hospital, expected_return
    _step(
        stay,
        S.HOSPITAL,
        by,
        effective=left,
        now=now,
        reason=reason,
        performer_text=performer_text,
    )
    _write_away(
        scope,
        stay,
        by,
        effective=left,
        now=now,
        accompanied_by=accompanied_by,
        phone=phone,
        performer_text=performer_text,
    )
    note("residents.leave_for_hospital", stay, by=by)
    return stay


@action("residents.record_return")
def record_return(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    effective: datetime | None = None,
    reason: str = "",
    performer_text: str = "",
) -> Stay:
    """Somebody is back from hospital or from being away, into the place they kept.

    Raises Refused: stay-ended, not-next, future, before-last, too-long, not-found.
    """
    stay = _locked(scope, stay)
    now = clock.now()
    back = effective or now
    _check(stay, S.LIVES_HERE, back, now)
    if stay.moved_in_at is None:
        raise Refused("not-next", N_("They have not moved in yet."))
    stay.away_at, stay.expected_return = "", None
    _step(
        stay,
        S.LIVES_HERE,
        by,
        effective=back,
        now=now,
        reason=reason,
        performer_text=performer_text,
    )
    _write_whereabouts(
        scope,
        stay.resident,
        WhereaboutsCode.IN,
        by,
        stay=stay,
        effective=back,
        now=now,
        performer_text=performer_text,
    )
    note("residents.record_return", stay, by=by)
    return stay


@action("residents.move_out")
def move_out(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    to: MoveOutTo,
    effective: datetime | None = None,
    reason: str = "",
) -> Stay:
    """Somebody has left for good, at ``effective`` (UTC; default now). Their place is free then.

    Raises Refused: stay-ended, not-next, future, before-last, too-long, not-found.
    """
    stay = _locked(scope, stay)
    now = clock.now()
    left = effective or now
    _check(stay, S.MOVED_OUT, left, now)
    stay.ended_to = MoveOutTo(to)
    _end(stay, S.MOVED_OUT, by, at=left, now=now, reason=reason)
    note("residents.move_out", stay, by=by, detail={"to": stay.ended_to})
    return stay


@action("residents.record_death")
def record_death(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    effective: datetime | None = None,
    reason: str = "",
    performer_text: str = "",
) -> Resident:
    """Somebody died, at ``effective`` (UTC; default now); ``performer_text`` is who said so.

    A residency that goes on ends then, also when a later step was recorded meanwhile, and its
    place is free; an application is withdrawn.
    Raises Refused: future, before-birth, too-long, not-found; Conflict: deceased-already.
    """
    resident = _locked(scope, resident)
    now = clock.now()
    died = effective or now
    if resident.deceased_at is not None:
        raise Conflict("deceased-already", N_("This death is on the record already."))
    if died > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if resident.birth_date is not None and died.date() < resident.birth_date:
        raise Refused("before-birth", N_("That is before their birth date."))
    resident.deceased_at = died
    resident.save()
    stay = _live_stay(scope, resident)
    if stay is not None:
        to = S.WITHDRAWN if S(stay.status) in OPENS_AS else S.DECEASED
        _end(stay, to, by, at=died, now=now, reason=reason, performer_text=performer_text)
    note("residents.record_death", resident, by=by)
    _tell(resident, "deceased_at")
    return resident


# Of use to several verbs


def _check(
    stay: Stay, to: StayStatus, effective: datetime, now: datetime, *, has_place: bool = True
) -> None:
    rules.check_transition(
        S(stay.status),
        to,
        effective=effective,
        since=stay.status_since,
        now=now,
        has_place=has_place,
    )


def _check_opening(
    resident: Resident, status: StayStatus, effective: datetime, now: datetime
) -> None:
    if status not in OPENS_AS:
        raise Refused("not-next", N_("A residency begins with an application or a move-in."))
    if effective > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if resident.deceased_at is not None:
        raise Refused("deceased", N_("The record says that this person has died."))


def _refuse_second(residents: Sequence[Resident]) -> None:
    """Refuse a residency beside one that goes on."""
    going_on = Stay.objects.select_related("resident").filter(
        facility_id__in={r.facility_id for r in residents},
        resident_id__in=[r.pk for r in residents],
        status__in=LIVE_STAY,
    )
    if (first := going_on.first()) is not None:
        raise Conflict(
            "stay-open",
            N_("{name} has a residency that goes on. Go on with that one, or end it first."),
            name=str(first.resident),
        )


def _changed(stay: Stay, before: str, effective: datetime) -> StayChanged:
    return StayChanged(
        facility_id=stay.facility_id,
        resident_id=stay.resident_id,
        stay_id=stay.pk,
        from_status=before,
        to_status=stay.status,
        effective=effective.isoformat(),
    )


def _taken_over(new: NewStay, now: datetime) -> Stay:
    starts = new.starts or now
    lived = new.status not in OPENS_AS
    since = new.since or min(starts, now)
    if new.status not in LIVE_STAY:
        raise Refused("not-next", N_("An ended residency cannot be opened."))
    if since > now or (lived and starts > now):
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if new.resident.deceased_at is not None:
        raise Refused("deceased", N_("The record says that this person has died."))
    if new.resident.merged_into_id is not None:
        raise Conflict("merged-away", N_("This record was merged into another one."))
    stay = Stay(
        **_about(new.resident),
        status=new.status,
        status_since=since,
        starts=starts,
        moved_in_at=starts if lived else None,
        away_at=new.away_at,
        expected_return=new.expected_return,
        source_system=new.source_system,
        source_id=new.source_id,
    )
    _fits(stay)
    return stay


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
    scope: Scope, stay: Stay, by: Actor, *, effective: datetime, now: datetime, **said: Any
) -> None:
    """The whereabouts of an absence of the residency."""
    _write_whereabouts(
        scope,
        stay.resident,
        WhereaboutsCode.OUT,
        by,
        stay=stay,
        effective=effective,
        now=now,
        expected_back=stay.expected_return,
        out_for=OutFor.HOSPITAL if stay.status == S.HOSPITAL else OutFor.OVERNIGHT,
        where=stay.away_at,
        **said,
    )


def _end(
    stay: Stay,
    to: StayStatus,
    by: Actor,
    *,
    at: datetime,
    now: datetime,
    reason: str,
    performer_text: str = "",
) -> None:
    """End a residency and free its place. One that never began lasted from the application on."""
    if at <= stay.starts:
        if stay.moved_in_at is not None:
            raise Refused("before-last", N_("That is before they moved in."))
        stay.starts = min(stay.status_since, at - _INSTANT)
    stay.ends, stay.ended_reason, stay.expected_return = at, reason, None
    for row in _held(stay, at):
        _leave(row, by, at=at, now=now)
    _step(stay, to, by, effective=at, now=now, reason=reason, performer_text=performer_text)
