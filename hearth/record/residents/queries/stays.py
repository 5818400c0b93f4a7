"""Who lives here, where do they live, and how did they come to?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Apartment, Neighborhood, Place
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    ENDED_STAY,
    RESIDENT_NOW,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)
from hearth.record.residents.models import Placement, Resident, Stay, StayEvent, Whereabouts
from hearth.record.residents.rules import Presence

from .levels import level_marks, level_now
from .people import record_ids
from .runs import in_runs_at
from .whereabouts import latest_whereabouts, latest_with, with_latest


PLACE_KEPT = Q(from_status=F("to_status"), from_place__isnull=True)
"""Of a stay's events: only that a place is kept now for somebody expected anyway. No news."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One resident as every list shows them: residency, place and where they are now."""

    resident: Resident
    stay: Stay | None = None
    place: Place | None = None
    whereabouts: Whereabouts | None = None
    in_runs: tuple[dict[str, Any], ...] = ()  # read ``with_runs``; for ``whose_of``
    levels: tuple[rules.LevelMark, ...] | None = None  # read of one resident; for ``level_of``

    @property
    def presence(self) -> Presence:
        """Where they are, as everybody may rely on it."""
        status = StayStatus(self.stay.status) if self.stay else None
        seen = self.whereabouts
        code = WhereaboutsCode(seen.code) if seen else None
        out_for = OutFor(seen.out_for) if seen and seen.out_for else None
        return rules.presence(status, code, out_for)

    @property
    def is_returning(self) -> bool:
        """Whether they are back, and the list of their return is open."""
        return self.stay is not None and self.stay.status == StayStatus.RETURNING

    @property
    def label(self) -> str:
        """The place as said aloud; "" where they hold none."""
        return self.place.label if self.place else ""


@dataclass(frozen=True, slots=True)
class Census:
    """Who lives here, by where they are; and who comes and goes.

    ``out`` are those of ``in_house`` who are out of the house now: they sleep here tonight.
    ``returning`` are back from hospital or rehab, and the list of their return is open.
    """

    in_house: tuple[Standing, ...] = ()
    hospital: tuple[Standing, ...] = ()
    away: tuple[Standing, ...] = ()
    out: tuple[Standing, ...] = ()
    returning: tuple[Standing, ...] = ()
    unaccounted: tuple[Standing, ...] = ()
    moving_in: tuple[Standing, ...] = ()
    moving_out: tuple[Standing, ...] = ()
    applicants: tuple[Standing, ...] = ()

    @property
    def living_here(self) -> int:
        """How many people live here, wherever they are today."""
        return len(self.in_house) + len(self.hospital) + len(self.away)


@dataclass(frozen=True, slots=True)
class Berth:
    """One place, who holds it now, and for whom it is kept next."""

    place: Place
    held: Placement | None = None
    kept: Placement | None = None

    @property
    def is_free(self) -> bool:
        """Whether nobody holds it now and it is kept for nobody."""
        return self.held is None and self.kept is None


@dataclass(frozen=True, slots=True)
class Room:
    """An apartment with its places, or a place outside the house on its own."""

    neighborhood: Neighborhood
    apartment: Apartment | None
    berths: tuple[Berth, ...]

    @property
    def free(self) -> int:
        """How many of its places nobody holds."""
        return sum(berth.is_free for berth in self.berths)


# Residencies


def stays(scope: Scope) -> QuerySet[Stay]:
    """Every residency there is or was, the latest first."""
    found = Stay.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident").order_by("-starts", "-id")


def live_stays(scope: Scope) -> QuerySet[Stay]:
    """The residencies that go on, by the resident's name."""
    found = stays(scope).exclude(status__in=ENDED_STAY)
    return found.order_by("resident__family_folded", "resident__given_folded", "id")


def stay_of(scope: Scope, resident: Resident) -> Stay | None:
    """The residency that goes on; where none does, the last one."""
    return _going_on(stays_of(scope, resident))


def stays_of(scope: Scope, resident: Resident) -> QuerySet[Stay]:
    """Every residency of one person here, the latest first."""
    return stays(scope).filter(resident_id__in=record_ids(scope, resident))


