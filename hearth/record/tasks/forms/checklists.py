"""What a person meant who runs a list of steps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.ui.asking import DayField, LinesField
from hearth.platform.ui.wording import day_text
from hearth.record.tasks import queries
from hearth.record.tasks.codes import Paper, ProofBy
from hearth.record.tasks.rules import Item, ListOfSteps

from .watching import words


TICKS = {
    ProofBy.FACT: N_("It stands in the record, and I looked"),
    ProofBy.TICK: N_("It is done"),
}


class StartChecklistForm(forms.Form):
    """Which list, for whom, and the day it is about."""

    key = forms.ChoiceField(label=_("Which list"), widget=forms.RadioSelect)
    resident = forms.ChoiceField(label=_("For"), required=False)
    anchor = DayField(
        label=_("The day it is about"),
        help_text=_("Moving in, coming back, moving out: each step counts from that day."),
    )

    def __init__(
        self, *args: Any, scope: Scope, lists: Sequence[ListOfSteps], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lists = {one.key: one for one in lists}
        key: Any = self.fields["key"]
        key.choices = [(one.key, words(one.title)) for one in lists]
        about: Any = self.fields["resident"]
        nobody = ("", gettext("The community itself"))
        about.choices = [nobody, *queries.resident_choices(scope)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {
            "key": given.get("key", ""),
            "anchor": given.get("anchor"),
            "resident": given.get("resident") or None,
        }


class ProveItemForm(forms.Form):
    """What proves a step: what stands in the record, a document, or a word."""

    document = forms.ChoiceField(label=_("Which document"), required=False)
    ticked = forms.BooleanField(label=_("It is done"), required=False)
    text = LinesField(rows=2, label=_("A word about it"), required=False, max_length=500)

    def __init__(
        self, *args: Any, item: Item, papers: Sequence[Paper], found: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if item.by is ProofBy.DOCUMENT:
            document: Any = self.fields["document"]
            document.choices = [
                ("", gettext("Choose")),
                *((one.reference, _paper(one)) for one in papers),
            ]
            if not papers:
                del self.fields["document"]
        else:
            del self.fields["document"]
        if item.by is ProofBy.DOCUMENT or (item.by is ProofBy.FACT and not found):
            del self.fields["ticked"]
        elif item.by is ProofBy.FACT:
            self.fields["ticked"].label = gettext(TICKS[ProofBy.FACT])
            self.fields["ticked"].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {
            "document": given.get("document", ""),
            "ticked": bool(given.get("ticked")),
            "text": given.get("text", ""),
        }


def _paper(paper: Paper) -> str:
    day = day_text(paper.day) if paper.day else ""
    return " · ".join(x for x in (paper.text, day) if x)


class ChangeAnchorForm(forms.Form):
    """The day a list is about, now."""

    anchor = DayField(label=_("The day it is about"))


class PassGateForm(forms.Form):
    """Why it may go ahead all the same, and by when the rest is here."""

    reason = LinesField(rows=2, label=_("Why it may go ahead"), max_length=500)
    until = DayField(label=_("What is missing comes by"))


class CloseChecklistForm(forms.Form):
    """Why a list is done with while steps are open."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=240,
        help_text=_("Needed while steps are still open: they go off the worklist."),
    )


class CancelChecklistForm(forms.Form):
    """Why a list is given up."""

    reason = forms.CharField(label=_("Why it is given up"), max_length=240)
