"""What happens at Maple Court: ninety days of invented life, each thing with its consequences.

A fall has an hour, a note, a blood pressure, a call to the daughter and a look the next day; an
infection begins with a bad night and ends a week later; weekends have visitors and few staff.
Plain Python: each ``Scene`` says what, when (local wall time) and about whom; the loader tells
the record in order.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from hearth.surfaces.demo.cast import Person


DAYS = 90
HOSPITALS = ("Mercy Hospital", "St. Luke's")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One thing that happens: ``who`` is a place in the cast, ``at`` naive local wall time.

    ``sort``: note, vitals, call, out, in, hospital, step, return, settled, promise. ``values`` are its words
    and numbers.
    """

    at: datetime
    who: int
    sort: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """What is done for one person again and again, and how it tends to go."""

    who: int
    code: str
    title: str
    at: time
    weekdays: tuple[int, ...] = ()
    minutes: int = 10
    role: str = "caregiver"
    habit: str = ""  # what a person may refuse


def routines(people: list[Person], dice: random.Random) -> list[Routine]:
    """The day's help for each person, by what they need; a few need most of it."""
    found: list[Routine] = []
    for who, one in enumerate(people):
        found += _routine(who, one, dice)
    return found


def _routine(who: int, one: Person, dice: random.Random) -> Iterator[Routine]:
    care: dict[str, Any] = {"who": who, "code": "tasks.care"}
    shower_days = tuple(sorted(dice.sample(range(1, 7), 2)))
    if one.heavy or one.memory:
        yield Routine(**care, title="Help getting up and dressed", at=one.rises, minutes=20)
        yield Routine(**care, title="Help to bed", at=time(20, 30), minutes=20)
    if one.memory:
        yield Routine(**care, title="Offer a drink", at=time(10, 30), minutes=5)
        yield Routine(**care, title="Sit with at supper", at=time(17, 15), minutes=25)
    if one.transfer != "independent" or one.memory:
        yield Routine(
            **care,
            title="Shower",
            at=time(9, 30),
            weekdays=shower_days,
            minutes=30,
            habit="shower",
        )
    if one.mobility in {"walker", "cane"} and "joints" in one.ill:
        yield Routine(**care, title="Walk outside", at=time(15, 30), minutes=20, habit="walk")
    if "skin" in one.flags or one.transfer == "two-person":
        for at in (time(10, 0), time(14, 0), time(22, 0)):
            yield Routine(**care, title="Turn and check skin", at=at, minutes=10)
    if one.falls > 0.9 or "leaving" in one.flags:
        yield Routine(
            who=who, code="tasks.check", title="Look in quietly", at=time(2, 0), minutes=5
        )
    yield from _measuring(who, one)


def _measuring(who: int, one: Person) -> Iterator[Routine]:
    measure: dict[str, Any] = {
        "who": who,
        "code": "tasks.measure",
        "role": "med-tech",
        "minutes": 5,
    }
    if "heart-failure" in one.ill:
        yield Routine(**measure, title="Weigh before breakfast", at=time(7, 0))
    elif one.weight_trend:
        yield Routine(**measure, title="Weigh before breakfast", at=time(7, 0), weekdays=(1,))
    if "diabetes" in one.ill and "low-sugar" in one.flags:
        yield Routine(**measure, title="Blood sugar before breakfast", at=time(7, 0))
    if "pressure" in one.ill:
        days = (1 + who % 5,)
        yield Routine(**measure, title="Blood pressure", at=time(9, 0), weekdays=days)


def scenes(people: list[Person], dice: random.Random, today: date, *, days: int) -> list[Scene]:
    """Everything that happens in the last so many days, in order of time."""
    found: list[Scene] = []
    first = today - timedelta(days=days)
    for who, one in enumerate(people):
        if one.came_days_ago < 0:
            continue
        found += _falls(who, one, dice, first, days)
        found += _illnesses(who, one, dice, first, days)
        found += _outings(who, one, dice, first, days)
        found += _remarks(who, one, dice, first, days)
    found += last_night(people, today)
    return sorted(found, key=lambda s: (s.at, s.who))


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _fall_hour(dice: random.Random) -> int:
    """People fall on the way to the bathroom at night, and late in the afternoon."""
    hours = list(range(24))
    shares = [5, 6, 8, 7, 6, 7, 6, 4, 3, 3, 3, 3, 3, 3, 4, 4, 6, 7, 6, 5, 4, 4, 4, 4]
    return dice.choices(hours, shares)[0]


