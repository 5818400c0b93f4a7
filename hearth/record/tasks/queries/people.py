"""Who and where: the residents a row tells of, the staff who work them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.platform.scope import Scope
from hearth.platform.tenancy.rows import read_together
from hearth.record.residents.codes import ENDED_STAY
from hearth.record.residents.models import (
    Contact,
    Flag,
    Placement,
    Resident,
    Stay,
    Whereabouts,
)
from hearth.record.staff import queries as staff
from hearth.record.staff.models import StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What to mind about a resident: flags by code, and where they are if not in the house."""

    flags: tuple[str, ...] = ()
    precaution: str = ""
    out_code: str = ""
    out_for: str = ""
    expected_back: datetime | None = None


def places_of(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> dict[UUID, str]:
    """The place each resident holds now, as said aloud."""
    return dict(_held(scope, residents, now).values_list("resident_id", "place__label"))


def cautions(scope: Scope, residents: Iterable[UUID | None]) -> dict[UUID, Caution]:
    """What to mind about each of these residents. One question."""
    keys = {key for key in residents if key}
    here = {"facility_id__in": scope.facilities, "resident_id__in": keys}
    hold = Q(until__isnull=True) | Q(until__gt=clock.now())
    latest = Whereabouts.objects.filter(**here, entered_in_error_at__isnull=True).order_by(
        "resident_id", "-effective", "-recorded", "-id"
    )
    raised, seen = read_together(
        scope,
        Flag.objects.filter(hold, **here, ended_at__isnull=True),
        latest.distinct("resident_id"),
    )
    flags: dict[UUID, list[str]] = {}
    passes: dict[UUID, str] = {}
    for flag in raised:
        flags.setdefault(flag.resident_id, []).append(flag.code)
        if flag.precaution:
            passes[flag.resident_id] = flag.precaution
    out = {w.resident_id: w for w in seen if w.code != "in"}
    return {
        key: Caution(
            flags=tuple(sorted(flags.get(key, ()))),
            precaution=passes.get(key, ""),
            out_code=out[key].code if key in out else "",
            out_for=out[key].out_for if key in out else "",
            expected_back=out[key].expected_back if key in out else None,
        )
        for key in flags.keys() | out.keys()
    }


def resident_choices(scope: Scope) -> list[tuple[str, str]]:
    """Everybody with a residency that has not ended, to choose from: key, and name with place."""
    rows = Stay.objects.filter(facility_id__in=scope.facilities).exclude(status__in=ENDED_STAY)
    rows = rows.select_related("resident").order_by(
        "resident__family_folded", "resident__given_folded"
    )
    people = [stay.resident for stay in rows]
    where = places_of(scope, [p.pk for p in people], clock.now())
    return [
        (str(p.pk), " · ".join(x for x in (f"{p.family}, {p.given}", where.get(p.pk, "")) if x))
        for p in people
    ]


def contacts_of(scope: Scope, resident: Resident) -> list[Contact]:
    """Whom one may have to call about a resident, in their order."""
    rows = Contact.objects.filter(
        facility_id__in=scope.facilities, resident=resident, ended_at__isnull=True
    )
    return list(rows.order_by("position", "id"))


def residents(scope: Scope) -> QuerySet[Resident]:
    """Residents that exist for this reader, merged records left out."""
    return Resident.objects.filter(facility_id__in=scope.facilities, merged_into__isnull=True)


def lives_here(scope: Scope, resident_id: UUID) -> bool:
    """Whether a resident has a residency that has not ended."""
    rows = Stay.objects.filter(facility_id__in=scope.facilities, resident_id=resident_id)
    return rows.exclude(status__in=ENDED_STAY).exists()


def neighborhoods_of(
    scope: Scope, residents: Iterable[UUID], now: datetime
) -> dict[UUID, UUID]:
    """The neighborhood in which each resident holds a place now."""
    held = _held(scope, residents, now)
    return dict(held.values_list("resident_id", "place__neighborhood_id"))


def names_of(scope: Scope, members: Iterable[str]) -> dict[str, str]:
    """How these staff members are called."""
    keys = list(members)
    if not keys:
        return {}
    return {str(m.pk): str(m) for m in staff.every_member(scope).filter(pk__in=keys)}


def staff_file(scope: Scope, actor: Any) -> StaffMember | None:
    """The staff file of whoever acts, if they have one here."""
    return staff.member_of(scope, actor)


def shift_ends(scope: Scope, actor: Any, at: datetime) -> datetime | None:
    """When the duty ends that an actor worked at an instant; None when they were off duty."""
    mine = staff.duties_at(scope, at).filter(member__actor_id=getattr(actor, "pk", actor))
    return mine.order_by("-ends").values_list("ends", flat=True).first()


def _held(scope: Scope, residents: Iterable[UUID | None], now: datetime) -> QuerySet[Placement]:
    """The places these residents hold now, or will within a day; the latest last."""
    return Placement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=now),
        facility_id__in=scope.facilities,
        resident_id__in={key for key in residents if key},
        cancelled_at__isnull=True,
        starts__lte=now + timedelta(days=1),
    ).order_by("starts")
