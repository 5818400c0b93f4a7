"""What a person meant about people at work."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import (
    CodedField,
    CodedListField,
    DayField,
    LinesField,
    MomentField,
    RowField,
    RowsField,
    WallTimeField,
    span_of,
)
from hearth.record.staff.codes import DutyRole, Employment, Specialty


def despite_field() -> forms.CharField:
    """Why somebody works although something speaks against it."""
    return forms.CharField(
        label=_("Why it must be so"),
        max_length=300,
        required=False,
        help_text=_("Only where something speaks against it. Somebody looks at it afterwards."),
    )


def only_when_asked(form: forms.Form) -> None:
    """Ask why it must be so only of what was sent: before that nothing speaks against anybody."""
    if not form.is_bound:
        del form.fields["despite"]


def phone_field(label: Any, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=40, required=False, widget=widget, **kwargs)


class StaffMemberForm(forms.Form):
    """Somebody who works here."""

    family = forms.CharField(label=_("Family name"), max_length=80)
    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    preferred = forms.CharField(label=_("Called"), max_length=80, required=False)
    roles = CodedListField(
        DutyRole,
        label=_("On duty as"),
        required=False,
        help_text=_("What they may be planned for. It opens nothing: sign-in roles do."),
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    credentials = forms.CharField(
        label=_("Credentials"), max_length=40, required=False, help_text=_("RN, LPN, CNA")
    )
    phone = phone_field(_("Telephone"), help_text=_("The number to call them in."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    languages = forms.CharField(
        label=_("Languages"),
        required=False,
        max_length=120,
        help_text=_("Codes apart by commas: en, es"),
    )
    employment = CodedField(Employment, label=_("Employment"), initial=Employment.OWN)
    staff_number = forms.CharField(label=_("Staff number"), max_length=40, required=False)
    actor = RowField(
        label=_("Signs in as"),
        required=False,
        blank=_("Does not sign in"),
        help_text=_("Links this file to what they do when signed in."),
    )
    active_from = DayField(label=_("First day of work"))

    def __init__(self, *args: Any, actors: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].offer(actors)  # type: ignore[attr-defined]
        if not new:
            del self.fields["roles"]

    def clean_languages(self) -> list[str]:
        found = self.cleaned_data["languages"].replace(";", ",").split(",")
        return [tag.strip()[:12] for tag in found if tag.strip()]


class EndStaffMemberForm(forms.Form):
    """Somebody leaves."""

    last_day = DayField(label=_("Last day of work"))


class AssignRoleForm(forms.Form):
    """What somebody may be on duty as."""

    role = CodedField(DutyRole, label=_("Role"))
    neighborhood = RowField(label=_("Where"), required=False, blank=_("The whole community"))
    starts = DayField(label=_("From"), required=False, help_text=_("Empty means today."))
    ends = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, neighborhoods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighborhood"].offer(neighborhoods)  # type: ignore[attr-defined]


class EndRoleForm(forms.Form):
    """Somebody has a role no longer."""

    last_day = DayField(label=_("Last day"))


class SetShiftForm(forms.Form):
    """The pattern of a shift and how many it needs."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("Day, Evening, Night"))
    start = WallTimeField(label=_("Starts"))
    end = WallTimeField(
        label=_("Ends"), help_text=_("At or before its start means the next morning.")
    )
    neighborhood = RowField(label=_("Where"), required=False, blank=_("The whole community"))

    def __init__(
        self, *args: Any, neighborhoods: Any, roles: list[DutyRole], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["neighborhood"].offer(neighborhoods)  # type: ignore[attr-defined]
        for role in roles:
            label = gettext("{role}: how many").format(role=gettext(role.label))
            self.fields[f"need_{role}"] = forms.IntegerField(
                label=label, min_value=0, max_value=99, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        counts = {k.removeprefix("need_"): v for k, v in data.items() if k.startswith("need_")}
        plain = {k: v for k, v in data.items() if not k.startswith("need_")}
        return plain | {"needs": {role: count or 0 for role, count in counts.items()}}


class DutyTimes(forms.Form):
    """When a duty is: a day with a shift, or with times of its own."""

    day = DayField(label=_("Day"))
    shift = RowField(label=_("Shift"), required=False, blank=_("Other times"))
    start = WallTimeField(
        label=_("From"), required=False, help_text=_("Only when it differs from the shift.")
    )
    end = WallTimeField(label=_("To"), required=False)
    neighborhood = RowField(label=_("Where"), required=False, blank=_("The whole community"))
    run = forms.CharField(
        label=_("Run"),
        max_length=40,
        required=False,
        help_text=_("As it is called here: 2 East"),
    )

    def __init__(
        self, *args: Any, shifts: Any, neighborhoods: Any, zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["shift"].offer(shifts)  # type: ignore[attr-defined]
        self.fields["neighborhood"].offer(neighborhoods)  # type: ignore[attr-defined]
        if not neighborhoods:
            del self.fields["neighborhood"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        shift, day = data.get("shift"), data.get("day")
        start = data.pop("start", None) or getattr(shift, "start", None)
        end = data.pop("end", None) or getattr(shift, "end", None)
        if start is None or end is None:
            self.add_error("shift", gettext("Choose a shift, or enter both times."))
        elif isinstance(day, date):
            data["starts"], data["ends"] = span_of(day, start, end, self.zone)
        data.pop("day", None)
        return data


class PlanDutyForm(DutyTimes):
    """Who shall work when: one person or several, in one role."""

    people = RowsField(label=_("Who"))
    despite = despite_field()
    field_order = ("day", "shift", "people", "run", "neighborhood", "start", "end", "despite")

    def __init__(self, *args: Any, people: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, label)  # type: ignore[attr-defined]
        only_when_asked(self)


class ChangeDutyForm(DutyTimes):
    """A duty as it shall be."""

    member = RowField(label=_("Who"))
    role = CodedField(DutyRole, label=_("Role"))
    despite = despite_field()
    field_order = (
        "member",
        "role",
        "day",
        "shift",
        "start",
        "end",
        "run",
        "neighborhood",
        "despite",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        only_when_asked(self)


class AtForm(forms.Form):
    """When it happened."""

    effective = MomentField(label=_("When"))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective"].zone = zone  # type: ignore[attr-defined]


class StartDutyForm(AtForm):
    """When somebody came, and why they work although something speaks against it."""

    despite = despite_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_when_asked(self)


class PlanOnCallForm(forms.Form):
    """Whose turn it is to be called."""

    role = CodedField(DutyRole, label=_("Called as"))
    member = RowField(label=_("Who"))
    starts = MomentField(label=_("From"))
    ends = MomentField(label=_("To"))
    position = forms.IntegerField(
        label=_("Called as number"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=_("1 is called first."),
    )
    phone = phone_field(
        _("Telephone for this turn"), help_text=_("Empty means their own number.")
    )

    def __init__(self, *args: Any, people: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        for name in ("starts", "ends"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]


class PlanRotationForm(forms.Form):
    """Turns one after the other."""

    members = RowsField(label=_("Who takes turns"))
    first = DayField(label=_("The first turn begins on"))
    at = WallTimeField(label=_("Handed over at"))
    every_days = forms.IntegerField(
        label=_("Days a turn lasts"), min_value=1, max_value=31, initial=7
    )
    count = forms.IntegerField(label=_("How many turns"), min_value=1, max_value=104, initial=8)
    position = forms.IntegerField(
        label=_("Called as number"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=_("1 is called first."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].offer(people)  # type: ignore[attr-defined]


class TakePartOfTurnForm(forms.Form):
    """Somebody else is called for a while."""

    member = RowField(label=_("Who is called instead"))
    starts = MomentField(label=_("From"))
    ends = MomentField(label=_("To"))
    phone = phone_field(
        _("Telephone for this time"), help_text=_("Empty means their own number.")
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=160,
        required=False,
        help_text=_("A word for the others. Never what somebody is ill with."),
    )

    def __init__(self, *args: Any, people: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        for name in ("starts", "ends"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]


class TakeOverTurnForm(forms.Form):
    """Somebody has the turn from now on."""

    text = LinesField(
        3,
        label=_("What you were told"),
        required=False,
        help_text=_("What is open, whom you may hear of tonight."),
    )


class RecordCallTakenForm(forms.Form):
    """Somebody on call was called."""

    member = RowField(label=_("Who was called"))
    effective = MomentField(label=_("When"))
    minutes = forms.TypedChoiceField(
        label=_("How long it took"),
        coerce=int,
        initial=15,
        widget=forms.RadioSelect,
        choices=[
            (5, _("5 minutes")),
            (15, _("15 minutes")),
            (30, _("30 minutes")),
            (60, _("1 hour")),
            (120, _("2 hours")),
            (240, _("4 hours")),
        ],
    )
    came_in = forms.BooleanField(label=_("They came in"), required=False)

    def __init__(self, *args: Any, people: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        self.fields["effective"].zone = zone  # type: ignore[attr-defined]


class RetractCallTakenForm(forms.Form):
    """It never was, or was otherwise."""

    reason = forms.CharField(label=_("Why"), max_length=240)


class SetStandInForm(forms.Form):
    """Who looks after somebody's tasks while they are away."""

    member = RowField(label=_("Who is away"))
    stand_in = RowField(label=_("Who stands in"))
    starts = MomentField(label=_("From"))
    ends = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Empty means until they say they are back."),
    )
    note_text = LinesField(2, label=_("What to know"), max_length=240, required=False)

    def __init__(
        self, *args: Any, members: Any, people: Any, zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(members)  # type: ignore[attr-defined]
        self.fields["stand_in"].offer(people)  # type: ignore[attr-defined]
        for name in ("starts", "ends"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]


class PractitionerForm(forms.Form):
    """A practitioner outside the house."""

    family = forms.CharField(label=_("Family name, or name of the practice"), max_length=120)
    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    prefix = forms.CharField(  # type: ignore[assignment]
        label=_("Title"), max_length=20, required=False, help_text=_("Dr")
    )
    credentials = forms.CharField(
        label=_("Credentials"), max_length=40, required=False, help_text=_("MD, NP, PharmD")
    )
    specialty = CodedField(Specialty, label=_("Called for"))
    organization = forms.CharField(label=_("Practice"), max_length=160, required=False)
    phone = phone_field(_("Telephone"))
    after_hours_phone = phone_field(_("Telephone after hours"))
    fax = phone_field(_("Fax"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=240, required=False)
    npi = forms.CharField(
        label=_("NPI"), max_length=10, required=False, help_text=_("Ten digits")
    )
    comment = LinesField(2, label=_("Comment"), max_length=240, required=False)


class ChangePractitionerForm(PractitionerForm):
    """The same, and whether they are still dealt with."""

    in_use = forms.BooleanField(
        label=_("The house deals with them"), required=False, initial=True
    )
