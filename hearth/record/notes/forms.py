"""What a person meant to write down, correct, hand over or say of a call."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.references import Reference
from hearth.platform.ui.asking import CodedField, LinesField, MomentField, RowField
from hearth.record.notes import rules
from hearth.record.notes.codes import (
    Channel,
    Direction,
    KeepActive,
    NoteCategory,
    Reached,
    Severity,
)
from hearth.record.residents.codes import Relationship
from hearth.record.residents.forms import Stopped


AS_ASKED = _("As long as it matters")


class _OfZone(forms.Form):
    """A form that asks when something was, by the community's clock."""

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    effective = MomentField(
        label=_("When it was"), required=False, help_text=_("Leave it empty for now.")
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective"].zone = zone  # type: ignore[attr-defined]


class _NoteForm(_OfZone):
    """What every note asks."""

    text = LinesField(label=_("What did you see or do?"), rows=5, max_length=rules.LONGEST_TEXT)
    severity = CodedField(
        Severity,
        label=_("How much does it matter?"),
        widget=forms.RadioSelect,
        initial=Severity.ROUTINE,
    )
    field_order: tuple[str, ...] = ("text", "category", "severity")


Categories = Iterable[tuple[NoteCategory, str]]


def _named(categories: Categories) -> list[tuple[str, str]]:
    """Choices in the community's words; where it has none, in ours."""
    return [(code.value, title or gettext(code.label)) for code, title in categories]


class WriteNoteForm(_NoteForm):
    """A note: about a resident, or about the house."""

    category = CodedField(
        NoteCategory,
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        initial=NoteCategory.PROGRESS,
    )
    keep = CodedField(
        KeepActive, label=_("Keep on the hand-off for"), required=False, blank=AS_ASKED
    )
    author_text = forms.CharField(
        label=_("Who saw it, if not you"), required=False, max_length=160
    )
    restricted = forms.BooleanField(label=_("Only for nurses and coordinators"), required=False)

    def __init__(
        self,
        *args: Any,
        categories: Categories,
        may_restrict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = _named(categories)  # type: ignore[attr-defined]
        if not may_restrict:
            del self.fields["restricted"]

    def clean_keep(self) -> KeepActive | None:
        return self.cleaned_data["keep"] or None


class WriteActivityNoteForm(_NoteForm):
    """What somebody did or enjoyed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What did they do, and how was it?")


class CorrectNoteForm(_NoteForm):
    """A newer note in the place of an older one."""

    category = CodedField(NoteCategory, label=_("What is it about?"))
    severity = CodedField(Severity, label=_("How much does it matter?"))
    reason = forms.CharField(label=_("Why do you correct it?"), max_length=240)
    field_order = ("text", "reason", "category", "severity")

    def __init__(
        self, *args: Any, happened: datetime, categories: Categories, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.happened = happened
        self.fields["category"].choices = _named(categories)  # type: ignore[attr-defined]
        self.fields["text"].label = _("How it should read")

    def clean_effective(self) -> datetime | None:
        """None where it was left as it is: the form shows minutes, the record holds seconds."""
        said: datetime | None = self.cleaned_data["effective"]
        same = said == self.happened.replace(second=0, microsecond=0)
        return None if same else said


class ReasonForm(forms.Form):
    """Why something was entered in error."""

    reason = forms.CharField(label=_("Why was it entered in error?"), max_length=240)


class _Said(_OfZone, Stopped):
    """What was said in a contact, what they asked, and what was promised."""

    text = LinesField(label=_("What they were told"), required=False, rows=3)
    asked = LinesField(label=_("What they asked"), required=False, rows=2, max_length=2_000)
    promised = forms.CharField(label=_("What you promised"), required=False, max_length=1_000)
    call_back = MomentField(
        label=_("By when"),
        required=False,
        help_text=_("A call back by then goes on your list, and on Today."),
    )

    def __init__(self, *args: Any, may_promise: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call_back"].zone = self.fields["effective"].zone  # type: ignore[attr-defined]
        if not may_promise:
            del self.fields["call_back"], self.fields["promised"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("promised") and not data.get("call_back") and not self.errors:
            self.add_error("call_back", gettext("Say by when."))
        return data


class RecordTellingForm(_Said):
    """Whether somebody was told: one press says it."""

    reached = CodedField(Reached, label=_("Reached"))
    channel = CodedField(Channel, label=_("How"), initial=Channel.CALL, required=False)
    with_text = forms.CharField(
        label=_("With whom there"),
        required=False,
        max_length=160,
        help_text=_("The name of who answered."),
    )

    def __init__(self, *args: Any, an_office: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not an_office:
            del self.fields["with_text"]

    def clean_channel(self) -> Channel:
        """Nothing said is the usual way: one press is enough."""
        return self.cleaned_data["channel"] or Channel(
            self.get_initial_for_field(self.fields["channel"], "channel")
        )


class RecordContactMadeForm(_Said):
    """A call, visit or letter: with whom, how, and whether they were reached."""

    contact = RowField(label=_("With"), required=False, blank=_("Somebody else"))
    with_text = forms.CharField(
        label=_("Somebody else"),
        required=False,
        max_length=160,
        help_text=_("Name them, if they are not in the list."),
    )
    channel = CodedField(Channel, label=_("How"), initial=Channel.CALL)
    direction = CodedField(
        Direction, label=_("Who began it"), widget=forms.RadioSelect, initial=Direction.OUT
    )
    reached = CodedField(
        Reached, label=_("Reached"), widget=forms.RadioSelect, initial=Reached.REACHED
    )
    because = forms.ChoiceField(label=_("About"), required=False)
    field_order = (
        "contact",
        "with_text",
        "reached",
        "channel",
        "direction",
        "because",
        "text",
        "asked",
        "promised",
        "call_back",
    )

    def __init__(
        self,
        *args: Any,
        contacts: Any,
        label: Callable[[Any], str] | None = None,
        about: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """``about`` are events to choose from: a reference and its words."""
        super().__init__(*args, **kwargs)
        self.fields["contact"].offer(contacts, label or contact_label)  # type: ignore[attr-defined]
        choices = [("", gettext("Nothing in particular")), *about]
        self.fields["because"].choices = choices  # type: ignore[attr-defined]
        if not about:
            del self.fields["because"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = data.pop("because", "")
        data["because"] = Reference.parse(chosen) if chosen else None
        return data


def contact_label(contact: Any) -> str:
    """A contact in a list: the name, and who they are to the resident."""
    label = contact.relationship_text or str(_(Relationship.label_of(contact.relationship)))
    return f"{contact}, {label}"


class SignOutHandoffForm(forms.Form):
    """What the leaving shift adds."""

    remarks = LinesField(
        label=_("What else should they know?"), required=False, rows=3, max_length=4_000
    )


class SignInHandoffForm(forms.Form):
    """What the coming shift asked."""

    questions = LinesField(
        label=_("What you asked, and were told"), required=False, rows=2, max_length=4_000
    )
