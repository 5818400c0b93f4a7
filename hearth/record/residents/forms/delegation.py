"""What a person meant about a delegated nursing task."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, DayField, LinesField, RowField
from hearth.record.residents.codes import DelegationEnd


BY_HAND = (
    DelegationEnd.NO_LONGER_NEEDED,
    DelegationEnd.OTHER_PERSON,
    DelegationEnd.NOT_SAFE,
    DelegationEnd.IN_ERROR,
)


class DelegateTaskForm(forms.Form):
    """A nurse hands a nursing task to somebody, for this resident alone."""

    what = forms.CharField(label=_("What"), max_length=200, help_text=_("Insulin by pen"))
    how = LinesField(
        3,
        label=_("How, and when to call the nurse"),
        required=False,
        help_text=_("As it was taught and shown."),
    )
    nurse = RowField(label=_("Which nurse delegates"))
    member = RowField(label=_("To whom"))
    needs = forms.ChoiceField(
        label=_("What they must hold"),
        required=False,
        help_text=_("It ends with this, and with the nurse's license."),
    )
    starts = DayField(label=_("From"))
    until = DayField(label=_("Last day"), required=False)
    supervision_due = DayField(
        label=_("The nurse looks at it by"),
        required=False,
        help_text=_("It comes on the nurse's list two weeks before."),
    )

    def __init__(
        self, *args: Any, people: Any, nurses: Any, sorts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people)  # type: ignore[attr-defined]
        self.fields["nurse"].offer(nurses)  # type: ignore[attr-defined]
        self.fields["needs"].choices = [("", _("Nothing")), *sorts]  # type: ignore[attr-defined]


class EndDelegationForm(forms.Form):
    """Somebody no longer does it."""

    reason = CodedField(DelegationEnd, label=_("Why"), only=BY_HAND)
