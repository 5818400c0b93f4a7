"""What a person meant: a body as text, and the day from which it holds."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.platform.tenancy.models import Facility

from .library import parse


class TextForm(forms.Form):
    """A body as YAML."""

    text = forms.CharField(
        label=_("The whole definition as text (YAML)"),
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "mono"}),
    )

    def clean_text(self) -> dict[str, Any]:
        try:
            body = parse(self.cleaned_data["text"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.shown(gettext)) from None
        if not isinstance(body, dict):
            raise forms.ValidationError(
                gettext("Write names and values, each on a line of its own.")
            )
        return body


class PublishDefinitionForm(forms.Form):
    """From which day, and that the impact shown is the one agreed to."""

    from_day = forms.DateField(
        label=_("Holds from the start of this day"),
        help_text=_("Leave it empty and it holds at once."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, facility: Facility, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility

    def clean_from_day(self) -> date | None:
        day = self.cleaned_data["from_day"]
        if day is not None and day < self.facility.today():
            raise forms.ValidationError(
                gettext("This day is over. Choose today or a later day.")
            )
        return day

    def effective_from(self) -> datetime | None:
        """The instant (UTC) of the chosen day's start here; None for at once."""
        day = self.cleaned_data.get("from_day")
        if day is None or day == self.facility.today():
            return None
        return max(instant_of(day, time(0), self.facility.zone), clock.now())
