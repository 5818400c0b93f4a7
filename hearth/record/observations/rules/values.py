"""Numbers and units: what somebody typed, what can be, and how it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.observations.codes import (
    BLOOD_PRESSURE,
    CATALOGUE,
    CHOSEN_UNITS,
    DIASTOLIC,
    SYSTOLIC,
    Measure,
    ObservationStatus,
    unit_word,
)


LATE_AFTER = timedelta(hours=1)
"""A value written down later than this is shown as a late entry. Hearth's own default."""

MOST_DECIMALS = 6
MOST_SHOWN = 3
"""Places behind the point that are shown as they came. Own default."""
SIGNIFICANT = 3
NO_VALUE = "\u2013"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as it was written, with its unit (UCUM)."""

    value: Decimal
    unit: str = ""

    @property
    def decimals(self) -> int:
        """Places behind the point as written: 72.50 has two."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def as_written(value: Decimal, decimals: int) -> str:
    """A stored value with the places it was written with: 72.5 kept with two is 72.50."""
    return f"{value:.{decimals}f}"


def readable(value: Decimal, decimals: int, digits: int = SIGNIFICANT) -> str:
    """As written; a number no scale wrote (more than three places) to the ``digits`` that count:
    105.597124 is 106 and 0.195757 is 0.196. The places before the point always count.
    """
    if decimals > MOST_SHOWN:
        decimals = max(0, digits - 1 - value.adjusted()) if value else 0
    return as_written(value, decimals)


def read_quantity(text: str, unit: str = "") -> Quantity:
    """A number somebody typed; comma or point for decimals. Raises Refused: not-a-number."""
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    if bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or "e" in bare.lower() or "_" in bare:
        raise Refused("not-a-number", N_("{text} is not a number."), text=text)
    quantity = Quantity(value=value, unit=unit)
    if quantity.decimals > MOST_DECIMALS:
        raise Refused("not-a-number", N_("{text} has too many decimals."), text=text)
    return quantity


def read_pressure(text: str) -> tuple[Quantity, Quantity]:
    """A blood pressure typed as 128/76. Raises Refused: pressure-wrong."""
    upper, slash, lower = text.partition("/")
    if not slash:
        raise Refused("pressure-wrong", N_("Write blood pressure as upper/lower, like 128/76."))
    return read_quantity(upper, "mm[Hg]"), read_quantity(lower, "mm[Hg]")


# Factors are exact by definition (international pound and inch); glucose 1 mmol/L is
# 18.016 mg/dL by its molar mass of 180.16 g/mol.
_FACTORS: Mapping[tuple[str, str], Decimal] = {
    ("[lb_av]", "kg"): Decimal("0.45359237"),
    ("g", "kg"): Decimal("0.001"),
    ("[oz_av]", "kg"): Decimal("0.028349523125"),
    ("[in_i]", "cm"): Decimal("2.54"),
    ("m", "cm"): Decimal("100"),
    ("[ft_i]", "cm"): Decimal("30.48"),
    ("mmol/L", "mg/dL"): Decimal("18.016"),
    ("[foz_us]", "mL"): Decimal("29.5735295625"),
    ("L", "mL"): Decimal("1000"),
    ("min", "h"): Decimal(1) / Decimal(60),
}

_SAME_UNIT: Mapping[str, str] = {
    "mmHg": "mm[Hg]",
    "mm Hg": "mm[Hg]",
    "{beats}/min": "/min",
    "beats/min": "/min",
    "beats/minute": "/min",
    "{breaths}/min": "/min",
    "breaths/minute": "/min",
    "C": "Cel",
    "°C": "Cel",
    "F": "[degF]",
    "°F": "[degF]",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "in": "[in_i]",
    "ml": "mL",
    "{score}": "{score}",
    "1": "{score}",
}
"""Spellings seen in other systems' data, and the UCUM code they mean."""


def normal_unit(unit: str) -> str:
    """The UCUM code of a unit as other systems spell it; an unknown spelling stays as it is."""
    return _SAME_UNIT.get(unit.strip(), unit.strip())


def converted(quantity: Quantity, unit: str) -> Quantity | None:
    """The quantity in another unit, unrounded; None where Hearth knows no way."""
    source = normal_unit(quantity.unit)
    if source == unit:
        return Quantity(value=quantity.value, unit=unit)
    if (source, unit) == ("[degF]", "Cel"):
        return Quantity(value=(quantity.value - 32) * 5 / 9, unit=unit)
    if (source, unit) == ("Cel", "[degF]"):
        return Quantity(value=quantity.value * 9 / 5 + 32, unit=unit)
    if factor := _FACTORS.get((source, unit)):
        return Quantity(value=quantity.value * factor, unit=unit)
    if factor := _FACTORS.get((unit, source)):
        return Quantity(value=quantity.value / factor, unit=unit)
    return None


def units_shown(chosen: Mapping[str, str]) -> dict[str, str]:
    """The unit (UCUM) in which a community reads each measure; ``chosen`` as its settings name them."""
    found = {code: measure.unit for code, measure in CATALOGUE.items()}
    return found | {code: chosen[name] for code, name in CHOSEN_UNITS.items() if name in chosen}


