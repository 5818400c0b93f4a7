"""What a person meant by the numbers typed. Nothing typed is lost, whatever is wrong with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.kernel.references import Reference
from hearth.platform.tenancy.models import Facility
from hearth.record.observations import rules
from hearth.record.observations.codes import (
    BLOOD_PRESSURE,
    BY_HAND,
    CATALOGUE,
    DIASTOLIC,
    GLUCOSE,
    OXYGEN_SATURATION,
    PAIN,
    RESPIRATORY_RATE,
    SYSTOLIC,
    TEMPERATURE,
    WEIGHT,
    AbsentReason,
    Measure,
)
from hearth.record.observations.rules import Quantity, Reading


# Asked for at once; the other measures stand folded below.
ROUND = (
    BLOOD_PRESSURE.code,
    "8867-4",
    TEMPERATURE.code,
    OXYGEN_SATURATION.code,
    RESPIRATORY_RATE.code,
    WEIGHT.code,
    PAIN.code,
    GLUCOSE.code,
)
UPPER, LOWER = f"v-{SYSTOLIC.code}", f"v-{DIASTOLIC.code}"


def told(refusal: Refused) -> str:
    """A refusal in the reader's language, the measure it names too."""
    values = dict(refusal.values)
    if "measure" in values:
        values["measure"] = gettext(values["measure"])
    return gettext(refusal.message).format(**values)


