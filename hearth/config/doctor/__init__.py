"""``hearth doctor``: looks at everything that quietly goes wrong, and says what to do about it.

A *check* is a function that takes the house and yields findings; a check that breaks is a finding
of its own. Nothing is changed, no name of a resident is read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import psycopg

from hearth.config.environment import Environment


Level = Literal["well", "look", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``look``: soon a trouble; ``wrong``: is one. ``do``: what to do."""

    area: str
    level: Level
    found: str
    do: str = ""


@dataclass
class House:
    """What the checks look at: what it was told, and its database with the rights to see all."""

    env: Environment
    database: psycopg.Connection
    said: dict[str, object] = field(default_factory=dict)

    @property
    def at_work(self) -> bool:
        """Whether ``hearth run`` is up on this folder."""
        return bool(self.said)

    def ask(self, query: str, *values: object) -> list[tuple]:
        """Rows of the house's database, past row-level security."""
        return self.database.execute(query, values or None).fetchall()  # type: ignore[arg-type]

    def one(self, query: str, *values: object) -> tuple:
        """The one row of a query that always has one."""
        return self.ask(query, *values)[0]


Check = Callable[[House], Iterator[Finding]]


def well(area: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(area, "well", found)


def look(area: str, found: str, do: str) -> Finding:
    """Something a person should look at soon."""
    return Finding(area, "look", found, do)


def wrong(area: str, found: str, do: str) -> Finding:
    """Something that is not as it must be."""
    return Finding(area, "wrong", found, do)


def judged(area: str, found: str, level: Level, do: str) -> Finding:
    """A finding whose level was reckoned; with nothing to do where all is well."""
    return Finding(area, level, found, "" if level == "well" else do)


def examine(house: House, checks: Sequence[Check]) -> list[Finding]:
    """Every finding of every check; a check that breaks says so and stops no other."""
    found: list[Finding] = []
    for check in checks:
        try:
            found += check(house)
        except Exception as error:
            area = check.__name__.removeprefix("check_").replace("_", " ")
            said = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            found.append(wrong(area, f"could not be looked at ({said})", "See the log."))
    return found
