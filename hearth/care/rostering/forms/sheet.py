"""A line of the sheet: who, from when, and why when the shift runs."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.intervals import instant_of
from hearth.platform.ui.asking import CHOOSE, RowField, RowsField, WallTimeField
from hearth.record.staff.rules import ShiftTurn


Reason = tuple[str, str, bool]
"""Code and words of a reason, and whether it needs a sentence."""


class ChangeForm(forms.Form):
    """From when a line changes, and why: the reason is asked while the shift runs."""

    start = WallTimeField(label=_("From"), required=False)
    reason = forms.ChoiceField(label=_("Why"), required=False)
    text = forms.CharField(label=_("In a few words"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        turn: ShiftTurn,
        zone: ZoneInfo,
        running: bool,
        reasons: Sequence[Reason],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.turn, self.zone = turn, zone
        self.needs_words = {code for code, _words, needs in reasons if needs}
        self.fields["start"].help_text = (
            gettext("Empty means from now on.")
            if running
            else gettext("Empty means from the beginning of the shift.")
        )
        offered = [("", CHOOSE), *((code, words) for code, words, _needs in reasons)]
        self.fields["reason"].choices = offered  # type: ignore[attr-defined]
        if not running:
            del self.fields["reason"], self.fields["text"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["starts"] = self._instant(data.pop("start", None))
        if data.get("reason") in self.needs_words and not data.get("text"):
            self.add_error("text", gettext("Say it in a few words."))
        return data

    def _instant(self, wall: time | None) -> datetime | None:
        """The instant of a wall time within the turn: after midnight it is the next day."""
        if wall is None:
            return None
        at = instant_of(self.turn.day, wall, self.zone)
        if at < self.turn.starts:
            after = instant_of(self.turn.day + timedelta(days=1), wall, self.zone)
            return after if after < self.turn.ends else at
        return at


class AssignRunForm(ChangeForm):
    """Who takes a run."""

    member = RowField(label=_("Who"))
    together = forms.BooleanField(
        label=_("Together with whoever has it"),
        required=False,
        help_text=_("Without this they take it over."),
    )
    field_order = ("member", "start", "reason", "text", "together")

    def __init__(
        self,
        *args: Any,
        people: Any,
        label: Callable[[Any], str],
        held: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(people, label)  # type: ignore[attr-defined]
        if not held:
            del self.fields["together"]


class EndAssignmentForm(ChangeForm):
    """Somebody is taken off a run."""


class PeopleForm(forms.Form):
    """Between whom a run is split."""

    people = RowsField(label=_("Between whom"))

    def __init__(
        self, *args: Any, people: Any, label: Callable[[Any], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(people, label)  # type: ignore[attr-defined]

    def clean_people(self) -> list[Any]:
        found: list[Any] = self.cleaned_data["people"]
        if len(found) < 2:
            raise forms.ValidationError(gettext("Choose two people or more."))
        return found


class SplitRunForm(ChangeForm):
    """Who has which room of a run: dealt out evenly, and changed where that does not fit."""

    def __init__(
        self, *args: Any, people: Sequence[Any], rooms: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = list(rooms)
        size = -(-len(self.rooms) // max(len(people), 1)) or 1
        for number, (place, words) in enumerate(self.rooms):
            field = RowField(label=words, initial=people[min(number // size, len(people) - 1)])
            field.offer(people)
            self.fields[f"room-{place.pk}"] = field
        self.order_fields([f"room-{place.pk}" for place, _words in self.rooms])

    def shares(self) -> dict[Any, list[Any]]:
        """The rooms of each person, by person."""
        found: dict[Any, list[Any]] = {}
        for place, _words in self.rooms:
            found.setdefault(self.cleaned_data[f"room-{place.pk}"], []).append(place)
        return found
