"""What a person meant who lets somebody out, or takes them in again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.platform.content import lists
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, CodedListField, MomentField, RowField
from hearth.record.residents.codes import (
    INPATIENT,
    MEDICAL,
    OUTINGS,
    STAYS_THERE,
    Belonging,
    DecidedBy,
    OutFor,
    ReturnCondition,
    Transport,
    TriedFirst,
)
from hearth.record.residents.forms import Stopped
from hearth.record.residents.rules import Coding


PAIRS = {
    Belonging.HEARING_AIDS: (_("Both hearing aids"), _("One hearing aid")),
    Belonging.DENTURES: (_("Dentures, upper and lower"), _("Dentures, one")),
}
"""What comes in twos, and is lost one at a time."""


def _text(label: Any, most: int = 240, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **more)


def _phone(label: Any) -> forms.CharField:
    return _text(label, 40, widget=forms.TextInput(attrs={"type": "tel"}))


class Zoned(forms.Form):
    """A form whose moments are read by the community's clock. ``client_ref`` makes sending it
    twice harmless.
    """

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = zone


class AlongField(forms.MultipleChoiceField):
    """What goes along or comes back, as chips: how many of each, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=self.every, required=False, **kwargs)

    @staticmethod
    def every() -> list[tuple[str, str]]:
        """All there is to tick; what comes in twos stands as both and as one."""
        return [choice for code in Belonging for choice in _chips(code, 2)]

    def offer(self, counts: Mapping[str, int]) -> None:
        """Offer what went along, as many as went."""
        self.choices = [
            choice
            for code, n in counts.items()
            if code not in STAYS_THERE
            for choice in _chips(Belonging(code), n)
        ]

    def clean(self, value: Any) -> dict[str, int]:
        found: dict[str, int] = {}
        for chip in super().clean(value):
            code, _sep, count = chip.partition(":")
            found[code] = max(found.get(code, 0), int(count or 1))
        return found


def _chips(code: Belonging, most: int) -> list[tuple[str, str]]:
    if code in PAIRS and most > 1:
        both, one = PAIRS[code]
        return [(f"{code}:2", str(both)), (f"{code}:1", str(one))]
    return [(str(code), gettext(code.label))]


class ReasonField(forms.ChoiceField):
    """Why somebody goes out: the community's own list, medical reasons or the others."""

    def offer(self, facility: Facility, *, medical: bool) -> None:
        """Offer the reasons of one sort; "another reason" belongs to both."""
        entries = [
            entry
            for entry in lists.items("out-reasons", facility)
            if bool(entry.values.get("medical")) is medical or entry.values.get("needs_note")
        ]
        found = [(entry.code, entry.title) for entry in entries]
        plain = isinstance(self.widget, forms.RadioSelect)
        self.choices = found if plain else [("", gettext("Choose")), *found]


def _coding(data: dict[str, Any], **more: Any) -> Coding:
    """Take the columns of the coding out of what was typed."""
    names = ("reason_code", "reason", "decided_by", "tried_first", "taken_along", "transport")
    said = {name: data.pop(name) for name in names if name in data}
    return Coding(**said, **more)


class SignOutForm(Stopped, Zoned):
    """Somebody goes out at the door: for what, with whom, back when."""

    BACK = (
        ("", _("Not known")),
        ("60", _("In 1 hour")),
        ("120", _("In 2 hours")),
        ("240", _("In 4 hours")),
        ("at", _("At another time")),
    )

    contact = RowField(label=_("With"), required=False, blank=_("Somebody else, or nobody"))
    back = forms.ChoiceField(label=_("Expected back"), choices=BACK, required=False)
    out_for = CodedField(OutFor, label=_("What for"), only=OUTINGS)
    expected_back = MomentField(label=_("Back at"), required=False)
    accompanied_by = _text(_("With somebody else"), 160)
    where = _text(_("Where"), 160)
    phone = _phone(_("Telephone there"))
    transport = CodedField(
        Transport, label=_("How"), required=False, widget=forms.RadioSelect, blank=""
    )
    taken_along = AlongField(label=_("Taken along"))
    reason_code = ReasonField(label=_("Why"), required=False)
    reason = _text(_("Why, in words"))
    decided_by = CodedField(DecidedBy, label=_("Who decided"), required=False)
    known_ahead = forms.BooleanField(label=_("We knew a day ahead"), required=False)
    effective = MomentField(label=_("Left"), required=False, help_text=_("Empty means now."))
    comment = _text(_("Comment"))

    def __init__(
        self,
        *args: Any,
        facility: Facility,
        contacts: Any,
        label: Callable[[Any], str] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, zone=facility.zone, **kwargs)
        self.fields["reason_code"].offer(facility, medical=False)  # type: ignore[attr-defined]
        if contacts:
            self.fields["contact"].offer(contacts, label)  # type: ignore[attr-defined]
        else:
            del self.fields["contact"]

    def clean(self) -> dict[str, Any]:
        """What ``actions.sign_out`` takes."""
        data = super().clean() or {}
        back = data.pop("back", "")
        left = data.get("effective") or clock.now()
        if back.isdigit():
            data["expected_back"] = left + timedelta(minutes=int(back))
        data["coding"] = _coding(data, planned=data.pop("known_ahead", False))
        return data


