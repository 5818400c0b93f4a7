"""CHANGED: what happened to whom since somebody last read, out of every area of the record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Max, Value
from django.db.models.functions import Cast

from hearth.platform.scope import Scope
from hearth.record.notes.models import Note
from hearth.record.residents.models import (
    AllergyIntolerance,
    Condition,
    Flag,
    Resident,
    StayEvent,
)
from hearth.record.tasks.models import Task


NOTED = ("watch", "change", "urgent")
MOST = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that happened to a resident, as codes and words of the record.

    ``sort`` is note, outcome, residency, flag, condition or allergy. ``weight`` orders them:
    3 tell somebody now, 2 something changed, 1 keep an eye on it, 0 good to know. ``values``
    fill in what an outcome's ``text`` names.
    """

    resident_id: UUID
    sort: str
    code: str
    text: str
    effective: datetime
    weight: int
    count: int = 1
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ResidentChanges:
    """All that happened to one resident, the most serious first."""

    resident_id: UUID
    items: tuple[Changed, ...]

    @property
    def weight(self) -> int:
        return max(one.weight for one in self.items)


_SEVERITY = {"watch": 1, "change": 2, "urgent": 3}
_RESIDENCY = {"hospital": 3, "returning": 2, "deceased": 3, "moved-out": 1}


def changes(scope: Scope, since: datetime) -> list[ResidentChanges]:
    """Who changed since an instant, by when it was written down, the most serious first.

    What came with an import is not news. Only what the reader may see of each area counts.
    """
    found = [*_facts(scope, since), *_outcomes(scope, since)]
    if scope.may("notes.view_notes"):
        found += _notes(scope, since)
    by: dict[UUID, list[Changed]] = {}
    for one in found:
        by.setdefault(one.resident_id, []).append(one)
    lines = [
        ResidentChanges(
            resident_id,
            tuple(sorted(items, key=lambda c: (-c.weight, -c.effective.timestamp()))),
        )
        for resident_id, items in by.items()
    ]
    newest = {line: max(c.effective for c in line.items) for line in lines}
    return sorted(lines, key=lambda line: (-line.weight, -newest[line].timestamp()))


def residents_named(scope: Scope, ids: Iterable[UUID]) -> dict[UUID, Resident]:
    """Residents by their key."""
    rows = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=list(ids))
    return {row.pk: row for row in rows}


def _notes(scope: Scope, since: datetime) -> list[Changed]:
    rows = Note.objects.filter(
        facility_id__in=scope.facilities,
        recorded__gt=since,
        severity__in=NOTED,
        resident__isnull=False,
        entered_in_error_at__isnull=True,
        source_id="",
    ).order_by("-recorded")[:MOST]
    replaced = {n.corrects_id for n in rows}
    return [
        Changed(n.resident_id, "note", n.category, n.text, n.effective, _SEVERITY[n.severity])
        for n in rows
        if n.resident_id and n.pk not in replaced
    ]


def _outcomes(scope: Scope, since: datetime) -> list[Changed]:
    rows = (
        Task.objects.filter(
            facility_id__in=scope.facilities,
            recorded__gt=since,
            outcome__in=["refused", "not-done"],
            resident__isnull=False,
        )
        .values("resident_id", "title", "title_values", "outcome")
        .annotate(times=Count("id"), last=Max("effective"))
        .order_by("-last")[:MOST]
    )
    return [
        Changed(
            row["resident_id"],
            "outcome",
            row["outcome"],
            row["title"],
            row["last"],
            1 if row["times"] > 2 else 0,
            row["times"],
            tuple(row["title_values"].items()),
        )
        for row in rows
    ]


def _facts(scope: Scope, since: datetime) -> list[Changed]:
    """Residency, risks and health in one statement."""
    new = {"facility_id__in": scope.facilities, "recorded__gt": since}
    parts: list[Any] = [
        StayEvent.objects.filter(**new, entered_in_error_at__isnull=True)
        .exclude(from_status="")
        .values_list(
            "resident_id", _said("residency"), _text("to_status"), _text("reason"), "effective"
        ),
        Flag.objects.filter(
            facility_id__in=scope.facilities, since__gt=since, ended_at__isnull=True
        ).values_list("resident_id", _said("flag"), _text("code"), _text("text"), F("since")),
    ]
    if scope.may("residents.view_health"):
        known: tuple[tuple[Any, str], ...] = (
            (Condition, "condition"),
            (AllergyIntolerance, "allergy"),
        )
        for model, sort in known:
            entered = model.objects.filter(**new, source_id="", clinical_status="active")
            parts.append(
                entered.values_list(
                    "resident_id", _said(sort), _text("code"), _text("text"), F("recorded")
                )
            )
    rows = parts[0].order_by().union(*[p.order_by() for p in parts[1:]], all=True)
    return [_fact(*row) for row in rows[:MOST]]


def _fact(resident_id: UUID, sort: str, code: str, text: str, effective: datetime) -> Changed:
    weight = _RESIDENCY.get(code, 0) if sort == "residency" else 2 if sort == "flag" else 1
    return Changed(resident_id, sort, code, text, effective, weight)


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def _text(name: str) -> Cast:
    return Cast(name, CharField())
