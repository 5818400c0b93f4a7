"""Whom to tell, who is kept away, what was agreed?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.kernel.folding import prefix_bounds, words_of
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import rules
from hearth.record.residents.codes import RestrictionKind, TellBy, TellEvent, TellWhen
from hearth.record.residents.models import (
    Agreement,
    Contact,
    ContactWish,
    Resident,
    Restriction,
    RestrictionDeviation,
)
from hearth.record.residents.rules import Alike

from .contacts import Call, contacts, contacts_of
from .people import record_ids


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell: by which way, and not before this instant (UTC)."""

    contact: Contact
    by: TellBy
    not_before: datetime
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A restriction that a name ran into, and how sure it is that it is that person."""

    restriction: Restriction
    alike: Alike = Alike.SAME


def wishes(scope: Scope) -> QuerySet[ContactWish]:
    """What contacts wish to be told of, as it holds now."""
    found = ContactWish.objects.filter(facility_id__in=scope.facilities, ended_at__isnull=True)
    return found.order_by("event", "id")


def wishes_of(scope: Scope, resident: Resident) -> dict[UUID, list[ContactWish]]:
    """The same about one resident, by contact."""
    found: dict[UUID, list[ContactWish]] = {}
    for row in wishes(scope).filter(resident_id__in=record_ids(scope, resident)):
        found.setdefault(row.contact_id, []).append(row)
    return found


def contacts_to_tell(
    scope: Scope, resident: Resident, event: str, at: datetime
) -> list[ToTell]:
    """Whom to tell of an event about a resident, in order, by which way, and not before when.

    ``event`` is a code of ``TellEvent``; ``at`` is the instant they would be told (UTC). Left out
    are those who are off the list, who may have no information, whom the resident's consent does
    not cover and who wish not to be told; whoever decides for the resident stands first.
    Raises ValueError for an event that is none.
    """
    facility = Facility.objects.get(pk=resident.facility_id)
    day = at.astimezone(facility.zone).date()
    calls = contacts_of(scope, resident, day)
    asked = wishes_of(scope, resident)
    barred = restrictions_of(scope, resident, day)
    marks = [_mark(call, asked.get(call.contact.pk, ()), barred) for call in calls]
    people = {call.contact.pk: call.contact for call in calls}
    told = rules.whom_to_tell(marks, TellEvent(event), at=at, zone=facility.zone)
    return [ToTell(people[one.contact_id], one.by, one.not_before, one.decides) for one in told]


def who_decides_now(scope: Scope, resident: Resident, day: date) -> list[Call]:
    """Whoever decides for a resident on a local day: all who hold the first authority held."""
    calls = contacts_of(scope, resident, day)
    decide = rules.deciders(_mark(call, (), ()) for call in calls)
    return [call for call in calls if call.contact.pk in decide]


def deciders_among(scope: Scope, calls: Iterable[Call]) -> frozenset[UUID]:
    """The same out of contacts at hand, read in this scope."""
    held = [call for call in calls if call.contact.facility_id in scope.facilities]
    return rules.deciders(_mark(call, (), ()) for call in held)


def _mark(
    call: Call, asked: Iterable[ContactWish], barred: Iterable[Restriction]
) -> rules.TellMark:
    one = call.contact
    return rules.TellMark(
        contact_id=one.pk,
        position=one.position,
        tell_by=TellBy(one.tell_by),
        tell_from=one.tell_from,
        tell_until=one.tell_until,
        may_see=one.may_see,
        authorities=[row.authority for row in call.authorities],
        no_information=any(
            RestrictionKind.INFORMATION in row.kinds and _is_about(row, one) for row in barred
        ),
        wishes={
            w.event: rules.Wish(
                tell_when=TellWhen(w.tell_when), way=TellBy(w.way) if w.way else None
            )
            for w in asked
        },
    )


def _is_about(row: Restriction, contact: Contact) -> bool:
    """Whether a restriction is about a contact: named by key, or without one by the same name."""
    if row.contact_id is not None:
        return row.contact_id == contact.pk
    return rules.named_alike(row.name, _full_name(contact)) is Alike.SAME


def _full_name(contact: Any) -> str:
    """A contact by every name they are known by, to be compared."""
    names = (contact.given, contact.preferred, contact.family, contact.organization)
    return " ".join(name for name in names if name)


# Who is kept away


def every_restriction(scope: Scope) -> QuerySet[Restriction]:
    """Everybody who is or was kept away from somebody."""
    found = Restriction.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("contact", "set_by", "resident").order_by("-set_at", "-id")


def open_restrictions(scope: Scope) -> QuerySet[Restriction]:
    """The restrictions nobody ended, whether they have begun or not."""
    return every_restriction(scope).filter(ended_at__isnull=True)


def restrictions(
    scope: Scope, resident_ids: Iterable[UUID], day: date | None = None
) -> dict[UUID, list[Restriction]]:
    """Who is kept away from each of these residents on a local day (default today): one statement."""
    wanted = list(resident_ids)
    found: dict[UUID, list[Restriction]] = {}
    for row in _in_force(scope, day or _day(scope)).filter(resident_id__in=wanted):
        found.setdefault(row.resident_id, []).append(row)
    return found


def restrictions_of(scope: Scope, resident: Resident, day: date) -> list[Restriction]:
    """Who is kept away from one resident on a local day, also by a record merged into theirs."""
    mine = record_ids(scope, resident)
    return list(_in_force(scope, day).filter(resident_id__in=mine))


def restrictions_to_come(scope: Scope, resident: Resident, day: date) -> QuerySet[Restriction]:
    """Who is kept away from one resident, on a local day or from a day after it."""
    found = open_restrictions(scope).filter(resident_id__in=record_ids(scope, resident))
    return found.filter(Q(ends__isnull=True) | Q(ends__gte=day))


def stops(
    scope: Scope,
    resident: Resident,
    *,
    contact: Contact | None = None,
    name: str = "",
    kinds: Collection[RestrictionKind] = tuple(RestrictionKind),
) -> list[Stop]:
    """The restrictions that a contact or a typed name runs into, the surest first.

    Only those that forbid one of ``kinds``. A name is compared by sound, by short
    form and by slip of a finger, never by equality alone.
    """
    found = []
    for row in restrictions_of(scope, resident, _day(scope)):
        if not set(kinds) & set(row.kinds):
            continue
        alike = Alike.OTHER
        if contact is not None and _is_about(row, contact):
            alike = Alike.SAME
        elif name.strip():
            alike = rules.named_alike(row.name, name)
        if alike is not Alike.OTHER:
            found.append(Stop(row, alike))
    return sorted(found, key=lambda stop: stop.alike is not Alike.SAME)


def stops_of_contacts(
    scope: Scope,
    resident: Resident,
    contacts: Iterable[Contact],
    barred: Iterable[Restriction] | None = None,
) -> dict[UUID, list[Restriction]]:
    """Which of a resident's contacts are kept away today, and by what.

    ``barred`` are the restrictions of today, where they are at hand.
    """
    if barred is None:
        barred = restrictions_of(scope, resident, _day(scope))
    barred = list(barred)
    return {
        one.pk: rows
        for one in contacts
        if (rows := [row for row in barred if _is_about(row, one)])
    }


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact that a search found, or somebody kept away who is no contact."""

    resident: Resident
    name: str
    stop: Restriction | None = None


