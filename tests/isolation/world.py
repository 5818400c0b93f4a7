"""Two communities of two operators, each with one of everything an address can name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from hearth.care.rostering.models import AgencyPass, OpenShift
from hearth.kernel import clock
from hearth.kernel.ids import uuid7
from hearth.platform.identity.codes import EmergencyReason
from hearth.platform.identity.models import (
    Account,
    Actor,
    Device,
    EmergencyAccess,
    Membership,
    ResidentAccess,
)
from hearth.platform.identity.roles import ROLES, Role
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.documents.models import ChartFile, Disclosure, SurveyRequest, SurveyVisit
from hearth.record.notes.models import ContactMade, Together
from hearth.record.residents.models import (
    AdvanceDirective,
    Agreement,
    AllergyIntolerance,
    CallFirst,
    CareTeamMember,
    Condition,
    ContactAuthority,
    Coverage,
    Delegation,
    EmsPage,
    Flag,
    Identifier,
    LevelOfCare,
    MergeLink,
    ResidentName,
    Restriction,
    RestrictionDeviation,
    SavedList,
)
from hearth.record.staff.models import CallTaken, NotAtWork, OnCall, StaffRole, StandIn
from tests.factories import documents, incidents, notes, observations, residents, staff, tasks
from tests.factories.identity import make_account
from tests.factories.tenancy import make_facility, make_place


@dataclass
class Community:
    """One community, its people by role, and its objects by what an address calls them."""

    facility: Facility
    by: Actor
    people: dict[str, Account] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)


def make_community(name: str) -> Community:
    """A community with one of everything. Nothing of it exists for anybody elsewhere."""
    facility = make_facility(name, set_up_at=clock.now())
    made = Community(facility, make_account("coordinator", facility).actor)
    made.people = {code: make_account(code, facility) for code in ROLES}
    place = make_place(facility)
    with scoped(process_scope("test", facility.pk)):
        for label, make in MAKERS.items():
            made.objects[label] = make(made, place)
    return made


def _resident(made: Community, place: Any) -> Any:
    one = residents.make_resident(made.facility)
    stay = residents.make_stay(one)
    residents.make_placement(stay, place, made.by)
    made.objects["stay"], made.objects["place"] = stay, place
    made.objects["apartment"], made.objects["neighborhood"] = (
        place.apartment,
        place.neighborhood,
    )
    return one


def _emergency(made: Community, place: Any) -> Any:
    now = clock.now()
    return EmergencyAccess.objects.create(
        facility=made.facility,
        actor=made.people["nurse"].actor,
        resident_id=made.objects["resident"].pk,
        reason=next(iter(EmergencyReason)),
        explanation="Fell in the garden",
        opened_at=now,
        until=now + timedelta(minutes=60),
    )


def _device(made: Community, place: Any) -> Any:
    return Device.objects.create(
        facility=made.facility,
        actor=Actor.objects.create(kind="device", label="Tablet"),
        name="Tablet",
        key_hash=uuid4().hex * 2,
        enrolled_at=clock.now(),
        enrolled_by=made.by,
    )


def _on_call(made: Community, place: Any) -> Any:
    now = clock.now()
    return OnCall.objects.create(
        facility=made.facility,
        role="nurse",
        member=made.objects["member"],
        starts=now,
        ends=now + timedelta(hours=12),
    )


def _call_taken(made: Community, place: Any) -> Any:
    now = clock.now()
    return CallTaken.objects.create(
        facility=made.facility,
        member=made.objects["member"],
        minutes=15,
        effective=now,
        recorded=now,
        recorder=made.by,
    )


def _stand_in(made: Community, place: Any) -> Any:
    now = clock.now()
    other = staff.make_member(made.facility, "Lee", "Kim")
    return StandIn.objects.create(
        facility=made.facility,
        member=made.objects["member"],
        stand_in=other,
        starts=now,
        set_at=now,
        set_by=made.by,
    )


def _not_at_work(made: Community, place: Any) -> Any:
    return NotAtWork.objects.create(
        facility=made.facility,
        member=made.objects["member"],
        starts=made.facility.today(),
        reason="sick",
        said_by="Ana",
        set_at=clock.now(),
        set_by=made.by,
    )


def _open_shift(made: Community, place: Any) -> Any:
    now = clock.now()
    return OpenShift.objects.create(
        facility=made.facility,
        role="nurse",
        starts=now,
        ends=now + timedelta(hours=8),
        opened_at=now,
        opened_by=made.by,
    )


def _agency_pass(made: Community, place: Any) -> Any:
    now = clock.now()
    return AgencyPass.objects.create(
        facility=made.facility,
        member=made.objects["member"],
        duty=made.objects["duty"],
        actor=made.people["caregiver"].actor,
        agency="Care Now",
        until=now + timedelta(hours=8),
        made_at=now,
        made_by=made.by,
    )


def _staff_role(made: Community, place: Any) -> Any:
    return StaffRole.objects.create(
        facility=made.facility,
        member=made.objects["member"],
        role="nurse",
        starts=made.facility.today(),
    )


def _access(made: Community, place: Any) -> Any:
    """The one resident opened to everybody whose role shows none; the family's row."""
    for code, role in ROLES.items():
        if role.sees == "linked":
            ResidentAccess.objects.create(
                actor=made.people[code].actor,
                facility=made.facility,
                resident_id=made.objects["resident"].pk,
                basis="panel",
                starts=clock.now(),
                granted_by=made.by,
            )
    return ResidentAccess.objects.get(actor=made.people["family"].actor)


