"""Who is told of what at Maple Court, who is kept away, and who looks after whom outside."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

from hearth.kernel import clock
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.record.residents.actions import (
    add_agreement,
    add_call_first,
    add_care_team_member,
    add_restriction,
    change_care_team_member,
    change_life,
    change_mobility,
    raise_flag,
    set_may_see,
    set_wishes,
)
from hearth.record.residents.codes import (
    CareTeamRole,
    FamilyCategory,
    FlagCode,
    RestrictionBasis,
    RestrictionKind,
    TellBy,
    TellEvent,
    TellWhen,
)
from hearth.record.staff.actions.practitioners import add_outside_practitioner
from hearth.surfaces.demo.cast import Person
from hearth.surfaces.demo.house import House


C, R = FamilyCategory, CareTeamRole
FIRST_SEES = (C.DAILY_LIFE, C.CARE, C.CARE_PLAN, C.HEALTH, C.INCIDENTS, C.APPOINTMENTS)
SECOND_SEES = (C.DAILY_LIFE, C.INCIDENTS, C.HEALTH)
WISHES = (
    {TellEvent.ANY_FALL: (TellWhen.AT_ONCE, None), TellEvent.SKIN: (TellWhen.HOURS, None)},
    {
        TellEvent.ANY_FALL: (TellWhen.HOURS, TellBy.TEXT),
        TellEvent.INJURY: (TellWhen.AT_ONCE, TellBy.CALL),
    },
    {
        TellEvent.ANY_FALL: (TellWhen.NEVER, None),
        TellEvent.APPOINTMENT: (TellWhen.HOURS, TellBy.EMAIL),
    },
)
MORE_OUTSIDE = (
    ("Story County Hospital", "", "", "other", "515-555-0170", "515-555-0179"),
    ("Ames Kidney Center", "", "", "nephrology", "515-555-0150", "515-555-0159"),
    ("Nguyen", "Linh", "Dr", "podiatry", "515-555-0160", ""),
    ("Larsen Family Dental", "", "", "dentistry", "515-555-0161", ""),
    ("Heartland Home Health", "", "", "home-health", "515-555-0162", "515-555-0163"),
    ("Stevens Funeral Home", "", "", "other", "515-555-0164", "515-555-0164"),
    ("Ortega", "Pilar", "", "social-work", "515-555-0165", ""),
)
HOSPITAL, KIDNEY, FEET, TEETH, HOME_HEALTH, FUNERAL, CASE = range(len(MORE_OUTSIDE))
HOSPICE_OF = (4, 11, 27)
"""Places in the list of residents whom the hospice looks after."""
KEPT_AWAY = 8
DIALYSIS_OF = 15
MEDICINES = (
    ("Metoprolol tartrate 25 mg", "1 tablet by mouth twice a day"),
    ("Lisinopril 10 mg", "1 tablet by mouth every morning"),
    ("Acetaminophen 500 mg", "2 tablets by mouth every 8 hours as needed for pain"),
    ("Donepezil 10 mg", "1 tablet by mouth at bedtime"),
    ("Vitamin D3 1000 units", "1 capsule by mouth every morning"),
)
THINNER = ("Apixaban 5 mg", "1 tablet by mouth twice a day")
PHARMACY = "Lakeside Pharmacy"


def kin(house: House) -> None:
    """Consents, wishes, restrictions and the outside team; the clock is pinned by the caller."""
    outside = _outside(house)
    pairs = list(zip(house.residents, house.people, strict=True))
    for number, (resident, person) in enumerate(pairs):
        _family(house, resident, number)
        _body(house, resident, person, number)
    for number in HOSPICE_OF:
        _hospice(house, pairs[number][0])
    for number in (2, 4, 8, 11, 15, 27):
        _team(house, pairs[number][0], outside, number)
    _dialysis(house, pairs[DIALYSIS_OF][0], outside)
    for number, days in ((KEPT_AWAY, 120), (len(pairs) - 1, 99)):
        _kept_away(house, *pairs[number], until=house.today + timedelta(days=days))
    _agreed(house, pairs[KEPT_AWAY][0])
    _medicines(house, [pair for n, pair in enumerate(pairs) if n % 4 == 0])


def _outside(house: House) -> list[Any]:
    return [
        house.verb(
            add_outside_practitioner,
            values={
                "family": family,
                "given": given,
                "prefix": prefix,
                "specialty": specialty,
                "phone": phone,
                "after_hours_phone": after,
                "fax": "515-555-0199" if specialty in {"nephrology", "home-health"} else "",
            },
        )
        for family, given, prefix, specialty, phone, after in MORE_OUTSIDE
    ]


def _family(house: House, resident: Any, number: int) -> None:
    """The first contact sees what matters by consent; two of three say when to be woken."""
    for n, contact in enumerate(house.contacts.get(resident.pk, [])[:2]):
        if n == 1 and number % 2:
            continue
        house.verb(
            set_may_see,
            contact=contact,
            categories=SECOND_SEES if n else FIRST_SEES,
            consent="The resident, in person, at move-in",
        )
        if n == 0 and number % 3 == 0:
            house.verb(set_wishes, contact=contact, wishes=WISHES[number // 3 % len(WISHES)])


def _body(house: House, resident: Any, person: Person, number: int) -> None:
    """How a mind is on a usual day, and what a carer must know besides the risks."""
    mind = "confused-at-times" if person.memory else ("clear", "forgetful")[number % 2]
    if number % 3 == 0 or person.memory:
        house.verb(
            change_mobility,
            resident=resident,
            mobility=resident.mobility,
            transfer=resident.transfer,
            usual_mind=mind,
        )
    flag = {6: FlagCode.PACEMAKER, 14: FlagCode.SEIZURE, 22: FlagCode.INSULIN}.get(number)
    if flag is not None and flag not in person.flags:
        house.verb(raise_flag, resident=resident, code=flag, reason="Said by her doctor")
    if number in {9, 21}:
        house.verb(
            change_life,
            resident=resident,
            changes={
                "preferred_carer": "female",
                "customs_at_death": "Call the family's rabbi first. Nobody washes the body."
                if number == 9
                else "",
            },
        )


def _hospice(house: House, resident: Any) -> None:
    member = house.verb(
        add_care_team_member,
        resident=resident,
        role=R.HOSPICE,
        practitioner=house.outside[3],
        visit_days=["tue", "fri"],
    )
    house.verb(
        add_call_first,
        resident=resident,
        text="Hospice before 911",
        unless="A broken bone, or bleeding that does not stop",
        team_member=member,
    )


def _team(house: House, resident: Any, outside: list[Any], number: int) -> None:
    wanted = [(R.HOSPITAL, HOSPITAL), (R.PODIATRIST, FEET), (R.DENTIST, TEETH)]
    if number % 2:
        wanted += [(R.HOME_HEALTH, HOME_HEALTH), (R.CASE_MANAGER, CASE)]
    if number in HOSPICE_OF:
        wanted.append((R.FUNERAL_HOME, FUNERAL))
    for role, who in wanted:
        member = house.verb(
            add_care_team_member, resident=resident, role=role, practitioner=outside[who]
        )
        if role is R.HOME_HEALTH:
            house.verb(
                change_care_team_member, team_member=member, changes={"visit_days": ["wed"]}
            )


def _dialysis(house: House, resident: Any, outside: list[Any]) -> None:
    house.verb(
        add_care_team_member,
        resident=resident,
        role=R.DIALYSIS,
        practitioner=outside[KIDNEY],
        visit_days=["mon", "wed", "fri"],
    )
    house.verb(raise_flag, resident=resident, code=FlagCode.DIALYSIS_ARM, text="left arm")


def _kept_away(house: House, resident: Any, person: Person, *, until: date) -> None:
    """A brother whom a court keeps away."""
    house.verb(
        add_restriction,
        resident=resident,
        name=f"Kevin {person.family}",
        relationship_text="Brother",
        kinds=[RestrictionKind.VISITS, RestrictionKind.INFORMATION, RestrictionKind.TAKING_OUT],
        basis=RestrictionBasis.COURT,
        basis_text="Story County District Court, no. 26-1147",
        what_to_do="Do not let him in. Call the coordinator, then the police.",
        ends=until,
    )


def _agreed(house: House, resident: Any) -> None:
    house.verb(
        add_agreement,
        resident=resident,
        about="Hospital",
        text="Not for falls without injury; yes for anything that hurts at rest.",
        agreed_by="The resident, her daughter and her son",
        agreed_on=house.today - timedelta(days=95),
    )


def _medicines(house: House, pairs: list[Any]) -> None:
    """What the pharmacy's system sent: orders as they came, word for word."""
    now = clock.now()
    batch = ImportBatch.objects.create(
        facility=house.facility,
        file_name="lakeside-orders.json",
        sha256="0" * 64,
        size=20_480,
        format="fhir-bundle",
        started_at=now,
        started_by=house.by,
        finished_at=now,
    )
    rows: list[SourceRecord] = []
    for number, (resident, person) in enumerate(pairs):
        wanted = [MEDICINES[(number + n) % len(MEDICINES)] for n in range(3)]
        if "bleeding" in person.flags:
            wanted.append(THINNER)
        for medicine, directions in wanted:
            body = {
                "resourceType": "MedicationRequest",
                "id": f"rx-{len(rows) + 1}",
                "status": "active",
                "intent": "order",
                "medicationCodeableConcept": {"text": medicine},
                "dosageInstruction": [{"text": directions}],
            }
            told = json.dumps(body, sort_keys=True).encode()
            rows.append(
                SourceRecord(
                    facility=house.facility,
                    resident=resident,
                    batch=batch,
                    source_system=PHARMACY,
                    resource_type="MedicationRequest",
                    source_id=str(body["id"]),
                    content_hash=hashlib.sha256(told).hexdigest(),
                    body=body,
                    summary=f"{medicine} ({directions})",
                    line=len(rows) + 1,
                    received_at=now,
                    received_by=house.by,
                )
            )
    SourceRecord.objects.bulk_create(rows)
