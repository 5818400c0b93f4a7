"""Tell the record what happened at Maple Court: scenes and routines, each at its own hour."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.references import Reference
from hearth.platform.scope import scoped
from hearth.record.notes.actions.contacts import record_contact_made
from hearth.record.notes.actions.notes import NewNote, write_notes
from hearth.record.notes.codes import Channel, NoteCategory, Reached, Severity
from hearth.record.observations.actions.recording import record_observations
from hearth.record.observations.rules import Quantity, Reading
from hearth.record.residents.actions import (
    change_way_out,
    end_return,
    leave_for_hospital,
    record_return,
    sign_in,
    sign_out,
)
from hearth.record.residents.codes import OutFor
from hearth.record.residents.rules import Coding
from hearth.record.tasks.actions import complete_tasks
from hearth.record.tasks.actions.making import create_tasks
from hearth.record.tasks.codes import Outcome, OutcomeReason, TaskStatus
from hearth.record.tasks.rules import Completion, NewTask
from hearth.surfaces.demo.house import SHIFTS, House
from hearth.surfaces.demo.story import Routine, Scene, hash_of


PRESSURE, TEMPERATURE, WEIGHT, SUGAR = "85354-9", "8310-5", "29463-7", "41653-7"
RECENT = 2
"""Days back in which an entry may still be missing; what is older was all written up."""
BLOCK = timedelta(hours=4)
"""How much of a day is told at once: with one pinned clock, as a shift writes it up."""


def tell(house: House, scenes: Iterable[Scene]) -> None:
    """Notes, values, calls, outings and hospital, in order of time, a few hours at once."""
    blocks: dict[datetime, list[Scene]] = {}
    for scene in scenes:
        wall = scene.at.replace(hour=scene.at.hour - scene.at.hour % 4, minute=0, second=0)
        blocks.setdefault(wall, []).append(scene)
    for wall in sorted(blocks):
        told = min(house.instant(wall) + BLOCK, clock.now())
        with clock.pinned(told), scoped(house.scope):
            _tell_block(house, blocks[wall])


def _tell_block(house: House, scenes: list[Scene]) -> None:
    notes = [s for s in scenes if s.sort == "note"]
    if notes:
        house.verb(write_notes, notes=[_note(house, s) for s in notes])
    vitals = [r for s in scenes if s.sort == "vitals" for r in _vitals(house, s)]
    if vitals:
        house.verb(record_observations, readings=vitals)
    for scene in scenes:
        if scene.sort in STEPS:
            try:
                STEPS[scene.sort](house, scene)
            except Refused:
                continue  # Out when called for lunch: in a story as in life, not all plans fit.


def _note(house: House, scene: Scene) -> NewNote:
    values = scene.values
    author = (
        house.staff["nurse"] if values["severity"] == "urgent" else house.staff["caregiver"]
    )
    return NewNote(
        text=str(values["text"]),
        resident=house.residents[scene.who],
        category=NoteCategory(values["category"]),
        severity=Severity(values["severity"]),
        effective=house.instant(scene.at),
        author=author[hash_of(scene.who, scene.at) % len(author)],
    )


def _vitals(house: House, scene: Scene) -> list[Reading]:
    common: dict[str, Any] = {
        "resident_id": house.residents[scene.who].pk,
        "effective": house.instant(scene.at),
        "confirmed": True,
    }
    found = []
    if pressure := scene.values.get("pressure"):
        upper, lower = (_quantity(Decimal(n), "mm[Hg]") for n in pressure)  # type: ignore[attr-defined]
        found.append(Reading(code=PRESSURE, pressure=(upper, lower), **common))
    if temperature := scene.values.get("temperature"):
        value = _quantity(Decimal(str(temperature)), "Cel")
        found.append(Reading(code=TEMPERATURE, quantity=value, **common))
    return found


def _quantity(value: Decimal, unit: str) -> Quantity:
    return Quantity(value=value, unit=unit)


def _call(house: House, scene: Scene) -> None:
    resident = house.residents[scene.who]
    family = house.contacts.get(resident.pk, [])
    clinic = scene.values.get("with") == "clinic"
    house.verb(
        record_contact_made,
        resident=resident,
        channel=Channel.CALL,
        reached=Reached(scene.values["reached"]),
        contact=None if clinic or not family else family[0],
        practitioner=house.outside[len(resident.family) % 2] if clinic else None,
        with_text="" if clinic or family else "Neighbor",
        text=str(scene.values["text"]),
        effective=house.instant(scene.at),
    )


WHY_OUT = {"family": "family-time", "appointment": "doctor-visit", "outing": "leisure"}
DECIDED = ("nurse", "nurse", "nurse", "prescriber", "family", "ems")
TRIED = (
    ("prescriber",),
    ("nurse", "prescriber"),
    ("telehealth",),
    ("prn", "nurse"),
    ("nothing",),
)


def _out(house: House, scene: Scene) -> None:
    kind = str(scene.values["out_for"])
    van = kind == "appointment"
    house.verb(
        sign_out,
        resident=house.residents[scene.who],
        out_for=OutFor(kind),
        accompanied_by=str(scene.values["with"]),
        expected_back=house.instant(scene.values["back"]),  # type: ignore[arg-type]
        effective=house.instant(scene.at),
        coding=Coding(
            planned=van,
            reason_code=WHY_OUT.get(kind, ""),
            decided_by="prescriber" if van else "family",
            transport="van" if van else "family-car",
        ),
    )


def _in(house: House, scene: Scene) -> None:
    house.verb(sign_in, resident=house.residents[scene.who], effective=house.instant(scene.at))


def _hospital(house: House, scene: Scene) -> None:
    luck = hash_of(scene.who, scene.at)
    house.verb(
        leave_for_hospital,
        stay=_stay(house, scene),
        out_for=OutFor.EMERGENCY_ROOM,
        effective=house.instant(scene.at),
        hospital=str(scene.values["hospital"]),
        coding=Coding(
            planned=False,
            reason_code=str(scene.values["code"]),
            reason=str(scene.values["reason"]),
            decided_by=DECIDED[luck % len(DECIDED)],
            tried_first=TRIED[luck % len(TRIED)],
            taken_along={"ems-page": 1, "glasses": 1},
            transport="ems" if luck % 9 else "family-car",
        ),
    )


def _step(house: House, scene: Scene) -> None:
    house.verb(
        change_way_out,
        resident=house.residents[scene.who],
        changes={"out_for": OutFor(scene.values["out_for"])},
        effective=house.instant(scene.at),
    )


def _return(house: House, scene: Scene) -> None:
    house.verb(
        record_return,
        stay=_stay(house, scene),
        effective=house.instant(scene.at),
        diagnosis=str(scene.values["diagnosis"]),
        diagnosis_code=str(scene.values["code"]),
        new_orders=bool(scene.values["orders"]),
        condition="weaker" if scene.values["orders"] else "as-before",
        came_back_with={"glasses": 1},
    )


def _settled(house: House, scene: Scene) -> None:
    house.verb(end_return, stay=_stay(house, scene), effective=house.instant(scene.at))


def _stay(house: House, scene: Scene) -> Any:
    return house.stays[house.residents[scene.who].pk]


STEPS = {
    "call": _call,
    "out": _out,
    "in": _in,
    "hospital": _hospital,
    "step": _step,
    "return": _return,
    "settled": _settled,
}
RESIDENCY = frozenset({"hospital", "step", "return", "settled"})
"""What changes a residency: told at once for the whole story, before the days of it."""


# Routines ----------------------------------------------------------------------------------------


def work_day(house: House, routines: list[Routine], day: date, series: dict[int, Any]) -> None:
    """The tasks of one past day, and what became of them, written up at the end of each shift."""
    wanted = [r for r in routines if not r.weekdays or day.isoweekday() in r.weekdays]
    with clock.pinned(_evening_before(house, day)), scoped(house.scope):
        made = house.verb(
            create_tasks, tasks=[_task(house, r, day, series.get(id(r))) for r in wanted]
        )
    write_up(house, list(zip(made, wanted, strict=True)), day)


def write_up(house: House, pairs: list[tuple[Any, Routine]], day: date) -> None:
    """What became of a day's tasks, as far as they are over."""
    for name, _start, _end, _needs in SHIFTS:
        starts, ends = house.turn(name, day if name != "Night" else day - timedelta(days=1))
        told = min(ends, clock.now())
        mine = [(t, r) for t, r in pairs if starts <= t.due < ends and _is_over(t, told)]
        if not mine:
            continue
        with clock.pinned(told), scoped(house.scope):
            done = [_done(house, t, r, name, day, told) for t, r in mine]
            house.verb(complete_tasks, rows=[d for d in done if d is not None])
            _measure(house, mine, told)


