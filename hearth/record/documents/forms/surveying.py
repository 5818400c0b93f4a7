"""What somebody meant who lets a surveyor in, or writes down what one asked for."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, DayField, LinesField, MomentField
from hearth.record.documents import queries
from hearth.record.documents.codes import VisitKind


END_OF_DAY = time(23, 59)


def end_of(day: date, facility: Facility) -> datetime:
    """The last minute of a local day."""
    return instant_of(day, END_OF_DAY, facility.zone)


class SampledField(LinesField):
    """Residents by room or name, typed or pasted, with commas or one a line: the rows."""

    finder: queries.Finder | None = None

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(value)
        if self.finder is None or not text:
            return []
        found, wrong = self.finder.find(text)
        if wrong:
            raise ValidationError([_said(one) for one in wrong])
        return found


def _said(one: queries.NotFound) -> str:
    if one.several:
        return gettext("{text}: more than one lives there. Write one of: {names}.").format(
            text=one.text, names=", ".join(one.several)
        )
    return gettext("{text}: nobody here by that room or name.").format(text=one.text)


class SamplingForm(forms.Form):
    """Residents to be opened; a restricted record only when somebody says so who was told."""

    knowingly = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask about the restricted records that were named, by name, in a box to tick."""
        data = super().clean() or {}
        guarded = [
            str(one) for one in data.get("sample", ()) if one.security_label == "restricted"
        ]
        if not guarded:
            data["knowingly"] = False
            return data
        self.fields["knowingly"].widget = forms.CheckboxInput()
        self["knowingly"].label = ngettext(
            "Restricted record: open that of {names} to the surveyor too",
            "Restricted records: open those of {names} to the surveyor too",
            len(guarded),
        ).format(names=", ".join(guarded))
        if not data.get("knowingly"):
            self.add_error(
                "knowingly",
                gettext("Tick it if the surveyor asked for this record, or take the name out."),
            )
        return data


class OpenSurveyVisitForm(SamplingForm):
    """Who is let in, who saw the badge, whose records they may read, until when."""

    name = forms.CharField(label=_("Name"), max_length=80)
    agency = forms.CharField(
        label=_("Agency"), max_length=80, help_text=_("As the badge says it.")
    )
    badge = forms.CharField(label=_("Badge number"), max_length=60)
    badge_seen_by = forms.CharField(label=_("Who saw the badge"), max_length=80)
    visit_kind = CodedField(VisitKind, label=_("Why they came"), blank="", initial="routine")
    last_day = DayField(
        label=_("Last day"), help_text=_("Ends by itself at the end of that day.")
    )
    sample = SampledField(
        label=_("Sampled residents"),
        rows=3,
        required=False,
        help_text=_("Rooms or names, with commas or one a line. More can be added later."),
    )
    at_random = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, facility: Facility, finder: queries.Finder, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.fields["sample"].finder = finder  # type: ignore[attr-defined]

    def clean_last_day(self) -> date:
        day = self.cleaned_data["last_day"]
        if day < self.facility.today():
            raise ValidationError(gettext("That day is over: choose today or a later one."))
        return day

    def said(self) -> dict[str, Any]:
        """What goes into the visit."""
        names = (
            "name",
            "agency",
            "badge",
            "badge_seen_by",
            "visit_kind",
            "at_random",
            "knowingly",
        )
        found = {name: self.cleaned_data[name] for name in names}
        found["ends"] = end_of(self.cleaned_data["last_day"], self.facility)
        found["residents"] = self.cleaned_data["sample"]
        return found


class AddToSampleForm(SamplingForm):
    """One or more residents by room or name."""

    sample = SampledField(label=_("Room or name"), rows=1, widget=forms.TextInput())

    def __init__(self, *args: Any, finder: queries.Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].finder = finder  # type: ignore[attr-defined]
        self.fields["sample"].widget.attrs |= {"list": "sample-names", "autocomplete": "off"}


class ExtendSurveyVisitForm(forms.Form):
    """A later last day."""

    last_day = DayField(label=_("Last day"))


class LogSurveyRequestForm(forms.Form):
    """What was asked for, and by when."""

    text = forms.CharField(
        label=_("What was asked for"),
        max_length=240,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due = forms.TimeField(
        label=_("By when, today"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def due_at(self, facility: Facility) -> datetime | None:
        """The instant it is wanted by; a time that has passed today is no deadline missed yet."""
        wall = self.cleaned_data["due"]
        return instant_of(facility.today(), wall, facility.zone) if wall else None


class AnswerSurveyRequestForm(forms.Form):
    """What was given, when and by whom."""

    given_text = forms.CharField(
        label=_("What was given or shown"), max_length=240, required=False
    )
    given_by = forms.CharField(label=_("By whom"), max_length=160)
    given_at = MomentField(label=_("When"))

    def __init__(self, *args: Any, facility: Facility, by: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"given_by": by, "given_at": clock.now()})
        super().__init__(*args, **kwargs)
        self.fields["given_at"].zone = facility.zone  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why it was wrong."""

    reason = forms.CharField(label=_("What was wrong"), max_length=240)
