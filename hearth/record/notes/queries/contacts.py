"""Which calls, visits and letters?"""

from uuid import UUID

from django.db.models import QuerySet

from hearth.platform.scope import Scope
from hearth.record.notes.models import ContactMade


def contacts_made(scope: Scope, resident_id: UUID | None = None) -> QuerySet[ContactMade]:
    """Contacts made with family, doctors and others, the newest first; of one resident, if named."""
    found = ContactMade.objects.filter(facility_id__in=scope.facilities)
    if resident_id is not None:
        found = found.filter(resident_id=resident_id)
    found = found.select_related(
        "resident", "contact", "practitioner", "author", "recorder", "promise"
    )
    return found.order_by("-effective", "-recorded", "-id")
