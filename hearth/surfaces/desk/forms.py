"""What a person meant for an ambulance crew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import MomentField


REASONS = (
    _("Fall"),
    _("Chest pain"),
    _("Trouble breathing"),
    _("Signs of a stroke"),
    _("Not waking up"),
    _("Bleeding"),
    _("Seizure"),
    _("Choking"),
    _("Sudden change"),
)


class MakeEmsPageForm(forms.Form):
    """Why the crew comes, and when the resident was last well."""

    reason = forms.CharField(
        label=_("Why they come"),
        max_length=240,
        widget=forms.TextInput(attrs={"list": "ems-reasons", "autocomplete": "off"}),
    )
    last_well_at = MomentField(label=_("Last seen well at"), required=False)
    last_well_by = forms.CharField(
        label=_("Seen by"), max_length=160, required=False, help_text=_("Empty: not known.")
    )

    def __init__(self, *args: Any, zone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_well_at"].zone = zone  # type: ignore[attr-defined]
