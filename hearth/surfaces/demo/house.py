"""Build Maple Court through the house's own verbs: rooms, staff, residents, as on its first day."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.platform.tenancy.actions import add_apartments, add_neighborhood
from hearth.platform.tenancy.models import Facility, Place
from hearth.record.residents.actions.contacts import NewContact, add_contact, grant_authority
from hearth.record.residents.actions.flags import raise_flag
from hearth.record.residents.actions.health import (
    NewAllergy,
    NewCondition,
    add_allergy,
    add_care_team_member,
    add_condition,
    add_directive,
    state_no_known_allergies,
)
from hearth.record.residents.actions.people import NewResident, add_residents
from hearth.record.residents.actions.stays import NewStay, open_stay, open_stays
from hearth.record.residents.codes import Authority, CareTeamRole, DirectiveKind, FlagCode
from hearth.record.staff import queries as staff_queries
from hearth.record.staff.actions.duty import PlannedDuty, plan_duties
from hearth.record.staff.actions.members import NewMember, add_staff_members
from hearth.record.staff.actions.oncall import (
    plan_on_call,
    record_call_taken,
    take_over_turn,
    take_part_of_turn,
)
from hearth.record.staff.actions.practitioners import add_outside_practitioner
from hearth.record.staff.actions.shifts import set_shift
from hearth.surfaces.demo import cast, names
from hearth.surfaces.demo.cast import Person


CREW = (
    ("coordinator", 1),
    ("executive-director", 1),
    ("activities", 1),
    ("driver", 1),
    ("sales", 1),
    ("maintenance", 1),
    ("nurse", 4),
    ("med-tech", 12),
    ("caregiver", 34),
    ("dining", 4),
    ("shift-lead", 6),
)
SHIFTS = (
    (
        "Day",
        time(6, 45),
        time(15),
        {"nurse": 1, "shift-lead": 1, "med-tech": 2, "caregiver": 11},
    ),
    ("Evening", time(14, 45), time(23), {"shift-lead": 1, "med-tech": 2, "caregiver": 7}),
    ("Night", time(22, 45), time(7), {"shift-lead": 1, "med-tech": 1, "caregiver": 3}),
)
OUTSIDE = (
    ("Okonkwo", "Adaeze", "Dr", "MD", "primary-care", "Prairie Family Medicine"),
    ("Feldman", "Ira", "Dr", "DO", "primary-care", "Riverside Clinic"),
    ("Lakeside Pharmacy", "", "", "", "pharmacy", "Lakeside Pharmacy"),
    ("Good Shepherd Hospice", "", "", "", "hospice", "Good Shepherd Hospice"),
)


@dataclass
class House:
    """What the loader has made so far, and who makes it."""

    facility: Facility
    scope: Scope
    dice: random.Random
    by: Actor
    people: list[Person]
    today: date  # of the day the demonstration was made
    places: dict[str, Place] = field(default_factory=dict)
    staff: dict[str, list[Any]] = field(default_factory=dict)
    shifts: dict[str, Any] = field(default_factory=dict)
    residents: list[Any] = field(default_factory=list)
    stays: dict[Any, Any] = field(default_factory=dict)
    contacts: dict[Any, list[Any]] = field(default_factory=dict)
    outside: list[Any] = field(default_factory=list)

    def verb(self, act: Any, **words: Any) -> Any:
        """Do something as the demonstration."""
        return act(scope=self.scope, by=self.by, **words)

    def instant(self, wall: datetime) -> datetime:
        """A wall time of Maple Court as an instant."""
        return instant_of(wall.date(), wall.time(), self.facility.zone)

    def turn(self, name: str, day: date) -> tuple[datetime, datetime]:
        """When a shift of a local day begins and ends."""
        _, start, end, _ = next(s for s in SHIFTS if s[0] == name)
        last = day + timedelta(days=end <= start)
        zone = self.facility.zone
        return instant_of(day, start, zone), instant_of(last, end, zone)

    def on_shift(self, role: str, name: str, day: date) -> list[Any]:
        """Who works a shift: four on, two off, the same people on the same shift."""
        pool = self.staff[role]
        order = [s[0] for s in SHIFTS].index(name)
        group = pool[order::3] or pool
        needed = next(s[3] for s in SHIFTS if s[0] == name).get(role, 0)
        start = day.toordinal() // 2
        turned = [group[(start + n) % len(group)] for n in range(min(needed, len(group)))]
        # Weekend evenings and nights are where people are missing.
        missing = day.weekday() >= 5 and name != "Day" and (day.toordinal() + order) % 3 == 0
        return turned[:-1] if missing and len(turned) > 1 else turned


def build(house: House) -> None:
    """Everything that stood on the first day; the clock is pinned there by the caller."""
    _rooms(house)
    _staff(house)
    _people(house)
    for resident, person in zip(house.residents, house.people, strict=True):
        _health(house, resident, person)
        _family(house, resident, person)
    _residencies(house)


def _rooms(house: House) -> None:
    for name, licence, first, doors, shared in cast.PLAN:
        where = house.verb(
            add_neighborhood, name=name, licence_type=licence, secured=licence == "memory-care"
        )
        text = f"{first}-{first + doors - 1}"
        if shared:
            text += "; two places in " + ", ".join(
                str(first + n) for n in range(doors) if n % shared == 3
            )
        house.verb(add_apartments, neighborhood=where, text=text)
    rows = Place.objects.filter(facility=house.facility).select_related("neighborhood")
    house.places = {p.label: p for p in rows}


def _staff(house: House) -> None:
    pairs = [(g, f) for g in names.STAFF for f in names.STAFF_FAMILIES]
    house.dice.shuffle(pairs)
    today = house.facility.today()
    crew = [role for role, count in CREW for _ in range(count)]
    wanted = [
        NewMember(
            given=given,
            family=family,
            job_title=role.replace("-", " ").capitalize(),
            credentials={"nurse": "RN", "med-tech": "CMA", "caregiver": "CNA"}.get(role, ""),
            phone=f"515-555-0{house.dice.randrange(200, 999)}",
            active_from=today - timedelta(days=round(house.dice.expovariate(1 / 500)) + 20),
            roles=[role],
        )
        for role, (given, family) in zip(crew, pairs, strict=False)
    ]
    made = house.verb(add_staff_members, members=wanted)
    for role, member in zip(crew, made, strict=True):
        house.staff.setdefault(role, []).append(member)
    for name, start, end, needs in SHIFTS:
        house.shifts[name] = house.verb(set_shift, name=name, start=start, end=end, needs=needs)
    for family, given, prefix, letters, specialty, practice in OUTSIDE:
        values = {
            "family": family,
            "given": given,
            "prefix": prefix,
            "credentials": letters,
            "specialty": specialty,
            "organization": practice,
            "phone": f"515-555-01{len(house.outside)}0",
            "after_hours_phone": f"515-555-01{len(house.outside)}9",
        }
        house.outside.append(house.verb(add_outside_practitioner, values=values))


def plan_days(house: House, days: list[date]) -> None:
    """The duty of some days, shift by shift."""
    wanted = []
    for day in days:
        for name, _start, _end, needs in SHIFTS:
            starts, ends = house.turn(name, day)
            wanted += [
                PlannedDuty(
                    member=member, role=role, starts=starts, ends=ends, shift=house.shifts[name]
                )
                for role in needs
                for member in house.on_shift(role, name, day)
            ]
    house.verb(plan_duties, duties=wanted)


def plan_calls(house: House, first: date, weeks: int) -> None:
    """Nurses take turns on call, a week each; the coordinator stands behind them.

    The colleague of next week takes one evening of this one; some nights the phone rang.
    """
    zone = house.facility.zone
    for n in range(weeks):
        starts = instant_of(first + timedelta(days=7 * n), time(17), zone)
        ends = instant_of(first + timedelta(days=7 * n + 7), time(17), zone)
        nurses = house.staff["nurse"]
        house.verb(
            plan_on_call, member=nurses[n % len(nurses)], role="nurse", starts=starts, ends=ends
        )
        house.verb(
            plan_on_call,
            member=house.staff["coordinator"][0],
            role="coordinator",
            starts=starts,
            ends=ends,
        )


def phone_now(house: House) -> None:
    """This week's nurse has the phone, was called twice, and is at a wedding on one evening."""
    now, zone = clock.now(), house.facility.zone
    running = [t for t in staff_queries.on_call(house.scope, now) if t.role == "nurse"]
    if not running:
        return
    turn = running[0]
    with clock.pinned(turn.starts + timedelta(minutes=6)):
        house.verb(take_over_turn, turn=turn, text="Quiet week; 214 came back from hospital")
    for days, hour, minutes in ((1, 2, 30), (3, 22, 15)):
        at = instant_of(house.facility.today() - timedelta(days=days), time(hour, 10), zone)
        if turn.starts < at < now:
            house.verb(record_call_taken, member=turn.member, minutes=minutes, effective=at)
    evening = house.facility.today() + timedelta(days=1)
    starts, ends = (instant_of(evening, time(h), zone) for h in (18, 23))
    others = [m for m in house.staff["nurse"] if m.pk != turn.member_id]
    if turn.starts <= starts and ends <= turn.ends:
        house.verb(
            take_part_of_turn,
            turn=turn,
            member=others[0],
            starts=starts,
            ends=ends,
            reason="Wedding of a cousin",
        )


