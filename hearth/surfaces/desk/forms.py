"""What a person meant at the desk: a file, a kept list, and the same for many at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NothingForm(forms.Form):
    """A yes, and nothing to type."""


class ExportRosterForm(forms.Form):
    """Why a list leaves the house, and as what."""

    reason = forms.CharField(
        label=_("Why it leaves the house"),
        max_length=120,
        help_text=_("For the health department, asked by phone today."),
    )
    form = forms.ChoiceField(
        label=_("As"),
        choices=[("csv", _("CSV")), ("xlsx", _("Excel workbook"))],
        widget=forms.RadioSelect,
        initial="csv",
    )


class SaveListForm(forms.Form):
    """What a list is called, and for whom it is kept."""

    name = forms.CharField(label=_("What the list is called"), max_length=80)
    shared = forms.BooleanField(
        label=_("For everybody at this community"), required=False
    )

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]
