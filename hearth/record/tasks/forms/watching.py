"""What a person meant who puts somebody on watch, checks them, or ends it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.platform.content.terms import in_language
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, LinesField, MomentField
from hearth.platform.ui.wording import moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import WatchEnd
from hearth.record.tasks.rules import CHANGED, USUAL, Question, Reason

from .fields import time_field
from .working import last_time


OFTEN: Mapping[str, list[dict[str, Any]]] = {
    "shift": [{"each": "shift"}],
    "4h": [{"every_minutes": 240}],
    "2h": [{"every_minutes": 120}],
    "1h": [{"every_minutes": 60}],
}
"""How often somebody is checked, where it is not as usual for the reason."""

LONGER = {"1d": 24, "3d": 72, "7d": 168}
"""For how many hours more a watch goes on, chosen with one tap."""

ROLES = ("caregiver", "med-tech", "shift-lead", "nurse")


def words(text: Mapping[str, str]) -> str:
    """A language map in the reader's language."""
    return in_language(dict(text), get_language() or "en") if text else ""


def length_text(hours: int) -> str:
    """ "3 days", "36 hours": how long, as people say it."""
    days = hours // 24
    if hours % 24 == 0:
        return ngettext("{n} day", "{n} days", days).format(n=days)
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


class StartWatchForm(forms.Form):
    """Why, and only where it is not as usual: until when, how often, who, what to look for."""

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    look_for = LinesField(
        rows=2,
        label=_("What to look for, in your words"),
        required=False,
        max_length=1000,
        help_text=_("What the reason itself asks for is shown with each check."),
    )
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: as long as stands beside the reason."),
    )
    often = forms.ChoiceField(label=_("How often"), required=False, widget=forms.RadioSelect)
    may_do = forms.ChoiceField(label=_("Who checks"), required=False)
    starts = MomentField(label=_("From"), required=False, help_text=_("Empty: from now."))

    def __init__(
        self, *args: Any, reasons: Sequence[Reason], facility: Facility, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("until", "starts"):
            self.fields[name].zone = facility.zone  # type: ignore[attr-defined]
        offered: Any = self.fields["reason"]
        offered.choices = [
            (r.code, f"{words(r.title)} · {length_text(r.hours)}") for r in reasons
        ]
        often: Any = self.fields["often"]
        often.choices = [
            ("", gettext("As usual for the reason")),
            ("shift", gettext("Once a shift")),
            ("4h", gettext("Every 4 hours")),
            ("2h", gettext("Every 2 hours")),
            ("1h", gettext("Every hour")),
        ]
        may_do: Any = self.fields["may_do"]
        may_do.choices = [
            ("", gettext("As usual for the reason")),
            *((code, gettext(DutyRole.label_of(code))) for code in ROLES),
        ]

    @property
    def more_typed(self) -> bool:
        """Whether something beyond the reason was filled in, so that it stands open."""
        names = ("until", "often", "may_do", "starts")
        return any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        """What ``actions.start_watch`` takes."""
        given = super().clean() or {}
        return {
            "reason": given.get("reason", ""),
            "look_for": given.get("look_for", ""),
            "until": given.get("until"),
            "starts": given.get("starts"),
            "may_do": given.get("may_do", ""),
            "steps": OFTEN.get(given.get("often", "")),
        }


class ExtendWatchForm(forms.Form):
    """For how much longer."""

    longer = forms.ChoiceField(label=_("Go on for"), widget=forms.RadioSelect, required=False)
    until = MomentField(label=_("Or until"), required=False)

    def __init__(self, *args: Any, ends: datetime, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends = max(ends, clock.now())
        self.fields["until"].zone = facility.zone  # type: ignore[attr-defined]
        longer: Any = self.fields["longer"]
        longer.choices = [
            (
                code,
                f"{length_text(n)} · {moment_text(self.ends + timedelta(hours=n), facility)}",
            )
            for code, n in LONGER.items()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        until = given.get("until")
        if until is None and given.get("longer"):
            until = self.ends + timedelta(hours=LONGER[given["longer"]])
        if until is None:
            self.add_error("longer", gettext("Say until when it goes on."))
        return {"until": until}


class EndWatchForm(forms.Form):
    """Why the watch ends."""

    reason = CodedField(
        WatchEnd,
        label=_("Why it ends"),
        widget=forms.RadioSelect,
        only=[w.value for w in WatchEnd if w is not WatchEnd.LEFT],
    )
    text = LinesField(rows=2, label=_("A word about it"), required=False, max_length=500)


class RetractWatchEntryForm(forms.Form):
    """What was wrong with an answer."""

    reason = forms.CharField(label=_("What was wrong"), max_length=240)


class AnswerWatchForm(forms.Form):
    """One check: all as usual in one tap, or what changed, question by question.

    Every question of one tap begins as usual; ``all`` says so for all of them at once.
    """

    text = LinesField(rows=2, label=_("What changed"), required=False, max_length=1000)
    at = time_field(
        _("When, if not just now"),
        required=False,
        help_text=_("The last time the clock showed this."),
    )

    def __init__(
        self, *args: Any, questions: Iterable[Question], facility: Facility, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[f"q_{question.code}"] = _field_of(question)

    @property
    def numbers(self) -> list[Any]:
        """The questions answered by a number, none of which has to be."""
        return [self[f"q_{q.code}"] for q in self.questions if q.answer == "number"]

    @property
    def taps(self) -> list[Any]:
        """The questions answered by a tap."""
        return [self[f"q_{q.code}"] for q in self.questions if q.answer != "number"]

    @property
    def opened(self) -> bool:
        """Whether something was said to have changed, or a refusal stands there."""
        changed = any(self.data.get(f"q_{q.code}") == CHANGED for q in self.questions)
        return self.is_bound and (changed or bool(self.errors))

    def clean(self) -> dict[str, Any]:
        """What ``actions.answer_watch_check`` takes."""
        given = super().clean() or {}
        everything = bool(self.data.get("all"))
        answers: dict[str, Any] = {}
        for question in self.questions:
            value = given.get(f"q_{question.code}")
            if question.answer == "number":
                answers[question.code] = value
            else:
                answers[question.code] = USUAL if everything else value or USUAL
        return {
            "answers": answers,
            "text": given.get("text", ""),
            "effective": last_time(given.get("at"), self.facility),
        }


def _field_of(question: Question) -> forms.Field:
    label = words(question.title)
    if question.answer == "number":
        return forms.FloatField(
            label=f"{label} ({question.unit})" if question.unit else label,
            required=False,
            min_value=question.least,
            max_value=question.most,
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        )
    return forms.ChoiceField(
        label=label,
        required=False,
        initial=USUAL,
        widget=forms.RadioSelect,
        choices=[(USUAL, gettext("As usual")), (CHANGED, gettext("Changed"))],
    )
