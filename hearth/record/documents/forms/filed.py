"""What a person meant about a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.errors import Refused
from hearth.platform.content import lists
from hearth.platform.files.formats import ENDINGS
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility


LABELS = (
    ("", _("As its type asks")),
    ("normal", _("Everybody who may open documents")),
    ("restricted", _("Nurses, coordinators, social workers and physicians only")),
)
# A file that waits for its form is attached by whoever sent it, within a day.
HELD_FOR = 24 * 3600
_SALT = "hearth.documents.held"
# Which field a refusal belongs to; any other stands above the form.
FIELDS = {
    "type-unknown": "type",
    "title-missing": "title",
    "date-future": "date",
    "ends-before-date": "valid_until",
    "label-not-yours": "security_label",
    "same-file": "known",
    "reason-missing": "reason",
}


class RefusedForm(forms.Form):
    """A form that can say what the record refused, beside the field it is about."""

    refused_with = 422

    def refuse(self, refusal: Refused) -> None:
        """Keep what was typed, and say what to do."""
        about_file = refusal.code.startswith("file-") or refusal.code in {"storage", "keys"}
        field = "file" if about_file else FIELDS.get(refusal.code)
        self.add_error(field if field in self.fields else None, refusal.shown(gettext))
        self.refused_with = refusal.status


class FileForm(RefusedForm):
    """A file, taken in once: it waits here while the rest of the form is put right."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # said with better words when it is taken in
        error_messages={"required": _("Choose the file.")},
        help_text=_("PDF, photo (JPEG, PNG), scan (TIFF), Word, Excel or text; up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join((*ENDINGS.values(), "image/*"))}),
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.held_name

    def hold(self, blob: Any, actor_id: UUID) -> None:
        """Remember a file that is here already, in the page that goes back."""
        mark = signing.dumps([str(blob.pk), str(actor_id), blob.name], salt=_SALT)
        self.data = {**self.data.dict(), "held": mark}  # type: ignore[attr-defined]

    def held_file(self, actor_id: UUID) -> UUID | None:
        """The file this person sent before with this form, or None."""
        found = self._held()
        return UUID(found[0]) if found and found[1] == str(actor_id) else None

    @property
    def held_name(self) -> str:
        """What the file that is here already is called."""
        found = self._held()
        return found[2] if found else ""

    def _held(self) -> list[str] | None:
        try:
            return list(signing.loads(self.data.get("held", ""), salt=_SALT, max_age=HELD_FOR))
        except signing.BadSignature:
            return None


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class DescribedForm(RefusedForm):
    """What is said of a document: type, title, dates, from whom, for whom."""

    type = forms.ChoiceField(label=_("What it is"))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is called by its type."),
    )
    date = _day(_("Date on the document"))
    valid_until = _day(
        _("Good until"), _("When it has to be renewed; empty when it never ends.")
    )
    author_text = forms.CharField(label=_("From whom"), max_length=160, required=False)
    description = forms.CharField(
        label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    security_label = forms.ChoiceField(label=_("Who may open it"), required=False)

    def __init__(
        self, *args: Any, scope: Scope, facility: Facility, now_type: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = lists.choices("document-types", facility)
        if now_type and now_type not in dict(offered):
            kept = lists.item("document-types", now_type, facility)
            offered = [*offered, (now_type, kept.title if kept else now_type)]
        self.fields["type"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        if "restricted" in scope.labels:
            self.fields["security_label"].choices = LABELS  # type: ignore[attr-defined]
        else:
            del self.fields["security_label"]

    def said(self) -> dict[str, Any]:
        """What goes into the record."""
        words = ("type", "title", "date", "valid_until", "author_text", "description")
        found = {name: self.cleaned_data[name] for name in words}
        found["security_label"] = self.cleaned_data.get("security_label", "")
        found["title"] = found["title"] or dict(self.fields["type"].choices)[found["type"]]  # type: ignore[attr-defined]
        return found


class UploadDocumentForm(DescribedForm, FileForm):
    """A new document with its file."""

    known = forms.BooleanField(label=_("File it here once more"), required=False)
    field_order = ("file", "type", "title", "date", "valid_until", "author_text", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_known = "known" in self.data

    def refuse(self, refusal: Refused) -> None:
        """The same file again is asked about; the box to say so appears."""
        super().refuse(refusal)
        self.asks_known = self.asks_known or refusal.code == "same-file"


class ChangeDocumentForm(DescribedForm):
    """What is said of a document that is here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "security_label" in self.fields:
            self.fields["security_label"].choices = LABELS[1:]  # type: ignore[attr-defined]


class ReplaceDocumentForm(FileForm):
    """A newer version of a document."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    date = _day(_("Date on the document"))
    valid_until = _day(
        _("Good until"), _("When it has to be renewed; empty when it never ends.")
    )

    def said(self) -> dict[str, Any]:
        """What goes into the record."""
        return {name: self.cleaned_data[name] for name in ("title", "date", "valid_until")}


class RetractDocumentForm(RefusedForm):
    """Why it was wrong."""

    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=240,
        help_text=_(
            "The document stays in the record with this reason, and is offered no more."
        ),
    )
