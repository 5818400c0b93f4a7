"""Which values? Reading, scope first. Every question is bounded: the table is large for ever."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from hearth.kernel import clock
from hearth.kernel.references import Evidence, Reference
from hearth.platform.scope import Scope
from hearth.record.observations import rules
from hearth.record.observations.codes import CATALOGUE, ObservationStatus
from hearth.record.observations.models import Observation
from hearth.record.observations.rules import Quantity, Reading
from hearth.record.residents.models import Resident
from hearth.record.residents.queries import record_ids


IN_ERROR = ObservationStatus.ENTERED_IN_ERROR.value
MOST_IN_A_SERIES = 500
MOST_EVIDENCE = 500
# How far back the last value of a measure still says what is usual.
LAST_VALUE_WITHIN = timedelta(days=180)
ASKED_WITHIN = timedelta(days=3)


def observations(scope: Scope) -> QuerySet[Observation]:
    """Every value that exists for this reader, also those entered in error."""
    found = Observation.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    return found if scope.residents is None else found.filter(resident_id__in=scope.residents)


def standing(scope: Scope) -> QuerySet[Observation]:
    """Every value that holds: not entered in error."""
    return observations(scope).exclude(status=IN_ERROR)


def _records(scope: Scope, resident: Resident) -> list[UUID]:
    """The records of the person behind this one (a merge moves no row)."""
    if resident.facility_id not in scope.facilities:
        return []
    return [pk for pk in sorted(record_ids(scope, resident)) if scope.may_see(pk)]


# The codes of one resident by skipping from one to the next along the index, and the newest
# values of each: as many steps as there are measures, however many values there are.
_LATEST = """
WITH RECURSIVE step (code) AS (
  (SELECT code FROM observations_observation
    WHERE facility_id = %(facility)s AND resident_id = %(resident)s AND effective >= %(since)s
    ORDER BY code LIMIT 1)
  UNION ALL
  SELECT (SELECT o.code FROM observations_observation o
           WHERE o.facility_id = %(facility)s AND o.resident_id = %(resident)s
             AND o.effective >= %(since)s AND o.code > step.code
           ORDER BY o.code LIMIT 1)
    FROM step WHERE step.code IS NOT NULL
)
SELECT newest.* FROM step CROSS JOIN LATERAL (
  SELECT * FROM observations_observation o
   WHERE o.facility_id = %(facility)s AND o.resident_id = %(resident)s AND o.code = step.code
     AND o.effective >= %(since)s AND o.status <> 'entered-in-error'
     AND o.security_label = ANY (%(labels)s)
   ORDER BY o.effective DESC LIMIT %(count)s
) newest
WHERE step.code IS NOT NULL
"""


def latest(
    scope: Scope, resident: Resident, *, since: datetime, count: int = 12
) -> dict[str, list[Observation]]:
    """The newest values of each measure of one resident, newest first, by the measure's own code.

    Only what was so at or after ``since``; the codes of other systems for the same measure
    (``Measure.twins``) are gathered under it. One statement, and one for those who took them.
    """
    found: dict[str, list[Observation]] = {}
    for record_id in _records(scope, resident):
        asked = {
            "facility": resident.facility_id,
            "resident": record_id,
            "since": since,
            "labels": list(scope.labels),
            "count": count,
        }
        rows = Observation.objects.raw(_LATEST, asked).prefetch_related("performer", "recorder")
        for row in rows:
            found.setdefault(rules.known_codes(row.code)[0], []).append(row)
    for code, mine in found.items():
        mine.sort(key=lambda o: (o.effective, o.recorded), reverse=True)
        found[code] = mine[:count]
    return found


def _newest(
    found: QuerySet[Observation], records: Sequence[UUID], code: str, most: int
) -> QuerySet[Observation]:
    """The newest values of one measure: a walk along the index for each record and code.

    With several codes in one condition PostgreSQL walks the whole community's values instead.
    """
    walks = [
        found.filter(resident_id=record, code=one).order_by("-effective", "-recorded")[:most]
        for record in records
        for one in rules.known_codes(code)
    ]
    if not walks:
        return found.none()
    first, *others = walks
    return (
        first.union(*others, all=True).order_by("-effective", "-recorded") if others else first
    )


def series(
    scope: Scope,
    resident: Resident,
    code: str,
    *,
    since: datetime,
    until: datetime | None = None,
    each_day: ZoneInfo | None = None,
    most: int = MOST_IN_A_SERIES,
) -> list[Observation]:
    """The values of one measure between two instants, oldest first; the newest ``most`` of them.

    ``each_day`` takes the last value of each day in that zone: for long times.
    """
    found = standing(scope).filter(effective__gte=since)
    if until is not None:
        found = found.filter(effective__lt=until)
    found = found.select_related("performer", "recorder")
    if each_day is not None:
        return _last_of_days(found, _records(scope, resident), code, each_day)
    return list(reversed(_newest(found, _records(scope, resident), code, most)[:most]))


def _last_of_days(
    found: QuerySet[Observation], records: Sequence[UUID], code: str, zone: ZoneInfo
) -> list[Observation]:
    found = found.filter(resident_id__in=records, code__in=rules.known_codes(code))
    days = found.annotate(day=TruncDate("effective", tzinfo=zone))
    rows = days.order_by("-day", "-effective", "-recorded").distinct("day")
    return list(reversed(rows[:MOST_IN_A_SERIES]))


def written(
    scope: Scope,
    resident: Resident,
    code: str,
    *,
    before: datetime,
    most: int = 60,
) -> list[Observation]:
    """The values of one measure before an instant, newest first, also those entered in error."""
    found = observations(scope).filter(effective__lt=before)
    found = found.select_related("performer", "recorder", "entered_in_error_by")
    return list(_newest(found, _records(scope, resident), code, most)[:most])


def last_quantities(
    scope: Scope, readings: Iterable[Reading]
) -> dict[tuple[UUID, str], Quantity]:
    """The value before each reading whose measure does not leap (weight, height), by resident and code."""
    found: dict[tuple[UUID, str], Quantity] = {}
    for r in readings:
        measure = rules.measure_of(r.code)
        if measure is None or measure.leap is None or r.effective is None:
            continue
        rows = standing(scope).filter(
            effective__lte=r.effective,
            effective__gte=r.effective - LAST_VALUE_WITHIN,
            value_quantity__isnull=False,
        )
        for row in _newest(rows, [r.resident_id], r.code, 1)[:1]:
            if row.value_quantity is not None:
                found[r.resident_id, r.code] = Quantity(value=row.value_quantity, unit=row.unit)
    return found


def because_of(scope: Scope, resident_id: UUID, because: Reference) -> list[Observation]:
    """What was measured of a resident because something asked for it (a Task), oldest first.

    Within the last days alone: what asks waits no longer, and the table has no index for it.
    """
    found = standing(scope).filter(
        resident_id=resident_id,
        effective__gte=clock.now() - ASKED_WITHIN,
        because_type=because.type,
        because_id=because.id,
    )
    return list(found.select_related("performer", "recorder").order_by("effective", "id")[:60])


def last_of(
    scope: Scope, resident: Resident, found: Mapping[str, Sequence[Observation]]
) -> dict[str, Quantity]:
    """The last value of each measure that does not leap; asked for unless ``found`` holds it."""
    measures = [m for m in CATALOGUE.values() if m.leap is not None]
    now = clock.now()
    missing = [m for m in measures if m.code not in found]
    asked = [Reading(resident_id=resident.pk, code=m.code, effective=now) for m in missing]
    last = {code: q for (_pk, code), q in last_quantities(scope, asked).items()}
    for measure in measures:
        row = next(
            (o for o in found.get(measure.code, ()) if o.value_quantity is not None), None
        )
        if row is not None and row.value_quantity is not None:
            last[measure.code] = Quantity(value=row.value_quantity, unit=row.unit)
    return last


def evidence(scope: Scope, resident: Resident, since: datetime) -> list[Evidence]:
    """What was measured since then, newest first, to be read beside what other rooms know."""
    rows = standing(scope).filter(
        resident_id__in=_records(scope, resident), effective__gte=since
    )
    rows = rows.select_related("performer", "recorder").order_by("-effective")
    return [
        Evidence(
            reference=Reference("Observation", row.pk),
            code=row.code,
            value=f"{row.reading} {row.unit}".strip(),
            effective=row.effective.isoformat(),
            said_by=row.said_by,
        )
        for row in rows[:MOST_EVIDENCE]
    ]