def _falls(
    who: int, one: Person, dice: random.Random, first: date, days: int
) -> Iterator[Scene]:
    for _ in range(_count(dice, one.falls * days / 90)):
        day = first + timedelta(days=dice.randrange(days - 2))
        at = _moment(day, _fall_hour(dice), dice.randrange(60))
        where = dice.choice(
            ("beside the bed", "in the bathroom", "by the chair", "in the hall")
        )
        hurt = dice.random() < 0.25
        yield from fall(who, one, at, where, hurt=hurt, dice=dice)


def fall(
    who: int, one: Person, at: datetime, where: str, *, hurt: bool, dice: random.Random
) -> Iterator[Scene]:
    """A fall and what follows: note, pressure, family told, a look the next day; the worst go out."""
    said = f"Found on the floor {where}. " + (
        "Skin tear on the left arm, cleaned and covered. Says the hip hurts."
        if hurt
        else "No injury seen, moves all limbs, says nothing hurts."
    )
    yield _note(at, who, "moving", "urgent" if hurt else "change", said)
    low = (one.pressure[0] - dice.randrange(8, 34), one.pressure[1] - dice.randrange(0, 12))
    yield Scene(at=at + timedelta(minutes=8), who=who, sort="vitals", values={"pressure": low})
    calls = at + timedelta(minutes=25)
    if calls.hour < 7:
        calls = calls.replace(hour=7, minute=15)
    yield Scene(
        at=calls,
        who=who,
        sort="call",
        values={
            "reached": "reached" if dice.random() < 0.7 else "left-message",
            "text": f"Told about the fall {where}.",
        },
    )
    if hurt and dice.random() < 0.5:
        yield from _hospital(
            who, at + timedelta(minutes=50), dice, "After a fall, hip pain", "fall"
        )
        return
    later = at + timedelta(hours=14)
    yield _note(
        later, who, "moving", "watch", "Sore, walks with help. Bruise on the hip, hand-sized."
    )


FOUND = {
    "fall": ("Bruised hip, no fracture", "S70.02XA", "Hip fracture, pinned", "S72.002A"),
    "breathing": ("Heart failure, water tablet doubled", "I50.9", "Pneumonia", "J18.9"),
    "infection": ("Bladder infection", "N39.0", "Sepsis from the bladder", "A41.9"),
}
"""What they find: what sends home the same night, and what keeps somebody. (ICD-10-CM)"""


def _hospital(
    who: int, at: datetime, dice: random.Random, reason: str, code: str
) -> Iterator[Scene]:
    """To the emergency room; some are back the same night, the others are kept for days."""
    light, light_code, grave, grave_code = FOUND[code]
    yield Scene(
        at=at,
        who=who,
        sort="hospital",
        values={"hospital": dice.choice(HOSPITALS), "reason": reason, "code": code},
    )
    back = (at + timedelta(days=dice.randrange(1, 6))).replace(hour=dice.randrange(11, 17))
    luck = hash_of(who, at) % 10
    if luck < 4:  # Hearth's own guess, for a story.
        values = {"diagnosis": light, "code": light_code, "orders": luck == 0}
        soon = at + timedelta(hours=5 + luck)
        yield Scene(at=soon, who=who, sort="return", values=values)
        if luck == 0:
            yield Scene(at=soon + timedelta(days=1), who=who, sort="settled", values={})
        return
    kept = "observation" if luck < 6 else "hospital"
    yield Scene(at=at + timedelta(hours=6), who=who, sort="step", values={"out_for": kept})
    values = {"diagnosis": grave, "code": grave_code, "orders": True}
    yield Scene(at=back, who=who, sort="return", values=values)
    yield Scene(at=back + timedelta(days=1), who=who, sort="settled", values={})
    yield _note(
        back + timedelta(minutes=40),
        who,
        "health",
        "change",
        "Back from hospital, tired, ate soup. New orders in the folder. Pressure areas looked at.",
    )


