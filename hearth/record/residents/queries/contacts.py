"""Whom to call, who decides, and who may see what?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.platform.tenancy.rows import read_together
from hearth.record.residents import rules
from hearth.record.residents.codes import Authority, FamilyCategory
from hearth.record.residents.models import Contact, ContactAuthority, Resident

from .people import record_ids


EXPIRES_SOON = timedelta(days=30)
"""How long before its last day an authority is said to run out. Hearth's own."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call, with what they may decide on the day asked about."""

    contact: Contact
    authorities: tuple[ContactAuthority, ...] = ()

    def may(self, authority: Authority) -> bool:
        """Whether they hold this authority."""
        return any(row.authority == authority for row in self.authorities)

    @property
    def unproven(self) -> tuple[ContactAuthority, ...]:
        """What rests on a paper nobody has shown yet. It holds, and the page says so."""
        return tuple(
            row
            for row in self.authorities
            if rules.is_unproven(
                Authority(row.authority), has_document=row.document is not None
            )
        )


def contacts(scope: Scope) -> QuerySet[Contact]:
    """Everybody to call about somebody, the first to call first; the ended ones left out."""
    return every_contact(scope).filter(ended_at__isnull=True)


def every_contact(scope: Scope) -> QuerySet[Contact]:
    """The same with those who are on the list no more."""
    found = Contact.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident").order_by("position", "family_folded", "id")


def contacts_of(scope: Scope, resident: Resident, day: date) -> list[Call]:
    """Whom to call about one resident, with what they may decide on a local day. One statement."""
    about = {"resident_id__in": record_ids(scope, resident)}
    people, granted = read_together(
        scope, contacts(scope).filter(**about), _in_force(scope, day).filter(**about)
    )
    held: dict[UUID, list[ContactAuthority]] = {}
    for row in granted:
        held.setdefault(row.contact_id, []).append(row)
    return [Call(person, tuple(held.get(person.pk, []))) for person in people]


def authorities(scope: Scope) -> QuerySet[ContactAuthority]:
    """What contacts may decide, whether it holds today or not; the ended ones left out."""
    found = ContactAuthority.objects.filter(
        facility_id__in=scope.facilities, ended_at__isnull=True
    )
    found = found.select_related("contact", "resident", "verified_by")
    return found.order_by("authority", "position", "id")


def authorities_of(scope: Scope, resident: Resident) -> QuerySet[ContactAuthority]:
    """Every authority that ever was granted about one resident, ended ones too."""
    found = ContactAuthority.objects.filter(
        facility_id__in=scope.facilities, resident_id__in=record_ids(scope, resident)
    )
    return found.select_related("contact").order_by("authority", "position", "id")


def who_decides(
    scope: Scope, resident: Resident, authority: Authority, day: date
) -> list[Contact]:
    """Who holds an authority on a local day, whoever is asked first standing first."""
    mine = record_ids(scope, resident)
    rows = _in_force(scope, day).filter(resident_id__in=mine, authority=authority)
    return [row.contact for row in rows if row.contact.ended_at is None]


def expiring_authorities(
    scope: Scope, day: date, within: timedelta = EXPIRES_SOON
) -> list[ContactAuthority]:
    """The authorities whose last day is near, the nearest first; those run out are not."""
    near = authorities(scope).filter(ends__gte=day, ends__lte=day + within)
    return list(near.order_by("ends", "id"))


def may_see(scope: Scope, contacts: Iterable[Contact]) -> dict[UUID, list[FamilyCategory]]:
    """What each contact may see, in the order of the list."""
    return {
        c.pk: [k for k in FamilyCategory if rules.may_see(c.may_see, k)]
        for c in contacts
        if c.facility_id in scope.facilities
    }


def _in_force(scope: Scope, day: date) -> QuerySet[ContactAuthority]:
    """Authorities that hold on a local day; first and last day count."""
    return authorities(scope).filter(
        Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day)
    )
