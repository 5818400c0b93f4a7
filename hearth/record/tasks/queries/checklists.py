"""Which lists of steps run, what is still missing, and what proves it?"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from hearth.kernel.words import N_
from hearth.platform.content.models import Definition
from hearth.platform.content.queries import find, in_force
from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.record.residents.codes import CodeStatus, DirectiveKind, PayerKind
from hearth.record.residents.models import (
    AdvanceDirective,
    CareTeamMember,
    Condition,
    Contact,
    ContactAuthority,
    Coverage,
    Placement,
    Resident,
)
from hearth.record.residents.queries import allergy_line_of
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import ChecklistStatus, FactProof, Paper, TaskStatus
from hearth.record.tasks.models import Checklist, Task
from hearth.record.tasks.rules import Item, ListOfSteps


KIND = "checklists"


def checklists(scope: Scope) -> QuerySet[Checklist]:
    """Every list of steps that was ever started, for this reader."""
    found = Checklist.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("resident", "started_by", "closed_by", "passed_by")


def running_lists(scope: Scope) -> QuerySet[Checklist]:
    """The lists that run, the earliest day first."""
    return (
        checklists(scope).filter(status=ChecklistStatus.RUNNING).order_by("anchor", "key", "id")
    )


def checklists_of(scope: Scope, resident: Resident | UUID) -> list[Checklist]:
    """The lists of a resident: those that run first, then what was, latest first."""
    key = resident.pk if isinstance(resident, Resident) else resident
    rows = checklists(scope).filter(resident_id=key).order_by("-started_at", "-id")
    return sorted(rows, key=lambda one: one.status != ChecklistStatus.RUNNING)


def running_list(
    scope: Scope, key: str, resident: Resident | UUID | None
) -> QuerySet[Checklist]:
    """The list of a key that runs for a resident, or for the community."""
    about = resident.pk if isinstance(resident, Resident) else resident
    rows = Checklist.objects.filter(
        facility_id__in=scope.facilities, key=key, status=ChecklistStatus.RUNNING
    )
    if about is None:
        return rows.filter(resident__isnull=True)
    return rows.filter(resident_id=about)


def lists_to_start(scope: Scope, *, about_resident: bool) -> list[ListOfSteps]:
    """The lists in force here that are about a resident, or about the community."""
    found = in_force(KIND, scope.facility_id)
    lists = [rules.list_from(key, one.title, one.body) for key, one in sorted(found.items())]
    return [one for one in lists if one.about_resident is about_resident]


def list_in_force(scope: Scope, key: str) -> ListOfSteps | None:
    """A list as it stands here now; None where there is none."""
    found = find(KIND, key, scope.facility_id)
    return rules.list_from(key, found.title, found.body) if found else None


def steps_of(scope: Scope, found: Iterable[Checklist]) -> dict[UUID, ListOfSteps]:
    """The steps of each list, as its definition held when the list began."""
    rows = list(found)
    here = in_force(KIND, scope.facility_id) if rows else {}
    known = {one.id: (one.title, one.body) for one in here.values()}
    old = {row.definition_id for row in rows} - known.keys()
    if old:
        for pk, title, body in Definition.objects.filter(pk__in=old).values_list(
            "pk", "title", "body"
        ):
            known[pk] = (title, body)
    return {
        row.pk: rules.list_from(row.key, *known[row.definition_id])
        for row in rows
        if row.definition_id in known
    }


def list_of(scope: Scope, checklist: Checklist) -> ListOfSteps:
    """The steps of one list."""
    return steps_of(scope, [checklist])[checklist.pk]


def item_tasks(scope: Scope, found: Iterable[Checklist]) -> dict[UUID, dict[str, Task]]:
    """The tasks of each list by the code of their step; of several for one step, the latest."""
    rows = Task.objects.filter(
        facility_id__in=scope.facilities,
        cause_type="Checklist",
        cause_id__in=[one.pk for one in found],
        code=codes.CHECKLIST_ITEM.code,
    ).exclude(status=TaskStatus.ENTERED_IN_ERROR)
    told: dict[UUID, dict[str, Task]] = {}
    for task in rows.select_related("performer", "owner_staff", "recorder").order_by(
        "authored_on", "id"
    ):
        if task.cause_id:
            told.setdefault(task.cause_id, {})[task.slot] = task
    return told


def checklist_of_task(scope: Scope, task: Task) -> Checklist | None:
    """The list a step belongs to."""
    if task.cause_type != "Checklist" or task.cause_id is None:
        return None
    return checklists(scope).filter(pk=task.cause_id).first()


def missing_of(scope: Scope, checklist: Checklist) -> list[Item]:
    """The steps of a list that hold and are not done, passed or not."""
    done = [
        slot
        for slot, task in item_tasks(scope, [checklist]).get(checklist.pk, {}).items()
        if task.status == TaskStatus.COMPLETED
    ]
    return rules.still_missing(list_of(scope, checklist).items, done)


def held_by(scope: Scope, resident: Resident | UUID, key: str) -> list[Item]:
    """What still holds the step a list of this key guards: nothing where it was passed.

    Without a running list nothing holds, unless the community's list says it is required and
    none was ever closed for this residency: then every step that holds is missing.
    """
    running = running_list(scope, key, resident).first()
    if running is not None:
        return [] if running.passed_at else missing_of(scope, running)
    wanted = list_in_force(scope, key)
    if wanted is None or not wanted.required:
        return []
    about = resident.pk if isinstance(resident, Resident) else resident
    rows = Checklist.objects.filter(
        facility_id__in=scope.facilities, resident_id=about, key=key
    )
    if rows.filter(status=ChecklistStatus.CLOSED).exists():
        return []
    return list(wanted.gate)


def hold_move_in(scope: Scope, resident_id: UUID) -> None:
    """What the verb ``residents.move_in`` asks before it does anything (``apps.ready``).

    Raises Refused (gate-held) naming what the move-in list still misses.
    """
    language = get_language() or "en"
    missing = held_by(scope, resident_id, codes.MOVE_IN)
    rules.check_held(
        codes.MOVE_IN, [in_language(dict(item.title), language) for item in missing]
    )


# What proves a step


def papers_of(
    scope: Scope, resident_id: UUID | None, types: Iterable[str]
) -> dict[str, list[Paper]]:
    """The documents on file of each type, the newest first."""
    wanted = list(types)
    found: dict[str, list[Paper]] = {}
    if resident_id is None or not wanted:
        return found
    for finder in codes.paper_finders():
        for kind, rows in finder(scope, resident_id, wanted).items():
            found.setdefault(kind, []).extend(rows)
    return found


def facts_of(scope: Scope, resident_id: UUID | None, wanted: Iterable[str]) -> dict[str, str]:
    """Which of these facts stand in a resident's record now, and how they read.

    What is not there is not in the answer.
    """
    asked = set(wanted)
    if resident_id is None or not asked:
        return {}
    resident = Resident.objects.filter(facility_id__in=scope.facilities, pk=resident_id).first()
    if resident is None:
        return {}
    about = {"facility_id__in": scope.facilities, "resident": resident}
    told: dict[str, str] = {}
    for code in FactProof:
        if code.value in asked:
            said = _FACTS[code](scope, resident, about)
            if said:
                told[code.value] = said
    return told


def _contact_phone(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    for contact in Contact.objects.filter(**about, ended_at__isnull=True).order_by("position"):
        if any(t.get("system") in {"phone", "sms"} for t in contact.telecom):
            return str(contact)
    return ""


def _code_status(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    if resident.code_status in {"", CodeStatus.UNKNOWN}:
        return ""
    return CodeStatus.label_of(resident.code_status)


def _allergies(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    line = allergy_line_of(scope, resident)
    return ", ".join(line.known) or (N_("No known allergies") if line.none else "")


def _directives(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    row = AdvanceDirective.objects.filter(**about, ended_at__isnull=True).first()
    return DirectiveKind.label_of(row.directive_kind) if row else ""


def _decision_maker(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    rows = ContactAuthority.objects.filter(**about, ended_at__isnull=True)
    row = rows.select_related("contact").order_by("position").first()
    return str(row.contact) if row else ""


def _care_team(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    rows = CareTeamMember.objects.filter(**about, ended_at__isnull=True)
    found = rows.select_related("practitioner", "member").order_by("position")[:3]
    return ", ".join(str(row.practitioner or row.member) for row in found)


def _coverage(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    row = Coverage.objects.filter(**about, entered_in_error_at__isnull=True).first()
    return (row.payer or PayerKind.label_of(row.payer_kind)) if row else ""


def _photo(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    return N_("There is a photo") if resident.photo_blob else ""


def _place(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    held = Placement.objects.filter(**about, cancelled_at__isnull=True, ends__isnull=True)
    first = held.select_related("place").order_by("starts").first()
    return str(first.place.label) if first else ""


def _conditions(scope: Scope, resident: Resident, about: dict[str, Any]) -> str:
    rows = Condition.objects.filter(**about).exclude(verification_status="entered-in-error")
    return ", ".join(rows.values_list("text", flat=True)[:3])


_FACTS: dict[FactProof, Callable[[Scope, Resident, dict[str, Any]], str]] = {
    FactProof.CODE_STATUS: _code_status,
    FactProof.CONTACT_PHONE: _contact_phone,
    FactProof.ALLERGIES: _allergies,
    FactProof.DIRECTIVE: _directives,
    FactProof.DECISION_MAKER: _decision_maker,
    FactProof.CARE_TEAM: _care_team,
    FactProof.COVERAGE: _coverage,
    FactProof.PHOTO: _photo,
    FactProof.PLACE: _place,
    FactProof.CONDITIONS: _conditions,
}
