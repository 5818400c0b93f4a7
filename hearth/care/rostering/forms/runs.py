"""A run, a med cart or an extra duty, as it is called here."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.care.rostering import rules
from hearth.kernel.errors import Refused
from hearth.platform.ui.asking import CodedField, LinesField, RowField, RowsField
from hearth.record.staff.codes import DutyRole, RunKind


class RunForm(forms.Form):
    """Its name, what it is, its rooms, and on which shifts it is handed out."""

    name = forms.CharField(
        label=_("Name"), max_length=40, help_text=_("As it is called here: 2 East, Cart A")
    )
    run_kind = CodedField(
        RunKind, label=_("What it is"), widget=forms.RadioSelect, initial=RunKind.RUN
    )
    rooms = LinesField(
        2,
        label=_("Rooms"),
        required=False,
        help_text=_("Apart by commas, neighbors with a dash: 101-109, 112 A"),
    )
    shifts = RowsField(
        label=_("On which shifts"),
        required=False,
        help_text=_("None chosen means every shift."),
    )
    neighborhood = RowField(label=_("Where"), required=False, blank=_("The whole community"))
    role = CodedField(
        DutyRole,
        label=_("Who takes it"),
        required=False,
        blank=_("Anybody on duty"),
        help_text=_("A med cart always goes to a med-tech or a nurse."),
    )

    def __init__(
        self,
        *args: Any,
        doors: Sequence[rules.Door],
        shifts: Any,
        neighborhoods: Any,
        new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doors = doors
        self.fields["shifts"].offer(shifts)  # type: ignore[attr-defined]
        self.fields["neighborhood"].offer(neighborhoods)  # type: ignore[attr-defined]
        if not new:
            del self.fields["run_kind"]

    def clean_rooms(self) -> list[Any]:
        """The places that were written."""
        try:
            return list(rules.rooms_meant(self.doors, self.cleaned_data["rooms"]))
        except Refused as refusal:
            raise forms.ValidationError(refusal.shown(gettext)) from None