class LeaveForHospitalForm(Zoned):
    """Somebody is sent out now: few taps, at three in the morning."""

    KINDS = (*MEDICAL, OutFor.REHAB, OutFor.HOSPICE)

    out_for = CodedField(
        OutFor,
        label=_("Where to"),
        only=KINDS,
        widget=forms.RadioSelect,
        initial=OutFor.EMERGENCY_ROOM,
    )
    reason_code = ReasonField(label=_("Why"), widget=forms.RadioSelect)
    decided_by = CodedField(DecidedBy, label=_("Who decided"), widget=forms.RadioSelect)
    tried_first = CodedListField(TriedFirst, label=_("What was tried first"), required=False)
    transport = CodedField(
        Transport,
        label=_("How"),
        only=(Transport.EMS, Transport.FAMILY_CAR, Transport.VAN, Transport.OTHER),
        widget=forms.RadioSelect,
        initial=Transport.EMS,
    )
    taken_along = AlongField(label=_("Taken along"))
    reason = _text(_("In words"), help_text=_("As you would tell family."))
    hospital = _text(_("Which hospital"), 160)
    accompanied_by = _text(_("With whom"), 160)
    phone = _phone(_("Telephone there"))
    effective = MomentField(label=_("Left"), required=False, help_text=_("Empty means now."))
    expected_return = MomentField(label=_("Expected back"), required=False)
    known_ahead = forms.BooleanField(label=_("We knew a day ahead"), required=False)

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, zone=facility.zone, **kwargs)
        self.fields["reason_code"].offer(facility, medical=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What ``actions.leave_for_hospital`` takes."""
        data = super().clean() or {}
        data["coding"] = _coding(data, planned=data.pop("known_ahead", False))
        return data


class ChangeWayOutForm(Zoned):
    """Something is different while they are out."""

    out_for = CodedField(
        OutFor, label=_("What it is now"), widget=forms.RadioSelect, required=False
    )
    where = _text(_("Where"), 160)
    phone = _phone(_("Telephone there"))
    expected_back = MomentField(
        label=_("Expected back"), required=False, help_text=_("Empty means nobody knows.")
    )
    effective = MomentField(label=_("Since"), required=False, help_text=_("Empty means now."))
    comment = _text(_("Comment"))

    def __init__(self, *args: Any, kinds: Iterable[OutFor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = set(kinds)
        field = self.fields["out_for"]
        field.choices = [c for c in field.choices if c[0] in offered]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """The columns that were answered."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("where", "phone", "expected_back")}
        return found | ({"out_for": data["out_for"]} if data["out_for"] else {})


SAME_SORT = {
    True: (OutFor.EMERGENCY_ROOM, *INPATIENT),
    False: (*OUTINGS, *MEDICAL),
}
"""What a way out may turn out to be: from the emergency room on, or from an outing."""


class RecordReturnForm(Zoned):
    """Somebody is back: when, with what, and how."""

    NEW_ORDERS = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet")))

    effective = MomentField(
        label=_("Came back"), required=False, help_text=_("Empty means now.")
    )
    diagnosis = _text(_("What they found"), help_text=_("No fracture. Pneumonia."))
    new_orders = forms.ChoiceField(
        label=_("New orders"), choices=NEW_ORDERS, widget=forms.RadioSelect, required=False
    )
    condition = CodedField(
        ReturnCondition, label=_("How they are"), widget=forms.RadioSelect, required=False
    )
    came_back_with = AlongField(label=_("What came back"))
    diagnosis_code = _text(_("Diagnosis code (ICD-10-CM)"), 20)
    reason = _text(_("Comment"))
    performer_text = _text(_("Who brought them"), 160)

    def __init__(
        self, *args: Any, went: Mapping[str, int], signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            self.fields["effective"].help_text = _("Empty means when they were signed in.")
        if set(went) - set(STAYS_THERE):
            self.fields["came_back_with"].offer(went)  # type: ignore[attr-defined]
        else:
            del self.fields["came_back_with"]

    def clean(self) -> dict[str, Any]:
        """What ``actions.record_return`` takes."""
        data = super().clean() or {}
        said = {"yes": True, "no": False}
        data["new_orders"] = said.get(data.get("new_orders", ""))
        return data


class AbsenceForm(Stopped, Zoned):
    """Somebody is to be out."""

    out_for = CodedField(
        OutFor,
        label=_("What for"),
        only=(*OUTINGS, OutFor.HOSPITAL, OutFor.REHAB),
        widget=forms.RadioSelect,
    )
    starts = MomentField(label=_("Leaves"))
    ends = MomentField(label=_("Back"))
    where = _text(_("Where"), 160)
    transport = CodedField(Transport, label=_("How"), widget=forms.RadioSelect, required=False)
    contact = RowField(label=_("With"), required=False, blank=_("Somebody else, or nobody"))
    accompanied_by = _text(_("With somebody else"), 160)
    phone = _phone(_("Telephone there"))
    bring = _text(
        _("To take along"), help_text=_("Papers, walker, and the medicines for the time out.")
    )
    reason = _text(_("Why"))
    asked_by = _text(_("Who asked for it"), 160)

    def __init__(
        self,
        *args: Any,
        facility: Facility,
        contacts: Any,
        label: Callable[[Any], str] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, zone=facility.zone, **kwargs)
        del self.fields["client_ref"]
        del self.fields["deviation_reason"]
        if contacts:
            self.fields["contact"].offer(contacts, label)  # type: ignore[attr-defined]
        else:
            del self.fields["contact"]

    def clean(self) -> dict[str, Any]:
        """What ``actions.plan_absence`` takes."""
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", gettext("They cannot be back before they leave."))
        return data


class LeaveAsPlannedForm(Stopped, Zoned):
    """They leave now, as it was planned."""

    taken_along = AlongField(label=_("Taken along"))
    effective = MomentField(label=_("Left"), required=False, help_text=_("Empty means now."))
    expected_back = MomentField(
        label=_("Expected back"), required=False, help_text=_("Empty means as planned.")
    )


class WhyForm(forms.Form):
    """Why something is taken back or does not happen."""

    reason = forms.CharField(label=_("Why"), max_length=240)


class NothingForm(forms.Form):
    """Nothing to type: only to be pressed."""
