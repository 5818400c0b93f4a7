"""Which calls, visits and letters?"""

from django.db.models import QuerySet

from hearth.platform.scope import Scope
from hearth.record.notes.models import ContactMade
from hearth.record.residents import queries as people
from hearth.record.residents.models import Resident


def contacts_made(scope: Scope, resident: Resident | None = None) -> QuerySet[ContactMade]:
    """Contacts made with family, doctors and others, the newest first; of one resident, if named."""
    found = ContactMade.objects.filter(
        facility_id__in=scope.facilities, security_label__in=scope.labels
    )
    if scope.residents is not None:
        found = found.filter(resident_id__in=scope.residents)
    if resident is not None:
        found = found.filter(resident_id__in=people.record_ids(scope, resident))
    found = found.select_related(
        "resident", "contact", "practitioner", "author", "recorder", "promise"
    )
    return found.order_by("-effective", "-recorded", "-id")
