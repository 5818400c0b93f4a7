"""Names of residents for the office's pickers: name and place, nothing of the record.

The one place where the office asks the record about residents. The administrator's role sees no
resident; where a page of theirs must name one (who looked, whom family may see), it is asked in
the review scope, and only for name and place.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import OuterRef, Q, QuerySet, Subquery

from hearth.kernel import clock
from hearth.platform.scope import Scope, scoped


def names_of(scope: Scope, ids: Iterable[UUID]) -> dict[UUID, str]:
    """ "214 · Margaret Hayes" by key, for those of the scope among ``ids``."""
    wanted = list(dict.fromkeys(ids))
    return {r.pk: _name(r) for r in _residents(scope).filter(pk__in=wanted)} if wanted else {}


def choices(scope: Scope) -> list[tuple[str, str]]:
    """Every resident of the scope as (key, name), by family name."""
    return [(str(r.pk), _name(r)) for r in _residents(scope)]


def found(scope: Scope, text: str, *, limit: int = 20) -> list[tuple[UUID, str]]:
    """Residents whose name begins so, for the picker; everybody when nothing is typed."""
    words = text.lower().split()
    rows = ((r.pk, _name(r)) for r in _residents(scope))
    return [row for row in rows if all(w in row[1].lower() for w in words)][:limit]


def name_for_emergency(scope: Scope, resident_id: UUID) -> str | None:
    """The name of a resident somebody asks emergency access for; None if nobody here is that.

    Asked beyond their own scope on purpose: they may open this record, and must see whose.
    """
    wider = replace(
        scope,
        residents=frozenset({resident_id}),
        labels=("normal", "restricted"),
        purpose="emergency",
    )
    with scoped(wider):
        return names_of(wider, [resident_id]).get(resident_id)


def occupied_everywhere(scope: Scope) -> frozenset[UUID]:
    """The places somebody holds now or is to move into, whoever may see whom: keys of places."""
    wider = replace(scope, residents=None, labels=("normal", "restricted", "part2"))
    with scoped(wider):
        return frozenset(_placements(wider).values_list("place_id", flat=True))


def _residents(scope: Scope) -> QuerySet:
    """The residents of the scope with the place they hold now, by family name."""
    rows = apps.get_model("residents", "Resident").objects.filter(
        facility_id__in=scope.facilities, merged_into__isnull=True
    )
    if scope.residents is not None:
        rows = rows.filter(pk__in=scope.residents)
    place = _placements(scope).filter(resident_id=OuterRef("pk"), starts__lte=clock.now())
    place = place.order_by("-starts").values("place__label")[:1]
    return rows.annotate(place=Subquery(place)).order_by("family_folded", "given_folded", "pk")


def _placements(scope: Scope) -> QuerySet:
    rows = apps.get_model("residents", "Placement").objects.filter(
        facility_id__in=scope.facilities
    )
    return rows.filter(
        Q(ends__isnull=True) | Q(ends__gt=clock.now()), cancelled_at__isnull=True
    )


def _name(resident: Any) -> str:
    return f"{resident.place} · {resident}" if resident.place else str(resident)
