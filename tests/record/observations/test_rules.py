from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.kernel.errors import Refused
from hearth.record.observations import codes, rules
from hearth.record.observations.codes import ObservationStatus
from hearth.record.observations.rules import Quantity
from tests.record.refusals import refusal


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def quantity(value, unit=""):
    return Quantity(value=Decimal(value), unit=unit)


# What is typed


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("72.50", "72.50", 2),
        (" 72,5 ", "72.5", 1),
        ("0", "0", 0),
        ("\u22121.5", "-1.5", 1),
        ("100", "100", 0),
    ],
)
def test_read_quantity_keeps_the_places_as_written(text, value, decimals):
    read = rules.read_quantity(text, "kg")
    assert read == quantity(value, "kg")
    assert read.decimals == decimals


@pytest.mark.parametrize(
    "text", ["", "high", "12/8", "1,234.5", "1e3", "1_000", "NaN", "inf", "--1", "1.2345678"]
)
def test_read_quantity_refuses_what_is_no_number(text):
    assert refusal(rules.read_quantity, text) == "not-a-number"


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_comes_back_as_it_was_written(value):
    read = rules.read_quantity(str(value))
    stored = read.value.quantize(Decimal("0.000001"))
    assert rules.as_written(stored, read.decimals) == str(value)


def test_read_pressure():
    upper, lower = rules.read_pressure("128/76")
    assert (upper.value, lower.value) == (128, 76)
    assert refusal(rules.read_pressure, "128") == "pressure-wrong"
    assert refusal(rules.read_pressure, "128/") == "not-a-number"


# Units


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("150", "[lb_av]", "kg", "68.04"),
        ("150", "lbs", "kg", "68.04"),
        ("68000", "g", "kg", "68.00"),
        ("98.6", "[degF]", "Cel", "37.00"),
        ("37", "C", "[degF]", "98.60"),
        ("65", "[in_i]", "cm", "165.10"),
        ("5.5", "mmol/L", "mg/dL", "99.09"),
        ("100", "mg/dL", "mmol/L", "5.55"),
        ("90", "min", "h", "1.50"),
        ("80", "{beats}/min", "/min", "80.00"),
    ],
)
def test_converted(value, unit, to, expected):
    found = rules.converted(quantity(value, unit), to)
    assert found is not None
    assert rules.as_written(found.value, 2) == expected


def test_no_way_between_kinds_of_quantity():
    assert rules.converted(quantity("5", "kg"), "cm") is None
    assert rules.converted(quantity("5", ""), "kg") is None


@given(
    st.decimals(0, 1000, places=2),
    st.sampled_from([("kg", "[lb_av]"), ("cm", "[in_i]"), ("Cel", "[degF]")]),
)
def test_there_and_back_is_the_same(value, units):
    here, there = units
    over = rules.converted(Quantity(value=value, unit=here), there)
    assert over is not None
    back = rules.converted(over, here)
    assert back is not None
    assert abs(back.value - value) < Decimal("1e-9")


# What can be


@pytest.mark.parametrize(
    ("measure", "value", "unit", "code"),
    [
        (codes.WEIGHT, "72.5", "kg", ""),
        (codes.WEIGHT, "160", "[lb_av]", ""),
        (codes.WEIGHT, "725", "kg", "impossible"),
        (codes.WEIGHT, "7", "kg", "impossible"),
        (codes.WEIGHT, "160", "cm", "unit-wrong"),
        (codes.TEMPERATURE, "98.6", "[degF]", ""),
        (codes.TEMPERATURE, "98.6", "Cel", "impossible"),
        (codes.OXYGEN_SATURATION, "100", "%", ""),
        (codes.OXYGEN_SATURATION, "101", "%", "impossible"),
        (codes.HEART_RATE, "0", "/min", "impossible"),
        (codes.PAIN, "10", "{score}", ""),
        (codes.PAIN, "11", "{score}", "impossible"),
        (codes.GLUCOSE, "5.5", "mmol/L", ""),
        (codes.GLUCOSE, "5.5", "mg/dL", "impossible"),
        (codes.MEAL_INTAKE, "0", "%", ""),
        (codes.SLEEP, "25", "h", "impossible"),
    ],
)
def test_check_quantity(measure, value, unit, code):
    assert refusal(rules.check_quantity, measure, quantity(value, unit)) == code


