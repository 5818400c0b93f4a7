"""Which calls, visits and letters?"""

from uuid import UUID

from django.db.models import QuerySet

from hearth.kernel.folding import folded
from hearth.platform.scope import Scope
from hearth.record.notes.models import ContactMade
from hearth.record.residents import queries as people
from hearth.record.residents.models import Resident
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.models import Task


CALL_BACK = "tasks.call_back"


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


def promises_to(scope: Scope, made: ContactMade) -> list[Task]:
    """The open promises to call back whoever a contact was with, made before it."""
    found = Task.objects.filter(
        facility_id__in=scope.facilities,
        code=CALL_BACK,
        status__in=[str(s) for s in LIVE],
        resident_id=made.resident_id,
        authored_on__lt=made.recorded,
    )
    if made.promise_id is not None:
        found = found.exclude(pk=made.promise_id)
    if made.contact_id is not None:
        return list(found.filter(promised_to_id=made.contact_id))
    whom = folded(str(made.practitioner or made.with_text))
    nameless = found.filter(promised_to__isnull=True)
    return [task for task in nameless if folded(task.promised_to_text) == whom]


def promises_kept_by(scope: Scope, contact_made_id: UUID) -> list[Task]:
    """The promises that were closed because of a contact."""
    return list(
        Task.objects.filter(
            facility_id__in=scope.facilities,
            code=CALL_BACK,
            outcome="done",
            outcome_values__contact_made=str(contact_made_id),
        )
    )