def _about(made: Community, model: Any, **words: Any) -> Any:
    """A row about the resident, put into the database as it is."""
    resident = made.objects["resident"]
    return model.objects.create(facility=made.facility, resident=resident, **words)


def _written(made: Community, model: Any, **words: Any) -> Any:
    return _about(made, model, recorded=clock.now(), recorder=made.by, **words)


def _merge(made: Community, place: Any) -> Any:
    """Two records of the resident, proposed as one by the nurse."""
    twin = residents.make_resident(made.facility, "Hays", "Margret")
    return _about(
        made,
        MergeLink,
        duplicate=twin,
        proposed_at=clock.now(),
        proposed_by=made.people["nurse"].actor,
        reason="Same birth date",
    )


def _visit(made: Community, place: Any) -> Any:
    now = clock.now()
    return SurveyVisit.objects.create(
        facility=made.facility,
        name="Dana Cole",
        agency="State licensing",
        visit_kind="routine",
        badge="4471",
        badge_seen_by="Front desk",
        actor=made.people["surveyor"].actor,
        opened_at=now,
        opened_by=made.by,
        starts=now,
        ends=now + timedelta(hours=4),
    )


def _survey_request(made: Community, place: Any) -> Any:
    now = clock.now()
    return SurveyRequest.objects.create(
        facility=made.facility,
        visit=made.objects["visit"],
        text="Night staffing",
        asked_at=now,
        recorded=now,
        recorder=made.by,
    )


def _disclosure(made: Community, place: Any) -> Any:
    return _written(
        made,
        Disclosure,
        recipient="hospital",
        to_whom="Mercy Hospital",
        purpose="treatment",
        way="paper",
        what="Zeta",
        effective=clock.now(),
        performer_text="J. Ortiz",
    )


def _chart(made: Community, place: Any) -> Any:
    today = made.facility.today()
    return _about(
        made,
        ChartFile,
        from_day=today,
        until_day=today,
        chapters=["face"],
        recipient="inside",
        purpose="operations",
        asked_at=clock.now(),
        asked_by=made.by,
    )


def _contact_made(made: Community, place: Any) -> Any:
    now = clock.now()
    return _about(
        made,
        ContactMade,
        contact=made.objects["contact"],
        channel="call",
        direction="out",
        reached="reached",
        effective=now,
        recorded=now,
        recorder=made.by,
    )


def _saved_list(made: Community, place: Any) -> Any:
    return SavedList.objects.create(
        facility=made.facility, name="Zeta", saved_at=clock.now(), saved_by=made.by
    )


def _together(made: Community, place: Any) -> Any:
    return Together.objects.create(
        facility=made.facility,
        deeds=["note"],
        count=1,
        recorded=clock.now(),
        recorder=made.by,
    )


def _incident(made: Community, place: Any) -> Any:
    """An event with its signed report, so that there is one to review."""
    found = incidents.make_incident(made.objects["resident"], made.by)
    incidents.make_report(found, made.by)
    return found


