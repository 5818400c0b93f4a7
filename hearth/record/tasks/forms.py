"""What a person meant about a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Outcome, OutcomeReason


def translated(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, _(label)) for code, label in choices]


class CompleteTaskForm(forms.Form):
    """What became of it."""

    outcome = forms.ChoiceField(
        label=_("What happened"),
        choices=translated(Outcome.choices()),
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Why not, if it was not done"),
        required=False,
        choices=[("", "—"), *translated(OutcomeReason.choices())],
    )
    text = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea)

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])

    def clean_reason(self) -> OutcomeReason | None:
        reason = self.cleaned_data["reason"]
        return OutcomeReason(reason) if reason else None


class HandTaskForm(forms.Form):
    """To whom."""

    to_role = forms.ChoiceField(label=_("Hand to"), choices=translated(DutyRole.choices()))
