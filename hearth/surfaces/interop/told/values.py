"""Observation in the record's columns."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hearth.record.observations.codes import LOINC, Category, ObservationStatus, Precision
from hearth.record.observations.rules import measure_of, normal_unit
from hearth.surfaces.interop.datatypes import Concept, Quantity, When
from hearth.surfaces.interop.mapped import Component, ObservationFacts, Value

from . import text


# What FHIR calls registered has no result yet, as a preliminary one may be without.
_STATUSES = {code: code for code in ObservationStatus.codes()} | {"registered": "preliminary"}
MOST_DECIMALS = 6
MOST_DIGITS = 14  # before the point: 20 in all, 6 behind


def observation_fields(facts: ObservationFacts, zone: ZoneInfo) -> dict[str, Any]:
    """A value's columns. Raises ValueError without a time: ask ``fitting`` first."""
    concept, when = facts.code or Concept(), when_of(facts)
    if when is None:
        raise ValueError("an observation without a time")
    coding = text.chosen(concept, (LOINC,))
    category = category_of(facts, coding.code)
    return {
        "status": _STATUSES[facts.status],
        "category": category,
        "code_system": text.code(coding.system, 120),
        "code": text.code(coding.code, 60) or text.cut(concept.label, 60),
        "text": text.words(concept, 240),
        "effective": when.at(zone),
        "effective_precision": str(Precision(when.precision)),
        **value_columns(facts.value),
        "components": components_of(facts.components),
        "absent_reason": text.code(facts.absent_reason.code(), 40)
        if facts.absent_reason
        else "",
        "interpretation": _interpretation(facts.interpretations),
        "performer_text": text.who(*facts.performers),
        "body_site": text.words(facts.body_site, 60),
        "device": text.who(facts.device)[:120],
        "comment": text.cut(" ".join(note.text for note in facts.notes), 400),
    }


def when_of(facts: ObservationFacts) -> When | None:
    """When it was so; where that is not said, when it was issued. None when nothing tells."""
    start = facts.effective.start if facts.effective else None
    return start or facts.issued


def says_something(facts: ObservationFacts) -> bool:
    """Whether it holds a value, components or why there is none; a panel of others does not."""
    has_value = facts.value is not None and bool(shown(facts.value))
    return has_value or bool(facts.components) or facts.absent_reason is not None


def category_of(facts: ObservationFacts, code: str) -> str:
    """The first category Hearth has, else what the measure is, else an exam."""
    for concept in facts.categories:
        for coding in concept.codings:
            if coding.code in Category.codes():
                return coding.code
    measure = measure_of(code)
    return str(measure.category if measure else Category.EXAM)


def value_columns(value: Value | None) -> dict[str, Any]:
    """value[x]: a number with its unit, a code with its words, or words.

    A number of more than six places is kept rounded, beside all its digits as they were sent.
    """
    columns: dict[str, Any] = {
        "value_quantity": None,
        "value_decimals": 0,
        "unit": "",
        "value_system": "",
        "value_code": "",
        "value_text": "",
    }
    if isinstance(value, Quantity):
        columns["unit"] = _unit(value)
        number = value.value
        if number is not None and not value.comparator and _fits(number):
            places = min(_decimals(number), MOST_DECIMALS)
            columns |= {
                "value_quantity": round(number, places),
                "value_decimals": places,
                "value_text": "" if places == _decimals(number) else f"{number:f}",
            }
        else:
            # "<5" is no 5; the words say the unit too.
            columns |= {"value_text": str(value), "unit": ""}
    elif isinstance(value, Concept):
        coding = text.chosen(value, ("http://snomed.info/sct", LOINC))
        columns["value_system"] = text.code(coding.system, 120)
        columns["value_code"] = text.code(coding.code, 60)
        columns["value_text"] = text.words(value, 2000)
    elif value is not None:
        columns["value_text"] = shown(value)
    return columns


def shown(value: Value | None) -> str:
    """A value in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.label if isinstance(value, Concept) else str(value)


def components_of(components: tuple[Component, ...]) -> list[dict[str, str]]:
    """Parts of a value, numbers as strings, as an Observation keeps them."""
    return [_component(part) for part in components]


def _component(part: Component) -> dict[str, str]:
    concept = part.code or Concept()
    kept = {"code": text.chosen(concept, (LOINC,)).code, "text": concept.label}
    value = part.value
    if isinstance(value, Quantity) and value.value is not None:
        number = f"{value.value:f}"
        kept |= {
            "value": value.comparator + number,
            "decimals": str(_decimals(value.value)),
            "unit": _unit(value),
        }
    elif isinstance(value, Concept):
        kept |= {"value": value.label, "value_code": value.code()}
    elif value is not None:
        kept["value"] = shown(value)
    elif part.absent_reason:
        kept["absent_reason"] = part.absent_reason.code() or part.absent_reason.label
    return kept


def _unit(quantity: Quantity) -> str:
    return text.cut(normal_unit(quantity.code or quantity.unit), 40)


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _fits(number: Decimal) -> bool:
    """Whether the column holds it; of very many places the last are rounded away."""
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        return False
    return round(number, MOST_DECIMALS).adjusted() < MOST_DIGITS


def _interpretation(concepts: tuple[Concept, ...]) -> str:
    return text.code(concepts[0].code(), 10) if concepts else ""
