"""What a person meant about who somebody is, how they live, and what to know before acting."""

from collections.abc import Sequence
from datetime import time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.intervals import instant_of
from hearth.platform.ui.asking import (
    CodedField,
    CodedListField,
    DayField,
    LinesField,
    MomentField,
)
from hearth.record.residents.codes import (
    CarerGender,
    CodeStatus,
    Diet,
    FlagCode,
    FluidThickness,
    FoodTexture,
    Gender,
    IdentifierType,
    Mobility,
    NameUse,
    Precaution,
    SecurityLabel,
    StayStatus,
    Transfer,
    UsualMind,
)

from .fields import LanguageField, PartialDateField, PlaceField, partial


NOON = time(12)
"""When a planned move-in is set that has a day only, by the community's clock."""

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

    @staticmethod
    def initial_of(resident: Any) -> dict[str, Any]:
        """What the record says, for the fields that are not called as its columns."""
        first, second = ([*resident.languages, "", ""])[:2]
        born = partial(resident.birth_date, resident.birth_date_precision)
        return {"born": born, "language": first, "language_too": second}


def planned(data: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """A residency as it is begun: its planned day read as that noon by the community's clock."""
    day = data.get("starts")
    return {**data, "starts": instant_of(day, NOON, zone) if day else None}


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
    not_the_same_reason = forms.CharField(
        label=_("They are two people, because …"),
        max_length=240,
        required=False,
        help_text=_("Needed, unless you open that record. How you know it: I spoke with both."),
    )
    STAY = ("status", "starts", "place")
    FIRST = (
        "family",
        "given",
        "preferred",
        "born",
        "gender",
        "language",
        *STAY,
    )
    NUMBERS = (
        ("medical_record", "", IdentifierType.MEDICAL_RECORD),
        ("medicare", MBI, IdentifierType.MEDICARE),
        ("medicaid", "", IdentifierType.MEDICAID),
    )

    def __init__(self, *args: Any, compared: Sequence[UUID] = (), **kwargs: Any) -> None:
        """``compared`` are records shown beside the new person: why they differ is asked."""
        super().__init__(*args, **kwargs)
        self.compared = list(dict.fromkeys(compared))
        if not self.compared:
            del self.fields["not_the_same_reason"]

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
    def first_fields(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What is asked where it is known: folded away until then."""
        shown = {*self.FIRST, "not_the_same_reason"}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def more_wrong(self) -> bool:
        """Whether something folded away needs another look."""
        return any(field.errors for field in self.more_fields)

    def person(self) -> dict[str, Any]:
        """The columns of the person; ``numbers`` are (value, system, type)."""
        return {k: v for k, v in self.cleaned_data.items() if k not in self.STAY}

    def stay(self, zone: ZoneInfo) -> dict[str, Any] | None:
        """The residency to begin; None where none is planned."""
        data = {name: self.cleaned_data.get(name) for name in self.STAY}
        return planned(data, zone) if data["status"] else None


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
        self,
        *args: Any,
        labels: tuple[str, ...],
        private: bool,
        kept: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """``labels`` are those that may be set; ``private``: the number may be too; ``kept``
        are languages beyond the two that the form shows."""
        super().__init__(*args, **kwargs)
        self.kept = list(kept)
        words = self.fields["security_label"]
        words.choices = [c for c in words.choices if c[0] in labels]  # type: ignore[attr-defined]
        if len(labels) < 2:
            del self.fields["security_label"]
        if not private:
            del self.fields["ssn"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["languages"] = list(dict.fromkeys([*data["languages"], *self.kept]))
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
    preferred_carer = CodedField(
        CarerGender,
        label=_("For washing and dressing"),
        required=False,
        blank=_("No preference said"),
    )
    customs_at_death = LinesField(3, label=_("Customs at death"), required=False)
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

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].required = not optional


class CodeStatusForm(forms.Form):
    """What to do when the heart stops."""

    code_status = CodedField(
        CodeStatus, label=_("When the heart stops"), widget=forms.RadioSelect
    )
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Each choice with what it means: nobody reads a letter code at night."""
        super().__init__(*args, **kwargs)
        meant = [(c.value, f"{gettext(c.label)}. {gettext(c.definition)}") for c in CodeStatus]
        self.fields["code_status"].choices = meant  # type: ignore[attr-defined]


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
    usual_mind = CodedField(
        UsualMind,
        label=_("Mind, on a usual day"),
        required=False,
        blank=_("Not said"),
        help_text=_("So that an ambulance crew sees what is new."),
    )


class RaiseFlagForm(forms.Form):
    """A risk that everybody must know before they act."""

    code = CodedField(FlagCode, label=_("Risk"))
    precaution = CodedField(
        Precaution,
        label=_("Precautions"),
        required=False,
        blank=_("None, or not known yet"),
        help_text=_("Only with an infection: how it passes on."),
    )
    text = forms.CharField(label=_("What to do about it"), max_length=240, required=False)
    reason = forms.CharField(
        label=_("Because"), max_length=240, required=False, help_text=_("Fell on 20-Nov.")
    )
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("It ends by itself then. Empty: until ended."),
    )

    def __init__(self, *args: Any, zone: ZoneInfo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if zone is not None:
            self.fields["until"].zone = zone  # type: ignore[attr-defined]


class NothingForm(forms.Form):
    """A yes, and nothing to type."""


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
