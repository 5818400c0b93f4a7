"""Which acts and looks are on record?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from hearth.kernel import clock
from hearth.platform.scope.scope import Scope

from .codes import HOUSE_CHAIN
from .models import AuditEvent, AuditSeal


SORTABLE = ("recorded", "actor_id", "actor_kind", "action", "purpose", "outcome")
CSV_COLUMNS = (
    "recorded",
    "actor_id",
    "actor_kind",
    "action",
    "resident_id",
    "entity_type",
    "entity_id",
    "outcome",
    "purpose",
    "request_id",
    "id",
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long answer. ``number`` counts from 1; ``more`` says whether another follows."""

    rows: list[AuditEvent]
    number: int
    more: bool


def events(scope: Scope, *, since: datetime, until: datetime) -> QuerySet[AuditEvent]:
    """Every act and look in these communities, ``since`` included, ``until`` not."""
    found = AuditEvent.objects.filter(
        facility_id__in=scope.facilities, recorded__gte=since, recorded__lt=until
    )
    return found if scope.residents is None else found.filter(resident_id__in=scope.residents)


def house_events(*, since: datetime, until: datetime) -> QuerySet[AuditEvent]:
    """Events of the house's own chain; answers only inside ``scoped(house_scope(…))``."""
    return AuditEvent.objects.filter(
        facility_id__isnull=True, recorded__gte=since, recorded__lt=until
    )


def views_of(
    scope: Scope, resident_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> QuerySet[AuditEvent]:
    """Every opening of these residents' pages, newest first."""
    ids = [i for i in resident_ids if scope.may_see(i)]
    found = events(scope, since=since, until=until)
    return found.filter(resident_id__in=ids, view_id__isnull=False).order_by("-recorded")


def acts_on(
    scope: Scope, resident_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> QuerySet[AuditEvent]:
    """Everything done or seen about these residents, newest first."""
    ids = [i for i in resident_ids if scope.may_see(i)]
    return (
        events(scope, since=since, until=until)
        .filter(resident_id__in=ids)
        .order_by("-recorded")
    )


def listed(
    scope: Scope, resident_id: UUID, *, since: datetime, until: datetime
) -> QuerySet[AuditEvent]:
    """Lists and search results in which the resident stood. Reads every row of the span."""
    found = events(scope, since=since, until=until).filter(resident_id__isnull=True)
    return found.filter(detail__residents__contains=[str(resident_id)]).order_by("-recorded")


def who_opened(
    scope: Scope,
    resident_ids: UUID | Iterable[UUID],
    *,
    since: datetime,
    until: datetime,
    sort: str = "-recorded",
    page: int = 1,
    per_page: int = 50,
    writes: bool = False,
) -> Page:
    """Who opened this resident's pages (and with ``writes``, who changed anything), page by page.

    ``sort`` is one of SORTABLE, a minus before it for descending; anything else is by time.
    Names of actors are the caller's to add: the trail holds keys.
    """
    ids = [resident_ids] if isinstance(resident_ids, UUID) else list(resident_ids)
    source = acts_on if writes else views_of
    column = sort if sort.removeprefix("-") in SORTABLE else "-recorded"
    order = [column] if column.endswith("recorded") else [column, "-recorded"]
    page = max(page, 1)
    start = (page - 1) * per_page
    rows = list(
        source(scope, ids, since=since, until=until).order_by(*order)[
            start : start + per_page + 1
        ]
    )
    return Page(rows=rows[:per_page], number=page, more=len(rows) > per_page)


def openings_by_actor(
    scope: Scope, resident_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> list[dict[str, Any]]:
    """How often each actor opened these residents' pages: actor_id, actor_kind, times, first, last."""
    found = views_of(scope, resident_ids, since=since, until=until).order_by()
    counted = found.values("actor_id", "actor_kind").annotate(
        times=Count("id"), first=Min("recorded"), last=Max("recorded")
    )
    return [dict(row) for row in counted.order_by("-times", "-last")]


def csv_rows(
    rows: QuerySet[AuditEvent], labels: dict[UUID, str] | None = None
) -> Iterator[list[str]]:
    """The export, line by line, headings first. Times are UTC, ISO 8601.

    A cell that a spreadsheet would run as a formula is made text.
    """
    yield ["actor", *CSV_COLUMNS]
    for event in rows.iterator(chunk_size=2000):
        cells = [getattr(event, column) for column in CSV_COLUMNS]
        label = (labels or {}).get(event.actor_id, "") if event.actor_id else ""
        yield [_cell(label), *(_cell(c) for c in cells)]


def _cell(value: Any) -> str:
    text = (
        value.isoformat()
        if isinstance(value, datetime)
        else ""
        if value is None
        else str(value)
    )
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


@dataclass(frozen=True, slots=True)
class SealingState:
    """How far the sealer has come in one chain."""

    seals: int
    sealed_to: datetime | None
    waiting: int
    oldest_waiting: datetime | None

    @property
    def behind(self) -> timedelta:
        """How long the oldest unsealed row has waited; zero if none waits."""
        if self.oldest_waiting is None:
            return timedelta(0)
        return max(clock.now() - self.oldest_waiting, timedelta(0))


def sealing_state(scope: Scope) -> SealingState:
    """How far the sealer has come in the scope's chain: the house's, if it holds no community."""
    chain = scope.facility_id if scope.facilities else HOUSE_CHAIN
    head = AuditSeal.objects.filter(chain=chain).order_by("-seq").first()
    where = (
        "facility_id = %s"
        if scope.facilities
        else "%s::uuid IS NOT NULL AND facility_id IS NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), min(recorded) FROM audit_auditevent WHERE {where} AND xid > %s",  # noqa: S608 - two fixed texts
            [chain, head.to_xid if head else -1],
        )
        waiting, oldest = cursor.fetchone()
    return SealingState(
        seals=head.seq + 1 if head else 0,
        sealed_to=head.sealed_at if head else None,
        waiting=waiting,
        oldest_waiting=oldest,
    )


def refusals(scope: Scope, *, since: datetime, until: datetime) -> QuerySet[AuditEvent]:
    """What was refused to whom, newest first."""
    refused = Q(outcome="refused") | Q(outcome="failed")
    return events(scope, since=since, until=until).filter(refused).order_by("-recorded")
