"""A community's settings, typed. ``settings_for(request.facility).idle_minutes``."""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from hearth.platform.tenancy.models import Facility

from .queries import find


# Source: habit of the country; the community's own setting goes before it.
COUNTRY_HABITS: dict[str, dict[str, Any]] = {
    "US": {"clock_form": "12", "week_start": "sunday", "units": "us"},
    "GB": {"clock_form": "24", "week_start": "monday", "units": "metric-mmol"},
    "AU": {"clock_form": "24", "week_start": "monday", "units": "metric-mmol"},
    "CA": {"clock_form": "12", "week_start": "sunday", "units": "metric-mmol"},
}
OTHER_HABITS = {"clock_form": "24", "week_start": "monday", "units": "metric"}

# UCUM codes by system of units; what is stored never changes, only what is shown.
UNITS = {
    "us": {
        "temperature": "[degF]",
        "weight": "[lb_av]",
        "height": "[in_i]",
        "glucose": "mg/dL",
    },
    "metric": {"temperature": "Cel", "weight": "kg", "height": "cm", "glucose": "mg/dL"},
    "metric-mmol": {"temperature": "Cel", "weight": "kg", "height": "cm", "glucose": "mmol/L"},
}
COUNTRY = "country"

# Kinds of rows of which a jurisdiction may say that they are no part of a resident's record. The
# chapters of a chart declare which they print (surfaces/desk/chapters).
RECORD_KINDS = (
    "event-reports",
    "investigations",
    "staffing-notes",
    "tasks",
    "watch-entries",
    "contacts-made",
    "documents",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a community decided about how Hearth behaves there.

    Defaults are the house's, for where nothing is loaded. ``clock_form`` is 12 or 24;
    ``week_start`` a weekday; ``units`` one of ``UNITS``.
    """

    language: str = "en"
    clock_form: str = COUNTRY
    week_start: str = COUNTRY
    units: str = COUNTRY
    idle_minutes: int = 15
    shared_device_lock_seconds: int = 60
    session_hours: int = 12
    offline_lease_hours: int = 12
    today_horizon_hours: int = 24
    changed_since_hours: int = 24
    changed_since_long_hours: int = 72
    care_note_every_days: int = 7
    care_note_on_move_in: bool = True
    note_draft_keep_days: int = 30
    handoff_signed_by_both: bool = True
    task_late_after_minutes: int = 60
    task_snooze_max_hours: int = 24
    late_entry_reason_after_hours: int = 4
    materialise_days_ahead: int = 14
    tell_tries: int = 3
    tell_tries_over_hours: int = 2
    not_back_grace_minutes: int = 30
    call_er_after_hours: int = 4
    short_er_visit_hours: int = 24
    chart_file_hours: int = 24
    record_leaves_out: tuple[str, ...] = (
        "event-reports",
        "investigations",
        "staffing-notes",
    )
    floor_opens: str = "run"
    print_footer: str = ""

    @property
    def clock_24h(self) -> bool:
        return self.clock_form == "24"

    @property
    def unit_codes(self) -> dict[str, str]:
        """UCUM code shown for temperature, weight, height and glucose."""
        return UNITS[self.units]

    @property
    def offline_lease(self) -> timedelta:
        return timedelta(hours=self.offline_lease_hours)

    @property
    def today_horizon(self) -> timedelta:
        return timedelta(hours=self.today_horizon_hours)


NAMES = frozenset(f.name for f in fields(Settings))


def settings_for(facility: Facility) -> Settings:
    """The settings that hold at a community now, with its country's habits filled in."""
    found = find("settings", "default", facility)
    body = dict(found.body) if found else {}
    habits = COUNTRY_HABITS.get(facility.jurisdiction[:2], OTHER_HABITS)
    for name, habit in habits.items():
        if body.get(name, COUNTRY) == COUNTRY:
            body[name] = habit
    known = {name: value for name, value in body.items() if name in NAMES}
    if "record_leaves_out" in known:
        known["record_leaves_out"] = tuple(known["record_leaves_out"])
    return Settings(**known)
