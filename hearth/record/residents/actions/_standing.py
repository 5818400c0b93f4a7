"""Where a residency stands, which place it holds and where somebody is: each written in one way."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.content.settings import settings_for
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility, Place
from hearth.record.residents import rules
from hearth.record.residents.codes import LIVE_STAY, OutFor, StayStatus, WhereaboutsCode
from hearth.record.residents.events import PlaceAssigned, StayChanged, WhereaboutsChanged
from hearth.record.residents.models import (
    Contact,
    Placement,
    Resident,
    Stay,
    StayEvent,
    Whereabouts,
)
from hearth.record.residents.queries import record_ids
from hearth.record.residents.rules import Coding

from ._rows import _about, _fits, _locked


S = StayStatus
OPENS_AS = (S.APPLICANT, S.MOVING_IN)
"""What a residency may begin as, and who has not moved in yet."""

_INSTANT = timedelta(microseconds=1)


def _live_stay(scope: Scope, resident: Resident) -> Stay | None:
    """The residency that goes on, locked; None for somebody without one."""
    return (
        Stay.objects.select_for_update(of=("self",), no_key=True)
        .select_related("resident")
        .filter(facility_id__in=scope.facilities, resident_id=resident.pk, status__in=LIVE_STAY)
        .first()
    )


def _step(
    stay: Stay,
    to: StayStatus,
    by: Actor,
    *,
    effective: datetime,
    now: datetime,
    reason: str = "",
    performer_text: str = "",
) -> None:
    """Let a residency go on to a status that was checked, and keep how it came to stand there."""
    before, stay.status = stay.status, to
    stay.status_since = effective
    _fits(stay)
    stay.save()
    _stay_event(
        stay, by, before, effective=effective, now=now, reason=reason, performer=performer_text
    )
    publish(
        StayChanged(
            facility_id=stay.facility_id,
            resident_id=stay.resident_id,
            stay_id=stay.pk,
            from_status=before,
            to_status=to,
            effective=effective.isoformat(),
        )
    )


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


def _stay_event(
    stay: Stay,
    by: Actor,
    before: str,
    *,
    effective: datetime,
    now: datetime,
    reason: str = "",
    performer: str = "",
    from_place: Place | None = None,
    to_place: Place | None = None,
) -> None:
    event = StayEvent(
        **_about(stay.resident),
        stay=stay,
        from_status=before,
        to_status=stay.status,
        from_place=from_place,
        to_place=to_place,
        reason=reason,
        away_at=stay.away_at,
        effective=min(effective, now),
        recorded=now,
        recorder=by,
        performer_text=performer,
    )
    _fits(event)
    event.save()


# Places


def _held(stay: Stay, at: datetime) -> list[Placement]:
    """What the resident holds at an instant or is to hold later, earliest first."""
    rows = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=at),
        facility_id=stay.facility_id,
        resident_id=stay.resident_id,
        cancelled_at__isnull=True,
    )
    return list(rows.select_related("place").order_by("starts"))


def _hold(
    scope: Scope,
    stay: Stay,
    place: Place,
    by: Actor,
    *,
    starts: datetime,
    now: datetime,
    reason: str = "",
) -> Placement:
    """Let a residency hold a place from an instant on; what it held ends then.

    Raises Refused: place-closed, same-place, before-placement, not-found; Conflict: place-held.
    """
    place = _locked(scope, place)
    if place.facility_id != stay.facility_id:
        raise Refused("not-found", N_("That place is in another community."))
    if place.closed_at is not None:
        raise Refused(
            "place-closed",
            N_("{place} is not in use any more. Choose another place."),
            place=place.label,
        )
    held = _held(stay, starts)
    before = next((p for p in held if p.starts <= starts), None)
    if before is not None and before.place_id == place.pk and len(held) == 1:
        raise Refused("same-place", N_("They hold {place} already."), place=place.label)
    _give_way(held, by, starts=starts, now=now)
    _refuse_held(place, stay, starts)
    row = Placement(
        **_about(stay.resident),
        stay=stay,
        place=place,
        starts=starts,
        reason=reason,
        placed_by=by,
    )
    _fits(row)
    row.save()
    _stay_event(
        stay,
        by,
        stay.status,
        effective=starts,
        now=now,
        reason=reason,
        from_place=before.place if before else None,
        to_place=place,
    )
    publish(
        PlaceAssigned(
            facility_id=stay.facility_id,
            resident_id=stay.resident_id,
            stay_id=stay.pk,
            place_id=place.pk,
            starts=starts.isoformat(),
        )
    )
    return row


def _give_way(held: list[Placement], by: Actor, *, starts: datetime, now: datetime) -> None:
    """End what began before ``starts``, give up what begins then or later."""
    for row in held:
        if row.starts > starts and row.starts <= now:
            raise Refused(
                "before-placement",
                N_("They have held {place} since a later time. Choose a time after that."),
                place=row.place.label,
            )
        _leave(row, by, at=starts, now=now)


def _leave(row: Placement, by: Actor, *, at: datetime, now: datetime) -> None:
    """Hold a place no longer: from ``at`` on, or never if it had not begun by then."""
    if row.starts < at:
        row.ends = at
    else:
        row.cancelled_at, row.cancelled_by = now, by
    row.save()


def _refuse_held(place: Place, stay: Stay, starts: datetime) -> None:
    taken = Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=starts),
        facility_id=place.facility_id,
        place=place,
        cancelled_at__isnull=True,
    ).exclude(resident_id=stay.resident_id)
    if taken.exists():
        raise Conflict(
            "place-held",
            N_("Somebody else holds {place} then. Choose another place, or a later day."),
            place=place.label,
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


# Whereabouts


def _latest(resident: Resident) -> Whereabouts | None:
    """The whereabouts that is true now; None where nobody ever recorded any."""
    rows = Whereabouts.objects.filter(
        facility_id=resident.facility_id, resident=resident, entered_in_error_at__isnull=True
    )
    return rows.order_by("-effective", "-recorded", "-id").first()


def _open_way_out(resident: Resident, at: datetime) -> Whereabouts | None:
    """The row by which somebody left who is out at an instant; None for who is in."""
    rows = Whereabouts.objects.filter(
        facility_id=resident.facility_id,
        resident=resident,
        entered_in_error_at__isnull=True,
        effective__lte=at,
        code__in=[WhereaboutsCode.OUT, WhereaboutsCode.IN],
    )
    last = rows.select_related("way_out").order_by("-effective", "-recorded", "-id").first()
    if last is None or last.code == WhereaboutsCode.IN:
        return None
    return last.way_out or last


def _kinds_of(way_out: Whereabouts | None, stay: Stay | None) -> list[OutFor]:
    """What somebody was out for, all of it; where nobody wrote a way out, what the residency says."""
    if way_out is None:
        status = stay.status if stay else ""
        kinds = {S.HOSPITAL: OutFor.HOSPITAL, S.AWAY: OutFor.OVERNIGHT}
        return [kinds[S(status)]] if status in kinds else []
    steps = Whereabouts.objects.filter(
        facility_id=way_out.facility_id,
        way_out_id=way_out.pk,
        code=WhereaboutsCode.OUT,
        entered_in_error_at__isnull=True,
    )
    found = [way_out.out_for, *steps.values_list("out_for", flat=True)]
    return [OutFor(code) for code in found if code]


def _back_to(
    stay: Stay, way_out: Whereabouts | None, back: datetime, *, new_orders: bool | None = None
) -> StayStatus:
    """Where a residency stands once its resident is back."""
    facility = Facility.objects.get(pk=stay.facility_id)
    return rules.status_when_back(
        S(stay.status),
        _kinds_of(way_out, stay),
        left=way_out.effective if way_out else stay.status_since,
        back=back,
        new_orders=new_orders,
        short_visit=timedelta(hours=settings_for(facility).short_er_visit_hours),
    )


def _coded(coding: Coding, facility_id: UUID) -> dict[str, Any]:
    """The columns a way out is coded in. Raises Refused: not-a-choice, reason-missing,
    count-wrong, nothing-and-something.
    """
    reason = coding.reason.strip()
    if coding.reason_code:
        entry = lists.item("out-reasons", coding.reason_code, facility_id)
        if entry is None:
            raise Refused(
                "not-a-choice", N_("{value} is not on the list."), value=coding.reason_code[:40]
            )
        if entry.values.get("needs_note") and not reason:
            raise Refused("reason-missing", N_("Say why."))
    return {
        "planned": coding.planned,
        "reason_code": coding.reason_code,
        "reason": reason,
        "decided_by": coding.decided_by,
        "tried_first": rules.check_tried(coding.tried_first),
        "taken_along": rules.counted(coding.taken_along),
        "transport": coding.transport,
    }


def _known(scope: Scope, resident: Resident, code: str, ref: UUID | None) -> Whereabouts | None:
    """What a device's reference stands for already. Raises Conflict: reference-taken."""
    if ref is None:
        return None
    row = Whereabouts.objects.filter(facility_id__in=scope.facilities, client_ref=ref).first()
    if row is not None and (row.resident_id, row.code) != (resident.pk, code):
        raise Conflict("reference-taken", N_("This was sent already, with other words."))
    return row


