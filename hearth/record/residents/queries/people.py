"""Which residents are there, what are they called, and by which numbers are they known?"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from hearth.kernel.keyring import keyring
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.models import Coverage, Identifier, Resident, ResidentName
from hearth.record.residents.permissions import VIEW_PRIVATE_NUMBERS


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


def with_records(scope: Scope, found: QuerySet[Resident]) -> QuerySet[Resident]:
    """Each with what was merged into what beside it, so that ``record_ids`` asks nothing more."""
    merged = Resident.objects.filter(
        facility_id__in=scope.facilities,
        facility_id=OuterRef("facility_id"),
        merged_into__isnull=False,
    )
    key, into = Cast("pk", TextField()), Cast("merged_into_id", TextField())
    return found.annotate(
        merged_here=ArraySubquery(merged.values(one=JSONObject(key=key, into=into)))
    )


def record_ids(scope: Scope, resident: Resident) -> frozenset[UUID]:
    """Every record of the person behind this one: what is kept of them stands under these keys.

    Remembered on the row as it was read: a page asks once; not even that of one read
    ``with_records`` in this scope.
    """
    known: tuple[Scope, frozenset[UUID]] | None = resident.__dict__.get("_record_ids")
    if known is None or known[0] is not scope:
        read = resident.__dict__.pop("merged_here", None)
        merged = merged_records(scope) if read is None else _by_key(read)
        known = scope, rules.one_person(resident.pk, merged)
        resident.__dict__["_record_ids"] = known
    return known[1]


def _by_key(read: Iterable[dict[str, str]]) -> dict[UUID, UUID]:
    return {UUID(one["key"]): UUID(one["into"]) for one in read}


def residencies_elsewhere(scope: Scope, resident: Resident) -> QuerySet[Resident]:
    """The same person's records at other communities of this scope, linked with consent."""
    found = every_record(scope).exclude(facility_id=resident.facility_id)
    if resident.person_id is None:
        return found.none()
    return found.filter(person_id=resident.person_id).select_related("facility")


def names(scope: Scope) -> QuerySet[ResidentName]:
    """Names beside the first one, that still hold."""
    found = ResidentName.objects.filter(facility_id__in=scope.facilities, ended_at__isnull=True)
    return found.select_related("resident").order_by("use", "id")


def names_of(scope: Scope, resident: Resident) -> QuerySet[ResidentName]:
    """The other names somebody goes or went by."""
    return names(scope).filter(resident_id__in=record_ids(scope, resident))


def identifiers(scope: Scope) -> QuerySet[Identifier]:
    """Numbers by which systems know residents, that still hold."""
    found = Identifier.objects.filter(facility_id__in=scope.facilities, ended_at__isnull=True)
    return found.select_related("resident").order_by("type", "system", "id")


def identifiers_of(scope: Scope, resident: Resident) -> QuerySet[Identifier]:
    """The numbers of one resident; of a private one only its kind is to be read."""
    return identifiers(scope).filter(resident_id__in=record_ids(scope, resident))


def coverages(scope: Scope) -> QuerySet[Coverage]:
    """Who pays, in order; what was entered in error is left out."""
    found = Coverage.objects.filter(
        facility_id__in=scope.facilities, entered_in_error_at__isnull=True
    )
    return found.select_related("resident").order_by("position", "id")


def coverage_of(scope: Scope, resident: Resident) -> QuerySet[Coverage]:
    """Who pays for one resident, first payer first."""
    return coverages(scope).filter(resident_id__in=record_ids(scope, resident))


# Numbers kept closed. Whoever opens one writes that it was seen.


def social_security_number(scope: Scope, resident: Resident) -> str:
    """The nine digits; "" where none is kept. Raises PermissionDenied."""
    return _opened(scope, resident.ssn_encrypted, SSN_CONTEXT)


def identifier_value(scope: Scope, identifier: Identifier) -> str:
    """The number as it was entered. Raises PermissionDenied for a private one."""
    if identifier.value:
        return identifier.value
    return _opened(scope, identifier.value_encrypted, IDENTIFIER_CONTEXT)


def member_number(scope: Scope, coverage: Coverage) -> str:
    """The payer's number for somebody; "" where none is kept. Raises PermissionDenied."""
    return _opened(scope, coverage.member_number_encrypted, MEMBER_CONTEXT)


def _opened(scope: Scope, closed: bytes | memoryview | None, context: str) -> str:
    if not scope.may(VIEW_PRIVATE_NUMBERS):
        raise PermissionDenied(VIEW_PRIVATE_NUMBERS)
    return keyring().decrypt(bytes(closed), context=context).decode() if closed else ""
