"""What a person meant who works the list."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.kernel.intervals import instant_of
from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import clock_text
from hearth.record.tasks.codes import CancelReason, Outcome, OutcomeReason, SnoozeReason

from .fields import OwnerField, day_field, lines, time_field, translated


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was not done, as the community words it, and the outcome it means."""

    code: str
    title: str
    outcome: Outcome
    needs_note: bool


def reasons_of(facility: Facility) -> list[Reason]:
    """The reasons a community offers, in its order."""
    return [
        Reason(
            entry.code,
            entry.title,
            Outcome(entry.values["outcome"]),
            bool(entry.values.get("needs_note")),
        )
        for entry in lists.items("not-done-reasons", facility)
    ]


class CompleteTaskForm(forms.Form):
    """What became of it: done, or one of the community's reasons. A reason says its outcome."""

    outcome = forms.ChoiceField(required=False, choices=Outcome.choices())
    reason = forms.CharField(required=False, max_length=60)
    at = time_field(
        _("When, if not just now"),
        required=False,
        help_text=_("The last time the clock showed this."),
    )
    text = forms.CharField(
        label=_("A word about it"), required=False, max_length=1000, widget=lines(2)
    )

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.reasons = {r.code: r for r in reasons_of(facility)}

    def clean(self) -> dict[str, Any]:
        """What ``actions.complete_task`` takes."""
        given = super().clean() or {}
        code, text = given.get("reason", ""), given.get("text", "").strip()
        reason = self.reasons.get(code)
        if code and reason is None:
            self.add_error(None, gettext("Choose one of the reasons."))
        if not code and given.get("outcome", "") != Outcome.DONE.value:
            self.add_error(None, gettext("Say what happened: done, or why not."))
        if reason is not None and reason.needs_note and not text:
            self.add_error("text", gettext("Say in a few words why."))
        return {
            "outcome": reason.outcome if reason else Outcome.DONE,
            **_as_kept(reason, text),
            "effective": last_time(given.get("at"), self.facility),
        }


def _as_kept(reason: Reason | None, text: str) -> dict[str, Any]:
    """A community's own reason is kept as "other" in its words; its code stands beside it."""
    if reason is None:
        return {"reason": None, "text": text}
    known = reason.code in OutcomeReason.codes()
    said = text if known else ": ".join(x for x in (reason.title, text) if x)
    return {
        "reason": OutcomeReason(reason.code) if known else OutcomeReason.OTHER,
        "text": said,
        "outcome_values": {"reason": reason.code},
    }


def last_time(wall: time | None, facility: Facility) -> datetime | None:
    """The instant at which a community's clock last showed a time; None is now."""
    if wall is None:
        return None
    today, now = facility.today(), clock.now()
    at = instant_of(today, wall, facility.zone)
    return at if at <= now else instant_of(today - timedelta(days=1), wall, facility.zone)


class HandTaskForm(forms.Form):
    """To whom."""

    to = OwnerField(label=_("Hand to"))
    text = forms.CharField(label=_("A word with it"), required=False, max_length=500)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["to"].offer(scope)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        owner = self.fields["to"].owner(self.scope, given.get("to", ""))  # type: ignore[attr-defined]
        return {
            "to_role": owner["role"],
            "to_staff": owner["staff"],
            "text": given.get("text", ""),
        }


class SnoozeTaskForm(forms.Form):
    """Until when it waits, and why."""

    until = forms.ChoiceField(label=_("Until"), widget=forms.RadioSelect, required=False)
    day = day_field(_("Another day"), required=False)
    at = time_field(_("At"), required=False)
    reason = forms.ChoiceField(label=_("Why it waits"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("A word about it"), required=False, max_length=500)

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.times = soon(facility)
        self.fields["until"].choices = [(c, label) for c, label, _at in self.times]  # type: ignore[attr-defined]
        self.fields["reason"].choices = translated(SnoozeReason.choices())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = {code: at for code, _label, at in self.times}
        until = chosen.get(given.get("until", ""))
        if given.get("day"):
            wall = given.get("at") or time(8)
            until = instant_of(given["day"], wall, self.facility.zone)
        if until is None:
            self.add_error("until", gettext("Say until when it waits."))
        reason = given.get("reason")
        return {
            "until": until,
            "reason": SnoozeReason(reason) if reason else None,
            "text": given.get("text", ""),
        }


def soon(facility: Facility) -> list[tuple[str, str, datetime]]:
    """Times to come that are chosen with one tap: code, words, instant (UTC)."""
    now, today = clock.now(), facility.today()
    tomorrow = today + timedelta(days=1)
    evening = instant_of(today, time(18), facility.zone)
    morning = instant_of(tomorrow, time(8), facility.zone)
    found = [
        ("1h", gettext("In an hour"), now + timedelta(hours=1)),
        ("4h", gettext("In four hours"), now + timedelta(hours=4)),
        (
            "evening",
            gettext("This evening, {time}").format(time=clock_text(evening, facility)),
            evening,
        ),
        (
            "tomorrow",
            gettext("Tomorrow, {time}").format(time=clock_text(morning, facility)),
            morning,
        ),
    ]
    return [one for one in found if one[2] > now]


class CancelTaskForm(forms.Form):
    """Why it is no longer needed."""

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("A word about it"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [c for c in CancelReason.choices() if c[0] != CancelReason.SERIES_CHANGED]
        self.fields["reason"].choices = translated(offered)  # type: ignore[attr-defined]

    def clean_reason(self) -> CancelReason:
        return CancelReason(self.cleaned_data["reason"])


class UndoTaskForm(forms.Form):
    """Why an outcome is taken back; who recorded it need not say."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("Needed when somebody else recorded it, or their shift is over."),
    )


class RetractTaskForm(forms.Form):
    """What was wrong with it."""

    reason = forms.CharField(label=_("What was wrong"), max_length=500)


class CommentTaskForm(forms.Form):
    """A word under a task."""

    text = forms.CharField(label=_("Comment"), max_length=2000, widget=lines(2))