def _evening_before(house: House, day: date) -> datetime:
    return instant_of(day - timedelta(days=1), time(18), house.facility.zone)


def _is_over(task: Any, told: datetime) -> bool:
    open_still = task.status in {TaskStatus.REQUESTED, TaskStatus.ACCEPTED}
    return open_still and task.due <= told - timedelta(minutes=25)


def _task(house: House, routine: Routine, day: date, series: Any) -> NewTask:
    due = instant_of(day, routine.at, house.facility.zone)
    return NewTask(
        code=routine.code,
        title=routine.title,
        due=due,
        resident_id=house.residents[routine.who].pk,
        owner_role=routine.role,
        minutes=routine.minutes,
        cause=f"TaskSeries/{series}" if series else "",
        slot=f"{day.isoformat()} {routine.at:%H:%M}",
    )


def _done(
    house: House, task: Any, routine: Routine, shift: str, day: date, told: datetime
) -> Completion | None:
    """How it went: by who was on, a little late when few were; refused by who refuses."""
    person, luck = house.people[routine.who], _luck(routine, day)
    crew = house.on_shift(routine.role, shift, day) or house.staff[routine.role]
    short = day.weekday() >= 5 and shift == "Evening"
    late = timedelta(minutes=(luck * 7) % (75 if short else 38) - 12)
    effective = min(max(task.due + late, task.opens), told)
    row: dict[str, Any] = {
        "task_id": task.pk,
        "effective": effective,
        "performer_id": crew[luck % len(crew)].pk,
    }
    if routine.habit and luck % 100 < 100 * person.refuses.get(routine.habit, 0.02):
        return Completion(outcome=Outcome.REFUSED, reason=OutcomeReason.DECLINED, **row)
    if short and luck % 37 == 0:
        return Completion(outcome=Outcome.NOT_DONE, reason=OutcomeReason.NO_TIME, **row)
    recent = (house.today - day).days < RECENT
    if luck % 211 == 0 and recent and routine.code != "tasks.check":
        return None  # No entry yet.
    return Completion(minutes_taken=routine.minutes + luck % 6, **row)


