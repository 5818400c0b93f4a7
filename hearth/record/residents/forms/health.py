"""What a person meant about somebody's health and wishes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import CodedField, CodedListField, DayField, LinesField, RowField
from hearth.record.residents.codes import (
    AllergyCategory,
    AllergyStatus,
    AllergyType,
    CareTeamRole,
    ConditionStatus,
    Criticality,
    DirectiveKind,
    NoKnownAllergy,
    ReactionSeverity,
    Verification,
    Weekday,
)

from .fields import PartialDateField


ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
STATED = (Verification.UNCONFIRMED, Verification.PROVISIONAL, Verification.CONFIRMED)


class ConditionForm(forms.Form):
    """A diagnosis or health problem."""

    text = forms.CharField(label=_("What it is"), max_length=400)
    code = forms.CharField(
        label=_("ICD-10 code"),
        max_length=40,
        required=False,
        help_text=_("Where it is known: I10, F03.90"),
    )
    clinical_status = CodedField(
        ConditionStatus, label=_("How it stands"), initial=ConditionStatus.ACTIVE
    )
    verification_status = CodedField(
        Verification, label=_("How sure it is"), only=STATED, initial=Verification.CONFIRMED
    )
    onset = PartialDateField(label=_("Since"), required=False)
    asserter_text = forms.CharField(
        label=_("Who says so"), max_length=160, required=False, help_text=_("Dr Okafor")
    )
    comment = LinesField(2, label=_("Comment"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        onset = data.get("onset")
        data["onset"] = onset.day if onset else None
        data["onset_precision"] = onset.precision if onset else "day"
        return data


class ChangeConditionForm(ConditionForm):
    """A condition as it should be; or that it was an error."""

    error_reason = forms.CharField(
        label=_("Entered in error, because"),
        max_length=240,
        required=False,
        help_text=_("Only when it should never have been here. It stays in the history."),
    )
    field_order = (
        "text",
        "code",
        "clinical_status",
        "verification_status",
        "onset",
        "asserter_text",
        "comment",
        "error_reason",
    )


class AllergyForm(forms.Form):
    """What must not be given."""

    text = forms.CharField(
        label=_("What must not be given"), max_length=240, help_text=_("Penicillin, shrimp")
    )
    category = CodedListField(AllergyCategory, label=_("It is a"), required=False)
    type = CodedField(
        AllergyType,
        label=_("Kind"),
        only=(AllergyType.ALLERGY, AllergyType.INTOLERANCE),
        required=False,
        blank=_("Not known"),
    )
    reaction = forms.CharField(
        label=_("What happens"), max_length=160, required=False, help_text=_("Hives, swelling")
    )
    severity = CodedField(
        ReactionSeverity, label=_("How bad"), required=False, blank=_("Not known")
    )
    criticality = CodedField(
        Criticality, label=_("Danger the next time"), required=False, blank=_("Not known")
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("RxNorm for a medicine, SNOMED CT otherwise, where it is known."),
    )
    verification_status = CodedField(
        Verification, label=_("How sure it is"), only=STATED, initial=Verification.UNCONFIRMED
    )
    asserter_text = forms.CharField(label=_("Who says so"), max_length=160, required=False)
    comment = LinesField(2, label=_("Comment"), required=False)

    def __init__(
        self, *args: Any, kept: Sequence[Mapping[str, Any]] = (), **kwargs: Any
    ) -> None:
        """``kept`` are reactions beyond the one that the form shows."""
        super().__init__(*args, **kwargs)
        self.kept = [dict(one) for one in kept]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        what, severity = data.pop("reaction", ""), data.pop("severity", "")
        if severity and not what:
            self.add_error("reaction", gettext("Say what happens."))
        said = {"text": what} | ({"severity": str(severity)} if severity else {})
        data["reactions"] = ([said] if what else []) + self.kept
        return data


def first_reaction(reactions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The reaction the form shows."""
    first = next(iter(reactions), {})
    return {"reaction": str(first.get("text", "")), "severity": str(first.get("severity", ""))}


def allergy_system(form: forms.Form) -> str:
    """The system of an allergy's code: RxNorm for a medicine, SNOMED CT otherwise."""
    medicine = form.cleaned_data.get("category") == [AllergyCategory.MEDICATION]
    return RXNORM if medicine else SNOMED


class ChangeAllergyForm(AllergyForm):
    """An allergy as it should be; or that it was an error."""

    clinical_status = CodedField(
        AllergyStatus, label=_("How it stands"), initial=AllergyStatus.ACTIVE
    )
    error_reason = forms.CharField(
        label=_("Entered in error, because"),
        max_length=240,
        required=False,
        help_text=_("Only when it should never have been here. It stays in the history."),
    )


class NoKnownAllergiesForm(forms.Form):
    """That somebody asked, and there is none."""

    statement = CodedField(
        NoKnownAllergy,
        label=_("What was said"),
        widget=forms.RadioSelect,
        initial=NoKnownAllergy.ANY,
    )
    asserter_text = forms.CharField(
        label=_("Who said so"), max_length=160, help_text=_("The resident, her daughter Ann")
    )


class DirectiveForm(forms.Form):
    """What somebody laid down ahead, and where the paper is."""

    directive_kind = CodedField(DirectiveKind, label=_("What it is"))
    text = LinesField(3, label=_("What it says"), required=False)
    original_is_at = forms.CharField(
        label=_("Where the paper is"), max_length=160, required=False
    )
    starts = DayField(label=_("Signed on"), required=False)
    ends = DayField(label=_("Until"), required=False)
    verified = forms.BooleanField(label=_("I have seen the paper"), required=False)
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CareTeamForm(forms.Form):
    """Who looks after somebody."""

    role = CodedField(CareTeamRole, label=_("What they are to the resident"))
    practitioner = RowField(label=_("From outside"), required=False, blank=_("Nobody"))
    member = RowField(label=_("Of the staff"), required=False, blank=_("Nobody"))
    comment = forms.CharField(label=_("Comment"), max_length=240, required=False)
    visit_days = CodedListField(Weekday, label=_("Comes on"), required=False)
    starts = DayField(label=_("Since"), required=False)
    ends = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, practitioners: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].offer(practitioners)  # type: ignore[attr-defined]
        self.fields["member"].offer(members)  # type: ignore[attr-defined]
