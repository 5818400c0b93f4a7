"""Which definition holds? Reading, with the narrower level first: community, operator, house."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.scope import Scope, current_scope
from hearth.platform.tenancy.models import Facility

from .codes import Level, Status
from .kinds import kind_of
from .models import Definition


NARROWEST = {Level.COMMUNITY: 2, Level.OPERATOR: 1, Level.HOUSE: 0}
# Read by nearly every page: one question brings them all.
HOT = frozenset(
    {
        "settings",
        "capabilities",
        "terms",
        "watch-reasons",
        "on-call-needs",
        "out-reasons",
        "levels-of-care",
    }
)


@dataclass(frozen=True)
class Resolved:
    """What holds for a community at an instant. ``body`` must not be changed by its reader.

    ``id`` and ``version`` name the narrowest definition: what signed history keeps.
    """

    kind: str
    key: str
    id: UUID
    version: int
    level: str
    body: dict[str, Any]
    title: dict[str, str]
    hash: str
    source: str
    licence: str
    confidence: str
    layers: tuple[UUID, ...] = field(default=())

    @property
    def reference(self) -> str:
        return f"Definition/{self.id}"


def resolve(
    kind: str,
    key: str = "default",
    facility: Facility | UUID | None = None,
    at: datetime | None = None,
) -> Resolved:
    """The definition that holds for ``facility`` (None: the house) at ``at`` (UTC, default now).

    Raises Refused (no-definition) where none is in force: unverified content is not in force
    until a community publishes it. Call inside ``scoped`` for a community.
    """
    found = find(kind, key, facility, at)
    if found is None:
        raise Refused(
            "no-definition",
            N_("Nothing is in force for {kind} / {key}. Publish one under Settings."),
            kind=kind,
            key=key,
        )
    return found


def find(
    kind: str,
    key: str = "default",
    facility: Facility | UUID | None = None,
    at: datetime | None = None,
) -> Resolved | None:
    """Like ``resolve``, but None where nothing is in force."""
    return in_force(kind, facility, at).get(key)


def in_force(
    kind: str, facility: Facility | UUID | None = None, at: datetime | None = None
) -> dict[str, Resolved]:
    """Every definition of a kind that holds for ``facility`` at ``at``, by key."""
    facility_id = facility.pk if isinstance(facility, Facility) else facility
    memory = _memory() if at is None else None
    if memory is None:
        return _load(frozenset({kind}), facility_id, at or clock.now())[kind]
    if (kind, facility_id) not in memory:
        kinds = HOT if kind in HOT else frozenset({kind})
        for name, found in _load(kinds, facility_id, clock.now()).items():
            memory[name, facility_id] = found
    return memory[kind, facility_id]


def holding(facility_id: UUID | None, at: datetime) -> QuerySet[Definition]:
    """Definitions of every level that hold for a community at an instant."""
    owners = Q(level=Level.HOUSE)
    if facility_id is not None:
        operator = Facility.objects.filter(pk=facility_id).values("operator_id")
        owners |= Q(level=Level.OPERATOR, operator_id__in=operator)
        owners |= Q(level=Level.COMMUNITY, facility_id=facility_id)
    return (
        Definition.objects.filter(owners, status__in=[Status.PUBLISHED, Status.RETIRED])
        .filter(effective_from__lte=at)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=at))
        .filter(Q(retired_at__isnull=True) | Q(retired_at__gt=at))
    )


def _load(
    kinds: frozenset[str], facility_id: UUID | None, at: datetime
) -> dict[str, dict[str, Resolved]]:
    rows = holding(facility_id, at).filter(kind__in=kinds)
    newest: dict[tuple[str, str, str], Definition] = {}
    for row in rows.order_by("version"):
        newest[row.kind, row.key, row.level] = row
    layers: dict[tuple[str, str], list[Definition]] = {}
    for row in sorted(newest.values(), key=lambda r: NARROWEST[Level(r.level)]):
        layers.setdefault((row.kind, row.key), []).append(row)
    found: dict[str, dict[str, Resolved]] = {kind: {} for kind in kinds}
    for (kind, key), rows_of_key in layers.items():
        found[kind][key] = _lay(rows_of_key)
    return found


def _lay(rows: list[Definition]) -> Resolved:
    """One answer out of the house's, the operator's and the community's."""
    top = rows[-1]
    body = top.body
    if kind_of(top.kind).layered:
        body = {}
        for row in rows:
            body = laid_over(body, row.body)
    return Resolved(
        kind=top.kind,
        key=top.key,
        id=top.pk,
        version=top.version,
        level=top.level,
        body=body,
        title=top.title,
        hash=top.hash,
        source=top.source,
        licence=top.licence,
        confidence=top.confidence,
        layers=tuple(row.pk for row in rows),
    )


def laid_over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """``over`` where it says something, ``under`` elsewhere; lists are replaced whole."""
    result = dict(under)
    for name, value in over.items():
        below = result.get(name)
        both = isinstance(value, dict) and isinstance(below, dict)
        result[name] = laid_over(below, value) if both else value  # type: ignore[arg-type]
    return result


def below(scope: Scope, kind: str, key: str) -> dict[str, Any]:
    """What a community's layer lies on now: the operator's over the house's."""
    rows = holding(scope.facility_id, clock.now()).filter(kind=kind, key=key)
    newest = {row.level: row.body for row in rows.order_by("version")}
    return laid_over(newest.get(Level.HOUSE, {}), newest.get(Level.OPERATOR, {}))


# --- What one request has read already --------------------------------------------------------

Memory = dict[tuple[str, UUID | None], dict[str, Resolved]]
Moment = tuple[str, datetime | None]
_remembered: ContextVar[tuple[Moment, Memory | None] | None] = ContextVar(
    "definitions", default=None
)


def _memory() -> Memory | None:
    """What this request or job has read; None outside of one, or after it published something.

    It is keyed by the scope's request id and a pinned clock's instant, so that no answer
    outlives its request.
    """
    scope = current_scope()
    if scope is None:
        return None
    name = (scope.request_id, clock.pinned_instant())
    kept = _remembered.get()
    if kept is None or kept[0] != name:
        kept = (name, {})
        _remembered.set(kept)
    return kept[1]


def forget() -> None:
    """Read everything afresh for the rest of this request: something was published in it."""
    scope = current_scope()
    _remembered.set(((scope.request_id, clock.pinned_instant()), None) if scope else None)


# --- For the editor ---------------------------------------------------------------------------


def definitions(scope: Scope) -> QuerySet[Definition]:
    """Every version this scope may read: the house's, its operators', its communities'."""
    operators = Facility.objects.filter(pk__in=scope.facilities).values("operator_id")
    return Definition.objects.filter(
        Q(level=Level.HOUSE)
        | Q(level=Level.OPERATOR, operator_id__in=operators)
        | Q(level=Level.COMMUNITY, facility_id__in=scope.facilities)
    )


def versions(scope: Scope, kind: str, key: str) -> QuerySet[Definition]:
    """Every version of one definition, the community's first, newest first."""
    return (
        definitions(scope)
        .filter(kind=kind, key=key)
        .select_related("drafted_by", "published_by", "retired_by")
        .order_by("level", "-version")
    )


def draft_of(scope: Scope, kind: str, key: str) -> Definition | None:
    """The community's open draft, if somebody has begun one."""
    return (
        definitions(scope)
        .filter(facility_id=scope.facility_id, kind=kind, key=key, status=Status.DRAFT)
        .first()
    )
