"""What a person meant to say of an event, or of its causes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.care.incidents import rules
from hearth.care.incidents.codes import (
    Body,
    Done,
    Injury,
    SeenBy,
    Situation,
    Struck,
    Surroundings,
    When,
    Where,
)
from hearth.care.incidents.rules import IncidentType
from hearth.platform.ui.asking import CodedField, CodedListField, LinesField, MomentField


MOMENTS = ("happened_at", "found_at", "last_seen")


class RecordIncidentForm(forms.Form):
    """An event, on one page: what, when, where, who saw it, how bad, what was done.

    ``types`` are the community's. Place and time stand as what is most likely; how badly
    somebody was hurt, and whether anybody saw it, are never chosen beforehand.
    """

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    type = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    injury = CodedField(
        Injury,
        label=_("Hurt"),
        widget=forms.RadioSelect,
        help_text=_(
            "Small: a bandage, ice, a cleaned wound. Badly: may be broken, a head injury, much "
            "blood, very strong pain."
        ),
    )
    head_struck = CodedField(
        Struck,
        label=_("Did the head hit something"),
        widget=forms.RadioSelect,
        required=False,
    )
    seen_by = CodedField(SeenBy, label=_("Who saw it"), widget=forms.RadioSelect)
    done = CodedListField(Done, label=_("What was done"), required=False)
    text = LinesField(
        label=_("What you saw, in a few words"),
        required=False,
        rows=2,
        max_length=rules.LONGEST_TEXT,
    )
    where = CodedField(
        Where, label=_("Where"), widget=forms.RadioSelect, initial=Where.OWN_PLACE
    )
    when = CodedField(When, label=_("When"), widget=forms.RadioSelect, initial=When.NOW)
    happened_at = MomentField(label=_("Happened at"), required=False)
    last_seen = MomentField(label=_("Last seen well"), required=False)
    found_at = MomentField(
        label=_("Found at"), required=False, help_text=_("Leave it empty for now.")
    )
    where_text = forms.CharField(label=_("Where exactly"), required=False, max_length=160)
    seen_by_text = forms.CharField(
        label=_("Who saw it, by name"), required=False, max_length=200
    )
    injury_text = forms.CharField(
        label=_("Where and how they are hurt"), required=False, max_length=240
    )
    performer_text = forms.CharField(
        label=_("Who found them, if not you"), required=False, max_length=160
    )

    def __init__(
        self, *args: Any, zone: ZoneInfo, types: Mapping[str, IncidentType], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.types = types
        self.fields["type"].choices = [(k.code, k.title) for k in types.values()]  # type: ignore[attr-defined]
        for name in MOMENTS:
            self.fields[name].zone = zone  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An hour for "at another time"; the head, where the type asks for it."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        untold = not found.get("happened_at") and not self.has_error("happened_at")
        if found.get("when") is When.EARLIER and untold:
            self.add_error("happened_at", gettext("Say when it happened."))
        kind = self.types.get(found.get("type", ""))
        if kind and "head" in kind.asks and not found.get("head_struck"):
            self.add_error("head_struck", gettext("Say whether the head hit something."))
        if kind and "words" in kind.asks and not found.get("text"):
            self.add_error("text", gettext("Say in a few words what happened."))
        return found

    def meant(self, now: datetime, place: Any = None) -> dict[str, Any]:
        """The arguments of ``record_incident``: ``now`` is when the button was pressed."""
        said = dict(self.cleaned_data)
        when = said.pop("when")
        found = said["found_at"] or max(now, said["happened_at"] or now)
        happened = {When.NOW: said["found_at"] or now, When.UNKNOWN: None}.get(
            when, said["happened_at"]
        )
        at_home = said["where"] in {Where.OWN_PLACE, Where.OWN_BATHROOM}
        return said | {
            "happened_at": happened,
            "found_at": found,
            "head_struck": said["head_struck"] or None,
            "place": place if at_home else None,
        }


class CorrectIncidentForm(RecordIncidentForm):
    """An event, written anew and right; and why."""

    reason = forms.CharField(label=_("Why do you correct it?"), max_length=240)

    def __init__(self, *args: Any, found: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        del self.fields["performer_text"]

    def meant(self, now: datetime, place: Any = None) -> dict[str, Any]:
        """As for a first record; a found time left as it is shown keeps its seconds."""
        said = self.cleaned_data
        shown = self.found.replace(second=0, microsecond=0)
        if said["found_at"] in (None, shown):
            said["found_at"] = self.found
        return super().meant(now, place)


class ReasonForm(forms.Form):
    """Why an event was entered in error."""

    reason = forms.CharField(label=_("Why was it entered in error?"), max_length=240)


class SignReportForm(forms.Form):
    """The full report: what happened, what played a part, what comes of it."""

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    narrative = LinesField(
        label=_("What happened, in your own words"), rows=6, max_length=20_000
    )
    witnesses = LinesField(
        label=_("Who saw or heard it, and what they say"), required=False, rows=3
    )
    found_later = LinesField(label=_("Injuries found since"), required=False, rows=2)
    surroundings = CodedListField(
        Surroundings, label=_("The place played a part"), required=False
    )
    body = CodedListField(Body, label=_("Their health played a part"), required=False)
    situation = CodedListField(Situation, label=_("The moment played a part"), required=False)
    causes_text = LinesField(label=_("More about why"), required=False, rows=2)
    told_text = LinesField(label=_("What family and prescriber said"), required=False, rows=3)
    next_text = LinesField(
        label=_("What we do so it does not come again"), required=False, rows=3
    )


class ReviewReportForm(forms.Form):
    """What whoever reviews a report adds."""

    text = LinesField(label=_("What you add"), required=False, rows=3, max_length=4_000)