def _write_whereabouts(
    scope: Scope,
    resident: Resident,
    code: WhereaboutsCode,
    by: Actor,
    *,
    stay: Stay | None,
    effective: datetime,
    now: datetime,
    contact: Contact | None = None,
    expected_back: datetime | None = None,
    **said: Any,
) -> Whereabouts:
    """Write where somebody is, checked against their residency, and tell.

    Raises Refused: future, not-resident, back-before-out, contact-other, too-long.
    """
    rules.check_whereabouts(
        code,
        effective=effective,
        expected_back=expected_back,
        now=now,
        status=_status_at(stay, effective),
    )
    if contact is not None and contact.resident_id not in record_ids(scope, resident):
        raise Refused("contact-other", N_("That is somebody else's contact."))
    if code is not WhereaboutsCode.UNACCOUNTED:
        said.setdefault("way_out", _open_way_out(resident, effective))
    row = Whereabouts(
        **_about(resident),
        code=code,
        contact=contact,
        expected_back=expected_back,
        effective=effective,
        recorded=now,
        recorder=by,
        **said,
    )
    _fits(row)
    row.save()
    publish(
        WhereaboutsChanged(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            whereabouts_id=row.pk,
            code=code,
            effective=effective.isoformat(),
            expected_back=expected_back.isoformat() if expected_back else "",
        )
    )
    return row


def _status_at(stay: Stay | None, at: datetime) -> StayStatus | None:
    """Where the residency stands, for somebody who had moved in by then."""
    if stay is None or stay.moved_in_at is None or at < stay.moved_in_at:
        return None
    return StayStatus(stay.status)
