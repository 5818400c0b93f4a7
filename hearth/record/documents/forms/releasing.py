"""What somebody meant who wrote down that a copy was given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.asking import CodedField, MomentField
from hearth.record.documents.codes import Purpose, Recipient, Way


OUTSIDE = tuple(code for code in Recipient.codes() if code != Recipient.INSIDE)


class RecordDisclosureForm(forms.Form):
    """To whom, what, why and on which authority, how and when."""

    recipient = CodedField(Recipient, label=_("Who was given it"), only=OUTSIDE)
    to_whom = forms.CharField(
        label=_("Name and where from"),
        max_length=160,
        help_text=_("Ann Boyle, daughter · Mercy Hospital, emergency"),
    )
    what = forms.CharField(
        label=_("What was given"),
        max_length=240,
        help_text=_("Face sheet · hospital summary of 2-Nov · notes of the last week"),
    )
    purpose = CodedField(Purpose, label=_("Why"))
    authority = forms.CharField(
        label=_("What it rests on"),
        max_length=240,
        required=False,
        help_text=_("Which written permission or order, and its date."),
    )
    way = CodedField(Way, label=_("How"), initial="paper")
    pages = forms.IntegerField(label=_("Pages"), min_value=1, max_value=9999, required=False)
    effective = MomentField(label=_("When"))

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("effective", clock.now())
        super().__init__(*args, **kwargs)
        self.fields["effective"].zone = facility.zone  # type: ignore[attr-defined]
