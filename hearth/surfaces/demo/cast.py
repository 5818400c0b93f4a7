"""Who lives in Maple Court: invented people who are each somebody, not dice.

What a person has hangs together: age and neighborhood lead to illness, illness to help, help to
falls, weights and bad nights, family to visits and calls. A few people need most of the help and
have most of the falls, as in any house. Plain Python: no database, no clock.
"""

import random
from dataclasses import dataclass, field
from datetime import date, time

from hearth.surfaces.demo import names


RESIDENTS = 96

MEMORY_CARE = "Garden"
# Name, licence, first apartment, apartments, every nth of which is for two: 110 places.
PLAN = (
    ("East", "assisted", 101, 38, 10),
    ("West", "assisted", 201, 40, 10),
    ("Garden", "memory-care", 301, 24, 0),
)


@dataclass(slots=True)
class Person:
    """One resident: what is on the record, and how their days go."""

    given: str
    family: str
    woman: bool
    born: date
    neighborhood: str
    place: str
    came_days_ago: int
    preferred: str = ""
    language: str = "en"
    faith: str = ""
    matters: str = ""
    works: str = ""
    story: str = ""
    ill: set[str] = field(default_factory=set)
    allergies: list[str] = field(default_factory=list)
    code_status: str = "full-code"
    mobility: str = "independent"
    transfer: str = "independent"
    texture: str = ""
    thickness: str = ""
    diet: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    family_of: list[tuple[str, str]] = field(default_factory=list)  # given name, relationship
    visits: str = "sunday"
    # How the days go
    falls: float = 0.0  # in ninety days, on average
    restless: float = 0.05  # share of nights
    refuses: dict[str, float] = field(default_factory=dict)
    weight: float = 70.0  # kg
    weight_trend: float = 0.0  # kg a month
    pressure: tuple[int, int] = (132, 76)
    rises: time = time(7, 30)

    @property
    def memory(self) -> bool:
        return self.neighborhood == MEMORY_CARE

    @property
    def heavy(self) -> bool:
        """Whether they need much of the day's help."""
        return self.transfer not in {"independent", "standby"}

    @property
    def level(self) -> str:
        """The level of care their day comes to: by the neighborhood, or by how they get up, a step
        more where the mind needs help too."""
        return "memory-care" if self.memory else f"level-{self._step}"

    @property
    def level_before(self) -> str:
        """What it was when they came, of those whose illness took a step since."""
        worse = self.ill & {"parkinson", "stroke", "heart-failure", "alzheimer"}
        if self.memory or self._step < 3 or not worse:
            return ""
        return f"level-{self._step - 1}"

    @property
    def _step(self) -> int:
        ways = ("independent", "standby", "one-person", "two-person")
        return min(4, ways.index(self.transfer) + 1 + ("alzheimer" in self.ill))


def places() -> list[tuple[str, str]]:
    """Every place: neighborhood and label, in order of the doors."""
    found = []
    for name, _licence, first, doors, shared in PLAN:
        for n in range(doors):
            letters = (" A", " B") if shared and n % shared == 3 else ("",)
            found += [(name, f"{first + n}{letter}") for letter in letters]
    return found


def cast(dice: random.Random, today: date) -> list[Person]:
    """Everybody who lives here, and one who moves in on Thursday: the last of the list."""
    pairs = [(g, f, g in names.WOMEN) for f in names.FAMILIES for g in names.WOMEN + names.MEN]
    dice.shuffle(pairs)
    women = [p for p in pairs if p[2]]
    men = [p for p in pairs if not p[2]]
    rooms = places()
    garden = [r for r in rooms if r[0] == MEMORY_CARE]
    others = [r for r in rooms if r[0] != MEMORY_CARE]
    dice.shuffle(garden)
    dice.shuffle(others)
    chosen = garden[:22] + others[: RESIDENTS - 22] + others[RESIDENTS - 22 :][:1]
    people = []
    for neighborhood, place in chosen:
        name = (women if dice.random() < 0.7 else men).pop()
        people.append(_person(dice, today, name, (neighborhood, place)))
    _couples(people)
    people[-1].came_days_ago = -2
    return people


def _person(
    dice: random.Random,
    today: date,
    name: tuple[str, str, bool],
    home: tuple[str, str],
) -> Person:
    (given, family, woman), (neighborhood, place) = name, home
    age = min(101, max(68, round(dice.gauss(86 if neighborhood == MEMORY_CARE else 84, 6))))
    born = date(today.year - age, dice.randrange(1, 13), dice.randrange(1, 28))
    one = Person(given, family, woman, born, neighborhood, place, _days_here(dice))
    one.preferred = names.PREFERRED.get(given, "") if dice.random() < 0.7 else ""
    one.language = "es" if family in names.SPANISH and dice.random() < 0.6 else "en"
    one.faith = dice.choices(names.FAITHS, names.FAITH_SHARES)[0]
    one.matters = dice.choice(names.MATTERS)
    one.works = dice.choice(names.WORKS_MEMORY if one.memory else names.WORKS)
    one.story = dice.choice(names.STORIES)
    _illness(dice, one, age)
    _help(dice, one, age)
    _eating(dice, one)
    _wishes(dice, one, age)
    _family(dice, one, age)
    _days(dice, one)
    return one


def _days_here(dice: random.Random) -> int:
    """Half of the people have been here under two years; a few for eight."""
    return min(3000, round(100 + dice.expovariate(1 / 620)))


