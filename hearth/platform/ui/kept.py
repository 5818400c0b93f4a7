"""How a write that was kept as sent reads: what it is, why it waits, what was typed and may be put right."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.replay.codes import EntryState, Settlement
from hearth.platform.ui.parts import Fact, Facts


LONG = 60  # characters after which a text gets lines instead of a line
RESIDENT = ("resident", "resident_id")
# The fields a device sends most, as their own forms call them.
FIELDS = {
    "accompanied_by": N_("With whom"),
    "category": N_("What is it about?"),
    "comment": N_("Comment"),
    "effective": N_("When it was"),
    "expected_back": N_("Expected back"),
    "keep_active": N_("Keep on the hand-off for"),
    "outcome": N_("Outcome"),
    "out_for": N_("What for"),
    "phone": N_("Telephone"),
    "reason": N_("Why"),
    "severity": N_("How much does it matter?"),
    "text": N_("What did you see or do?"),
    "until": N_("Until"),
    "where": N_("Where"),
}


def field_words(name: str) -> str:
    """The name of a field as a label: "given_at" → "Given at"."""
    return _(FIELDS[name]) if name in FIELDS else name.replace("_", " ").capitalize()


def why_words(row: Any) -> str:
    """Why it was not carried out, in a sentence, and what that means."""
    answer = getattr(row, "answer", None)
    if answer is None:
        return _("It was sent twice under one name, with other content the second time.")
    said = {
        "left": _(
            "Whoever wrote it had left, or was signed out everywhere, before it arrived."
        ),
        "lease-over": _(
            "It was written when the tablet had been without a connection too long."
        ),
        "late": _("It arrived more than a week after it was written."),
        "sent-by-another": _("It came from another device or another person's sign-in."),
        "device-revoked": _("The tablet it came from had been taken out of use."),
        "not-permitted": _("Whoever wrote it may not do this any more."),
        "verb-unknown": _("This release of Hearth does not know how to carry it out."),
    }.get(answer.get("code", ""))
    return said or answer.get("message") or str(EntryState.label_of(row.state))


def payload_facts(payload: dict[str, Any] | None, said: str = "") -> Facts:
    """The write as the device sent it, field by field, and what it was answered."""
    items = [Fact(_("Why it waits"), said)] if said else []
    for name, value in (payload or {}).items():
        if not _is_key(value):
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            items.append(Fact(field_words(name), text[:600]))
    return Facts(tuple(items))


def residents_in(rows: list[Any]) -> list[UUID]:
    """The residents these writes name: showing them is looking at them."""
    named = [(row.payload or {}).get(name) for row in rows for name in RESIDENT]
    return sorted({UUID(str(value)) for value in named if _is_key(value)})


class SettleForm(forms.Form):
    """What becomes of a write that was kept: its own texts, to be put right, and a reason.

    Keys and lists stay as they were sent; every other field may be corrected.
    """

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Needed when it is not sent again."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, payload: dict[str, Any] | None, key: Any = None
    ) -> None:
        super().__init__(data, prefix=str(key) if key else None)
        self.sent = {
            name: value
            for name, value in (payload or {}).items()
            if isinstance(value, str) and not _is_key(value)
        }
        for name, value in self.sent.items():
            long = len(value) > LONG or "\n" in value
            self.fields[f"sent-{name}"] = forms.CharField(
                label=field_words(name),
                required=False,
                initial=value,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(),
            )
        self.order_fields([*(f"sent-{name}" for name in self.sent), "reason"])

    @property
    def corrections(self) -> dict[str, str]:
        """What was put right; fields that were not shown keep what was sent."""
        return {
            name: self.cleaned_data[f"sent-{name}"].replace("\r\n", "\n")
            for name in self.sent
            if self.add_prefix(f"sent-{name}") in self.data
        }

    def settlement(self) -> Settlement:
        """The button that was pressed. Raises Refused (settlement-missing)."""
        chosen = self.data.get("settlement", "")
        if chosen not in Settlement.codes():
            raise Refused("settlement-missing", N_("Choose what becomes of it."))
        return Settlement(chosen)


def _is_key(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
