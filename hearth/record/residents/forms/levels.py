"""Which level of care somebody has, since when, and who decided it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hearth.platform.content import lists
from hearth.platform.content.terms import in_language
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import DayField, LinesField
from hearth.record.residents import queries


class LevelOfCareForm(forms.Form):
    """A level of the community's list, from a day on."""

    level = forms.ChoiceField(label=_("Level of care"), widget=forms.RadioSelect)
    starts = DayField(
        label=_("From"), help_text=_("A day ahead, where the change is announced already.")
    )
    decided_by = forms.CharField(
        label=_("Who decided"),
        max_length=160,
        help_text=_("The nurse, with Ann Boyle at the table"),
    )
    reason = LinesField(
        3,
        label=_("What was found"),
        max_length=600,
        help_text=_("Needs one person to dress and to get up since the fall."),
    )
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.code, _words(one)) for one in lists.items(queries.LEVELS, facility)]
        self.fields["level"].choices = offered  # type: ignore[attr-defined]


def _words(item: lists.Item) -> str:
    """A level with what it means at this house, where the list says it."""
    about = item.values.get("about")
    if not about:
        return item.title
    return f"{item.title}. {in_language(about, get_language() or 'en')}"
