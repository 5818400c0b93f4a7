"""What a person meant about whom to call, who decides, and who pays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, CodedListField, DayField, WallTimeField
from hearth.record.residents.codes import (
    Authority,
    FamilyCategory,
    PayerKind,
    Relationship,
    TellBy,
)

from .fields import LanguageField


# Which field a refusal about a number or address belongs to.
POINT_FIELDS = {"phone-wrong": "mobile", "email-wrong": "email", "telecom-unknown": "mobile"}


class ContactForm(forms.Form):
    """Somebody to call."""

    POINTS = (
        ("mobile", "phone", "mobile"),
        ("home", "phone", "home"),
        ("work", "phone", "work"),
        ("email", "email", ""),
    )

    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family = forms.CharField(label=_("Family name"), max_length=80, required=False)
    organization = forms.CharField(
        label=_("Organization"),
        max_length=160,
        required=False,
        help_text=_("When it is an office: a law firm, a county guardian."),
    )
    relationship = CodedField(Relationship, label=_("Relationship"))
    relationship_text = forms.CharField(
        label=_("In their words"), max_length=80, required=False, help_text=_("Stepdaughter")
    )
    mobile = forms.CharField(label=_("Mobile phone"), max_length=40, required=False)
    home = forms.CharField(label=_("Home phone"), max_length=40, required=False)
    work = forms.CharField(label=_("Work phone"), max_length=40, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=240, required=False)
    position = forms.IntegerField(
        label=_("Called as number"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=_("1 is called first."),
    )
    tell_by = CodedField(TellBy, label=_("Wishes to be told by"), initial=TellBy.CALL)
    tell_from = WallTimeField(
        label=_("What can wait: from"),
        required=False,
        help_text=_("Emergencies are told at any hour."),
    )
    tell_until = WallTimeField(label=_("What can wait: until"), required=False)
    tell_comment = forms.CharField(
        label=_("How to tell them"),
        max_length=240,
        required=False,
        help_text=_("Call her husband first; never leave a message."),
    )
    language = LanguageField(label=_("Language"))
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    comment = forms.CharField(label=_("Comment"), max_length=240, required=False)

    def __init__(self, *args: Any, known: Any = (), **kwargs: Any) -> None:
        """``known`` are the contact points on the record: what no field shows is kept."""
        super().__init__(*args, **kwargs)
        self.known = [dict(point) for point in known]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        shown = [
            {"system": system, "value": value, **({"use": use} if use else {})}
            for name, system, use in self.POINTS
            if (value := data.pop(name, ""))
        ]
        data["telecom"] = shown + [p for p in self.known if shown_as(p, self.known) is None]
        tag = data.pop("language", "")
        data["languages"] = [tag] if tag else []
        return data


def shown_as(point: dict[str, Any], points: list[dict[str, Any]]) -> str | None:
    """In which field of the form a contact point stands; None for one the form does not show.

    A phone whose use is not said stands as the mobile one.
    """
    taken: dict[str, dict[str, Any]] = {}
    for one in points:
        use = one.get("use") or "mobile"
        for name, system, wanted in ContactForm.POINTS:
            fits = one.get("system") == system and (not wanted or use == wanted)
            if fits and name not in taken:
                taken[name] = one
                break
    return next((name for name, one in taken.items() if one is point), None)


def shown_points(points: list[dict[str, Any]]) -> dict[str, str]:
    """What stands in each field of the form, of the contact points on the record."""
    named = ((shown_as(point, points), point) for point in points)
    return {name: str(point.get("value", "")) for name, point in named if name}


class AuthorityForm(forms.Form):
    """What a contact may decide."""

    authority = CodedField(Authority, label=_("Authority"))
    scope_text = forms.CharField(label=_("What it covers"), max_length=240, required=False)
    position = forms.IntegerField(
        label=_("Asked as number"), min_value=1, max_value=9, initial=1
    )
    starts = DayField(label=_("From"), required=False)
    ends = DayField(label=_("Last day"), required=False)
    verified = forms.BooleanField(label=_("I have seen the paper"), required=False)
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)


class MaySeeForm(forms.Form):
    """What a contact may see."""

    categories = CodedListField(FamilyCategory, label=_("They may see"), required=False)
    consent = forms.CharField(
        label=_("Who allowed it, and when"),
        max_length=240,
        required=False,
        help_text=_("Margaret Hayes, 12-Nov-2026, in person"),
    )


class CoverageForm(forms.Form):
    """Who pays."""

    payer_kind = CodedField(PayerKind, label=_("Who pays"))
    payer = forms.CharField(label=_("Name"), max_length=160, required=False)
    plan = forms.CharField(label=_("Plan"), max_length=160, required=False)
    group = forms.CharField(label=_("Group"), max_length=80, required=False)
    member_number = forms.CharField(
        label=_("Member number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept closed: only its last four digits show."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    position = forms.IntegerField(
        label=_("Billed as number"), min_value=1, max_value=9, initial=1
    )
    starts = DayField(label=_("From"), required=False)
    ends = DayField(label=_("Last day"), required=False)


class ChangeCoverageForm(CoverageForm):
    """Who pays, as it should be; or that it was an error."""

    error_reason = forms.CharField(
        label=_("Entered in error, because"), max_length=240, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("member_number"):
            data.pop("member_number", None)
        return data
