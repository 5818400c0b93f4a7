"""Who is in, who is out, and who should be back?"""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, prefetch_related_objects
from django.db.models.query import RawQuerySet

from hearth.platform.scope import Scope
from hearth.platform.tenancy.rows import first_of, made
from hearth.record.residents import rules
from hearth.record.residents.codes import RESIDENT_NOW, WhereaboutsCode
from hearth.record.residents.models import Resident, Stay, Whereabouts

from .people import record_ids


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
    rows = Whereabouts.objects.filter(facility_id__in=scope.facilities, resident=resident)
    return _latest_first(rows).select_related("recorder", "contact").first()


def with_latest(
    scope: Scope, found: QuerySet[Stay], resident: Resident | None = None
) -> QuerySet[Stay]:
    """Each residency with the whereabouts of its resident that is true now, for ``latest_with``;
    or with that of one ``resident``. No row means in; a residency away or in hospital is out
    whatever stands here (``rules.presence``).

    One step down the index ``whereabouts_latest`` for each, as ``_LATEST`` goes.
    """
    rows = Whereabouts.objects.filter(
        facility_id__in=scope.facilities,
        facility_id=OuterRef("facility_id"),
        resident_id=resident.pk if resident else OuterRef("resident_id"),
    )
    return found.annotate(latest=first_of(_latest_first(rows)))


def latest_with(scope: Scope, stay: Stay | None) -> Whereabouts | None:
    """The whereabouts that was read ``with_latest``."""
    del scope  # the row was read in it
    said = getattr(stay, "latest", None)
    return made(Whereabouts, [said])[0] if said else None


def _latest_first(rows: QuerySet[Whereabouts]) -> QuerySet[Whereabouts]:
    standing = rows.filter(entered_in_error_at__isnull=True)
    return standing.order_by("-effective", "-recorded", "-id")


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
"""


def _latest_of(scope: Scope) -> "RawQuerySet[Whereabouts]":
    living = [str(status) for status in RESIDENT_NOW]
    return Whereabouts.objects.raw(_LATEST, [list(scope.facilities), living])


def _pressing(row: Whereabouts) -> tuple[bool, bool, datetime]:
    accounted = row.code != WhereaboutsCode.UNACCOUNTED
    expected = row.expected_back
    return accounted, expected is None, expected or row.effective