def _illnesses(
    who: int, one: Person, dice: random.Random, first: date, days: int
) -> Iterator[Scene]:
    if dice.random() < (0.16 if one.woman else 0.08) * (1.5 if one.memory else 1):
        yield from _infection(who, dice, first + timedelta(days=dice.randrange(days - 4)))
    if "heart-failure" in one.ill and dice.random() < 0.35:
        day = first + timedelta(days=dice.randrange(days - 6))
        yield _note(
            _moment(day, 8, 5), who, "health", "change",
            "Up two kilos in three days. Ankles swollen, short of breath on the way to breakfast.",
        )  # fmt: skip
        yield Scene(
            at=_moment(day, 9, 20),
            who=who,
            sort="call",
            values={
                "reached": "reached",
                "with": "clinic",
                "text": "Weight gain; extra water pill for three days.",
            },
        )
        if dice.random() < 0.25:
            yield from _hospital(
                who, _moment(day, 21, 40), dice, "Short of breath at rest", "breathing"
            )
    if one.weight_trend:
        for week in range(2, days // 7, 4):
            day = first + timedelta(days=7 * week)
            yield _note(
                _moment(day, 12, 50), who, "eating", "watch",
                "Ate a quarter of lunch, left the meat. Drank the shake.",
            )  # fmt: skip


def _infection(who: int, dice: random.Random, day: date) -> Iterator[Scene]:
    """Three days of an infection of the bladder, as it shows in the old: first in the night."""
    yield _note(
        _moment(day, 4, 30), who, "sleep", "change",
        "Up four times to the bathroom, confused, asked for her mother. New for her.",
    )  # fmt: skip
    yield Scene(at=_moment(day, 7, 40), who=who, sort="vitals", values={"temperature": 38.1})
    yield Scene(
        at=_moment(day, 9, 10),
        who=who,
        sort="call",
        values={
            "reached": "reached",
            "with": "clinic",
            "text": "Urine sample today, results tomorrow.",
        },
    )
    after = day + timedelta(days=1)
    yield _note(
        _moment(after, 15, 30), who, "medicines", "watch",
        "Antibiotic began at noon, seven days. Offer drinks each round.",
    )  # fmt: skip
    if dice.random() < 0.12:
        yield from _hospital(
            who, _moment(after, 22, 15), dice, "Fever and confusion", "infection"
        )
    else:
        yield _note(
            _moment(day + timedelta(days=5), 10, 0),
            who,
            "health",
            "routine",
            "Clear again, fever gone, laughed at breakfast.",
        )


def _outings(
    who: int, one: Person, dice: random.Random, first: date, days: int
) -> Iterator[Scene]:
    chance = {"sunday": {6: 0.5}, "often": {2: 0.3, 5: 0.4, 6: 0.6}, "weekly": {5: 0.4}}
    for n in range(days - 2):
        day = first + timedelta(days=n)
        wanted = chance.get(one.visits, {6: 0.08}).get(day.weekday(), 0.01)
        if one.memory:
            wanted *= 0.4
        if dice.random() < wanted and one.family_of:
            left = _moment(day, dice.choice((10, 11, 12)), dice.randrange(0, 60, 5))
            back = left + timedelta(hours=dice.choice((2, 3, 4)))
            yield from _out(who, left, back, "family", one.family_of[-1][0])
        elif day.weekday() < 5 and dice.random() < 0.012:
            left = _moment(day, dice.choice((8, 9, 13)), 30)
            yield from _out(
                who, left, left + timedelta(hours=2), "appointment", "Van and driver"
            )


def _out(who: int, left: datetime, back: datetime, why: str, with_whom: str) -> Iterator[Scene]:
    values = {"out_for": why, "with": with_whom, "back": back}
    yield Scene(at=left, who=who, sort="out", values=values)
    late = timedelta(minutes=(hash_of(who, left) % 50) - 15)
    yield Scene(at=back + late, who=who, sort="in", values={})


def hash_of(who: int, at: datetime) -> int:
    """A number that belongs to a person and an instant; the same in every run."""
    return (who * 7919 + at.toordinal() * 104729 + at.hour * 31 + at.minute) % 10007


REMARKS = {
    "progress": (
        "Good morning, two cups of coffee, joined the table by the window.",
        "Quiet day. Read the paper in the lobby, napped after lunch.",
        "Asked twice when the bus goes. Looked at photographs together, then fine.",
    ),
    "mood": (
        "Tearful after supper, misses her husband. Sat with her until the news.",
        "In good spirits, sang at the piano.",
        "Cross at shower time, better after tea. Try before breakfast.",
    ),
    "eating": (
        "Ate everything, asked for more pie.",
        "Half of supper. Says the meat is tough.",
        "Skipped breakfast, ate well at lunch.",
    ),
    "sleep": (
        "Slept through.",
        "Awake from two to four, warm milk, back to bed.",
        "Walked the hall at three, came back by herself.",
    ),
    "family": (
        "Son on the phone, asks about the bill. Passed on.",
        "Daughter brought the winter coat and took the summer things.",
    ),
    "activity": (
        "Won at cards. Told everybody.",
        "Came to music, tapped along, left early.",
        "Garden club: planted bulbs, dirty hands, happy.",
    ),
    "skin": ("Red spot on the left heel, fades when pressed. Heels up on the pillow.",),
}
HOURS = {
    "progress": (9, 14), "mood": (10, 20), "eating": (8, 18), "sleep": (5, 7),
    "family": (11, 17), "activity": (10, 16), "skin": (9, 21),
}  # fmt: skip


def _remarks(
    who: int, one: Person, dice: random.Random, first: date, days: int
) -> Iterator[Scene]:
    weekly = 3.2 if one.memory else 2.2 if one.heavy else 1.1
    sorts = ["progress", "mood", "eating", "family", "activity"]
    shares = [5.0, 2.0, 2.5, 1.0, 2.0]
    if one.restless > 0.2:
        sorts.append("sleep")
        shares.append(4.0)
    if "skin" in one.flags:
        sorts.append("skin")
        shares.append(1.0)
    for _ in range(_count(dice, weekly * days / 7)):
        day = first + timedelta(days=dice.randrange(days))
        sort = dice.choices(sorts, shares)[0]
        text = dice.choice(REMARKS[sort])
        at = _moment(day, dice.randrange(*HOURS[sort]), dice.randrange(60))
        yield _note(at, who, sort, "routine", text if one.woman else _his(text))


def _his(text: str) -> str:
    for hers, his in (
        (" her husband", " his wife"),
        (" with her ", " with him "),
        ("herself", "himself"),
    ):
        text = text.replace(hers, his)
    return text


def last_night(people: list[Person], today: date) -> list[Scene]:
    """The night before this morning, told the same whatever the dice say: what Today shows first."""
    dice = random.Random(2)  # noqa: S311 - a story, not a secret
    night = [n for n, p in enumerate(people) if "fall" in p.flags and p.came_days_ago > 0]
    fallen, restless, eats = night[0], night[3], night[7]
    night_of = _moment(today, 2, 10)
    after = fall(fallen, people[fallen], night_of, "beside the bed", hurt=False, dice=dice)
    # The daughter is told because of the event that an aide recorded: see ``befell``.
    found = [scene for scene in after if scene.sort != "call"]
    found.append(
        _note(
            _moment(today, 5, 40),
            restless,
            "sleep",
            "watch",
            "Awake since two, walked the hall with a blanket. Settled with the radio on.",
        )
    )
    evening = today - timedelta(days=1)
    found.append(
        _note(
            _moment(evening, 18, 20),
            eats,
            "eating",
            "change",
            "Ate nothing at supper, nothing at lunch. Slept in the chair, hard to wake.",
        )
    )
    return found


def _note(at: datetime, who: int, category: str, severity: str, text: str) -> Scene:
    values = {"category": category, "severity": severity, "text": text}
    return Scene(at=at, who=who, sort="note", values=values)


def _count(dice: random.Random, mean: float) -> int:
    """How many of a rare thing happen: Poisson."""
    left, count = 1.0, -1
    limit = 2.718281828459045**-mean
    while left > limit:
        left *= dice.random()
        count += 1
    return count