def _going_on(rows: Iterable[Stay]) -> Stay | None:
    found = list(rows)
    return next((s for s in found if s.status not in ENDED_STAY), found[0] if found else None)


def stay_history(scope: Scope, resident: Resident) -> QuerySet[StayEvent]:
    """How somebody's residencies came to stand where they stand, newest first."""
    found = StayEvent.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=record_ids(scope, resident)
    )
    found = found.select_related("stay", "from_place", "to_place", "recorder")
    return found.order_by("-effective", "-recorded", "-id")


def stay_events_since(scope: Scope, since: datetime) -> QuerySet[StayEvent]:
    """What happened to residencies and was written down since then, newest first."""
    found = StayEvent.objects.filter(
        facility_id__in=scope.facilities, recorded__gte=since, entered_in_error_at__isnull=True
    )
    found = found.select_related("resident", "from_place", "to_place", "recorder")
    return found.order_by("-recorded", "-id")


# Who lives here, as lists show them


def living_here(
    scope: Scope,
    now: datetime,
    *,
    statuses: Sequence[StayStatus] = RESIDENT_NOW,
    with_runs: bool = False,
) -> list[Standing]:
    """Everybody whose residency stands in one of ``statuses``, by name. Two statements."""
    rows = list(with_latest(scope, live_stays(scope).filter(status__in=statuses)))
    return _standings(scope, [(s.resident, s) for s in rows], now, with_runs=with_runs)


def standings(scope: Scope, residents: Iterable[UUID], now: datetime) -> dict[UUID, Standing]:
    """These residents as lists show them, by their key. Two statements, however many; one more
    where somebody never had a residency."""
    wanted = list(residents)
    rows = stays(scope).filter(resident_id__in=wanted).order_by("starts", "id")
    of: dict[UUID, Stay] = {}
    for stay in with_latest(scope, rows):
        known = of.get(stay.resident_id)
        if known is None or known.status in ENDED_STAY or stay.status not in ENDED_STAY:
            of[stay.resident_id] = stay
    pairs: list[tuple[Resident, Stay | None]] = [(stay.resident, stay) for stay in of.values()]
    if never := set(wanted) - of.keys():
        others = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=never)
        pairs += [(person, None) for person in others]
    return {s.resident.pk: s for s in _standings(scope, pairs, now)}


def standing(
    scope: Scope, resident: Resident, now: datetime, *, with_runs: bool = False
) -> Standing:
    """One resident as a banner shows them, with the levels of care of whoever has a residency;
    ``with_runs`` as in ``census``. Two statements."""
    marks = level_marks(scope, record_ids(scope, resident))
    rows = with_latest(scope, stays_of(scope, resident).annotate(levels=marks), resident)
    stay = _going_on(rows)
    held = places_held(scope, [resident.pk], now, with_runs=with_runs).get(resident.pk)
    latest = latest_with(scope, stay) if stay else latest_whereabouts(scope, resident)
    place = held.place if held else None
    found = stay.levels if stay else None  # type: ignore[attr-defined] # annotated
    levels = None if found is None else tuple(map(rules.LevelMark.read, found))
    return Standing(resident, stay, place, latest, _in_runs(held, now), levels=levels)


def level_of(scope: Scope, one: Standing, day: date) -> rules.LevelNow:
    """The level of care of somebody at hand: no statement where it was read with the residency."""
    if one.levels is None:
        return level_now(scope, one.resident, day)
    return rules.level_among(one.levels, day)


def census(scope: Scope, now: datetime, *, with_runs: bool = False) -> Census:
    """Who is in the house, in hospital, away, on the way in and on the way out.

    ``with_runs``: whose residents they are can be told without a statement more (``whose_of``).
    """
    everybody = living_here(
        scope,
        now,
        statuses=[s for s in StayStatus if s not in ENDED_STAY],
        with_runs=with_runs,
    )
    by: dict[Presence, list[Standing]] = {}
    for one in everybody:
        by.setdefault(one.presence, []).append(one)
    here = [*by.get(Presence.IN, []), *by.get(Presence.OUT, [])]
    lost = by.get(Presence.UNACCOUNTED, [])
    return Census(
        in_house=tuple(here + lost),
        hospital=tuple(by.get(Presence.HOSPITAL, [])),
        away=tuple(by.get(Presence.AWAY, [])),
        out=tuple(by.get(Presence.OUT, [])),
        returning=tuple(_with(everybody, StayStatus.RETURNING)),
        unaccounted=tuple(lost),
        moving_in=tuple(sorted(_with(everybody, StayStatus.MOVING_IN), key=_starts)),
        moving_out=tuple(sorted((s for s in everybody if _expected_end(s)), key=_ends)),
        applicants=tuple(sorted(_with(everybody, StayStatus.APPLICANT), key=_starts)),
    )


