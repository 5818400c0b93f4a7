"""What a person meant about who somebody is, how they live, and what to know before acting."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, CodedListField, DayField, LinesField
from hearth.record.residents.codes import (
    CodeStatus,
    Diet,
    FlagCode,
    FluidThickness,
    FoodTexture,
    Gender,
    IdentifierType,
    Mobility,
    NameUse,
    SecurityLabel,
    StayStatus,
    Transfer,
)

from .fields import LanguageField, PartialDateField, PlaceField


MBI = "http://hl7.org/fhir/sid/us-mbi"
"""Medicare Beneficiary Identifier. Source: HL7 terminology, US code systems."""


class PersonForm(forms.Form):
    """Who somebody is."""

    family = forms.CharField(
        label=_("Family name"), max_length=80, help_text=_("The only name, if there is one.")
    )
    given = forms.CharField(label=_("Given names"), max_length=80, required=False)
    preferred = forms.CharField(
        label=_("Likes to be called"), max_length=80, required=False, help_text=_("Peg")
    )
    prefix = forms.CharField(  # type: ignore[assignment]
        label=_("Title"), max_length=20, required=False, help_text=_("Mrs, Dr, Sister")
    )
    pronunciation = forms.CharField(
        label=_("How to say the name"),
        max_length=120,
        required=False,
        help_text=_("As it sounds: oh-KAH-for"),
    )
    born = PartialDateField(label=_("Born"), required=False)
    gender = CodedField(Gender, label=_("Gender"), required=False)
    sex_at_birth = CodedField(
        Gender, label=_("Sex at birth"), required=False, blank=_("Same, or not asked")
    )
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    language = LanguageField(label=_("Understands best"))
    language_too = LanguageField(label=_("Also understands"))
    needs_interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)

    def clean(self) -> dict[str, Any]:
        """The columns of a person."""
        data = super().clean() or {}
        born = data.pop("born", None)
        data["birth_date"] = born.day if born else None
        data["birth_date_precision"] = born.precision if born else "day"
        data["gender"] = data.get("gender") or Gender.UNKNOWN
        spoken = [data.pop("language", ""), data.pop("language_too", "")]
        data["languages"] = list(dict.fromkeys(tag for tag in spoken if tag))
        return data


class AddResidentForm(PersonForm):
    """Somebody new, and what is planned for them."""

    PLANS = (StayStatus.APPLICANT, StayStatus.MOVING_IN)

    medical_record = forms.CharField(
        label=_("Medical record number"), max_length=60, required=False
    )
    medicare = forms.CharField(label=_("Medicare number"), max_length=20, required=False)
    medicaid = forms.CharField(label=_("Medicaid number"), max_length=30, required=False)
    ssn = forms.CharField(
        label=_("Social Security number"),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    status = CodedField(
        StayStatus,
        label=_("Residency"),
        only=PLANS,
        required=False,
        blank=_("Not yet: only put them on the record"),
    )
    starts = DayField(label=_("Planned move-in"), required=False)
    place = PlaceField(label=_("Place kept for them"), required=False)
    not_the_same_as = forms.CharField(required=False, widget=forms.MultipleHiddenInput)
    not_the_same_reason = forms.CharField(
        label=_("They are two people, because …"),
        max_length=240,
        required=False,
        help_text=_("How you know it: I spoke with both; the birth places differ."),
    )
    STAY = ("status", "starts", "place")
    NUMBERS = (
        ("medical_record", "", IdentifierType.MEDICAL_RECORD),
        ("medicare", MBI, IdentifierType.MEDICARE),
        ("medicaid", "", IdentifierType.MEDICAID),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("status") and (data.get("starts") or data.get("place")):
            self.add_error(
                "status", gettext("Say whether they apply or move in, or leave day and place.")
            )
        data["numbers"] = [
            (data[name], system, kind) for name, system, kind in self.NUMBERS if data.get(name)
        ]
        for name, _system, _kind in self.NUMBERS:
            data.pop(name, None)
        return data

    @property
    def told_apart(self) -> list[str]:
        """The records that whoever sends this form compared the person with."""
        return self.data.getlist("not_the_same_as") if self.is_bound else []  # type: ignore[attr-defined]


class ChangeResidentForm(PersonForm):
    """Who somebody is, as it should be."""

    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    veteran = forms.TypedChoiceField(
        label=_("Veteran"),
        required=False,
        choices=[("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
    )
    ssn = forms.CharField(
        label=_("Social Security number"),
        max_length=11,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Empty leaves it as it is."),
    )
    security_label = CodedField(
        SecurityLabel,
        label=_("Who may see this person"),
        help_text=_(
            "Restricted: only those with that right, for a public figure or colleague."
        ),
    )

    def __init__(
        self, *args: Any, labels: tuple[str, ...], private: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["security_label"]
        words.choices = [c for c in words.choices if c[0] in labels]  # type: ignore[attr-defined]
        if len(labels) < 2:
            del self.fields["security_label"]
        if not private:
            del self.fields["ssn"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("ssn"):
            data.pop("ssn", None)
        return data


class LifeForm(forms.Form):
    """Somebody's life, in their own words as far as they can say it."""

    what_matters = LinesField(
        4, label=_("What matters to me"), required=False, help_text=_("In their own words.")
    )
    what_works = LinesField(
        4,
        label=_("What works for me"),
        required=False,
        help_text=_("What to do, and what to leave, before one helps."),
    )
    life_story = LinesField(6, label=_("Life story"), required=False)
    faith = forms.CharField(label=_("Faith"), max_length=120, required=False)
    culture = LinesField(3, label=_("Culture and customs"), required=False)
    pronunciation = forms.CharField(
        label=_("How to say the name"), max_length=120, required=False
    )


