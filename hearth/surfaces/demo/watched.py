"""Who is on watch at Maple Court, what the checks found, and how far the newcomer's list is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hearth.kernel import clock
from hearth.platform.scope import scoped
from hearth.record.tasks import queries
from hearth.record.tasks.actions import (
    answer_watch_check,
    complete_task,
    prove_checklist_item,
    start_checklist,
    start_watch,
)
from hearth.record.tasks.rules import CHANGED, USUAL
from hearth.surfaces.demo.house import House
from hearth.surfaces.demo.story import hash_of


LEFT_OPEN = timedelta(minutes=40)
"""Checks of the last minutes are still to be answered."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One resident on watch: since how many hours, for how long, and what changed at which check."""

    who: int
    reason: str
    hours: int
    look_for: str = ""
    changed: dict[int, tuple[str, str]] = field(default_factory=dict)


WATCHED = (
    Watched(
        8,
        "fall",
        14,
        "Fell beside the bed. Bruise on the left hip. Takes a blood thinner.",
        {2: ("pain", "Hip hurts when she turns. Nurse looked, no swelling."),
         10: ("pain", "Walks with two, sore. Paracetamol as ordered.")},
    ),
    Watched(
        22,
        "back-from-hospital",
        30,
        "Two medicines changed. Drinks little.",
        {1: ("eating", "Left supper, drank half a glass.")},
    ),
    Watched(37, "antibiotic", 52, "Chest infection, day three of seven."),
    Watched(
        51,
        "skin",
        41,
        "Red left heel, size of a quarter. Heel up on a pillow.",
        {2: ("place", "A little smaller, still red.")},
    ),
)  # fmt: skip


def put_on_watch(house: House) -> None:
    """The watches of these days, with what every check so far found."""
    for one in WATCHED:
        began = clock.now() - timedelta(hours=one.hours)
        with clock.pinned(began), scoped(house.scope):
            watch = house.verb(
                start_watch,
                resident=house.residents[one.who],
                reason=one.reason,
                look_for=one.look_for,
            )
        _answer(house, one, watch)


def _answer(house: House, one: Watched, watch: Any) -> None:
    now, staff = clock.now(), house.staff["caregiver"]
    with scoped(house.scope):
        reason = queries.reason_of(house.scope, watch)
        due = [
            t for t in queries.checks_of_watch(house.scope, watch) if t.due < now - LEFT_OPEN
        ]
    asked = [q for q in reason.asked_of(nurse=False) if q.answer == "usual"]
    for number, task in enumerate(due):
        answers = {q.code: USUAL for q in asked}
        code, text = one.changed.get(number, ("", ""))
        if code:
            answers[code] = CHANGED
        at = min(task.due + timedelta(minutes=number % 5 + 1), now)
        with clock.pinned(at), scoped(house.scope):
            entry = house.verb(
                answer_watch_check,
                task=task,
                answers=answers,
                text=text,
                performer=staff[hash_of(one.who, at) % len(staff)],
            )
        if code:
            _look(house, entry)


def _look(house: House, entry: Any) -> None:
    """The nurse looked in, as she was asked to."""
    at = min(entry.recorded + timedelta(minutes=12), clock.now())
    with clock.pinned(at), scoped(house.scope):
        for task in queries.open_of_cause(house.scope, f"WatchEntry/{entry.pk}"):
            nurse = house.staff["nurse"][0]
            house.verb(complete_task, task=task, text="Seen, goes on watching", performer=nurse)


DONE = {
    "evaluation": "Seen at home on 14-Nov, walker, one person for the shower",
    "wishes": "Daughter: wake me for anything",
    "directive": "Says there is none yet",
    "contact": "",
    "allergies": "",
    "place": "",
}
"""Steps of the newcomer's list that are done by now, each with its word."""


def prepare_newcomer(house: House, day: date) -> None:
    """Thursday's newcomer has the move-in list running, partly done: what proves itself, and words."""
    newcomer = house.residents[-1]
    stay = house.stays[newcomer.pk]
    row = house.verb(
        start_checklist,
        key="move-in",
        anchor=day,
        resident=newcomer,
        because=f"Stay/{stay.pk}",
    )
    steps = {item.code: item for item in queries.list_of(house.scope, row).items}
    tasks = queries.item_tasks(house.scope, [row])[row.pk]
    facts = queries.facts_of(
        house.scope, newcomer.pk, [i.fact for i in steps.values() if i.fact]
    )
    for code, text in DONE.items():
        item = steps[code]
        if item.by.value == "document" or (item.fact and item.fact not in facts and not text):
            continue
        house.verb(prove_checklist_item, task=tasks[code], ticked=True, text=text)