def _people(house: House) -> None:
    house.residents = house.verb(
        add_residents,
        people=[
            NewResident(
                family=p.family,
                given=p.given,
                preferred=p.preferred,
                birth_date=p.born,
                gender="female" if p.woman else "male",
                languages=[p.language] if p.language == "en" else [p.language, "en"],
                faith=p.faith,
                what_matters=p.matters,
                what_works=p.works,
                life_story=p.story,
                code_status=p.code_status,
                diet=p.diet,
                food_texture=p.texture,
                fluid_thickness=p.thickness,
                mobility=p.mobility,
                transfer=p.transfer,
            )
            for p in house.people
        ],
    )


def _health(house: House, resident: Any, person: Person) -> None:
    for key in sorted(person.ill):
        code, text = names.CONDITIONS[key]
        new = NewCondition(text=text, code_system=names.SNOMED, code=code)
        house.verb(add_condition, resident=resident, condition=new)
    for key in person.allergies:
        code, text, category, reaction, severity = names.ALLERGIES[key]
        allergy = NewAllergy(
            text=text,
            code_system=names.SNOMED,
            code=code,
            category=[category],
            reactions=[{"text": reaction, "severity": severity}],
            criticality="high" if severity == "severe" else "low",
            verification_status="confirmed",
        )
        house.verb(add_allergy, resident=resident, allergy=allergy)
    if not person.allergies and house.dice.random() < 0.9:
        house.verb(state_no_known_allergies, resident=resident)
    for code in sorted(person.flags):
        house.verb(raise_flag, resident=resident, code=FlagCode(code), reason="At move-in")
    if person.code_status in {"dnr", "dnr-dni", "comfort"}:
        house.verb(
            add_directive,
            resident=resident,
            directive_kind=DirectiveKind.POLST,
            original_is_at="Front of the chart",
            verified=True,
        )
    doctor = house.outside[len(person.family) % 2]
    for role, practitioner in (
        (CareTeamRole.PRIMARY_CARE, doctor),
        (CareTeamRole.PHARMACY, house.outside[2]),
    ):
        house.verb(
            add_care_team_member, resident=resident, role=role, practitioner=practitioner
        )


