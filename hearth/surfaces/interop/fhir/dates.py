"""FHIR date, dateTime and instant, with exactly the precision that was written.

# Source: https://hl7.org/fhir/R4/datatypes.html#dateTime
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from hearth.surfaces.interop.datatypes import PartialDate, When


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?)"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)


def parse_date(written: str) -> PartialDate | None:
    """A year, month or day; None when it is none of these or not in the calendar."""
    match = _DATE.match(written) if written.isascii() else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year or 0, month, day)


@lru_cache(maxsize=4096)
def parse_when(written: str) -> When | None:
    """A date, or a day with time. A time without a zone names no instant: only its day
    is kept, and ``lacks_zone`` tells so. None when it cannot be read.
    """
    match = _TIME.match(written)
    if match is None:
        day = parse_date(written)
        return When(day) if day else None
    day = parse_date(match["day"])
    if day is None:
        return None
    clock = match["time"]
    if clock[6:8] == "60":  # a leap second; the instant before it is near enough
        clock = f"{clock[:6]}59"
    zone = match["zone"]
    try:
        local = datetime.fromisoformat(f"{match['day']}T{clock}{(zone or 'Z').upper()}")
        return When(day, local.astimezone(UTC) if zone else None)
    except (ValueError, OverflowError):
        return None


def lacks_zone(written: str) -> bool:
    """Whether ``written`` has a time but does not say in which zone."""
    match = _TIME.match(written)
    return match is not None and match["zone"] is None
