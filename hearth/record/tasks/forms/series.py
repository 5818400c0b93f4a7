"""What a person meant who has something done again and again."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.errors import Refused
from hearth.record.tasks import rules
from hearth.record.tasks.codes import Frequency
from hearth.record.tasks.rules import Recurrence

from .fields import OwnerField, day_field, lines
from .making import ForSomebodyForm


EVERY = {
    "d": (Frequency.DAY, 1),
    "wk": (Frequency.WEEK, 1),
    "2wk": (Frequency.WEEK, 2),
    "mo": (Frequency.MONTH, 1),
}


class SeriesForm(ForSomebodyForm):
    """What comes again: its words, its days and its times."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    every = forms.ChoiceField(label=_("Comes again"), widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(
        label=_("On"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means every day; by the week, the weekday of the first day."),
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("31 is the last day of shorter months."),
    )
    times = forms.CharField(
        label=_("At"),
        max_length=200,
        help_text=_("One or more times of the day: 8:00, 12:30, 18:00."),
    )
    starts = day_field(_("First day"))
    ends = day_field(_("Last day"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes of work"), required=False, min_value=0, max_value=480
    )
    instructions = forms.CharField(
        label=_("How"), required=False, max_length=2000, widget=lines(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = self.fields["every"]
        every.choices = [
            ("d", gettext("Every day")),
            ("wk", gettext("Every week")),
            ("2wk", gettext("Every other week")),
            ("mo", gettext("Every month")),
        ]
        weekdays: Any = self.fields["weekdays"]
        weekdays.choices = [(str(n), str(name)) for n, name in enumerate(WEEKDAYS, 1)]

    def clean_times(self) -> tuple[time, ...]:
        try:
            return read_times(self.cleaned_data["times"])
        except ValueError as error:
            raise forms.ValidationError(
                gettext("Write times as 8:00, 12:30 or 18:00.")
            ) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        values = {
            "title": given.get("title", ""),
            "instructions": given.get("instructions", ""),
            "minutes": given.get("minutes"),
            "recurrence": self.recurrence(given) if not self.errors else None,
        }
        if "resident" in self.fields:
            values["resident"] = given.get("resident") or None
        if "code" in self.fields:
            values["code"] = given.get("code", "")
        if "owner" in self.fields:
            values |= self.whose(given)
        return values

    def recurrence(self, given: dict[str, Any]) -> Recurrence | None:
        """The pattern as meant; a timing that would never come is said beside the form."""
        unit, period = EVERY[given["every"]]
        monthly = unit is Frequency.MONTH
        rule = Recurrence(
            starts=given["starts"],
            ends=given.get("ends"),
            unit=unit,
            period=period,
            wall_times=given["times"],
            weekdays=() if monthly else tuple(int(n) for n in given.get("weekdays", ())),
            month_day=given.get("month_day") if monthly else None,
        )
        try:
            rules.check_recurrence(rule)
        except Refused as refusal:
            field = {"month-day-wrong": "month_day", "ends-first": "ends"}.get(refusal.code)
            self.add_error(field, refusal.shown(gettext))
            return None
        return rule


class StartSeriesForm(SeriesForm):
    """A series of its own: also what kind, for whom, and who."""

    code = forms.ChoiceField(label=_("Kind"))
    resident = forms.ChoiceField(label=_("For"), required=False)
    owner = OwnerField(label=_("Who"), required=False)

    field_order = ("title", "code", "resident", "every", "weekdays", "month_day", "times",
                   "starts", "ends", "owner", "minutes", "instructions")  # fmt: skip


class ChangeSeriesForm(SeriesForm):
    """The same series otherwise."""


class WhyForm(forms.Form):
    """Why a series is paused or ends."""

    reason = forms.CharField(label=_("Why"), max_length=240)


WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def read_times(text: str) -> tuple[time, ...]:
    """Times of the day as people write them: "8, 12:30 18.00", "8 pm". Raises ValueError."""
    found = [read_time(part) for part in text.replace(";", ",").split(",") if part.strip()]
    if not found:
        raise ValueError("no time")
    return tuple(sorted(set(found)))


def read_time(text: str) -> time:
    """One time of the day: 8, 8:00, 08.30, 8:00 pm. Raises ValueError."""
    said = text.strip().lower().replace(".", ":").replace(" ", "")
    half = said[-2:] if said[-2:] in {"am", "pm"} else ""
    said = said.removesuffix(half)
    hours, _colon, minutes = said.partition(":")
    hour, minute = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)
