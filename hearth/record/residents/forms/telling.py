"""What a person meant about whom to tell, who is kept away, what was agreed, whom to call first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import (
    CodedField,
    CodedListField,
    DayField,
    LinesField,
    MomentField,
    RowField,
    words_of,
)
from hearth.record.residents.codes import (
    DeviationKind,
    RestrictionBasis,
    RestrictionKind,
    TellBy,
    TellEvent,
    TellWhen,
    Weekday,
)


class Stopped(forms.Form):
    """What is asked where a name is stopped; offered in any case, shown only then."""

    somebody_else = forms.BooleanField(
        label=_("I am sure that this is somebody else"), required=False
    )
    deviation_reason = forms.CharField(
        label=_("It happened anyway, because"),
        max_length=400,
        required=False,
        help_text=_("It is recorded, and the coordinator looks at it."),
    )


class WishesForm(forms.Form):
    """What a contact wishes to be told of: one choice and one way for each kind of event."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whens = words_of(TellWhen, blank=str(_("Nothing said")))
        ways = words_of(TellBy, blank=str(_("Their usual way")))
        for event in TellEvent:
            self.fields[f"when_{event}"] = forms.ChoiceField(
                label=_(event.label), choices=whens, required=False
            )
            self.fields[f"way_{event}"] = forms.ChoiceField(
                label=_("How to tell"), choices=ways, required=False
            )

    def pairs(self) -> list[tuple[Any, Any]]:
        """The two fields of each event, as the page lays them out."""
        return [(self[f"when_{event}"], self[f"way_{event}"]) for event in TellEvent]

    def wishes(self) -> dict[TellEvent, tuple[TellWhen, TellBy | None] | None]:
        """What was chosen; None where nothing is said."""
        data = self.cleaned_data
        found: dict[TellEvent, tuple[TellWhen, TellBy | None] | None] = {}
        for event in TellEvent:
            when, way = data.get(f"when_{event}"), data.get(f"way_{event}")
            found[event] = (TellWhen(when), TellBy(way) if way else None) if when else None
        return found


class _Restricted(forms.Form):
    """What somebody may not, on what it rests, until when."""

    kinds = CodedListField(RestrictionKind, label=_("They may not"), required=False)
    basis = CodedField(RestrictionBasis, label=_("It rests on a"))
    basis_text = forms.CharField(
        label=_("Which order, or the resident's words"),
        max_length=240,
        required=False,
        help_text=_("Polk County Court, no. 26-114"),
    )
    what_to_do = forms.CharField(
        label=_("What to do"),
        max_length=240,
        required=False,
        help_text=_("Do not let him in. Call the coordinator, then the police."),
    )
    starts = DayField(label=_("From"), required=False, help_text=_("Empty means today."))
    ends = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("It ends by itself after it; two weeks before, it is looked at."),
    )
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)


class RestrictionForm(_Restricted):
    """Somebody to be kept away: a contact, or a name alone."""

    contact = RowField(label=_("Who, from the contacts"), required=False, blank=_("Not listed"))
    name = forms.CharField(
        label=_("Or their name"),
        max_length=160,
        required=False,
        help_text=_("First and family name, as people say it."),
    )
    relationship_text = forms.CharField(
        label=_("Who they are"), max_length=80, required=False, help_text=_("Brother")
    )
    field_order = ("contact", "name", "relationship_text", "kinds", "basis")

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].offer(contacts)  # type: ignore[attr-defined]


class ChangeRestrictionForm(_Restricted):
    """The same about somebody who is kept away already."""


class DeviationForm(forms.Form):
    """What happened although it was stopped."""

    what = CodedField(DeviationKind, label=_("What happened"), widget=forms.RadioSelect)
    reason = LinesField(3, label=_("How it came about, and what you did"), max_length=400)
    effective = MomentField(label=_("When"), required=False, help_text=_("Empty means now."))

    def __init__(self, *args: Any, zone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective"].zone = zone  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """What relatives and the resident agreed on."""

    about = forms.CharField(label=_("About what"), max_length=160, help_text=_("Hospital"))
    text = LinesField(3, label=_("What was agreed"), max_length=2_000)
    agreed_by = forms.CharField(
        label=_("Who agreed"), max_length=240, help_text=_("Margaret, Ann and Ben")
    )
    agreed_on = DayField(label=_("On"))
    document = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CallFirstForm(forms.Form):
    """Whom to call first, in words."""

    text = forms.CharField(
        label=_("Whom to call first"), max_length=160, help_text=_("Hospice before 911")
    )
    unless = forms.CharField(
        label=_("Unless"),
        max_length=240,
        required=False,
        help_text=_("A broken bone, or heavy bleeding"),
    )
    team_member = RowField(
        label=_("Their number, from the care team"), required=False, blank="—"
    )
    phone = forms.CharField(
        label=_("Or another number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team_member"].offer(  # type: ignore[attr-defined]
            team, lambda row: str(row.practitioner or row.member)
        )


class ChangeTeamForm(forms.Form):
    """When somebody of the care team comes, and until when."""

    visit_days = CodedListField(Weekday, label=_("Comes on"), required=False)
    comment = forms.CharField(label=_("Comment"), max_length=240, required=False)
    starts = DayField(label=_("Since"), required=False)
    ends = DayField(label=_("Last day"), required=False)
    position = forms.IntegerField(
        label=_("Called as number"), min_value=1, max_value=20, initial=1
    )