def test_a_refused_value_is_told_its_limits_in_the_unit_it_was_written_in():
    with pytest.raises(Refused) as refused:
        rules.check_quantity(codes.TEMPERATURE, quantity("986", "[degF]"))
    assert "between 75 and 113" in str(refused.value)


@pytest.mark.parametrize(
    ("upper", "lower", "code"),
    [
        ("128", "76", ""),
        ("76", "128", "upper-below-lower"),
        ("80", "80", "upper-below-lower"),
        ("1280", "76", "impossible"),
        ("128", "7", "impossible"),
    ],
)
def test_check_pressure(upper, lower, code):
    found = refusal(rules.check_pressure, quantity(upper, "mm[Hg]"), quantity(lower, "mm[Hg]"))
    assert found == code


def test_check_code():
    assert refusal(rules.check_code, codes.BOWEL_MOVEMENT, "4") == ""
    assert refusal(rules.check_code, codes.BOWEL_MOVEMENT, "8") == "value-unknown"


def test_nothing_is_measured_before_it_is_measured():
    assert refusal(rules.check_times, NOW, NOW) == ""
    assert refusal(rules.check_times, NOW + timedelta(seconds=1), NOW) == "future"


def test_check_retraction():
    assert refusal(rules.check_retraction, ObservationStatus.FINAL, "Wrong resident") == ""
    assert refusal(rules.check_retraction, ObservationStatus.FINAL, " ") == "reason-missing"
    assert (
        refusal(rules.check_retraction, ObservationStatus.ENTERED_IN_ERROR, "Again")
        == "already-retracted"
    )


def test_a_late_entry_is_shown_as_one():
    assert not rules.is_late_entry(NOW - timedelta(hours=1), NOW)
    assert rules.is_late_entry(NOW - timedelta(hours=1, minutes=1), NOW)


# Catalogue


@pytest.mark.parametrize("measure", codes.CATALOGUE.values(), ids=lambda m: m.code)
def test_every_measure_can_be_written(measure):
    assert measure.unit or measure.values, "a number with its unit, or a word"
    assert (measure.low is None) is (measure.high is None)
    assert measure.low is None or measure.low < measure.high
    assert all(part in codes.CATALOGUE for part in measure.parts)
    for unit in measure.also:
        assert rules.converted(quantity("1", unit), measure.unit) is not None


def test_a_code_means_one_measure():
    said = [c for m in codes.CATALOGUE.values() for c in (m.code, *m.twins)]
    assert len(said) == len(set(said))
    assert set(codes.BY_HAND) <= set(codes.CATALOGUE)


def test_measure_of_knows_the_twins():
    assert rules.measure_of("2708-6") is codes.OXYGEN_SATURATION
    assert rules.measure_of("29463-7") is codes.WEIGHT
    assert rules.measure_of("0000-0") is None


# Reading


COMPUTED = [
    {"code": "8480-6", "value": "137.4459187142409", "decimals": "13", "unit": "mm[Hg]"},
    {"code": "8462-4", "value": "79.08914712377961", "decimals": "14", "unit": "mm[Hg]"},
]
PRESSURE = rules.components_of_pressure(quantity("128"), quantity("76"))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"code": "29463-7", "value": Decimal("72.500000"), "decimals": 1}, "72.5"),
        ({"code": "29463-7", "value": Decimal("105.597125"), "decimals": 6}, "106"),
        ({"code": "29463-7", "value": Decimal("0.195757"), "decimals": 6}, "0.196"),
        ({"code": "29463-7", "value": Decimal("0.000000"), "decimals": 6}, "0"),
        ({"code": "85354-9", "value": None, "decimals": 0, "components": PRESSURE}, "128/76"),
        ({"code": "85354-9", "value": None, "decimals": 0, "components": COMPUTED}, "137/79"),
        ({"code": "55284-4", "value": None, "decimals": 0, "components": PRESSURE}, "128/76"),
        (
            {"code": "85354-9", "value": None, "decimals": 0, "components": PRESSURE[:1]},
            "128/\u2013",
        ),
        (
            {"code": "bowel-movement", "value": None, "decimals": 0, "value_code": "4"},
            "4 Smooth and soft",
        ),
        ({"code": "x", "value": None, "decimals": 0, "value_text": "clear"}, "clear"),
        ({"code": "x", "value": None, "decimals": 0, "value_code": "LA1"}, "LA1"),
    ],
)
def test_reading(said, text):
    assert rules.reading(**said) == text
