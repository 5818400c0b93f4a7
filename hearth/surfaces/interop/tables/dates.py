"""Dates as people and programs write them in tables. Which comes first is never guessed
silently: when a column can be read both ways, somebody has to say.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from hearth.kernel.words import N_
from hearth.surfaces.interop.datatypes import PartialDate


class DateOrder(StrEnum):
    """Which part of 3/7/1941 comes first."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"

    @property
    def example(self) -> str:
        """7 March 1941, written so."""
        return "3/7/1941" if self is DateOrder.MONTH_FIRST else "7/3/1941"


LABELS = {
    DateOrder.MONTH_FIRST: N_("Month first: 3/7/1941 is 7 March"),
    DateOrder.DAY_FIRST: N_("Day first: 7/3/1941 is 7 March"),
}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january", "ene", "enero"),
            ("feb", "february", "febrero"),
            ("mar", "march", "marzo"),
            ("apr", "april", "abr", "abril"),
            ("may", "mayo"),
            ("jun", "june", "junio"),
            ("jul", "july", "julio"),
            ("aug", "august", "ago", "agosto"),
            ("sep", "sept", "september", "septiembre"),
            ("oct", "october", "octubre"),
            ("nov", "november", "noviembre"),
            ("dec", "december", "dic", "diciembre"),
        ),
        start=1,
    )
    for name in names
}
_CLOCK = r"(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?)?\Z"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK, re.ASCII)
_BARE = re.compile(r"(\d{4})(\d\d)(\d\d)\Z", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)" + _CLOCK, re.ASCII)
_DAY_NAME = re.compile(
    r"(\d{1,2})[-/ .]+([a-z]{3,10})[-/ .,]+(\d{4}|\d\d)" + _CLOCK, re.I | re.ASCII
)
_NAME_DAY = re.compile(
    r"([a-z]{3,10})[-/ .]+(\d{1,2})[-/ ,.]+(\d{4}|\d\d)" + _CLOCK, re.I | re.ASCII
)

# The oldest person whose age is beyond doubt reached 122.
OLDEST = 122


def order_of(written: Iterable[str]) -> DateOrder | None:
    """The order two or more of these prove, None when too few tell or they contradict."""
    first, second = set(), set()
    for text in written:
        match = _SLASHED.match(text)
        if match and int(match[1]) > 12:
            first.add(text)
        elif match and int(match[2]) > 12:
            second.add(text)
    # One telling date alone may be a slip; a whole column must not turn on it.
    if bool(first) == bool(second) or len(first | second) < 2:
        return None
    return DateOrder.DAY_FIRST if first else DateOrder.MONTH_FIRST


def is_ambiguous(text: str) -> bool:
    """Whether the order decides which day it is."""
    match = _SLASHED.match(text)
    return (
        match is not None
        and int(match[1]) <= 12
        and int(match[2]) <= 12
        and match[1] != match[2]
    )


def parse(
    text: str, order: DateOrder | None, *, today: date, birth: bool = False
) -> PartialDate | None:
    """The day ``text`` names, None when it names none (or both orders are open).

    Two-digit years: of a birth date the year that makes an age of 18 to 115; of other
    dates the one not more than a year ahead.
    """
    if match := _ISO.match(text) or _BARE.match(text):
        year, month, day = match[1], int(match[2]), int(match[3])
    elif match := _DAY_NAME.match(text):
        year, month, day = match[3], _MONTHS.get(match[2].lower(), 0), int(match[1])
    elif match := _NAME_DAY.match(text):
        year, month, day = match[3], _MONTHS.get(match[1].lower(), 0), int(match[2])
    elif match := _SLASHED.match(text):
        year, one, two = match[3], int(match[1]), int(match[2])
        if order is None and is_ambiguous(text):
            return None
        day_first = order is DateOrder.DAY_FIRST or (order is None and one > 12)
        day, month = (one, two) if day_first else (two, one)
    else:
        return None
    try:
        found = date(_year(year, today, birth=birth), month, day)
    except ValueError:
        return None
    return PartialDate(found.year, found.month, found.day)


def _year(written: str, today: date, *, birth: bool) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    recent = today.year - today.year % 100 + year
    if birth:
        return recent if today.year - recent >= 18 else recent - 100
    return recent if recent <= today.year + 1 else recent - 100
