"""Which calls, visits and letters?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.kernel.folding import folded
from hearth.platform.scope import Scope
from hearth.record.notes.models import ContactMade
from hearth.record.residents import queries as people
from hearth.record.residents.models import Contact, Resident
from hearth.record.staff.codes import DutyRole
from hearth.record.staff.models import OutsidePractitioner
from hearth.record.tasks.codes import LIVE, OutcomeReason
from hearth.record.tasks.models import Task


CALL_BACK = "tasks.call_back"
TELL = "tasks.tell"


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a task asks to tell: a contact, a practitioner, a role of the house, or an agency."""

    name: str
    kind: str
    contact: Contact | None = None
    practitioner: OutsidePractitioner | None = None
    role: str = ""


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


def whom_of(scope: Scope, task: Task) -> Whom:
    """Whom a task asks to tell, by its slot: "Contact/<uuid>", "Practitioner/<uuid>",
    "Role/<code>" or "Agency/<code>". What is not found is named as the task names it."""
    kind, _, key = task.slot.partition("/")
    said = task.promised_to_text or key
    if kind == "Contact" and (uuid := _uuid(key)):
        found = people.every_contact(scope).filter(pk=uuid).first()
        return Whom(str(found) if found else said, kind, contact=found)
    if kind == "Practitioner" and (uuid := _uuid(key)):
        one = OutsidePractitioner.objects.filter(facility_id__in=scope.facilities, pk=uuid)
        who = one.first()
        return Whom(str(who) if who else said, kind, practitioner=who)
    if kind == "Role":
        return Whom(task.promised_to_text or DutyRole.label_of(key), kind, role=key)
    return Whom(said or task.title, kind)


def tells(scope: Scope) -> QuerySet[Task]:
    """The tasks to tell somebody, open and closed, the one due first standing first."""
    found = Task.objects.filter(
        facility_id__in=scope.facilities, code=TELL, resident__isnull=False
    )
    return found.select_related("resident", "owner_staff", "owner_actor").order_by("due", "id")


def told_of(scope: Scope, resident: Resident, since: datetime) -> list[Task]:
    """What somebody was to be told of about a resident lately: one task for each event."""
    found = tells(scope).filter(
        resident_id__in=people.record_ids(scope, resident),
        authored_on__gte=since,
        cause_id__isnull=False,
    )
    first: dict[UUID | None, Task] = {}
    for task in found.order_by("-authored_on", "-id"):
        first.setdefault(task.cause_id, task)
    return list(first.values())


def tries_of(scope: Scope, task: Task) -> list[ContactMade]:
    """What was recorded on telling somebody, the earliest first; errors left out."""
    found = contacts_made(scope).filter(entered_in_error_at__isnull=True)
    found = found.filter(_of_task(task))
    return list(found.order_by("effective", "recorded", "id"))


def _of_task(task: Task) -> Q:
    """Recorded on the task itself, or with the same person about the same event."""
    mine = Q(task_id=task.pk)
    kind, _, key = task.slot.partition("/")
    column = {"Contact": "contact_id", "Practitioner": "practitioner_id"}.get(kind)
    uuid = _uuid(key)
    if column and uuid and task.cause_id:
        mine |= Q(**{column: uuid}, because_type=task.cause_type, because_id=task.cause_id)
    return mine


def tells_for(scope: Scope, made: ContactMade) -> list[Task]:
    """The tasks to tell somebody that a contact may answer: open, or closed as not reached."""
    wanted = Q(pk=made.task_id) if made.task_id else Q()
    slots = list(_slots(made))
    if made.because_id and slots:
        wanted |= Q(cause_type=made.because_type, cause_id=made.because_id, slot__in=slots)
    if not wanted:
        return []
    found = Task.objects.filter(
        Q(status__in=[str(s) for s in LIVE]) | Q(outcome_reason=OutcomeReason.NO_ANSWER),
        wanted,
        facility_id__in=scope.facilities,
        code=TELL,
    )
    return list(found.select_related("resident").order_by("due", "id"))


def tells_closed_by(scope: Scope, made: ContactMade) -> list[Task]:
    """The tasks to tell somebody that were closed, and rest on a contact among others."""
    found = Task.objects.filter(
        facility_id__in=scope.facilities,
        code=TELL,
        resident_id=made.resident_id,
        outcome_values__contacts_made__contains=[str(made.pk)],
    )
    return list(found.exclude(outcome="").select_related("resident"))


def wished_ways(scope: Scope, contact: Contact | None) -> frozenset[str]:
    """The ways by which a contact wishes to be told of anything."""
    if contact is None:
        return frozenset()
    said = people.wishes(scope).filter(contact=contact).exclude(way="")
    return frozenset({contact.tell_by, *said.values_list("way", flat=True)})


def _slots(made: ContactMade) -> Iterable[str]:
    if made.contact_id:
        yield f"Contact/{made.contact_id}"
    if made.practitioner_id:
        yield f"Practitioner/{made.practitioner_id}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
