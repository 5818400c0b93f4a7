"""Visits of surveyors: whom they sampled, what they opened, what they asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from hearth.platform.audit import queries as audit
from hearth.platform.scope import Scope
from hearth.record.documents.models import SurveyRequest, SurveySample, SurveyVisit


def visits(scope: Scope) -> QuerySet[SurveyVisit]:
    """Every visit, the latest first."""
    found = SurveyVisit.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("actor", "opened_by", "ended_by").order_by("-starts", "-id")


def running_visits(scope: Scope, now: datetime) -> QuerySet[SurveyVisit]:
    """The visits that are going on."""
    return visits(scope).filter(ended_at__isnull=True, starts__lte=now, ends__gt=now)


def visit_past_end(scope: Scope, now: datetime) -> QuerySet[SurveyVisit]:
    """Visits whose time is over and that nobody has closed yet."""
    return visits(scope).filter(ended_at__isnull=True, ends__lte=now)


def own_visit(scope: Scope) -> SurveyVisit | None:
    """The visit of whoever asks, if they are a surveyor's account."""
    return visits(scope).filter(actor_id=scope.actor_id).first()


def locked_visit(scope: Scope, pk: Any) -> SurveyVisit:
    """The row itself, locked for whoever changes it now."""
    rows = SurveyVisit.objects.select_for_update(of=("self",))
    return rows.get(facility_id__in=scope.facilities, pk=pk)


def sampled_in(scope: Scope, visit: SurveyVisit) -> QuerySet[SurveySample]:
    """Whose records the surveyor may open, or could until they were taken off."""
    found = SurveySample.objects.filter(facility_id__in=scope.facilities, visit=visit)
    return found.select_related("resident", "added_by").order_by("added_at", "id")


def sample_of(scope: Scope, visit: SurveyVisit, resident_id: UUID) -> SurveySample | None:
    """The row that holds this resident in the sample now."""
    rows = sampled_in(scope, visit).filter(resident_id=resident_id, removed_at__isnull=True)
    return rows.first()


def asked_in(scope: Scope, visit: SurveyVisit) -> QuerySet[SurveyRequest]:
    """What was asked for, in its order; what was written down by mistake too."""
    found = SurveyRequest.objects.filter(facility_id__in=scope.facilities, visit=visit)
    return found.select_related("recorder").order_by("asked_at", "id")


def locked_request(scope: Scope, pk: Any) -> SurveyRequest:
    """The row itself, locked for whoever changes it now."""
    rows = SurveyRequest.objects.select_for_update(of=("self",))
    return rows.get(facility_id__in=scope.facilities, pk=pk)


@dataclass(frozen=True, slots=True)
class Opened:
    """One page a surveyor opened: which, about whom, how often, when first and last."""

    action: str
    resident_id: UUID | None
    times: int
    first: datetime
    last: datetime


def opened_in(scope: Scope, visit: SurveyVisit, until: datetime) -> list[Opened]:
    """What the surveyor opened, out of the trail, the latest first."""
    rows = audit.events(scope, since=visit.opened_at, until=until).filter(
        actor_id=visit.actor_id, outcome="success"
    )
    found = rows.order_by().values("action", "resident_id")
    found = found.annotate(times=Count("id"), first=Min("recorded"), last=Max("recorded"))
    return [Opened(**row) for row in found.order_by("-last")]
