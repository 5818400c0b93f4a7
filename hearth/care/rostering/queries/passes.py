"""Whom did an agency send?"""

from uuid import UUID

from django.db.models import QuerySet

from hearth.care.rostering.models import AgencyPass
from hearth.platform.scope import Scope


def agency_passes(scope: Scope, *, ended: bool = False) -> QuerySet[AgencyPass]:
    """The passes that hold, the latest first; with ``ended``, former ones too."""
    found = AgencyPass.objects.filter(facility_id__in=scope.facilities)
    if not ended:
        found = found.filter(ended_at__isnull=True)
    return found.select_related("member", "duty", "made_by").order_by("-made_at", "id")


def open_pass_of(scope: Scope, member_id: UUID) -> AgencyPass | None:
    """The pass somebody is here on, or None."""
    return agency_passes(scope).filter(member_id=member_id).first()
