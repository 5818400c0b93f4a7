"""Whose turn is it to be called, when is it nobody's, and who stands in for whom?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.staff import rules
from hearth.record.staff.models import CallTaken, DutyPeriod, OnCall, StaffMember, StandIn


def on_calls(scope: Scope) -> QuerySet[OnCall]:
    """Every on-call turn that stands, the earliest first; first called first within it."""
    found = OnCall.objects.filter(facility_id__in=scope.facilities, cancelled_at__isnull=True)
    found = found.select_related("member", "taken_over_by")
    return found.order_by("starts", "role", "position", "id")


def on_call(scope: Scope, at: datetime) -> list[OnCall]:
    """Whose turn it is to be called at an instant: by role, first called first.

    Who takes a part of a turn counts for that time instead of the one whose turn it is.
    """
    rows = {row.pk: row for row in on_calls(scope).filter(starts__lte=at, ends__gt=at)}
    return [
        rows[t.id] for t in rules.on_call_at((row.as_turn for row in rows.values()), at) if t.id
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A turn, or what is left of it where somebody takes a part: who is called, from when to when."""

    row: OnCall
    starts: datetime
    ends: datetime


def legs_at(scope: Scope, at: datetime) -> list[Leg]:
    """The same as legs of the rota."""
    return [Leg(row=r, starts=r.starts, ends=r.ends) for r in on_call(scope, at)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallRota:
    """The rota of some days: who is called when, and when nobody is."""

    legs: tuple[Leg, ...]
    gaps: tuple[rules.OnCallGap, ...]

    def at(self, instant: datetime) -> list[Leg]:
        """Who is called at an instant: by role, first called first."""
        here = [leg for leg in self.legs if leg.starts <= instant < leg.ends]
        return sorted(here, key=lambda g: (g.row.role, g.row.position, g.starts))


def on_call_rota(
    scope: Scope, facility: Facility, start: datetime, end: datetime
) -> OnCallRota:
    """Who is called between two instants, and the gaps. One statement, and the community's list."""
    rows = {row.pk: row for row in _touching(scope, start, end)}
    turns = [row.as_turn for row in rows.values()]
    legs = [
        Leg(row=rows[t.id], starts=t.starts, ends=t.ends)
        for t in rules.turns_that_count(turns)
        if t.id and t.starts < end and t.ends > start
    ]
    gaps = rules.gaps_of_rota(on_call_needs(scope, facility), turns, start, end, facility.zone)
    return OnCallRota(legs=tuple(legs), gaps=tuple(gaps))


def on_call_needs(scope: Scope, facility: Facility) -> list[rules.OnCallNeed]:
    """Which roles must have somebody to call, as the community set it (content on-call-needs)."""
    return [_need(entry.values) for entry in lists.items("on-call-needs", facility)]


def on_call_load(
    scope: Scope,
    facility: Facility,
    start: datetime,
    end: datetime,
    calls: Mapping[UUID, Sequence[datetime]] | None = None,
) -> list[rules.Load]:
    """How much on call each person was between two instants, the most first."""
    turns = [row.as_turn for row in _touching(scope, start, end)]
    return rules.load_of(turns, start, end, facility.zone, calls)


def _touching(scope: Scope, start: datetime, end: datetime) -> QuerySet[OnCall]:
    earliest = start - rules.LONGEST_TURN  # a bound the index can use
    return on_calls(scope).filter(starts__lt=end, starts__gt=earliest, ends__gt=start)


def _need(values: Mapping[str, Any]) -> rules.OnCallNeed:
    begins, ends = values.get("office_from"), values.get("office_to")
    office = None
    if begins and ends:
        office = time.fromisoformat(begins), time.fromisoformat(ends)
    return rules.OnCallNeed(role=values["role"], layers=values["layers"], office=office)


def calls_taken(scope: Scope) -> QuerySet[CallTaken]:
    """Every call that somebody on call took, the latest first; errors included and marked."""
    found = CallTaken.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("member", "turn").order_by("-effective", "-id")


def is_reachable(scope: Scope, actor: Any) -> bool:
    """Whether an actor is on duty or on call now: who is neither gets nothing. For the platform's
    notices, which know no duty.

    Who has no staff file here is told as before: family and doctors have no duty.
    """
    now = clock.now()
    here = {"facility_id__in": scope.facilities}
    mine = {**here, "member__actor_id": actor.pk}
    if not StaffMember.objects.filter(**here, actor_id=actor.pk).exists():
        return True
    called = OnCall.objects.filter(
        **mine, cancelled_at__isnull=True, starts__lte=now, ends__gt=now
    )
    working = DutyPeriod.objects.filter(**mine, starts__lte=now + EARLY, ends__gt=now - LATE)
    return called.exists() or working.exclude(status__in=["absent", "ended"]).exists()


EARLY, LATE = timedelta(minutes=30), timedelta(hours=1)
"""How long before and after a duty somebody still reads what they are sent. Hearth's own default."""


# Who stands in


def stand_ins(scope: Scope) -> QuerySet[StandIn]:
    """Every standing in that was set and not taken back before it began, the latest first."""
    found = StandIn.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("member", "stand_in", "set_by").order_by("-starts", "-id")


def standing_in(scope: Scope, at: datetime) -> QuerySet[StandIn]:
    """Who is away at an instant, and who stands in for them."""
    return stand_ins(scope).filter(
        Q(ends__isnull=True) | Q(ends__gt=at),
        Q(ended_at__isnull=True) | Q(ended_at__gt=at),
        starts__lte=at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whom a person stands in for now, and what of their own time away is just over.

    ``away`` is their own absence that runs, ``back_from`` the one that ended lately.
    """

    covers: tuple[StandIn, ...] = ()
    away: StandIn | None = None
    back_from: StandIn | None = None

    @property
    def members(self) -> frozenset[UUID]:
        """Whose tasks they find on their own list."""
        return frozenset(row.member_id for row in self.covers)


TOLD_FOR = timedelta(hours=24)
"""How long after coming back Today tells what was done meanwhile. Hearth's own default."""


def standing_of(scope: Scope, actor: Any, at: datetime) -> Standing:
    """Whom an actor (or an actor's key) stands in for, and whether they are or were away. One question."""
    key = getattr(actor, "pk", actor)
    near = stand_ins(scope).filter(
        Q(member__actor_id=key) | Q(stand_in__actor_id=key),
        Q(ends__isnull=True) | Q(ends__gt=at - TOLD_FOR),
        Q(ended_at__isnull=True) | Q(ended_at__gt=at - TOLD_FOR),
        starts__lte=at,
    )
    covers, away, back = [], None, None
    for row in near:
        if row.member.actor_id == key:
            away, back = (row, back) if row.runs(at) else (away, back or row)
        elif row.runs(at):
            covers.append(row)
    return Standing(covers=tuple(covers), away=away, back_from=None if away else back)