# What an address can name, in the order they lean on each other.
MAKERS: dict[str, Callable[[Community, Any], Any]] = {
    "resident": _resident,
    "contact": lambda m, p: residents.make_contact(m.objects["resident"]),
    "member": lambda m, p: staff.make_member(m.facility),
    "duty": lambda m, p: staff.make_duty(m.objects["member"]),
    "shift": lambda m, p: staff.make_shift(m.facility, start=time(0), end=time(0)),
    "run": lambda m, p: staff.make_run(m.facility, places=[p]),
    "assignment": lambda m, p: staff.make_assignment(
        m.objects["run"], m.objects["duty"], m.objects["shift"], m.by
    ),
    "practitioner": lambda m, p: staff.make_practitioner(m.facility),
    "qualification": lambda m, p: staff.make_qualification(m.objects["member"], by=m.by),
    "not_at_work": _not_at_work,
    "open_shift": _open_shift,
    "agency_pass": _agency_pass,
    "on_call": _on_call,
    "call_taken": _call_taken,
    "stand_in": _stand_in,
    "staff_role": _staff_role,
    "task": lambda m, p: tasks.make_task(m.facility, m.by, resident=m.objects["resident"]),
    "series": lambda m, p: tasks.make_series(m.facility, m.by, resident=m.objects["resident"]),
    "watch": lambda m, p: tasks.make_watch(m.facility, m.by, m.objects["resident"]),
    "watch_check": lambda m, p: tasks.task_of(m.objects["watch"], "tasks.watch_check"),
    "watch_decision": lambda m, p: tasks.task_of(m.objects["watch"], "tasks.watch_decision"),
    "watch_entry": lambda m, p: tasks.make_watch_entry(m.objects["watch"], m.by),
    "checklist": lambda m, p: tasks.make_checklist(m.facility, m.by, m.objects["resident"]),
    "checklist_step": lambda m, p: tasks.task_of(
        m.objects["checklist"], "tasks.checklist_item"
    ),
    "note": lambda m, p: notes.make_note(m.facility, m.by, resident=m.objects["resident"]),
    "handoff": lambda m, p: notes.make_handoff(m.facility, m.by),
    "observation": lambda m, p: observations.make_observation(m.objects["resident"], m.by),
    # A measure is named by its code, the same everywhere: what is foreign is whose it is.
    "measure": lambda m, p: SimpleNamespace(pk="29463-7"),
    "document": lambda m, p: documents.make_document(
        m.facility, m.by, resident=m.objects["resident"]
    ),
    "batch": lambda m, p: documents.make_batch(m.facility, m.by),
    "record": lambda m, p: documents.make_source_record(
        m.objects["batch"], set_aside="invalid", set_aside_text="Not a date"
    ),
    "kind": lambda m, p: SimpleNamespace(pk="Immunization"),
    "contact_made": _contact_made,
    "allergy": lambda m, p: _written(m, AllergyIntolerance, text="Penicillin"),
    "condition": lambda m, p: _written(m, Condition, text="Heart failure"),
    "coverage": lambda m, p: _about(m, Coverage, payer_kind="medicare"),
    "directive": lambda m, p: _written(m, AdvanceDirective, directive_kind="polst"),
    "flag": lambda m, p: _about(m, Flag, code="fall", since=clock.now(), raised_by=m.by),
    "saved_list": _saved_list,
    "together": _together,
    "number": lambda m, p: _about(m, Identifier, value="77", system="urn:x", type="OTHER"),
    "name": lambda m, p: _about(m, ResidentName, use="maiden", family="Boyle"),
    "delegation": lambda m, p: _about(
        m,
        Delegation,
        what="Eye drops",
        nurse=staff.make_member(m.facility, "Roe"),
        member=m.objects["member"],
        starts=m.facility.today(),
        recorded_at=clock.now(),
        recorded_by=m.by,
    ),
    "authority": lambda m, p: _about(
        m, ContactAuthority, contact=m.objects["contact"], authority="emergency"
    ),
    "team_member": lambda m, p: _about(
        m, CareTeamMember, practitioner=m.objects["practitioner"], role="primary-care"
    ),
    "whereabouts": lambda m, p: residents.make_whereabouts(
        m.objects["resident"], m.by, code="in"
    ),
    "absence": lambda m, p: residents.make_absence(m.objects["resident"], m.by),
    "merge": _merge,
    "visit": _visit,
    "survey_request": _survey_request,
    "disclosure": _disclosure,
    "chart": _chart,
    "policy": lambda m, p: documents.make_document(
        m.facility, m.by, "Infection control", type="policy"
    ),
    "restriction": lambda m, p: _about(
        m,
        Restriction,
        name="Kevin Boyle",
        kinds=["no-visits"],
        basis="court-order",
        starts=m.facility.today(),
        set_at=clock.now(),
        set_by=m.by,
    ),
    "deviation": lambda m, p: _written(
        m,
        RestrictionDeviation,
        restriction=m.objects["restriction"],
        what="visited",
        reason="Delivery",
        effective=clock.now(),
    ),
    "agreement": lambda m, p: _written(
        m,
        Agreement,
        about="Salt",
        text="No added salt",
        agreed_by="Ann, Ben",
        agreed_on=m.facility.today(),
    ),
    "level": lambda m, p: _written(
        m,
        LevelOfCare,
        level="level-2",
        starts=m.facility.today() - timedelta(days=30),
        decided_by="Zeta Roe",
        reason="Zeta: one person helps",
    ),
    "call_first": lambda m, p: _about(
        m, CallFirst, text="Zeta 911", said_at=clock.now(), said_by=m.by
    ),
    "ems_page": lambda m, p: _about(
        m, EmsPage, reason="Fell", made_at=clock.now(), made_by=m.by
    ),
    "tell": lambda m, p: tasks.make_task(
        m.facility,
        m.by,
        resident=m.objects["resident"],
        code="tasks.tell",
        slot=f"Contact/{m.objects['contact'].pk}",
    ),
    "incident": _incident,
    "incident_task": lambda m, p: tasks.make_task(
        m.facility,
        m.by,
        resident=m.objects["resident"],
        cause_type="Incident",
        cause_id=m.objects["incident"].pk,
    ),
    "account": lambda m, p: m.people["caregiver"],
    "membership": lambda m, p: Membership.objects.get(actor=m.people["caregiver"].actor),
    "device": _device,
    "emergency": _emergency,
    "access": _access,
}


def role_groups() -> list[Role]:
    """One role of each sort: those that may and see the same need only be tried once."""
    found: dict[Any, Role] = {}
    for role in ROLES.values():
        found.setdefault((role.permissions, role.sees, role.labels), role)
    return list(found.values())


def nowhere() -> Any:
    """A key of nothing."""
    return uuid7()
