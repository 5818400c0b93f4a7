"""The roster: everybody who lives here, with as much beside them as the columns ask for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from hearth.platform.scope import Scope
from hearth.record.residents import queries as residents
from hearth.record.residents.codes import Authority, CareTeamRole
from hearth.record.residents.models import AllergyIntolerance, Contact, Flag, Resident
from hearth.record.residents.queries import Standing
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import AwayReason
from hearth.record.staff.models import NotAtWork
from hearth.record.tasks import queries as tasks


# What a column may need beside the residency; each is asked for once, and only when needed.
FLAGS, ALLERGIES, HOSPICE, DECIDES, WATCHES, WHOSE = (
    "flags",
    "allergies",
    "hospice",
    "decides",
    "watches",
    "whose",
)
DECIDE = (Authority.HEALTH_POA, Authority.GUARDIAN)


@dataclass(slots=True)
class OnRoster:
    """One resident as the roster's columns read them; what nobody asked for stays empty."""

    standing: Standing
    flags: list[Flag] = field(default_factory=list)
    allergies: list[AllergyIntolerance] = field(default_factory=list)
    hospice: str = ""
    decides: list[Contact] = field(default_factory=list)
    watches: list[Any] = field(default_factory=list)
    whose: Any = None

    @property
    def resident(self) -> Resident:
        """The person."""
        return self.standing.resident


def roster(scope: Scope, now: datetime, day: date, needs: Collection[str]) -> list[OnRoster]:
    """Everybody with a residency now, wherever they are today, with what is needed of them.

    Three statements, one for each need (two for whose they are), and one for records that were
    merged into theirs; however many residents.
    """
    people = residents.living_here(scope, now)
    rows = {one.resident.pk: OnRoster(one) for one in people}
    merged = residents.merged_records(scope) if set(needs) & _ABOUT.keys() else {}
    keys = [*rows, *(old for old, new in merged.items() if new in rows)]
    for need, read in _ABOUT.items():
        if need in needs:
            for about, found in read(scope, keys, now, day):
                row = rows.get(merged.get(about, about))
                if row is not None:
                    _keep(row, need, found)
    if WHOSE in needs:
        for key, whose in residents.whose(scope, rows, now).items():
            if key in rows:
                rows[key].whose = whose
    return list(rows.values())


def staff_away_infected(scope: Scope, day: date) -> list[NotAtWork]:
    """Staff who are not at work for infection precautions on a local day, by when it began."""
    found = staff.away_on(scope, day).values()
    mine = [row for row in found if row.reason == AwayReason.INFECTION]
    return sorted(mine, key=lambda row: (row.starts, str(row.member)))


def _keep(row: OnRoster, need: str, found: Any) -> None:
    if need == HOSPICE:
        row.hospice = row.hospice or found
    else:
        getattr(row, need).append(found)


def _flags(scope: Scope, keys: list[UUID], now: datetime, day: date) -> Iterable[Any]:
    rows = residents.flags(scope).select_related(None)
    holding = Q(until__isnull=True) | Q(until__gt=now)
    found = rows.filter(holding, resident_id__in=keys, since__lte=now)
    return ((row.resident_id, row) for row in found)


def _allergies(scope: Scope, keys: list[UUID], now: datetime, day: date) -> Iterable[Any]:
    rows = residents.allergies(scope).select_related(None).filter(resident_id__in=keys)
    return ((row.resident_id, row) for row in rows)


def _hospice(scope: Scope, keys: list[UUID], now: datetime, day: date) -> Iterable[Any]:
    rows = residents.care_team(scope).filter(resident_id__in=keys, role=CareTeamRole.HOSPICE)
    begun = rows.filter(Q(starts__isnull=True) | Q(starts__lte=day))
    found = begun.select_related(None).select_related("practitioner", "member")
    return ((row.resident_id, str(row.practitioner or row.member)) for row in found)


def _decides(scope: Scope, keys: list[UUID], now: datetime, day: date) -> Iterable[Any]:
    rows = residents.authorities(scope).filter(
        Q(starts__isnull=True) | Q(starts__lte=day),
        Q(ends__isnull=True) | Q(ends__gte=day),
        resident_id__in=keys,
        authority__in=DECIDE,
        contact__ended_at__isnull=True,
    )
    found = rows.select_related(None).select_related("contact").order_by("position", "id")
    seen: set[UUID] = set()
    for row in found:
        if row.contact_id not in seen:
            seen.add(row.contact_id)
            yield row.resident_id, row.contact


def _watches(scope: Scope, keys: list[UUID], now: datetime, day: date) -> Iterable[Any]:
    found = tasks.watches_now(scope, keys)
    return ((key, watch) for key, rows in found.items() for watch in rows)


_ABOUT = {
    FLAGS: _flags,
    ALLERGIES: _allergies,
    HOSPICE: _hospice,
    DECIDES: _decides,
    WATCHES: _watches,
}