def shown(quantity: Quantity, unit: str, *, decimals: int) -> str:
    """A quantity in the unit asked for: as written where it is that unit, else rounded."""
    there = converted(quantity, unit)
    if there is None or normal_unit(quantity.unit) == unit:
        return readable(quantity.value, quantity.decimals)
    return f"{there.value:.{decimals}f}"


def measure_of(code: str) -> Measure | None:
    """The catalogue's measure for a code or one of its twins; None for what it does not know."""
    if code in CATALOGUE:
        return CATALOGUE[code]
    return next((m for m in CATALOGUE.values() if code in m.twins), None)


def is_possible(measure: Measure, quantity: Quantity) -> bool | None:
    """Whether a living person can have this value; None when the unit cannot be compared."""
    in_own = converted(quantity, measure.unit)
    if in_own is None:
        return None
    too_low = measure.low is not None and in_own.value < measure.low
    return not (too_low or (measure.high is not None and in_own.value > measure.high))


def check_quantity(measure: Measure, quantity: Quantity) -> None:
    """Refuse a number that can only be a slip of the pen. Raises Refused: unit-wrong, impossible."""
    possible = is_possible(measure, quantity)
    if possible is None:
        raise Refused(
            "unit-wrong",
            N_("{measure} is not measured in {unit}."),
            measure=measure.label,
            unit=unit_word(quantity.unit) or NO_VALUE,
        )
    if not possible:
        low, high = _bounds(measure, quantity.unit)
        raise Refused(
            "impossible",
            N_("{measure} of {value} {unit} cannot be. It lies between {low} and {high}."),
            measure=measure.label,
            value=as_written(quantity.value, quantity.decimals),
            unit=unit_word(quantity.unit),
            low=low,
            high=high,
        )


def _bounds(measure: Measure, unit: str) -> tuple[str, str]:
    """The hard limits in the unit somebody wrote in, as whole numbers."""
    shown = []
    for limit in (measure.low, measure.high):
        there = (
            None if limit is None else converted(Quantity(value=limit, unit=measure.unit), unit)
        )
        shown.append(NO_VALUE if there is None else f"{there.value:.0f}")
    return shown[0], shown[1]


def check_pressure(systolic: Quantity, diastolic: Quantity) -> None:
    """Refuse a blood pressure that cannot be. Raises Refused: impossible, upper-below-lower."""
    check_quantity(SYSTOLIC, systolic)
    check_quantity(DIASTOLIC, diastolic)
    if systolic.value <= diastolic.value:
        raise Refused(
            "upper-below-lower",
            N_("The upper pressure has to be higher than the lower one."),
        )


def check_code(measure: Measure, value_code: str) -> None:
    """Refuse a word a coded measure does not have. Raises Refused: value-unknown."""
    if measure.values is not None and value_code not in measure.values.codes():
        raise Refused(
            "value-unknown",
            N_("Choose one of the answers for {measure}."),
            measure=measure.label,
        )


def check_times(
    effective: datetime, now: datetime, *, tolerance: timedelta = timedelta(0)
) -> None:
    """Refuse a value from the future. Raises Refused: future."""
    if effective > now + tolerance:
        raise Refused("future", N_("A value cannot be recorded before it is measured."))


def check_retraction(status: ObservationStatus, reason: str) -> None:
    """Refuse to take back twice, or without saying why. Raises Refused: already-retracted, reason-missing."""
    if status is ObservationStatus.ENTERED_IN_ERROR:
        raise Refused(
            "already-retracted", N_("This value is already marked as entered in error.")
        )
    if not reason.strip():
        raise Refused("reason-missing", N_("Say why it was entered in error."))


def is_late_entry(effective: datetime, recorded: datetime) -> bool:
    """Whether a value was written down long after it was taken."""
    return recorded - effective > LATE_AFTER


def components_of_pressure(systolic: Quantity, diastolic: Quantity) -> list[dict[str, str]]:
    """The parts of a blood pressure as an Observation keeps them, numbers as strings."""
    return [
        {
            "code": code,
            "value": str(q.value),
            "decimals": str(q.decimals),
            "unit": "mm[Hg]",
        }
        for code, q in ((SYSTOLIC.code, systolic), (DIASTOLIC.code, diastolic))
    ]


def reading(
    code: str,
    *,
    value: Decimal | None,
    decimals: int,
    value_code: str = "",
    value_text: str = "",
    components: Iterable[Mapping[str, str]] = (),
) -> str:
    """A value as one short text without its unit: 72.5, 128/76, 4 Smooth and soft."""
    if value is not None:
        return readable(value, decimals)
    parts = {c.get("code", ""): c for c in components}
    if code == BLOOD_PRESSURE.code or {SYSTOLIC.code, DIASTOLIC.code} <= parts.keys():
        pair = (parts.get(SYSTOLIC.code), parts.get(DIASTOLIC.code))
        return "/".join(_part(p, digits=0) for p in pair)
    measure = measure_of(code)
    if value_code and measure is not None and measure.values is not None:
        return measure.values.label_of(value_code)
    return (
        value_text
        or value_code
        or "; ".join(_part(c) for c in parts.values() if c.get("value"))
    )


def _part(component: Mapping[str, str] | None, digits: int = SIGNIFICANT) -> str:
    """One part of a value; what is no bare number ("<5", words) stands as it is."""
    said = (component or {}).get("value", NO_VALUE)
    try:
        return readable(Decimal(said), int((component or {}).get("decimals") or 0), digits)
    except ArithmeticError:
        return said
