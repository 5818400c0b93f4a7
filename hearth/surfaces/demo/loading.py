"""Make Maple Court: first what the first page needs, then its past, day by day behind it.

The same seed makes the same people and the same story. Everything is told through the verbs that
people use, with the clock pinned to when it happened; nobody is notified of the past.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.identity.models import Account, Actor, Membership, ResidentAccess
from hearth.platform.outbox.modes import deliveries_inline, recording_only
from hearth.platform.scope import process_scope, scoped
from hearth.platform.scope.scope import process_actor_id
from hearth.platform.tenancy.models import Facility, Operator, Place
from hearth.record.notes.actions.handoffs import compose_handoff, sign_out_handoff
from hearth.record.residents.actions import (
    leave_for_hospital,
    plan_absence,
    record_return,
    sign_out,
)
from hearth.record.residents.codes import OutFor
from hearth.record.residents.models import Contact, Resident, Stay
from hearth.record.residents.rules import Coding
from hearth.record.staff import queries as staff
from hearth.record.staff.actions.duty import start_duty
from hearth.record.staff.actions.members import change_staff_member
from hearth.record.staff.models import DutyPeriod, OutsidePractitioner, Shift, StaffMember
from hearth.record.tasks.actions import NewSeries, start_several_series
from hearth.record.tasks.actions.making import create_tasks, promise_call_back
from hearth.record.tasks.models import Task, TaskSeries
from hearth.record.tasks.rules import NewTask, Recurrence
from hearth.surfaces.demo import cast, levels, qualified, sheets, story, watched
from hearth.surfaces.demo.befell import tell_events
from hearth.surfaces.demo.house import (
    CREW,
    House,
    build,
    expect_newcomer,
    phone_now,
    plan_calls,
    plan_days,
)
from hearth.surfaces.demo.illness import three_fall_ill
from hearth.surfaces.demo.kin import kin
from hearth.surfaces.demo.story import Routine, Scene
from hearth.surfaces.demo.surveyed import surveyed
from hearth.surfaces.demo.telling import RESIDENCY, tell, work_day, write_up


SLUG = "maple-court"
ZONE = "America/Chicago"
DAYS = story.DAYS
SHEETS = 15  # days whose assignment sheets are there from the first page
RECENT = 2  # days told before the first page; the rest fills in behind it
SIGN_INS = {
    "coordinator": "coordinator",
    "nurse": "nurse",
    "medtech": "med-tech",
    "caregiver": "caregiver",
    "shiftlead": "shift-lead",
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
Say = Callable[[str], None]


@dataclass
class Plot:
    """The whole story of one seed: who, what repeats, what happens."""

    people: list[cast.Person]
    routines: list[Routine]
    scenes: list[Scene]

    @classmethod
    def of(cls, seed: int, today: date) -> "Plot":
        # Not cryptography: the same seed must tell the same story.
        people = cast.cast(random.Random(seed), today)  # noqa: S311
        routines = story.routines(people, random.Random(seed + 1))  # noqa: S311
        scenes = story.scenes(people, random.Random(seed + 2), today, days=story.DAYS)  # noqa: S311
        return cls(people, routines, scenes)


def load_first(*, seed: int, password: str, say: Say, zone: str = ZONE) -> None:
    """Residents, staff, sign-ins and the last 48 hours. Does nothing where Maple Court stands.

    ``zone`` is an IANA name: by its clock it is morning or night in the community.
    """
    if Facility.objects.filter(slug=SLUG).exists():
        _same_password(password)
        return
    with transaction.atomic(), recording_only():
        house, plot = _found(seed, zone)
        began = instant_of(house.today - timedelta(days=DAYS), time(6), house.facility.zone)
        _months()
        say("Maple Court: rooms, staff and residents")
        with clock.pinned(began), scoped(house.scope):
            build(house)
            kin(house)
            levels.set_levels(house)
        say("Maple Court: hospital and home")
        tell(house, [s for s in plot.scenes if s.sort in RESIDENCY])
        say("Maple Court: the last 48 hours")
        first = house.today - timedelta(days=RECENT - 1)
        _duty(house)
        _routines(house, plot, first)
        tell(house, _between(plot, house, first, first))
        _away(house)
        _back_today(house, 4)
        watched.put_on_watch(house)
        with deliveries_inline():
            _back_today(house, 0)
            # What a nurse still has to look at is asked for as it would be any night.
            tell(house, _between(plot, house, house.today, house.today))
        _sign_ins(house, password)
        tell_events(house, plot.people)
        _now(house)
        surveyed(house)
        three_fall_ill(house)
        with scoped(house.scope):
            qualified.qualify(house)
            qualified.somebody_is_away(house)
            qualified.a_nurse_delegates(house)
        _handoff(house)


def load_history(*, seed: int, say: Say) -> None:
    """The ninety days before, newest first, a day in a transaction: it may be stopped at any time."""
    facility = Facility.objects.get(slug=SLUG)
    house, plot = _known(facility, seed)
    series = _series(house, plot)
    days = [house.today - timedelta(days=n) for n in range(RECENT, DAYS)]
    begun = _earliest(house)
    for number, day in enumerate(days, start=1):
        if day >= begun:
            continue
        with transaction.atomic(), recording_only():
            with clock.pinned(instant_of(day, time(6), facility.zone)), scoped(house.scope):
                if day < house.today - timedelta(days=SHEETS):
                    plan_days(house, [day])
            tell(house, _between(plot, house, day, day))
            work_day(house, plot.routines, day, series)
        if number % 10 == 0 or number == len(days):
            say(f"Maple Court's past: {number} of {len(days)} days")


def _found(seed: int, zone: str) -> tuple[House, Plot]:
    now = clock.now()
    operator = Operator.objects.create(name="Maple Senior Living (invented)")
    facility = Facility.objects.create(
        operator=operator,
        name="Maple Court",
        slug=SLUG,
        timezone=zone,
        jurisdiction="US-IA",
        phone="515-555-0100",
        address="1200 Maple Street, Ames, Iowa",
        is_demo=True,
        set_up_at=now,
    )
    return _house(facility, seed)


def _house(facility: Facility, seed: int) -> tuple[House, Plot]:
    by, _ = Actor.objects.get_or_create(
        id=process_actor_id("demo"), defaults={"kind": "process", "label": "Demonstration"}
    )
    today = facility.set_up_at.astimezone(facility.zone).date()  # type: ignore[union-attr]
    plot = Plot.of(seed, today)
    house = House(
        facility=facility,
        scope=process_scope("demo", facility.pk),
        dice=random.Random(seed + 3),  # noqa: S311
        by=by,
        people=plot.people,
        today=today,
    )
    return house, plot


def _known(facility: Facility, seed: int) -> tuple[House, Plot]:
    """The house as it was built, found again: by names, which the seed makes anew."""
    house, plot = _house(facility, seed)
    with scoped(house.scope):
        here = {"facility": facility}
        by_name = {(r.given, r.family): r for r in Resident.objects.filter(**here)}
        house.residents = [by_name[(p.given, p.family)] for p in house.people]
        house.stays = {s.resident_id: s for s in Stay.objects.filter(**here)}
        for contact in Contact.objects.filter(**here).order_by("position"):
            house.contacts.setdefault(contact.resident_id, []).append(contact)
        members = list(StaffMember.objects.filter(**here).order_by("id"))
        crew = [role for role, count in CREW for _ in range(count)]
        for role, member in zip(crew, members, strict=False):
            house.staff.setdefault(role, []).append(member)
        house.shifts = {s.name: s for s in Shift.objects.filter(**here)}
        house.outside = list(OutsidePractitioner.objects.filter(**here).order_by("id"))
        house.places = {p.label: p for p in Place.objects.filter(**here)}
    return house, plot


def _between(plot: Plot, house: House, first: date, last: date) -> list[Scene]:
    """The scenes of some days that have happened, what changes a residency left out: it is told."""
    now = clock.now()
    return [
        s
        for s in plot.scenes
        if first <= s.at.date() <= last
        and s.sort not in RESIDENCY
        and house.instant(s.at) <= now
    ]


def _months() -> None:
    """Partitions for the months of the story, so that its rows lie where they belong."""
    tables = ("observations_observation", "audit_auditevent")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT hearth_add_months(%s, -5, 3)", [table])


def _duty(house: House) -> None:
    days = [house.today + timedelta(days=n) for n in range(-SHEETS, 7)]
    now = clock.now()
    with clock.pinned(instant_of(days[0], time(5), house.facility.zone)), scoped(house.scope):
        plan_days(house, days)
        plan_calls(house, house.today - timedelta(days=9), 4)
        runs = sheets.name_runs(house)
        fill = sheets.turns_before(house, SHEETS, now)
        sheets.fill_days(house, runs, fill)
    with scoped(house.scope):
        sheets.somebody_calls_off(house, now)
        due = DutyPeriod.objects.filter(
            facility=house.facility, starts__lte=now, ends__gt=now, status="planned"
        )
        for period in due:
            house.verb(start_duty, duty=period, effective=period.starts)
        phone_now(house)


def _routines(house: House, plot: Plot, first: date) -> None:
    """What repeats, laid out from the day before yesterday on; what is over is written up."""
    began = instant_of(first, time(0, 5), house.facility.zone)
    wanted = [r for r in plot.routines if house.people[r.who].came_days_ago > 0]
    with clock.pinned(began), scoped(house.scope):
        made = house.verb(
            start_several_series,
            series=[
                NewSeries(
                    code=r.code,
                    title=r.title,
                    resident_id=house.residents[r.who].pk,
                    owner_role=r.role,
                    minutes=r.minutes,
                    recurrence=Recurrence(
                        starts=first, wall_times=(r.at,), weekdays=r.weekdays
                    ),
                )
                for r in wanted
            ],
        )
    by_series = {series.pk: routine for series, routine in zip(made, wanted, strict=True)}
    with scoped(house.scope):
        rows = Task.objects.filter(
            facility=house.facility, series__isnull=False, due__lte=clock.now()
        )
        tasks = list(rows.order_by("due"))
    for n in range(RECENT + 1):
        day = first + timedelta(days=n)
        pairs = [
            (t, by_series[t.series_id]) for t in tasks if t.local_date and t.local_date <= day
        ]
        write_up(house, pairs, day)


def _series(house: House, plot: Plot) -> dict[int, Any]:
    """The series that each routine became."""
    with scoped(house.scope):
        rows = TaskSeries.objects.filter(facility=house.facility)
        known = {(s.resident_id, s.title, s.wall_times[0]): s.pk for s in rows if s.wall_times}
    return {id(r): known.get((house.residents[r.who].pk, r.title, r.at)) for r in plot.routines}


def _earliest(house: House) -> date:
    """The first day whose work is told already."""
    with scoped(house.scope):
        first = (
            Task.objects.filter(facility=house.facility, code="tasks.care")
            .order_by("due")
            .first()
        )
    return first.due.astimezone(house.facility.zone).date() if first else house.today


def _away(house: House) -> None:
    """One in hospital since yesterday, two away with family: as on most days."""
    now, residents = clock.now(), house.residents
    with clock.pinned(now - timedelta(hours=22)), scoped(house.scope):
        house.verb(
            leave_for_hospital,
            stay=house.stays[residents[29].pk],
            hospital=story.HOSPITALS[0],
            coding=Coding(
                planned=False,
                reason_code="chest-pain",
                reason="At supper, with sweating",
                decided_by="nurse",
                tried_first=("prescriber",),
                taken_along={"glasses": 1, "insurance": 1, "ems-page": 1},
                transport="ems",
            ),
            expected_return=now + timedelta(days=2),
        )
        for number in (47, 61):
            house.verb(
                sign_out,
                resident=residents[number],
                out_for=OutFor.OVERNIGHT,
                accompanied_by="Son",
                expected_back=now + timedelta(days=2),
                coding=Coding(
                    planned=True,
                    reason_code="family-time",
                    decided_by="family",
                    transport="family-car",
                ),
            )


def _back_today(house: House, days: int) -> None:
    """Pneumonia four days ago, home this morning with new orders: the return list is open."""
    now, one = clock.now(), house.residents[23]
    if days:
        with clock.pinned(now - timedelta(days=days)), scoped(house.scope):
            house.verb(
                leave_for_hospital,
                stay=house.stays[one.pk],
                hospital=story.HOSPITALS[1],
                coding=Coding(
                    planned=False,
                    reason_code="breathing",
                    decided_by="prescriber",
                    tried_first=("telehealth", "nurse"),
                    taken_along={"hearing-aids": 2, "walker": 1, "ems-page": 1},
                    transport="ems",
                ),
            )
        return
    with clock.pinned(now - timedelta(hours=3)), scoped(house.scope):
        house.verb(
            record_return,
            stay=house.stays[one.pk],
            diagnosis="Pneumonia",
            diagnosis_code="J18.9",
            new_orders=True,
            condition="weaker",
            came_back_with={"hearing-aids": 1, "walker": 1},
        )


def _planned(house: House, now: datetime) -> None:
    """One goes to the heart doctor today, others on the days after."""
    soon = now.replace(second=0, microsecond=0) + timedelta(minutes=75 - now.minute % 15)
    for number, hours, lasts, kind, where, how, bring in (
        (
            11,
            0,
            2.5,
            OutFor.APPOINTMENT,
            "Cardiology, Dr. Patel",
            "van",
            "Walker, medicines list",
        ),
        (37, 22, 3, OutFor.APPOINTMENT, "Eye clinic", "family-car", "Old glasses, noon pills"),
        (
            53,
            46,
            30,
            OutFor.OVERNIGHT,
            "Her daughter's house",
            "family-car",
            "Pills for two days",
        ),
        (8, 70, 4, OutFor.OUTING, "Garden show", "van", "Hat and water"),
    ):
        starts = soon + timedelta(hours=hours)
        house.verb(
            plan_absence,
            resident=house.residents[number],
            starts=starts,
            ends=starts + timedelta(hours=lasts),
            out_for=kind,
            where=where,
            transport=how,
            bring=bring,
            asked_by="Daughter",
        )


def _now(house: House) -> None:
    """What stands on Today: promises, clocks, who is out, who comes on Thursday."""
    now, residents = clock.now(), house.residents
    coordinator = Actor.objects.get(account__username="coordinator")
    with clock.pinned(now - timedelta(hours=20)), scoped(house.scope):
        expect_newcomer(house, house.today + timedelta(days=2))
        levels.set_level_of_newcomer(house, house.today + timedelta(days=2))
        levels.announce_one(house)
        watched.prepare_newcomer(house, house.today + timedelta(days=2))
        house.verb(create_tasks, tasks=_desk(house, now))
        _planned(house, now)
        for number, hours, about in (
            (3, 23, "about the new walker"),
            (17, 19, "about the bill"),
            (41, 26, "how she settles in"),
        ):
            family = house.contacts.get(residents[number].pk, [])
            promise_call_back(
                scope=house.scope,
                by=coordinator,
                due=clock.now() + timedelta(hours=hours),
                resident=residents[number],
                promised_to=family[0] if family else None,
                promised_to_text="" if family else "Friend",
                about=about,
                owner_role="coordinator",
            )
    for number, hours, back in ((5, 2, 2.0), (19, 3, 1.5), (33, 4, -0.9)):
        with clock.pinned(now - timedelta(hours=hours)), scoped(house.scope):
            house.verb(
                sign_out,
                resident=residents[number],
                out_for=OutFor.FAMILY,
                accompanied_by="Daughter",
                where="Lunch in town",
                phone="515-555-0140",
                expected_back=now + timedelta(hours=back),
                coding=Coding(
                    planned=False,
                    reason_code="family-time",
                    decided_by="family",
                    transport="family-car",
                ),
            )


def _desk(house: House, now: datetime) -> list[NewTask]:
    wanted = (
        ("tasks.chase", "Chase the refill that did not come", 3, "nurse", 8),
        ("tasks.legal", "Send the incident report to the state", 7, "coordinator", 12),
        ("tasks.review", "Six-month review of the service plan", 9, "coordinator", 21),
    )
    return [
        NewTask(
            code=code,
            title=title,
            due=now + timedelta(hours=hours),
            opens=now - timedelta(hours=20),
            late=now + timedelta(hours=hours, minutes=30),
            owner_role=role,
            resident_id=house.residents[number].pk,
            minutes=15,
        )
        for code, title, hours, role, number in wanted
    ]


def _handoff(house: House) -> None:
    """The shift before handed over as it ended; whoever comes next takes it over."""
    now, by = clock.now(), Actor.objects.get(account__username="medtech")
    with scoped(house.scope):
        turn = staff.turn_now(house.scope, house.facility, now)
        before = turn and staff.turn_before(house.scope, house.facility, turn)
    if before is None:
        return
    with clock.pinned(min(before.ends, now)), scoped(house.scope):
        made = compose_handoff(scope=house.scope, by=by, turn=before)
        sign_out_handoff(scope=house.scope, by=by, handoff=made)


# Sign-ins ----------------------------------------------------------------------------------------


def _same_password(password: str) -> None:
    first = Account.objects.filter(is_demo=True).first()
    if first is not None and not first.check_password(password):
        Account.objects.filter(is_demo=True).update(password=make_password(password))


def _sign_ins(house: House, password: str) -> None:
    hashed, now = make_password(password), clock.now()
    for username, role in SIGN_INS.items():
        member = _who_signs_in(house, role, now)
        label = str(member) if member else _outside_label(house, role)
        actor = Actor.objects.create(kind="person", label=label)
        Account.objects.create(
            actor=actor,
            username=username,
            password=hashed,
            is_demo=True,
            last_facility=house.facility,
        )
        Membership.objects.create(
            actor=actor, facility=house.facility, role=role, starts=now, granted_by=house.by
        )
        if role in OUTSIDE:
            _open_residents(house, actor, role)
        if member is not None:
            with scoped(house.scope):
                house.verb(change_staff_member, member=member, changes={"actor": actor})


def _who_signs_in(house: House, role: str, now: datetime) -> StaffMember | None:
    """Somebody of a role without a sign-in: who works at this hour, if anybody does."""
    free = [m for m in house.staff.get(role, []) if m.actor_id is None]
    with scoped(house.scope):
        here = {d.member_id for d in staff.duties_at(house.scope, now) if d.role == role}
    return next((m for m in free if m.pk in here), next(iter(free), None))


def _outside_label(house: House, role: str) -> str:
    one = house.residents[0]
    if role == "resident":
        return f"{one.preferred or one.given} {one.family}"
    return f"Demo {role}"


def _open_residents(house: House, actor: Actor, role: str) -> None:
    """The residents of a family, a doctor's panel, a surveyor's sample."""
    many = role in {"physician", "pharmacist", "surveyor"}
    basis = {"family": "family", "resident": "self", "surveyor": "sample"}.get(role, "panel")
    ResidentAccess.objects.bulk_create(
        ResidentAccess(
            actor=actor,
            facility=house.facility,
            resident_id=resident.pk,
            basis=basis,
            starts=clock.now(),
            granted_by=house.by,
        )
        for resident in house.residents[: 5 if many else 1]
    )
