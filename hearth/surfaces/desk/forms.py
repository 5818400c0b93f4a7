"""What a person meant at the desk: a file, a kept list, and the same for many at once."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, LinesField, MomentField
from hearth.record.notes.actions import (
    NoteForAll,
    PrecautionForAll,
    TaskForAll,
    TellForAll,
    WatchForAll,
)
from hearth.record.notes.codes import Deed, NoteCategory, Severity
from hearth.record.residents.codes import Precaution, TellEvent
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.queries.watching import REASONS


DO_TASKS = (
    DutyRole.CAREGIVER,
    DutyRole.MED_TECH,
    DutyRole.NURSE,
    DutyRole.SHIFT_LEAD,
    DutyRole.COORDINATOR,
)
"""Who may be given a task about many residents."""
TELL = (DutyRole.NURSE, DutyRole.SHIFT_LEAD, DutyRole.COORDINATOR)
"""Who may be asked to tell families."""


class NothingForm(forms.Form):
    """A yes, and nothing to type."""


class ExportRosterForm(forms.Form):
    """To whom a list goes and why it leaves the house, and as what."""

    to_whom = forms.CharField(
        label=_("Who is given it"),
        max_length=160,
        help_text=_("Name and where from: R. Diaz, county health department."),
    )
    reason = forms.CharField(
        label=_("Why it leaves the house"),
        max_length=240,
        help_text=_("Asked by phone today for the outbreak report."),
    )
    form = forms.ChoiceField(
        label=_("As"),
        choices=[("csv", _("CSV")), ("xlsx", _("Excel workbook"))],
        widget=forms.RadioSelect,
        initial="csv",
    )


class SaveListForm(forms.Form):
    """What a list is called, and for whom it is kept."""

    name = forms.CharField(label=_("What the list is called"), max_length=80)
    shared = forms.BooleanField(label=_("For everybody at this community"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


class DeedForm(forms.Form):
    """Something to do for each of those chosen."""

    deed: ClassVar[Deed]
    title: ClassVar[Any]
    verb: ClassVar[Any]

    def __init__(self, *args: Any, facility: Facility, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility, self.scope = facility, scope
        for one in self.fields.values():
            if isinstance(one, MomentField):
                one.zone = facility.zone

    def deeds(self) -> list[Any]:
        """What was meant, for the action."""
        raise NotImplementedError


class NoteDeedForm(DeedForm):
    """The same note on each record."""

    deed = Deed.NOTE
    title = _("What is to stand on each record?")
    verb = _("Write the note")

    text = LinesField(4, label=_("Note"), max_length=4000)
    category = CodedField(
        NoteCategory,
        label=_("About"),
        only=[c for c in NoteCategory if c is not NoteCategory.HOUSE],
        initial=NoteCategory.HEALTH,
    )
    severity = CodedField(Severity, label=_("How serious"), initial=Severity.ROUTINE)

    def deeds(self) -> list[Any]:
        given = self.cleaned_data
        return [
            NoteForAll(
                text=given["text"], category=given["category"], severity=given["severity"]
            )
        ]


class TaskDeedForm(DeedForm):
    """The same task about each of them."""

    deed = Deed.TASK
    title = _("What is to be done for each of them?")
    verb = _("Make the tasks")

    what = forms.CharField(label=_("What is to be done"), max_length=200)
    due = MomentField(label=_("By"))
    owner_role = CodedField(DutyRole, label=_("Who"), initial=DutyRole.CAREGIVER, only=DO_TASKS)
    instructions = LinesField(2, label=_("How, or why"), required=False, max_length=2000)

    def deeds(self) -> list[Any]:
        given = self.cleaned_data
        return [
            TaskForAll(
                title=given["what"],
                due=given["due"],
                owner_role=given["owner_role"],
                instructions=given["instructions"],
            )
        ]


class PrecautionDeedForm(DeedForm):
    """Infection precautions for each of them, and a watch with them."""

    deed = Deed.PRECAUTION
    title = _("Which precautions?")
    verb = _("Set the precautions")

    precaution = CodedField(
        Precaution, label=_("Precautions"), widget=forms.RadioSelect, initial=Precaution.STOMACH
    )
    reason = forms.CharField(
        label=_("Signs"),
        max_length=240,
        help_text=_("What was seen: vomited twice since breakfast."),
    )
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("It ends by itself then. Empty: until ended."),
    )
    watch = forms.BooleanField(
        label=_("Put them on watch for it too"), required=False, initial=True
    )
    text = forms.CharField(
        label=_("What to do about it"),
        max_length=240,
        required=False,
        help_text=_("Empty: what the community's list says."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.scope.may("tasks.start_watch"):
            del self.fields["watch"]

    def deeds(self) -> list[Any]:
        given = self.cleaned_data
        found: list[Any] = [
            PrecautionForAll(
                precaution=given["precaution"],
                until=given["until"],
                text=given["text"],
                reason=given["reason"],
            )
        ]
        if given.get("watch"):
            found.append(WatchForAll(reason="infection"))
        return found


class WatchDeedForm(DeedForm):
    """Each of them on watch."""

    deed = Deed.WATCH
    title = _("Why are they on watch?")
    verb = _("Put them on watch")

    reason = forms.ChoiceField(label=_("Because"))
    until = MomentField(
        label=_("Until"), required=False, help_text=_("Empty: as long as the reason asks.")
    )
    look_for = LinesField(
        2, label=_("What to look for besides"), required=False, max_length=1000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = lists.choices(REASONS, self.facility)
        self.fields["reason"].choices = [("", _("Choose")), *reasons]  # type: ignore[attr-defined]

    def deeds(self) -> list[Any]:
        given = self.cleaned_data
        return [
            WatchForAll(
                reason=given["reason"], until=given["until"], look_for=given["look_for"]
            )
        ]


class TellDeedForm(DeedForm):
    """Their families to be told, each contact by their own wish."""

    deed = Deed.TELL
    title = _("What are their families to be told?")
    verb = _("Make the list of whom to tell")

    event = CodedField(TellEvent, label=_("Of what"), initial=TellEvent.INFECTION)
    text = LinesField(
        3,
        label=_("What to say"),
        max_length=2000,
        required=False,
        help_text=_("The same words for everybody. Name no other resident."),
    )
    due = MomentField(label=_("By"), help_text=_("Who wishes not to be woken is told later."))
    owner_role = CodedField(DutyRole, label=_("Who"), initial=DutyRole.COORDINATOR, only=TELL)

    def deeds(self) -> list[Any]:
        given = self.cleaned_data
        return [
            TellForAll(
                event=given["event"],
                text=given["text"],
                due=given["due"],
                owner_role=given["owner_role"],
            )
        ]


DEEDS: dict[str, type[DeedForm]] = {
    form.deed: form
    for form in (NoteDeedForm, TaskDeedForm, WatchDeedForm, PrecautionDeedForm, TellDeedForm)
}


class UndoTogetherForm(forms.Form):
    """Why it is undone."""

    reason = forms.CharField(
        label=_("Why"), max_length=240, help_text=_("Wrong neighborhood chosen.")
    )


EMS_REASONS = (
    _("Fall"),
    _("Chest pain"),
    _("Trouble breathing"),
    _("Signs of a stroke"),
    _("Not waking up"),
    _("Bleeding"),
    _("Seizure"),
    _("Choking"),
    _("Sudden change"),
)


class MakeEmsPageForm(forms.Form):
    """Why the crew comes, and when the resident was last well."""

    pick = forms.ChoiceField(
        label=_("Why they come"),
        choices=[(str(n), words) for n, words in enumerate(EMS_REASONS)],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("Left hip hurts, cannot stand"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_well_at = MomentField(label=_("Last seen well at"), required=False)
    last_well_by = forms.CharField(
        label=_("Seen by"), max_length=160, required=False, help_text=_("Empty: not known.")
    )

    def __init__(self, *args: Any, zone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_well_at"].zone = zone  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pick = data.pop("pick", "")
        said = (str(EMS_REASONS[int(pick)]) if pick else "", data.get("reason", ""))
        data["reason"] = ", ".join(words for words in said if words)
        return data