class PhotoForm(forms.Form):
    """A face, from the camera or a file."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("The face from the front. A picture of at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


class CodeStatusForm(forms.Form):
    """What to do when the heart stops."""

    code_status = CodedField(
        CodeStatus, label=_("When the heart stops"), widget=forms.RadioSelect
    )


class DietForm(forms.Form):
    """What the kitchen serves."""

    diet = CodedListField(Diet, label=_("Diet"), required=False)
    diet_comment = forms.CharField(label=_("Comment"), max_length=240, required=False)
    food_texture = CodedField(FoodTexture, label=_("Food"), required=False, blank=_("Not said"))
    fluid_thickness = CodedField(
        FluidThickness, label=_("Drinks"), required=False, blank=_("Not said")
    )


class MobilityForm(forms.Form):
    """How somebody gets about."""

    mobility = CodedField(Mobility, label=_("Gets about"), required=False, blank=_("Not said"))
    transfer = CodedField(Transfer, label=_("Gets up"), required=False, blank=_("Not said"))


class RaiseFlagForm(forms.Form):
    """A risk that everybody must know before they act."""

    code = CodedField(FlagCode, label=_("Risk"))
    text = forms.CharField(label=_("What to do about it"), max_length=240, required=False)
    reason = forms.CharField(
        label=_("Because"), max_length=240, required=False, help_text=_("Fell on 20-Nov.")
    )


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Why"), max_length=240)


class NameForm(forms.Form):
    """Another name somebody goes or went by."""

    use = CodedField(NameUse, label=_("What it is"))
    family = forms.CharField(label=_("Family name"), max_length=80, required=False)
    given = forms.CharField(label=_("Given names"), max_length=80, required=False)


class IdentifierForm(forms.Form):
    """A number by which some system knows somebody."""

    type = CodedField(
        IdentifierType,
        label=_("What it is"),
        only=[t for t in IdentifierType if t is not IdentifierType.SOCIAL_SECURITY],
    )
    value = forms.CharField(
        label=_("Number"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    system = forms.CharField(
        label=_("Given by"),
        max_length=200,
        required=False,
        help_text=_("The hospital or office, or the address of its system."),
    )