def _family(house: House, resident: Any, person: Person) -> None:
    for n, (given, relationship) in enumerate(person.family_of):
        number = f"515-555-{house.dice.randrange(1000, 9999)}"
        late = time(7) if n == 0 and house.dice.random() < 0.4 else None
        contact = house.verb(
            add_contact,
            resident=resident,
            contact=NewContact(
                given=given,
                family=person.family,
                relationship=relationship,
                position=n + 1,
                telecom=[{"system": "phone", "value": number, "use": "mobile"}],
                tell_from=late,
                tell_until=time(21) if late else None,
            ),
        )
        house.contacts.setdefault(resident.pk, []).append(contact)
        if n == 0:
            house.verb(grant_authority, contact=contact, authority=Authority.EMERGENCY)
            if person.memory or house.dice.random() < 0.6:
                house.verb(
                    grant_authority,
                    contact=contact,
                    authority=Authority.HEALTH_POA,
                    verified=house.dice.random() < 0.8,
                )


def _residencies(house: House) -> None:
    now = clock.now()
    lived = [
        (r, p)
        for r, p in zip(house.residents, house.people, strict=True)
        if p.came_days_ago > 0
    ]
    made = house.verb(
        open_stays,
        stays=[
            NewStay(
                resident=resident,
                place=house.places[person.place],
                starts=min(now, now - timedelta(days=person.came_days_ago - 90)),
            )
            for resident, person in lived
        ],
    )
    house.stays = {stay.resident_id: stay for stay in made}


def expect_newcomer(house: House, day: date) -> None:
    """Who moves in on Thursday: the residency is planned, the place is kept."""
    newcomer, person = house.residents[-1], house.people[-1]
    starts = instant_of(day, time(10, 30), house.facility.zone)
    house.stays[newcomer.pk] = house.verb(
        open_stay,
        resident=newcomer,
        status="moving-in",
        starts=starts,
        place=house.places[person.place],
        reason="Tour in October; daughter lives near",
    )