class RecordObservationForm(forms.Form):
    """Several measures of one resident in one go; each may stay empty.

    ``units`` are those the community reads in (``rules.units_shown``). ``asked`` is the code of the measure somebody came for, shown first. ``last`` holds the value
    before, by code: what leaps is asked about. ``asks`` False takes the unusual as it is, where
    nobody can be asked any more (a write that waited on a tablet); ``now`` is when it was typed.
    """

    def __init__(
        self,
        *args: Any,
        facility: Facility,
        resident_id: UUID,
        units: Mapping[str, str],
        asked: str = "",
        last: Mapping[str, Quantity] | None = None,
        asks: bool = True,
        now: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facility, self.resident_id = facility, resident_id
        self.last, self.asks = last or {}, asks
        self.now = now or clock.now()
        self.first = (asked,) if asked in BY_HAND else ROUND
        self.units = units
        for code in (*self.first, *(c for c in BY_HAND if c not in self.first)):
            self._add_measure(CATALOGUE[code])
        self._add_round()
        self.readings: list[Reading] = []
        self.refused_with = 422

    def _add_measure(self, measure: Measure) -> None:
        if measure is BLOOD_PRESSURE:
            self.fields[UPPER] = _number(_("Blood pressure, upper"), "numeric", "3")
            self.fields[LOWER] = _number(_("Blood pressure, lower"), "numeric", "3")
        elif measure.values is not None:
            choices = [(code, gettext(label)) for code, label in measure.values.choices()]
            self.fields[f"v-{measure.code}"] = forms.ChoiceField(
                label=gettext(measure.label), choices=[("", "—"), *choices], required=False
            )
        else:
            # Decimals are always allowed: a scale may be finer than the catalogue.
            mode = "decimal" if measure.decimals or measure.also else "numeric"
            self.fields[f"v-{measure.code}"] = _number(gettext(measure.label), mode, "8")
        name = f"confirm-{measure.code}"
        if name in self.data:
            self.fields[name] = _confirm()

    def _add_round(self) -> None:
        """What is said once about the whole round."""
        reasons = [(code, gettext(label)) for code, label in AbsentReason.choices()]
        measures = [(code, gettext(CATALOGUE[code].label)) for code in BY_HAND]
        more: dict[str, forms.Field] = {
            "absent": forms.ChoiceField(
                label=_("What could not be taken"),
                choices=[("", "—"), *measures],
                required=False,
            ),
            "absent_reason": forms.ChoiceField(
                label=_("Why"), choices=[("", "—"), *reasons], required=False
            ),
            "day": forms.DateField(
                label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
            ),
            "time": forms.TimeField(
                label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
            ),
            "comment": forms.CharField(
                label=_("Comment"),
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "because": forms.CharField(required=False, widget=forms.HiddenInput),
            "corrects": forms.UUIDField(required=False, widget=forms.HiddenInput),
            "client_ref": forms.UUIDField(
                required=False, widget=forms.HiddenInput, initial=uuid4
            ),
        }
        self.fields.update(more)

    # Parsing

    def clean(self) -> dict[str, Any]:
        """Read every measure, then judge each; ``readings`` holds what may be written down."""
        data = super().clean() or {}
        effective = self._effective(data)
        common = {
            "resident_id": self.resident_id,
            "effective": effective,
            "comment": data.get("comment", ""),
            "because": self._because(data),
            "corrects": data.get("corrects"),
            "client_ref": data.get("client_ref"),
        }
        for code in BY_HAND:
            said = self._said(CATALOGUE[code], data)
            if said:
                self._judge(code, Reading(code=code, **said, **common))
        self._absence(data, common)
        if not self.readings and not self.errors:
            self.add_error(None, _("Enter at least one value."))
        return data

    def _said(self, measure: Measure, data: Mapping[str, Any]) -> dict[str, Any]:
        """The value of one measure as typed, or nothing."""
        if measure is BLOOD_PRESSURE:
            return self._pressure(data)
        name = f"v-{measure.code}"
        text = data.get(name) or ""
        if measure.values is not None:
            return {"value_code": text} if text else {}
        quantity = self._quantity(name, text, self.units[measure.code])
        return {"quantity": quantity} if quantity else {}

    def _pressure(self, data: Mapping[str, Any]) -> dict[str, Any]:
        texts = data.get(UPPER) or "", data.get(LOWER) or ""
        if not any(texts):
            return {}
        for name, text in zip((UPPER, LOWER), texts, strict=True):
            if not text and not self.has_error(name):
                self.add_error(name, _("Enter both numbers of the blood pressure."))
        unit = BLOOD_PRESSURE.unit
        upper = self._quantity(UPPER, texts[0], unit)
        lower = self._quantity(LOWER, texts[1], unit)
        return {"pressure": (upper, lower)} if upper and lower else {}

    def _quantity(self, name: str, text: str, unit: str) -> Quantity | None:
        if not text:
            return None
        try:
            return rules.read_quantity(text, unit)
        except Refused as refusal:
            self.add_error(name, told(refusal))
            return None

    def _judge(self, code: str, reading: Reading) -> None:
        """Keep a reading that holds; say beside its field what is wrong or unusual about it."""
        confirm = f"confirm-{code}"
        confirmed = not self.asks or bool(self.data.get(confirm))
        reading = replace(reading, confirmed=confirmed)
        now = max(self.now, reading.effective or self.now)
        try:
            rules.check_reading(reading, now=now, before=self.last.get(code))
        except Refused as refusal:
            if refusal.code == "implausible":
                self.fields.setdefault(confirm, _confirm())
            self.add_error(self.field_of(code), told(refusal))
            return
        self.readings.append(reading)

    def _absence(self, data: Mapping[str, Any], common: dict[str, Any]) -> None:
        code, reason = data.get("absent") or "", data.get("absent_reason") or ""
        if code and not reason:
            self.add_error("absent_reason", _("Say why it could not be taken."))
        elif reason and not code:
            self.add_error("absent", _("Say what could not be taken."))
        elif code and any(r.code == code for r in self.readings):
            self.add_error("absent", _("There is a value for it above."))
        elif code:
            self.readings.append(
                Reading(code=code, absent_reason=AbsentReason(reason), **common)
            )

    def _effective(self, data: Mapping[str, Any]) -> datetime | None:
        """The instant typed as the community's wall time; None is now."""
        day, time = data.get("day"), data.get("time")
        zone = self.facility.zone
        today = self.now.astimezone(zone).date()
        if time is None:
            if day is not None and day != today:
                self.add_error("time", _("Say at what time that day."))
            return None
        effective = instant_of(day or today, time, zone)
        if day is None and effective > self.now:
            # After midnight "23:40" was the evening before.
            effective = instant_of(today - timedelta(days=1), time, zone)
        if effective > self.now:
            self.add_error("time", _("A value cannot be recorded before it is measured."))
        return effective

    def _because(self, data: Mapping[str, Any]) -> Reference | None:
        try:
            return Reference.parse(data["because"]) if data.get("because") else None
        except ValueError:
            return None

    def refuse(self, refusal: Refused) -> None:
        """Say what the record refused, beside the field it is about."""
        field = "comment" if refusal.code == "late-reason-missing" else None
        self.add_error(field, told(refusal))
        self.refused_with = refusal.status
        if refusal.code == "sent-before":
            # Sent once more on purpose, it is another write.
            self.data = {**self.data.dict(), "client_ref": str(uuid4())}  # type: ignore[attr-defined]

    # For the page

    def field_of(self, code: str) -> str:
        """The field that a refusal of this measure stands beside."""
        return UPPER if code == BLOOD_PRESSURE.code else f"v-{code}"

    def fields_of(self, code: str) -> tuple[str, ...]:
        """The fields of a measure: one, or the two of a blood pressure."""
        return (UPPER, LOWER) if code == BLOOD_PRESSURE.code else (f"v-{code}",)

    @property
    def others(self) -> tuple[str, ...]:
        """The measures that stand folded below."""
        return tuple(code for code in BY_HAND if code not in self.first)

    def typed_others(self) -> bool:
        """Whether something stands in the folded measures, so that they stand open."""
        names = (name for code in self.others for name in self.fields_of(code))
        return any(self[name].value() or self[name].errors for name in names)

    def typed_time(self) -> bool:
        """Whether somebody said when it was, so that the fields stand open."""
        return any(self[name].value() or self[name].errors for name in ("day", "time"))

    def typed_absence(self) -> bool:
        """Whether somebody said what could not be taken."""
        names = ("absent", "absent_reason")
        return any(self[name].value() or self[name].errors for name in names)


class RetractObservationForm(forms.Form):
    """Why it was wrong."""

    reason = forms.CharField(
        label=_("What was wrong with it"),
        max_length=240,
        help_text=_("The value stays in the record, crossed out, with this reason."),
    )


def _number(label: Any, mode: str, longest: str) -> forms.CharField:
    """A number on a phone's number keys; text to the browser, so that nothing typed is swallowed."""
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.TextInput(
            attrs={
                "inputmode": mode,
                "autocomplete": "off",
                "maxlength": longest,
                "enterkeyhint": "next",
            }
        ),
    )


def _confirm() -> forms.BooleanField:
    return forms.BooleanField(label=_("I looked again: it is right"), required=False)
