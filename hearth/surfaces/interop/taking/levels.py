"""The level of care that a list of residents says."""

import re

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.content import lists
from hearth.platform.scope import scoped
from hearth.record.residents import queries as residents
from hearth.record.residents.actions.levels import change_level_of_care
from hearth.record.residents.models import Resident
from hearth.surfaces.interop.mapped import ResidentFacts
from hearth.surfaces.interop.reasons import Notice, reason

from .part import Case, Part


SAID_BESIDES = frozenset(
    {"level", "lvl", "l", "of", "care", "loc", "tier", "nivel", "de", "cuidado"}
)
"""Words that lists put around the number of a level: LOC 2, Lvl 2, Level of Care 2."""

TAKEN_OVER = "Taken over from a list of residents."


def take_levels(part: Part) -> None:
    """Residents of a list have the level it says from today on: since when, no list tells.

    Whoever has a level keeps it, also where it was entered in error: people have looked at it.
    A level that the community's list does not know is said and left to a person.
    """
    cases = [
        case
        for case in part.cases
        if isinstance(case.facts, ResidentFacts) and case.resident and case.facts.level
    ]
    if not cases:
        return
    known = _known(part)
    wanted = [case.resident for case in cases if case.resident]
    rows = residents.every_level(part.scope).filter(resident_id__in=wanted)
    have = set(rows.values_list("resident_id", flat=True))
    for case in cases:
        if case.resident in have:
            continue
        code = known.get(_plain(case.facts.level))
        if code is None or not _set(part, case, code):
            case.notices += (Notice("level", reason("level-unknown", level=case.facts.level)),)


def _set(part: Part, case: Case, code: str) -> bool:
    try:
        with scoped(part.scope):
            change_level_of_care(
                scope=part.scope,
                by=part.by,
                resident=Resident.objects.get(pk__in=[case.resident]),
                level=code,
                starts=clock.today(part.zone),
                decided_by=part.context.source or part.by.label,
                reason=TAKEN_OVER,
            )
    except Refused:
        return False
    return True


def _known(part: Part) -> dict[str, str]:
    """The levels the community offers, by code and by their words in both languages."""
    found: dict[str, str] = {}
    for item in lists.items(residents.LEVELS, part.scope.facility_id):
        for words in (item.code, item.title, *item.values["title"].values()):
            found.setdefault(_plain(words), item.code)
    return found


def _plain(words: str) -> str:
    """What tells one level from another: "LOC: 2" and "Level 2" are both 2."""
    parts = re.findall(r"[^\W\d_]+|\d+", words.casefold())
    return " ".join(part for part in parts if part not in SAID_BESIDES)
