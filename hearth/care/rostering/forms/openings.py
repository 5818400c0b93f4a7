"""What a person meant about call-offs, open shifts and agency passes."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.care.rostering.codes import OfferAnswer, OfferChannel, UnfilledReason
from hearth.care.rostering.rules import PASS_ROLES
from hearth.platform.ui.asking import CodedField, DayField, MomentField, RowField
from hearth.record.staff.codes import AbsenceReason, DutyRole
from hearth.record.staff.forms import despite_field, only_when_asked


class CallOffForm(forms.Form):
    """Somebody does not come, or goes early: the kind of reason is the button pressed."""

    starts = MomentField(label=_("From"), required=False)
    reason = CodedField(AbsenceReason, label=_("Kind of reason"))

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].zone = zone  # type: ignore[attr-defined]


class OpenShiftForm(forms.Form):
    """Somebody is looked for."""

    role = CodedField(DutyRole, label=_("As"))
    run = RowField(label=_("Run"), required=False, blank=_("None"))
    starts = MomentField(label=_("From"))
    ends = MomentField(label=_("To"))

    def __init__(self, *args: Any, runs: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"].offer(runs)  # type: ignore[attr-defined]
        for name in ("starts", "ends"):
            self.fields[name].zone = zone  # type: ignore[attr-defined]


class RecordOfferForm(forms.Form):
    """Who was asked, which way, and what they said."""

    member = RowField(label=_("Who was asked"))
    answer = CodedField(OfferAnswer, label=_("What they said"))
    channel = CodedField(OfferChannel, label=_("Asked by"), initial=OfferChannel.CALL)
    despite = despite_field()

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        only_when_asked(self)


class CloseOpenShiftForm(forms.Form):
    """Nobody is looked for any longer."""

    reason = CodedField(UnfilledReason, label=_("Why"))


class AgencyPassForm(forms.Form):
    """Somebody an agency sends, on one form."""

    given = forms.CharField(label=_("Given name"), max_length=80)
    family = forms.CharField(label=_("Family name"), max_length=80)
    agency = forms.CharField(label=_("Agency"), max_length=120)
    role = CodedField(DutyRole, label=_("Works as"), only=PASS_ROLES, initial="caregiver")
    run = RowField(label=_("Run"), required=False, blank=_("None yet"))
    sort = forms.ChoiceField(label=_("License or certificate"))
    number = forms.CharField(label=_("Its number"), max_length=60)
    ends = DayField(label=_("Good until"))
    pin = forms.CharField(
        label=_("PIN"),
        min_length=6,
        max_length=6,
        help_text=_("Six digits that they choose and type themselves."),
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}
        ),
    )
    until = MomentField(label=_("Until"))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    despite = despite_field()

    def __init__(
        self, *args: Any, runs: Any, sorts: list[tuple[str, str]], zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"].offer(runs)  # type: ignore[attr-defined]
        self.fields["sort"].choices = [("", _("Choose")), *sorts]  # type: ignore[attr-defined]
        self.fields["until"].zone = zone  # type: ignore[attr-defined]
        only_when_asked(self)