def search_contacts(scope: Scope, text: str, day: date | None = None) -> list[FoundContact]:
    """Contacts whose family name begins with a word typed, and everybody kept away of that name
    on a local day (default today).

    Names by a range on the folded column; restrictions are few and read whole.
    """
    words = [word for word in words_of(text) if len(word) > 1]
    if not words:
        return []
    begins = Q()
    for word in words:
        first, last = prefix_bounds(word)
        begins |= Q(family_folded__gte=first, family_folded__lt=last)
    barred = list(_in_force(scope, day or _day(scope)))
    found, named = [], set()
    for one in contacts(scope).filter(begins)[:40]:
        names = words_of(_full_name(one))
        if not all(any(name.startswith(word) for name in names) for word in words):
            continue
        mine = (row for row in barred if row.resident_id == one.resident_id)
        stop = next((row for row in mine if _is_about(row, one)), None)
        named |= {stop.pk} if stop else set()
        found.append(FoundContact(one.resident, str(one), stop))
    found += [
        FoundContact(row.resident, row.name, row)
        for row in barred
        if row.pk not in named and rules.named_alike(row.name, text) is not Alike.OTHER
    ]
    return sorted(found, key=lambda one: one.stop is None)


def deviations_of(scope: Scope, resident: Resident) -> QuerySet[RestrictionDeviation]:
    """What happened although it was stopped, the latest first; what was entered in error too."""
    found = deviations(scope).filter(resident_id__in=record_ids(scope, resident))
    found = found.select_related("restriction", "recorder", "resident")
    return found.order_by("-effective", "-id")


def deviations(scope: Scope) -> QuerySet[RestrictionDeviation]:
    """Everything that happened although it was stopped."""
    return RestrictionDeviation.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )


def deviation(scope: Scope, pk: UUID) -> RestrictionDeviation | None:
    """One thing that happened although it was stopped."""
    return deviations(scope).filter(pk=pk).select_related("restriction", "resident").first()


def _in_force(scope: Scope, day: date) -> QuerySet[Restriction]:
    """First and last day count."""
    return open_restrictions(scope).filter(
        Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day
    )


def _day(scope: Scope) -> date:
    """The local day: the latest one, where a question is about several communities."""
    rows = Facility.objects.filter(pk__in=scope.facilities)
    return max((row.today() for row in rows), default=clock.now().date())


# What was agreed


def agreements(scope: Scope) -> QuerySet[Agreement]:
    """What relatives agreed on, the latest first; what was entered in error is left out."""
    found = Agreement.objects.filter(
        facility_id__in=scope.facilities, entered_in_error_at__isnull=True
    )
    return found.select_related("recorder", "resident").order_by("-agreed_on", "-id")


def agreements_of(scope: Scope, resident: Resident) -> QuerySet[Agreement]:
    """The same about one resident."""
    return agreements(scope).filter(resident_id__in=record_ids(scope, resident))
