"""CHANGED: what happened to whom since somebody last read, out of every area of the record."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Max, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from hearth.care.incidents import queries as incidents
from hearth.kernel import clock
from hearth.platform.content.terms import spoken
from hearth.platform.scope import Scope
from hearth.record.notes import queries as notes
from hearth.record.residents.codes import MEDICAL
from hearth.record.residents.models import (
    AllergyIntolerance,
    Condition,
    Flag,
    Resident,
    StayEvent,
    Whereabouts,
)
from hearth.record.residents.queries import PLACE_KEPT
from hearth.record.tasks.models import Task, Watch, WatchEntry


NOTED = ("watch", "change", "urgent")
MOST = 400
"""Facts of all areas read for one reader at once, and outcomes of tasks; the latest of each."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that happened to a resident, as codes and words of the record.

    ``sort`` is note, outcome, residency, out, back, flag, condition, allergy, incident, watch,
    watch-end or watch-found. Of a way out, ``text`` is lines: code of the reason, its words, who
    decided, how. ``weight`` orders them:
    3 tell somebody now, 2 something changed, 1 keep an eye on it, 0 good to know. ``values``
    fill in what an outcome's ``text`` names. ``before`` is how a residency stood until then.
    """

    resident_id: UUID
    sort: str
    code: str
    text: str
    effective: datetime
    weight: int
    count: int = 1
    values: tuple[tuple[str, str], ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class ResidentChanges:
    """All that happened to one resident, the most serious first."""

    resident_id: UUID
    items: tuple[Changed, ...]

    @property
    def weight(self) -> int:
        return max(one.weight for one in self.items)


_SEVERITY = {"watch": 1, "change": 2, "urgent": 3}
_RESIDENCY = {"returning": 2, "deceased": 3, "moved-out": 1}


def changes(scope: Scope, since: datetime) -> list[ResidentChanges]:
    """Who changed since an instant, by when it was written down, the most serious first.

    What came with an import is not news. Only what the reader may see of each area counts.
    """
    by: dict[UUID, list[Changed]] = {}
    for one in _facts(scope, since):
        by.setdefault(one.resident_id, []).append(one)
    lines = [
        ResidentChanges(
            resident_id,
            tuple(sorted(items, key=lambda c: (-c.weight, -c.effective.timestamp(), c.sort))),
        )
        for resident_id, items in by.items()
    ]
    newest = {line: max(c.effective for c in line.items) for line in lines}
    return sorted(
        lines, key=lambda line: (-line.weight, -newest[line].timestamp(), line.resident_id)
    )


def residents_named(scope: Scope, ids: Iterable[UUID]) -> dict[UUID, Resident]:
    """Residents by their key."""
    rows = Resident.objects.filter(facility_id__in=scope.facilities, pk__in=list(ids))
    return {row.pk: row for row in rows}


def _facts(scope: Scope, since: datetime) -> list[Changed]:
    """Residency, risks, health, notes, events and what was not done, in one statement."""
    new = {"facility_id__in": scope.facilities, "recorded__gt": since}
    moved = StayEvent.objects.filter(**new, entered_in_error_at__isnull=True)
    raised = Flag.objects.filter(
        facility_id__in=scope.facilities, since__gt=since, ended_at__isnull=True
    )
    went = Whereabouts.objects.filter(**new, entered_in_error_at__isnull=True)
    parts = [
        _part(
            went.filter(code="out", out_for__in=[str(c) for c in MEDICAL]),
            "out",
            code="out_for",
            text=_lines("reason_code", "reason", "decided_by", "transport"),
        ),
        _part(
            went.filter(code="in").exclude(diagnosis="", new_orders__isnull=True),
            "back",
            code="new_orders",
            text="diagnosis",
        ),
        _part(
            moved.exclude(from_status="").exclude(to_status="hospital").exclude(PLACE_KEPT),
            "residency",
            code="to_status",
            text="reason",
            more=_text("from_status"),
        ),
        _part(raised, "flag", when="since"),
        *_watched(scope, since),
    ]
    if scope.may("residents.view_health"):
        known: tuple[tuple[Any, str], ...] = (
            (Condition, "condition"),
            (AllergyIntolerance, "allergy"),
        )
        for model, sort in known:
            entered = model.objects.filter(**new, source_id="", clinical_status="active")
            parts.append(_part(entered, sort, when="recorded"))
    if scope.may("notes.view_notes"):
        noted = notes.standing(scope).filter(
            **new, severity__in=NOTED, resident__isnull=False, source_id=""
        )
        parts.append(_part(noted, "note", code="category", more=_text("severity")))
    if scope.may("incidents.view_incidents"):
        fell = incidents.named(
            scope, incidents.standing(scope).filter(**new).select_related(None)
        )
        parts.append(_part(fell, "incident", code="injury", text="title", more=_text("say")))
    parts.append(_outcomes(scope, since))
    rows = parts[0].union(*parts[1:], all=True).order_by("-at")
    return [_fact(*row) for row in rows[: 2 * MOST]]


def _watched(scope: Scope, since: datetime) -> list[QuerySet[Any, tuple[Any, ...]]]:
    """Who was put on watch or taken off it, and what a check found to be otherwise."""
    here = {"facility_id__in": scope.facilities, "security_label__in": scope.labels}
    began = Watch.objects.filter(**here, recorded__gt=since, starts__lte=clock.now())
    ended = Watch.objects.filter(**here, ended_at__gt=since)
    found = WatchEntry.objects.filter(
        **here, recorded__gt=since, changed=True, entered_in_error_at__isnull=True
    )
    return [
        _part(began, "watch", code="reason", text="look_for", when="starts"),
        _part(ended, "watch-end", code="reason", text="ended_text", when="ended_at"),
        _part(found, "watch-found", code="watch__reason"),
    ]


def _outcomes(scope: Scope, since: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    """What was refused or not done, each thing once with how many times."""
    alike = (
        Task.objects.filter(
            facility_id__in=scope.facilities,
            recorded__gt=since,
            outcome__in=["refused", "not-done"],
            resident__isnull=False,
        )
        .values("resident_id", "title", "title_values", "outcome")
        .annotate(at=Max("effective"), times=Count("id"))
    )
    more = JSONObject(times=F("times"), values=F("title_values"))
    columns = ("resident_id", _said("outcome"), _text("outcome"), _text("title"), "at")
    return alike.order_by("-at").values_list(*columns, Cast(more, CharField()))[:MOST]


def _part(
    rows: QuerySet[Any],
    sort: str,
    *,
    code: str = "code",
    text: str | Concat = "text",
    when: str = "effective",
    more: Value | Cast | None = None,
) -> QuerySet[Any, tuple[Any, ...]]:
    """One area's facts, in the columns of ``_fact``."""
    named = rows.order_by().annotate(at=F(when))
    words = _text(text) if isinstance(text, str) else text
    kept = Coalesce(_text(code), _said(""))
    columns = ("resident_id", _said(sort), kept, words, "at", more or _said(""))
    return named.values_list(*columns)


def _fact(
    resident_id: UUID, sort: str, code: str, text: str, effective: datetime, more: str
) -> Changed:
    if sort == "outcome":
        told = json.loads(more)
        times, values = told["times"], tuple(spoken(told["values"]).items())
        weight = 1 if times > 2 else 0
        return Changed(resident_id, sort, code, text, effective, weight, times, values)
    weights = {
        "residency": _RESIDENCY.get(code, 0),
        "note": _SEVERITY.get(more, 0),
        "flag": 2,
        "out": 3,
        "back": 2,
        "incident": 3 if more else 2,
        "watch-found": 2,
        "watch-end": 0,
    }
    before = more if sort == "residency" else ""
    return Changed(
        resident_id, sort, code, text, effective, weights.get(sort, 1), before=before
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())


def _lines(*names: str) -> Concat:
    """Several columns, a line each."""
    first, *others = names
    parts: list[Any] = [first]
    for name in others:
        parts += [Value("\n"), name]
    return Concat(*parts, output_field=CharField())


def _text(name: str) -> Cast:
    return Cast(name, CharField())
