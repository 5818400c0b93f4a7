"""The levels of care at Maple Court: what each resident's day takes, since when, and what was before."""

from datetime import date, timedelta
from typing import Any

from hearth.record.residents.actions.levels import change_level_of_care
from hearth.surfaces.demo.cast import Person
from hearth.surfaces.demo.house import House


RAISED_AGO = 140
"""Days before today on which those who need more now were looked at again."""

GETS_UP = {
    "independent": "Gets up alone",
    "standby": "Somebody stands by when they get up",
    "one-person": "One person helps them get up",
    "two-person": "Two people help them get up",
}


def set_levels(house: House) -> None:
    """Everybody who lives here: the level agreed at move-in, and the step up of who needs more now."""
    for resident, person in zip(house.residents, house.people, strict=True):
        if person.came_days_ago <= 0:
            continue
        came = house.today - timedelta(days=max(person.came_days_ago, 91))
        raised = house.today - timedelta(days=RAISED_AGO)
        if person.level_before and came < raised - timedelta(days=120):
            _set(house, resident, person.level_before, came, "Looked at before move-in.")
            _set(
                house,
                resident,
                person.level,
                raised,
                f"Needs more than at move-in: {_why(person)}",
            )
        else:
            _set(house, resident, person.level, came, _why(person))


def set_level_of_newcomer(house: House, day: date) -> None:
    """Who moves in on Thursday has a level from that day on."""
    _set(house, house.residents[-1], house.people[-1].level, day, _why(house.people[-1]))


def announce_one(house: House) -> None:
    """One change that is decided and begins next month, as the family was told."""
    day = (house.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    resident = next(
        r
        for r, p in zip(house.residents, house.people, strict=True)
        if p.level == "level-3" and p.came_days_ago > RAISED_AGO
    )
    _set(
        house,
        resident,
        "level-4",
        day,
        "Help through the night since the last fall; looked at again twice.",
    )


def _why(person: Person) -> str:
    said = [GETS_UP[person.transfer]]
    if person.memory:
        said.append("does not find the way alone; the day is led by the memory care team")
    elif "alzheimer" in person.ill:
        said.append("needs to be reminded of meals and medicines")
    if "diabetes" in person.ill:
        said.append("blood sugar before meals")
    return "; ".join(said) + "."


def _set(house: House, resident: Any, level: str, starts: date, reason: str) -> None:
    house.verb(
        change_level_of_care,
        resident=resident,
        level=level,
        starts=starts,
        decided_by=f"{house.staff['nurse'][0]}, with the resident",
        reason=reason,
    )
