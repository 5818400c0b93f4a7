"""Which events? Everything here shows a reader only what that reader may read."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from hearth.care.incidents import permissions
from hearth.care.incidents.codes import CAUSE, REPORT, REVIEW, TELL, UNNAMED, Injury, Struck
from hearth.care.incidents.models import Incident, IncidentReport
from hearth.kernel.references import Evidence, Reference
from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.record.notes import queries as notes
from hearth.record.notes.codes import HappeningKind, Severity
from hearth.record.notes.queries import Happening
from hearth.record.residents import queries as people
from hearth.record.residents.models import Resident
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task

from .types import type_of


STARTS_WITHIN = timedelta(minutes=1)
"""A watch begins in the transaction of its event, a moment after the event was written."""
FOLLOW_UPS = (TELL, REPORT.code, REVIEW.code)


def incidents(scope: Scope) -> QuerySet[Incident]:
    """Every event this reader may read, the newest first, those entered in error too.

    Who may not read events at all finds what they recorded themselves.
    """
    found = Incident.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    if not scope.may(permissions.VIEW_INCIDENTS):
        found = found.filter(recorder_id=scope.actor_id)
    found = found.select_related("resident", "place", "performer", "recorder", "corrects")
    return found.order_by("-effective", "-recorded", "-id")


def standing(scope: Scope) -> QuerySet[Incident]:
    """The events that count: not entered in error."""
    return incidents(scope).filter(entered_in_error_at__isnull=True)


def incidents_of(scope: Scope, resident: Resident) -> QuerySet[Incident]:
    """The events of one resident, of records merged into theirs too."""
    return incidents(scope).filter(resident_id__in=people.record_ids(scope, resident))


def open_incidents(scope: Scope) -> QuerySet[Incident]:
    """The events of which something is still to do: somebody to tell, a report, a review."""
    return standing(scope).filter(Exists(_follow_ups()))


def newer_of(scope: Scope, incident: Incident) -> Incident | None:
    """The row that stands in the place of a corrected one."""
    return incidents(scope).filter(corrects=incident).first()


def versions(scope: Scope, incident: Incident) -> list[Incident]:
    """The row and those it took the place of, the newest first."""
    found = [incident]
    while (older := found[-1].corrects_id) is not None:
        row = Incident.objects.filter(facility_id__in=scope.facilities, pk=older).first()
        if row is None:
            break
        found.append(row)
    return found


def happened_again(scope: Scope, incident: Incident, watch: str, since: datetime) -> bool:
    """Whether another event that counts asks for the same watch of this resident since then."""
    found = Incident.objects.filter(
        facility_id__in=scope.facilities,
        resident_id=incident.resident_id,
        recorded__gte=since - STARTS_WITHIN,
        entered_in_error_at__isnull=True,
    )
    mine = [one.pk for one in versions(scope, incident)]
    types = list(found.exclude(pk__in=mine).values_list("type", flat=True))
    return any(type_of(scope, code).watch == watch for code in types)


def report_of(scope: Scope, incident: Incident) -> IncidentReport | None:
    """The signed report that counts, or None."""
    return reports(scope).filter(incident=incident, entered_in_error_at__isnull=True).first()


def reports(scope: Scope) -> QuerySet[IncidentReport]:
    """The reports of events this reader may read; nothing for others."""
    found = IncidentReport.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if not scope.may(permissions.VIEW_INCIDENTS):
        return found.none()
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    return found.select_related("incident", "resident", "author", "recorder", "reviewed_by")


def follow_ups(scope: Scope, incident_ids: Iterable[UUID]) -> dict[UUID, list[Task]]:
    """The tasks that events left behind, by event: open and closed, those due first first."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        cause_type=CAUSE,
        cause_id__in=list(incident_ids),
        code__in=FOLLOW_UPS,
    ).select_related("owner_staff", "performer", "recorder", "cancelled_by")
    found: dict[UUID, list[Task]] = {}
    for task in rows.order_by("due", "authored_on", "id"):
        if task.cause_id is not None:
            found.setdefault(task.cause_id, []).append(task)
    return found


def incident_of_task(scope: Scope, task_id: UUID) -> Incident | None:
    """The event a task is about, if this reader may read it."""
    task = Task.objects.filter(
        facility_id__in=scope.facilities, pk=task_id, cause_type=CAUSE
    ).first()
    if task is None or task.cause_id is None:
        return None
    return incidents(scope).filter(pk=task.cause_id).first()


BADLY = (Injury.MAJOR, Injury.DEATH)
LINES = {
    Struck.YES.value: N_("{event}. {injury}. The head was hit."),
    Struck.UNKNOWN.value: N_("{event}. {injury}. Nobody knows whether the head was hit."),
}
"""What is said of the head: not knowing counts as a blow, as it does for the red words."""


def told_at_handoff(
    scope: Scope, since: datetime, until: datetime, labels: tuple[str, ...]
) -> list[Happening]:
    """What the next shift is told of an event: which, when, how badly hurt and whether the head.

    Everybody who takes over reads this line: the words of whoever found them stay in the event,
    and of a confidential one it says only that there was one.
    """
    rows = Incident.objects.filter(
        facility_id__in=scope.facilities,
        security_label__in=labels,
        entered_in_error_at__isnull=True,
        recorded__gte=since,
        recorded__lt=until,
    )
    if scope.residents is not None:
        rows = rows.filter(resident_id__in=scope.residents)
    kinds = {row.type: type_of(scope, row.type, row.facility_id) for row in rows}
    return [_happening(row, named=not kinds[row.type].confidential) for row in rows]


notes.SOURCES.append(told_at_handoff)


def _happening(row: Incident, *, named: bool) -> Happening:
    line = LINES.get(row.head_struck, N_("{event}. {injury}."))
    words = {"event": row.words, "injury": Injury.label_of(row.injury)}
    grave = row.head_struck in LINES or row.injury in BADLY
    return Happening(
        kind=HappeningKind.EVENT,
        reference=Reference("Incident", row.pk),
        at=row.effective,
        recorded=row.recorded,
        resident_id=row.resident_id,
        severity=Severity.URGENT if grave else Severity.CHANGE,
        line=line if named else N_("{event}."),
        values=words if named else {"event": UNNAMED},
        label=row.security_label,
    )


def named(scope: Scope, found: QuerySet[Incident]) -> QuerySet[Incident]:
    """The same rows with that name as ``title``, for a question that joins several areas."""
    spoken = KeyTextTransform(get_language() or "en", "words")
    return found.annotate(title=Coalesce(spoken, KeyTextTransform("en", "words")))


def evidence(scope: Scope, resident: Resident, since: datetime) -> list[Evidence]:
    """What befell a resident since then, to be read beside facts of other areas."""
    rows = incidents_of(scope, resident).filter(
        entered_in_error_at__isnull=True, effective__gte=since
    )
    return [
        Evidence(
            reference=Reference("Incident", row.pk),
            code=row.type,
            value=row.injury,
            effective=row.effective.isoformat(),
            said_by=str(row.performer or row.recorder),
        )
        for row in rows
    ]


def _follow_ups() -> "QuerySet[Any]":
    return Task.objects.filter(
        facility_id=OuterRef("facility_id"),
        cause_type=CAUSE,
        cause_id=OuterRef("pk"),
        code__in=FOLLOW_UPS,
        status__in=[str(s) for s in LIVE],
    )
