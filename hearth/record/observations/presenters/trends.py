"""What a row of values says: the sentence a page opens with, and the picture of one measure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.ui import parts
from hearth.record.observations import rules
from hearth.record.observations.codes import DIASTOLIC, WEIGHT, unit_word
from hearth.record.observations.rules import Trend

from .words import (
    DECIMALS,
    Reader,
    in_order,
    name_of,
    number_of,
    unit_for,
    value_text,
    when_text,
)


# A weight is told to have changed from two in a hundred on. Hearth's own.
NOTABLE = Decimal("0.02")
MOST_SAID = 2
TITLES = {
    Trend.ABOVE: N_("{measure} is above usual"),
    Trend.BELOW: N_("{measure} is below usual"),
    Trend.USUAL: N_("{measure} is as usual"),
    Trend.BACK: N_("{measure} is back to usual"),
    Trend.FEW: N_("Too few values of {measure} yet to say what is usual"),
}


def answer(found: Mapping[str, Sequence[Any]], reader: Reader) -> str:
    """The sentence the page opens with: what is not as usual, else what was measured last."""
    said = [s for code in in_order(found) if (s := notable(found[code], reader))]
    if said:
        return " · ".join(said[:MOST_SAID])
    newest = [rows[0] for rows in found.values() if rows]
    if not newest:
        return _("Nothing has been measured yet")
    last = max(newest, key=lambda row: row.effective)
    return _("Last measured {when}: {measure} {value}").format(
        when=when_text(last, reader), measure=name_of(last), value=value_text(last, reader)
    )


def notable(rows: Sequence[Any], reader: Reader) -> str:
    """What stands out in the values of one measure (newest first), in a sentence; else nothing."""
    held = [row for row in rows if number_of(row, reader) is not None]
    if not held:
        return ""
    if change := change_text(held, reader):
        return change
    where = rules.trend(
        [n for row in reversed(held) if (n := number_of(row, reader)) is not None]
    )
    if where not in {Trend.ABOVE, Trend.BELOW}:
        return ""
    said = _(TITLES[where]).format(measure=name_of(held[0]))
    return f"{said}: {value_text(held[0], reader)}"


def change_text(rows: Sequence[Any], reader: Reader) -> str:
    """How a weight has changed in a month, where that is worth a sentence."""
    if not rows or rules.known_codes(rows[0].code)[0] != WEIGHT.code:
        return ""
    points = [
        (r.effective, n) for r in reversed(rows) if (n := number_of(r, reader)) is not None
    ]
    change = rules.change_over(points)
    if change is None or abs(rules.share(change, points[-1][1])) < NOTABLE:
        return ""
    unit = unit_word(unit_for(rows[0], reader))
    text = (
        _("{measure} is up {change} {unit} in 30 days")
        if change > 0
        else _("{measure} is down {change} {unit} in 30 days")
    )
    return text.format(measure=name_of(rows[0]), change=f"{abs(change):.1f}", unit=unit)


def spark(rows: Sequence[Any], reader: Reader) -> parts.Spark | None:
    """The last values as a small line; none for words or a single value."""
    numbers = [float(n) for row in reversed(rows) if (n := number_of(row, reader)) is not None]
    if len(numbers) < 2:
        return None
    label = ngettext("the last {n} value", "the last {n} values", len(numbers))
    return parts.Spark(tuple(numbers), label.format(n=len(numbers)))


def headline(rows: Sequence[Any], reader: Reader, name: str) -> str:
    """The newest value, which one opened the page for. ``rows`` are oldest first."""
    if not rows:
        return _("No value of {measure} in this time").format(measure=name.lower())
    return _("{measure} {value}, {when}").format(
        measure=name, value=value_text(rows[-1], reader), when=when_text(rows[-1], reader)
    )


def chart_title(rows: Sequence[Any], reader: Reader, name: str) -> str:
    """What the picture of these numbers shows, in a sentence. ``rows`` are oldest first."""
    held = [row for row in rows if number_of(row, reader) is not None]
    if change := change_text(list(reversed(held)), reader):
        return change
    where = rules.trend([n for row in held if (n := number_of(row, reader)) is not None])
    return _(TITLES[where]).format(measure=name.lower() if where is Trend.FEW else name)


def chart(rows: Sequence[Any], reader: Reader, name: str) -> parts.Chart | None:
    """The picture of one measure, oldest first; None for words and for nothing."""
    held = [row for row in rows if number_of(row, reader) is not None]
    if not held:
        return None
    numbers = [n for row in held if (n := number_of(row, reader)) is not None]
    band = rules.usual_band(numbers[:-1])
    unit = unit_word(unit_for(held[-1], reader))
    places = DECIMALS.get(unit_for(held[-1], reader), 0)
    low, high = (_round(band[0], places), _round(band[1], places)) if band else (None, None)
    return parts.Chart(
        chart_title(held, reader, name),
        tuple(row.effective for row in held),
        _lines(held, numbers, name),
        unit=unit,
        low=low,
        high=high,
        band=_("usual {low} to {high}").format(low=_plain(low), high=_plain(high))
        if low is not None and high is not None
        else "",
        zone=str(reader.facility.zone),
    )


def _lines(
    held: Sequence[Any], numbers: Sequence[Decimal], name: str
) -> tuple[parts.Series, ...]:
    if not held[-1].components:
        return (parts.Series(name, tuple(_round(n) for n in numbers)),)
    lower = (rules.part_of(row.components, DIASTOLIC.code) for row in held)
    return (
        parts.Series(_("Upper"), tuple(_round(n) for n in numbers)),
        parts.Series(_("Lower"), tuple(None if n is None else _round(n) for n in lower)),
    )


def _round(number: Decimal, places: int = 1) -> float:
    """For the picture: whole numbers stay whole."""
    rounded = round(float(number), places)
    return int(rounded) if rounded == int(rounded) else rounded


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
