"""What somebody meant who asked for a chart."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, DayField
from hearth.record.documents.codes import Purpose, Recipient

from . import Chapter, offered, part_of_record


class MakeChartForm(forms.Form):
    """Which days and chapters, and for whom: what leaves the house says to whom and why."""

    from_day = DayField(label=_("From"))
    until_day = DayField(label=_("To"))
    chapters = forms.MultipleChoiceField(
        label=_("Chapters"), widget=forms.CheckboxSelectMultiple
    )
    recipient = CodedField(Recipient, label=_("For whom"))
    to_whom = forms.CharField(
        label=_("Name and where from"),
        max_length=160,
        required=False,
        help_text=_("Needed when it leaves the house."),
    )
    purpose = CodedField(Purpose, label=_("Why"))
    authority = forms.CharField(
        label=_("What it rests on"),
        max_length=240,
        required=False,
        help_text=_("Which written permission or order, and its date."),
    )
    with_restricted = forms.BooleanField(
        label=_("With entries marked restricted"),
        required=False,
        help_text=_("Left out otherwise; the cover says that something was left out."),
    )

    def __init__(
        self, *args: Any, scope: Scope, facility: Facility, visit: Any, **kwargs: Any
    ) -> None:
        today = facility.today()
        record = part_of_record(facility)
        found = offered(scope)
        initial: dict[str, Any] = {
            "from_day": today - timedelta(days=30),
            "until_day": today,
            "chapters": [one.key for one in found if one.key in record],
            "recipient": "inside",
            "purpose": "operations",
        }
        if visit is not None:
            initial |= {
                "recipient": "surveyor",
                "to_whom": str(visit),
                "purpose": "oversight",
                "from_day": today - timedelta(days=365),
            }
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["chapters"].choices = [  # type: ignore[attr-defined]
            (one.key, self._title(one, record)) for one in found
        ]
        if "restricted" not in scope.labels:
            del self.fields["with_restricted"]

    @staticmethod
    def _title(one: Chapter, record: frozenset[str]) -> str:
        title = gettext(one.title)
        if one.key in record:
            return title
        return gettext("{title} (not part of the record here)").format(title=title)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outside = data.get("recipient") not in {"", None, Recipient.INSIDE}
        if outside and not data.get("to_whom", "").strip():
            self.add_error("to_whom", ValidationError(gettext("Say who is given it.")))
        return data
