"""A form from question to answer: what was typed, what came of it, and the fields of a record.

Views of every area use it, so that a refusal stands beside the field it is about and nothing
typed is lost, the same way everywhere.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearth.kernel.codes import Coded
from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of


T = TypeVar("T")
CHOOSE = _("Choose")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is nothing; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(
    form: forms.Form, act: Callable[[], T], fields: Mapping[str, str] | None = None
) -> T | None:
    """What ``act`` returns; None when it was refused, and the form then says why.

    ``fields`` names the field each code of a refusal belongs to; any other stands above the
    form. The caller answers with ``status_of(form)``.
    """
    try:
        return act()
    except Refused as refusal:
        field = (fields or {}).get(refusal.code)
        form.add_error(field if field in form.fields else None, refusal.shown(gettext))
        form.refused_with = refusal.status  # type: ignore[attr-defined]
        return None


def status_of(form: forms.Form) -> int:
    """200 for a form not sent yet, 409 for a conflict, 422 for one to be looked at again."""
    if not form.is_bound or not form.errors:
        return 200
    return getattr(form, "refused_with", 422)


def words_of(kind: type[Coded], *, blank: str = "") -> list[tuple[str, str]]:
    """The choices of a value set in the reader's language; ``blank`` is the choice of none."""
    found = [(code, gettext(label)) for code, label in kind.choices()]
    return [("", blank), *found] if blank else found


class CodedField(forms.TypedChoiceField):
    """One word of a value set: its member, or "" where none was chosen and none is needed.

    ``only`` offers some of the words. Without an answer nothing is chosen: no first word is
    taken by accident.
    """

    def __init__(
        self,
        kind: type[Coded],
        *,
        blank: Any = CHOOSE,
        only: Any = None,
        **kwargs: Any,
    ) -> None:
        def choices() -> list[tuple[str, str]]:
            offered = [c for c in words_of(kind) if only is None or c[0] in only]
            radio = isinstance(self.widget, forms.RadioSelect)
            return offered if radio else [("", str(blank)), *offered]

        super().__init__(choices=choices, coerce=kind, empty_value="", **kwargs)


class CodedListField(forms.TypedMultipleChoiceField):
    """Several words of a value set, as check boxes: a list of its members."""

    def __init__(self, kind: type[Coded], *, only: Any = None, **kwargs: Any) -> None:
        def choices() -> list[tuple[str, str]]:
            return [c for c in words_of(kind) if only is None or c[0] in only]

        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=choices, coerce=kind, empty_value=[], **kwargs)


class RowField(forms.TypedChoiceField):
    """One row out of those listed: the row itself, or None.

    ``rows`` are set by the form that has read them; a key that is not among them is refused.
    """

    def __init__(self, *, blank: Any = CHOOSE, **kwargs: Any) -> None:
        self.blank = blank
        self.rows: dict[str, Any] = {}
        super().__init__(choices=(), empty_value=None, **kwargs)

    def offer(self, rows: Any, label: Callable[[Any], str] = str) -> None:
        """Offer these rows under their labels."""
        self.rows = {str(row.pk): row for row in rows}
        choices = [(key, label(row)) for key, row in self.rows.items()]
        plain = isinstance(self.widget, forms.RadioSelect)
        self.choices = choices if plain else [("", self.blank), *choices]  # type: ignore[assignment]

    def _coerce(self, value: Any) -> Any:
        # A form copies its fields: the row is looked up on the copy, not on the one it was made of.
        return self.rows[value] if value else None

    def prepare_value(self, value: Any) -> Any:
        return str(getattr(value, "pk", value)) if value else value


class RowsField(forms.TypedMultipleChoiceField):
    """Several rows out of those listed, as check boxes: the rows themselves."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Any] = {}
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=(), empty_value=[], **kwargs)

    def offer(self, rows: Any, label: Callable[[Any], str] = str) -> None:
        """Offer these rows under their labels."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, label(row)) for key, row in self.rows.items()]  # type: ignore[assignment]

    def _coerce(self, value: Any) -> Any:
        return [self.rows[key] for key in value or ()]


class DayField(forms.DateField):
    """A calendar day, picked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)


class WallTimeField(forms.TimeField):
    """A time of day by the clock on the wall."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A day and time by the community's clock, read as an instant (UTC).

    ``zone`` is set by the form: ``self.fields["effective"].zone = facility.zone``.
    """

    zone: ZoneInfo = ZoneInfo("UTC")

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The instant that was meant; a time the day skips or has twice is read by the kernel."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            wall = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(gettext("Enter a day and a time."), code="invalid") from None
        if wall.tzinfo is not None:
            return wall
        return instant_of(wall.date(), wall.time(), self.zone)

    def prepare_value(self, value: Any) -> Any:
        """The wall time of an instant, for the form."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(self.zone).replace(tzinfo=None)
        return value


class LinesField(forms.CharField):
    """A text of several lines."""

    def __init__(self, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


def span_of(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From and to (UTC) of wall times on a local day; an end not after the start is the next day."""
    last = day + timedelta(days=1) if end <= start else day
    return instant_of(day, start, zone), instant_of(last, end, zone)
