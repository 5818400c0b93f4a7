"""What a person meant about qualifications, absences and who is here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, DayField, RowField
from hearth.record.staff.codes import AwayReason
from hearth.record.staff.forms import despite_field, only_when_asked


class QualificationForm(forms.Form):
    """A license, certificate, test or check as the paper says it."""

    sort = forms.ChoiceField(label=_("What it is"))
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    issuer = forms.CharField(
        label=_("Issued by"), max_length=120, required=False, help_text=_("State board, school")
    )
    starts = DayField(label=_("From"), required=False)
    ends = DayField(
        label=_("Good until"),
        required=False,
        help_text=_("The last day. Only what does not expire has none."),
    )
    seen = forms.BooleanField(
        label=_("I have seen it, or looked it up where it is issued"), required=False
    )

    def __init__(self, *args: Any, sorts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sort"].choices = [("", _("Choose")), *sorts]  # type: ignore[attr-defined]
        if not sorts:
            del self.fields["sort"]


class WithdrawQualificationForm(forms.Form):
    """It no longer counts."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Taken back by the board; entered twice")
    )


class SetNotAtWorkForm(forms.Form):
    """Somebody is not at work until a day."""

    reason = CodedField(
        AwayReason,
        label=_("Kind of reason"),
        help_text=_("The kind alone. What somebody has is not written down here."),
    )
    starts = DayField(label=_("First day away"))
    until = DayField(
        label=_("First day back"),
        required=False,
        help_text=_("Empty means until somebody clears it."),
    )
    said_by = forms.CharField(
        label=_("Who said so"), max_length=80, help_text=_("The person, their manager")
    )


class CheckInForm(forms.Form):
    """One is here, as something."""

    role = forms.ChoiceField(label=_("As"))

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class CheckInMemberForm(forms.Form):
    """Somebody is here whom nobody planned."""

    member = RowField(label=_("Who"))
    role = forms.ChoiceField(label=_("As"))
    despite = despite_field()

    def __init__(
        self, *args: Any, people: Any, roles: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Choose")), *roles]  # type: ignore[attr-defined]
        only_when_asked(self)
