"""Who is in, who is out, and who should be back?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import RawQuerySet

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import RESIDENT_NOW, WhereaboutsCode
from hearth.record.residents.models import Resident, Whereabouts

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
    return {row.resident_id: row for row in _latest_of(scope, of)}


def out_now(scope: Scope) -> list[Whereabouts]:
    """Everybody who is out or not accounted for: the latter first, then by when they are
    expected back, the longest overdue first. At most three statements."""
    away = [row for row in _latest_of(scope) if row.code != WhereaboutsCode.IN]
    prefetch_related_objects(away, "resident", "contact")
    # Somebody whose whole record is labelled may have rows of before, without the label.
    seen = [row for row in away if row._state.fields_cache["resident"] is not None]
    return sorted(seen, key=_pressing)


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


# The planner cannot guess what row-level security leaves, and joins by reading the whole
# history: this goes one step down the index ``whereabouts_latest`` for each residency instead.
_LATEST = """
SELECT latest.*
  FROM residents_stay stay
 CROSS JOIN LATERAL (
       SELECT * FROM residents_whereabouts seen
        WHERE seen.facility_id = stay.facility_id AND seen.resident_id = stay.resident_id
          AND seen.entered_in_error_at IS NULL
        ORDER BY seen.effective DESC, seen.recorded DESC, seen.id DESC
        LIMIT 1) latest
 WHERE stay.facility_id = ANY(%s) AND stay.status = ANY(%s)
   AND (%s::uuid[] IS NULL OR stay.resident_id = ANY(%s))
"""


def _latest_of(scope: Scope, residents: list[UUID] | None = None) -> "RawQuerySet[Whereabouts]":
    living = [str(status) for status in RESIDENT_NOW]
    values = [list(scope.facilities), living, residents, residents]
    return Whereabouts.objects.raw(_LATEST, values)


def _pressing(row: Whereabouts) -> tuple[bool, bool, datetime]:
    accounted = row.code != WhereaboutsCode.UNACCOUNTED
    expected = row.expected_back
    return accounted, expected is None, expected or row.effective
