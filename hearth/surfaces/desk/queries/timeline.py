"""Everything that happened to one resident, newest first, out of every area of the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, NullIf, Trim

from hearth.care.incidents import queries as incidents
from hearth.platform.scope import Scope
from hearth.record.documents.models import Document
from hearth.record.notes.models import ContactMade, Note
from hearth.record.observations.models import Observation
from hearth.record.residents import queries as residents
from hearth.record.residents.models import Resident, StayEvent, Whereabouts
from hearth.record.tasks.models import Task


PAGE = 40
INCIDENT = "incident"

EMPTY = Value("")
RECORDER = F("recorder__label")
KEYS = ("id", "resident_id")
WRONG = ("entered_in_error_at", "entered_in_error_reason")


@dataclass(frozen=True, slots=True)
class Happened:
    """One fact of the timeline: what sort of row it is, when it was so, and who says so.

    ``said`` is what its area knows of it, under the names of the row's fields.
    """

    sort: str
    effective: datetime
    recorded: datetime
    by: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the timeline reads one sort of fact, what of it, and who may."""

    sort: str
    model: Any
    permission: str
    fields: tuple[str, ...]
    by: Combinable = RECORDER
    when: str = "effective"
    only: tuple[Q, ...] = ()
    more: tuple[tuple[str, Combinable], ...] = ()


def _person(of: str) -> Combinable:
    """A member of staff or a contact as they are called; nothing where there is none."""
    first = Coalesce(NullIf(F(f"{of}__preferred"), EMPTY), F(f"{of}__given"))
    return NullIf(Trim(Concat(first, Value(" "), F(f"{of}__family"))), EMPTY)


def _first(*said: Combinable | str) -> Combinable:
    """The first of several that says anything."""
    return Coalesce(*(NullIf(Cast(one, TextField()), EMPTY) for one in said), EMPTY)


SOURCES = (
    Source(
        "note",
        Note,
        "notes.view_notes",
        ("category", "severity", "text", *WRONG),
        by=_first(_person("author"), "author_text", RECORDER),
    ),
    Source(
        "contact",
        ContactMade,
        "notes.view_contacts_made",
        ("channel", "reached", "text", *WRONG),
        more=(
            ("whom", _first(_person("contact"), F("contact__organization"), F("with_text"))),
        ),
    ),
    Source(
        "task",
        Task,
        "tasks.view_task",
        ("title", "title_values", "outcome", "outcome_reason", "outcome_text"),
        by=_first(_person("performer"), "performer_text", RECORDER),
        only=(Q(recorded__isnull=False), ~Q(outcome="")),
    ),
    Source(
        "observation",
        Observation,
        "observations.view_observations",
        (
            "code",
            "text",
            "unit",
            "value_decimals",
            "value_code",
            "value_text",
            "components",
            *WRONG,
        ),
        by=_first("performer_text", "source_system", RECORDER),
        more=(("value_quantity", Cast("value_quantity", TextField())),),
    ),
    Source(
        "residency",
        StayEvent,
        "residents.view_resident",
        ("from_status", "to_status", "from_place", "away_at", "reason", *WRONG),
        by=_first("performer_text", RECORDER),
        more=(("place_kept", ExpressionWrapper(residents.PLACE_KEPT, BooleanField())),),
    ),
    Source(
        "whereabouts",
        Whereabouts,
        "residents.view_whereabouts",
        (*(c for c in residents.WAY_OUT_COLUMNS if c != "accompanied_by"), *WRONG),
        by=_first("performer_text", RECORDER),
        more=(
            (
                "accompanied_by",
                Trim(Concat(Coalesce(_person("contact"), EMPTY), Value(" "), "accompanied_by")),
            ),
        ),
    ),
    Source(
        "document",
        Document,
        "documents.view_documents",
        ("title", "type"),
        when="recorded",
        only=(Q(status="current"),),
    ),
)


def timeline(
    scope: Scope,
    resident: Resident,
    *,
    before: datetime,
    since: datetime | None = None,
    sorts: tuple[str, ...] = (),
) -> list[Happened]:
    """The newest facts before an instant, a page of them at most: all areas in one question."""
    ids = residents.record_ids(scope, resident)
    parts = [
        _read(scope, source, ids, before, since)
        for source in SOURCES
        if (not sorts or source.sort in sorts) and scope.may(source.permission)
    ]
    if (not sorts or INCIDENT in sorts) and scope.may("incidents.view_incident"):
        parts.append(_befell(scope, ids, before, since))
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    found = [Happened(*row) for row in rows]
    return sorted(found, key=_moment, reverse=True)[:PAGE]


def _befell(
    scope: Scope, ids: frozenset[UUID], before: datetime, since: datetime | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """The events this reader may read, all of them or those they recorded, as the same columns."""
    rows = incidents.named(scope, incidents.incidents(scope).select_related(None))
    rows = rows.filter(resident_id__in=ids, effective__lt=before)
    if since is not None:
        rows = rows.filter(effective__gte=since)
    names = (*KEYS, "title", "injury", "say", *WRONG)
    return rows.order_by("-effective").values_list(
        Value(INCIDENT, output_field=CharField()),
        F("effective"),
        "recorded",
        Cast(_first(_person("performer"), "performer_text", RECORDER), TextField()),
        JSONObject(**{name: F(name) for name in names}),
    )[:PAGE]


def _moment(one: Happened) -> tuple[datetime, datetime, str]:
    """When it was so; of what was written at once, what was written last: later keys are larger."""
    return one.effective, one.recorded, one.said["id"]


def _read(
    scope: Scope, source: Source, ids: frozenset[UUID], before: datetime, since: datetime | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """The newest rows of one area, as the columns of ``Happened``."""
    rows = source.model.objects.filter(
        *source.only,
        facility_id__in=scope.facilities,
        resident_id__in=ids,
        **{f"{source.when}__lt": before},
    )
    if since is not None:
        rows = rows.filter(**{f"{source.when}__gte": since})
    said = JSONObject(
        **{name: F(name) for name in (*KEYS, *source.fields)}, **dict(source.more)
    )
    return rows.order_by(f"-{source.when}").values_list(
        Value(source.sort, output_field=CharField()),
        F(source.when),
        "recorded",
        Cast(source.by, TextField()),
        said,
    )[:PAGE]