# Places


def placements_of(scope: Scope, resident: Resident) -> QuerySet[Placement]:
    """The places somebody held, holds or is to hold, the latest first."""
    found = Placement.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=record_ids(scope, resident),
        cancelled_at__isnull=True,
    )
    return found.select_related("place__apartment", "place__neighborhood").order_by("-starts")


def places_held(
    scope: Scope, residents: Iterable[UUID], now: datetime, *, with_runs: bool = False
) -> dict[UUID, Placement]:
    """What each resident holds now; for somebody on the way in, what is kept for them."""
    rows = _placed(scope, now).filter(resident_id__in=list(residents))
    if with_runs:
        rows = rows.annotate(in_runs=in_runs_at(scope, now))
    found: dict[UUID, Placement] = {}
    for row in rows.select_related("place__neighborhood", "place__apartment"):
        found.setdefault(row.resident_id, row)
    return found


def rooms(scope: Scope, now: datetime) -> list[Room]:
    """Every apartment with its places, in the order of the house. Two statements.

    A place held by somebody this reader may not see looks free here; it is not given twice,
    for the database refuses it.
    """
    held: dict[UUID, Placement] = {}
    kept: dict[UUID, Placement] = {}
    for row in _placed(scope, now).select_related("resident", "stay"):
        (held if row.starts <= now else kept).setdefault(row.place_id, row)
    doors: dict[UUID, list[Place]] = {}
    for place in (
        Place.objects.filter(facility_id__in=scope.facilities, closed_at__isnull=True)
        .select_related("apartment", "neighborhood")
        .order_by("neighborhood__position", "position", "label")
    ):
        doors.setdefault(place.apartment_id or place.pk, []).append(place)
    return [
        Room(
            neighborhood=places[0].neighborhood,
            apartment=places[0].apartment,
            berths=tuple(Berth(p, held.get(p.pk), kept.get(p.pk)) for p in places),
        )
        for places in doors.values()
    ]


def free_places(scope: Scope, now: datetime) -> list[Place]:
    """The places nobody holds and nobody is to hold, in the order of the house."""
    return [b.place for room in rooms(scope, now) for b in room.berths if b.is_free]


def _placed(scope: Scope, now: datetime) -> QuerySet[Placement]:
    """Placements that hold now or later, the earliest first."""
    return Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        cancelled_at__isnull=True,
    ).order_by("starts")


def _standings(
    scope: Scope,
    pairs: Sequence[tuple[Resident, Stay | None]],
    now: datetime,
    *,
    with_runs: bool = False,
) -> list[Standing]:
    ids = [resident.pk for resident, _ in pairs]
    held = places_held(scope, ids, now, with_runs=with_runs)
    return [
        Standing(
            resident,
            stay,
            held[resident.pk].place if resident.pk in held else None,
            latest_with(scope, stay) if stay and stay.status in RESIDENT_NOW else None,
            _in_runs(held.get(resident.pk), now),
        )
        for resident, stay in pairs
    ]


def _in_runs(held: Placement | None, now: datetime) -> tuple[dict[str, Any], ...]:
    """The runs that have somebody's place, where it was read with them and is theirs already."""
    if held is None or held.starts > now:
        return ()
    return tuple(getattr(held, "in_runs", ()))


def _with(found: Iterable[Standing], status: StayStatus) -> list[Standing]:
    return [s for s in found if s.stay is not None and s.stay.status == status]


def _starts(one: Standing) -> datetime:
    return one.stay.starts  # type: ignore[union-attr] # only asked of residencies


def _expected_end(one: Standing) -> date | None:
    return one.stay.expected_end if one.stay else None


def _ends(one: Standing) -> date:
    return _expected_end(one) or date.max