def _luck(routine: Routine, day: date) -> int:
    return hash_of(routine.who, datetime.combine(day, routine.at))


def _measure(house: House, pairs: list[tuple[Any, Routine]], told: datetime) -> None:
    """The value that a measuring task brought, beside it."""
    readings = []
    for task, routine in pairs:
        if routine.code != "tasks.measure":
            continue
        value = measured(house, routine, told)
        readings.append(
            Reading(
                resident_id=task.resident_id,
                effective=min(task.due, told),
                because=Reference("Task", task.pk),
                confirmed=True,
                **value,
            )
        )
    if readings:
        house.verb(record_observations, readings=readings)


def measured(house: House, routine: Routine, told: datetime) -> dict[str, Any]:
    """A value as that person would have it on that day: a trend, a habit, a little noise."""
    person = house.people[routine.who]
    noise = (_luck(routine, told.date()) % 21 - 10) / 10
    if routine.title.startswith("Weigh"):
        months = (house.today - told.date()).days / 30
        kilos = person.weight - person.weight_trend * months + noise * 0.5
        return {"code": WEIGHT, "quantity": _quantity(Decimal(f"{kilos:.1f}"), "kg")}
    if routine.title.startswith("Blood sugar"):
        return {"code": SUGAR, "quantity": _quantity(Decimal(round(128 + 26 * noise)), "mg/dL")}
    upper = round(person.pressure[0] + 9 * noise)
    lower = round(person.pressure[1] + 5 * noise)
    return {
        "code": PRESSURE,
        "pressure": (_quantity(Decimal(upper), "mm[Hg]"), _quantity(Decimal(lower), "mm[Hg]")),
    }
