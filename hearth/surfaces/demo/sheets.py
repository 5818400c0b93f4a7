"""The assignment sheets of Maple Court: its runs, carts and extra duties, and who had them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hearth.care.rostering.actions import call_off
from hearth.kernel import clock
from hearth.platform.tenancy.models import Neighborhood
from hearth.record.staff.actions.runs import (
    PlannedLine,
    assign_runs,
    set_run,
    set_run_places,
)
from hearth.record.staff.models import DutyPeriod, Run
from hearth.surfaces.demo import cast
from hearth.surfaces.demo.house import SHIFTS, House


# How many runs a neighborhood is shared out into on each shift.
RUNS = {
    "Day": {"East": 4, "West": 4, "Garden": 2},
    "Evening": {"East": 2, "West": 2, "Garden": 2},
    "Night": {"East": 1, "West": 1, "Garden": 1},
}
NAMES = {
    "Day": "{n} {where}",
    "Evening": "Evening {where} {n}",
    "Night": "Night {where}",
}
# Name, on which shifts, and whose medicines are on it.
CARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Cart 1", ("Day", "Evening"), ("East",)),
    ("Cart 2", ("Day", "Evening"), ("West", "Garden")),
    ("Night cart", ("Night",), ("East", "West", "Garden")),
)
BEFORE = timedelta(minutes=50)
"""How long before the shift the call came that nobody wants."""

EXTRAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Showers", ("Day",)),
    ("Dining room", ("Day", "Evening")),
    ("Keys and house phone", ()),
    ("Break cover", ("Day", "Evening")),
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of Maple Court by shift, as the sheets hand them out."""

    runs: dict[str, list[Run]]
    carts: dict[str, list[Run]]
    extras: dict[str, list[Run]]


def name_runs(house: House) -> Runs:
    """Lay out the runs: each has its neighbors' doors in a row."""
    hoods = {n.name: n for n in Neighborhood.objects.filter(facility=house.facility)}
    made = Runs(runs={}, carts={}, extras={})
    doors = {
        where: [house.places[label] for name, label in cast.places() if name == where]
        for where, *_ in cast.PLAN
    }
    for shift, shares in RUNS.items():
        for where, count in shares.items():
            for n in range(count):
                run = house.verb(
                    set_run,
                    name=NAMES[shift].format(n=n + 1, where=where),
                    run_kind="run",
                    role="caregiver",
                    neighborhood=hoods[where],
                    shifts=[house.shifts[shift]],
                )
                part = _part(doors[where], n, count)
                house.verb(set_run_places, run=run, places=part)
                made.runs.setdefault(shift, []).append(run)
    for name, shifts, wheres in CARTS:
        cart = house.verb(
            set_run,
            name=name,
            run_kind="cart",
            role="med-tech",
            shifts=[house.shifts[s] for s in shifts],
        )
        house.verb(set_run_places, run=cart, places=[p for w in wheres for p in doors[w]])
        for shift in shifts:
            made.carts.setdefault(shift, []).append(cart)
    for name, shifts in EXTRAS:
        extra = house.verb(
            set_run,
            name=name,
            run_kind="extra",
            shifts=[house.shifts[s] for s in shifts],
        )
        for shift in shifts or tuple(RUNS):
            made.extras.setdefault(shift, []).append(extra)
    return made


def fill_days(house: House, runs: Runs, turns: list[tuple[str, date]]) -> None:
    """The sheets of some turns: people keep their usual run as far as they can."""
    first, last = min(d for _, d in turns), max(d for _, d in turns)
    start, _ = house.turn("Day", first)
    _, end = house.turn("Night", last + timedelta(days=1))
    duties: dict[tuple[str, date], list[DutyPeriod]] = {}
    rows = DutyPeriod.objects.filter(
        facility=house.facility, starts__gte=start - timedelta(hours=1), starts__lt=end
    ).exclude(status="absent")
    for duty in rows.select_related("member", "shift").order_by("starts", "member_id"):
        day = duty.starts.astimezone(house.facility.zone).date()
        duties.setdefault((duty.shift.name, day), []).append(duty)  # type: ignore[union-attr]
    lines: list[PlannedLine] = []
    for name, day in turns:
        here = duties.get((name, day), [])
        lines += _sheet(house, runs, name, day, here)
    house.verb(assign_runs, lines=lines)


def turns_before(house: House, days: int, now: Any) -> list[tuple[str, date]]:
    """Every turn that began in the last days, the one that runs now among them."""
    found = [
        (name, house.today - timedelta(days=back))
        for back in range(days, -1, -1)
        for name, *_ in SHIFTS
    ]
    return [(name, day) for name, day in found if house.turn(name, day)[0] <= now]


def somebody_calls_off(house: House, now: Any) -> None:
    """On the shift that runs now one caregiver did not come, so that a run has nobody and a shift is open."""
    due = DutyPeriod.objects.filter(
        facility=house.facility,
        role="caregiver",
        status="planned",
        starts__lte=now,
        ends__gt=now,
    ).order_by("-starts", "member_id")
    late = due.first()
    if late is not None:
        with clock.pinned(late.starts - BEFORE):
            house.verb(call_off, duty=late, reason="transport")


def _sheet(
    house: House, runs: Runs, name: str, day: date, here: list[DutyPeriod]
) -> list[PlannedLine]:
    shift = house.shifts[name]
    caregivers = _usual(house, [d for d in here if d.role == "caregiver"], len(runs.runs[name]))
    techs = [d for d in here if d.role == "med-tech"]
    pairs = [(run, caregivers[n]) for n, run in enumerate(runs.runs[name]) if n in caregivers]
    pairs += list(zip(runs.carts[name], techs, strict=False))
    beside = [d for d in here if d.role == "caregiver" and d not in caregivers.values()]
    leads = [d for d in here if d.role == "shift-lead"]
    for extra in runs.extras.get(name, []):
        keys = extra.name.startswith("Keys")
        holder = next(iter(leads if keys else beside or list(caregivers.values())), None)
        if holder is not None:
            pairs.append((extra, holder))
    return [PlannedLine(run=run, duty=duty, shift=shift, day=day) for run, duty in pairs]


def _usual(house: House, here: list[DutyPeriod], count: int) -> dict[int, DutyPeriod]:
    """Which run each takes: their usual one, or where somebody is missing."""
    pool = [m.pk for m in house.staff["caregiver"]]
    taken: dict[int, DutyPeriod] = {}
    rest = []
    for duty in here:
        usual = pool.index(duty.member_id) // 3 % count if duty.member_id in pool else 0
        if usual in taken:
            rest.append(duty)
        else:
            taken[usual] = duty
    for number in range(count):
        if number not in taken and rest:
            taken[number] = rest.pop(0)
    return taken


def _part(doors: list[Any], number: int, count: int) -> list[Any]:
    size = -(-len(doors) // count)
    return doors[number * size : (number + 1) * size]
