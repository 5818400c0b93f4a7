"""Fields that the forms about residents share: a date known in part, a language, a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.platform.ui.asking import RowField, words_of
from hearth.record.residents.codes import DatePrecision, Language


class LanguageField(forms.ChoiceField):
    """One language, best understood or also understood."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._offered, required=False, **kwargs)

    @staticmethod
    def _offered() -> list[tuple[str, str]]:
        return words_of(Language, blank="—")

    def valid_value(self, value: str) -> bool:
        """A tag that came from another system stays valid."""
        return super().valid_value(value) or value.replace("-", "").isalnum()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, and how much of it is known; less than a day is the first of that month or year."""

    day: date
    precision: DatePrecision

    def decompressed(self) -> list[int | None]:
        """Month, day and year as far as they are known."""
        known = self.precision is DatePrecision.DAY
        month = None if self.precision is DatePrecision.YEAR else self.day.month
        return [month, self.day.day if known else None, self.day.year]


def partial(day: date | None, precision: str) -> PartialDate | None:
    """A date of the record, for the form."""
    return PartialDate(day, DatePrecision(precision)) if day else None


class PartialDateWidget(forms.MultiWidget):
    """Month as a word, so that nobody swaps it with the day; day; year."""

    template_name = "residents/partial_date.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            widgets={
                "month": forms.Select(attrs={"aria-label": _("Month")}),
                "day": forms.TextInput(
                    attrs={**number, "maxlength": 2, "aria-label": _("Day")}
                ),
                "year": forms.TextInput(
                    attrs={**number, "maxlength": 4, "aria-label": _("Year")}
                ),
            }
        )
        self.widgets[0].choices = self._months  # type: ignore[attr-defined]

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Each part with its own word above it."""
        context = super().get_context(*args, **kwargs)
        labels = (gettext("Month"), gettext("Day"), gettext("Year"))
        context["parts"] = list(zip(labels, context["widget"]["subwidgets"], strict=True))
        return context

    @staticmethod
    def _months() -> list[tuple[str, str]]:
        return [("", "—"), *((str(n), str(w)) for n, w in dates.MONTHS.items())]

    def decompress(self, value: PartialDate | None) -> list[int | None]:
        return value.decompressed() if value else [None, None, None]


class PartialDateField(forms.MultiValueField):
    """A date of which the year may be all that is known: a ``PartialDate``, or None."""

    widget = PartialDateWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.CharField(required=False),) * 3
        kwargs.setdefault("help_text", _("The year alone is enough when no more is known."))
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> PartialDate | None:
        month, day, year = (text.strip() for text in data_list or ["", "", ""])
        if not (month or day or year):
            return None
        if not year or (day and not month):
            raise ValidationError(
                gettext("Enter at least the year; a day needs its month."), code="parts"
            )
        try:
            found = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValidationError(gettext("There is no such day."), code="invalid") from None
        if found.year < 1000:
            raise ValidationError(gettext("Enter the year with four digits."), code="year")
        precision = (
            DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        )
        return PartialDate(found, precision)


class PlaceSelect(forms.Select):
    """The places of the house by neighborhood; one that is held says by whom, and is not offered."""

    held: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.held:
            option["attrs"]["disabled"] = True
        return option


class PlaceField(RowField):
    """A place: its row, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=PlaceSelect(), blank=_("Choose a place"), **kwargs)

    def offer_places(self, places: Iterable[Any], holders: dict[UUID, str]) -> None:
        """Offer these places by neighborhood; ``holders`` says who holds which."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for place in places:
            who = holders.get(place.pk)
            label = f"{place.label} · {who}" if who else place.label
            groups.setdefault(place.neighborhood.name, []).append((str(place.pk), label))
            self.rows[str(place.pk)] = place
        self.choices = [("", self.blank), *groups.items()]  # type: ignore[assignment]
        self.widget.held = frozenset(str(pk) for pk in holders)  # type: ignore[attr-defined]
