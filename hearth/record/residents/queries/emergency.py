"""Whom to call first, what every carer must know, and which EMS pages were made?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hearth.kernel import clock
from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.models import CallFirst, EmsPage, Flag, Resident
from hearth.record.residents.rules import Warning, WarningMark  # noqa: A004

from .health import open_flags_of_many
from .people import record_ids


def call_first_rules(scope: Scope) -> QuerySet[CallFirst]:
    """Whom to call first about anybody, as it holds now."""
    found = CallFirst.objects.filter(facility_id__in=scope.facilities, ended_at__isnull=True)
    found = found.select_related(
        "resident", "team_member__practitioner", "team_member__member", "said_by"
    )
    return found.order_by("position", "id")


def call_first(scope: Scope, resident: Resident) -> list[CallFirst]:
    """Whom to call first about one resident, in words; the first to be read first."""
    return list(call_first_rules(scope).filter(resident_id__in=record_ids(scope, resident)))


def care_warnings(
    scope: Scope, resident_ids: Iterable[UUID], now: datetime | None = None
) -> dict[UUID, tuple[Warning, ...]]:
    """What every carer must know about each of these residents, in two statements.

    No medicine is named, so that every direct-care role may read it. Somebody without a
    warning is not in the answer.
    """
    wanted = list(resident_ids)
    people = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=wanted)
    flags = open_flags_of_many(scope, wanted, now or clock.now())
    found = {one.pk: warnings_of(scope, one, flags.get(one.pk, ())) for one in people}
    return {key: said for key, said in found.items() if said}


def warnings_of(scope: Scope, resident: Resident, flags: Iterable[Flag]) -> tuple[Warning, ...]:
    """The same of a row and its open flags, where the reader has them at hand."""
    del scope  # the rows were read in it
    return rules.care_warnings(
        WarningMark(
            flags=[(flag.code, flag.text) for flag in flags],
            transfer=resident.transfer,
            food_texture=resident.food_texture,
            fluid_thickness=resident.fluid_thickness,
            needs_interpreter=resident.needs_interpreter,
            languages=resident.languages,
            preferred_carer=resident.preferred_carer,
            customs_at_death=resident.customs_at_death,
        )
    )


def ems_pages(scope: Scope) -> QuerySet[EmsPage]:
    """The pages made for ambulance crews, the latest first."""
    found = EmsPage.objects.filter(facility_id__in=scope.facilities)
    found = found.select_related("resident", "made_by", "printed_by", "code_by")
    return found.order_by("-made_at", "-id")
