"""The tables and filters of the pages of measurements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import moment_text
from hearth.record.observations import permissions, rules
from hearth.record.observations.codes import BY_HAND, CATALOGUE, unit_word

from .trends import spark
from .words import Reader, address, as_written, in_order, name_of, value_text, when_text


def latest_table(
    found: Mapping[str, Sequence[Any]], reader: Reader, resident_id: Any
) -> parts.Table:
    """The newest value of each measure, with its line and when."""
    rows = []
    for code in in_order(found):
        newest = found[code][0]
        rows.append(
            parts.Line(
                (
                    parts.Cell(
                        name_of(newest),
                        url=address("chart", reader.facility, resident_id, code),
                        head=True,
                    ),
                    parts.Cell(
                        value_text(newest, reader),
                        note=newest.comment,
                        spark=spark(found[code], reader),
                    ),
                    parts.Cell(at=newest.effective)
                    if newest.effective_precision == "instant"
                    else parts.Cell(when_text(newest, reader)),
                    parts.Cell(newest.said_by),
                ),
                id=f"measure-{code}",
            )
        )
    columns = (
        parts.Column(_("Measure")),
        parts.Column(_("Latest")),
        parts.Column(_("When")),
        parts.Column(_("By"), minor=True),
    )
    return parts.Table(_("Latest measurements"), columns, tuple(rows), empty=nothing_yet())


def nothing_yet() -> parts.State:
    return parts.State(
        "empty",
        _("Nothing has been measured yet"),
        _("Blood pressure, weight and other values appear here once they are recorded."),
    )


def written_table(
    rows: Sequence[Any], reader: Reader, resident_id: Any, name: str
) -> parts.Table:
    """Each value with who took it and what was said of it, newest first."""
    lines = tuple(_written_line(row, reader, resident_id) for row in rows)
    columns = (
        parts.Column(_("When")),
        parts.Column(_("Value")),
        parts.Column(_("By")),
        parts.Column(_("What can be done"), hidden_label=True, align="end"),
    )
    return parts.Table(
        _("Each value of {measure}").format(measure=name.lower()), columns, lines, nothing_yet()
    )


def _written_line(row: Any, reader: Reader, resident_id: Any) -> parts.Line:
    wrong = row.entered_in_error_at is not None
    value = value_text(row, reader)
    notes = [as_written(row, reader), row.comment]
    if wrong:
        value = _("Entered in error: {value}").format(value=value)
        notes.append(row.entered_in_error_reason)
    by = row.said_by
    if rules.is_late_entry(row.effective, row.recorded):
        late = _("written later, {when}")
        by = f"{by} · {late.format(when=moment_text(row.recorded, reader.facility))}"
    return parts.Line(
        (
            parts.Cell(when_text(row, reader), head=True),
            parts.Cell(value, note=" · ".join(n for n in notes if n)),
            parts.Cell(by),
            parts.Cell(actions=() if wrong else _row_actions(row, reader, resident_id)),
        ),
        id=f"observation-{row.pk}",
        level="",
    )


def _row_actions(row: Any, reader: Reader, resident_id: Any) -> tuple[parts.Action, ...]:
    if not reader.may(permissions.RETRACT_OBSERVATION):
        return ()
    url = address("retract_observation", reader.facility, resident_id, row.pk)
    return (parts.Action(_("Take back"), url, about=value_text(row, reader)),)


SPANS = (30, 90, 365)
ROWS = 20
# A longer picture shows the last value of each day.
EACH_VALUE_DAYS = 90


def spans(days: int) -> parts.FilterBar:
    """How far back the picture goes."""
    words = {30: _("30 days"), 90: _("90 days"), 365: _("A year, day by day")}
    choices = tuple(
        parts.Choice(words[span], f"?days={span}", current=span == days) for span in SPANS
    )
    return parts.FilterBar((parts.Filter(_("Show"), choices),))


def last_text(rows: Sequence[Any], reader: Reader) -> str:
    """What it was last time, beside the field."""
    held = next((row for row in rows if not row.absent_reason), None)
    if held is None:
        return ""
    return _("last {value}, {when}").format(
        value=value_text(held, reader, with_unit=False), when=when_text(held, reader)
    )


def amounts(
    form: Any, codes: Sequence[str], found: Mapping[str, Sequence[Any]], reader: Reader
) -> tuple[parts.AmountField, ...]:
    """The rows of the form for some measures, each with what it was last time."""
    rows = []
    for code in codes:
        confirm = f"confirm-{code}"
        rows.append(
            parts.AmountField(
                _(CATALOGUE[code].label),
                tuple(form[name] for name in form.fields_of(code)),
                unit_word(reader.units[code]),
                last_text(found.get(code, ()), reader),
                form[confirm] if confirm in form.fields else None,
            )
        )
    return tuple(rows)


def taken_at(now: datetime, facility: Facility) -> str:
    """What the folded time field says."""
    return _("Taken now, {time}").format(time=moment_text(now, facility))


def entering(
    form: Any, found: Mapping[str, Sequence[Any]], reader: Reader, now: datetime
) -> dict[str, Any]:
    """The form as the page lays it out."""
    return {
        "form": form,
        "amounts": amounts(form, form.first, found, reader),
        "others": amounts(form, form.others, found, reader),
        "taken_at": taken_at(now, reader.facility),
        "offline": parts.OfflineWrite(
            "observations.record_observation",
            about=(("resident", str(form.resident_id)),),
            what=_("Measurement"),
        ),
    }


def page_actions(reader: Reader, resident_id: Any) -> tuple[parts.Action, ...]:
    """What one does from the list of measurements."""
    if not reader.may(permissions.RECORD_OBSERVATION):
        return ()
    url = address("record_observation", reader.facility, resident_id)
    return (parts.Action(_("Record measurements"), url, style="primary", icon="plus"),)


def record_one(reader: Reader, resident_id: Any, code: str) -> tuple[parts.Action, ...]:
    """Record the measure of this page; only those a person measures by hand."""
    if not reader.may(permissions.RECORD_OBSERVATION) or code not in BY_HAND:
        return ()
    url = address("record_observation", reader.facility, resident_id)
    return (parts.Action(_("Record a value"), f"{url}?code={code}", style="plain"),)


def older(rows: Sequence[Any], days: int) -> str:
    """The address of the older values of a list, where there are some."""
    if len(rows) < ROWS:
        return ""
    return "?" + urlencode({"days": days, "before": rows[-1].effective.isoformat()})


def value_facts(row: Any, reader: Reader) -> parts.Facts:
    """One value in full, before it is taken back."""
    return parts.Facts(
        (
            parts.Fact(name_of(row), value_text(row, reader), note=as_written(row, reader)),
            parts.Fact(_("When"), when_text(row, reader)),
            parts.Fact(_("By"), row.said_by),
            *([parts.Fact(_("Comment"), row.comment)] if row.comment else []),
        )
    )
