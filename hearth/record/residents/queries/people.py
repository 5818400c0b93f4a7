"""Which residents are there, and what are they called?"""

from uuid import UUID

from django.db.models import QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.models import (
    Resident,
)


SSN_CONTEXT = "residents.ssn"
IDENTIFIER_CONTEXT = "residents.identifier"
MEMBER_CONTEXT = "residents.member_number"
"""What the keyring is told of numbers kept closed."""


def residents(scope: Scope) -> QuerySet[Resident]:
    """Everybody on the record for this reader, by name; records merged away are left out."""
    return every_record(scope).filter(merged_into__isnull=True)


def every_record(scope: Scope) -> QuerySet[Resident]:
    """The same with records merged away: for pages that open one of them, and for merges."""
    found = Resident.objects.filter(facility_id__in=scope.facilities)
    return found.order_by("family_folded", "given_folded", "id")


def merged_records(scope: Scope) -> dict[UUID, UUID]:
    """What each record merged away was merged into."""
    found = Resident.objects.filter(facility_id__in=scope.facilities, merged_into__isnull=False)
    return dict(found.values_list("pk", "merged_into_id"))


def record_ids(scope: Scope, resident: Resident) -> frozenset[UUID]:
    """Every record of the person behind this one: what is kept of them stands under these keys."""
    return rules.one_person(resident.pk, merged_records(scope))
