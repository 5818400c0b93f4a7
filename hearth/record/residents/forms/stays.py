"""What a person meant about where somebody lives and is."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, DayField, LinesField, MomentField, RowField
from hearth.record.residents.codes import MoveOutTo, StayStatus

from .fields import PlaceField


class Zoned(forms.Form):
    """A form whose moments are read by the community's clock."""

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = zone


class OpenStayForm(forms.Form):
    """Somebody applies, or is about to move in."""

    status = CodedField(
        StayStatus,
        label=_("Residency"),
        only=(StayStatus.APPLICANT, StayStatus.MOVING_IN),
        widget=forms.RadioSelect,
        initial=StayStatus.APPLICANT,
    )
    starts = DayField(label=_("Planned move-in"), required=False)
    place = PlaceField(label=_("Place kept for them"), required=False)
    reason = forms.CharField(label=_("Comment"), max_length=240, required=False)


_GONE = (StayStatus.AWAY, StayStatus.HOSPITAL)
_STEPS: dict[StayStatus, tuple[StayStatus, ...]] = {
    StayStatus.APPLICANT: (StayStatus.MOVING_IN, StayStatus.WITHDRAWN),
    StayStatus.MOVING_IN: (StayStatus.APPLICANT, StayStatus.WITHDRAWN),
    StayStatus.LIVES_HERE: (StayStatus.AWAY,),
    StayStatus.HOSPITAL: (StayStatus.AWAY,),
    StayStatus.RETURNING: (StayStatus.AWAY,),
}
"""The lesser steps a form offers; which of them hold is for the action to say."""


class ChangeStayForm(Zoned):
    """The plan of a residency: its days, or a step."""

    DAYS = ("starts", "away_at", "expected_return", "expected_end")

    status = CodedField(
        StayStatus, label=_("Residency"), required=False, blank=_("Stays as it is")
    )
    effective = MomentField(label=_("Since"), required=False)
    starts = MomentField(label=_("Planned move-in"), required=False)
    away_at = forms.CharField(label=_("Where they are"), max_length=160, required=False)
    expected_return = MomentField(label=_("Expected back"), required=False)
    expected_end = DayField(
        label=_("Notice given for"), required=False, help_text=_("The last day here.")
    )
    reason = forms.CharField(label=_("Why"), max_length=240, required=False)

    def __init__(self, *args: Any, stay: Any, step: str = "", **kwargs: Any) -> None:
        """``stay`` is the residency, ``step`` what it is about to become, if that was asked for."""
        super().__init__(*args, **kwargs)
        steps = {"", step, *_STEPS.get(StayStatus(stay.status), ())}
        choices = self.fields["status"].choices  # type: ignore[attr-defined]
        self.fields["status"].choices = [c for c in choices if c[0] in steps]  # type: ignore[attr-defined]
        away = stay.status in _GONE or step in _GONE
        shown = {"away_at", "expected_return"} if away else set()
        shown |= {"starts"} if stay.moved_in_at is None else {"expected_end"}
        for name in {*self.DAYS} - shown:
            del self.fields[name]

    def step_and_plan(self) -> dict[str, Any]:
        """The step, if one is taken, and the days of the plan."""
        data = self.cleaned_data
        changes = {name: data[name] for name in self.DAYS if name in data}
        if "starts" in changes and changes["starts"] is None:
            del changes["starts"]
        found = {"changes": changes, "reason": data["reason"]}
        if data["status"]:
            found |= {"status": data["status"], "effective": data["effective"]}
        return found


class AssignPlaceForm(Zoned):
    """Another place."""

    place = PlaceField(label=_("Place"))
    starts = MomentField(label=_("From"))
    reason = forms.CharField(label=_("Why"), max_length=240, required=False)


class MoveInForm(Zoned):
    """Somebody lives here from now on."""

    place = PlaceField(label=_("Place"))
    effective = MomentField(label=_("Moved in"))
    reason = forms.CharField(label=_("Comment"), max_length=240, required=False)


class MoveOutForm(Zoned):
    """Somebody leaves for good."""

    to = CodedField(MoveOutTo, label=_("Where they went"))
    effective = MomentField(label=_("Left"))
    reason = forms.CharField(label=_("Why"), max_length=240, required=False)


class RecordDeathForm(Zoned):
    """Somebody died."""

    effective = MomentField(label=_("Died"))
    performer_text = forms.CharField(
        label=_("Who said so"), max_length=160, required=False, help_text=_("Hospice nurse")
    )
    reason = forms.CharField(label=_("Comment"), max_length=240, required=False)


class SignInForm(Zoned):
    """Somebody is back, or was found in the house."""

    effective = MomentField(label=_("Since"), required=False, help_text=_("Empty means now."))
    comment = forms.CharField(label=_("Comment"), max_length=240, required=False)


class ReportUnaccountedForm(Zoned):
    """Somebody was looked for and not found."""

    where = forms.CharField(label=_("Seen last"), max_length=160, required=False)
    comment = LinesField(
        2,
        label=_("What they wear, where they may go"),
        required=False,
        max_length=240,
    )


class ProposeMergeForm(forms.Form):
    """Two records are one person's."""

    duplicate = RowField(label=_("The other record"), widget=forms.RadioSelect)
    keep = forms.ChoiceField(
        label=_("Which record stays"),
        choices=[("this", _("This one")), ("other", _("The other one"))],
        widget=forms.RadioSelect,
        initial="this",
    )
    reason = forms.CharField(
        label=_("How you know"),
        max_length=240,
        help_text=_("Same Medicare number; the daughter says so."),
    )

    def __init__(self, *args: Any, records: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duplicate"].offer(records, label)  # type: ignore[attr-defined]


class LinkPersonForm(forms.Form):
    """A resident of another community is the same person."""

    other = RowField(label=_("The record there"), widget=forms.RadioSelect)
    consent = forms.CharField(
        label=_("Who agreed that the communities share, and when"), max_length=240
    )

    def __init__(self, *args: Any, records: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].offer(records, label)  # type: ignore[attr-defined]
