"""What a person meant who puts something on the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hearth.kernel.intervals import instant_of
from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents.codes import Relationship
from hearth.record.tasks import codes, queries
from hearth.record.tasks.codes import Priority

from .fields import OwnerField, day_field, lines, time_field, translated


MADE_BY_HAND = ("tasks.free", "tasks.care", "tasks.check", "tasks.measure", "tasks.look",
                "tasks.chase", "tasks.review", "tasks.legal")  # fmt: skip


def kind_choices(facility: Facility) -> list[tuple[str, str]]:
    """The kinds a person makes by hand, as the community calls them."""
    named = dict(lists.choices("task-kinds", facility))
    found = [codes.kind_of(code) for code in MADE_BY_HAND]
    return [(k.code, named.get(k.listed_as) or gettext(k.label)) for k in found]


class ForSomebodyForm(forms.Form):
    """What making a task, a promise and a series have in common: for whom, and by whom."""

    def __init__(self, *args: Any, scope: Scope, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.facility = scope, facility
        if "resident" in self.fields:
            people = queries.resident_choices(scope)
            self.fields["resident"].choices = [("", gettext("Nobody in particular")), *people]  # type: ignore[attr-defined]
        if "owner" in self.fields:
            self.fields["owner"].offer(scope)  # type: ignore[attr-defined]
        if "code" in self.fields:
            self.fields["code"].choices = kind_choices(facility)  # type: ignore[attr-defined]

    def whose(self, given: dict[str, Any]) -> dict[str, Any]:
        field: Any = self.fields["owner"]
        owner = field.owner(self.scope, given.get("owner", ""))
        return {"owner_role": owner["role"], "owner_staff": owner["staff"]}


class CreateTaskForm(ForSomebodyForm):
    """Something to do: what, for whom, by when, by whom."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    code = forms.ChoiceField(label=_("Kind"))
    resident = forms.ChoiceField(label=_("For"), required=False)
    day = day_field(pgettext_lazy("deadline", "By"))
    at = time_field(_("At"))
    owner = OwnerField(label=_("Who"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    instructions = forms.CharField(
        label=_("How, or why"), required=False, max_length=2000, widget=lines(3)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [("", gettext("As usual for this kind"))]
        self.fields["priority"].choices = usual + translated(Priority.choices())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day, at = given.get("day"), given.get("at")
        priority = given.get("priority")
        return {
            "code": given.get("code", ""),
            "title": given.get("title", ""),
            "instructions": given.get("instructions", ""),
            "resident": given.get("resident") or None,
            "due": instant_of(day, at, self.facility.zone) if day and at else None,
            "priority": Priority(priority) if priority else None,
            **self.whose(given),
        }


class ChangeTaskForm(forms.Form):
    """Other words, or another time."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    day = day_field(pgettext_lazy("deadline", "By"))
    at = time_field(_("At"))
    instructions = forms.CharField(
        label=_("How, or why"), required=False, max_length=2000, widget=lines(3)
    )

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day, at = given.get("day"), given.get("at")
        return {
            "title": given.get("title", ""),
            "instructions": given.get("instructions", ""),
            "due": instant_of(day, at, self.facility.zone) if day and at else None,
        }


class PromiseCallBackForm(ForSomebodyForm):
    """Whom to call back, and by when."""

    contact = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect, required=False)
    promised_to_text = forms.CharField(label=_("Somebody else"), required=False, max_length=160)
    day = day_field(pgettext_lazy("deadline", "By"))
    at = time_field(_("At"))
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=1000, widget=lines(2)
    )
    owner = OwnerField(label=_("Who calls"), required=False)
    somebody_else = forms.BooleanField(
        label=_("I am sure that this is somebody else"), required=False
    )

    def __init__(
        self,
        *args: Any,
        contacts: Sequence[Any],
        stops: Mapping[Any, str] | None = None,
        anybody_stopped: bool = False,
        **kwargs: Any,
    ) -> None:
        """``stops`` are the words of contacts who are kept away, by their key."""
        super().__init__(*args, **kwargs)
        self.contacts = {str(c.pk): c for c in contacts}
        contact: Any = self.fields["contact"]
        contact.choices = [
            (k, " · ".join(x for x in (contact_text(c), (stops or {}).get(c.pk)) if x))
            for k, c in self.contacts.items()
        ]
        if not anybody_stopped:
            del self.fields["somebody_else"]
        owner: Any = self.fields["owner"]
        owner.choices = [("", gettext("I do")), *owner.choices[1:]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day, at = given.get("day"), given.get("at")
        return {
            "promised_to": self.contacts.get(given.get("contact", "")),
            "promised_to_text": given.get("promised_to_text", ""),
            "about": given.get("about", ""),
            "somebody_else": given.get("somebody_else", False),
            "due": instant_of(day, at, self.facility.zone) if day and at else None,
            **self.whose(given),
        }


def contact_text(contact: Any) -> str:
    """A contact as chosen from: name, and how they belong to the resident."""
    name = f"{contact.given} {contact.family}".strip() or contact.organization
    return f"{name}, {gettext(Relationship.label_of(contact.relationship))}"
