"""Who is in, who is out, and who should be back?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import RESIDENT_NOW, WhereaboutsCode
from hearth.record.residents.models import Resident, Stay, Whereabouts

from .people import record_ids


def whereabouts_now(
    scope: Scope, residents: Iterable[UUID] | None = None
) -> dict[UUID, Whereabouts]:
    """The whereabouts that is true now of everybody who lives here and has any, by resident;
    with ``residents``, of these alone.

    One statement, however long the history: the latest row of each residency by its index.
    No row means in; a residency away or in hospital is out whatever stands here
    (``rules.presence``).
    """
    of = None if residents is None else list(residents)
    rows = Whereabouts.objects.filter(pk__in=_latest_of(scope, of)).select_related("resident")
    return {row.resident_id: row for row in rows}


def out_now(scope: Scope) -> list[Whereabouts]:
    """Everybody who is out or not accounted for: the latter first, then by when they are
    expected back, the longest overdue first."""
    rows = Whereabouts.objects.filter(pk__in=_latest_of(scope))
    away = rows.exclude(code=WhereaboutsCode.IN).select_related("resident", "contact")
    return sorted(away, key=_pressing)


def not_back(scope: Scope, now: datetime) -> list[Whereabouts]:
    """Who is out longer than expected, the longest overdue first."""
    return [
        row
        for row in out_now(scope)
        if rules.is_not_back(WhereaboutsCode(row.code), row.expected_back, now=now)
    ]


def whereabouts_of(scope: Scope, resident: Resident, since: datetime) -> QuerySet[Whereabouts]:
    """Where somebody was since then, newest first, errors included and marked."""
    found = Whereabouts.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=record_ids(scope, resident),
        effective__gte=since,
    )
    return found.select_related("recorder", "contact").order_by(
        "-effective", "-recorded", "-id"
    )


def latest_whereabouts(scope: Scope, resident: Resident) -> Whereabouts | None:
    """The whereabouts of one resident that is true now; None where nobody recorded any."""
    rows = Whereabouts.objects.filter(
        facility_id__in=scope.facilities, resident=resident, entered_in_error_at__isnull=True
    )
    latest = rows.order_by("-effective", "-recorded", "-id")
    return latest.select_related("recorder", "contact").first()


def _latest_of(scope: Scope, residents: list[UUID] | None = None) -> QuerySet[Any]:
    latest = Whereabouts.objects.filter(
        facility_id=OuterRef("facility_id"),
        resident_id=OuterRef("resident_id"),
        entered_in_error_at__isnull=True,
    ).order_by("-effective", "-recorded", "-id")
    living = Stay.objects.filter(facility_id__in=scope.facilities, status__in=RESIDENT_NOW)
    if residents is not None:
        living = living.filter(resident_id__in=residents)
    return living.values(latest=Subquery(latest.values("pk")[:1]))


def _pressing(row: Whereabouts) -> tuple[bool, bool, datetime]:
    accounted = row.code != WhereaboutsCode.UNACCOUNTED
    expected = row.expected_back
    return accounted, expected is None, expected or row.effective
