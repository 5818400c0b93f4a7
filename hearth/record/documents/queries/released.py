"""What was given to whom, and which charts were made."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hearth.platform.scope import Scope
from hearth.record.documents.models import ChartFile, Disclosure, SurveyVisit
from hearth.record.residents.models import Resident
from hearth.record.residents.queries import record_ids


def disclosures(scope: Scope) -> QuerySet[Disclosure]:
    """Every release this reader may know of, the latest first; mistaken ones too."""
    found = Disclosure.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    return found.select_related("resident", "recorder", "visit").order_by("-effective", "-id")


def disclosures_of(scope: Scope, resident: Resident) -> QuerySet[Disclosure]:
    """What was given out about one resident, alone or in a list of many."""
    records = record_ids(scope, resident)
    about = Q(resident_id__in=records) | Q(residents__overlap=list(records))
    return disclosures(scope).filter(about)


def disclosures_of_visit(scope: Scope, visit: SurveyVisit) -> QuerySet[Disclosure]:
    """The copies a surveyor was given in one visit."""
    return disclosures(scope).filter(visit=visit)


def charts(scope: Scope) -> QuerySet[ChartFile]:
    """Every chart that was asked for, of residents this reader may see."""
    found = ChartFile.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    return found.select_related("resident", "asked_by", "visit").order_by("-asked_at", "-id")


def charts_of(scope: Scope, resident: Resident) -> QuerySet[ChartFile]:
    """The charts of one resident, the newest first."""
    return charts(scope).filter(resident_id__in=record_ids(scope, resident))


def expired_charts(scope: Scope, now: datetime) -> QuerySet[ChartFile]:
    """Charts whose file may go."""
    return charts(scope).filter(state="ready", expires_at__lte=now)


def locked_chart(scope: Scope, pk: Any) -> ChartFile:
    """The row itself, locked for whoever changes it now."""
    rows = ChartFile.objects.select_for_update(of=("self",))
    return rows.get(facility_id__in=scope.facilities, pk=pk)