def _illness(dice: random.Random, one: Person, age: int) -> None:
    """What they have: the heart's troubles come together, the mind's with the neighborhood."""
    old = (age - 68) / 33
    shares = {
        "alzheimer": 1.0 if one.memory else 0.12,
        "pressure": 0.5 + 0.25 * old,
        "diabetes": 0.22,
        "lung": 0.13,
        "joints": 0.4 + 0.2 * old,
        "depression": 0.4 if one.memory else 0.22,
        "parkinson": 0.05 if one.woman else 0.09,
        "stroke": 0.08 + 0.12 * old,
    }
    one.ill = {key for key, share in shares.items() if dice.random() < share}
    heart = 0.1 * ("pressure" in one.ill)
    if dice.random() < 0.1 + 0.25 * old + heart:
        one.ill.add("fibrillation")
    if dice.random() < (0.35 if "fibrillation" in one.ill else 0.1):
        one.ill.add("heart-failure")
    if "pressure" in one.ill:
        one.pressure = (round(dice.gauss(142, 9)), round(dice.gauss(78, 6)))
    if dice.random() < 0.38:
        one.allergies = [dice.choices(list(names.ALLERGIES), [6, 4, 1, 1, 2])[0]]


def _help(dice: random.Random, one: Person, age: int) -> None:
    need = (age - 75) / 30 + 0.3 * len(one.ill & {"parkinson", "stroke", "heart-failure"})
    need += 0.35 * one.memory + 0.12 * ("joints" in one.ill) + dice.gauss(0, 0.22)
    steps = (
        (0.25, "independent", "independent"),
        (0.5, "cane", "independent"),
        (0.8, "walker", "standby"),
        (1.05, "walker", "one-person"),
        (1.3, "wheelchair-pushed", "one-person"),
    )
    one.mobility, one.transfer = next(
        ((m, t) for limit, m, t in steps if need < limit), ("wheelchair-pushed", "two-person")
    )
    one.falls = {"independent": 0.05, "cane": 0.2, "walker": 0.45}.get(one.mobility, 0.25)
    one.falls *= 3.2 if "parkinson" in one.ill else 1.8 if one.memory else 1
    if one.falls > 0.4:
        one.flags.add("fall")
    if one.transfer == "two-person":
        one.flags.add("two-staff")
    if one.memory and one.mobility in {"independent", "cane", "walker"}:
        one.flags.add("leaving")
    if "fibrillation" in one.ill:
        one.flags.add("bleeding")
    if "lung" in one.ill and dice.random() < 0.5:
        one.flags.add("oxygen")
    if "diabetes" in one.ill and dice.random() < 0.4:
        one.flags.add("low-sugar")
    if one.heavy and dice.random() < 0.3:
        one.flags.add("skin")


def _eating(dice: random.Random, one: Person) -> None:
    if "diabetes" in one.ill:
        one.diet.append("consistent-carbohydrate")
    if "heart-failure" in one.ill:
        one.diet.append("low-sodium")
    if ("stroke" in one.ill or "parkinson" in one.ill) and dice.random() < 0.5:
        one.texture, one.thickness = dice.choice([("6", "1"), ("5", "2"), ("6", "2")])
        one.flags.add("choking")
    one.weight = max(41.0, dice.gauss(64 if one.woman else 78, 9))
    if one.memory and dice.random() < 0.3:
        one.weight_trend = -dice.uniform(0.8, 2.1)
        one.diet.append("high-calorie")


def _wishes(dice: random.Random, one: Person, age: int) -> None:
    if dice.random() < 0.04:
        one.code_status = "unknown"
    elif dice.random() < 0.15 + (age - 70) / 45 + 0.15 * one.memory:
        one.code_status = dice.choices(["dnr", "dnr-dni", "comfort"], [7, 2, 1])[0]


def _family(dice: random.Random, one: Person, age: int) -> None:
    relations = ["DAU"] * 4 + ["SON"] * 3 + ["NIENEPH", "FRND"]
    if age < 84 and dice.random() < 0.3:
        one.family_of.append((dice.choice(names.MEN if one.woman else names.WOMEN), "SPS"))
    for _ in range(dice.choices([1, 2, 3], [3, 5, 2])[0]):
        relation = dice.choice(relations)
        pool = names.SONS if relation in {"SON", "NIENEPH"} else names.DAUGHTERS
        one.family_of.append((dice.choice(pool), relation))
    one.visits = dice.choices(["sunday", "often", "rare", "weekly"], [4, 2, 2, 3])[0]


def _days(dice: random.Random, one: Person) -> None:
    one.rises = dice.choice([time(6, 30), time(7, 15), time(7, 30), time(8, 0), time(8, 30)])
    one.restless = 0.32 if one.memory and dice.random() < 0.4 else dice.uniform(0.01, 0.08)
    if one.memory and dice.random() < 0.35:
        one.refuses = {"shower": dice.uniform(0.25, 0.6)}
    elif dice.random() < 0.12:
        one.refuses = {"shower": 0.2, "walk": 0.35}


def _couples(people: list[Person]) -> None:
    """Two who share an apartment share a name, and have each other: records of their own all the same."""
    by_place = {p.place: p for p in people}
    for place, first in by_place.items():
        other = by_place.get(place[:-1] + "B") if place.endswith("A") else None
        if other is None:
            continue
        other.family = first.family
        if other.woman == first.woman:
            continue
        first.family_of.insert(0, (other.given, "SPS"))
        other.family_of.insert(0, (first.given, "SPS"))
