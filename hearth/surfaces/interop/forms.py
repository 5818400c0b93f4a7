"""What a person meant with a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.surfaces.interop.tables.columns import FIELDS, Columns, Kind, confirmed
from hearth.surfaces.interop.tables.dates import LABELS, DateOrder
from hearth.surfaces.interop.tables.sheet import Sheet


WHAT = (
    ("", _("Find out from the file")),
    ("fhir", _("An export in FHIR (JSON or NDJSON)")),
    ("residents", _("A list of residents")),
    ("contacts", _("A list of contacts")),
    ("rooms", _("A list of rooms")),
)


NOT_TAKEN = "-"


class RefusedForm(forms.Form):
    """A form that says what was refused beside the field it is about."""

    refused_with = 422

    def refuse(self, refusal: Refused) -> None:
        """Keep what was typed, and say what to do."""
        about_file = refusal.code.startswith(("file-", "table-")) and "file" in self.fields
        self.add_error("file" if about_file else None, refusal.shown(gettext))
        self.refused_with = refusal.status


class ImportFileForm(RefusedForm):
    """A file, what it holds, and which system it comes from."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # said with better words when it is taken in
        help_text=_("FHIR as JSON or NDJSON, CSV or Excel; up to 100 MB, also packed as .gz."),
        widget=forms.FileInput(
            attrs={"accept": ".json,.ndjson,.jsonl,.csv,.tsv,.txt,.xlsx,.gz"}
        ),
    )
    what = forms.ChoiceField(label=_("What it holds"), choices=WHAT, required=False)
    source = forms.CharField(
        label=_("Name of the other system"),
        max_length=60,
        required=False,
        help_text=_(
            "Its numbers count within it alone. Write the same name every time, such as"
            " the vendor's."
        ),
    )


class PrepareImportForm(RefusedForm):
    """Which column holds which field, one choice a column, and how dates are written."""

    def __init__(self, *args: Any, sheet: Sheet, columns: Columns, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.columns = sheet, columns
        offered = [(NOT_TAKEN, gettext("Not taken over, only kept"))]
        offered += [(item.name, gettext(item.label)) for item in FIELDS[columns.kind]]
        held = {at: name for name, at in columns.places.items()}
        for at, heading in enumerate(columns.headings):
            if heading:
                self.fields[f"column_{at}"] = forms.ChoiceField(
                    label=heading, choices=offered, initial=held.get(at, NOT_TAKEN)
                )
        self.fields["dates"] = forms.ChoiceField(
            label=_("Dates in the file"),
            choices=[
                (NOT_TAKEN, gettext("As the file shows by itself")),
                *((str(order), gettext(label)) for order, label in LABELS.items()),
            ],
            initial=str(columns.date_order or NOT_TAKEN),
        )

    def clean(self) -> dict[str, Any]:
        """The columns as chosen. Adds what is wrong with them to the form."""
        data = super().clean() or {}
        chosen = {
            heading: data.get(f"column_{at}", "").removeprefix(NOT_TAKEN)
            for at, heading in enumerate(self.columns.headings)
            if f"column_{at}" in self.fields
        }
        twice = _twice(chosen)
        if twice:
            self.add_error(
                None,
                gettext("Two columns are mapped to “{field}”. Keep one of them.").format(
                    field=twice
                ),
            )
        chosen_dates = data.get("dates", NOT_TAKEN)
        dates = None if chosen_dates == NOT_TAKEN else DateOrder(chosen_dates)
        self.chosen = confirmed(self.columns, chosen, dates)
        for why in self.chosen.problems():
            self.add_error(None, why.shown(gettext))
        return data


def _twice(chosen: dict[str, str]) -> str:
    """A field that two columns were given to; "" when there is none."""
    names = [name for name in chosen.values() if name]
    return next((name for name in names if names.count(name) > 1), "")


class StartImportForm(forms.Form):
    """Whether one wrong entry stops everything."""

    whole = forms.BooleanField(
        label=_("All or nothing"),
        required=False,
        help_text=_("When anything has to be set aside, nothing is taken over."),
    )


class CorrectTextForm(RefusedForm):
    """A resource, put right by hand."""

    text = forms.CharField(
        label=_("The entry"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "code", "spellcheck": "false"}),
    )


class CorrectRowForm(RefusedForm):
    """A row of a list, put right cell by cell."""

    def __init__(self, *args: Any, cells: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(cells)
        for at, (heading, cell) in enumerate(cells.items()):
            self.fields[f"cell_{at}"] = forms.CharField(
                label=heading or gettext("Without a heading"),
                initial=cell,
                required=False,
                max_length=4000,
            )

    def cells(self) -> dict[str, str]:
        """The cells by heading, as they are now."""
        return {
            heading: self.cleaned_data[f"cell_{at}"] for at, heading in enumerate(self.headings)
        }


KINDS = {"residents": Kind.RESIDENTS, "contacts": Kind.CONTACTS, "rooms": Kind.ROOMS}
KIND_WORDS = {
    Kind.RESIDENTS: N_("List of residents"),
    Kind.CONTACTS: N_("List of contacts"),
    Kind.ROOMS: N_("List of rooms"),
}
