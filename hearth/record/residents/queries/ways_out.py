"""Who is out, since when, for what and until when; who is to be out; who came back, and how?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.codes import OutFor, WhereaboutsCode
from hearth.record.residents.models import PlannedAbsence, Resident, Whereabouts

from .people import record_ids
from .whereabouts import latest_whereabouts, out_now, whereabouts_of


WAY_OUT_COLUMNS = (
    "code",
    "out_for",
    "way_out",
    "reason_code",
    "reason",
    "decided_by",
    "tried_first",
    "transport",
    "accompanied_by",
    "where",
    "phone",
    "expected_back",
    "comment",
    "diagnosis",
    "diagnosis_code",
    "new_orders",
    "condition",
    "taken_along",
)
"""What a row of the whereabouts says, for lists that read it beside other facts."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out: the row they left by, the steps while they were out, and the way back.

    ``steps`` are later rows "out", the earliest first. ``backs`` are the rows "in": the first is
    the return, a later one may tell what was not known at the door.
    """

    left: Whereabouts
    steps: tuple[Whereabouts, ...] = ()
    backs: tuple[Whereabouts, ...] = ()

    @property
    def resident_id(self) -> UUID:
        return self.left.resident_id

    @property
    def last(self) -> Whereabouts:
        """How it stands, or stood until they came back."""
        return self.steps[-1] if self.steps else self.left

    @property
    def out_for(self) -> OutFor | None:
        """What they are out for now; None where nobody said."""
        return OutFor(self.last.out_for) if self.last.out_for else None

    @property
    def kinds(self) -> tuple[OutFor, ...]:
        """Everything it was, in order, each once."""
        rows = (self.left, *self.steps)
        return tuple(dict.fromkeys(OutFor(r.out_for) for r in rows if r.out_for))

    @property
    def is_coded(self) -> bool:
        """Whether anybody said more than that they went; rows of before there were codes did not."""
        first = self.left
        return first.planned is not None or bool(first.reason_code or first.decided_by)

    @property
    def back_at(self) -> datetime | None:
        """When they came back; None while they are out."""
        return min((row.effective for row in self.backs), default=None)

    @property
    def told(self) -> Whereabouts | None:
        """The row that tells what came of it."""
        said = [
            row
            for row in self.backs
            if row.diagnosis or row.condition or row.new_orders is not None
        ]
        return said[-1] if said else None

    @property
    def went_along(self) -> dict[str, int]:
        """Everything that went along, each with how many."""
        went: dict[str, int] = {}
        for row in (self.left, *self.steps):
            went |= row.taken_along
        return went

    @property
    def missing(self) -> dict[str, int]:
        """What went along and has not come back; nothing before somebody looked."""
        went, came = self.went_along, dict[str, int]()
        for row in self.backs:
            came |= row.taken_along
        return rules.missing_after(went, came) if self.told or came else {}

    def is_late(self, now: datetime) -> bool:
        """Whether they should be back by now."""
        expected = self.last.expected_back
        return self.back_at is None and expected is not None and expected < now


def ways_out_of(scope: Scope, resident: Resident, since: datetime) -> list[WayOut]:
    """The ways out of one resident that go on or were begun since then, the latest first."""
    rows = whereabouts_of(scope, resident, since).filter(entered_in_error_at__isnull=True)
    found = _grouped(list(rows.order_by("effective", "recorded", "id")))
    return sorted(found, key=lambda w: w.left.effective, reverse=True)


def way_out_now(scope: Scope, resident: Resident) -> WayOut | None:
    """The way out that goes on, or the last one that has ended; None where there was none."""
    return way_out_with(scope, latest_whereabouts(scope, resident))


def way_out_with(scope: Scope, latest: Whereabouts | None) -> WayOut | None:
    """The same, for somebody whose latest whereabouts are at hand."""
    if latest is None:
        return None
    first = latest.way_out_id or (latest.pk if latest.code == WhereaboutsCode.OUT else None)
    found = ways_out(scope, [first]) if first else []
    return found[0] if found else None


def ways_out(scope: Scope, lefts: Iterable[UUID]) -> list[WayOut]:
    """The ways out that began with these rows. Two statements, however many."""
    keys = list(lefts)
    rows = Whereabouts.objects.filter(
        Q(pk__in=keys) | Q(way_out_id__in=keys),
        facility_id__in=scope.facilities,
        entered_in_error_at__isnull=True,
    )
    return _grouped(list(rows.select_related("contact", "recorder").order_by(*_IN_ORDER)))


def open_ways_out(scope: Scope) -> list[WayOut]:
    """Everybody who is out now, with how they left, in the order of ``out_now``. Who cannot be
    found is not out: nobody knows where they are.
    """
    rows = [row for row in out_now(scope) if row.code == WhereaboutsCode.OUT]
    people = {row.resident_id: row.resident for row in rows}
    found = {w.resident_id: w for w in ways_out(scope, [r.way_out_id or r.pk for r in rows])}
    for way in found.values():
        way.left.resident = people[way.resident_id]
    return [found[row.resident_id] for row in rows if row.resident_id in found]


def last_ways_out(scope: Scope, latest: Sequence[Whereabouts]) -> dict[UUID, WayOut]:
    """The way out that each of these rows belongs to, by resident."""
    keys = [row.way_out_id for row in latest if row.way_out_id]
    return {w.resident_id: w for w in ways_out(scope, keys)} if keys else {}


def whereabouts_row(scope: Scope, key: UUID) -> Whereabouts | None:
    """One row of the whereabouts, also one entered in error; None where it is not for this reader."""
    rows = Whereabouts.objects.filter(facility_id__in=scope.facilities, pk=key)
    return rows.select_related("resident", "way_out").first()


def kind_before(scope: Scope, row: Whereabouts) -> OutFor | None:
    """What somebody was out for before a step; None for the row they left by."""
    if row.way_out_id is None:
        return None
    found = ways_out(scope, [row.way_out_id])
    earlier = [r for w in found for r in (w.left, *w.steps) if r.pk != row.pk]
    earlier = [r for r in earlier if (r.effective, r.recorded) <= (row.effective, row.recorded)]
    last = earlier[-1] if earlier else None
    return OutFor(last.out_for) if last is not None and last.out_for else None


# Planned ahead


def planned_absences(scope: Scope) -> QuerySet[PlannedAbsence]:
    """The absences that stand: planned, not cancelled, not begun; the next first."""
    found = PlannedAbsence.objects.filter(
        facility_id__in=scope.facilities, cancelled_at__isnull=True, way_out__isnull=True
    )
    return found.select_related("resident", "contact").order_by("starts", "id")


def planned_between(scope: Scope, start: datetime, end: datetime) -> list[PlannedAbsence]:
    """The absences that stand and begin within [start, end), the next first. One statement."""
    rows = list(planned_absences(scope).filter(starts__gte=start, starts__lt=end))
    # Somebody whose whole record is labelled may have rows of before, without the label.
    return [row for row in rows if row._state.fields_cache.get("resident") is not None]


def absences_of(scope: Scope, resident: Resident, since: datetime) -> QuerySet[PlannedAbsence]:
    """The absences of one resident that end after then, also those cancelled or begun."""
    found = PlannedAbsence.objects.filter(
        facility_id__in=scope.facilities,
        resident_id__in=record_ids(scope, resident),
        ends__gte=since,
    )
    return found.select_related("contact", "planned_by", "cancelled_by").order_by(
        "starts", "id"
    )


_IN_ORDER = ("effective", "recorded", "id")


def _grouped(rows: list[Whereabouts]) -> list[WayOut]:
    """Ways out from rows in order of time. Rows of before there were ways out are paired by it."""
    lefts: dict[UUID, Whereabouts] = {}
    steps: dict[UUID, list[Whereabouts]] = {}
    backs: dict[UUID, list[Whereabouts]] = {}
    open_of: dict[UUID, UUID] = {}
    for row in rows:
        if row.code == WhereaboutsCode.OUT and row.way_out_id is None:
            lefts[row.pk] = row
            open_of[row.resident_id] = row.pk
        elif row.code == WhereaboutsCode.OUT and row.way_out_id:
            steps.setdefault(row.way_out_id, []).append(row)
        elif row.code == WhereaboutsCode.IN:
            first = row.way_out_id or open_of.pop(row.resident_id, None)
            if first:
                backs.setdefault(first, []).append(row)
    return [
        WayOut(row, tuple(steps.get(key, ())), tuple(backs.get(key, ())))
        for key, row in lefts.items()
    ]
