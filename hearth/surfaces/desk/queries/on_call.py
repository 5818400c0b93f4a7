"""What somebody on call asks first: which calls are open, and how often was who called?"""

from datetime import datetime
from uuid import UUID

from hearth.platform.scope import Scope
from hearth.record.alerts.models import Alert
from hearth.record.staff.models import CallTaken


def open_calls(scope: Scope) -> list[Alert]:
    """Every call that nobody has closed, the longest open first."""
    found = Alert.objects.filter(facility_id__in=scope.facilities, resolved_at__isnull=True)
    found = found.select_related("resident", "place", "answered_by")
    return list(found.order_by("raised_at", "id")[:50])


def called_between(scope: Scope, start: datetime, end: datetime) -> dict[UUID, list[datetime]]:
    """When each person was called while on call, by staff file: as they recorded it."""
    rows = CallTaken.objects.filter(
        facility_id__in=scope.facilities,
        effective__gte=start,
        effective__lt=end,
        entered_in_error_at__isnull=True,
    )
    found: dict[UUID, list[datetime]] = {}
    for member_id, at in rows.order_by("effective").values_list("member_id", "effective"):
        found.setdefault(member_id, []).append(at)
    return found
