"""How the house says times, dates and the names of its levels.

A time always says how long ago; a date has its month as a word; both are read in the
community's own zone and clock form, never in the server's or the reader's.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel import clock
from hearth.kernel.words import N_


UTC = ZoneInfo("UTC")

# The place's own words, where a community has not set others (facility.words).
TERMS = {
    "community": (N_("community"), N_("communities")),
    "neighborhood": (N_("neighborhood"), N_("neighborhoods")),
    "apartment": (N_("apartment"), N_("apartments")),
    "place": (N_("place"), N_("places")),
    "resident": (N_("resident"), N_("residents")),
    "residency": (N_("residency"), N_("residencies")),
    "plan": (N_("care plan"), N_("care plans")),
    "evaluation": (N_("evaluation"), N_("evaluations")),
    "level": (N_("level of care"), N_("levels of care")),
    "give": (N_("give"), N_("give")),
    "call": (N_("call"), N_("calls")),
    "huddle": (N_("huddle"), N_("huddles")),
    "coordinator": (N_("resident care coordinator"), N_("resident care coordinators")),
    "caregiver": (N_("caregiver"), N_("caregivers")),
    "medtech": (N_("med-tech"), N_("med-techs")),
    "nurse": (N_("nurse"), N_("nurses")),
}


def zone_of(facility: Any) -> ZoneInfo:
    """The community's zone; UTC where no community is chosen."""
    return getattr(facility, "zone", None) or UTC


def uses_24h(facility: Any) -> bool:
    """Whether the community's clocks run to 24: its own setting, else its country's habit."""
    chosen = getattr(facility, "clock_24h", None)
    if chosen is not None:
        return bool(chosen)
    if facility is None:
        return True
    return not str(getattr(facility, "jurisdiction", "US")).startswith("US")


def clock_text(instant: datetime, facility: Any) -> str:
    """ "14:05" or "2:05 pm", in the community's zone. Without a community, UTC and says so."""
    local = instant.astimezone(zone_of(facility))
    if uses_24h(facility):
        text = f"{local:%H:%M}"
    else:
        half = _("am") if local.hour < 12 else _("pm")
        text = f"{local.hour % 12 or 12}:{local:%M} {half}"
    return text if facility is not None else f"{text} UTC"


def day_text(day: date | datetime) -> str:
    """ "24-Nov-2026": the month is a word, so that no one swaps it with the day."""
    return dateformat.format(day, "d-M-Y")


def partial_day_text(day: date | None, precision: str) -> str:
    """A date as far as it is known: 24-Nov-1936, Nov 1936, 1936. ``precision`` is day, month or
    year; nothing for no date.
    """
    if day is None:
        return ""
    shapes = {"year": "Y", "month": "M Y"}
    return dateformat.format(day, shapes.get(precision, "d-M-Y"))


def short_day_text(day: date | datetime) -> str:
    """ "Tue 24-Nov"; of another year than this one with the year, "Sat 19-Sep-2020"."""
    return dateformat.format(day, "D d-M" if day.year == clock.now().year else "D d-M-Y")


def ago_text(instant: datetime, now: datetime) -> str:
    """ "20 min ago", "in 3 h", "just now": one unit, rounded down."""
    seconds = int((now - instant).total_seconds())
    minutes = abs(seconds) // 60
    if minutes < 1:
        return _("just now") if seconds >= 0 else _("in a moment")
    past = seconds >= 0
    if minutes < 60:
        text = _("{n} min ago") if past else _("in {n} min")
        return text.format(n=minutes)
    if minutes < 60 * 24:
        text = _("{n} h ago") if past else _("in {n} h")
        return text.format(n=minutes // 60)
    days = minutes // (60 * 24)
    if past:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


def long_text(span: timedelta) -> str:
    """ "40 min", "3 h 20 min", "2 days": how long something has lasted."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    if minutes < 60 * 24:
        hours, rest = divmod(minutes, 60)
        return (
            _("{h} h {n} min").format(h=hours, n=rest) if rest else _("{h} h").format(h=hours)
        )
    days = minutes // (60 * 24)
    return ngettext("{n} day", "{n} days", days).format(n=days)


def moment_text(instant: datetime, facility: Any) -> str:
    """The time alone today; with "yesterday", "tomorrow" or the date on any other day."""
    zone = zone_of(facility)
    local, today = instant.astimezone(zone), clock.today(zone)
    time = clock_text(instant, facility)
    apart = (local.date() - today).days
    if apart == 0:
        return time
    if apart == -1:
        return _("yesterday {time}").format(time=time)
    if apart == 1:
        return _("tomorrow {time}").format(time=time)
    return f"{day_text(local)} {time}"


def term_text(key: str, facility: Any, *, plural: bool = False) -> str:
    """The community's own word for ``key``, else ours, translated. An unknown key is refused."""
    own = (getattr(facility, "words", None) or {}).get(key)
    if own:
        if isinstance(own, str):
            return own
        return own[1] if plural else own[0]
    return _(TERMS[key][1 if plural else 0])
