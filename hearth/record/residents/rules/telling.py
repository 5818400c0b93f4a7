"""Whom to tell of what, by which way, and not before when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hearth.kernel.intervals import instant_of
from hearth.record.residents.codes import (
    Authority,
    FamilyCategory,
    TellBy,
    TellEvent,
    TellWhen,
)

from .contacts import may_tell_at


USUAL_FROM, USUAL_UNTIL = time(7, 0), time(21, 0)
"""The hours of a contact who said none. Hearth's own default."""

PRESSES = frozenset(
    {
        TellEvent.INJURY,
        TellEvent.HOSPITAL,
        TellEvent.MISSING,
        TellEvent.CONFLICT,
        TellEvent.DYING,
    }
)
"""What is told at once, at any hour, where a contact said nothing about it. Hearth's own."""

NEEDS_CONSENT: Mapping[TellEvent, FamilyCategory] = {
    TellEvent.ANY_FALL: FamilyCategory.INCIDENTS,
    TellEvent.INJURY: FamilyCategory.INCIDENTS,
    TellEvent.HOSPITAL: FamilyCategory.HEALTH,
    TellEvent.MISSING: FamilyCategory.INCIDENTS,
    TellEvent.CONFLICT: FamilyCategory.INCIDENTS,
    TellEvent.DYING: FamilyCategory.HEALTH,
    TellEvent.HEALTH_CHANGE: FamilyCategory.HEALTH,
    TellEvent.NEW_MEDICINE: FamilyCategory.MEDICINES,
    TellEvent.MEDICINE_ERROR: FamilyCategory.MEDICINES,
    TellEvent.SKIN: FamilyCategory.HEALTH,
    TellEvent.BEHAVIOR: FamilyCategory.HEALTH,
    TellEvent.INFECTION: FamilyCategory.HEALTH,
    TellEvent.APPOINTMENT: FamilyCategory.APPOINTMENTS,
    TellEvent.MOVE: FamilyCategory.CARE_PLAN,
    TellEvent.MONEY: FamilyCategory.MONEY,
}
"""What a contact must be allowed to see before they may be told of it."""

DECIDES = (Authority.GUARDIAN, Authority.HEALTH_POA, Authority.RESPONSIBLE)
"""Who decides for a resident: the first of these that anybody holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wishes about one kind of event; ``way`` None: their usual one."""

    tell_when: TellWhen
    way: TellBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMark:
    """A contact, as far as it decides whether, how and when they are told."""

    contact_id: UUID
    position: int = 1
    tell_by: TellBy = TellBy.CALL
    tell_from: time | None = None
    tell_until: time | None = None
    may_see: Collection[str] = ()
    authorities: Collection[str] = ()
    no_information: bool = False
    wishes: Mapping[str, Wish] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One to tell: by which way, and not before this instant (UTC)."""

    contact_id: UUID
    by: TellBy
    not_before: datetime
    decides: bool = False


def usual_when(event: TellEvent) -> TellWhen:
    """When somebody who said nothing is told of an event."""
    return TellWhen.AT_ONCE if event in PRESSES else TellWhen.HOURS


def deciders(marks: Iterable[TellMark]) -> frozenset[UUID]:
    """Who decides for the resident: all who hold the first authority that anybody holds."""
    found = list(marks)
    for authority in DECIDES:
        holding = frozenset(m.contact_id for m in found if authority in m.authorities)
        if holding:
            return holding
    return frozenset()


def whom_to_tell(
    marks: Iterable[TellMark], event: TellEvent, *, at: datetime, zone: ZoneInfo
) -> list[Telling]:
    """Whom to tell of an event at an instant, in order: whoever decides, then by their number.

    Whoever decides for the resident is always told, whatever they wished; anybody else only
    where the resident's consent covers it, and not against their own wish. Somebody who may
    have no information is never told, not even when they decide: that is for a court to say.
    """
    listed = [mark for mark in marks if not mark.no_information]
    decide = deciders(listed)
    found = []
    for mark in sorted(listed, key=lambda m: (m.contact_id not in decide, m.position)):
        decides = mark.contact_id in decide
        if not decides and NEEDS_CONSENT[event] not in mark.may_see:
            continue
        wish = mark.wishes.get(event)
        when = wish.tell_when if wish else usual_when(event)
        if when is TellWhen.NEVER:
            if not decides:
                continue
            when = usual_when(event)
        found.append(
            Telling(
                contact_id=mark.contact_id,
                by=(wish.way if wish else None) or mark.tell_by,
                not_before=at if when is TellWhen.AT_ONCE else within_hours(mark, at, zone),
                decides=decides,
            )
        )
    return found


def within_hours(mark: TellMark, at: datetime, zone: ZoneInfo) -> datetime:
    """The first instant from ``at`` on that lies in the hours a contact named, by wall time."""
    start, until = mark.tell_from or USUAL_FROM, mark.tell_until or USUAL_UNTIL
    local = at.astimezone(zone)
    if may_tell_at(local.time(), start, until):
        return at
    day = local.date()
    first = instant_of(day, start, zone)
    if first <= at:
        # The night the clocks go back has the hour twice: the second one may still be to come.
        again = datetime.combine(day, start, tzinfo=zone).replace(fold=1)
        first = again.astimezone(at.tzinfo)
    return first if first > at else instant_of(day + timedelta(days=1), start, zone)
