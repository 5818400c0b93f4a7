"""Make Maple Court: first what the first page needs. The same seed makes the same people."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from hearth.kernel import clock
from hearth.kernel.folding import folded
from hearth.kernel.intervals import instant_of
from hearth.platform.identity.models import Account, Actor, Membership, ResidentAccess
from hearth.platform.scope import process_scope, scoped
from hearth.platform.scope.scope import process_actor_id
from hearth.platform.tenancy.models import Apartment, Facility, Neighborhood, Operator, Place
from hearth.record.residents import rules
from hearth.record.residents.models import (
    AllergyIntolerance,
    Condition,
    Contact,
    ContactAuthority,
    Flag,
    Placement,
    Resident,
    ResidentTerm,
    Stay,
    Whereabouts,
)
from hearth.record.staff.models import DutyPeriod, Shift, ShiftNeed, StaffMember, StaffRole
from hearth.record.tasks.models import Task, TaskChange
from hearth.surfaces.demo import names


SLUG = "maple-court"
RESIDENTS = 96
SIGN_INS = {
    "coordinator": "coordinator",
    "nurse": "nurse",
    "medtech": "med-tech",
    "caregiver": "caregiver",
    "activities": "activities",
    "driver": "driver",
    "director": "executive-director",
    "sales": "sales",
    "family": "family",
    "resident": "resident",
    "physician": "physician",
    "pharmacist": "pharmacist",
    "surveyor": "surveyor",
    "admin": "administrator",
}
OUTSIDE = {"family", "resident", "physician", "pharmacist", "surveyor"}
SHIFTS = (
    ("Day", time(6, 45), time(15)),
    ("Evening", time(14, 45), time(23)),
    ("Night", time(22, 45), time(7)),
)
NEEDS = {
    "Day": (("nurse", 1), ("med-tech", 2), ("caregiver", 7)),
    "Evening": (("med-tech", 2), ("caregiver", 5)),
    "Night": (("med-tech", 1), ("caregiver", 3)),
}
CARE = (
    ("tasks.care", "Help getting up and dressed", time(7, 30), 20),
    ("tasks.care", "Walk to breakfast", time(8, 15), 10),
    ("tasks.care", "Offer a drink", time(10, 30), 5),
    ("tasks.measure", "Weigh before breakfast", time(7, 0), 5),
    ("tasks.care", "Shower", time(9, 30), 30),
    ("tasks.care", "Turn and check skin", time(14, 0), 10),
    ("tasks.care", "Walk outside", time(15, 30), 20),
    ("tasks.care", "Help to bed", time(20, 30), 20),
    ("tasks.check", "Look in quietly", time(2, 0), 5),
)


@dataclass
class House:
    """What the loader has made so far."""

    facility: Facility
    dice: random.Random
    by: Actor
    now: datetime
    neighborhoods: list[Neighborhood] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    staff: list[StaffMember] = field(default_factory=list)
    roles: dict[str, list[StaffMember]] = field(default_factory=dict)
    residents: list[Resident] = field(default_factory=list)
    where: dict[object, Place] = field(default_factory=dict)


def load_first(*, seed: int, password: str, say: Callable[[str], None]) -> None:
    """Residents, staff, sign-ins and the last 48 hours. Does nothing where Maple Court stands."""
    known = Facility.objects.filter(slug=SLUG).first()
    if known is not None:
        _same_password(password)
        return
    operator = Operator.objects.create(name="Maple Senior Living (invented)")
    facility = Facility.objects.create(
        operator=operator,
        name="Maple Court",
        slug=SLUG,
        timezone="America/Chicago",
        jurisdiction="US-IA",
        phone="515-555-0100",
        is_demo=True,
        set_up_at=clock.now(),
    )
    by, _ = Actor.objects.get_or_create(
        id=process_actor_id("demo"), defaults={"kind": "process", "label": "Demonstration"}
    )
    # Not cryptography: the same seed must make the same people.
    house = House(facility=facility, dice=random.Random(seed), by=by, now=clock.now())  # noqa: S311
    with scoped(process_scope("demo", facility.pk)):
        say("Maple Court: rooms and staff")
        _places(house)
        _staff(house)
        say("Maple Court: residents")
        _residents(house)
        _health(house)
        _contacts(house)
        _stays(house)
        say("Maple Court: the last 48 hours")
        _tasks(house)
    _sign_ins(house, password)


def load_history(*, seed: int, say: Callable[[str], None]) -> None:
    """Older history is not made yet; saying so is better than pretending."""
    say(f"Maple Court has its last 48 hours (seed {seed}); older history is not made yet.")


def _same_password(password: str) -> None:
    first = Account.objects.filter(is_demo=True).first()
    if first is not None and not first.check_password(password):
        Account.objects.filter(is_demo=True).update(password=make_password(password))


def _places(house: House) -> None:
    f = house.facility
    plan = (
        ("East", "assisted", 101, 38),
        ("West", "assisted", 201, 40),
        ("Garden", "memory-care", 301, 24),
    )
    for position, (name, licence, first, doors) in enumerate(plan):
        where = Neighborhood.objects.create(
            facility=f,
            name=name,
            licence_type=licence,
            position=position,
            secured=licence == "memory-care",
        )
        house.neighborhoods.append(where)
        rooms = [
            Apartment(facility=f, neighborhood=where, number=str(first + n))
            for n in range(doors)
        ]
        Apartment.objects.bulk_create(rooms)
        shared = set(rooms[3::10]) if licence == "assisted" else set()
        for room in rooms:
            letters = ("A", "B") if room in shared else ("",)
            house.places += [
                Place(
                    facility=f,
                    apartment=room,
                    neighborhood=where,
                    label=f"{room.number} {letter}".strip(),
                    position=int(room.number) * 10 + n,
                )
                for n, letter in enumerate(letters)
            ]
    Place.objects.bulk_create(house.places)


def _staff(house: House) -> None:
    f, dice = house.facility, house.dice
    crew = ["coordinator", "executive-director", "activities", "driver", "sales", "maintenance"]
    crew += ["nurse"] * 4 + ["med-tech"] * 12 + ["caregiver"] * 34 + ["dining"] * 4
    pairs = [(g, n) for g in names.STAFF for n in names.STAFF_FAMILIES]
    dice.shuffle(pairs)
    today = f.today()
    for role, (given, family) in zip(crew, pairs, strict=False):
        member = StaffMember(
            facility=f,
            given=given,
            family=family,
            given_folded=folded(given),
            family_folded=folded(family),
            job_title=role.replace("-", " ").title(),
            active_from=today - timedelta(days=dice.randrange(60, 2500)),
        )
        house.staff.append(member)
        house.roles.setdefault(role, []).append(member)
    StaffMember.objects.bulk_create(house.staff)
    StaffRole.objects.bulk_create(
        StaffRole(facility=f, member=m, role=role, starts=m.active_from)
        for role, members in house.roles.items()
        for m in members
    )
    _duty(house)


def _duty(house: House) -> None:
    f, dice = house.facility, house.dice
    periods = []
    for name, start, end in SHIFTS:
        shift = Shift.objects.create(facility=f, name=name, start=start, end=end)
        ShiftNeed.objects.bulk_create(
            ShiftNeed(facility=f, shift=shift, role=role, headcount=count)
            for role, count in NEEDS[name]
        )
        offset = [s[0] for s in SHIFTS].index(name)
        for back in range(-2, 6):
            day = f.today() + timedelta(days=back)
            last = day + timedelta(days=end <= start)
            for role, count in NEEDS[name]:
                pool = house.roles[role][offset::3]
                chosen = pool[: max(1, count - (dice.random() < 0.15))]
                periods += [
                    DutyPeriod(
                        facility=f,
                        member=m,
                        role=role,
                        shift=shift,
                        starts=instant_of(day, start, f.zone),
                        ends=instant_of(last, end, f.zone),
                    )
                    for m in chosen
                ]
    DutyPeriod.objects.bulk_create(periods)


def _residents(house: House) -> None:
    dice = house.dice
    pairs = [(g, n) for n in names.FAMILIES for g in names.WOMEN + names.MEN]
    dice.shuffle(pairs)
    terms = []
    for number, (given, family) in enumerate(pairs[: RESIDENTS + 1]):
        woman = given in names.WOMEN
        born = date(
            dice.choice(range(1928, 1953)), dice.randrange(1, 13), dice.randrange(1, 29)
        )
        one = Resident(
            facility=house.facility,
            given=given,
            family=family,
            preferred=names.PREFERRED.get(given, ""),
            given_folded=folded(given),
            family_folded=folded(family),
            birth_date=born,
            gender="female" if woman else "male",
            languages=["es"] if family in {"Delgado", "Ramirez", "Vasquez"} else ["en"],
            what_matters=names.MATTERS[number % len(names.MATTERS)],
            code_status=dice.choices(
                ["full-code", "dnr", "comfort", "unknown"], [52, 38, 6, 4]
            )[0],
            mobility=dice.choices(
                ["independent", "cane", "walker", "wheelchair-pushed"], [20, 14, 48, 18]
            )[0],
            transfer=dice.choices(
                ["independent", "standby", "one-person", "two-person"], [35, 30, 28, 7]
            )[0],
        )
        house.residents.append(one)
        terms += [
            ResidentTerm(facility=house.facility, resident=one, sort=sort, term=term)
            for sort, term in rules.name_terms([given, family, one.preferred])
        ]
    Resident.objects.bulk_create(house.residents)
    ResidentTerm.objects.bulk_create(terms)


def _health(house: House) -> None:
    dice, f = house.dice, house.facility
    conditions, allergies, flags = [], [], []
    for one in house.residents:
        for code, text, share in names.CONDITIONS:
            if dice.random() < share:
                conditions.append(
                    Condition(
                        facility=f,
                        resident=one,
                        code_system="http://snomed.info/sct",
                        code=code,
                        text=text,
                        recorded=house.now,
                        recorder=house.by,
                    )
                )
        if dice.random() < 0.4:
            code, text, category = dice.choices(names.ALLERGIES, [6, 3, 1, 1])[0]
            allergies.append(
                AllergyIntolerance(
                    facility=f,
                    resident=one,
                    code_system="http://snomed.info/sct",
                    code=code,
                    text=text,
                    category=[category],
                    recorded=house.now,
                    recorder=house.by,
                )
            )
        if one.mobility in {"walker", "wheelchair-pushed"} and dice.random() < 0.6:
            flags.append(
                Flag(facility=f, resident=one, code="fall", since=house.now, raised_by=house.by)
            )
    Condition.objects.bulk_create(conditions)
    AllergyIntolerance.objects.bulk_create(allergies)
    Flag.objects.bulk_create(flags)


def _contacts(house: House) -> None:
    dice, f = house.dice, house.facility
    people, rights = [], []
    for one in house.residents:
        for n in range(dice.choices([1, 2, 3], [4, 4, 2])[0]):
            relation = dice.choices(
                ["DAU", "SON", "SPS", "NIENEPH", "FRND"], [40, 32, 10, 10, 8]
            )[0]
            given = dice.choice(names.STAFF if relation != "SPS" else names.MEN)
            number = f"515-555-{dice.randrange(1000, 9999)}"
            contact = Contact(
                facility=f,
                resident=one,
                given=given,
                family=one.family,
                family_folded=folded(one.family),
                relationship=relation,
                position=n + 1,
                telecom=[{"system": "phone", "value": number, "use": "mobile"}],
            )
            people.append(contact)
            if n == 0:
                rights.append(
                    ContactAuthority(
                        facility=f, resident=one, contact=contact, authority="emergency"
                    )
                )
                if dice.random() < 0.7:
                    rights.append(
                        ContactAuthority(
                            facility=f, resident=one, contact=contact, authority="health-poa"
                        )
                    )
    Contact.objects.bulk_create(people)
    ContactAuthority.objects.bulk_create(rights)


def _stays(house: House) -> None:
    dice, f, now = house.dice, house.facility, house.now
    stays, held, about = [], [], []
    free = list(house.places)
    dice.shuffle(free)
    for number, one in enumerate(house.residents):
        place = free[number]
        coming = number == RESIDENTS
        began = (
            now + timedelta(days=2)
            if coming
            else now - timedelta(days=dice.randrange(30, 1800))
        )
        status = (
            "moving-in"
            if coming
            else {11: "hospital", 23: "away", 47: "away"}.get(number, "lives-here")
        )
        stay = Stay(
            facility=f,
            resident=one,
            status=status,
            status_since=min(now, began) if coming else now - timedelta(hours=20),
            starts=began,
            moved_in_at=None if coming else began,
            away_at="Mercy Hospital" if status == "hospital" else "",
        )
        stays.append(stay)
        held.append(
            Placement(
                facility=f,
                resident=one,
                stay=stay,
                place=place,
                starts=began,
                placed_by=house.by,
            )
        )
        house.where[one.pk] = place
        if number in {5, 19, 33}:
            left = now - timedelta(hours=2)
            late = number == 33
            about.append(
                Whereabouts(
                    facility=f,
                    resident=one,
                    code="out",
                    out_for="family",
                    accompanied_by="Daughter",
                    effective=left,
                    recorded=left,
                    recorder=house.by,
                    expected_back=now - timedelta(minutes=25)
                    if late
                    else now + timedelta(hours=2),
                )
            )
    Stay.objects.bulk_create(stays)
    Placement.objects.bulk_create(held)
    Whereabouts.objects.bulk_create(about)


def _tasks(house: House) -> None:
    f, dice, now = house.facility, house.dice, house.now
    tasks = []
    # A few people need most of the help, as in any house.
    heavy = [
        r for r in house.residents[:RESIDENTS] if r.transfer in {"one-person", "two-person"}
    ]
    for back in (-1, 0, 1):
        day = f.today() + timedelta(days=back)
        for one in house.residents[:RESIDENTS]:
            wanted = CARE if one in heavy else dice.sample(CARE, 2)
            for code, title, wall, minutes in wanted:
                due = instant_of(day, wall, f.zone)
                if abs(due - now) <= timedelta(hours=30):
                    tasks.append(_task(house, one, code, title, due, minutes))
    tasks += _promises(house)
    Task.objects.bulk_create(tasks)
    TaskChange.objects.bulk_create(
        TaskChange(
            facility=f,
            task=t,
            resident=t.resident,
            change="created",
            recorder=house.by,
            effective=t.authored_on,
            recorded=t.authored_on,
        )
        for t in tasks
    )


def _task(
    house: House, one: Resident, code: str, title: str, due: datetime, minutes: int
) -> Task:
    dice, now = house.dice, house.now
    role = "med-tech" if code == "tasks.measure" else "caregiver"
    task = Task(
        facility=house.facility,
        resident=one,
        neighborhood=house.where[one.pk].neighborhood,
        code=code,
        title=title,
        urgency="safety" if code == "tasks.check" else "plan-or-evaluation",
        opens=due - timedelta(hours=1),
        due=due,
        late=due + timedelta(hours=1),
        minutes=minutes,
        owner_role=role,
        authored_on=due - timedelta(days=1, hours=6),
        requester=house.by,
        changed=now,
        local_date=due.astimezone(house.facility.zone).date(),
    )
    if due < now - timedelta(minutes=20) and (code == "tasks.check" or dice.random() < 0.985):
        done = min(now - timedelta(minutes=1), due + timedelta(minutes=abs(dice.gauss(5, 18))))
        task.effective = task.recorded = done
        task.performer = dice.choice(house.roles[role])
        task.recorder = house.by
        refused = one.family[0] in "HB" and title == "Shower" and dice.random() < 0.5
        task.outcome, task.status = ("refused", "failed") if refused else ("done", "completed")
        task.outcome_reason = "declined" if refused else ""
    return task


def _promises(house: House) -> list[Task]:
    f, now = house.facility, house.now
    made = []
    wanted = (
        (
            "tasks.call_back",
            "Call back the daughter about the new walker",
            "promise",
            2,
            "coordinator",
            3,
        ),
        (
            "tasks.call_back",
            "Call back the son about the bill",
            "promise",
            -1,
            "coordinator",
            17,
        ),
        (
            "tasks.look",
            "Look at what changed: ate nothing, slept in the chair",
            "changed-resident",
            0.5,
            "nurse",
            0,
        ),
        (
            "tasks.chase",
            "Chase the refill that did not come",
            "order-or-pharmacy",
            3,
            "nurse",
            8,
        ),
        (
            "tasks.legal",
            "Send the incident report to the state",
            "legal-clock",
            7,
            "coordinator",
            12,
        ),
        (
            "tasks.review",
            "Six-month review of the service plan",
            "plan-or-evaluation",
            9,
            "coordinator",
            21,
        ),
    )
    for code, title, urgency, hours, role, number in wanted:
        due = now + timedelta(hours=hours)
        made.append(
            Task(
                facility=f,
                resident=house.residents[number],
                code=code,
                title=title,
                urgency=urgency,
                opens=now - timedelta(hours=20),
                due=due,
                late=due + timedelta(minutes=30),
                owner_role=role,
                authored_on=now - timedelta(hours=20),
                requester=house.by,
                changed=now,
                minutes=10,
                promised_to_text="Family" if code == "tasks.call_back" else "",
            )
        )
    return made


def _sign_ins(house: House, password: str) -> None:
    f, hashed = house.facility, make_password(password)
    for username, role in SIGN_INS.items():
        member = next((m for m in house.roles.get(role, []) if m.actor_id is None), None)
        one = house.residents[0]
        label = (
            str(member)
            if member
            else (one.preferred or one.given) + " " + one.family
            if role == "resident"
            else f"Demo {role}"
        )
        actor = Actor.objects.create(kind="person", label=label)
        account = Account.objects.create(
            actor=actor, username=username, password=hashed, is_demo=True, last_facility=f
        )
        Membership.objects.create(
            actor=actor, facility=f, role=role, starts=house.now, granted_by=house.by
        )
        if role in OUTSIDE:
            seen = (
                house.residents[:5]
                if role in {"physician", "pharmacist", "surveyor"}
                else [one]
            )
            basis = {"family": "family", "resident": "self", "surveyor": "sample"}.get(
                role, "panel"
            )
            ResidentAccess.objects.bulk_create(
                ResidentAccess(
                    actor=actor,
                    facility=f,
                    resident_id=r.pk,
                    basis=basis,
                    starts=house.now,
                    granted_by=house.by,
                )
                for r in seen
            )
        if member is not None:
            member.actor = account.actor
            with scoped(process_scope("demo", f.pk)):
                StaffMember.objects.filter(pk=member.pk).update(actor=actor)
