"""The roster: everybody who lives here, with as much beside them as the columns ask for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

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
FLAGS, ALLERGIES, HOSPICE, DECIDES, WATCHES, WHOSE, LEVEL, CALL_FIRST = (
    "flags",
    "allergies",
    "hospice",
    "decides",
    "watches",
    "whose",
    "level",
    "call_first",
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
    level: str = ""
    level_from: date | None = None
    call_first: list[tuple[str, str]] = field(default_factory=list)

    @property
    def resident(self) -> Resident:
        """The person."""
        return self.standing.resident


def roster(scope: Scope, now: datetime, day: date, needs: Collection[str]) -> list[OnRoster]:
    """Everybody with a residency now, wherever they are today, with what is needed of them.

    Three statements, one for each need, and one for records that were merged into theirs, which
    brings the level of care and whom to call first along; however many residents.
    """
    people = residents.living_here(scope, now, with_runs=WHOSE in needs)
    rows = {one.resident.pk: OnRoster(one) for one in people}
    merged: dict[UUID, UUID] = {}
    if set(needs) & (_ABOUT.keys() | {LEVEL, CALL_FIRST}):
        merged = _with_what_stands_beside(scope, rows, day, needs)
    keys = [*rows, *(old for old, new in merged.items() if new in rows)]
    for need, read in _ABOUT.items():
        if need in needs:
            for about, found in read(scope, keys, now, day):
                row = rows.get(merged.get(about, about))
                if row is not None:
                    _keep(row, need, found)
    if WHOSE in needs:
        holders = staff.assignments_at(scope, now)
        for key, whose in residents.whose_of(scope, people, holders).items():
            rows[key].whose = whose
    return list(rows.values())


class _Beside(NamedTuple):
    """One line of what stands beside the residents: of whom, what it is, and what it says."""

    about: UUID
    sort: str
    into: UUID | None
    words: str
    unless: str
    starts: date | None
    position: int


def _with_what_stands_beside(
    scope: Scope, rows: Mapping[UUID, OnRoster], day: date, needs: Collection[str]
) -> dict[UUID, UUID]:
    """Which record was merged into which; the level and whom to call first go onto the rows.

    One statement: three short lists, told apart by a word.
    """
    mine = Q(resident_id__in=list(rows)) | Q(resident__merged_into_id__in=list(rows))
    parts = [
        _lines(
            Resident.objects.filter(
                facility_id__in=scope.facilities, merged_into__isnull=False
            ).order_by(),
            "merged",
            about=F("pk"),
            into=F("merged_into_id"),
        )
    ]
    if LEVEL in needs:
        begun = residents.levels(scope).select_related(None).filter(mine, starts__lte=day)
        last = begun.order_by("resident_id", "-starts").distinct("resident_id")
        parts.append(_lines(last, LEVEL, words=F("level"), starts_on=F("starts")))
    if CALL_FIRST in needs:
        holding = residents.call_first_rules(scope).select_related(None).filter(mine)
        said = {"words": F("text"), "except_when": F("unless"), "place": F("position")}
        parts.append(_lines(holding.order_by(), CALL_FIRST, **said))
    found = [_Beside(*line) for line in parts[0].union(*parts[1:], all=True)]
    merged = {line.about: line.into for line in found if line.into is not None}
    for line in sorted(found, key=lambda line: (line.position, line.words)):
        row = rows.get(merged.get(line.about, line.about))
        if row is None or line.into is not None:
            continue
        if line.sort == CALL_FIRST:
            row.call_first.append((line.words, line.unless))
        elif row.level_from is None or (line.starts and line.starts > row.level_from):
            row.level, row.level_from = line.words, line.starts
    return merged


def _lines(rows: QuerySet[Any], sort: str, **said: Any) -> QuerySet[Any]:
    """Rows as lines of ``_Beside``: what they say, and nothing in every other place."""
    nothing = {
        "about": F("resident_id"),
        "sort": Value(sort, output_field=CharField()),
        "into": Cast(Value(None), UUIDField()),
        "words": Value("", output_field=TextField()),
        "except_when": Value("", output_field=TextField()),
        "starts_on": Cast(Value(None), DateField()),
        "place": Value(0, output_field=IntegerField()),
    }
    return rows.annotate(**nothing | said).values_list(*nothing)


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
